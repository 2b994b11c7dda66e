//! The configuration of a site: `config.json` beside the page.
//!
//! Owns what may stand in it (`docs/config.md`, `docs/schema/config-1.json`) and how it is read: what is wrong is named and
//! left out, and everything else counts. Must not know how it is loaded, nor what the screens do with it.

use super::{
    address::{Address, AddressError, LocalFile, LocalFileError},
    colour::{Accent, AccentError},
};
use base::json::{Node, Problems, Reader};
use domain::text::is_language_tag;

/// The largest configuration that is read, in bytes.
pub const MAX_BYTES: usize = 100_000;

/// The most characters of a name and of the words on a link or a call to action: more would not fit beside the rest.
pub const MAX_LABEL: usize = 60;

/// The most characters of the words that stand for a logo.
pub const MAX_ALT: usize = 200;

/// The most links at the foot of the page.
pub const MAX_LINKS: usize = 5;

/// The kinds of files a logo can be.
pub const LOGO_ENDINGS: [&str; 7] = ["svg", "png", "jpg", "jpeg", "webp", "avif", "gif"];

/// The kinds of files of the site that a link can lead to.
pub const PAGE_ENDINGS: [&str; 5] = ["html", "htm", "pdf", "txt", "md"];

/// The kinds of files a model can be.
pub const MODEL_ENDINGS: [&str; 1] = ["json"];

/// The configuration, as far as it can be used. Everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// What the site is called.
    pub name: Option<String>,
    /// The mark at the head of the page and on reports.
    pub logo: Option<Logo>,
    /// The accent colour, fitted to both themes.
    pub accent: Option<Accent>,
    /// The tag of the language for those who have not chosen one.
    pub language: Option<String>,
    /// Links at the foot of the page: imprint, privacy.
    pub links: Vec<Link>,
    /// What is offered beside a result.
    pub call: Option<Call>,
    /// The model that is used in place of the shipped one.
    pub model: Option<LocalFile>,
    /// Whether a model is named that cannot be one. The site is for other questions than the shipped ones then.
    pub is_model_refused: bool,
}

/// A mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logo {
    /// The picture.
    pub file: LocalFile,
    /// What it says, for whoever cannot see it.
    pub alt: String,
}

/// A link of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Its words.
    pub label: String,
    /// Where it leads: an address or a file of the site.
    pub href: String,
}

/// A call to action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Its words.
    pub label: String,
    /// Where it leads.
    pub address: Address,
}

impl Call {
    /// Reads a call to action.
    ///
    /// # Errors
    /// What is wrong, with the key it is about: `label` or `href`.
    pub fn parse(words: &str, address: &str) -> Result<Self, (&'static str, String)> {
        let label = label(words, MAX_LABEL).map_err(|reason| ("label", reason))?;
        let address = Address::parse(address).map_err(|error| ("href", error.reason()))?;
        Ok(Self { label, address })
    }
}

impl Config {
    /// Reads a configuration. The second half says what was left out, and why, in lines for the console.
    pub fn read(text: &str) -> (Self, Vec<String>) {
        let node = match Node::parse(text, MAX_BYTES) {
            Ok(node) => node,
            Err(reason) => return (Self::default(), vec![reason.to_string()]),
        };
        let problems = Problems::default();
        let root = Reader::new(&node, &problems);
        root.note_duplicates();
        let mut reading = Reading { notes: Vec::new() };
        let config = reading.config(&root);
        let found = problems.into_list().into_iter().map(|problem| problem.to_string());
        (config, found.chain(reading.notes).collect())
    }
}

/// Words of one line: without white space at the ends, not empty, not too long.
pub(super) fn label(text: &str, longest: usize) -> Result<String, String> {
    let text = text.trim();
    // Marks that turn the direction of what follows could make a link read as another one.
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if text.is_empty() || text.chars().count() > longest {
        return Err(format!("has to have 1 to {longest} characters"));
    }
    if text.contains(is_hidden) {
        return Err("has a line break or another control character".to_owned());
    }
    Ok(text.to_owned())
}

struct Reading {
    notes: Vec<String>,
}

impl Reading {
    fn config(&mut self, root: &Reader<'_>) -> Config {
        let known =
            ["$schema", "name", "logo", "accent", "language", "links", "call_to_action", "model"];
        // What is no table has nothing in it, and the rest notes nothing more.
        _ = self.no_others(root, &known);
        let name = self.text(root, "name", |text| label(text, MAX_LABEL));
        let logo = root.optional("logo").and_then(|logo| self.logo(&logo, name.as_deref()));
        let model = self.text(root, "model", |text| {
            LocalFile::parse(text, &MODEL_ENDINGS).map_err(LocalFileError::reason)
        });
        Config {
            logo,
            accent: self
                .text(root, "accent", |text| Accent::parse(text).map_err(AccentError::reason)),
            language: self.text(root, "language", |text| {
                let reason = "is no language tag like de or pt-BR";
                is_language_tag(text).then(|| text.to_owned()).ok_or_else(|| reason.to_owned())
            }),
            links: self.links(root),
            call: root.optional("call_to_action").and_then(|call| self.call(&call)),
            is_model_refused: model.is_none() && root.has("model"),
            model,
            name,
        }
    }

    fn note(&mut self, reader: &Reader<'_>, key: &str, reason: &str) {
        self.notes.push(format!("{} {reason}", reader.place(key)));
    }

    /// Notes every key that has no meaning. `None` where there is no table to look into, which is noted too.
    fn no_others(&mut self, table: &Reader<'_>, known: &[&str]) -> Option<()> {
        for (key, _) in table.entries() {
            if !known.contains(&key) {
                self.note(table, key, "is not known here");
            }
        }
        matches!(table.node(), Node::Table(_)).then_some(())
    }

    fn text<T>(
        &mut self,
        table: &Reader<'_>,
        key: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = table.optional_text(key)?;
        match read(&text) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.note(table, key, &reason);
                None
            }
        }
    }

    /// The same for what has to be there.
    fn needed<T>(
        &mut self,
        table: &Reader<'_>,
        key: &str,
        read: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        table.required(key)?;
        self.text(table, key, read)
    }

    fn logo(&mut self, table: &Reader<'_>, name: Option<&str>) -> Option<Logo> {
        self.no_others(table, &["file", "alt"])?;
        let file = self.needed(table, "file", |text| {
            LocalFile::parse(text, &LOGO_ENDINGS).map_err(LocalFileError::reason)
        });
        // Without words of its own it stands for the name.
        let alt = self.text(table, "alt", |text| label(text, MAX_ALT)).or(name.map(str::to_owned));
        if alt.is_none() {
            self.note(table, "alt", "is missing, and there is no name in its place");
        }
        Some(Logo { file: file?, alt: alt? })
    }

    fn links(&mut self, root: &Reader<'_>) -> Vec<Link> {
        if !root.has("links") {
            return Vec::new();
        }
        let entries = root.list("links");
        if entries.len() > MAX_LINKS {
            self.note(
                root,
                "links",
                &format!("has more than {MAX_LINKS} entries; the others are left out"),
            );
        }
        entries.iter().take(MAX_LINKS).filter_map(|link| self.link(link)).collect()
    }

    fn link(&mut self, table: &Reader<'_>) -> Option<Link> {
        self.no_others(table, &["label", "href"])?;
        let words = self.needed(table, "label", |text| label(text, MAX_LABEL));
        let href = self.needed(table, "href", |text| match Address::parse(text) {
            Ok(address) if address.is_telephone() => {
                Err("starts a call, which only the call to action may".to_owned())
            }
            Ok(address) => Ok(address.as_str().to_owned()),
            // What has a scheme was meant to be an address.
            Err(error) if text.contains(':') => Err(error.reason()),
            Err(_) => LocalFile::parse(text, &PAGE_ENDINGS)
                .map(|file| file.as_str().to_owned())
                .map_err(LocalFileError::reason),
        });
        Some(Link { label: words?, href: href? })
    }

    fn call(&mut self, table: &Reader<'_>) -> Option<Call> {
        self.no_others(table, &["label", "href"])?;
        let words = self.needed(table, "label", |text| label(text, MAX_LABEL));
        let address =
            self.needed(table, "href", |text| Address::parse(text).map_err(AddressError::reason));
        Some(Call { label: words?, address: address? })
    }
}
