//! The app as a whole: what every screen can reach ([`App`]), starting, and what is told to the page outside.
//!
//! Data flows one way. A screen calls [`App::dispatch`]; that is the only place where an assessment changes and is saved;
//! signals carry the result back to the screens. Effects only push outward: title, focus, theme.

mod backups;
mod embedding;
mod mirror;
mod views;

use std::{ops::Deref, sync::OnceLock};

use leptos::prelude::*;

pub use embedding::Embedding;
pub(crate) use embedding::tell_trouble;

use crate::{
    platform::{self, BrowserLocale, BrowserStorage, Downloads},
    ui::El,
};
use base::percent::escaped;
use domain::{
    assessment::{Assessment, AssessmentId, ModelVersion, Moment, Msg, merge},
    example::is_reserved,
    model::{Content, Model, Profile, RawExample},
    text::{Key, Speech},
    wire::{Settings, Theme, backup_file_name},
};
use workspace::{
    host::Host,
    route::Route,
    store::{
        Changed, Found, ReadOnly, SetAside, Shelved, StorageError, Store, assessment_key,
        is_settings,
    },
};

/// The width from which drawings have their full titles, in CSS pixels: 50rem in `style/layout.css`.
pub(crate) const WIDE: f64 = 800.0;

/// Something that was deleted and can be brought back while the page is open.
#[derive(Clone, Debug, PartialEq)]
pub enum Deleted {
    /// An assessment, with the text that was stored of it.
    Assessment(Box<Shelved>, Option<String>),
    /// A text that was set aside.
    Text(SetAside, String),
}

/// What can be brought back, the last deleted first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offer {
    /// Everything that is on offer. Empty when there is nothing to offer.
    pub deleted: Vec<Deleted>,
    /// Whether the last of it was deleted in another tab.
    pub elsewhere: bool,
}

/// Whether the screens that are loaded when they are asked for are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Later {
    /// Nobody has asked for them.
    Away,
    /// On the way.
    Coming,
    /// There, words included.
    Here,
    /// They could not be loaded. What is open goes on without them.
    Failed,
}

/// The app, as every screen has it. What is behind it lives as long as the page, so this is one address, and a hundred
/// closures can hold it.
#[derive(Clone, Copy)]
pub struct App(&'static Shared);

impl Deref for App {
    type Target = Shared;

    fn deref(&self) -> &Shared {
        self.0
    }
}

/// What the screens of ecosystem views do with the view that is open, for the rest of the app, which is loaded before them.
#[derive(Clone, Copy)]
pub struct OpenView {
    /// Whether it has changes that are not stored.
    pub is_unsaved: fn() -> bool,
    /// Stores them.
    pub save: fn() -> Result<(), StorageError>,
    /// Its text, as it would be stored.
    pub text: fn() -> Option<String>,
    /// Forgets it.
    pub close: fn(),
}

/// What stands around the screens instead of masthead and foot, where the app is a part of another page.
pub struct Surround {
    /// Above the tabs and the screen.
    pub head: El,
    /// Below the screen.
    pub foot: El,
}

/// What every screen can reach.
pub struct Shared {
    /// Model and words as far as they are loaded. What was read from it lives as long as the page.
    content: RwSignal<&'static Content>,
    store: Store<BrowserStorage>,
    /// What the surroundings have set, once that is settled, which is before the first screen.
    pub(crate) host: OnceLock<Host>,
    /// Builds what stands around the screens, where something else does than usual. In a part of the app that is loaded for
    /// it.
    pub(crate) surround: OnceLock<Box<dyn Fn() -> Surround + Send + Sync>>,
    /// The theme that the surroundings want, until the person chooses one. Nothing of it is stored.
    pub(crate) wished_theme: RwSignal<Option<Theme>>,
    /// The assessment that was put on the shelf and is stored with its first change only.
    proposed: OnceLock<AssessmentId>,
    /// The assessment in which a practice was answered last, in this tab and since the page was opened.
    answered: RwSignal<Option<AssessmentId>>,
    /// Builds what whoever runs the site has put at the foot of the page. Only where there is something, and from the part
    /// of the program that is loaded for it.
    pub(crate) site_foot: OnceLock<fn(App) -> El>,
    /// The screens that are loaded when they are asked for.
    pub later: RwSignal<Later>,
    /// The same for the screens of ecosystem views, which few people need besides.
    pub ecosystem: RwSignal<Later>,
    /// The screen that is shown.
    pub route: RwSignal<Route>,
    /// All assessments of this device.
    pub shelf: RwSignal<Vec<Shelved>>,
    /// The rounds of the example once it was built, by the first later screen; `None` before. Apart from the shelf, so
    /// that it is never stored, listed or counted.
    pub example: RwSignal<Option<Vec<Shelved>>>,
    /// Stored texts that could not be read.
    pub set_aside: RwSignal<Vec<SetAside>>,
    /// What the person set.
    pub settings: RwSignal<Settings>,
    /// Why saving does not work at the moment.
    pub trouble: RwSignal<Option<StorageError>>,
    /// Assessments with changes that are not saved yet.
    pub unsaved: RwSignal<Vec<AssessmentId>>,
    /// The ecosystem view that is open, once there was one.
    pub open_view: RwSignal<Option<OpenView>>,
    /// The last message.
    pub notice: RwSignal<Option<String>>,
    /// What can be brought back. Apart from the message, so that a later one does not take the way back away.
    pub offer: RwSignal<Offer>,
    /// Whether there is room for drawings with full titles.
    pub wide: RwSignal<bool>,
}

/// The route of the page's address. One that stands for another gives way to it, without a step back to it.
pub(crate) fn route(shelf: &[Shelved]) -> Route {
    let asked = Route::parse(&platform::hash());
    let settled = asked.clone().settled(shelf.iter().map(|shelved| &shelved.assessment));
    if settled != asked {
        platform::replace_hash(&settled.href());
    }
    settled
}

impl App {
    pub(crate) fn new(content: Content, store: Store<BrowserStorage>, found: Found) -> Self {
        Self(Box::leak(Box::new(Shared {
            content: RwSignal::new(Box::leak(Box::new(content))),
            store,
            host: OnceLock::new(),
            surround: OnceLock::new(),
            wished_theme: RwSignal::new(None),
            proposed: OnceLock::new(),
            answered: RwSignal::new(None),
            site_foot: OnceLock::new(),
            later: RwSignal::new(Later::Away),
            ecosystem: RwSignal::new(Later::Away),
            route: RwSignal::new(route(&found.assessments)),
            shelf: RwSignal::new(found.assessments),
            example: RwSignal::new(None),
            set_aside: RwSignal::new(found.set_aside),
            settings: RwSignal::new(found.settings),
            trouble: RwSignal::new(found.trouble),
            unsaved: RwSignal::default(),
            open_view: RwSignal::new(None),
            notice: RwSignal::new(None),
            offer: RwSignal::default(),
            wide: RwSignal::new(platform::is_at_least(WIDE)),
        })))
    }

    /// What the surroundings have set.
    pub fn host(self) -> &'static Host {
        self.0.host.get_or_init(Host::default)
    }

    /// What stands around the screens, where something else does than masthead and foot. Called once, when the app is
    /// mounted.
    pub fn surround(self) -> Option<Surround> {
        self.0.surround.get().map(|build| build())
    }

    /// What the site is called: after whoever runs it, or after the app.
    pub fn site_name(self) -> &'static str {
        self.host().name.as_deref().unwrap_or_else(|| self.say(Key::AppName))
    }

    /// What whoever runs the site has put at the foot of the page, if anything.
    pub fn site_foot(self) -> Option<El> {
        self.0.site_foot.get().map(|build| build(self))
    }

    /// The address of the page for others, with the option that the app was opened with where it has to be told to them.
    pub fn address(self) -> String {
        let address = platform::address();
        match &self.host().model_option {
            Some(file) => format!("{address}?model={}", escaped(file.as_str())),
            None => address,
        }
    }

    pub(crate) fn content(self) -> &'static Content {
        self.0.content.get_untracked()
    }

    /// Whether all of the model and all words are loaded. Follows the loading.
    pub fn is_complete(self) -> bool {
        self.0.content.get().later.is_none()
    }

    /// Puts another content in the place of what was loaded. Before the first screen only.
    pub(crate) fn set_content(self, content: Content) {
        self.0.content.set(Box::leak(Box::new(content)));
    }

    /// Whether there is a self-check of competencies. What is loaded later may still bring one.
    pub fn has_self_check(self) -> bool {
        self.content().may_have_self_check()
    }

    /// Loads what only the later screens need of model and words. Returns whether everything is there then.
    pub async fn complete_content(self) -> bool {
        let Some(file) = &self.content().later else { return true };
        let Ok(text) = platform::content_file(file).await else { return false };
        match self.content().with_rest(&text) {
            Ok(whole) => self.set_content(whole),
            Err(_) => return false,
        }
        true
    }

    /// Builds the example, unless that was done. For the later screens, which alone reach what builds it.
    pub fn set_example(self, build: impl FnOnce(&Content) -> Vec<Assessment>) {
        if self.example.with_untracked(Option::is_none) {
            let shelve = |assessment| Shelved { assessment, read_only: Some(ReadOnly::Example) };
            self.example.set(Some(build(self.content()).into_iter().map(shelve).collect()));
        }
    }

    /// The model that is loaded.
    pub fn model(self) -> &'static Model {
        &self.content().model
    }

    /// Words and numbers.
    pub fn speech(self) -> Speech<'static> {
        Speech { catalogue: &self.content().catalogue, locale: &BrowserLocale }
    }

    /// A message without gaps.
    #[inline(never)]
    pub fn say(self, key: Key) -> &'static str {
        self.content().catalogue.get(key)
    }

    /// The name of an assessment, or what an unnamed one is called.
    pub fn name_of(self, assessment: &Assessment) -> String {
        if assessment.name.is_empty() {
            self.say(Key::AppUntitled).to_owned()
        } else {
            assessment.name.clone()
        }
    }

    /// An assessment of this device, or of the example, following its changes.
    pub fn assessment(self, id: AssessmentId) -> Memo<Option<Shelved>> {
        Memo::new(move |_| self.find(&id))
    }

    /// The same as it is now. What is on the shelf comes first, also under an id of the example.
    pub fn find(self, id: &AssessmentId) -> Option<Shelved> {
        let find = |all: &Vec<Shelved>| all.iter().find(|s| s.assessment.id == *id).cloned();
        let found = self.shelf.with(find);
        found.or_else(|| self.example.with(|example| example.as_ref().and_then(find)))
    }

    /// All assessments among which this one is: those of this device, or the rounds of the example.
    pub fn all_beside(self, id: &AssessmentId) -> Vec<Shelved> {
        if self.is_example(id) { self.example.get().unwrap_or_default() } else { self.shelf.get() }
    }

    /// Whether an assessment was made with the model that is loaded; `None` if it is not on this device.
    pub fn uses_this_model(self, id: &AssessmentId) -> Option<bool> {
        let found = self.shelf.with(|shelf| {
            let found = shelf.iter().find(|shelved| shelved.assessment.id == *id)?;
            Some(found.assessment.model.id == self.model().id)
        });
        found.or_else(|| self.is_example(id).then_some(true))
    }

    /// What the content has of an example. Before the later screens are there, no more than that there is one.
    pub fn raw_example(self) -> Option<&'static RawExample> {
        self.0.content.get().example.as_ref()
    }

    /// Whether this is the example, or a round of it, and not an assessment of this device.
    pub fn is_example(self, id: &AssessmentId) -> bool {
        is_reserved(id)
            && self.shelf.with(|shelf| shelf.iter().all(|s| s.assessment.id != *id))
            && self.example.with(|example| match example {
                Some(rounds) => rounds.iter().any(|s| s.assessment.id == *id),
                None => self.raw_example().is_some(),
            })
    }

    /// Whether the open screen is one of the example.
    pub fn shows_example(self) -> bool {
        let route = self.route.get();
        match &route {
            Route::Compare(earlier, later) => self.is_example(earlier) || self.is_example(later),
            route => route.assessment().is_some_and(|id| self.is_example(id)),
        }
    }

    /// Names the screen in the title of the page.
    pub fn title(self, screen: Key) {
        self.title_text(self.say(screen));
    }

    /// The same for a screen whose name is made of more than one message.
    pub fn title_text(self, screen: &str) {
        let example = self.say(Key::AppExample);
        // Names of the example begin with the word, and once is enough.
        let screen = if untrack(|| self.shows_example()) && !screen.contains(example) {
            &format!("{example}: {screen}")
        } else {
            screen
        };
        let gaps = [("screen", screen), ("name", self.site_name())];
        platform::set_title(&self.speech().fill(Key::AppTitle, &gaps));
    }

    fn replace(self, assessment: Assessment) {
        self.shelf.update(|shelf| {
            match shelf.iter_mut().find(|shelved| shelved.assessment.id == assessment.id) {
                Some(shelved) => shelved.assessment = assessment,
                None => shelf.insert(0, Shelved { assessment, read_only: None }),
            }
        });
    }

    fn note_saved(self, id: &AssessmentId, saved: Result<(), StorageError>) {
        match saved {
            Ok(()) => self.no_longer_unsaved(id),
            Err(error) => {
                if self.unsaved.with_untracked(|unsaved| !unsaved.contains(id)) {
                    self.unsaved.update(|unsaved| unsaved.push(id.clone()));
                }
                self.warn(error);
            }
        }
    }

    /// Trouble ends when nothing waits to be saved.
    fn no_longer_unsaved(self, id: &AssessmentId) {
        if self.unsaved.with_untracked(|unsaved| unsaved.contains(id)) {
            self.unsaved.update(|unsaved| unsaved.retain(|other| other != id));
        }
        if self.unsaved.with_untracked(Vec::is_empty)
            && self.unsaved_view().is_none()
            && self.trouble.with_untracked(Option::is_some)
        {
            self.trouble.set(None);
        }
    }

    /// The ecosystem view that is open, if it has changes that are not stored.
    fn unsaved_view(self) -> Option<OpenView> {
        self.open_view.get_untracked().filter(|view| (view.is_unsaved)())
    }

    /// Says what is wrong with storage, and not again with every letter of a note.
    fn warn(self, error: StorageError) {
        if self.trouble.with_untracked(|trouble| trouble.as_ref() != Some(&error)) {
            self.trouble.set(Some(error));
        }
    }

    /// Changes an assessment and saves it at once. Does nothing to one that can only be looked at.
    pub fn dispatch(self, id: &AssessmentId, msg: Msg) {
        let current = self.shelf.with_untracked(|shelf| {
            shelf.iter().find(|s| s.assessment.id == *id && s.read_only.is_none()).cloned()
        });
        let Some(current) = current else { return };
        let is_answer = matches!(msg, Msg::SetAnswer(..));
        let Changed { assessment, saved } =
            self.store.change(&current.assessment, msg, platform::now());
        self.note_saved(id, saved);
        self.replace(assessment);
        if is_answer {
            self.answered.set(Some(id.clone()));
        }
    }

    /// Puts a new assessment on the shelf without storing it: that is done with the first answer.
    pub fn propose(self, profile: Profile) -> AssessmentId {
        let id = AssessmentId::from_random(platform::random());
        let model = ModelVersion::of(self.model());
        self.replace(Assessment::new(id.clone(), "", profile, model, platform::now()));
        _ = self.0.proposed.set(id.clone());
        id
    }

    /// Whether an assessment of the shelf was stored and is not any more.
    fn is_gone(self, assessment: &Assessment) -> bool {
        let is_changed = assessment.revision > 1;
        (is_changed || self.0.proposed.get() != Some(&assessment.id))
            && self.store.is_gone(&assessment.id)
    }

    /// Starts an assessment and returns its id.
    pub fn begin(self, name: &str, profile: Profile) -> AssessmentId {
        let id = AssessmentId::from_random(platform::random());
        let model = ModelVersion::of(self.model());
        let assessment = Assessment::new(id.clone(), name, profile, model, platform::now());
        self.add(assessment);
        id
    }

    /// Puts an assessment that was made elsewhere on the shelf, and saves it.
    pub fn add(self, assessment: Assessment) {
        let saved = self.store.save(&assessment);
        let id = assessment.id.clone();
        self.replace(saved.as_ref().map_or(assessment, Clone::clone));
        self.note_saved(&id, saved.map(|_| ()));
    }

    /// Makes a copy of an assessment as one of its own.
    pub fn duplicate(self, original: &Assessment) {
        let id = AssessmentId::from_random(platform::random());
        let name = self.name_of(original);
        let name = self.speech().fill(Key::WelcomeCopyName, &[("name", &name)]);
        self.add(original.duplicate(id, &name, platform::now()));
    }

    /// Deletes an assessment and offers to bring it back.
    pub fn delete(self, shelved: Shelved) {
        let id = shelved.assessment.id.clone();
        let text = match self.store.delete(&id) {
            Ok(text) => text,
            // One that is stored would be there again after a reload and must not look as if it were gone.
            Err(_) if !self.unsaved.with_untracked(|unsaved| unsaved.contains(&id)) => {
                self.tell(self.say(Key::WelcomeDeleteFailed).to_owned());
                return;
            }
            Err(_) => None,
        };
        self.shelf.update(|shelf| shelf.retain(|s| s.assessment.id != id));
        self.no_longer_unsaved(&id);
        self.offer_back(vec![Deleted::Assessment(Box::new(shelved), text)], false);
    }

    /// Offers to bring something back, beside what is on offer already.
    fn offer_back(self, mut deleted: Vec<Deleted>, elsewhere: bool) {
        if !deleted.is_empty() {
            self.offer.update(|offer| {
                deleted.append(&mut offer.deleted);
                *offer = Offer { deleted, elsewhere };
            });
        }
    }

    /// What is on offer, in words; `None` when there is nothing.
    pub fn offer_words(self) -> Option<String> {
        let offer = self.offer.get();
        let (key, name) = match offer.deleted.first()? {
            Deleted::Text(aside, _) => (Key::WelcomeRemoved, aside.key.clone()),
            Deleted::Assessment(shelved, _) if offer.elsewhere => {
                (Key::WelcomeDeletedElsewhere, self.name_of(&shelved.assessment))
            }
            Deleted::Assessment(shelved, _) => {
                (Key::WelcomeDeleted, self.name_of(&shelved.assessment))
            }
        };
        Some(self.speech().count(key, offer.deleted.len() as u64, &[("name", &name)]))
    }

    /// Brings back everything that is on offer. What cannot be brought back stays on offer.
    pub fn undo(self) {
        let Offer { deleted, elsewhere } = self.offer.get_untracked();
        self.offer.set(Offer::default());
        let mut left = Vec::new();
        for deleted in deleted {
            match self.bring_back(deleted) {
                Ok(words) => self.tell(words),
                Err(deleted) => left.push(deleted),
            }
        }
        self.offer_back(left, elsewhere);
    }

    /// Brings one thing back and says what it was; returns it if storage refuses.
    fn bring_back(self, deleted: Deleted) -> Result<String, Deleted> {
        let speech = self.speech();
        match deleted {
            Deleted::Text(aside, text) => match self.store.put_back(&aside.key, &text) {
                Ok(key) => {
                    let words = speech.fill(Key::WelcomeRemoveUndone, &[("name", &key)]);
                    self.set_aside.update(|all| all.push(SetAside { key, ..aside }));
                    Ok(words)
                }
                Err(error) => {
                    self.warn(error);
                    Err(Deleted::Text(aside, text))
                }
            },
            Deleted::Assessment(shelved, text) => {
                let name = self.name_of(&shelved.assessment);
                // To the letter first: it can hold more than is shown here.
                let back = text
                    .as_ref()
                    .map_or(Ok(()), |text| self.store.undelete(&shelved.assessment.id, text));
                if shelved.read_only.is_none() {
                    self.add(shelved.assessment);
                } else if let Err(error) = back {
                    self.warn(error);
                    return Err(Deleted::Assessment(shelved, text));
                } else {
                    self.shelf.update(|shelf| shelf.insert(0, *shelved));
                }
                Ok(speech.fill(Key::WelcomeRestored, &[("name", &name)]))
            }
        }
    }

    /// Shows a message.
    pub fn tell(self, text: String) {
        self.notice.set(Some(text));
    }

    /// Saves everything that is not saved yet. Called after trouble with storage.
    pub fn retry(self) {
        let waiting = self.unsaved.get_untracked();
        let mut last = None;
        for shelved in self.shelf.get_untracked() {
            if !waiting.contains(&shelved.assessment.id) {
                continue;
            }
            match self.store.save(&shelved.assessment) {
                Ok(saved) => {
                    self.unsaved.update(|unsaved| unsaved.retain(|other| *other != saved.id));
                    self.replace(saved);
                }
                Err(error) => last = Some(error),
            }
        }
        if let Some(view) = self.unsaved_view()
            && let Err(error) = (view.save)()
        {
            last = Some(error);
        }
        // With nothing waiting, whether storage works again is seen by reading it.
        let found = self.store.read();
        let last = last.or_else(|| found.trouble.clone());
        if last.is_none() {
            self.take_in(found);
            self.tell(self.say(Key::TroubleRetried).to_owned());
        }
        self.trouble.set(last);
    }

    /// Adds what was found to what there is already.
    fn take_in(self, found: Found) {
        let Found { assessments, set_aside, settings, .. } = found;
        self.set_aside.set(set_aside);
        if settings != Settings::default() {
            self.settings.set(settings);
        }
        self.shelf.update(|shelf| {
            for found in assessments {
                if shelf.iter().all(|there| there.assessment.id != found.assessment.id) {
                    shelf.push(found);
                }
            }
        });
    }

    /// Hands a backup of everything to the browser as a file. Returns whether the browser took it.
    pub fn download_backup(self) -> bool {
        let name = backup_file_name(platform::local_now());
        self.download(&name, "application/json", &self.backup_text(platform::now()))
    }

    fn backup_text(self, now: Moment) -> String {
        self.shelf.with_untracked(|shelf| {
            let aside = self.set_aside.get_untracked();
            let open = self.unsaved_view().and_then(|view| (view.text)());
            self.store.backup(shelf.iter().map(|s| &s.assessment), open.as_slice(), &aside, now)
        })
    }

    /// Hands a text that was set aside to the browser as a file.
    pub fn download_aside(self, key: &str) {
        if let Ok(Some(text)) = self.store.raw(key) {
            let name: String =
                key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
            self.download(&format!("{name}.txt"), "text/plain", &text);
        }
    }

    /// Returns whether the browser took it.
    fn download(self, name: &str, kind: &str, text: &str) -> bool {
        // A page that blocks downloads says nothing, so nothing would ever come.
        if platform::downloads() == Downloads::Blocked {
            self.tell(self.say(Key::AppDownloadBlocked).to_owned());
            return false;
        }
        let done = platform::download(name, kind, text);
        self.tell(match &done {
            Ok(()) => self.speech().fill(Key::AppDownloaded, &[("file", name)]),
            Err(reason) => self.speech().fill(Key::AppDownloadFailed, &[("reason", reason)]),
        });
        done.is_ok()
    }

    /// Deletes a text that was set aside and offers to bring it back.
    pub fn discard_aside(self, key: &str) {
        let found = self.set_aside.with_untracked(|all| all.iter().find(|a| a.key == key).cloned());
        let text = self.store.raw(key).ok().flatten();
        let (Some(aside), Some(text)) = (found, text) else { return };
        match self.store.discard(key) {
            Ok(()) => {
                self.set_aside.update(|all| all.retain(|other| other.key != key));
                self.offer_back(vec![Deleted::Text(aside, text)], false);
            }
            Err(_) => self.tell(self.say(Key::WelcomeRemoveFailed).to_owned()),
        }
    }

    /// Keys of this app with the lengths of their texts, in UTF-16 units as the browser counts.
    pub fn stored(self) -> Vec<(String, usize)> {
        let keys = self.store.own_keys().unwrap_or_default();
        let sized = |key: String| {
            let text = self.store.raw(&key).ok().flatten().unwrap_or_default();
            let size = key.encode_utf16().count() + text.encode_utf16().count();
            (key, size)
        };
        keys.into_iter().map(sized).collect()
    }

    /// Removes everything of this app from this browser.
    pub fn delete_everything(self) {
        match self.store.delete_everything() {
            Ok(()) => {
                self.shelf.set(Vec::new());
                self.set_aside.set(Vec::new());
                self.unsaved.set(Vec::new());
                if let Some(view) = self.open_view.get_untracked() {
                    (view.close)();
                }
                self.settings.set(Settings::default());
                self.trouble.set(None);
                self.offer.set(Offer::default());
                self.empty_mirror();
                self.tell(self.say(Key::AppDeleteDone).to_owned());
            }
            Err(_) => self.tell(self.say(Key::AppDeleteFailed).to_owned()),
        }
    }

    /// Changes the settings and keeps them, with what another tab has set meanwhile. Not being able to keep them is no harm
    /// to any answer and not worth a warning.
    pub fn change_settings(self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.store.settings().unwrap_or_else(|| self.settings.get_untracked());
        change(&mut settings);
        _ = self.store.save_settings(&settings);
        self.settings.set(settings);
    }

    /// The theme that is shown.
    pub fn theme(self) -> Theme {
        self.wished_theme.get().unwrap_or_else(|| self.settings.with(|settings| settings.theme))
    }

    /// Sets the theme, and keeps it.
    pub fn choose_theme(self, theme: Theme) {
        self.wished_theme.set(None);
        self.change_settings(|settings| settings.theme = theme);
    }

    /// Takes over what another tab has saved or deleted. Without a key something has emptied the storage, which this app never
    /// does: what is open stays then, and the upkeep sees to it.
    pub(crate) fn other_tab(self, key: Option<&str>) {
        let Some(key) = key else { return };
        if let Some(settings) = self.store.settings().filter(|_| is_settings(key)) {
            self.settings.set(settings);
        }
        let Some(id) = assessment_key(key) else { return };
        let Some(theirs) = self.store.reload(&id) else {
            return self.follow_deletion(Some(&id));
        };
        let ours = self
            .shelf
            .with_untracked(|shelf| shelf.iter().find(|s| s.assessment.id == id).cloned());
        let Some(Shelved { assessment: ours, read_only }) = ours else {
            self.replace(theirs);
            return;
        };
        if ours == theirs {
            return;
        }
        let merged = merge(&ours, &theirs);
        // They had not seen our last change when they saved, so it is no longer stored. Merging gives the same in every
        // tab, so this ends when all have seen everything.
        if merged != theirs && read_only.is_none() {
            let saved = self.store.save(&merged).map(|_| ());
            self.note_saved(&id, saved);
        }
        self.replace(merged);
    }

    /// What was deleted in another tab is deleted here too, or the next answer would store it again behind the person's
    /// back. It can be brought back here as well. What waits to be saved here is newer than the deletion and stays.
    fn follow_deletion(self, only: Option<&AssessmentId>) {
        let unsaved = self.unsaved.get_untracked();
        let deleted = |shelved: &Shelved| {
            let id = &shelved.assessment.id;
            only.is_none_or(|only| only == id)
                && !unsaved.contains(id)
                && self.is_gone(&shelved.assessment)
        };
        let gone: Vec<Shelved> = self
            .shelf
            .with_untracked(|shelf| shelf.iter().filter(|s| deleted(s)).cloned().collect());
        if gone.is_empty() {
            return;
        }
        self.shelf.update(|shelf| shelf.retain(|s| !gone.contains(s)));
        // Of what can only be looked at, this tab has not enough to bring it back.
        let back: Vec<_> = gone
            .into_iter()
            .filter(|shelved| shelved.read_only.is_none())
            .map(|shelved| Deleted::Assessment(Box::new(shelved), None))
            .collect();
        self.offer_back(back, true);
    }
}
