//! The app as a part of another page: what that page is told, and what it may ask for.
//!
//! Owns when something is told, and that the answers are handed over only with the person's consent. What a message looks
//! like is the business of `host::message`, and who may be told that of `platform`.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::App;
use crate::platform;
use cohort::response::{Options, Response, encode};
use domain::{assessment::AssessmentId, scoring::score};
use workspace::{
    host::{
        consent::Consents,
        message::{Channel, Gate, Heard, HostOrigin, Outcome, Told, Trouble},
    },
    route::Route,
    store::StorageError,
};

/// How long results have to stay as they are before they are told, in milliseconds: several changes in a row are one.
const SETTLED_MS: i32 = 400;

fn send(channel: &Channel, told: &Told) {
    platform::tell_host(&told.write(&channel.embed).to_json(), channel.origin.as_str());
}

/// Tells the page around why there is no app.
pub(crate) fn tell_trouble(channel: &Channel, trouble: Trouble) {
    send(channel, &Told::Error(trouble));
}

/// The app as a part of another page.
#[derive(Clone, Copy)]
pub struct Embedding {
    app: App,
    /// How the page around is told what happens, if it wants to know.
    channel: Option<&'static Channel>,
    /// Assessments that were answered in this frame since it was opened.
    answered: RwSignal<BTreeSet<AssessmentId>>,
    /// Assessments that were there when the frame was opened.
    earlier: StoredValue<BTreeSet<AssessmentId>>,
    consents: RwSignal<Consents>,
    /// Whether the first screen is there; nothing else is told before that is.
    ready: RwSignal<bool>,
    /// The messages about numbers that were sent last, so that none is sent twice.
    last: StoredValue<[Option<Told>; 2]>,
    /// How often results have changed; a number that is not the newest any more has nothing to tell.
    turn: StoredValue<u32>,
}

impl Embedding {
    /// For the app as it is when the frame was opened.
    pub(crate) fn new(app: App) -> Self {
        let earlier = app.shelf.with_untracked(|shelf| {
            shelf.iter().map(|shelved| shelved.assessment.id.clone()).collect()
        });
        Self {
            app,
            channel: app.host().channel.as_ref(),
            answered: RwSignal::default(),
            earlier: StoredValue::new(earlier),
            consents: RwSignal::default(),
            ready: RwSignal::new(false),
            last: StoredValue::default(),
            turn: StoredValue::default(),
        }
    }

    /// The page that is told what happens, if it wants to know.
    pub fn origin(self) -> Option<&'static HostOrigin> {
        self.channel.map(|channel| &channel.origin)
    }

    /// Whether the page around asks for the answers.
    pub fn asks_answers(self) -> bool {
        self.app.host().asks_answers
    }

    /// The assessment that is open.
    pub fn open(self) -> Option<AssessmentId> {
        let app = self.app;
        let id = app.route.with(|route| route.assessment().cloned())?;
        (!app.is_example(&id)).then_some(id)
    }

    /// What was said about handing over the answers of the open assessment, or of the next one.
    pub fn consent(self) -> Option<bool> {
        let id = self.open();
        self.consents.with(|consents| consents.of(id.as_ref()))
    }

    /// Writes down what the person says about it.
    pub fn set_consent(self, agrees: bool) {
        let id = untrack(|| self.open());
        self.change_consents(|consents| consents.say(id.as_ref(), agrees));
    }

    fn change_consents(self, change: impl FnOnce(&mut Consents)) {
        let mut desk = self.app.desk();
        change(&mut desk.consents);
        let consents = desk.consents.clone();
        self.app.show(desk);
        self.consents.set(consents);
    }

    fn tell(self, told: &Told) {
        if let Some(channel) = self.channel {
            send(channel, told);
        }
    }

    /// Begins to tell, and to listen. `trouble`: what does not work as the page around wanted it.
    pub(crate) fn begin(self, trouble: Option<Trouble>) {
        let app = self.app;
        platform::replace_when_following();
        platform::on_input(platform::note_sight);
        platform::note_sight();
        // What floats above the page has to be where the person looks.
        Effect::new(move |_| {
            app.notice.track();
            app.offer.track();
            platform::note_sight();
        });
        self.keep_consents();
        let Some(channel) = self.channel else { return };
        platform::when_ready(move || {
            self.tell(&Told::Ready {
                model: app.model().id.clone(),
                version: app.model().version.clone(),
                language: app.speech().catalogue.language.clone(),
            });
            if let Some(trouble) = trouble {
                self.tell(&Told::Error(trouble));
            }
            self.ready.set(true);
            platform::on_height(move |height| self.tell(&Told::Height(height)));
        });
        platform::on_going(move |top| self.tell(&Told::Scroll(top)));
        platform::on_click_of("a[data-cta]", move || self.tell(&Told::CallToAction));
        self.follow_answers();
        self.follow_results();
        self.follow_screens();
        self.follow_storage();
        let mut gate = Gate::default();
        let admits = move || gate.admits(platform::now());
        let origin = channel.origin.as_str().to_owned();
        platform::on_host_message(origin, admits, move |text| {
            if let Some(Heard::Theme(theme)) = Heard::read(&text, &channel.embed) {
                app.wished_theme.set(Some(theme));
            }
        });
    }

    /// What was said before there was an assessment counts for the one that is begun then.
    fn keep_consents(self) {
        Effect::new(move |_| {
            let Some(id) = self.open() else { return };
            let is_new = self.earlier.with_value(|earlier| !earlier.contains(&id));
            if is_new && self.consents.with_untracked(|consents| consents.of(None).is_some()) {
                self.change_consents(|consents| consents.begin(&id));
            }
        });
    }

    fn follow_answers(self) {
        let app = self.app;
        Effect::new(move |_| {
            let Some(id) = app.answered.get() else { return };
            if self.answered.with_untracked(|answered| !answered.contains(&id)) {
                self.answered.update(|answered| _ = answered.insert(id.clone()));
            }
            let progress = app.shelf.with(|shelf| {
                let found = shelf.iter().find(|shelved| shelved.assessment.id == id)?;
                let counts = score(app.model(), &found.assessment).overall.counts;
                Some(Told::Progress { answered: counts.answered(), total: counts.applicable })
            });
            if let Some(progress) = progress {
                self.tell_once(0, progress);
            }
        });
    }

    /// Tells numbers, unless they are the ones that were told last.
    fn tell_once(self, place: usize, told: Told) {
        let is_new = self
            .last
            .with_value(|last| last.get(place).is_none_or(|last| last.as_ref() != Some(&told)));
        if is_new {
            self.tell(&told);
            self.last.update_value(|last| {
                if let Some(last) = last.get_mut(place) {
                    *last = Some(told);
                }
            });
        }
    }

    /// Results are told when their screen is open, and only of what was answered here: the page around has no business with
    /// what a person did at another time.
    fn follow_results(self) {
        let app = self.app;
        let outcome = Memo::new(move |_| {
            let Route::Results(id) = app.route.get() else { return None };
            if self.answered.with(|answered| !answered.contains(&id)) {
                return None;
            }
            let assessment = app.find(&id)?.assessment;
            let agrees = self.consents.with(|consents| consents.of(Some(&id))) == Some(true);
            let response = Response::of(app.model(), &assessment, &Options::default());
            let code = response.filter(|_| agrees).map(|response| encode(&response));
            Some(Outcome::of(app.model(), &score(app.model(), &assessment), code))
        });
        Effect::new(move |_| {
            let turn = self.turn.get_value().wrapping_add(1);
            self.turn.set_value(turn);
            let Some(outcome) = outcome.get() else { return };
            platform::after(SETTLED_MS, move || {
                if self.turn.get_value() == turn {
                    self.tell_once(1, Told::Complete(Box::new(outcome)));
                }
            });
        });
    }

    /// Another screen begins at its top.
    fn follow_screens(self) {
        let app = self.app;
        Effect::new(move |before: Option<()>| {
            app.route.track();
            // Not while the app opens, when an address leads on to another one.
            if before.is_some() && platform::is_attended() {
                platform::before_paint(move || self.tell(&Told::Scroll(0)));
            }
        });
    }

    /// Says once that nothing can be stored.
    fn follow_storage(self) {
        let app = self.app;
        Effect::new(move |told: Option<bool>| {
            let denied = app.trouble.with(|trouble| *trouble == Some(StorageError::Denied));
            let told = told == Some(true);
            let tells = denied && !told && self.ready.get();
            if tells {
                self.tell(&Told::Error(Trouble::StorageBlocked));
            }
            told || tells
        });
    }
}
