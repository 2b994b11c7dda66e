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
        /// Alone or with a few others, invites members, coordinates the joint work or sets the rules.
        Orchestrator = "orchestrator",
        /// Takes part or wants to, while others coordinate, or nobody does.
        Member = "member",
    }
}

impl Role {
    /// The other side.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Orchestrator => Self::Member,
            Self::Member => Self::Orchestrator,
        }
    }
}

choices! {
    /// How large the ecosystem is and how it is held together. Changes the examples and the suggested targets, never
    /// the levels.
    Scale {
        /// About ten organizations or fewer, which can all talk at one table.
        Handful = "handful",
        /// Too many for one table, but each is chosen or known in person.
        Curated = "curated",
        /// Too many to choose or to know each: they join and work by published rules.
        Large = "large",
        /// All work through one technical platform, and its owner decides how it works.
        Platform = "platform",
    }
}

impl Scale {
    /// Whether the examples for small ecosystems fit: every member is chosen or known.
    pub fn is_small(self) -> bool {
        matches!(self, Self::Handful | Self::Curated)
    }
}

choices! {
    /// Where the ecosystem is in its life. Decides which practices are asked.
    Stage {
        /// Still deciding why, with whom and how to build it, or whether to join.
        Strategic = "strategic",
        /// Joint work is beginning: members join, or have just joined.
        Engagement = "engagement",
        /// Joint work runs, and is maintained, improved and renewed.
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

impl Profile {
    /// What is proposed to this side where nothing is chosen yet: a running ecosystem of some dozens, and a first picture soon.
    /// The side itself is not proposed: most people are members, those who set up a check are not, and a wrong one spoils what
    /// many say together.
    pub fn proposed(role: Role) -> Self {
        Self { role, scale: Scale::Curated, stage: Stage::Management, form: Form::Short }
    }
}
