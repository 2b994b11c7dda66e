//! What an event has changed, and what is to be said of it. Owns the list of both; the words are somebody else's.

/// A part of a workspace that is shown for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The assessments.
    Shelf,
    /// Texts that could not be read.
    SetAside,
    /// What the person set.
    Settings,
    /// Why saving does not work.
    Trouble,
    /// Which assessments are not saved.
    Unsaved,
    /// What can be brought back.
    Offer,
    /// The ecosystem view that is open, or whether one is.
    EcosystemView,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Shelf,
        Self::SetAside,
        Self::Settings,
        Self::Trouble,
        Self::Unsaved,
        Self::Offer,
        Self::EcosystemView,
    ];
}

/// What the person is to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// An assessment could not be deleted.
    NotDeleted,
    /// A text that was set aside could not be removed.
    NotRemoved,
    /// An assessment with this name is back; the name can be empty.
    BroughtBack(String),
    /// A text is back under this key.
    TextBroughtBack(String),
    /// Saving works again.
    Saved,
    /// Everything was deleted.
    Emptied,
    /// Not everything could be deleted.
    NotEmptied,
    /// The open ecosystem view was deleted in another tab.
    EcosystemViewGone,
}

/// What events have changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    parts: u8,
    /// What is to be said, in this order.
    pub said: Vec<Said>,
}

impl Changes {
    /// Whether a part has changed.
    pub fn has(&self, part: Part) -> bool {
        self.parts & 1 << part as u8 != 0
    }

    /// Whether nothing has.
    pub fn is_empty(&self) -> bool {
        self.parts == 0 && self.said.is_empty()
    }

    pub(crate) fn note(&mut self, part: Part) {
        self.parts |= 1 << part as u8;
    }

    pub(crate) fn say(&mut self, said: Said) {
        self.said.push(said);
    }
}
