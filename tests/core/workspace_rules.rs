//! What a workspace promises, one rule at a time: whatever storage does, whoever else is open, and whatever is deleted.
//! Long histories of all of it together are random.

use cohort::{Named, View, response::Response};
use domain::{
    assessment::{Assessment, AssessmentId, Moment, Msg, ResponseId, ViewId},
    wire::{Settings, Theme, read_backup, write_assessment},
};
use serde_json::Value;
use workspace::{
    Deleted, Occasion, Part, STEPS, Said, Workspace,
    store::{Entry, ReadOnly, Recovered, Saying, StorageError},
};

use crate::{
    store::{Shelf, Trouble, damaged, key_of, newer},
    support::{FULL, NOW, Wall, answer, answered, id, model},
};

type Tab = Workspace<Shelf, Wall>;

fn tab(shelf: &Shelf) -> Tab {
    tab_at(shelf, NOW)
}

fn tab_at(shelf: &Shelf, now: Moment) -> Tab {
    Workspace::open(shelf.clone(), Wall::at(now))
}

const ONE: &str = "rm-framework";
const TWO: &str = "rm-segments";

fn says(practice: &str, word: &str) -> Msg {
    Msg::SetAnswer(practice.to_owned(), answer(word))
}

fn port() -> Assessment {
    answered(&["1 2 3 4 5"])
}

/// The same under another id and name.
fn named(text: &str) -> Assessment {
    Assessment { id: id(text), name: text.to_owned(), ..port() }
}

/// What a tab shows of a practice.
fn shown(tab: &Tab, id: &AssessmentId, practice: &str) -> Option<domain::assessment::Answer> {
    tab.find(id).and_then(|found| found.assessment.answer(practice))
}

/// Lets a tab hear that a key was written or removed.
fn hear(tab: &mut Tab, assessment: &Assessment) {
    tab.other_tab(model(), Some(&key_of(assessment)));
}

/// A ring in which these texts were saved, one after the other.
fn ring(texts: &[(&str, &str)]) -> Vec<Entry> {
    texts
        .iter()
        .enumerate()
        .map(|(place, (key, text))| Entry {
            sequence: place as u64,
            key: (*key).to_owned(),
            saying: Saying::Text((*text).to_owned()),
        })
        .collect()
}

// ---- trouble with storage ----

fn troubles() -> [(Trouble, StorageError); 4] {
    [
        (Trouble::Denied, StorageError::Denied),
        (Trouble::Full, StorageError::Full),
        (Trouble::Forgetful, StorageError::NotKept),
        (Trouble::Strange, StorageError::Other("out of order".to_owned())),
    ]
}

#[test]
fn whatever_storage_does_one_goes_on_from_memory_and_everything_is_saved_once_it_works() {
    for (trouble, error) in troubles() {
        let shelf = Shelf::default();
        let mut desk = tab(&shelf);
        shelf.trouble(trouble);
        let id = desk.begin(7, "Port", FULL, model());
        desk.change(&id, says(ONE, "4"));
        desk.change(&id, says(TWO, "NA"));
        assert_eq!(desk.trouble(), Some(&error));
        assert_eq!((desk.unsaved(), desk.is_unsaved()), (&[id.clone()][..], true));
        assert_eq!(shown(&desk, &id, ONE), answer("4"));
        assert!(shelf.texts().is_empty());

        // It is in a backup all the same.
        let backup = read_backup(&desk.backup()).unwrap();
        assert_eq!(backup.parts.len(), 1, "{error:?}");
        assert!(desk.backup().contains(id.as_str()));

        // Trying again while it still fails changes nothing.
        _ = desk.changes();
        desk.retry(model());
        assert!(desk.changes().is_empty(), "{error:?}");
        assert_eq!((desk.trouble(), desk.unsaved().len()), (Some(&error), 1));

        shelf.trouble(Trouble::None);
        desk.retry(model());
        let changes = desk.changes();
        assert!(changes.has(Part::Trouble) && changes.has(Part::Unsaved));
        assert_eq!(changes.said, [Said::Saved]);
        assert_eq!((desk.trouble(), desk.is_unsaved()), (None, false));
        let again = tab(&shelf);
        assert_eq!(shown(&again, &id, ONE), answer("4"), "{error:?}");
        assert_eq!(shown(&again, &id, TWO), answer("NA"), "{error:?}");
    }
}

#[test]
fn the_next_answer_saves_also_what_could_not_be_saved_before() {
    let shelf = Shelf::default();
    let mut desk = tab(&shelf);
    shelf.trouble(Trouble::Full);
    let id = desk.begin(7, "", FULL, model());
    desk.change(&id, says(ONE, "4"));
    shelf.trouble(Trouble::None);
    desk.change(&id, says(TWO, "2"));
    assert_eq!((desk.trouble(), desk.is_unsaved()), (None, false));
    assert_eq!(shelf.stored(&id).answer(ONE), answer("4"));
    assert_eq!(shelf.stored(&id).answer(TWO), answer("2"));
}

#[test]
fn what_is_stored_comes_once_a_storage_that_was_denied_works() {
    let shelf = Shelf::holding(&port());
    shelf.put("twelvefold:aside:a:torn-one:1", "{");
    shelf.trouble(Trouble::Denied);
    let mut desk = tab(&shelf);
    assert_eq!((desk.trouble(), desk.shelf().len()), (Some(&StorageError::Denied), 0));
    shelf.trouble(Trouble::None);
    desk.retry(model());
    assert_eq!(desk.trouble(), None);
    assert_eq!(desk.find(&port().id).unwrap().assessment, port());
    assert_eq!(desk.set_aside().len(), 1);
}

#[test]
fn what_was_answered_is_there_when_it_is_opened_anew() {
    let shelf = Shelf::default();
    let mut desk = tab(&shelf);
    let id = desk.begin(7, "", FULL, model());
    desk.change(&id, says(ONE, "3"));
    desk.change(&id, says(TWO, "DK"));
    desk.change_settings(|settings| settings.theme = Theme::Dark);
    let again = tab(&shelf);
    assert_eq!(again.shelf(), desk.shelf());
    assert_eq!(again.settings().theme, Theme::Dark);
}

#[test]
fn what_is_only_proposed_is_stored_with_its_first_answer() {
    let shelf = Shelf::default();
    let mut desk = tab(&shelf);
    let id = desk.propose(7, FULL, model());
    assert!(shelf.texts().is_empty());
    // However long nobody answers, and whatever is looked into meanwhile, it stays.
    desk.follow_deletion(None);
    desk.look_back(model(), Occasion::Opened, Some(&[]), &[]);
    assert!(!desk.has_lost());
    desk.look_back(model(), Occasion::Returned, Some(&[]), &[]);
    desk.change(&id, says(ONE, "4"));
    assert_eq!(shelf.stored(&id).answer(ONE), answer("4"));
    assert_eq!(desk.offer().deleted, []);
}

#[test]
fn of_a_damaged_answer_without_room_for_a_copy_nothing_is_changed() {
    let text = damaged(&port());
    let shelf = Shelf::with([(key_of(&port()).as_str(), text.as_str())]);
    let before = shelf.texts();
    shelf.trouble(Trouble::Full);
    let mut desk = tab(&shelf);
    assert_eq!(desk.find(&port().id).unwrap().read_only, Some(ReadOnly::Damaged));
    assert!(!desk.change(&port().id, says(ONE, "5")));
    assert_eq!(shelf.texts(), before);
}

// ---- written by a newer version ----

#[test]
fn a_newer_version_in_another_tab_is_not_written_over_and_the_answer_is_in_a_backup() {
    let shelf = Shelf::holding(&port());
    let mut desk = tab(&shelf);
    shelf.put(&key_of(&port()), &newer(&port()));
    let before = shelf.texts();
    for turn in 0..2 {
        if turn == 0 {
            desk.change(&port().id, says(TWO, "2"));
        } else {
            desk.retry(model());
        }
        assert_eq!(desk.trouble(), Some(&StorageError::Newer));
        assert_eq!(shelf.texts(), before);
    }
    let backup: Value = serde_json::from_str(&desk.backup()).unwrap();
    assert_eq!(backup["assessments"][0]["answers"][TWO]["value"], 2);
}

#[test]
fn what_a_newer_version_wrote_comes_back_whole_after_it_was_deleted() {
    let text = newer(&port());
    let shelf = Shelf::with([(key_of(&port()).as_str(), text.as_str())]);
    let before = shelf.texts();
    let mut desk = tab(&shelf);
    assert!(!desk.change(&port().id, says(ONE, "2")), "it can only be looked at");
    desk.delete(&port().id);
    assert!(shelf.texts().is_empty() && desk.find(&port().id).is_none());
    desk.undo();
    assert_eq!(shelf.texts(), before);
    let back = desk.find(&port().id).unwrap();
    assert_eq!(back.read_only, Some(ReadOnly::Newer { schema: 999 }));
}

// ---- deleting ----

#[test]
fn what_was_deleted_comes_back_all_together_or_stays_deleted() {
    let shelf = Shelf::holding(&port());
    shelf.put(&key_of(&named("farm")), &write_assessment(&named("farm")));
    let before = shelf.texts();
    let mut desk = tab(&shelf);
    for id in [port().id, named("farm").id] {
        desk.delete(&id);
    }
    assert!(shelf.texts().is_empty() && desk.shelf().is_empty());
    assert_eq!((desk.offer().deleted.len(), desk.offer().elsewhere), (2, false));
    desk.undo();
    assert_eq!((shelf.texts(), desk.shelf().len()), (before, 2));
    assert_eq!(desk.offer().deleted, []);
    let names =
        |said: &[Said]| said.iter().filter(|said| matches!(said, Said::BroughtBack(_))).count();
    assert_eq!(names(&desk.changes().said), 2);

    // Without that, and opened anew.
    desk.delete(&port().id);
    let again = tab(&shelf);
    assert!(again.find(&port().id).is_none() && again.find(&named("farm").id).is_some());
    assert_eq!(again.offer().deleted, []);
}

#[test]
fn a_text_that_was_set_aside_goes_when_the_person_says_so_and_comes_back() {
    let shelf = Shelf::with([("twelvefold:a:torn-one", "{")]);
    let aside = "twelvefold:aside:a:torn-one:1";
    let mut desk = tab(&shelf);
    desk.discard_aside(aside);
    assert!(desk.set_aside().is_empty() && shelf.texts().is_empty());
    assert!(matches!(desk.offer().deleted[..], [Deleted::Text(..)]));
    _ = desk.changes();
    desk.undo();
    assert_eq!(desk.changes().said, [Said::TextBroughtBack(aside.to_owned())]);
    assert_eq!(shelf.texts()[aside], "{");
    assert_eq!(desk.set_aside().len(), 1);
}

#[test]
fn what_another_tab_deletes_goes_here_too_and_can_be_brought_back_from_both() {
    let shelf = Shelf::holding(&port());
    let (mut mine, mut theirs) = (tab(&shelf), tab(&shelf));
    theirs.delete(&port().id);
    hear(&mut mine, &port());
    assert!(mine.find(&port().id).is_none());
    assert!(mine.offer().elsewhere);
    mine.undo();
    assert_eq!(shelf.stored(&port().id), port());
    hear(&mut theirs, &port());
    assert_eq!(theirs.find(&port().id).unwrap().assessment, port());
}

#[test]
fn what_waits_to_be_saved_is_newer_than_a_deletion_elsewhere() {
    let shelf = Shelf::holding(&port());
    let (mut mine, mut theirs) = (tab(&shelf), tab(&shelf));
    shelf.trouble(Trouble::Full);
    mine.change(&port().id, says(ONE, "5"));
    shelf.trouble(Trouble::None);
    theirs.delete(&port().id);
    hear(&mut mine, &port());
    assert_eq!(shown(&mine, &port().id, ONE), answer("5"));
    mine.retry(model());
    assert_eq!(shelf.stored(&port().id).answer(ONE), answer("5"));
}

#[test]
fn deleting_everything_leaves_only_what_belongs_to_others() {
    let foreign = [("another", "not ours"), ("another:twelvefold:a:x", "not ours either")];
    let shelf = Shelf::with(foreign);
    for (key, text) in [
        (key_of(&port()), write_assessment(&port())),
        ("twelvefold:a:torn-one".to_owned(), "{\"half\": ".to_owned()),
        ("twelvefold:of-another-version".to_owned(), "x".to_owned()),
    ] {
        shelf.put(&key, &text);
    }
    let mut desk = tab(&shelf);
    desk.change_settings(|settings| settings.theme = Theme::Dark);
    desk.delete(&port().id);
    desk.undo();
    assert!(desk.delete_everything());
    let changes = desk.changes();
    assert!(Part::ALL.iter().all(|part| changes.has(*part)));
    assert_eq!(changes.said.last(), Some(&Said::Emptied));
    assert_eq!(shelf.texts(), Shelf::with(foreign).texts());
    assert!(desk.shelf().is_empty() && desk.set_aside().is_empty());
    assert_eq!((desk.settings().theme, desk.offer().deleted.len()), (Theme::Auto, 0));
    assert!(tab(&shelf).shelf().is_empty());

    // What cannot be removed is said.
    shelf.put(&key_of(&port()), &write_assessment(&port()));
    let mut desk = tab(&shelf);
    shelf.trouble(Trouble::Stuck);
    assert!(!desk.delete_everything());
    assert_eq!(desk.changes().said, [Said::NotEmptied]);
    assert_eq!(desk.shelf().len(), 1);
}

#[test]
fn after_deleting_everything_another_tab_brings_nothing_back() {
    let shelf = Shelf::holding(&port());
    let (mut mine, mut theirs) = (tab(&shelf), tab(&shelf));
    let view = theirs.begin_view(model(), 3, "Port logistics");
    assert!(mine.delete_everything());
    hear(&mut theirs, &port());
    theirs.other_tab(model(), Some(&view_key_of(&view)));
    assert!(theirs.shelf().is_empty() && theirs.view().is_none());
    theirs.retry(model());
    theirs.look_back(model(), Occasion::Returned, Some(&[]), &[]);
    assert!(shelf.texts().is_empty());
}

// ---- copies and other tabs ----

#[test]
fn a_copy_goes_its_own_way() {
    let shelf = Shelf::holding(&port());
    let mut desk = tab(&shelf);
    desk.duplicate(9, &port(), "Port, copy");
    let copy = desk.shelf().iter().find(|one| one.assessment.id != port().id).unwrap();
    let copy = copy.assessment.id.clone();
    desk.change(&copy, says(ONE, "5"));
    let again = tab(&shelf);
    assert_eq!(shown(&again, &copy, ONE), answer("5"));
    assert_eq!(again.find(&copy).unwrap().assessment.name, "Port, copy");
    assert_eq!(shown(&again, &port().id, ONE), answer("1"));
}

#[test]
fn two_tabs_lose_nothing_to_each_other_and_both_show_both() {
    let shelf = Shelf::holding(&port());
    let (mut mine, mut theirs) = (tab(&shelf), tab(&shelf));
    let id = port().id;
    let note = |practice: &str, text: &str| Msg::SetNote(practice.to_owned(), text.to_owned());
    // Neither has heard of the other when it writes.
    mine.change(&id, says(ONE, "2"));
    mine.change(&id, note(TWO, "from the first tab"));
    theirs.change(&id, says(TWO, "4"));
    theirs.change(&id, note(ONE, "from the second tab"));
    hear(&mut mine, &port());
    hear(&mut theirs, &port());
    for desk in [&mine, &theirs] {
        assert_eq!(desk.find(&id).unwrap().assessment, shelf.stored(&id));
    }
    let stored = shelf.stored(&id);
    assert_eq!((stored.answer(ONE), stored.answer(TWO)), (answer("2"), answer("4")));
    assert_eq!(stored.entries.get(ONE).unwrap().note, "from the second tab");
    assert_eq!(stored.entries.get(TWO).unwrap().note, "from the first tab");

    // The same answer, one after the other: the later one counts, in both.
    mine.change(&id, says(ONE, "5"));
    hear(&mut theirs, &port());
    theirs.change(&id, says(ONE, "1"));
    hear(&mut mine, &port());
    assert_eq!([shown(&mine, &id, ONE), shown(&theirs, &id, ONE)], [answer("1"), answer("1")]);
}

#[test]
fn what_another_tab_begins_or_sets_appears() {
    let shelf = Shelf::default();
    let (mut mine, mut theirs) = (tab(&shelf), tab(&shelf));
    let id = theirs.begin(7, "Port", FULL, model());
    theirs.change_settings(|settings| settings.theme = Theme::Dark);
    mine.other_tab(model(), Some(&format!("twelvefold:a:{}", id.as_str())));
    mine.other_tab(model(), Some("twelvefold:settings"));
    assert_eq!(mine.find(&id).unwrap().assessment.name, "Port");
    assert_eq!(mine.settings().theme, Theme::Dark);
}

// ---- the second copy ----

#[test]
fn an_older_state_on_the_shelf_is_brought_up_to_date_and_a_newer_one_stays() {
    let desk = Shelf::holding(&port());
    let mut author = tab(&desk);
    author.change(&port().id, says(ONE, "5"));
    let (old, new) = (write_assessment(&port()), desk.texts()[&key_of(&port())].clone());
    let key = key_of(&port());

    let shelf = Shelf::with([(key.as_str(), old.as_str())]);
    let mut behind = tab(&shelf);
    let found = behind.look_back(
        model(),
        Occasion::Opened,
        Some(&ring(&[(&key, &old), (&key, &new)])),
        &[],
    );
    assert_eq!(found.unwrap().items.len(), 1);
    assert_eq!(shown(&behind, &port().id, ONE), answer("5"));
    assert_eq!(shelf.texts()[&key], new);

    let shelf = Shelf::with([(key.as_str(), new.as_str())]);
    let mut ahead = tab(&shelf);
    let found =
        ahead.look_back(model(), Occasion::Opened, Some(&ring(&[(&key, &old)])), &[]).unwrap();
    assert_eq!((found.items.len(), found.lacking), (0, vec![key.clone()]));
    assert_eq!(shelf.texts()[&key], new);
}

#[test]
fn what_was_deleted_and_is_stored_again_is_deleted_again_and_offered() {
    let (key, text) = (key_of(&port()), write_assessment(&port()));
    let deleted = Entry {
        sequence: 1,
        key: key.clone(),
        saying: Saying::Deleted(vec![workspace::store::stamp(&text)]),
    };
    // The browser was killed before it had written the deletion.
    let shelf = Shelf::with([(key.as_str(), text.as_str())]);
    let mut desk = tab(&shelf);
    desk.look_back(model(), Occasion::Opened, Some(&[deleted]), &[]);
    assert!(shelf.texts().is_empty() && desk.find(&port().id).is_none());
    desk.undo();
    assert_eq!(shelf.texts()[&key], text);
    assert_eq!(desk.find(&port().id).unwrap().assessment, port());
}

#[test]
fn what_is_deleted_before_the_second_copy_was_read_stays_deleted() {
    let (key, text) = (key_of(&port()), write_assessment(&port()));
    let shelf = Shelf::with([(key.as_str(), text.as_str())]);
    let mut desk = tab(&shelf);
    desk.delete(&port().id);
    let found = desk.look_back(
        model(),
        Occasion::Opened,
        Some(&ring(&[(&key, &text)])),
        &[(key.clone(), true)],
    );
    assert_eq!(found.unwrap().items, []);
    assert!(shelf.texts().is_empty() && desk.find(&port().id).is_none());
}

#[test]
fn a_clock_that_goes_back_a_year_puts_nothing_in_the_wrong_order() {
    const YEAR: Moment = 365 * 86_400_000;
    let shelf = Shelf::holding(&port());
    let key = key_of(&port());
    tab(&shelf).change(&port().id, says(ONE, "3"));
    let behind = shelf.texts()[&key].clone();
    let mut past = tab_at(&shelf, NOW - YEAR);
    past.change(&port().id, says(ONE, "5"));
    past.change(&port().id, says(TWO, "1"));
    let last = shelf.texts()[&key].clone();

    let set_back = Shelf::with([(key.as_str(), behind.as_str())]);
    let mut desk = tab_at(&set_back, NOW - YEAR);
    desk.look_back(model(), Occasion::Opened, Some(&ring(&[(&key, &behind), (&key, &last)])), &[]);
    assert_eq!(shown(&desk, &port().id, ONE), answer("5"));
    assert_eq!(shown(&desk, &port().id, TWO), answer("1"));
}

#[test]
fn an_emptied_storage_is_filled_from_the_second_copy_and_nothing_open_is_lost() {
    let shelf = Shelf::holding(&port());
    let key = key_of(&port());
    let mut desk = tab(&shelf);
    desk.change(&port().id, says(TWO, "4"));
    let text = shelf.texts()[&key].clone();
    empty(&shelf);
    assert!(desk.has_lost());
    for occasion in [Occasion::Emptied, Occasion::Returned] {
        empty(&shelf);
        if occasion == Occasion::Emptied {
            desk.other_tab(model(), None);
        }
        desk.look_back(model(), occasion, Some(&ring(&[(&key, &text)])), &[]);
        assert_eq!(shelf.texts()[&key], text, "{occasion:?}");
        assert_eq!(shown(&desk, &port().id, TWO), answer("4"));
        assert_eq!((desk.has_lost(), desk.trouble()), (false, None));
    }
}

/// Loses everything, as only a browser can.
fn empty(shelf: &Shelf) {
    for key in shelf.keys_now() {
        workspace::store::KeyValue::remove(shelf, &key).unwrap();
    }
}

#[test]
fn without_a_second_copy_an_emptied_storage_is_told_and_can_be_filled() {
    let shelf = Shelf::holding(&port());
    let mut desk = tab(&shelf);
    let view = desk.begin_view(model(), 3, "Port logistics");
    empty(&shelf);
    desk.other_tab(model(), None);
    // Of the view that is open nothing else knows, so it is stored at once.
    assert_eq!(shelf.keys_now(), [view_key_of(&view)]);
    desk.look_back(model(), Occasion::Emptied, None, &[]);
    assert_eq!(desk.trouble(), Some(&StorageError::NotKept));
    assert_eq!(desk.unsaved(), [port().id]);
    desk.retry(model());
    assert_eq!((desk.trouble(), desk.is_unsaved()), (None, false));
    assert_eq!(shelf.stored(&port().id), port());
}

// ---- ecosystem views ----

fn view_key_of(id: &ViewId) -> String {
    format!("twelvefold:e:{}", id.as_str())
}

/// A response of which only id and first level are its own.
fn response(number: u64, level: &str) -> Response {
    let mut assessment = port();
    assessment.response = Some(ResponseId::new(number));
    let assessment = domain::assessment::update(&assessment, says(ONE, level), NOW);
    Response::of(model(), &assessment, &cohort::response::Options::default()).unwrap()
}

fn collect(desk: &mut Tab, numbers: std::ops::Range<u64>) {
    desk.change_view(|view| {
        for number in numbers {
            view.cohort.add(&response(number, "2"));
        }
    });
}

/// A storage with a view of these responses, and a tab in which it is open.
fn viewing(numbers: std::ops::Range<u64>) -> (Shelf, Tab, ViewId) {
    let shelf = Shelf::default();
    let mut desk = tab(&shelf);
    let id = desk.begin_view(model(), 3, "Port logistics");
    collect(&mut desk, numbers);
    desk.save_view(model()).unwrap();
    (shelf, desk, id)
}

fn opened(shelf: &Shelf, id: &ViewId) -> Tab {
    let mut desk = tab(shelf);
    desk.open_view(model(), id).unwrap();
    desk
}

fn count(desk: &Tab) -> usize {
    desk.view().map_or(0, |view| view.cohort.len())
}

#[test]
fn a_view_works_from_memory_whatever_storage_does_and_is_saved_once_it_works() {
    for (trouble, error) in troubles() {
        let (shelf, mut desk, id) = viewing(0..3);
        let before = shelf.texts();
        shelf.trouble(trouble);
        collect(&mut desk, 3..9);
        assert_eq!(desk.save_view(model()), Err(error.clone()));
        assert_eq!((desk.trouble(), desk.has_unsaved_view()), (Some(&error), true));
        assert_eq!((count(&desk), shelf.texts()), (9, before), "what was kept stays");
        // All of it is in a backup.
        let backup = read_backup(&desk.backup()).unwrap();
        let elsewhere = Shelf::default();
        let mut restored = tab(&elsewhere);
        let plan = restored.plan_restore(model(), &backup);
        restored.restore(model(), &plan, |_, _| true, "");
        assert_eq!(count(&opened(&elsewhere, &id)), 9, "{error:?}");
        // Another screen and back.
        assert_eq!(desk.open_view(model(), &id), Ok(()));
        assert_eq!(count(&desk), 9);

        shelf.trouble(Trouble::None);
        desk.retry(model());
        assert_eq!((desk.trouble(), desk.is_unsaved()), (None, false));
        assert_eq!(count(&opened(&shelf, &id)), 9, "{error:?}");

        // So does the next change.
        shelf.trouble(trouble);
        collect(&mut desk, 9..10);
        _ = desk.save_view(model());
        shelf.trouble(Trouble::None);
        collect(&mut desk, 10..11);
        assert_eq!(desk.save_view(model()), Ok(()));
        assert_eq!((desk.trouble(), count(&opened(&shelf, &id))), (None, 11));
    }
}

#[test]
fn a_view_that_waits_for_its_picture_is_saved_when_the_page_is_left() {
    let (shelf, mut desk, id) = viewing(0..3);
    collect(&mut desk, 3..9);
    assert!(desk.has_unsaved_view());
    assert!(!desk.save_before_leaving(model()));
    assert_eq!(count(&opened(&shelf, &id)), 9);

    // What cannot be saved would be lost, and stays to be asked about.
    collect(&mut desk, 9..10);
    shelf.trouble(Trouble::Full);
    assert!(desk.save_before_leaving(model()));
    assert!(desk.save_before_leaving(model()));
    shelf.trouble(Trouble::None);
    assert!(!desk.save_before_leaving(model()));
    assert_eq!(count(&opened(&shelf, &id)), 10);
}

#[test]
fn two_tabs_that_collect_into_one_view_both_have_all() {
    let (shelf, mut mine, id) = viewing(0..3);
    let mut theirs = opened(&shelf, &id);
    collect(&mut mine, 10..14);
    collect(&mut theirs, 20..25);
    mine.save_view(model()).unwrap();
    theirs.save_view(model()).unwrap();
    mine.other_tab(model(), Some(&view_key_of(&id)));
    theirs.other_tab(model(), Some(&view_key_of(&id)));
    theirs.change_view(|view| view.rules.named = Named::Orchestrators);
    theirs.save_view(model()).unwrap();
    mine.other_tab(model(), Some(&view_key_of(&id)));
    for desk in [&mine, &theirs, &opened(&shelf, &id)] {
        assert_eq!(count(desk), 12);
        assert_eq!(desk.view().unwrap().rules.named, Named::Orchestrators);
    }
}

#[test]
fn a_view_that_another_tab_deletes_is_gone_here_and_comes_back_from_there() {
    let (shelf, mut mine, id) = viewing(0..3);
    let mut theirs = tab(&shelf);
    let text = theirs.delete_view(&id).unwrap().unwrap();
    _ = mine.changes();
    mine.other_tab(model(), Some(&view_key_of(&id)));
    assert!(mine.view().is_none());
    assert_eq!(mine.changes().said, [Said::EcosystemViewGone]);
    assert!(shelf.texts().is_empty());
    theirs.bring_back_view(&id, &text).unwrap();
    assert_eq!(shelf.texts()[&view_key_of(&id)], text);
    assert_eq!(count(&opened(&shelf, &id)), 3);
}

#[test]
fn deleting_everything_forgets_a_view_that_could_not_be_stored() {
    let shelf = Shelf::default();
    let mut desk = tab(&shelf);
    shelf.trouble(Trouble::Full);
    let id = desk.begin_view(model(), 3, "");
    collect(&mut desk, 0..3);
    assert!(desk.save_view(model()).is_err());
    shelf.trouble(Trouble::None);
    assert!(desk.delete_everything());
    assert!(desk.view().is_none() && !desk.is_unsaved());
    assert!(desk.open_view(model(), &id).is_err());
    assert!(shelf.texts().is_empty());
}

/// What happens to a stored text, what is brought back, what is stored then, and what is put beside it.
#[test]
fn a_view_that_is_damaged_in_the_storage_gives_way_to_the_second_copy() {
    let (shelf, _, id) = viewing(0..3);
    let key = view_key_of(&id);
    let sound = shelf.texts()[&key].clone();
    let newer = sound.replacen("\"schema\":1", "\"schema\":99", 1);
    assert_ne!(newer, sound);
    let aside = format!("twelvefold:aside:e:{}:1", id.as_str());
    let torn = &sound[..sound.len() / 2];
    let another = sound.replace(id.as_str(), "another00000");
    for damaged in [torn, "", "null", another.as_str()] {
        let shelf = Shelf::with([(key.as_str(), damaged)]);
        let mut desk = tab(&shelf);
        let found = desk.look_back(model(), Occasion::Opened, Some(&ring(&[(&key, &sound)])), &[]);
        let found = found.unwrap();
        assert!(matches!(found.items[..], [Recovered::View { .. }]), "{damaged}: {found:?}");
        assert_eq!(shelf.texts()[&key], sound, "{damaged}");
        assert_eq!(shelf.texts()[&aside], damaged);
        assert_eq!(desk.set_aside().len(), 1, "{damaged}");
        assert!(!found.lacking.contains(&key));

        // Without room for it beside, it stays, and does not become the last that the copy has.
        let shelf = Shelf::with([(key.as_str(), damaged)]);
        shelf.trouble(Trouble::Full);
        let mut desk = tab(&shelf);
        let found = desk.look_back(model(), Occasion::Opened, Some(&ring(&[(&key, &sound)])), &[]);
        let found = found.unwrap();
        assert_eq!((found.items, found.lacking, found.behind), (vec![], vec![], vec![key.clone()]));
        assert_eq!(shelf.texts()[&key], damaged);
    }
    // What a newer version wrote is not damaged.
    let shelf = Shelf::with([(key.as_str(), newer.as_str())]);
    let found =
        tab(&shelf).look_back(model(), Occasion::Opened, Some(&ring(&[(&key, &sound)])), &[]);
    assert_eq!(found.unwrap().items, []);
    assert_eq!(shelf.texts(), [(key, newer)].into());
}

#[test]
fn each_step_of_a_view_can_be_taken_back_and_it_stays_taken_back() {
    let (shelf, mut desk, id) = viewing(0..1);
    let mut states = vec![View::clone(desk.view().unwrap())];
    for step in 1..STEPS as u64 {
        collect(&mut desk, 10 * step..10 * step + 2);
        states.push(View::clone(desk.view().unwrap()));
    }
    for before in states.iter().rev().skip(1) {
        assert!(desk.undo_view());
        assert_eq!(desk.view().unwrap().cohort, before.cohort);
        assert!(desk.view().unwrap().revision > before.revision, "newer for another tab");
    }
    // The first step was made before.
    assert!(desk.can_undo_view() && desk.undo_view());
    assert_eq!((count(&desk), desk.can_undo_view(), desk.undo_view()), (0, false, false));
    desk.save_view(model()).unwrap();
    assert_eq!(count(&opened(&shelf, &id)), 0);
}

#[test]
fn of_more_steps_than_are_kept_the_first_cannot_be_taken_back() {
    let (_, mut desk, _) = viewing(0..1);
    for step in 0..2 * STEPS as u64 {
        collect(&mut desk, 10 * step + 5..10 * step + 6);
    }
    let mut back = 0;
    while desk.undo_view() {
        back += 1;
    }
    assert_eq!((back, count(&desk)), (STEPS, 1 + STEPS));
}

/// What an event has changed.
fn changed(desk: &mut Tab, event: impl FnOnce(&mut Tab)) -> Vec<Part> {
    event(desk);
    let changes = desk.changes();
    Part::ALL.into_iter().filter(|part| changes.has(*part)).collect()
}

#[test]
fn an_event_notes_what_it_has_changed_and_nothing_else() {
    let shelf = Shelf::holding(&port());
    let mut desk = tab(&shelf);
    let four = |desk: &mut Tab| _ = desk.change(&port().id, says(ONE, "4"));
    assert_eq!(changed(&mut desk, four), [Part::Shelf]);
    assert_eq!(changed(&mut desk, four), []);
    let of_nobody = |desk: &mut Tab| _ = desk.change(&id("nobody"), says(ONE, "4"));
    assert_eq!(changed(&mut desk, of_nobody), []);
    assert_eq!(changed(&mut desk, |desk| desk.change_settings(|_| {})), []);
    let light = |settings: &mut Settings| settings.theme = Theme::Light;
    assert_eq!(changed(&mut desk, |desk| desk.change_settings(light)), [Part::Settings]);
    assert_eq!(changed(&mut desk, |desk| hear(desk, &port())), []);
    assert_eq!(changed(&mut desk, |desk| desk.delete(&port().id)), [Part::Shelf, Part::Offer]);
    assert_eq!(changed(&mut desk, Tab::dismiss_offer), [Part::Offer]);
}
