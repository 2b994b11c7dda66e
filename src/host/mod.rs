//! What surrounds the app: whoever runs the site, and the page that it is embedded in.
//!
//! Owns what these may set ([`Host`]) and how it is read from a configuration, from the options of an address and from
//! messages; every value comes from outside and is checked. Must not know the browser, nor what the screens do with it.

pub mod address;
pub mod colour;
pub mod config;
pub mod language;

use address::LocalFile;
use colour::Accent;
use config::{Call, Link, Logo};

/// What the surroundings have set. Everything is optional: the default is a site without a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Host {
    /// Whether the app is a part of another page.
    pub is_embedded: bool,
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

/// The value of an option in the query of an address, the first one of that name. A value that is no text is as if it were
/// not there.
pub fn option(query: &str, name: &str) -> Option<String> {
    let query = query.trim_start_matches('?');
    let found =
        query.split('&').filter_map(|option| option.split_once('=')).find(|(key, _)| *key == name);
    unescaped(found?.1)
}

fn unescaped(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                let digit = |digit: u8| {
                    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
                };
                let [high, low] = digits.map(digit);
                high? * 16 + low?
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::{has_options, option};

    #[test]
    fn the_language_alone_is_no_option() {
        assert!(!has_options(""));
        assert!(!has_options("?"));
        assert!(!has_options("?lang=de"));
        assert!(has_options("?lang=de&theme=dark"));
        assert!(has_options("?language=de"));
    }

    #[test]
    fn options_are_taken_out_of_the_query() {
        let found = |query| option(query, "model");
        assert_eq!(found("?model=a%2Fb.json&lang=de").as_deref(), Some("a/b.json"));
        assert_eq!(found("?lang=de&model=our+model.json").as_deref(), Some("our model.json"));
        assert_eq!(found("?model=1&model=2").as_deref(), Some("1"));
        for query in [
            "",
            "?",
            "?model",
            "?models=1",
            "?a=model=1",
            "?model=%",
            "?model=%2",
            "?model=%zz",
            "?model=%ff",
        ] {
            assert_eq!(found(query), None, "{query}");
        }
    }
}
