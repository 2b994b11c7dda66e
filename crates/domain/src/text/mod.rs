//! The words of the interface in one language.
//!
//! Owns the list of all messages ([`Key`]), the catalogue that content is parsed into, and how numbers and counts are put
//! into sentences. A message that is missing in the code is a compile error; one that is missing in a language is a
//! problem when its content is parsed, and the build stops at it.
//!
//! How numbers, dates and plurals look is the browser's knowledge; this module only names what it needs ([`Locale`]).

mod key;

use base::json::{Fault, Node, Reader};
pub use key::Key;

/// Sections of the interface that the first screens use. The build puts the words of all others into a second file, which
/// is loaded later.
pub const FIRST_SECTIONS: [&str; 8] =
    ["app", "later", "welcome", "profile", "answer", "trouble", "not_found", "size"];

/// The forms a message with a count can have, as the browser's plural rules name them.
const PLURAL_FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// All messages of one language.
#[derive(Clone, Debug)]
pub struct Catalogue {
    /// Language tag: `en`.
    pub language: String,
    /// The language's name for itself.
    pub name: String,
    /// Whether it is written from right to left.
    pub right_to_left: bool,
    /// By key, in the order of [`Key::names`].
    messages: Vec<Message>,
}

#[derive(Clone, Debug, PartialEq)]
enum Message {
    Plain(String),
    /// Form and text.
    Plural(Vec<(String, String)>),
}

impl Catalogue {
    /// Reads the language and the table `interface` of a content file. What is missing or unknown is noted.
    pub fn read(text: &Reader<'_>) -> Self {
        let names: Vec<&str> = Key::names().collect();
        let mut found: Vec<Option<Message>> = vec![None; names.len()];
        if let Some(interface) = text.required("interface") {
            for (section_name, section) in interface.entries() {
                for (name, entry) in section.entries() {
                    let full = format!("{section_name}.{name}");
                    let index = names.iter().position(|name| *name == full);
                    match index.and_then(|index| found.get_mut(index)) {
                        Some(slot) => *slot = Some(read_message(&entry)),
                        None => section.note(name, Fault::Unknown(full)),
                    }
                }
            }
            for (name, slot) in names.iter().zip(&found) {
                if slot.is_none() {
                    interface.note(name, Fault::Missing);
                }
            }
        }
        let direction = text.text("direction");
        if !matches!(direction.as_str(), "" | "ltr" | "rtl") {
            text.note("direction", Fault::Unknown(direction.clone()));
        }
        Self {
            language: text.text("language"),
            name: text.text("name"),
            right_to_left: direction == "rtl",
            messages: found
                .into_iter()
                .map(|message| message.unwrap_or(Message::Plain(String::new())))
                .collect(),
        }
    }

    /// A message without gaps to fill.
    #[inline(never)]
    pub fn get(&self, key: Key) -> &str {
        match self.messages.get(key as usize) {
            Some(Message::Plain(text)) => text,
            Some(Message::Plural(forms)) => pick(forms, "other"),
            None => "",
        }
    }

    /// A message with its gaps `{name}` filled.
    #[inline(never)]
    pub fn fill(&self, key: Key, gaps: &[(&str, &str)]) -> String {
        fill(self.get(key), gaps)
    }

    /// A message about a count, in the form that the language has for it. `{count}` is filled with the number as the
    /// locale writes it.
    pub fn count(
        &self,
        key: Key,
        count: u64,
        locale: &dyn Locale,
        gaps: &[(&str, &str)],
    ) -> String {
        let text = match self.messages.get(key as usize) {
            Some(Message::Plural(forms)) => pick(forms, &locale.plural(count)),
            _ => self.get(key),
        };
        fill(&fill(text, &[("count", &locale.whole(count))]), gaps)
    }

    /// Every message with its key and all its forms, for checks over whole languages.
    pub fn all(&self) -> impl Iterator<Item = (&'static str, Vec<&str>)> {
        Key::names().zip(&self.messages).map(|(name, message)| {
            let texts = match message {
                Message::Plain(text) => vec![text.as_str()],
                Message::Plural(forms) => forms.iter().map(|(_, text)| text.as_str()).collect(),
            };
            (name, texts)
        })
    }
}

fn pick<'a>(forms: &'a [(String, String)], form: &str) -> &'a str {
    let by = |wanted: &str| forms.iter().find(|(name, _)| name == wanted);
    by(form).or_else(|| by("other")).map_or("", |(_, text)| text)
}

fn read_message(entry: &Reader<'_>) -> Message {
    if !matches!(entry.node(), Node::Table(_)) {
        return Message::Plain(entry.own_text());
    }
    let forms: Vec<(String, String)> = entry
        .entries()
        .into_iter()
        .map(|(form, text)| {
            if !PLURAL_FORMS.contains(&form) {
                entry.note(form, Fault::Unknown(form.to_owned()));
            }
            (form.to_owned(), text.own_text())
        })
        .collect();
    if !forms.iter().any(|(form, _)| form == "other") {
        entry.note("other", Fault::Missing);
    }
    Message::Plural(forms)
}

/// Fills the gaps `{name}` of a text. What is put in is never looked at again, so a name with braces stays as it is.
fn fill(text: &str, gaps: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        match after.split_once('}') {
            Some((name, behind)) => {
                match gaps.iter().find(|(gap, _)| *gap == name) {
                    Some((_, value)) => filled.push_str(value),
                    // Left for a second filling, or a mistake that is better seen than hidden.
                    None => {
                        filled.push('{');
                        filled.push_str(name);
                        filled.push('}');
                    }
                }
                rest = behind;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

/// How numbers, dates and lists are written in a language. The browser's `Intl` is the real one.
/// `Sync`, because signals demand it of everything that they carry.
pub trait Locale: Sync {
    /// A whole number.
    fn whole(&self, number: u64) -> String;
    /// A number with exactly this many decimals.
    fn decimal(&self, number: f64, decimals: u8) -> String;
    /// A share from 0 to 1 as whole percent.
    fn percent(&self, share: f64) -> String;
    /// A moment, given in milliseconds since 1970, as a date.
    fn date(&self, moment: u64) -> String;
    /// The month of a moment in coordinated universal time: `November 2026`.
    fn month(&self, moment: u64) -> String;
    /// A list: `a, b and c`.
    fn list(&self, items: &[String]) -> String;
    /// The plural form for a count: `zero`, `one`, `two`, `few`, `many` or `other`.
    fn plural(&self, count: u64) -> String;
}

/// A catalogue with its locale: everything that is needed to say something.
#[derive(Clone, Copy)]
pub struct Speech<'a> {
    /// The words.
    pub catalogue: &'a Catalogue,
    /// The numbers.
    pub locale: &'a dyn Locale,
}

impl<'a> Speech<'a> {
    /// A message without gaps.
    pub fn say(&self, key: Key) -> &'a str {
        self.catalogue.get(key)
    }

    /// A message with its gaps filled.
    pub fn fill(&self, key: Key, gaps: &[(&str, &str)]) -> String {
        self.catalogue.fill(key, gaps)
    }

    /// A message about a count.
    pub fn count(&self, key: Key, count: u64, gaps: &[(&str, &str)]) -> String {
        self.catalogue.count(key, count, self.locale, gaps)
    }

    /// A score with one decimal, or a dash where there is none.
    pub fn score(&self, score: Option<f64>) -> String {
        score.map_or_else(|| "–".to_owned(), |score| self.locale.decimal(score, 1))
    }
}

/// The language tags that there can be, as far as their form goes: letters and digits in groups of one to eight.
pub fn is_language_tag(tag: &str) -> bool {
    let is_group = |group: &str| {
        (1..=8).contains(&group.len()) && group.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    tag.len() <= 35
        && tag.split('-').all(is_group)
        && tag.split('-').next().is_some_and(|family| {
            (2..=3).contains(&family.len()) && family.bytes().all(|b| b.is_ascii_alphabetic())
        })
}

#[cfg(test)]
mod tests {
    use super::fill;

    #[test]
    fn gaps_are_filled_once() {
        assert_eq!(fill("{a} of {b}", &[("a", "{b}"), ("b", "2")]), "{b} of 2");
        assert_eq!(fill("{unknown} {", &[("a", "1")]), "{unknown} {");
    }
}
