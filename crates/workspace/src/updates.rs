//! New versions of the app, and whether it works without a network: what a page says and does about its service worker,
//! step by step.
//!
//! Owns the rules and knows no browser: `platform` reports what happens as [`Event`]s, the screen shows what [`Updates`] has
//! to say. The work itself, which is to keep files, is that of `public/sw.js`.

use domain::assessment::Moment;

/// A page that comes back into sight looks for a new version when the last look is so long ago, in milliseconds. One hour:
/// an installed app can stay open for weeks, and each look costs a request of at most two kilobytes.
pub const LOOK_AGAIN_MS: Moment = 3_600_000;

/// What happens to the service worker of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It is registered.
    Registered {
        /// Whether one was at work already, for this page or not.
        active: bool,
        /// Whether this page has its files from it.
        controlled: bool,
        /// Whether a newer one waits.
        waiting: bool,
    },
    /// Another one has all its files and could take over.
    Installed,
    /// Another one has taken over.
    Changed,
    /// The person wants the new version, and everything is saved.
    Asked,
}

/// What is to be said at the moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Say {
    /// Nothing.
    #[default]
    Nothing,
    /// From now on it works without a network.
    Ready,
    /// A new version waits.
    New,
    /// A new version has taken over because another tab asked for it. This page is still of the old one.
    Elsewhere,
}

/// What is to be done after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing.
    None,
    /// Telling the worker which files of whoever runs the site this page has used: it was not there when they came.
    TellFiles,
    /// Telling the worker that this page is of its version, so that it can forget older ones.
    TellVersion,
    /// Asking the worker that waits to take over.
    Update,
    /// Loading the page anew.
    Reload,
}

/// What a page knows of its service worker.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact of its own that the browser tells"
)]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Updates {
    /// What is to be said.
    pub say: Say,
    /// Whether everything is on the device, so that the page works without a network.
    pub works_offline: bool,
    active: bool,
    waiting: bool,
    asked: bool,
}

impl Updates {
    /// Takes in what has happened.
    pub fn update(&mut self, event: Event) -> Step {
        match event {
            Event::Registered { active, controlled, waiting } => {
                self.active = active;
                self.works_offline |= controlled;
                if waiting && active {
                    self.new_one();
                }
                if controlled && !waiting { Step::TellVersion } else { Step::None }
            }
            Event::Installed => {
                // The first one does not wait for anybody, and says that it is there by taking over.
                if self.active {
                    self.new_one();
                }
                Step::None
            }
            Event::Changed if self.asked => Step::Reload,
            Event::Changed => {
                let first = !self.works_offline;
                // A page that was loaded past its worker has one all the same: nothing new for the person.
                let say = match (first, self.active) {
                    (true, false) => Some(Say::Ready),
                    (true, true) => None,
                    (false, _) => Some(Say::Elsewhere),
                };
                self.say = say.unwrap_or(self.say);
                self.waiting &= first;
                (self.works_offline, self.active) = (true, true);
                if first { Step::TellFiles } else { Step::None }
            }
            Event::Asked => {
                self.asked = true;
                self.say = Say::Nothing;
                // Another tab can have been faster; then what is left is to load the page.
                if self.waiting { Step::Update } else { Step::Reload }
            }
        }
    }

    fn new_one(&mut self) {
        self.waiting = true;
        self.say = Say::New;
    }

    /// The person has read it, or wants the new version later.
    pub fn close(&mut self) {
        self.say = Say::Nothing;
    }
}

/// Whether it is time to look for a new version. A clock that was set back counts as time gone by.
pub fn is_time_to_look(last: Moment, now: Moment) -> bool {
    now < last || now - last >= LOOK_AGAIN_MS
}
