//! The version of a model as numbers. Owns how it is written; what a new version means is for the authors to say.

use std::fmt;

/// The version of a model: three whole numbers, each 0 to 65535, as in `1.4.0`. A later version compares as greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version([u16; 3]);

impl Version {
    /// The version with these numbers, the one that counts most first.
    pub fn new(numbers: [u16; 3]) -> Self {
        Self(numbers)
    }

    /// The version that is written so. A version has one way to be written: without signs and without leading zeros.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('.');
        let mut number = || parts.next()?.parse().ok();
        let version = Self([number()?, number()?, number()?]);
        (version.to_string() == text).then_some(version)
    }

    /// The three numbers, the one that counts most first.
    pub fn numbers(self) -> [u16; 3] {
        self.0
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [major, minor, patch] = self.0;
        write!(f, "{major}.{minor}.{patch}")
    }
}
