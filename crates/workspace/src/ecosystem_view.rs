//! Ecosystem views: the list of them, and the one that is open with its changes, its steps back and its saving.
//!
//! What an open view can do stands behind [`Opened`], so that a program which is loaded in parts has what reads and writes
//! views only in the part that shows them.

use std::sync::Arc;

use crate::store::{
    FoundViews, KeptView, KeyValue, NoView, StorageError, Store, ViewNews, view_key,
};
use crate::{Clock, Part, Said, Workspace};
use cohort::{
    View,
    document::{ViewError, ViewHead, read_view_head, write_view},
};
use domain::{
    assessment::{Moment, ViewId},
    model::Model,
};

/// How many steps back there are at most. Each keeps a copy of the responses, a megabyte for ten thousand.
pub const STEPS: usize = 20;

/// What a workspace does with the ecosystem view that is open.
pub trait Opened<K>: Send {
    /// The view as it is now.
    fn view(&self) -> &Arc<View>;
    /// Whether there is something that is not kept yet.
    fn is_unsaved(&self) -> bool;
    /// Whether it is another than what was kept last, even if the change counts for nothing.
    fn is_changed(&self) -> bool;
    /// Whether there is a change to take back.
    fn can_undo(&self) -> bool;
    /// Whether it was kept and is not stored any more.
    fn is_gone(&self, store: &Store<K>, model: &Model) -> bool;
    /// Its text, as it would be stored.
    fn text(&self) -> String;
    /// Changes it, so that the change can be taken back.
    fn change(&mut self, change: &mut dyn FnMut(&mut View), now: Moment);
    /// Takes the last change back. Returns whether there was one.
    fn undo(&mut self, now: Moment) -> bool;
    /// Keeps it, put together with what another tab has kept meanwhile. `written` is its text, for those who have it.
    /// Returns whether it is another one now.
    ///
    /// # Errors
    /// When storage does not keep it.
    fn save(
        &mut self,
        store: &Store<K>,
        model: &Model,
        written: Option<String>,
    ) -> Result<bool, StorageError>;
    /// Takes over what another tab has kept.
    ///
    /// # Errors
    /// When what both have done cannot be kept together.
    fn follow(&mut self, store: &Store<K>, model: &Model) -> Result<Followed, StorageError>;
}

/// What came of following another tab.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Followed {
    /// There was nothing to take over.
    Nothing,
    /// The other tab's view has taken the place of this one, which had no changes of its own.
    Taken,
    /// Both were put together and kept. Says whether it is another one now.
    Kept(bool),
    /// It was deleted there.
    Gone,
}

/// The ecosystem view that is open.
struct OpenView {
    view: Arc<View>,
    /// The view as it was stored last.
    kept: Option<KeptView>,
    /// What it was before the last changes, the latest last.
    past: Vec<Arc<View>>,
}

impl OpenView {
    fn is_kept(&self) -> bool {
        self.kept.as_ref().is_some_and(|kept| kept.view.revision >= self.view.revision)
    }

    fn put(&mut self, mut view: View, now: Moment) {
        view.revision += 1;
        view.changed = now;
        // A facet that is gone cannot be looked at.
        let facets = view.cohort.facets().len();
        view.facet = view.facet.filter(|facet| *facet < facets);
        self.view = Arc::new(view);
    }
}

impl<K: KeyValue> Opened<K> for OpenView {
    fn view(&self) -> &Arc<View> {
        &self.view
    }

    fn is_unsaved(&self) -> bool {
        !self.is_kept()
    }

    fn is_changed(&self) -> bool {
        self.kept.as_ref().is_none_or(|kept| kept.view != self.view)
    }

    fn can_undo(&self) -> bool {
        !self.past.is_empty()
    }

    fn is_gone(&self, store: &Store<K>, model: &Model) -> bool {
        let kept = self.kept.as_ref();
        kept.is_some_and(|kept| matches!(store.view_news(model, kept), ViewNews::Gone))
    }

    fn text(&self) -> String {
        write_view(&self.view)
    }

    fn change(&mut self, change: &mut dyn FnMut(&mut View), now: Moment) {
        let mut view = View::clone(&self.view);
        change(&mut view);
        self.past.push(Arc::clone(&self.view));
        let excess = self.past.len().saturating_sub(STEPS);
        self.past.drain(..excess);
        self.put(view, now);
    }

    fn undo(&mut self, now: Moment) -> bool {
        let Some(before) = self.past.pop() else { return false };
        let mut view = View::clone(&before);
        // A step back is a change too: another tab has to see that it is newer.
        view.revision = self.view.revision;
        self.put(view, now);
        true
    }

    fn save(
        &mut self,
        store: &Store<K>,
        model: &Model,
        written: Option<String>,
    ) -> Result<bool, StorageError> {
        let kept = store.save_written_view(model, self.kept.as_ref(), &self.view, written)?;
        let together = Arc::clone(&kept.view);
        self.kept = Some(kept);
        let is_another = together.revision != self.view.revision
            || together.cohort.len() != self.view.cohort.len();
        if is_another {
            self.view = together;
        }
        Ok(is_another)
    }

    fn follow(&mut self, store: &Store<K>, model: &Model) -> Result<Followed, StorageError> {
        let Some(kept) = &self.kept else { return Ok(Followed::Nothing) };
        match store.view_news(model, kept) {
            ViewNews::Nothing | ViewNews::Unreadable => Ok(Followed::Nothing),
            ViewNews::Newer(kept) if self.is_kept() => {
                self.view = Arc::clone(&kept.view);
                self.kept = Some(kept);
                Ok(Followed::Taken)
            }
            ViewNews::Newer(_) | ViewNews::Beside => {
                self.save(store, model, None).map(Followed::Kept)
            }
            ViewNews::Gone => Ok(Followed::Gone),
        }
    }
}

impl<K: KeyValue, C: Clock> Workspace<K, C> {
    /// The views that are there. What of them cannot be read is put aside and listed with what else could not.
    pub fn views(&mut self, model: &Model) -> FoundViews {
        let found = self.store.views(model);
        self.note_aside(&found.set_aside);
        found
    }

    /// What can be said of the view under a key; `None` if it cannot be read.
    pub fn view_head(&self, key: &str) -> Option<ViewHead> {
        let text = self.store.raw(key).ok()??;
        match read_view_head(&text) {
            Ok(head) => Some(head),
            Err(ViewError::Newer { head, .. }) => head.map(|head| *head),
            Err(_) => None,
        }
    }

    /// Opens a view, in the place of the one that is open. One that is open already stays as it is, with its steps back, and
    /// takes over what another tab has kept.
    ///
    /// # Errors
    /// When it is not there, or cannot be opened; what is damaged is listed with what else could not be read.
    pub fn open_view(&mut self, model: &Model, id: &ViewId) -> Result<(), NoView> {
        if let Some(open) = self.open_view_of(id) {
            // Deleted meanwhile by somebody who wanted it so: it is looked for anew.
            if !open.is_gone(&self.store, model) {
                self.follow_open(model);
                return Ok(());
            }
            self.close_view();
        }
        let opened = self.store.view(model, id);
        match &opened {
            Ok(KeptView { set_aside: Some(aside), .. }) | Err(NoView::Damaged(aside)) => {
                let aside = aside.clone();
                self.note_aside(&[aside]);
            }
            _ => {}
        }
        let kept = opened?;
        let view = Arc::clone(&kept.view);
        self.set_open(OpenView { view, kept: Some(kept), past: Vec::new() });
        Ok(())
    }

    /// Begins a view and opens it. Without storage it lives as long as the page; the trouble is told. `bits` are random.
    pub fn begin_view(&mut self, model: &Model, bits: u64, name: &str) -> ViewId {
        let id = ViewId::from_random(bits);
        let view = Arc::new(View::new(id.clone(), name, model, self.clock.now()));
        self.set_open(OpenView { view, kept: None, past: Vec::new() });
        _ = self.save_view(model);
        id
    }

    fn set_open(&mut self, open: OpenView) {
        self.open = Some(Box::new(open));
        self.changes.note(Part::EcosystemView);
    }

    fn open_view_of(&self, id: &ViewId) -> Option<&dyn Opened<K>> {
        self.open.as_deref().filter(|open| open.view().id == *id)
    }

    /// The view that is open, as it is now.
    pub fn view(&self) -> Option<&Arc<View>> {
        self.open.as_ref().map(|open| open.view())
    }

    /// Forgets the open view, so that it is read anew.
    pub fn close_view(&mut self) {
        self.open = None;
        self.changes.note(Part::EcosystemView);
    }

    /// Changes the open view, so that the change can be taken back. Saving it is another step, because writing many responses
    /// takes as long as drawing them.
    pub fn change_view(&mut self, change: impl FnOnce(&mut View)) {
        let now = self.clock.now();
        let Some(open) = &mut self.open else { return };
        let mut change = Some(change);
        open.change(
            &mut |view| {
                if let Some(change) = change.take() {
                    change(view);
                }
            },
            now,
        );
        self.changes.note(Part::EcosystemView);
    }

    /// Whether there is a change of the open view to take back.
    pub fn can_undo_view(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.can_undo())
    }

    /// Takes the last change of the open view back. Returns whether there was one.
    pub fn undo_view(&mut self) -> bool {
        let now = self.clock.now();
        let undone = self.open.as_mut().is_some_and(|open| open.undo(now));
        if undone {
            self.changes.note(Part::EcosystemView);
        }
        undone
    }

    /// Keeps the open view if it is still the one whose text this is; else the change that came meanwhile saves.
    ///
    /// # Errors
    /// When storage does not keep it.
    pub fn save_written_view(
        &mut self,
        model: &Model,
        view: &Arc<View>,
        written: String,
    ) -> Result<(), StorageError> {
        let Some(open) = &mut self.open else { return Ok(()) };
        if !Arc::ptr_eq(open.view(), view) || !open.is_changed() {
            return Ok(());
        }
        let saved = open.save(&self.store, model, Some(written));
        self.note_saved_view(saved)
    }

    /// Takes over what another tab has done with the open view. Without a key something has emptied the storage, which this
    /// app never does: what is open is all that there is of it then, and is stored again.
    pub(crate) fn follow_view(&mut self, model: &Model, key: Option<&str>) {
        let Some(open) = &mut self.open else { return };
        match key {
            Some(key) if view_key(key).is_some_and(|id| id == open.view().id) => {
                self.follow_open(model);
            }
            None if open.is_gone(&self.store, model) => {
                let saved = open.save(&self.store, model, None);
                _ = self.note_saved_view(saved);
            }
            _ => {}
        }
    }

    fn follow_open(&mut self, model: &Model) {
        let Some(open) = &mut self.open else { return };
        match open.follow(&self.store, model) {
            Ok(Followed::Nothing) => {}
            Ok(Followed::Taken) => self.changes.note(Part::EcosystemView),
            Ok(Followed::Kept(is_another)) => _ = self.note_saved_view(Ok(is_another)),
            // Saved again by the next change only, so that a deletion stays one.
            Ok(Followed::Gone) => {
                self.close_view();
                self.changes.say(Said::EcosystemViewGone);
            }
            Err(error) => self.set_trouble(Some(error)),
        }
    }

    /// Deletes a view and returns what was stored, to bring it back with [`Workspace::bring_back_view`].
    ///
    /// # Errors
    /// When storage refuses.
    pub fn delete_view(&mut self, id: &ViewId) -> Result<Option<String>, StorageError> {
        self.store.delete_view(id)
    }

    /// Stores a deleted view again.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn bring_back_view(&mut self, id: &ViewId, text: &str) -> Result<(), StorageError> {
        self.store.undelete_view(id, text)
    }
}
