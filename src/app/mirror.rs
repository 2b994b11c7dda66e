//! The second copy as the app uses it: what is brought back from it when the page opens or something has emptied the
//! storage. Only what is loaded later reaches it, which also has the words for what was brought back.

use std::cell::OnceCell;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{App, Deleted};
use crate::platform::{self, MirrorState};
use domain::{assessment::merge, text::Key};
use workspace::{
    route::Route,
    store::{Entry, Recovered, Recovery, StorageError, assessment_key},
};

/// Tells the person what was brought back.
type Tell = fn(App, &[Recovered]);

thread_local! {
    static STATE: OnceCell<ArcRwSignal<MirrorState>> = const { OnceCell::new() };
}

fn state() -> ArcRwSignal<MirrorState> {
    STATE.with(|state| state.get_or_init(ArcRwSignal::default).clone())
}

/// How the page came to look into the second copy.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// It was opened.
    Opened,
    /// Something has emptied the storage.
    Emptied,
    /// The person came back to it, and the storage had lost something.
    Returned,
}

impl App {
    /// Begins the second copy, with bringing back what the storage has lost or has in an older state.
    pub fn begin_mirror(self, tell: Tell) {
        self.look_into_mirror(tell, Occasion::Opened);
        platform::on_storage(move |key| {
            if key.is_none() {
                self.look_into_mirror(tell, Occasion::Emptied);
            }
        });
        platform::on_return(move || {
            if self.has_lost() {
                self.look_into_mirror(tell, Occasion::Returned);
            }
        });
        self.ask_to_keep_once();
    }

    /// How the second copy is doing. Follows it.
    pub fn mirror_state(self) -> MirrorState {
        state().get()
    }

    /// Empties the second copy, after everything was deleted.
    pub(super) fn empty_mirror(self) {
        let emptied = platform::empty_mirror();
        spawn_local(async move {
            match emptied.await {
                // Where there is none, nothing is in it.
                Ok(()) | Err(StorageError::Denied) => {}
                Err(_) => self.tell(self.say(Key::AppDeleteFailed).to_owned()),
            }
        });
    }

    /// Whether an assessment is open here that is not stored and does not wait to be.
    fn has_lost(self) -> bool {
        let unsaved = self.unsaved.get_untracked();
        self.shelf.with_untracked(|shelf| {
            shelf.iter().any(|shelved| {
                !unsaved.contains(&shelved.assessment.id) && self.is_gone(&shelved.assessment)
            })
        })
    }

    fn look_into_mirror(self, tell: Tell, occasion: Occasion) {
        // Without a second copy that works, the person is told at once.
        if occasion == Occasion::Emptied && !matches!(state().get_untracked(), MirrorState::Kept(_))
        {
            self.keep_what_is_open();
        }
        spawn_local(async move {
            let ring = platform::read_mirror(|news| state().set(news)).await;
            if let Some(ring) = &ring {
                // Later the ring knows of every change but those that could not be copied.
                let is_opened = occasion == Occasion::Opened;
                let noted = if is_opened { platform::noted_keys() } else { Vec::new() };
                let lacking = self.take_back(tell, ring, &noted);
                platform::keep_mirror(&lacking);
            }
            match (occasion, ring) {
                (Occasion::Opened, _) => {}
                // Deleted while this page slept and heard nothing of it.
                (Occasion::Returned, Some(_)) => self.follow_deletion(None),
                _ => self.keep_what_is_open(),
            }
        });
    }

    /// What is open and not stored any more waits to be saved again: the person is told, and can have it saved or download
    /// it. The next change of it saves it too.
    fn keep_what_is_open(self) {
        let gone: Vec<_> = self.shelf.with_untracked(|shelf| {
            let open = shelf.iter().filter(|shelved| shelved.read_only.is_none());
            let gone = open.map(|shelved| &shelved.assessment).filter(|ours| self.is_gone(ours));
            gone.map(|gone| gone.id.clone()).collect()
        });
        for id in gone {
            self.note_saved(&id, Err(StorageError::NotKept));
        }
    }

    /// Brings back what the ring has and the storage has not, shows it, and says so. Returns the keys that the ring lacks.
    fn take_back(self, tell: Tell, ring: &[Entry], noted: &[String]) -> Vec<String> {
        let Recovery { items, touched, lacking } = self.store.recover(self.model(), ring, noted);
        let mut follows = touched;
        let mut reads = false;
        for item in &items {
            match item {
                Recovered::Assessment { assessment, saved, .. }
                | Recovered::Newer { assessment, saved, .. } => match saved {
                    Ok(()) => self.no_longer_unsaved(&assessment.id),
                    Err(error) => {
                        // What could not be saved is only here.
                        let ours = self.find(&assessment.id).map(|ours| ours.assessment);
                        self.replace(match ours {
                            Some(ours) => merge(&ours, assessment),
                            None => (**assessment).clone(),
                        });
                        self.note_saved(&assessment.id, Err(error.clone()));
                    }
                },
                Recovered::Text { .. } => reads = true,
                Recovered::DeletedAgain { key, text } => {
                    if self.delete_again(key, text) {
                        follows.retain(|other| other != key);
                    }
                }
                Recovered::View { .. } | Recovered::Small { .. } => {}
            }
        }
        // Everything that is open hears of it as it would of another tab.
        for key in &follows {
            platform::announce(key);
        }
        if reads {
            self.take_in(self.store.read());
        }
        tell(self, &items);
        lacking
    }

    /// Takes an assessment from the shelf that was found deleted, and offers it back. `false` for anything else.
    fn delete_again(self, key: &str, text: &str) -> bool {
        let Some(id) = assessment_key(key) else { return false };
        let shelved = self.shelf.with_untracked(|shelf| {
            shelf.iter().find(|shelved| shelved.assessment.id == id).cloned()
        });
        if let Some(shelved) = shelved {
            self.shelf.update(|shelf| shelf.retain(|shelved| shelved.assessment.id != id));
            let deleted = Deleted::Assessment(Box::new(shelved), Some(text.to_owned()));
            self.offer_back(vec![deleted], false);
        }
        true
    }

    /// Asks the browser to keep what is stored, the first time that somebody looks at a result of their own answers: before that
    /// there is little to lose, and a browser that asks the person in turn should not do so without a reason to be seen.
    fn ask_to_keep_once(self) {
        Effect::new(move |asked: Option<bool>| {
            if asked == Some(true) {
                return true;
            }
            let route = self.route.get();
            let (Route::Results(id) | Route::Report(id)) = &route else { return false };
            let is_own = self.uses_this_model(id) == Some(true)
                && self.find(id).is_some_and(|shelved| {
                    shelved.read_only.is_none() && !shelved.assessment.entries.is_empty()
                })
                && !self.is_example(id);
            if is_own {
                spawn_local(async move {
                    let mut record = self.backup_record();
                    if !record.asked && platform::persistence().await.can_ask {
                        record.asked = true;
                        self.save_record(&record);
                        _ = platform::request_persistence().await;
                    }
                });
            }
            is_own
        });
    }
}
