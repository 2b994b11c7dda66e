//! What the app does on one device, without a browser.
//!
//! Owns what is stored under which key and how nothing of it is lost, what an address means, what surrounds the app, and
//! how a new version takes the place of the old one. Knows storage and the clock only as traits, so that every trouble of
//! a browser is tried natively. Must not know sentences, drawings, elements, or the browser.
//!
//! A [`Workspace`] is all that is open at once. Whatever happens (an answer, a deletion, another tab that wrote, a storage
//! that was emptied) is a method of it. An event notes what it has changed, and [`Workspace::changes`] hands that over: the
//! app shows what is in it and knows no rule of its own.
//!
//! The modules stand in the order of their imports: each may use those above it.

pub mod store;

pub mod route;

pub mod screen;

pub mod host;

pub mod language_choice;

pub mod updates;

mod changes;

mod trouble;

mod answers;

mod undo;

mod tabs;

mod ecosystem_view;

mod recovery;

mod backups;

use std::sync::Arc;

pub use changes::{Changes, Part, Said};
pub use ecosystem_view::{Followed, Opened, STEPS};
pub use recovery::Occasion;
pub use undo::{Deleted, Offer};

use domain::{
    assessment::{AssessmentId, Moment},
    wire::Settings,
};
use host::consent::Consents;
use store::{Found, KeyValue, SetAside, Shelved, StorageError, Store};

/// What tells the time, in milliseconds since 1970. It can go back, so nothing is decided by it: it only names moments.
pub trait Clock {
    /// This moment.
    fn now(&self) -> Moment;
}

/// Everything of this device that is open in one page.
pub struct Workspace<K, C> {
    store: Store<K>,
    clock: C,
    shelf: Vec<Arc<Shelved>>,
    set_aside: Vec<SetAside>,
    settings: Settings,
    trouble: Option<StorageError>,
    unsaved: Vec<AssessmentId>,
    offer: Offer,
    /// Assessments of this page of which nothing was ever stored.
    unborn: Vec<AssessmentId>,
    /// The assessment that was put on the shelf and is stored with its first change only.
    proposed: Option<AssessmentId>,
    open: Option<Box<dyn Opened<K>>>,
    has_to_look_back: bool,
    /// Keys of what another tab was heard to remove, until this page has looked into the second copy.
    heard_removed: Option<Vec<String>>,
    /// What the person has said about handing answers over to the page around.
    pub consents: Consents,
    changes: Changes,
}

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// Reads everything there is. Never fails: what cannot be read is among what is set aside.
    pub fn open(storage: K, clock: C) -> Self {
        let (store, found) = store::open(storage);
        let Found { assessments, set_aside, settings, trouble } = found;
        Self {
            store,
            clock,
            shelf: assessments.into_iter().map(Arc::new).collect(),
            set_aside,
            settings,
            trouble,
            unsaved: Vec::new(),
            offer: Offer::default(),
            unborn: Vec::new(),
            proposed: None,
            open: None,
            has_to_look_back: false,
            heard_removed: Some(Vec::new()),
            consents: Consents::default(),
            changes: Changes::default(),
        }
    }

    /// What has changed since this was asked last.
    #[must_use]
    pub fn changes(&mut self) -> Changes {
        std::mem::take(&mut self.changes)
    }

    /// All assessments of this device, and what is open of them here.
    pub fn shelf(&self) -> &[Arc<Shelved>] {
        &self.shelf
    }

    /// The assessment of the shelf with this id.
    pub fn find(&self, id: &AssessmentId) -> Option<&Arc<Shelved>> {
        self.shelf.iter().find(|shelved| shelved.assessment.id == *id)
    }

    /// Stored texts that could not be read.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// What the person set.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Why saving does not work at the moment, if it does not.
    pub fn trouble(&self) -> Option<&StorageError> {
        self.trouble.as_ref()
    }

    /// Assessments with changes that are not saved yet.
    pub fn unsaved(&self) -> &[AssessmentId] {
        &self.unsaved
    }

    /// What can be brought back.
    pub fn offer(&self) -> &Offer {
        &self.offer
    }

    /// What is stored.
    pub fn store(&self) -> &Store<K> {
        &self.store
    }

    /// Changes the settings and keeps them, with what another tab has set meanwhile. Not being able to keep them is no harm
    /// to any answer and not worth a warning.
    pub fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.store.settings().unwrap_or_else(|| self.settings.clone());
        change(&mut settings);
        _ = self.store.save_settings(&settings);
        self.set_settings(settings);
    }

    fn set_settings(&mut self, settings: Settings) {
        if self.settings != settings {
            self.settings = settings;
            self.changes.note(Part::Settings);
        }
    }
}
