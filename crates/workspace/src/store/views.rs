//! Ecosystem views on this device: a key for each. Nothing of them is read when the storage is opened, because the first
//! screens show nothing of them and they can be large.
//!
//! Owns what is done with what cannot be opened, and with what another tab stored meanwhile. Like assessments, a document
//! that is damaged is moved to a key of its own, and one of a newer version, or of another model, is left where it is.

use std::sync::Arc;

use super::{KeyValue, SetAside, StorageError, Store};
use base::hash::hash;
use base::{json::Node, order::order};
use cohort::{
    View,
    document::{ViewError, ViewHead, read_view, read_view_head, write_view},
    merge_views,
};
use domain::{
    assessment::{Moment, Revision, ViewId},
    model::Model,
    wire::view_document,
};

pub(super) const VIEW: &str = "twelvefold:e:";

pub(crate) fn view_key_of(id: &ViewId) -> String {
    format!("{VIEW}{}", id.as_str())
}

/// The id in a key, if the key is that of an ecosystem view. So this says which view a storage event of another tab is
/// about; what became of it says [`Store::view_news`].
pub fn view_key(key: &str) -> Option<ViewId> {
    key.strip_prefix(VIEW).and_then(ViewId::new)
}

/// Why a view is kept and cannot be opened. It is left as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ViewTrouble {
    /// It was stored by a newer version of the app.
    Newer {
        /// The schema it was stored with.
        schema: u64,
    },
    /// Its responses are to a newer version of the model, with questions that are not known here.
    NewerModel {
        /// That version.
        version: String,
    },
    /// Its responses are to another model.
    OtherModel {
        /// The id of that model.
        id: String,
    },
}

/// A view that is there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedView {
    /// Its id.
    pub id: ViewId,
    /// Its name; can be empty.
    pub name: String,
    /// How many responses it has; `None` if it does not tell.
    pub responses: Option<usize>,
    /// When it last changed; `None` if it does not tell.
    pub changed: Option<Moment>,
    /// How often it was changed; 0 if it does not tell.
    pub revision: Revision,
    /// How much room it takes, in UTF-16 units of its text, as browsers count.
    pub units: usize,
    /// Why it cannot be opened, if it cannot.
    pub trouble: Option<ViewTrouble>,
}

/// The views of a device.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundViews {
    /// The one changed last first.
    pub views: Vec<ListedView>,
    /// Texts that could not be read and were put aside now, or stay where they are because there is no room.
    pub set_aside: Vec<SetAside>,
    /// What was wrong with the storage itself.
    pub trouble: Option<StorageError>,
}

/// A view as it is stored. Whoever changes it changes a copy and gives this as the state that the change began from.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptView {
    /// The view. Shared, because with many responses it is large.
    pub view: Arc<View>,
    /// A copy of the text, if not all of it could be read.
    pub set_aside: Option<SetAside>,
    /// Tells the text from others.
    stamp: u64,
}

/// Why a view was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoView {
    /// There is none with this id.
    Gone,
    /// It is there and cannot be opened.
    Trouble(ViewTrouble),
    /// It is damaged. Its text was put aside, or stays where it is because there is no room.
    Damaged(SetAside),
    /// The storage did not do it.
    Storage(StorageError),
}

/// What a storage event of another tab means for a view that is open.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewNews {
    /// What is stored is what this tab has stored or read last.
    Nothing,
    /// The other tab went on from there. Without changes of its own this tab takes it over; with changes it saves them,
    /// which puts both together.
    Newer(KeptView),
    /// The other tab had not seen what this one stored last, and has written over it: to be saved again, which puts both
    /// together.
    Beside,
    /// It was deleted. What is open here is the last that there is of it.
    Gone,
    /// What is stored now cannot be opened here, or the storage cannot be read. What is open here stays; saving says more.
    Unreadable,
}

fn trouble_of(error: ViewError) -> Result<(ViewTrouble, Option<Box<ViewHead>>), ViewError> {
    match error {
        ViewError::Newer { schema, head } => Ok((ViewTrouble::Newer { schema }, head)),
        ViewError::NewerModel(head) => {
            let version = head.model.version.clone();
            Ok((ViewTrouble::NewerModel { version }, Some(head)))
        }
        ViewError::OtherModel(head) => {
            let id = head.model.id.clone();
            Ok((ViewTrouble::OtherModel { id }, Some(head)))
        }
        error @ (ViewError::Unreadable(_) | ViewError::NotAView(_)) => Err(error),
    }
}

impl<K: KeyValue> Store<K> {
    fn view_keys(&self) -> Result<Vec<String>, StorageError> {
        let mut keys = self.own_keys()?;
        keys.retain(|key| key.starts_with(VIEW));
        Ok(keys)
    }

    /// Whether there is any view. Reads only the keys.
    pub fn has_views(&self) -> bool {
        self.view_keys().is_ok_and(|keys| !keys.is_empty())
    }

    /// Lists the views of this device without reading their responses. Never fails: what cannot be read is among what was
    /// found.
    pub fn views(&self, model: &Model) -> FoundViews {
        let mut found = FoundViews::default();
        match self.view_keys() {
            Ok(keys) => {
                for key in &keys {
                    match self.storage.get(key) {
                        Ok(Some(text)) => self.list_view(model, key, &text, &mut found),
                        Ok(None) => {}
                        Err(error) => found.trouble = Some(error),
                    }
                }
            }
            Err(error) => found.trouble = Some(error),
        }
        found.views = order(found.views, |a, b| b.changed.cmp(&a.changed));
        found
    }

    fn list_view(&self, model: &Model, key: &str, text: &str, found: &mut FoundViews) {
        let Some(id) = view_key(key) else {
            found.set_aside.push(self.put_view_aside(key, text));
            return;
        };
        let units = text.encode_utf16().count();
        let read = read_view_head(text).and_then(|head| head.fits(model).map(|()| head));
        let (head, trouble) = match read {
            Ok(head) => (Some(Box::new(head)), None),
            Err(error) => match trouble_of(error) {
                Ok((trouble, head)) => (head, Some(trouble)),
                Err(_) => {
                    found.set_aside.push(self.put_view_aside(key, text));
                    return;
                }
            },
        };
        match head {
            Some(head) if head.id != id => {
                // A copy made by hand. Saving would go to another key, so this one is not touched.
                found.set_aside.push(self.put_view_aside(key, text));
            }
            head => {
                found.views.push(ListedView {
                    id,
                    name: head.as_ref().map(|head| head.name.clone()).unwrap_or_default(),
                    responses: head.as_ref().map(|head| head.responses),
                    changed: head.as_ref().map(|head| head.changed),
                    revision: head.as_ref().map(|head| head.revision).unwrap_or_default(),
                    units,
                    trouble,
                });
            }
        }
    }

    fn put_view_aside(&self, key: &str, text: &str) -> SetAside {
        SetAside { key: self.put_aside(key, text), bytes: text.len(), newer: false }
    }

    /// Opens a view.
    ///
    /// # Errors
    /// [`NoView`] says why it cannot be, and what became of its text.
    pub fn view(&self, model: &Model, id: &ViewId) -> Result<KeptView, NoView> {
        let key = view_key_of(id);
        let text = self.storage.get(&key).map_err(NoView::Storage)?.ok_or(NoView::Gone)?;
        let (view, problems) = match read_view(model, &text) {
            Ok((view, problems)) if view.id == *id => (view, problems),
            Err(error) => {
                return Err(match trouble_of(error) {
                    Ok((trouble, _)) => NoView::Trouble(trouble),
                    Err(_) => NoView::Damaged(self.put_view_aside(&key, &text)),
                });
            }
            Ok(_) => return Err(NoView::Damaged(self.put_view_aside(&key, &text))),
        };
        let mut set_aside = None;
        if !problems.is_empty() {
            match self.copy_aside(&key, &text) {
                Ok(key) => {
                    set_aside = Some(SetAside { key, bytes: text.len(), newer: false });
                }
                // It can be looked at; saving it would lose what could not be read.
                Err(_) => self.protect(&key),
            }
        }
        Ok(KeptView { view: Arc::new(view), set_aside, stamp: hash(&text) })
    }

    /// Saves a view, put together with what another tab stored of it meanwhile; see [`merge_views`]. `base` is what the
    /// changes began from: what [`Store::view`] or the last save returned, or `None` for a view that is new. What is
    /// returned takes its place, and its view that of `view`. A view that was deleted meanwhile is stored again.
    ///
    /// # Errors
    /// When it could not be written or was not kept, or must not be written over what is stored. That is still there then.
    pub fn save_view(
        &self,
        model: &Model,
        base: Option<&KeptView>,
        view: &Arc<View>,
    ) -> Result<KeptView, StorageError> {
        self.save_written_view(model, base, view, None)
    }

    /// The same with the text of the view, as [`write_view`] gives it, for those who have that already: of many responses,
    /// writing it and storing it are each as much as a page should do in one go.
    ///
    /// # Errors
    /// As for [`Store::save_view`].
    pub fn save_written_view(
        &self,
        model: &Model,
        base: Option<&KeptView>,
        view: &Arc<View>,
        written: Option<String>,
    ) -> Result<KeptView, StorageError> {
        let key = view_key_of(&view.id);
        let base = base.filter(|base| base.view.id == view.id);
        let mut latest = match self.storage.get(&key)? {
            None => Arc::clone(view),
            Some(text) if base.is_some_and(|base| base.stamp == hash(&text)) => Arc::clone(view),
            Some(text) => match read_view(model, &text) {
                Ok((stored, problems)) if stored.id == view.id => {
                    if !problems.is_empty() {
                        self.copy_aside(&key, &text)?;
                    }
                    Arc::new(merge_views(model, base.map(|base| &*base.view), view, &stored))
                }
                Err(ViewError::Newer { .. } | ViewError::NewerModel(_)) => {
                    return Err(StorageError::Newer);
                }
                // Something else wrote there. Its text is kept, and ours goes on.
                Ok(_) | Err(_) => {
                    self.copy_aside(&key, &text)?;
                    Arc::clone(view)
                }
            },
        };
        // What other tabs know of this view is older than what is written now.
        if let Some(base) = base.filter(|base| latest.revision <= base.view.revision) {
            Arc::make_mut(&mut latest).revision = base.view.revision.saturating_add(1);
        }
        let written = written.filter(|_| Arc::ptr_eq(&latest, view));
        let text = written.unwrap_or_else(|| write_view(&latest));
        self.write(&key, &text)?;
        Ok(KeptView { view: latest, set_aside: None, stamp: hash(&text) })
    }

    /// What another tab did with a view that is open here; `kept` is what this tab read or stored of it last.
    pub fn view_news(&self, model: &Model, kept: &KeptView) -> ViewNews {
        let id = &kept.view.id;
        let text = match self.storage.get(&view_key_of(id)) {
            Ok(Some(text)) => text,
            Ok(None) => return ViewNews::Gone,
            Err(_) => return ViewNews::Unreadable,
        };
        let stamp = hash(&text);
        if stamp == kept.stamp {
            return ViewNews::Nothing;
        }
        match read_view(model, &text) {
            Ok((view, problems)) if view.id == *id && problems.is_empty() => {
                // Whoever has seen what this tab stored counts on from it.
                if view.revision > kept.view.revision {
                    let view = Arc::new(view);
                    ViewNews::Newer(KeptView { view, set_aside: None, stamp })
                } else {
                    ViewNews::Beside
                }
            }
            Ok(_) | Err(_) => ViewNews::Unreadable,
        }
    }

    /// Removes a view and returns the text that was stored.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn delete_view(&self, id: &ViewId) -> Result<Option<String>, StorageError> {
        let key = view_key_of(id);
        let text = self.storage.get(&key)?;
        self.storage.remove(&key)?;
        Ok(text)
    }

    /// Stores a deleted text again, to the letter: it can hold more than this version understands. Where something else is
    /// by now, it is put aside and not written over that.
    ///
    /// # Errors
    /// When storage refuses.
    pub fn undelete_view(&self, id: &ViewId, text: &str) -> Result<(), StorageError> {
        self.write_back(&view_key_of(id), text).map(drop)
    }

    /// The documents of all views for a backup, and by their keys the texts that are none. Of a view that is open and says
    /// something else than what is stored, both are in it: restoring puts them together. `open` are the texts of these.
    pub(super) fn view_documents(&self, open: &[String]) -> (Vec<Node>, Vec<(String, String)>) {
        let (mut documents, mut raw) = (Vec::new(), Vec::new());
        for key in self.view_keys().unwrap_or_default() {
            let Ok(Some(text)) = self.storage.get(&key) else { continue };
            match view_document(&text) {
                Some(document) => documents.push(document),
                None => raw.push((key, text)),
            }
        }
        for text in open {
            let document = view_document(text);
            documents.extend(document.filter(|document| !documents.contains(document)));
        }
        (documents, raw)
    }
}
