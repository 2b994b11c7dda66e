//! Ecosystem views of this device, for the screens that show them. Only these screens reach this.

use std::sync::Arc;

use super::App;
use crate::platform;
use cohort::View;
use domain::assessment::ViewId;
use workspace::store::{FoundViews, NoView, StorageError};

impl App {
    /// The views that are there. What of them cannot be read is put aside and listed with what else could not.
    pub fn views(self) -> FoundViews {
        let mut desk = self.desk();
        let found = desk.views(self.model());
        self.show(desk);
        found
    }

    /// From now on `shown` is called whenever the open view is another one, or none any more; it is told whether another tab
    /// has deleted it.
    pub fn on_view(self, shown: fn(App, bool)) {
        _ = self.0.view_shown.set(shown);
    }

    /// Opens a view, or goes on with it if it is open.
    ///
    /// # Errors
    /// When it is not there, or cannot be opened; what is damaged is listed with what else could not be read.
    pub fn open_view(self, id: &ViewId) -> Result<(), NoView> {
        let mut desk = self.desk();
        let opened = desk.open_view(self.model(), id);
        self.show(desk);
        opened
    }

    /// Begins a view and opens it.
    pub fn begin_view(self, name: &str) -> ViewId {
        let mut desk = self.desk();
        let id = desk.begin_view(self.model(), platform::random(), name);
        self.show(desk);
        id
    }

    /// The open view as it is now.
    pub fn view(self) -> Option<Arc<View>> {
        self.desk().view().cloned()
    }

    /// Changes the open view, so that the change can be taken back. It is not kept by this.
    pub fn change_view(self, change: impl FnOnce(&mut View)) {
        let mut desk = self.desk();
        desk.change_view(change);
        self.show(desk);
    }

    /// Whether there is a change of the open view to take back.
    pub fn can_undo_view(self) -> bool {
        self.desk().can_undo_view()
    }

    /// Takes the last change of the open view back. Returns whether there was one. It is not kept by this.
    pub fn undo_view(self) -> bool {
        let mut desk = self.desk();
        let undone = desk.undo_view();
        self.show(desk);
        undone
    }

    /// Keeps the open view if it is still the one whose text this is. Trouble is told.
    pub fn keep_view(self, view: &Arc<View>, written: String) {
        let mut desk = self.desk();
        _ = desk.save_written_view(self.model(), view, written);
        self.show(desk);
    }

    /// Forgets the open view, so that it is read anew.
    pub fn close_view(self) {
        let mut desk = self.desk();
        desk.close_view();
        self.show(desk);
    }

    /// Deletes a view and returns what was stored, to bring it back with [`App::bring_back_view`].
    ///
    /// # Errors
    /// When storage refuses.
    pub fn delete_view(self, id: &ViewId) -> Result<Option<String>, StorageError> {
        self.desk().delete_view(id)
    }

    /// Stores a deleted view again.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn bring_back_view(self, id: &ViewId, text: &str) -> Result<(), StorageError> {
        self.desk().bring_back_view(id, text)
    }
}
