//! Addresses that whoever runs the site, or the page around the app, may set.
//!
//! Owns which ones are taken: [`Address`] for where a link leads, [`LocalFile`] for what is fetched from beside the page.
//! Both say what is allowed instead of what is not, so that a disguise has nothing to hide behind. Must not know what an
//! address is for.

/// The most bytes an address or the name of a file may have: what all browsers and mail programs still take.
pub const LONGEST: usize = 2_000;

/// Where a link may lead: a page by `https:`, a mailbox by `mailto:`, a telephone by `tel:`. Nothing else, so never a
/// script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

/// Why an address is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// Nothing, or longer than [`LONGEST`].
    Length,
    /// White space, a control character or another character that an address is not written with.
    Character(char),
    /// It does not begin with one of the schemes.
    Scheme,
    /// A page without a host, with a name before the host, or with a port that is none.
    Host,
    /// A mailbox without its two sides.
    Mailbox,
    /// A telephone number without a digit, or with what no number has.
    Telephone,
}

impl AddressError {
    /// The reason in plain English, for the console: whoever reads it runs the site.
    pub fn reason(self) -> String {
        match self {
            Self::Length => format!("is empty or longer than {LONGEST} bytes"),
            Self::Character(character) => {
                format!("has the character {character:?}, which an address cannot have")
            }
            Self::Scheme => "does not begin with https:, mailto: or tel:".to_owned(),
            Self::Host => "has no proper host after https://".to_owned(),
            Self::Mailbox => "has no mailbox after mailto:, like name@example.com".to_owned(),
            Self::Telephone => "has no telephone number after tel:, like +49-30-123456".to_owned(),
        }
    }
}

impl Address {
    /// Reads an address. Its scheme comes out in small letters, everything else as it is.
    pub fn parse(text: &str) -> Result<Self, AddressError> {
        if text.is_empty() || text.len() > LONGEST {
            return Err(AddressError::Length);
        }
        if let Some(character) = text.chars().find(|c| !is_of_address(*c)) {
            return Err(AddressError::Character(character));
        }
        let (scheme, rest) = text.split_once(':').ok_or(AddressError::Scheme)?;
        let scheme = scheme.to_ascii_lowercase();
        match scheme.as_str() {
            "https" => check_page(rest)?,
            "mailto" => check_mailbox(rest)?,
            "tel" => check_telephone(rest)?,
            _ => return Err(AddressError::Scheme),
        }
        Ok(Self(format!("{scheme}:{rest}")))
    }

    /// The address, for a link.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it leads to a page, which is opened in a window of its own, and not to a program for mail or calls.
    pub fn is_page(&self) -> bool {
        self.0.starts_with("https:")
    }

    /// Whether it starts a call. Not every link may: imprint and privacy are read.
    pub fn is_telephone(&self) -> bool {
        self.0.starts_with("tel:")
    }
}

/// Letters and digits of any script, and the signs that have a place in an address. No white space, no quotes, no
/// backslash, nothing invisible.
fn is_of_address(character: char) -> bool {
    character.is_alphanumeric() || "-._~:/?#[]@!$&'()*+,;=%".contains(character)
}

fn check_page(rest: &str) -> Result<(), AddressError> {
    let after = rest.strip_prefix("//").ok_or(AddressError::Host)?;
    let authority = after.split(['/', '?', '#']).next().unwrap_or_default();
    let (host, port) = match authority.strip_prefix('[') {
        Some(bracketed) => {
            let (host, port) = bracketed.split_once(']').ok_or(AddressError::Host)?;
            if !host.contains(':') || !host.chars().all(|c| c.is_ascii_hexdigit() || c == ':') {
                return Err(AddressError::Host);
            }
            (host, port)
        }
        None => {
            let (host, port) = authority.split_at(authority.find(':').unwrap_or(authority.len()));
            // An `@` would make everything before it a name, and the host another one than it looks like.
            let is_host = host.starts_with(char::is_alphanumeric)
                && host
                    .split('.')
                    .rev()
                    .skip_while(|label| label.is_empty())
                    .all(|label| !label.is_empty())
                && host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.' || c == '_');
            if !is_host {
                return Err(AddressError::Host);
            }
            (host, port)
        }
    };
    let is_port = port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| digits.parse::<u16>().is_ok());
    if host.is_empty() || !is_port { Err(AddressError::Host) } else { Ok(()) }
}

fn check_mailbox(rest: &str) -> Result<(), AddressError> {
    let to = rest.split('?').next().unwrap_or_default();
    let is_mailbox = |mailbox: &str| {
        mailbox.split_once('@').is_some_and(|(name, domain)| {
            !name.is_empty()
                && domain.starts_with(char::is_alphanumeric)
                && domain.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
                && !name.contains(['/', ':', '#'])
        })
    };
    if to.split(',').all(is_mailbox) { Ok(()) } else { Err(AddressError::Mailbox) }
}

fn check_telephone(rest: &str) -> Result<(), AddressError> {
    let is_number = rest.chars().all(|c| c.is_ascii_digit() || "+-.()*#,;=".contains(c));
    if is_number && rest.contains(|c: char| c.is_ascii_digit()) {
        Ok(())
    } else {
        Err(AddressError::Telephone)
    }
}

/// A file of the site itself, beside the page or in a folder below it: `logo.svg`, `models/ours.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalFile(String);

/// Why the name of a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LocalFileError {
    /// Nothing, or longer than [`LONGEST`].
    Length,
    /// A character that could lead to somewhere else or that names of files better do without: `:`, `\`, `%`, `?`, `#`, a
    /// control character.
    Character(char),
    /// It begins with `/`, has `//` in it, or a step upwards.
    Elsewhere,
    /// Its ending is not one of those that are read here.
    Ending,
}

impl LocalFileError {
    /// The reason in plain English, for the console.
    pub fn reason(self) -> String {
        match self {
            Self::Length => format!("is empty or longer than {LONGEST} bytes"),
            Self::Character(character) => format!(
                "has the character {character:?}, which the name of a file here cannot have"
            ),
            Self::Elsewhere => {
                "does not lead to a file beside the page or in a folder below it".to_owned()
            }
            Self::Ending => "does not have the ending of a file that is used here".to_owned(),
        }
    }
}

impl LocalFile {
    /// Reads the name of a file with one of these endings (in small letters, without the dot).
    pub fn parse(text: &str, endings: &[&str]) -> Result<Self, LocalFileError> {
        if text.is_empty() || text.len() > LONGEST {
            return Err(LocalFileError::Length);
        }
        // No `%`: what `%2e%2e` and `%2f` mean differs between browsers and servers.
        if let Some(character) =
            text.chars().find(|c| !(c.is_alphanumeric() || "-._~ ()+,@/".contains(*c)))
        {
            return Err(LocalFileError::Character(character));
        }
        let mut steps = text.split('/');
        // The URL parser cuts off white space at the ends, so a step like `.. ` must not be there either.
        if steps.any(|step| step.is_empty() || step.trim() != step || step.starts_with("..")) {
            return Err(LocalFileError::Elsewhere);
        }
        let name = text.rsplit('/').next().unwrap_or_default();
        let is_known = name.rsplit_once('.').is_some_and(|(stem, ending)| {
            !stem.is_empty() && endings.contains(&ending.to_ascii_lowercase().as_str())
        });
        if is_known { Ok(Self(text.to_owned())) } else { Err(LocalFileError::Ending) }
    }

    /// The address, relative to the page.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
