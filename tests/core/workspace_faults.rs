//! Faults that random histories found, each by itself.

use domain::{
    assessment::Msg,
    wire::{read_backup, write_assessment},
};
use workspace::{
    Occasion, Said, Workspace,
    store::{Entry, KeyValue, Saying, SetAside, StorageError},
};

use crate::{
    store::{Shelf, Trouble, key_of},
    support::{FULL, NOW, Wall, answer, answered, model},
};

fn tab(shelf: &Shelf) -> Workspace<Shelf, Wall> {
    Workspace::open(shelf.clone(), Wall::at(NOW))
}

fn first(level: &str) -> Msg {
    Msg::SetAnswer("rm-framework".to_owned(), answer(level))
}

#[test]
fn choosing_the_same_answer_again_does_not_bring_back_what_another_tab_deleted() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let (mut one, mut other) = (tab(&shelf), tab(&shelf));
    let id = assessment.id.clone();
    one.change(&id, first("4"));
    other.other_tab(model(), Some(&key_of(&assessment)));
    one.delete(&id);
    // The other tab has not heard of it yet.
    other.change(&id, first("4"));
    assert_eq!(shelf.keys_now(), Vec::<String>::new());
    // Another answer is newer than the deletion.
    other.change(&id, first("5"));
    assert_eq!(shelf.keys_now(), [key_of(&assessment)]);
}

#[test]
fn what_waits_to_be_saved_is_stored_by_the_same_answer_too() {
    let shelf = Shelf::default();
    let mut desk = tab(&shelf);
    shelf.trouble(Trouble::Full);
    let id = desk.begin(7, "", FULL, model());
    desk.change(&id, first("4"));
    assert_eq!(desk.unsaved(), std::slice::from_ref(&id));
    shelf.trouble(Trouble::None);
    desk.change(&id, first("4"));
    assert!(desk.unsaved().is_empty());
    assert_eq!(shelf.stored(&id), desk.find(&id).unwrap().assessment);
}

#[test]
fn an_earlier_state_that_storage_does_not_let_go_is_not_shown_as_deleted() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let mut desk = tab(&shelf);
    shelf.trouble(Trouble::Denied);
    desk.change(&assessment.id, first("4"));
    assert_eq!(desk.unsaved(), std::slice::from_ref(&assessment.id));
    desk.delete(&assessment.id);
    assert!(desk.find(&assessment.id).is_some());
    assert_eq!(desk.changes().said, [Said::NotDeleted]);
    // Of one that was never stored nothing can come back.
    let id = desk.begin(7, "", FULL, model());
    desk.delete(&id);
    assert!(desk.find(&id).is_none());
    assert_eq!(desk.changes().said, []);
}

#[test]
fn a_storage_that_was_closed_is_compared_once_it_opens() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::default();
    shelf.trouble(Trouble::Denied);
    let mut desk = tab(&shelf);
    let saying = Saying::Text(write_assessment(&assessment));
    let ring = [Entry { sequence: 1, key: key_of(&assessment), saying }];
    desk.look_back(model(), Occasion::Opened, Some(&ring), &[]);
    assert!(desk.has_to_look_back());
    assert_eq!(desk.trouble(), Some(&StorageError::Denied));
    shelf.trouble(Trouble::None);
    desk.retry(model());
    desk.look_back(model(), Occasion::Opened, Some(&ring), &[]);
    assert!(!desk.has_to_look_back());
    assert_eq!(desk.find(&assessment.id).unwrap().assessment, assessment);
}

#[test]
fn what_was_answered_since_a_backup_brought_it_back_survives_the_undo_of_the_deletion() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let mut desk = tab(&shelf);
    let id = assessment.id.clone();
    let backup = read_backup(&desk.backup()).unwrap();
    desk.delete(&id);
    let plan = desk.plan_restore(model(), &backup);
    desk.restore(model(), &plan, |_, _| true, "(copy)");
    desk.change(&id, first("4"));
    // Something has emptied the storage, and it keeps nothing any more.
    KeyValue::vacate(&shelf, &key_of(&assessment)).unwrap();
    shelf.trouble(Trouble::Forgetful);
    desk.undo();
    let there = &desk.find(&id).unwrap().assessment.entries;
    assert_eq!(there.get("rm-framework").unwrap().answer, answer("4"));
}

#[test]
fn what_could_not_be_brought_back_stays_the_last_that_the_second_copy_has() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let mut desk = tab(&shelf);
    let (id, key) = (assessment.id.clone(), key_of(&assessment));
    desk.change(&id, first("4"));
    desk.change(&id, Msg::SetNote("rm-framework".to_owned(), "kept".to_owned()));
    let newest = Saying::Text(write_assessment(&desk.find(&id).unwrap().assessment));
    let ring = [Entry { sequence: 1, key: key.clone(), saying: newest }];
    // The browser was killed and finds its storage as it was; somebody goes on before the second copy was read.
    shelf.put(&key, &write_assessment(&assessment));
    let mut desk = tab(&shelf);
    desk.change(&id, first("2"));
    shelf.trouble(Trouble::Full);
    let noted = [(key.clone(), false)];
    let recovery = desk.look_back(model(), Occasion::Opened, Some(&ring), &noted).unwrap();
    assert_eq!(recovery.behind, [key]);
    assert_eq!(recovery.lacking, Vec::<String>::new());
    let there = &desk.find(&id).unwrap().assessment.entries;
    assert_eq!(there.get("rm-framework").unwrap().note, "kept");
    assert_eq!(desk.unsaved(), [id]);
}

#[test]
fn what_a_newer_version_wrote_comes_back_beside_what_a_backup_has_put_in_its_place() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let (id, key) = (assessment.id.clone(), key_of(&assessment));
    let backup = read_backup(&tab(&shelf).backup()).unwrap();
    let newer = write_assessment(&assessment).replace("\"schema\":2", "\"schema\":3,\"more\":[1]");
    shelf.put(&key, &newer);
    let mut desk = tab(&shelf);
    desk.delete(&id);
    let plan = desk.plan_restore(model(), &backup);
    desk.restore(model(), &plan, |_, _| true, "(copy)");
    desk.undo();
    // One under each name: what can be answered, and the text for a newer version.
    let shown: Vec<_> = desk.shelf().iter().map(|shelved| shelved.read_only.is_none()).collect();
    assert_eq!(shown, [true]);
    let aside =
        SetAside { key: key.replace(":a:", ":aside:a:") + ":1", bytes: newer.len(), newer: true };
    assert_eq!(desk.set_aside(), std::slice::from_ref(&aside));
    assert_eq!(shelf.texts().get(&aside.key), Some(&newer));
    assert!(desk.changes().said.contains(&Said::TextBroughtBack(aside.key)));
}

#[test]
fn what_was_stored_once_and_came_back_is_not_deleted_behind_a_storage_that_is_closed() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let mut desk = tab(&shelf);
    let id = assessment.id.clone();
    desk.delete(&id);
    shelf.trouble(Trouble::Forgetful);
    desk.undo();
    assert_eq!(desk.unsaved(), std::slice::from_ref(&id));
    shelf.trouble(Trouble::Denied);
    _ = desk.changes();
    desk.delete(&id);
    assert!(desk.find(&id).is_some());
    assert_eq!(desk.changes().said, [Said::NotDeleted]);
    // One that was never stored can be deleted as often as it comes back.
    let id = desk.begin(7, "", FULL, model());
    for _ in 0..2 {
        desk.delete(&id);
        assert!(desk.find(&id).is_none());
        desk.undo();
        assert!(desk.find(&id).is_some());
    }
}

#[test]
fn what_waits_to_be_saved_is_stored_with_what_a_backup_brings() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let mut desk = tab(&shelf);
    let id = assessment.id.clone();
    let backup = read_backup(&desk.backup()).unwrap();
    desk.change(&id, first("4"));
    KeyValue::vacate(&shelf, &key_of(&assessment)).unwrap();
    desk.keep_what_is_open();
    assert_eq!(desk.unsaved(), std::slice::from_ref(&id));
    let plan = desk.plan_restore(model(), &backup);
    desk.restore(model(), &plan, |_, _| true, "(copy)");
    assert_eq!(shelf.stored(&id), desk.find(&id).unwrap().assessment);
    assert!(desk.unsaved().is_empty());
    assert_eq!(shelf.stored(&id).entries.get("rm-framework").unwrap().answer, answer("4"));
}

#[test]
fn what_was_deleted_before_anything_is_copied_stays_so_when_the_storage_is_emptied() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let mut desk = tab(&shelf);
    let (id, key) = (assessment.id.clone(), key_of(&assessment));
    let saying = Saying::Text(write_assessment(&assessment));
    let ring = [Entry { sequence: 1, key: key.clone(), saying }];
    desk.delete(&id);
    desk.look_back(model(), Occasion::Emptied, Some(&ring), &[(key, true)]);
    assert!(desk.find(&id).is_none());
    assert_eq!(shelf.keys_now(), Vec::<String>::new());
}

#[test]
fn what_a_newer_version_has_in_an_older_state_is_not_all_that_is_kept() {
    let assessment = answered(&["1 2 3 4 5"]);
    let (id, key) = (assessment.id.clone(), key_of(&assessment));
    let newer = write_assessment(&assessment).replace("\"schema\":2", "\"schema\":3,\"more\":[1]");
    let shelf = Shelf::holding(&assessment);
    let mut desk = tab(&shelf);
    desk.change(&id, first("4"));
    let copied = write_assessment(&desk.find(&id).unwrap().assessment);
    let entry =
        |text: &str| Entry { sequence: 1, key: key.clone(), saying: Saying::Text(text.to_owned()) };
    let aside = key.replace(":a:", ":aside:a:") + ":1";
    // The browser was killed and finds what a newer version had written before.
    shelf.put(&key, &newer);
    let mut desk = tab(&shelf);
    desk.look_back(model(), Occasion::Opened, Some(&[entry(&copied)]), &[]);
    assert_eq!(shelf.texts().get(&aside), Some(&copied));
    assert_eq!(shelf.texts().get(&key), Some(&newer));
    // What the newer version had seen is not put beside it.
    let shelf = Shelf::default();
    shelf.put(&key, &newer);
    let mut desk = tab(&shelf);
    let before = entry(&write_assessment(&assessment));
    desk.look_back(model(), Occasion::Opened, Some(&[before]), &[]);
    assert_eq!(shelf.keys_now(), [key]);
}

#[test]
fn what_is_damaged_in_the_storage_gives_way_to_the_second_copy_and_stays_beside_it() {
    let assessment = answered(&["1 2 3 4 5"]);
    let text = write_assessment(&assessment);
    let key = key_of(&assessment);
    let ring = [Entry { sequence: 1, key: key.clone(), saying: Saying::Text(text.clone()) }];
    let torn = &text[..text.len() - 3];
    // Damaged while nobody could read it, or after it had been read.
    let shelf = Shelf::default();
    shelf.trouble(Trouble::Denied);
    let mut desk = tab(&shelf);
    shelf.trouble(Trouble::None);
    shelf.set(&key, torn).unwrap();
    // Without room to put it aside it stays, and does not become the last that the second copy has.
    shelf.trouble(Trouble::Full);
    let recovery = desk.look_back(model(), Occasion::Opened, Some(&ring), &[]).unwrap();
    assert_eq!((recovery.behind, recovery.lacking), (vec![key.clone()], vec![]));
    assert_eq!(shelf.get(&key).unwrap().as_deref(), Some(torn));
    shelf.trouble(Trouble::None);
    let recovery = desk.look_back(model(), Occasion::Opened, Some(&ring), &[]).unwrap();
    assert_eq!(recovery.behind, [""; 0]);
    assert_eq!(desk.find(&assessment.id).unwrap().assessment, assessment);
    assert_eq!(shelf.get(&key).unwrap().as_deref(), Some(text.as_str()));
    let aside = desk.set_aside();
    assert_eq!(aside.len(), 1);
    assert_eq!(shelf.get(&aside[0].key).unwrap().as_deref(), Some(torn));
}

#[test]
fn what_another_tab_was_heard_to_delete_is_not_brought_back_before_the_second_copy_knows_it() {
    let assessment = answered(&["1 2 3 4 5"]);
    let shelf = Shelf::holding(&assessment);
    let (mut one, mut other) = (tab(&shelf), tab(&shelf));
    let key = key_of(&assessment);
    let saying = Saying::Text(write_assessment(&assessment));
    let ring = [Entry { sequence: 1, key: key.clone(), saying }];
    other.delete(&assessment.id);
    one.other_tab(model(), Some(&key));
    let recovery = one.look_back(model(), Occasion::Opened, Some(&ring), &[]).unwrap();
    assert_eq!((recovery.items, shelf.keys_now()), (vec![], vec![]));
    // From then on the second copy knows more than what was heard once.
    let recovery = one.look_back(model(), Occasion::Emptied, Some(&ring), &[]).unwrap();
    assert_eq!((recovery.items.len(), shelf.keys_now()), (1, vec![key]));
}

#[test]
fn an_answer_counts_as_later_than_one_that_was_taken_back_and_that_only_the_second_copy_knows() {
    let shelf = Shelf::default();
    let mut desk = tab(&shelf);
    let id = desk.begin(7, "", FULL, model());
    let begun = shelf.stored(&id);
    desk.change(&id, first("4"));
    desk.change(&id, Msg::SetAnswer("rm-framework".to_owned(), None));
    let taken_back = shelf.stored(&id);
    let saying = Saying::Text(write_assessment(&taken_back));
    let ring = [Entry { sequence: 1, key: key_of(&begun), saying }];
    // The browser was killed, and its storage is as it was some time ago.
    let shelf = Shelf::holding(&begun);
    let mut desk = tab(&shelf);
    desk.look_back(model(), Occasion::Opened, Some(&ring), &[]);
    desk.change(&id, first("5"));
    let there = shelf.stored(&id);
    assert_eq!(there.entries.get("rm-framework").unwrap().answer, answer("5"));
    assert!(there.revision > taken_back.revision);
}
