//! The view that is open: its responses, what is chosen among them, and the picture that follows.
//!
//! Owns changing, undoing and saving a view, and in which order the parts of a screen follow a change. It outlives the
//! screens of a view, so that going to the sheet and back loses nothing that can be undone. Must not know what the parts
//! show.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    sync::Arc,
};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::{App, OpenView},
    platform,
};
use cohort::{Filter, Picture, View, document::write_view, intake::Tally};
use domain::{assessment::ViewId, text::Key};
use report::Commentary;
use workspace::{
    route::Route,
    store::{KeptView, NoView, StorageError, ViewNews, view_key},
};

/// How many steps back there are at most. Each keeps a copy of the responses, a megabyte for ten thousand.
const STEPS: usize = 20;

/// The parts of a picture that follow one after the other.
pub(super) const PARTS: usize = 8;

/// Everything that the parts of a picture show, worked out once for each change.
pub(super) struct Shown {
    pub(super) app: App,
    pub(super) view: Arc<View>,
    pub(super) filter: Filter,
    pub(super) picture: Picture,
}

impl Shown {
    /// What is said of it.
    pub(super) fn commentary(&self) -> Commentary<'_> {
        Commentary {
            model: self.app.model(),
            view: &self.view,
            filter: self.filter,
            picture: &self.picture,
            speech: self.app.speech(),
        }
    }
}

/// How far the reading of responses is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Progress {
    /// How much of what there is has been read, 0–1.
    pub(super) share: f64,
    /// How many responses were found so far.
    pub(super) found: usize,
}

/// The open view. A copy is the same one.
#[derive(Clone)]
pub(super) struct Desk(Arc<State>);

impl std::ops::Deref for Desk {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

/// What the parts of the screens share. Signals that nobody owns, because they outlive the screens.
pub(super) struct State {
    pub(super) app: App,
    pub(super) id: ViewId,
    /// The view as it is now.
    pub(super) view: ArcRwSignal<Arc<View>>,
    /// The view as it was stored last.
    kept: ArcRwSignal<Option<KeptView>>,
    /// What it was before the last changes, the latest last.
    past: ArcRwSignal<Vec<Arc<View>>>,
    pub(super) filter: ArcRwSignal<Filter>,
    /// What each part of the picture shows; the first follows at once, the others in turn.
    parts: Vec<ArcRwSignal<Option<Arc<Shown>>>>,
    /// What came of the last reading.
    pub(super) tally: ArcRwSignal<Option<Arc<Tally>>>,
    /// While something is being read.
    pub(super) progress: ArcRwSignal<Option<Progress>>,
    /// Principles that are open on the screen, by their places.
    pub(super) opened: ArcRwSignal<BTreeSet<usize>>,
    /// How often reading was stopped.
    pub(super) stops: ArcRwSignal<u32>,
    /// Counts changes of the picture, for the parts that come later.
    drawn: ArcRwSignal<u32>,
}

thread_local! {
    static OPEN: RefCell<Option<Desk>> = const { RefCell::new(None) };
    /// Whether storage is listened to. Once is enough for the life of the page.
    static LISTENING: Cell<bool> = const { Cell::new(false) };
}

impl Desk {
    /// The desk with this view on it: the one that is open already, or a new one.
    ///
    /// # Errors
    /// When the view is not there or cannot be opened.
    pub(super) fn open(app: App, id: &ViewId) -> Result<Self, NoView> {
        if let Some(desk) = Self::is_open(id) {
            match desk.kept.with_untracked(|kept| kept.as_ref().map(|kept| app.view_news(kept))) {
                // Deleted meanwhile by somebody who wanted it so.
                Some(ViewNews::Gone) => Self::close(),
                _ => {
                    desk.follow();
                    return Ok(desk);
                }
            }
        }
        let kept = app.open_view(id)?;
        Ok(Self::put_on(app, Arc::clone(&kept.view), Some(kept)))
    }

    /// A new view on the desk.
    pub(super) fn begin(app: App, name: &str) -> Self {
        let view = Arc::new(app.new_view(name));
        // Without storage it lives as long as the page; the trouble is told.
        let kept = app.keep_view(None, &view, None).ok();
        Self::put_on(app, view, kept)
    }

    fn is_open(id: &ViewId) -> Option<Self> {
        OPEN.with_borrow(|open| open.clone().filter(|desk| desk.id == *id))
    }

    fn put_on(app: App, view: Arc<View>, kept: Option<KeptView>) -> Self {
        let desk = Self(Arc::new(State {
            app,
            id: view.id.clone(),
            view: ArcRwSignal::new(view),
            kept: ArcRwSignal::new(kept),
            past: ArcRwSignal::default(),
            filter: ArcRwSignal::default(),
            parts: (0..PARTS).map(|_| ArcRwSignal::new(None)).collect(),
            tally: ArcRwSignal::new(None),
            progress: ArcRwSignal::new(None),
            opened: ArcRwSignal::default(),
            stops: ArcRwSignal::new(0),
            drawn: ArcRwSignal::new(0),
        }));
        let listens = OPEN.replace(Some(desk.clone())).is_some();
        if !listens && !LISTENING.replace(true) {
            platform::on_storage(|key| {
                let open = OPEN.with_borrow(Clone::clone);
                let Some(desk) = open else { return };
                match key {
                    Some(key) if view_key(&key).is_some_and(|id| id == desk.id) => desk.follow(),
                    // Something has emptied the storage, which this app never does: what is open is all that there is of it.
                    None if desk.is_gone() => _ = desk.save_again(None),
                    _ => {}
                }
            });
            let is_unsaved =
                || OPEN.with_borrow(|open| open.as_ref().is_some_and(Self::is_unsaved));
            platform::on_leaving(is_unsaved);
            app.open_view.set(Some(OpenView {
                is_unsaved,
                save: || match OPEN.with_borrow(Clone::clone) {
                    Some(desk) => desk.save(None),
                    None => Ok(()),
                },
                text: || {
                    OPEN.with_borrow(|open| {
                        open.as_ref().map(|desk| write_view(&desk.view.get_untracked()))
                    })
                },
                close: Self::close,
            }));
        }
        desk
    }

    /// Forgets the open view, so that it is read anew.
    pub(super) fn close() {
        OPEN.set(None);
    }

    /// What a part of the picture shows; nothing until it is its turn.
    pub(super) fn part(&self, place: usize) -> Option<Arc<Shown>> {
        self.parts.get(place).and_then(Get::get)
    }

    /// What is shown now, for a screen that needs it at once.
    pub(super) fn shown(&self) -> Arc<Shown> {
        let view = self.view.get_untracked();
        let filter = self.filter.get_untracked();
        let model = self.app.model();
        let picture = Picture::of(model, &view.cohort, view.rules, &filter, view.facet);
        Arc::new(Shown { app: self.app, view, filter, picture })
    }

    /// Works out the picture, draws its first part, and after that is on the screen the others in turn. There is room for
    /// the browser between all of these: together they are too much for a moment.
    pub(super) fn draw(&self) {
        let shown = self.shown();
        self.drawn.update(|count| *count += 1);
        let drawn = self.drawn.get_untracked();
        let desk = self.clone();
        spawn_local(async move {
            for (place, part) in desk.parts.iter().enumerate() {
                platform::yield_to_browser().await;
                if desk.drawn.get_untracked() != drawn {
                    return;
                }
                part.set(Some(Arc::clone(&shown)));
                if place == 0 {
                    platform::painted().await;
                }
            }
        });
    }

    /// Chooses among the responses.
    pub(super) fn choose(&self, change: impl FnOnce(&mut Filter)) {
        self.filter.update(change);
        self.draw();
    }

    /// Changes the view, so that it can be undone, and saves it.
    pub(super) fn change(&self, change: impl FnOnce(&mut View)) {
        let before = self.view.get_untracked();
        let mut view = View::clone(&before);
        change(&mut view);
        self.past.update(|past| {
            past.push(before);
            let excess = past.len().saturating_sub(STEPS);
            past.drain(..excess);
        });
        self.put(view);
    }

    /// Whether there is something to undo.
    pub(super) fn can_undo(&self) -> bool {
        self.past.with(|past| !past.is_empty())
    }

    /// Takes the last change back.
    pub(super) fn undo(&self) {
        let mut before = None;
        self.past.update(|past| before = past.pop());
        let Some(before) = before else { return };
        self.tally.set(None);
        let mut view = View::clone(&before);
        // A step back is a change too: another tab has to see that it is newer.
        view.revision = self.view.get_untracked().revision;
        self.put(view);
    }

    fn put(&self, mut view: View) {
        view.revision += 1;
        view.changed = platform::now();
        // A facet that is gone, or a value of it, cannot be looked at.
        let facets = view.cohort.facets().len();
        view.facet = view.facet.filter(|facet| *facet < facets);
        if self.filter.with_untracked(|f| f.value.is_some_and(|(facet, _)| facet >= facets)) {
            self.filter.update(|filter| filter.value = None);
        }
        self.view.set(Arc::new(view));
        self.draw();
        // After the picture, because packing many responses takes as long as drawing it.
        let desk = self.clone();
        spawn_local(async move {
            platform::painted().await;
            let view = desk.view.get_untracked();
            let written = write_view(&view);
            platform::yield_to_browser().await;
            let is_same = desk.view.with_untracked(|now| Arc::ptr_eq(now, &view));
            // Changed again meanwhile: that change saves.
            if is_same {
                _ = desk.save(Some(written));
            }
        });
    }

    /// Keeps what is shown, put together with what another tab has kept meanwhile. Trouble is told.
    fn save(&self, written: Option<String>) -> Result<(), StorageError> {
        let view = self.view.get_untracked();
        let base = self.kept.get_untracked();
        if base.as_ref().is_some_and(|base| base.view == view) {
            return Ok(());
        }
        self.save_again(written)
    }

    /// The same, also when nothing has changed since it was last kept: something else is in its place.
    fn save_again(&self, written: Option<String>) -> Result<(), StorageError> {
        let view = self.view.get_untracked();
        let base = self.kept.get_untracked();
        let kept = self.app.keep_view(base.as_ref(), &view, written)?;
        let together = Arc::clone(&kept.view);
        self.kept.set(Some(kept));
        if together.revision != view.revision || together.cohort.len() != view.cohort.len() {
            self.view.set(together);
            self.draw();
        }
        Ok(())
    }

    /// Whether there is something that is not kept yet.
    fn is_unsaved(&self) -> bool {
        let revision = self.view.with_untracked(|view| view.revision);
        self.kept
            .with_untracked(|kept| kept.as_ref().is_none_or(|kept| kept.view.revision < revision))
    }

    fn is_gone(&self) -> bool {
        let kept = self.kept.get_untracked();
        kept.is_some_and(|kept| matches!(self.app.view_news(&kept), ViewNews::Gone))
    }

    /// Takes over what another tab has kept.
    fn follow(&self) {
        let Some(base) = self.kept.get_untracked() else { return };
        match self.app.view_news(&base) {
            ViewNews::Nothing | ViewNews::Unreadable => {}
            ViewNews::Newer(kept) if !self.is_unsaved() => {
                self.view.set(Arc::clone(&kept.view));
                self.kept.set(Some(kept));
                self.draw();
            }
            ViewNews::Newer(_) | ViewNews::Beside => _ = self.save_again(None),
            ViewNews::Gone => {
                // Saved again by the next change only, so that a deletion stays one.
                self.app.tell(self.app.say(Key::ViewsGone).to_owned());
                Self::close();
                let route = self.app.route.get_untracked();
                if route.view() == Some(&self.id) {
                    platform::navigate(&Route::Views(String::new()).href());
                }
            }
        }
    }
}
