//! Ecosystem views of this device, for the screens that show them. Only these screens reach this.

use std::sync::Arc;

use leptos::prelude::*;

use super::App;
use crate::platform;
use cohort::View;
use domain::assessment::ViewId;
use workspace::store::{FoundViews, KeptView, NoView, SetAside, StorageError, ViewNews};

impl App {
    /// The views that are there. What of them cannot be read is put aside and listed with what else could not.
    pub fn views(self) -> FoundViews {
        let found = self.store.views(self.model());
        self.note_aside(&found.set_aside);
        found
    }

    /// Opens a view.
    ///
    /// # Errors
    /// When it is not there, or cannot be opened; what is damaged is listed with what else could not be read.
    pub fn open_view(self, id: &ViewId) -> Result<KeptView, NoView> {
        let opened = self.store.view(self.model(), id);
        match &opened {
            Ok(KeptView { set_aside: Some(aside), .. }) | Err(NoView::Damaged(aside)) => {
                self.note_aside(std::slice::from_ref(aside));
            }
            _ => {}
        }
        opened
    }

    fn note_aside(self, found: &[SetAside]) {
        let there = self.set_aside.get_untracked();
        let new: Vec<_> = found.iter().filter(|aside| !there.contains(aside)).cloned().collect();
        if !new.is_empty() {
            self.set_aside.update(|all| all.extend(new));
        }
    }

    /// A new view, which is not kept yet.
    pub fn new_view(self, name: &str) -> View {
        let id = ViewId::from_random(platform::random());
        View::new(id, name, self.model(), platform::now())
    }

    /// Keeps a view; see [`workspace::store::Store::save_written_view`]. Trouble is told as with assessments.
    ///
    /// # Errors
    /// When storage does not keep it.
    pub fn keep_view(
        self,
        base: Option<&KeptView>,
        view: &Arc<View>,
        written: Option<String>,
    ) -> Result<KeptView, StorageError> {
        let kept = self.store.save_written_view(self.model(), base, view, written);
        match &kept {
            Ok(_) if self.unsaved.with_untracked(Vec::is_empty) => {
                if self.trouble.with_untracked(Option::is_some) {
                    self.trouble.set(None);
                }
            }
            Ok(_) => {}
            Err(error) => self.warn(error.clone()),
        }
        kept
    }

    /// What another tab did with a view.
    pub fn view_news(self, kept: &KeptView) -> ViewNews {
        self.store.view_news(self.model(), kept)
    }

    /// Deletes a view and returns what was stored, to bring it back with [`App::bring_back_view`].
    ///
    /// # Errors
    /// When storage refuses.
    pub fn delete_view(self, id: &ViewId) -> Result<Option<String>, StorageError> {
        self.store.delete_view(id)
    }

    /// Stores a deleted view again.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn bring_back_view(self, id: &ViewId, text: &str) -> Result<(), StorageError> {
        self.store.undelete_view(id, text)
    }
}
