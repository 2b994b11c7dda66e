//! What a page says and does about its service worker.

use workspace::updates::{Event, LOOK_AGAIN_MS, Say, Step, Updates, is_time_to_look};

fn registered(active: bool, controlled: bool, waiting: bool) -> Event {
    Event::Registered { active, controlled, waiting }
}

/// What is said and done after each event.
#[track_caller]
fn check(events: &[(Event, Say, Step)]) {
    let mut updates = Updates::default();
    for (place, (event, say, step)) in events.iter().enumerate() {
        let done = updates.update(*event);
        assert_eq!((updates.say, done), (*say, *step), "event {place}: {event:?}");
    }
}

#[test]
fn the_first_visit_says_when_it_is_ready() {
    check(&[
        (registered(false, false, false), Say::Nothing, Step::None),
        (Event::Installed, Say::Nothing, Step::None),
        (Event::Changed, Say::Ready, Step::TellFiles),
    ]);
}

#[test]
fn a_later_visit_says_nothing() {
    check(&[(registered(true, true, false), Say::Nothing, Step::TellVersion)]);
}

#[test]
fn a_page_loaded_past_its_worker_says_nothing() {
    check(&[
        (registered(true, false, false), Say::Nothing, Step::None),
        (Event::Changed, Say::Nothing, Step::TellFiles),
    ]);
}

#[test]
fn a_new_version_is_taken_only_when_asked_for() {
    check(&[
        (registered(true, true, false), Say::Nothing, Step::TellVersion),
        (Event::Installed, Say::New, Step::None),
        (Event::Asked, Say::Nothing, Step::Update),
        (Event::Changed, Say::Nothing, Step::Reload),
    ]);
}

#[test]
fn a_version_that_waits_already_is_offered_and_nothing_is_forgotten() {
    check(&[(registered(true, true, true), Say::New, Step::None)]);
}

#[test]
fn a_tab_that_did_not_ask_is_told_and_not_reloaded() {
    check(&[
        (registered(true, true, false), Say::Nothing, Step::TellVersion),
        (Event::Installed, Say::New, Step::None),
        (Event::Changed, Say::Elsewhere, Step::None),
        // What is left of asking is to load the page.
        (Event::Asked, Say::Nothing, Step::Reload),
    ]);
}

#[test]
fn the_first_visit_can_meet_an_update() {
    check(&[
        (registered(false, false, false), Say::Nothing, Step::None),
        (Event::Changed, Say::Ready, Step::TellFiles),
        (Event::Installed, Say::New, Step::None),
        (Event::Asked, Say::Nothing, Step::Update),
        (Event::Changed, Say::Nothing, Step::Reload),
    ]);
}

#[test]
fn what_is_closed_stays_closed_until_there_is_news() {
    let mut updates = Updates::default();
    updates.update(registered(true, true, true));
    updates.close();
    assert_eq!(updates.say, Say::Nothing);
    assert_eq!(updates.update(Event::Changed), Step::None);
    assert_eq!(updates.say, Say::Elsewhere);
}

#[test]
fn nothing_but_asking_ever_reloads() {
    let events = [
        registered(false, false, false),
        registered(true, false, false),
        registered(true, true, false),
        registered(true, true, true),
        Event::Installed,
        Event::Changed,
    ];
    // Every order of up to four events.
    for code in 0..events.len().pow(4) {
        let mut updates = Updates::default();
        for place in 0..4 {
            let event = events[code / events.len().pow(place) % events.len()];
            let step = updates.update(event);
            assert!(!matches!(step, Step::Reload | Step::Update), "{code}: {event:?}");
        }
    }
}

#[test]
fn looks_again_after_an_hour_or_when_the_clock_was_set_back() {
    assert!(!is_time_to_look(1_000, 1_000));
    assert!(!is_time_to_look(1_000, 1_000 + LOOK_AGAIN_MS - 1));
    assert!(is_time_to_look(1_000, 1_000 + LOOK_AGAIN_MS));
    assert!(is_time_to_look(1_000, 999));
}
