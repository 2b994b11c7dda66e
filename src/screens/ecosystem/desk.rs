//! The view that is open: its responses, what is chosen among them, and the picture that follows.
//!
//! Owns in which order the parts of a screen follow a change, and when it is kept. It outlives the screens of a view, as
//! what can be undone does. Must not know what the parts show.

use std::{cell::RefCell, collections::BTreeSet, sync::Arc};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{app::App, platform};
use cohort::{Filter, Picture, View, document::write_view, intake::Tally};
use domain::{assessment::ViewId, text::Key};
use report::Commentary;
use workspace::{route::Route, store::NoView};

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
}

impl Desk {
    /// The desk with this view on it: the one that is open already, or a new one.
    ///
    /// # Errors
    /// When the view is not there or cannot be opened.
    pub(super) fn open(app: App, id: &ViewId) -> Result<Self, NoView> {
        app.on_view(follow);
        app.open_view(id)?;
        let open = OPEN.with_borrow(|open| open.clone().filter(|desk| desk.id == *id));
        match open {
            Some(desk) => Ok(desk),
            None => Self::put_on(app).ok_or(NoView::Gone),
        }
    }

    /// Begins a view, to be opened by its screen. Returns its id.
    pub(super) fn begin(app: App, name: &str) -> ViewId {
        app.begin_view(name)
    }

    fn put_on(app: App) -> Option<Self> {
        let view = app.view()?;
        let desk = Self(Arc::new(State {
            app,
            id: view.id.clone(),
            view: ArcRwSignal::new(view),
            filter: ArcRwSignal::default(),
            parts: (0..PARTS).map(|_| ArcRwSignal::new(None)).collect(),
            tally: ArcRwSignal::new(None),
            progress: ArcRwSignal::new(None),
            opened: ArcRwSignal::default(),
            stops: ArcRwSignal::new(0),
            drawn: ArcRwSignal::new(0),
        }));
        OPEN.set(Some(desk.clone()));
        Some(desk)
    }

    /// Forgets the open view, so that it is read anew.
    pub(super) fn close(app: App) {
        app.close_view();
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
        self.app.change_view(change);
        self.keep();
    }

    /// Whether there is something to undo. Follows the view.
    pub(super) fn can_undo(&self) -> bool {
        self.view.track();
        self.app.can_undo_view()
    }

    /// Takes the last change back.
    pub(super) fn undo(&self) {
        if self.app.can_undo_view() {
            self.tally.set(None);
            self.app.undo_view();
            self.keep();
        }
    }

    /// Keeps the view after its picture, because packing many responses takes as long as drawing it.
    fn keep(&self) {
        let desk = self.clone();
        spawn_local(async move {
            platform::painted().await;
            let view = desk.view.get_untracked();
            let written = write_view(&view);
            platform::yield_to_browser().await;
            desk.app.keep_view(&view, written);
        });
    }

    /// Shows the view as it is now.
    fn show(&self, view: Arc<View>) {
        // A facet that is gone, or a value of it, cannot be looked at.
        let facets = view.cohort.facets().len();
        if self.filter.with_untracked(|f| f.value.is_some_and(|(facet, _)| facet >= facets)) {
            self.filter.update(|filter| filter.value = None);
        }
        self.view.set(view);
        self.draw();
    }
}

/// Shows what has become of the open view: another one, or none.
fn follow(app: App, is_deleted_elsewhere: bool) {
    let Some(desk) = OPEN.with_borrow(Clone::clone) else { return };
    match app.view().filter(|view| view.id == desk.id) {
        Some(view) => {
            let is_shown = desk.view.with_untracked(|shown| Arc::ptr_eq(shown, &view));
            if !is_shown {
                desk.show(view);
            }
        }
        None => OPEN.set(None),
    }
    if is_deleted_elsewhere {
        app.tell(app.say(Key::ViewsGone).to_owned());
        if app.route.get_untracked().view() == Some(&desk.id) {
            platform::navigate(&Route::Views(String::new()).href());
        }
    }
}
