//! What a person set on this device: theme, language, keyboard shortcuts. Nothing of it belongs to an assessment.

use super::APP;
use base::json::{Node, table};

/// The schema of the settings that this version writes.
pub const SETTINGS_SCHEMA: u64 = 1;

/// Which colours are used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All of them, in the order of the switch.
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    /// The word for it, also as the page's `data-theme`.
    pub fn id(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with this word.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.id() == id)
    }
}

/// The settings of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// Colours.
    pub theme: Theme,
    /// Language tag, where the person chose one.
    pub language: Option<String>,
    /// Whether single keys answer the focused practice.
    pub shortcuts: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { theme: Theme::default(), language: None, shortcuts: true }
    }
}

/// The stored settings. `boot.js` reads `theme` and `language` from it before the app is there.
pub fn write_settings(settings: &Settings) -> String {
    settings_node(settings).to_json()
}

/// The same as a tree, for a backup.
pub(super) fn settings_node(settings: &Settings) -> Node {
    table([
        ("app", APP.into()),
        ("kind", "settings".into()),
        ("schema", SETTINGS_SCHEMA.into()),
        ("theme", settings.theme.id().into()),
        ("language", settings.language.as_deref().map_or(Node::Null, Node::from)),
        ("shortcuts", Node::Flag(settings.shortcuts)),
    ])
}

/// Reads stored settings; `None` if this is not what [`write_settings`] writes. A single value that is not understood
/// falls back to its default: no work is lost by that.
pub fn read_settings(text: &str) -> Option<Settings> {
    read_settings_node(&Node::parse(text, 10_000).ok()?)
}

/// The same from a tree, which can be part of a backup.
pub(super) fn read_settings_node(node: &Node) -> Option<Settings> {
    let word = |key: &str| node.get(key).and_then(Node::as_text);
    if word("kind") != Some("settings") {
        return None;
    }
    let default = Settings::default();
    Some(Settings {
        theme: word("theme").and_then(Theme::from_id).unwrap_or_default(),
        language: word("language").map(str::to_owned),
        shortcuts: match node.get("shortcuts") {
            Some(Node::Flag(on)) => *on,
            _ => default.shortcuts,
        },
    })
}
