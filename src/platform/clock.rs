//! What time it is.

use domain::assessment::{Date, Moment};
use workspace::Clock;

/// The time of the clock on the wall, for showing dates.
pub fn now() -> Moment {
    js_sys::Date::now().max(0.0) as Moment
}

/// The same moved by the time zone, so that its day in UTC is the day of the calendar on the wall.
pub fn local_now() -> Moment {
    let minutes = js_sys::Date::new_0().get_timezone_offset();
    (js_sys::Date::now() - minutes * 60_000.0).max(0.0) as Moment
}

/// The day where the person is, for names of files.
pub fn today() -> Option<Date> {
    Date::of(local_now())
}

/// The time since the page was opened, in milliseconds with fractions. For measuring how long something takes; the clock on
/// the wall can be set.
pub fn now_precise() -> f64 {
    let performance = web_sys::window().and_then(|window| window.performance());
    performance.map_or_else(js_sys::Date::now, |performance| performance.now())
}

/// The clock on the wall as a [`Clock`].
#[derive(Clone, Copy, Debug)]
pub struct BrowserClock;

impl Clock for BrowserClock {
    fn now(&self) -> Moment {
        now()
    }
}
