//! What surrounds the app: whoever runs the site, and the page that it is embedded in.
//!
//! Owns what these may set ([`Host`]) and how it is read from a configuration, from the options of an address and from
//! messages; every value comes from outside and is checked. Must not know the browser, nor what the screens do with it.

pub mod address;
pub mod colour;
pub mod config;
pub mod consent;
pub mod message;
pub mod options;
mod begin;

pub use begin::{begins_at, begun};

use address::LocalFile;
use colour::Accent;
use config::{Call, Link, Logo};
use message::Channel;

use crate::route::Preset;

/// What the surroundings have set. Everything is optional: the default is a site without a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Whether the app is a part of another page.
    pub is_embedded: bool,
    /// What is preset of the profile of a new assessment.
    pub preset: Preset,
    /// How the page around is told what happens, if it wants to know.
    pub channel: Option<Channel>,
    /// Whether the page around asks for the answers. Never without a channel.
    pub asks_answers: bool,
    /// What the site is called, where it is not called after the app.
    pub name: Option<String>,
    /// The mark of whoever runs the site.
    pub logo: Option<Logo>,
    /// An accent colour of its own.
    pub accent: Option<Accent>,
    /// Links at the foot of the page.
    pub links: Vec<Link>,
    /// What is offered beside a result.
    pub call: Option<Call>,
    /// The model of its own that was asked for by an option, so that links to others have to ask for it too.
    pub model_option: Option<LocalFile>,
}

/// Whether an address has options of ours besides the language, which `boot.js` understands by itself.
pub fn has_options(query: &str) -> bool {
    let query = query.trim_start_matches('?');
    query.split('&').any(|option| !option.is_empty() && !option.starts_with("lang="))
}

#[cfg(test)]
mod tests {
    use super::has_options;

    #[test]
    fn the_language_alone_is_no_option() {
        assert!(!has_options(""));
        assert!(!has_options("?"));
        assert!(!has_options("?lang=de"));
        assert!(has_options("?lang=de&theme=dark"));
        assert!(has_options("?language=de"));
    }
}
