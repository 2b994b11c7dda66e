//! Options of the address: what a page that embeds the app, or a link to it, asks for.
//!
//! Owns their names, their ranges and what is said about a wrong one; the table is in `docs/embedding.md`. A wrong value
//! takes nothing else away: it is named and ignored. `boot.js` looks at `lang`, `theme` and `ground` by itself, before the app
//! is there. Must not know the browser, nor what the screens do with an option.

use std::fmt;

use super::{
    address::{Address, AddressError, LocalFile, LocalFileError},
    colour::{Accent, AccentError},
    config::{Call, MAX_LABEL, MODEL_ENDINGS, label},
    message::{Channel, EmbedId, HostOrigin},
};
use crate::route::Preset;
use base::percent::unescaped;
use domain::{
    model::{Form, Role, Scale, Stage},
    wire::Theme,
};

/// The longest query that is looked at, in bytes. All options together are far shorter.
pub const QUERY_LIMIT: usize = 8_000;

/// The largest radius of corners, in CSS pixels.
pub const RADIUS_LIMIT: u8 = 24;

/// The lowest level that the title of a screen can have, so that there are still two levels below it.
pub const LEVEL_LIMIT: u8 = 4;

/// Where the app begins when the address names no screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Start {
    /// What this is.
    #[default]
    Welcome,
    /// The profile.
    New,
    /// The first question, with the profile that is preset.
    Questions,
}

impl Start {
    /// All of them, the later ones further into the app.
    pub const ALL: [Self; 3] = [Self::Welcome, Self::New, Self::Questions];

    /// The word for it.
    pub fn id(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::New => "new",
            Self::Questions => "questions",
        }
    }
}

/// What the options of an address say. Everything is optional.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The language that is wished for.
    pub language: Option<String>,
    /// The colours, for as long as the page is open.
    pub theme: Option<Theme>,
    /// The colour of what can be operated.
    pub accent: Option<Accent>,
    /// Whether the ground is that of the page around.
    pub transparent: bool,
    /// The radius of corners in CSS pixels, at most [`RADIUS_LIMIT`].
    pub radius: Option<u8>,
    /// The level of the title of a screen among all headings, 1 to [`LEVEL_LIMIT`].
    pub title_level: Option<u8>,
    /// What is preset of the profile.
    pub preset: Preset,
    /// Where the app begins.
    pub start: Option<Start>,
    /// Another model than that of the site.
    pub model: Option<LocalFile>,
    /// A call to action. Whoever heeds it has to see to it that not any link can set it.
    pub call: Option<Call>,
    /// Whether the page around asks for the answers.
    pub asks_answers: bool,
    /// How the page around is told what happens, if it wants to know.
    pub channel: Option<Channel>,
}

/// What only counts together with something else, until all is read.
#[derive(Default)]
struct Halves {
    embed: Option<EmbedId>,
    origin: Option<HostOrigin>,
    label: Option<String>,
    address: Option<Address>,
}

/// Something wrong with an option. The option is ignored then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its name, cut to a readable length.
    pub option: String,
    /// Why it is ignored, in English, for whoever put it there.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "option {:?} is ignored: {}", self.option, self.reason)
    }
}

/// So much of a value is repeated in a fault, in characters.
const QUOTED: usize = 60;

fn quoted(text: &str) -> String {
    let mut short: String = text.chars().take(QUOTED).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Names and values of a query, as a browser reads them: `+` is a blank.
fn pairs(query: &str) -> impl Iterator<Item = (String, String)> {
    let query = query.strip_prefix('?').unwrap_or(query);
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let text = |part: &str| unescaped(&part.replace('+', " "));
        (text(name), text(value))
    })
}

fn one_of<T: Copy>(value: &str, all: &[T], id: impl Fn(T) -> &'static str) -> Result<T, String> {
    all.iter().copied().find(|choice| id(*choice) == value).ok_or_else(|| {
        let ids: Vec<&str> = all.iter().map(|choice| id(*choice)).collect();
        format!("{:?} is none of: {}", quoted(value), ids.join(", "))
    })
}

/// An option that can only be switched on, by one word.
fn switch(value: &str, word: &'static str) -> Result<bool, String> {
    one_of(value, &[word], |word| word).map(|_| true)
}

fn number(value: &str, least: u8, most: u8) -> Result<u8, String> {
    // `parse` takes a plus sign too.
    let digits = value.bytes().all(|byte| byte.is_ascii_digit());
    let number = digits.then(|| value.parse().ok()).flatten();
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("{:?} is no whole number from {least} to {most}", quoted(value)))
}

impl Options {
    /// Reads the query of an address, with or without its `?`. Total: whatever is wrong is in the list of faults, one for
    /// each option.
    pub fn read(query: &str) -> (Self, Vec<Fault>) {
        let mut options = Self::default();
        let mut faults: Vec<Fault> = Vec::new();
        if query.len() > QUERY_LIMIT {
            let reason = format!("{} bytes, more than {QUERY_LIMIT}", query.len());
            return (options, vec![Fault { option: "the whole query".to_owned(), reason }]);
        }
        let mut seen: Vec<String> = Vec::new();
        let mut halves = Halves::default();
        for (name, value) in pairs(query) {
            if faults.iter().any(|fault| fault.option == quoted(&name)) {
                continue;
            }
            let told = if seen.contains(&name) {
                Err("it is there more than once; the first one counts".to_owned())
            } else {
                options.take(&name, &value, &mut halves)
            };
            if let Err(reason) = told {
                faults.push(Fault { option: quoted(&name), reason });
            }
            seen.push(name);
        }
        let mut alone = |option: &str, other: &str| {
            let is_told =
                faults.iter().any(|fault| fault.option == option || fault.option == other);
            if !is_told {
                let reason = format!("it needs {other} beside it");
                faults.push(Fault { option: option.to_owned(), reason });
            }
        };
        match (halves.embed, halves.origin) {
            (Some(embed), Some(origin)) => options.channel = Some(Channel { embed, origin }),
            (Some(_), None) => alone("embed", "host"),
            (None, Some(_)) => alone("host", "embed"),
            (None, None) => {}
        }
        match (halves.label, halves.address) {
            (Some(label), Some(address)) => options.call = Some(Call { label, address }),
            (Some(_), None) => alone("cta", "cta-href"),
            (None, Some(_)) => alone("cta-href", "cta"),
            (None, None) => {}
        }
        (options, faults)
    }

    fn take(&mut self, name: &str, value: &str, halves: &mut Halves) -> Result<(), String> {
        match name {
            // One of many wishes, and not wrong if it cannot be met.
            "lang" => self.language = Some(value.to_owned()),
            "theme" => self.theme = Some(one_of(value, &Theme::ALL, Theme::id)?),
            "accent" => self.accent = Some(Accent::parse(value).map_err(AccentError::reason)?),
            "ground" => self.transparent = switch(value, "transparent")?,
            "radius" => self.radius = Some(number(value, 0, RADIUS_LIMIT)?),
            "heading-level" => self.title_level = Some(number(value, 1, LEVEL_LIMIT)?),
            "role" => self.preset.role = Some(one_of(value, Role::ALL, Role::id)?),
            "scale" => self.preset.scale = Some(one_of(value, Scale::ALL, Scale::id)?),
            "stage" => self.preset.stage = Some(one_of(value, Stage::ALL, Stage::id)?),
            "form" => self.preset.form = Some(one_of(value, Form::ALL, Form::id)?),
            "start" => self.start = Some(one_of(value, &Start::ALL, Start::id)?),
            "answers" => self.asks_answers = switch(value, "ask")?,
            "model" => {
                let file =
                    LocalFile::parse(value, &MODEL_ENDINGS).map_err(LocalFileError::reason)?;
                self.model = Some(file);
            }
            "cta" => halves.label = Some(label(value, MAX_LABEL)?),
            "cta-href" => {
                let address = Address::parse(value).map_err(AddressError::reason)?;
                halves.address = Some(address);
            }
            "embed" => {
                let wrong = || "not 1 to 64 letters, digits, - and _".to_owned();
                halves.embed = Some(EmbedId::new(value).ok_or_else(wrong)?);
            }
            "host" => {
                let wrong =
                    || format!("{:?} is no origin such as https://www.example.org", quoted(value));
                halves.origin = Some(HostOrigin::new(value).ok_or_else(wrong)?);
            }
            _ => return Err("there is no such option".to_owned()),
        }
        Ok(())
    }
}
