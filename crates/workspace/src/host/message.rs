//! Messages between the app in a frame and the page around it, version 1; described in `docs/embedding.md`.
//!
//! Owns what is told and the checks on what is heard. Who sent a message and from where is known to the browser only, and
//! `platform` checks it before a text comes here. Nothing that is heard can do more than change the colours.

use std::{fmt, time::Duration};

use base::json::{Node, table};
use domain::{
    assessment::Moment,
    model::{Level, Model},
    scoring::Scores,
    wire::Theme,
};

/// The version of the protocol, in the field that also says that a message is ours.
pub const PROTOCOL: u64 = 1;

/// The longest message that is looked at, in bytes. What is understood is far shorter.
pub const MESSAGE_LIMIT: usize = 4_000;

/// How many messages are looked at within a second; the others are dropped.
pub const MESSAGES_PER_SECOND: u32 = 100;

/// The largest height and place that is told, in CSS pixels.
pub const PIXEL_LIMIT: u32 = 100_000;

/// The most principles that results are told of.
pub const PRINCIPLE_LIMIT: usize = 64;

/// The name that the page around has given to a frame: 1 to 64 letters, digits, `-` and `_`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmbedId(String);

impl EmbedId {
    /// The id, if it is one.
    pub fn new(text: &str) -> Option<Self> {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        ((1..=64).contains(&text.len()) && text.bytes().all(fits)).then(|| Self(text.to_owned()))
    }

    /// As it was given.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The origin of the page around: `https://www.example.org`, or with `http:` and a port while somebody develops.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostOrigin(String);

impl HostOrigin {
    /// The origin, if it is written as browsers write one: no path, no name and password, no blanks, at most 255 bytes.
    pub fn new(text: &str) -> Option<Self> {
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
        let (host, port) = match rest.rsplit_once(':') {
            // Not the colons of an address of version 6, which stands in brackets.
            Some((host, port)) if !port.contains(']') => (host, Some(port)),
            _ => (rest, None),
        };
        let is_number = |b: u8| b.is_ascii_hexdigit() || matches!(b, b':' | b'.');
        let is_name = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-._".contains(&b);
        let is_host = match host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
            Some(number) => !number.is_empty() && number.bytes().all(is_number),
            None => !host.is_empty() && host.bytes().all(is_name),
        };
        let is_port =
            |port: &str| port.bytes().all(|b| b.is_ascii_digit()) && port.parse::<u16>().is_ok();
        (is_host && port.is_none_or(is_port) && text.len() <= 255).then(|| Self(text.to_owned()))
    }

    /// As it is compared with the origin of a message.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The way between the frame and the page around it: the frame's name, and where the page comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// The name of this frame.
    pub embed: EmbedId,
    /// The only origin that messages are sent to and taken from.
    pub origin: HostOrigin,
}

/// Why something does not work as the page around wanted it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser gives the frame no storage: answers last as long as the page.
    StorageBlocked,
    /// The questionnaire that was asked for cannot be used.
    ModelRefused,
    /// At least one option was ignored; the console says which.
    OptionRefused,
}

impl Trouble {
    /// The word for it in messages.
    pub fn id(self) -> &'static str {
        match self {
            Self::StorageBlocked => "storage-blocked",
            Self::ModelRefused => "model-refused",
            Self::OptionRefused => "option-refused",
        }
    }
}

/// The numbers of an assessment, as far as they are told.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    model: String,
    version: String,
    answered: usize,
    total: usize,
    overall: Option<f64>,
    held: Option<Level>,
    /// Id, score and held level of each principle.
    principles: Vec<(String, Option<f64>, Option<Level>)>,
    /// The response code, if the person has agreed to hand it over.
    code: Option<String>,
}

impl Outcome {
    /// What is told of an assessment. `code`: the response code, if the person has agreed.
    pub fn of(model: &Model, scores: &Scores, code: Option<String>) -> Self {
        let principles = model.principles.iter().zip(&scores.principles).take(PRINCIPLE_LIMIT);
        let overall = &scores.overall;
        Self {
            model: model.id.clone(),
            version: model.version.clone(),
            answered: overall.counts.answered(),
            total: overall.counts.applicable,
            overall: overall.score,
            held: overall.held,
            principles: principles.map(|(p, s)| (p.id.clone(), s.score, s.held)).collect(),
            code,
        }
    }
}

/// Something that the page around is told.
#[derive(Clone, Debug, PartialEq)]
pub enum Told {
    /// The first screen is there.
    Ready {
        /// The id of the model.
        model: String,
        /// Its version.
        version: String,
        /// The language of the app.
        language: String,
    },
    /// The height of what is shown, in CSS pixels.
    Height(u32),
    /// The place that should be in sight, in CSS pixels from the top of what is shown.
    Scroll(u32),
    /// How much is answered.
    Progress {
        /// Practices with an answer.
        answered: usize,
        /// Practices that are asked in this profile.
        total: usize,
    },
    /// The results were looked at.
    Complete(Box<Outcome>),
    /// The call to action was activated.
    CallToAction,
    /// Something does not work as the page around wanted it.
    Error(Trouble),
}

impl Told {
    /// The word for its type.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Ready { .. } => "ready",
            Self::Height(_) => "height",
            Self::Scroll(_) => "scroll",
            Self::Progress { .. } => "progress",
            Self::Complete(_) => "complete",
            Self::CallToAction => "cta",
            Self::Error(_) => "error",
        }
    }

    fn fields(&self) -> Vec<(&'static str, Node)> {
        let whole = |number: usize| Node::from(number as u64);
        match self {
            Self::Ready { model, version, language } => vec![
                ("model", model.as_str().into()),
                ("version", version.as_str().into()),
                ("language", language.as_str().into()),
            ],
            Self::Height(height) => {
                vec![("height", u64::from((*height).clamp(1, PIXEL_LIMIT)).into())]
            }
            Self::Scroll(top) => vec![("top", u64::from((*top).min(PIXEL_LIMIT)).into())],
            Self::Progress { answered, total } => {
                vec![("answered", whole(*answered)), ("total", whole(*total))]
            }
            Self::Complete(outcome) => outcome_fields(outcome),
            Self::CallToAction => Vec::new(),
            Self::Error(trouble) => vec![("reason", trouble.id().into())],
        }
    }

    /// The message as it is sent from the frame with this name.
    pub fn write(&self, embed: &EmbedId) -> Node {
        let mut entries = vec![
            ("twelvefold", PROTOCOL.into()),
            ("embed", embed.as_str().into()),
            ("type", self.id().into()),
        ];
        entries.extend(self.fields());
        Node::Table(entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect())
    }
}

fn outcome_fields(outcome: &Outcome) -> Vec<(&'static str, Node)> {
    let score = |score: Option<f64>| score.map_or(Node::Null, Node::from);
    let level =
        |held: Option<Level>| held.map_or(Node::Null, |held| Node::from(u64::from(held.number())));
    let principles = outcome.principles.iter().map(|(id, value, held)| {
        (id.clone(), table([("score", score(*value)), ("held", level(*held))]))
    });
    let mut fields = vec![
        ("model", outcome.model.as_str().into()),
        ("version", outcome.version.as_str().into()),
        ("answered", Node::from(outcome.answered as u64)),
        ("total", Node::from(outcome.total as u64)),
        ("overall", score(outcome.overall)),
        ("held", level(outcome.held)),
        ("principles", Node::Table(principles.collect())),
    ];
    fields.extend(outcome.code.as_deref().map(|code| ("code", code.into())));
    fields
}

/// Something that the page around says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// The colours, for as long as the page is open.
    Theme(Theme),
}

impl Heard {
    /// Reads a message to the frame with this name. `None` for whatever is not to the letter one of ours: too long, another
    /// version, another frame, an unknown type, a field of a wrong type, the same field twice.
    pub fn read(text: &str, embed: &EmbedId) -> Option<Self> {
        let message = Node::parse(text, MESSAGE_LIMIT).ok()?;
        let Node::Table(entries) = &message else { return None };
        let twice = |key: &String| entries.iter().filter(|(other, _)| other == key).count() > 1;
        if entries.iter().any(|(key, _)| twice(key)) {
            return None;
        }
        let text = |key: &str| message.get(key).and_then(Node::as_text);
        let ours = message.get("twelvefold").and_then(Node::as_whole) == Some(PROTOCOL)
            && text("embed") == Some(embed.as_str());
        match text("type") {
            Some("theme") if ours => Some(Self::Theme(Theme::from_id(text("theme")?)?)),
            _ => None,
        }
    }
}

/// Lets so many messages through as [`MESSAGES_PER_SECOND`] says.
#[derive(Clone, Copy, Debug, Default)]
pub struct Gate {
    since: Moment,
    count: u32,
}

impl Gate {
    /// Whether the next message may be looked at. A clock that is set back begins a new second.
    pub fn admits(&mut self, now: Moment) -> bool {
        let second = Duration::from_secs(1).as_millis() as Moment;
        if now < self.since || now - self.since >= second {
            *self = Self { since: now, count: 0 };
        }
        self.count = self.count.saturating_add(1);
        self.count <= MESSAGES_PER_SECOND
    }
}

impl fmt::Display for HostOrigin {
    /// As a person reads it: without the scheme that every page has.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.strip_prefix("https://").unwrap_or(&self.0))
    }
}
