//! The app as a whole: what every screen can reach ([`App`]), starting, and what is told to the page outside.
//!
//! Data flows one way. A screen calls [`App::dispatch`]; that is the only place where an assessment changes and is saved;
//! signals carry the result back to the screens. Effects only push outward: title, focus, theme.

mod backups;
mod embedding;
mod mirror;
mod views;

use std::{
    ops::Deref,
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

pub use embedding::Embedding;
pub(crate) use embedding::tell_trouble;

use crate::{
    platform::{self, BrowserClock, BrowserLocale, BrowserStorage, Downloads},
    ui::El,
};
use base::percent::escaped;
use domain::{
    assessment::{Assessment, AssessmentId, Msg},
    example::is_reserved,
    model::{Content, Model, Profile, RawExample},
    text::{Key, Speech},
    wire::{Settings, Theme, backup_file_name},
};
use workspace::{
    Changes, Deleted, Offer, Part, Said, Workspace,
    host::Host,
    route::Route,
    store::{ReadOnly, SetAside, Shelved, StorageError},
};

/// The width from which drawings have their full titles, in CSS pixels: 50rem in `style/first/ui/page.css`.
pub(crate) const WIDE: f64 = 800.0;

/// What is open in this page.
type BrowserWorkspace = Workspace<BrowserStorage, BrowserClock>;

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
    desk: Mutex<BrowserWorkspace>,
    /// Set once the rest of the content was asked for by itself.
    rest_wanted: OnceLock<()>,
    /// What the surroundings have set, once that is settled, which is before the first screen.
    pub(crate) host: OnceLock<Host>,
    /// Builds what stands around the screens, where something else does than usual. In a part of the app that is loaded for
    /// it.
    pub(crate) surround: OnceLock<Box<dyn Fn() -> Surround + Send + Sync>>,
    /// The theme that the surroundings want, until the person chooses one. Nothing of it is stored.
    pub(crate) wished_theme: RwSignal<Option<Theme>>,
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
    pub shelf: RwSignal<Vec<Arc<Shelved>>>,
    /// The rounds of the example once it was built, by the first later screen; `None` before. Apart from the shelf, so
    /// that it is never stored, listed or counted.
    pub example: RwSignal<Option<Vec<Arc<Shelved>>>>,
    /// Stored texts that could not be read.
    pub set_aside: RwSignal<Vec<SetAside>>,
    /// What the person set.
    pub settings: RwSignal<Settings>,
    /// Why saving does not work at the moment.
    pub trouble: RwSignal<Option<StorageError>>,
    /// Assessments with changes that are not saved yet.
    pub unsaved: RwSignal<Vec<AssessmentId>>,
    /// What the screens of ecosystem views do when the open view is another one, or none, perhaps because another tab has
    /// deleted it. They are loaded when they are asked for.
    view_shown: OnceLock<fn(App, bool)>,
    /// The last message.
    pub notice: RwSignal<Option<String>>,
    /// What can be brought back. Apart from the message, so that a later one does not take the way back away.
    pub offer: RwSignal<Offer>,
    /// Whether there is room for drawings with full titles.
    pub wide: RwSignal<bool>,
}

/// The route of the page's address. One that stands for another gives way to it, without a step back to it.
pub(crate) fn route(shelf: &[Arc<Shelved>]) -> Route {
    let asked = Route::parse(&platform::hash());
    let settled = asked.clone().settled(shelf.iter().map(|shelved| &shelved.assessment));
    if settled != asked {
        platform::replace_hash(&settled.href());
    }
    settled
}

impl App {
    pub(crate) fn new(content: Content, desk: BrowserWorkspace) -> Self {
        Self(Box::leak(Box::new(Shared {
            content: RwSignal::new(Box::leak(Box::new(content))),
            rest_wanted: OnceLock::new(),
            host: OnceLock::new(),
            surround: OnceLock::new(),
            wished_theme: RwSignal::new(None),
            answered: RwSignal::new(None),
            site_foot: OnceLock::new(),
            later: RwSignal::new(Later::Away),
            ecosystem: RwSignal::new(Later::Away),
            route: RwSignal::new(route(desk.shelf())),
            shelf: RwSignal::new(desk.shelf().to_vec()),
            example: RwSignal::new(None),
            set_aside: RwSignal::new(desk.set_aside().to_vec()),
            settings: RwSignal::new(desk.settings().clone()),
            trouble: RwSignal::new(desk.trouble().cloned()),
            unsaved: RwSignal::default(),
            view_shown: OnceLock::new(),
            notice: RwSignal::new(None),
            offer: RwSignal::default(),
            wide: RwSignal::new(platform::is_at_least(WIDE)),
            desk: Mutex::new(desk),
        })))
    }

    /// What is open in this page. Given back with [`App::show`], which tells the screens what has changed.
    fn desk(self) -> MutexGuard<'static, BrowserWorkspace> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows what has changed on the desk. Nobody holds it any more then, so whoever hears of it can ask it.
    #[inline(never)]
    fn show(self, mut desk: MutexGuard<'static, BrowserWorkspace>) {
        let changes = desk.changes();
        drop(desk);
        if changes.has(Part::Shelf) {
            self.shelf.set(self.desk().shelf().to_vec());
        }
        if changes.has(Part::SetAside) {
            self.set_aside.set(self.desk().set_aside().to_vec());
        }
        if changes.has(Part::Settings) {
            self.settings.set(self.desk().settings().clone());
        }
        if changes.has(Part::Trouble) {
            self.trouble.set(self.desk().trouble().cloned());
        }
        if changes.has(Part::Unsaved) {
            self.unsaved.set(self.desk().unsaved().to_vec());
        }
        if changes.has(Part::Offer) {
            self.offer.set(self.desk().offer().clone());
        }
        if let (true, Some(show)) = (changes.has(Part::EcosystemView), self.view_shown.get()) {
            show(self, changes.said.contains(&Said::EcosystemViewGone));
        }
        self.say_all(changes);
    }

    fn say_all(self, changes: Changes) {
        let speech = self.speech();
        for said in changes.said {
            self.tell(match said {
                Said::NotDeleted => self.say(Key::WelcomeDeleteFailed).to_owned(),
                Said::NotRemoved => self.say(Key::WelcomeRemoveFailed).to_owned(),
                Said::BroughtBack(name) => {
                    speech.fill(Key::WelcomeRestored, &[("name", self.name_or_untitled(&name))])
                }
                Said::TextBroughtBack(key) => {
                    speech.fill(Key::WelcomeRemoveUndone, &[("name", &key)])
                }
                Said::Saved => self.say(Key::TroubleRetried).to_owned(),
                Said::Emptied => self.say(Key::AppDeleteDone).to_owned(),
                Said::NotEmptied => self.say(Key::AppDeleteFailed).to_owned(),
                // In the words of the screens that are there then.
                Said::EcosystemViewGone => continue,
            });
        }
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

    /// Puts another content in the place of what was loaded: another model before the first screen, later the whole of it.
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
        // Somebody else may have been sooner.
        if self.content().later.is_none() {
            return true;
        }
        match self.content().with_rest(&text) {
            Ok(whole) => self.set_content(whole),
            Err(_) => return false,
        }
        true
    }

    /// Begins to load the rest of the content where something of it is needed soon, such as the examples for large
    /// ecosystems. Whoever shows them follows [`App::is_complete`]; without them everything else works.
    pub fn want_rest(self) {
        if self.content().later.is_some() && self.0.rest_wanted.set(()).is_ok() {
            spawn_local(async move { _ = self.complete_content().await });
        }
    }

    /// Builds the example, unless that was done. For the later screens, which alone reach what builds it.
    pub fn set_example(self, build: impl FnOnce(&Content) -> Vec<Assessment>) {
        if self.example.with_untracked(Option::is_none) {
            let shelve =
                |assessment| Arc::new(Shelved { assessment, read_only: Some(ReadOnly::Example) });
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
        self.name_or_untitled(&assessment.name).to_owned()
    }

    fn name_or_untitled(self, name: &str) -> &str {
        if name.is_empty() { self.say(Key::AppUntitled) } else { name }
    }

    /// An assessment of this device, or of the example, following its changes.
    pub fn assessment(self, id: AssessmentId) -> Memo<Option<Shelved>> {
        Memo::new(move |_| self.find(&id))
    }

    /// The same as it is now. What is on the shelf comes first, also under an id of the example.
    pub fn find(self, id: &AssessmentId) -> Option<Shelved> {
        let find = |all: &Vec<Arc<Shelved>>| {
            all.iter().find(|s| s.assessment.id == *id).map(|found| (**found).clone())
        };
        let found = self.shelf.with(find);
        found.or_else(|| self.example.with(|example| example.as_ref().and_then(find)))
    }

    /// All assessments among which this one is: those of this device, or the rounds of the example.
    pub fn all_beside(self, id: &AssessmentId) -> Vec<Arc<Shelved>> {
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

    /// Changes an assessment and saves it at once. Does nothing to one that can only be looked at.
    pub fn dispatch(self, id: &AssessmentId, msg: Msg) {
        let is_answer = matches!(msg, Msg::SetAnswer(..));
        let mut desk = self.desk();
        let is_changed = desk.change(id, msg);
        self.show(desk);
        if is_changed && is_answer {
            self.answered.set(Some(id.clone()));
        }
    }

    /// Puts a new assessment on the shelf without storing it: that is done with the first answer.
    pub fn propose(self, profile: Profile) -> AssessmentId {
        let mut desk = self.desk();
        let id = desk.propose(platform::random(), profile, self.model());
        self.show(desk);
        id
    }

    /// Starts an assessment and returns its id.
    pub fn begin(self, name: &str, profile: Profile) -> AssessmentId {
        let mut desk = self.desk();
        let id = desk.begin(platform::random(), name, profile, self.model());
        self.show(desk);
        id
    }

    /// Puts an assessment that was made elsewhere on the shelf, and saves it.
    pub fn add(self, assessment: Assessment) {
        let mut desk = self.desk();
        desk.add(assessment);
        self.show(desk);
    }

    /// Makes a copy of an assessment as one of its own.
    pub fn duplicate(self, original: &Assessment) {
        let name = self.name_or_untitled(&original.name);
        let name = self.speech().fill(Key::WelcomeCopyName, &[("name", name)]);
        let mut desk = self.desk();
        desk.duplicate(platform::random(), original, &name);
        self.show(desk);
    }

    /// Deletes an assessment and offers to bring it back.
    pub fn delete(self, id: &AssessmentId) {
        let mut desk = self.desk();
        desk.delete(id);
        self.show(desk);
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
        let mut desk = self.desk();
        desk.undo();
        self.show(desk);
    }

    /// Forgets what is on offer.
    pub fn dismiss_offer(self) {
        let mut desk = self.desk();
        desk.dismiss_offer();
        self.show(desk);
    }

    /// Shows a message.
    pub fn tell(self, text: String) {
        self.notice.set(Some(text));
    }

    /// Saves everything that is not saved yet. Called after trouble with storage.
    pub fn retry(self) {
        let mut desk = self.desk();
        desk.retry(self.model());
        self.show(desk);
    }

    /// Saves what waits for a better moment, because the page may be closed now. Returns whether something would be lost by
    /// that.
    pub fn save_before_leaving(self) -> bool {
        let mut desk = self.desk();
        let would_lose = desk.save_before_leaving(self.model());
        self.show(desk);
        would_lose
    }

    /// Hands a backup of everything to the browser as a file. Returns whether the browser took it.
    pub fn download_backup(self) -> bool {
        let name = backup_file_name(platform::local_now());
        let text = self.desk().backup();
        self.download(&name, "application/json", &text)
    }

    /// Hands a text that was set aside to the browser as a file.
    pub fn download_aside(self, key: &str) {
        let text = self.desk().store().raw(key);
        if let Ok(Some(text)) = text {
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
        let mut desk = self.desk();
        desk.discard_aside(key);
        self.show(desk);
    }

    /// Keys of this app with the lengths of their texts, in UTF-16 units as the browser counts.
    pub fn stored(self) -> Vec<(String, usize)> {
        self.desk().store().sizes()
    }

    /// Removes everything of this app from this browser.
    pub fn delete_everything(self) {
        let mut desk = self.desk();
        if desk.delete_everything() {
            self.empty_mirror();
        }
        self.show(desk);
    }

    /// Changes the settings and keeps them, with what another tab has set meanwhile.
    pub fn change_settings(self, change: impl FnOnce(&mut Settings)) {
        let mut desk = self.desk();
        desk.change_settings(change);
        self.show(desk);
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

    /// Takes over what another tab has saved or deleted; without a key something has emptied the storage.
    pub(crate) fn other_tab(self, key: Option<&str>) {
        let mut desk = self.desk();
        desk.other_tab(self.model(), key);
        self.show(desk);
    }
}
