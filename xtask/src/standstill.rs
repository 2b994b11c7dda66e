//! Notices when the whole machine stood still.
//!
//! A machine that is lent out is now and then paused for minutes, and its clock goes on. Whatever waits for something then has
//! waited in vain, and says that it never came.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// How often it looks at the clock.
const TICK: Duration = Duration::from_secs(1);

/// From here on nothing but a pause explains that a look came late: the most that a busy machine has kept one waiting are a
/// few seconds.
const LONG: Duration = Duration::from_secs(30);

/// Looks at the clock until it is asked.
pub(crate) struct Watch {
    end: mpsc::Sender<()>,
    thread: JoinHandle<Duration>,
}

impl Watch {
    pub(crate) fn begin() -> Self {
        let (end, ended) = mpsc::channel();
        let thread = thread::spawn(move || {
            longest(|| {
                let before = Instant::now();
                let is_over = ended.recv_timeout(TICK) != Err(RecvTimeoutError::Timeout);
                (!is_over).then(|| before.elapsed())
            })
        });
        Self { end, thread }
    }

    /// For how long at a time the machine stood still, if it did.
    pub(crate) fn end(self) -> Option<Duration> {
        let _ = self.end.send(());
        self.thread.join().ok().filter(|longest| *longest >= LONG)
    }
}

/// The longest of all waits that were to be a tick, without the tick.
fn longest(mut wait: impl FnMut() -> Option<Duration>) -> Duration {
    let mut longest = Duration::ZERO;
    while let Some(waited) = wait() {
        longest = longest.max(waited.saturating_sub(TICK));
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::{Watch, longest};
    use std::time::Duration;

    #[test]
    fn the_longest_wait_counts_without_the_tick() {
        let mut waits = [1, 400, 2, 0].map(Duration::from_secs).into_iter();
        assert_eq!(longest(|| waits.next()), Duration::from_secs(399));
        assert_eq!(longest(|| None), Duration::ZERO);
    }

    #[test]
    fn a_machine_that_runs_has_not_stood_still() {
        assert_eq!(Watch::begin().end(), None);
    }
}
