//! The second copy: what of it is kept, and what it brings back.

use domain::{
    assessment::{Assessment, Msg, update},
    wire::{Settings, Theme, read_assessment, write_assessment, write_settings},
};
use proptest::prelude::*;
use workspace::store::{
    DELETIONS, Entry, Recovered, Recovery, Saying, StorageError, VERSIONS, stamp, surplus,
    surplus_within, units,
};

use crate::{
    store::{Shelf, Trouble, damaged, key_of, tab},
    support::{NOW, answer, answered, model},
};

/// A ring of texts, in the order of saving; a key alone is a deletion of what was saved under it before.
fn ring(sayings: &[(&str, Option<&str>)]) -> Vec<Entry> {
    let mut ring: Vec<Entry> = Vec::new();
    for (place, (key, text)) in sayings.iter().enumerate() {
        let saying = match text {
            Some(text) => Saying::Text((*text).to_owned()),
            None => Saying::Deleted(
                ring.iter()
                    .filter(|entry| entry.key == *key)
                    .filter_map(|entry| match &entry.saying {
                        Saying::Text(text) => Some(stamp(text)),
                        Saying::Deleted(_) => None,
                    })
                    .collect(),
            ),
        };
        // Sequences have gaps where entries went.
        ring.push(Entry { sequence: 3 * place as u64 + 7, key: (*key).to_owned(), saying });
    }
    ring
}

fn recover(shelf: &Shelf, ring: &[Entry]) -> Recovery {
    tab(shelf).0.recover(model(), ring, &[])
}

fn answered_more(assessment: &Assessment, answers: &[(&str, &str)]) -> Assessment {
    answers.iter().fold(assessment.clone(), |assessment, (practice, word)| {
        update(&assessment, Msg::SetAnswer((*practice).to_owned(), answer(word)), NOW)
    })
}

fn three_states() -> [Assessment; 3] {
    let first = answered(&["1 2 3 4 5"]);
    let practices: Vec<String> = first.entries.keys().cloned().collect();
    let second = answered_more(&first, &[(&practices[0], "4")]);
    let third = answered_more(&second, &[(&practices[1], "5"), (&practices[2], "1")]);
    [first, second, third]
}

// ---- bringing back ----

#[test]
fn nothing_happens_where_both_are_the_same() {
    let [.., last] = three_states();
    let (key, text) = (key_of(&last), write_assessment(&last));
    let shelf = Shelf::holding(&last);
    let before = shelf.texts();
    assert_eq!(recover(&shelf, &ring(&[(&key, Some(&text))])), Recovery::default());
    assert_eq!(shelf.texts(), before);
}

#[test]
fn what_is_lost_comes_back_to_the_letter() {
    let [first, _, last] = three_states();
    let key = key_of(&last);
    let shelf = Shelf::default();
    let texts = [first, last.clone()].map(|state| write_assessment(&state));
    let found = recover(&shelf, &ring(&[(&key, Some(&texts[0])), (&key, Some(&texts[1]))]));
    let item = Recovered::Assessment { assessment: Box::new(last), answers: 7, saved: Ok(()) };
    assert_eq!(found.items, [item]);
    assert_eq!(found.touched, std::slice::from_ref(&key));
    assert_eq!(found.lacking, Vec::<String>::new());
    assert_eq!(shelf.texts()[&key], texts[1]);
}

#[test]
fn an_older_state_is_brought_up_to_date_and_counted() {
    let [first, _, last] = three_states();
    let key = key_of(&last);
    let shelf = Shelf::holding(&first);
    let found = recover(&shelf, &ring(&[(&key, Some(&write_assessment(&last)))]));
    let item = Recovered::Newer { assessment: Box::new(last.clone()), parts: 3, saved: Ok(()) };
    assert_eq!(found.items, [item]);
    assert_eq!(shelf.stored(&last.id), last);
}

#[test]
fn a_newer_state_is_left_alone_and_goes_into_the_ring() {
    let [first, second, last] = three_states();
    let key = key_of(&last);
    let shelf = Shelf::holding(&last);
    let before = shelf.texts();
    let texts = [first, second].map(|state| write_assessment(&state));
    let found = recover(&shelf, &ring(&[(&key, Some(&texts[0])), (&key, Some(&texts[1]))]));
    assert_eq!(found, Recovery { lacking: vec![key], ..Recovery::default() });
    assert_eq!(shelf.texts(), before);
}

#[test]
fn two_ways_from_one_state_are_put_together() {
    let [first, ..] = three_states();
    let practices: Vec<String> = first.entries.keys().cloned().collect();
    let here = answered_more(&first, &[(&practices[3], "1")]);
    let copy = answered_more(&first, &[(&practices[4], "1"), (&practices[0], "4")]);
    let shelf = Shelf::holding(&here);
    let found = recover(&shelf, &ring(&[(&key_of(&copy), Some(&write_assessment(&copy)))]));
    assert!(matches!(found.items[..], [Recovered::Newer { parts: 2, .. }]), "{found:?}");
    let both = shelf.stored(&first.id);
    for (place, word) in [(0, "4"), (3, "1"), (4, "1")] {
        assert_eq!(both.answer(&practices[place]), answer(word), "{place}");
    }
    // What was put together is in the ring next.
    assert_eq!(found.lacking, [key_of(&copy)]);
}

#[test]
fn clocks_decide_nothing() {
    let [first, _, last] = three_states();
    // The clock was set back by a year between the two.
    let copy = Assessment { changed: first.changed - 31_536_000_000, ..last.clone() };
    let shelf = Shelf::holding(&first);
    recover(&shelf, &ring(&[(&key_of(&copy), Some(&write_assessment(&copy)))]));
    assert_eq!(shelf.stored(&last.id).entries, last.entries);
}

#[test]
fn an_entry_that_cannot_be_read_is_skipped() {
    let [first, second, last] = three_states();
    let key = key_of(&last);
    let good = write_assessment(&second);
    let torn = &write_assessment(&last)[..100];
    let other = write_assessment(&answered(&["1"])).replace(first.id.as_str(), "somebody-else");
    for bad in [torn, "", "[]", &other] {
        let shelf = Shelf::default();
        let found = recover(&shelf, &ring(&[(&key, Some(&good)), (&key, Some(bad))]));
        assert!(matches!(found.items[..], [Recovered::Assessment { answers: 7, .. }]), "{bad}");
        assert_eq!(shelf.texts()[&key], good, "{bad}");
    }
    // Whole before damaged, and damaged before nothing.
    let half = damaged(&last);
    let shelf = Shelf::default();
    recover(&shelf, &ring(&[(&key, Some(&good)), (&key, Some(&half))]));
    assert_eq!(shelf.texts()[&key], good);
    let shelf = Shelf::default();
    recover(&shelf, &ring(&[(&key, Some(&half))]));
    assert_eq!(shelf.texts()[&key], half);
}

#[test]
fn a_stored_text_that_cannot_be_read_is_put_aside_and_replaced() {
    let [_, second, last] = three_states();
    let key = key_of(&last);
    let good = write_assessment(&second);
    let shelf = Shelf::with([(key.as_str(), "{\"torn")]);
    let found = recover(&shelf, &ring(&[(&key, Some(&good))]));
    assert!(matches!(found.items[..], [Recovered::Assessment { .. }]), "{found:?}");
    let aside = format!("twelvefold:aside:a:{}:1", last.id.as_str());
    assert_eq!(shelf.texts()[&aside], "{\"torn");
    assert_eq!(shelf.texts()[&key], good);
}

#[test]
fn what_was_deleted_stays_deleted() {
    let [first, _, last] = three_states();
    let key = key_of(&last);
    let texts = [&first, &last].map(write_assessment);
    let deleted = ring(&[(&key, Some(&texts[0])), (&key, Some(&texts[1])), (&key, None)]);
    let shelf = Shelf::default();
    assert_eq!(recover(&shelf, &deleted), Recovery::default());
    assert_eq!(shelf.keys_now(), Vec::<String>::new());

    // The storage had not kept the deletion, and has one of the texts that were deleted.
    for (state, text) in [first.clone(), last.clone()].iter().zip(&texts) {
        let shelf = Shelf::holding(state);
        let found = recover(&shelf, &deleted);
        let item = Recovered::DeletedAgain { key: key.clone(), text: text.clone() };
        assert_eq!(found.items, [item]);
        assert_eq!(shelf.keys_now(), Vec::<String>::new());
    }

    // Something else is there by now: brought back from a backup, or by another version. That is nobody's to delete.
    let other = Assessment { name: "Another".to_owned(), ..last.clone() };
    let shelf = Shelf::holding(&other);
    let found = recover(&shelf, &deleted);
    assert_eq!(found, Recovery { lacking: vec![key.clone()], ..Recovery::default() });
    assert_eq!(shelf.stored(&last.id), other);

    // Saved again after the deletion.
    let mut again = deleted;
    again.push(Entry { sequence: 100, key: key.clone(), saying: Saying::Text(texts[1].clone()) });
    let shelf = Shelf::default();
    recover(&shelf, &again);
    assert_eq!(shelf.keys_now(), [key]);
}

#[test]
fn what_a_newer_version_wrote_is_given_back_untouched() {
    let [first, _, last] = three_states();
    let key = key_of(&last);
    let newer = write_assessment(&last).replacen("\"schema\":2", "\"schema\":99", 1);
    assert!(read_assessment(&newer).is_err());
    let shelf = Shelf::default();
    let found = recover(&shelf, &ring(&[(&key, Some(&newer))]));
    assert_eq!(found.items, [Recovered::Text { key: key.clone() }]);
    assert_eq!(shelf.texts()[&key], newer);

    // Beside what is here, and once.
    let shelf = Shelf::holding(&first);
    let entries = ring(&[(&key, Some(&newer))]);
    let aside = format!("twelvefold:aside:a:{}:1", last.id.as_str());
    let found = recover(&shelf, &entries);
    assert_eq!(found.items, [Recovered::Text { key: aside.clone() }]);
    assert_eq!(shelf.texts()[&aside], newer);
    assert_eq!(shelf.stored(&first.id), first);
    assert_eq!(recover(&shelf, &entries).items, []);

    // What is stored is of a newer version: nothing older is put into it.
    let shelf = Shelf::with([(key.as_str(), newer.as_str())]);
    let found = recover(&shelf, &ring(&[(&key, Some(&write_assessment(&last)))]));
    assert_eq!(found.items, []);
    assert_eq!(shelf.texts()[&key], newer);
}

#[test]
fn settings_come_back_where_they_are_missing_or_known_to_be_older() {
    let key = "twelvefold:settings";
    let [auto, dark, light] = [Theme::Auto, Theme::Dark, Theme::Light]
        .map(|theme| write_settings(&Settings { theme, ..Settings::default() }));
    let saved = ring(&[(key, Some(&auto)), (key, Some(&dark))]);
    let item = [Recovered::Small { key: key.to_owned() }];
    for (here, expected, items) in [
        (None, &dark, &item[..]),
        (Some(&auto), &dark, &item[..]),
        (Some(&dark), &dark, &[]),
        (Some(&light), &light, &[]),
    ] {
        let shelf = Shelf::with(here.map(|text| (key, text.as_str())));
        assert_eq!(recover(&shelf, &saved).items, items, "{here:?}");
        assert_eq!(&shelf.texts()[key], expected, "{here:?}");
    }
    let shelf = Shelf::default();
    recover(&shelf, &ring(&[(key, Some(&dark)), (key, Some("torn"))]));
    assert_eq!(shelf.texts()[key], dark);
}

#[test]
fn what_was_done_before_the_ring_was_read_stands() {
    let key = "twelvefold:settings";
    let [auto, dark] = [Theme::Auto, Theme::Dark]
        .map(|theme| write_settings(&Settings { theme, ..Settings::default() }));
    let [first, ..] = three_states();
    let (own, text) = (key_of(&first), write_assessment(&first));
    let take = |shelf: &Shelf, saved: &[Entry], is_removed: bool| {
        let noted = [(key.to_owned(), false), (own.clone(), is_removed)];
        tab(shelf).0.recover(model(), saved, &noted)
    };
    // Deleted, and set back.
    let shelf = Shelf::with([(key, auto.as_str())]);
    let saved = ring(&[(key, Some(&auto)), (key, Some(&dark)), (&own, Some(&text))]);
    assert_eq!(take(&shelf, &saved, true).items, []);
    assert_eq!(shelf.texts()[key], auto);
    assert!(!shelf.texts().contains_key(&own));
    // Restored from a backup, after a deletion at an earlier visit.
    let shelf = Shelf::with([(own.as_str(), text.as_str())]);
    let saved = ring(&[(&own, Some(&text)), (&own, None)]);
    let found = take(&shelf, &saved, false);
    assert_eq!((found.items, found.lacking), (Vec::new(), vec![own.clone()]));
    assert_eq!(shelf.texts()[&own], text);
    // Written, and lost before the ring knew of it.
    let shelf = Shelf::default();
    let found = take(&shelf, &ring(&[(&own, Some(&text))]), false);
    assert!(matches!(&found.items[..], [Recovered::Assessment { .. }]), "{:?}", found.items);
    assert_eq!(shelf.texts()[&own], text);
}

#[test]
fn what_could_not_be_brought_back_stays_the_last_that_the_ring_has() {
    let [first, _, last] = three_states();
    let (key, older) = (key_of(&first), write_assessment(&first));
    let entries = ring(&[(&key, Some(&older)), (&key, Some(&write_assessment(&last)))]);
    for trouble in [Trouble::Full, Trouble::Forgetful] {
        let shelf = Shelf::holding(&first);
        shelf.trouble(trouble);
        assert_eq!(recover(&shelf, &entries).lacking, Vec::<String>::new(), "{trouble:?}");
        // Of a newer version, and older than what the ring has: no room to put that beside.
        let stored = older.replacen("\"schema\":2", "\"schema\":99", 1);
        let shelf = Shelf::with([(key.as_str(), stored.as_str())]);
        shelf.trouble(trouble);
        assert_eq!(recover(&shelf, &entries).lacking, Vec::<String>::new(), "{trouble:?}");
        // Another state than any that the ring knows.
        let shelf = Shelf::holding(&answered_more(&first, &[("vv-direction", "2")]));
        shelf.trouble(trouble);
        assert_eq!(recover(&shelf, &entries).lacking, Vec::<String>::new(), "{trouble:?}");
    }
}

#[test]
fn keys_of_others_are_not_ours() {
    let shelf = Shelf::with([("another", "theirs")]);
    let found = recover(&shelf, &ring(&[("theirs", Some("text")), ("another", Some("older"))]));
    assert_eq!(found, Recovery::default());
    assert_eq!(shelf.keys_now(), ["another"]);
    // A key of a version that knows more is ours.
    recover(&shelf, &ring(&[("twelvefold:of-tomorrow", Some("text"))]));
    assert_eq!(shelf.texts()["twelvefold:of-tomorrow"], "text");
}

#[test]
fn a_storage_in_trouble_loses_nothing_of_it() {
    let [first, _, last] = three_states();
    let entries = ring(&[(&key_of(&last), Some(&write_assessment(&last)))]);
    let full = Shelf::default();
    full.trouble(Trouble::Full);
    let found = recover(&full, &entries);
    let saved = Err(StorageError::Full);
    let assessment = Box::new(last.clone());
    assert_eq!(found.items, [Recovered::Assessment { assessment, answers: 7, saved }]);

    let full = Shelf::holding(&first);
    full.trouble(Trouble::Full);
    let found = recover(&full, &entries);
    let Recovered::Newer { assessment, saved: Err(StorageError::Full), .. } = &found.items[0]
    else {
        panic!("{found:?}");
    };
    assert_eq!(assessment.entries, last.entries);
    assert_eq!(full.stored(&first.id), first);

    let denied = Shelf::default();
    denied.trouble(Trouble::Denied);
    assert_eq!(recover(&denied, &entries), Recovery::default());
}

// ---- limits ----

fn kept(ring: &[Entry]) -> Vec<&Entry> {
    let gone = surplus(ring);
    ring.iter().filter(|entry| !gone.contains(&entry.sequence)).collect()
}

#[test]
fn the_last_states_are_kept() {
    let entries = ring(&[
        ("twelvefold:a:1", Some("a")),
        ("twelvefold:a:2", Some("z")),
        ("twelvefold:a:1", Some("b")),
        ("twelvefold:a:1", Some("c")),
        ("twelvefold:a:1", Some("d")),
    ]);
    let texts: Vec<&Saying> = kept(&entries).into_iter().map(|entry| &entry.saying).collect();
    assert_eq!(VERSIONS, 3);
    let expected = ["z", "b", "c", "d"].map(|text| Saying::Text(text.to_owned()));
    assert_eq!(texts, expected.iter().collect::<Vec<_>>());
}

#[test]
fn of_what_was_deleted_no_text_is_kept() {
    let key = "twelvefold:a:1";
    let entries = ring(&[(key, Some("a")), (key, Some("b")), (key, None)]);
    assert_eq!(kept(&entries), [&entries[2]]);
    let entries = ring(&[(key, Some("a")), (key, None), (key, Some("b"))]);
    assert_eq!(kept(&entries), [&entries[2]]);
    let many: Vec<String> = (0..DELETIONS + 5).map(|n| format!("twelvefold:a:{n}")).collect();
    let deletions: Vec<(&str, Option<&str>)> =
        many.iter().map(|key| (key.as_str(), None)).collect();
    let entries = ring(&deletions);
    assert_eq!(kept(&entries), entries[5..].iter().collect::<Vec<_>>());
}

#[test]
fn the_oldest_go_when_there_is_no_room_but_never_the_last_of_a_key() {
    // With the key, 100 units each.
    let text = "x".repeat(100 - "twelvefold:a:1".len());
    let (one, two) = ("twelvefold:a:1", "twelvefold:a:2");
    let entries = ring(&[one, two, one, two, two].map(|key| (key, Some(text.as_str()))));
    let sequences: Vec<u64> = entries.iter().map(|entry| entry.sequence).collect();
    for (most, gone) in [
        (500, &sequences[..0]),
        // Down to three quarters: 374 is room for three.
        (499, &sequences[..2]),
        // The third is the last of its key, so the fourth goes.
        (300, &[sequences[0], sequences[1], sequences[3]]),
        (10, &[sequences[0], sequences[1], sequences[3]]),
    ] {
        assert_eq!(surplus_within(&entries, most), gone, "{most}");
    }
}

proptest! {
    #[test]
    fn whatever_goes_the_last_of_every_key_stays(
        sayings in prop::collection::vec((0_usize..6, prop::option::of(0_usize..30)), 0..60),
        most in 150_usize..900,
    ) {
        let keys: Vec<String> = (0..6).map(|n| format!("twelvefold:a:{n}")).collect();
        let texts: Vec<String> = (0..30).map(|n| "y".repeat(n)).collect();
        let sayings: Vec<(&str, Option<&str>)> = sayings
            .iter()
            .map(|(key, text)| (keys[*key].as_str(), text.map(|n| texts[n].as_str())))
            .collect();
        let entries = ring(&sayings);
        let gone = surplus_within(&entries, most);
        let kept: Vec<Entry> =
            entries.iter().filter(|entry| !gone.contains(&entry.sequence)).cloned().collect();
        for key in &keys {
            let last = entries.iter().rev().find(|entry| entry.key == *key);
            let still = kept.iter().rev().find(|entry| entry.key == *key);
            prop_assert_eq!(last, still);
            prop_assert!(kept.iter().filter(|entry| entry.key == *key).count() <= VERSIONS);
        }
        let lasts: usize = keys
            .iter()
            .filter_map(|key| kept.iter().rev().find(|entry| entry.key == *key))
            .map(|last| units(std::slice::from_ref(last)))
            .sum();
        prop_assert!(units(&kept) <= most.max(lasts), "{} of {most}", units(&kept));
        prop_assert_eq!(surplus_within(&kept, most), Vec::<u64>::new());
    }
}
