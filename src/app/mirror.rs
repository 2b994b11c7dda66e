//! The second copy as the app uses it: what is brought back from it when the page opens or something has emptied the
//! storage. Only what is loaded later reaches it, which also has the words for what was brought back.

use std::cell::OnceCell;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::App;
use crate::platform::{self, MirrorState};
use domain::text::Key;
use workspace::{
    Occasion,
    route::Route,
    store::{Recovered, Recovery, StorageError},
};

/// Tells the person what was brought back.
type Tell = fn(App, &[Recovered]);

thread_local! {
    static STATE: OnceCell<ArcRwSignal<MirrorState>> = const { OnceCell::new() };
}

fn state() -> ArcRwSignal<MirrorState> {
    STATE.with(|state| state.get_or_init(ArcRwSignal::default).clone())
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
            if self.desk().has_lost() {
                self.look_into_mirror(tell, Occasion::Returned);
            }
        });
        // What could not be compared while the storage was closed is compared when it is open again.
        Effect::new(move |_| {
            if self.trouble.with(Option::is_none) && self.desk().has_to_look_back() {
                self.look_into_mirror(tell, Occasion::Opened);
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

    fn look_into_mirror(self, tell: Tell, occasion: Occasion) {
        // Without a second copy that works, the person is told at once.
        if occasion == Occasion::Emptied && !matches!(state().get_untracked(), MirrorState::Kept(_))
        {
            let mut desk = self.desk();
            desk.keep_what_is_open();
            self.show(desk);
        }
        spawn_local(async move {
            let ring = platform::read_mirror(|news| state().set(news)).await;
            // Empty unless something could not be copied, or nothing is copied yet.
            let noted = platform::noted_keys();
            let mut desk = self.desk();
            let recovery = desk.look_back(self.model(), occasion, ring.as_deref(), &noted);
            self.show(desk);
            let Some(Recovery { items, touched, lacking, behind }) = recovery else { return };
            // Whatever else shows what is stored hears of it as it would of another tab.
            for key in &touched {
                platform::announce(key);
            }
            tell(self, &items);
            if !self.desk().has_to_look_back() {
                platform::keep_mirror(&lacking, &behind);
            }
        });
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
