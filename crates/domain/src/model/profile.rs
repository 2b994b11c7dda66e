//! Who answers: role, scale, stage and form. Owns their ids; their names are content.

macro_rules! choices {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $id:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }

        impl $name {
            /// All of them, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The id, as in links and stored documents.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)+ }
            }

            /// The one with this id.
            pub fn from_id(id: &str) -> Option<Self> {
                match id { $($id => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

choices! {
    /// The side from which an organization looks at the ecosystem. Both sides rate the same levels and read different
    /// questions.
    Role {
        /// Brings members together, coordinates the joint work or sets the rules.
        Orchestrator = "orchestrator",
        /// Takes part while others coordinate.
        Member = "member",
    }
}

choices! {
    /// How large the ecosystem is and how it is held together. Changes the examples and the suggested targets, never
    /// the levels.
    Scale {
        /// Up to about ten partners.
        Handful = "handful",
        /// Some dozens of selected members.
        Curated = "curated",
        /// Many dozens to thousands of members.
        Large = "large",
        /// A platform with built-in rules.
        Platform = "platform",
    }
}

impl Scale {
    /// Whether examples for small ecosystems are shown, and not those for large ones.
    pub fn is_small(self) -> bool {
        matches!(self, Self::Handful | Self::Curated)
    }
}

choices! {
    /// Where the ecosystem is in its life. Decides which practices are asked.
    Stage {
        /// Deciding why, with whom and how.
        Strategic = "strategic",
        /// Bringing members in and starting.
        Engagement = "engagement",
        /// Running, improving, renewing.
        Management = "management",
    }
}

choices! {
    /// How much is asked.
    Form {
        /// Two core practices for each principle.
        Short = "short",
        /// Every practice that applies.
        Full = "full",
    }
}

/// Everything that decides which practices are asked and in which words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Profile {
    /// The side from which the ecosystem is seen.
    pub role: Role,
    /// Its size and kind.
    pub scale: Scale,
    /// Its stage of life.
    pub stage: Stage,
    /// How much is asked.
    pub form: Form,
}

impl Default for Profile {
    /// The most frequent case: the one who sets up such a check orchestrates a running ecosystem of some dozens, and
    /// wants a first picture soon.
    fn default() -> Self {
        Self {
            role: Role::Orchestrator,
            scale: Scale::Curated,
            stage: Stage::Management,
            form: Form::Short,
        }
    }
}
