//! When a person is reminded of a backup, and what is remembered of the last one.

use base::json::{Node, Unreadable};
use domain::{
    assessment::{Assessment, Msg, update},
    wire::{
        Backup, BackupKind, MAX_BACKUP_BYTES, Settings, Theme, backup_file_name, read_backup,
        write_backup,
    },
};
use workspace::store::{
    BackupRecord, MANY_CHANGES, Reminder, StorageError, Written, read_record, write_record,
};

use crate::{
    store::{Shelf, Trouble, tab},
    support::{NOW, answer, answered, id, model},
};

fn named(text: &str, revision: u64) -> Assessment {
    Assessment { id: id(text), revision, ..answered(&["1 2 3 4 5"]) }
}

/// One more change.
fn changed(assessment: &Assessment, word: &str) -> Assessment {
    let practice = "rm-framework".to_owned();
    update(assessment, Msg::SetAnswer(practice, answer(word)), NOW)
}

fn all(assessments: &[(Assessment, bool)]) -> impl Iterator<Item = (&Assessment, bool)> + Clone {
    assessments.iter().map(|(assessment, is_complete)| (assessment, *is_complete))
}

#[test]
fn changes_are_counted_for_each_assessment() {
    let (one, two) = (named("one-one", 7), named("two-two", 30));
    let mut record = BackupRecord::default();
    assert_eq!(record.changes([&one, &two].into_iter()), 37);
    record.note_backup(all(&[(one.clone(), false), (two.clone(), false)]), NOW);
    assert_eq!((record.at, record.changes([&one, &two].into_iter())), (Some(NOW), 0));
    // What is deleted takes nothing away from what changed elsewhere.
    let later = changed(&changed(&one, "5"), "4");
    assert_eq!(record.changes([&later].into_iter()), 2);
    // And one that goes back, as only a document made by hand does, is no change.
    assert_eq!(record.changes([&named("one-one", 3), &named("new-new", 1)].into_iter()), 1);
}

#[test]
fn a_completed_assessment_is_told_once() {
    let one = named("one-one", 20);
    let mut record = BackupRecord::default();
    let completed = |record: &BackupRecord, assessment: &Assessment, is_complete: bool| {
        record.reminder(all(&[(assessment.clone(), is_complete)]))
    };
    assert_eq!(completed(&record, &one, false), None);
    assert_eq!(completed(&record, &one, true), Some(Reminder::Completed(one.id.clone())));

    let mut put_off = record.clone();
    put_off.put_off(all(&[(one.clone(), true)]));
    let mut backed_up = record.clone();
    backed_up.note_backup(all(&[(one.clone(), true)]), NOW);
    for record in [put_off, backed_up] {
        assert_eq!(completed(&record, &one, true), None);
        assert_eq!(completed(&record, &changed(&one, "5"), true), None);
        // Another one is another occasion.
        let two = named("two-two", 5);
        let both = [(one.clone(), true), (two.clone(), true)];
        assert_eq!(record.reminder(all(&both)), Some(Reminder::Completed(two.id)));
    }

    // In a backup before it was complete: that is not the completed one.
    record.note_backup(all(&[(one.clone(), false)]), NOW);
    assert_eq!(completed(&record, &one, true), None);
    let done = changed(&one, "5");
    assert_eq!(completed(&record, &done, true), Some(Reminder::Completed(done.id.clone())));
}

#[test]
fn many_changes_are_told_again_after_as_many_more() {
    let at = |revision: u64| [(named("one-one", revision), false)];
    let mut record = BackupRecord::default();
    let cases = |record: &BackupRecord, first: u64| {
        assert_eq!(record.reminder(all(&at(first - 1))), None);
        assert_eq!(record.reminder(all(&at(first))), Some(Reminder::Changes(first)));
    };
    cases(&record, MANY_CHANGES);
    record.put_off(all(&at(MANY_CHANGES + 20)));
    cases(&record, 2 * MANY_CHANGES + 20);
    // After a backup it is counted from there.
    record.note_backup(all(&at(1_000)), NOW);
    assert_eq!(record.reminder(all(&at(999 + MANY_CHANGES))), None);
    let due = record.reminder(all(&at(1_000 + MANY_CHANGES)));
    assert_eq!(due, Some(Reminder::Changes(MANY_CHANGES)));
}

#[test]
fn what_was_restored_is_in_a_backup() {
    let mut record = BackupRecord::default();
    record.note_restored(all(&[(named("one-one", 500), true)]), Some(NOW));
    assert_eq!(record.at, Some(NOW));
    assert_eq!(record.reminder(all(&[(named("one-one", 500), true)])), None);
    // An older file, or one that does not say when it was made, does not turn back the clock.
    record.note_restored(all(&[]), Some(NOW - 1));
    record.note_restored(all(&[]), None);
    assert_eq!(record.at, Some(NOW));
}

#[test]
fn the_record_is_kept() {
    let record = BackupRecord {
        at: Some(NOW),
        revisions: vec![(id("one-one"), 3), (id("two-two"), 9_007_199_254_740_992)],
        views: vec![(domain::assessment::ViewId::new("view-one").unwrap(), 7)],
        completed: vec![id("two-two")],
        put_off: 120,
        asked: true,
    };
    for record in [record.clone(), BackupRecord::default()] {
        assert_eq!(read_record(&write_record(&record)), record);
    }
    let shelf = Shelf::default();
    let (store, _) = tab(&shelf);
    assert_eq!(store.backup_record(), BackupRecord::default());
    assert_eq!(store.save_backup_record(&record), Ok(()));
    assert_eq!(tab(&shelf).0.backup_record(), record);
    // It is no assessment and nothing that could not be read.
    let found = tab(&shelf).1;
    assert_eq!((found.assessments, found.set_aside), (vec![], vec![]));
    shelf.trouble(Trouble::Full);
    assert_eq!(store.save_backup_record(&record), Err(StorageError::Full));

    let whole = BackupRecord { at: Some(5), ..BackupRecord::default() };
    for (text, expected) in [
        ("", BackupRecord::default()),
        ("{\"at\":", BackupRecord::default()),
        ("[]", BackupRecord::default()),
        (
            r#"{"at":"yesterday","revisions":[],"completed":{},"put_off":-1}"#,
            BackupRecord::default(),
        ),
        (r#"{"at":5,"revisions":{"x":1,"<b>":2,"abcd":"3"},"completed":["",7]}"#, whole),
    ] {
        assert_eq!(read_record(text), expected, "{text}");
    }
}

#[test]
fn the_record_in_a_rescue_file_is_nothing_to_restore() {
    let record = write_record(&BackupRecord { at: Some(NOW), ..BackupRecord::default() });
    let rescue = Node::Table(vec![("twelvefold:backups".to_owned(), Node::Text(record))]).to_json();
    let text = format!(r#"{{"app":"twelvefold","kind":"rescue","entries":{rescue}}}"#);
    let backup = read_backup(&text).unwrap();
    let (store, _) = tab(&Shelf::default());
    assert_eq!(store.plan(model(), &backup).items, []);
}

#[test]
fn several_files_are_restored_as_one() {
    let one = named("one-one", 5);
    let newer = changed(&one, "5");
    let two = named("two-two", 5);
    let theme = |theme| Settings { theme, ..Settings::default() };
    let file = |assessment: &Assessment, settings: Option<&Settings>, at| {
        read_backup(&write_backup([assessment].into_iter(), Vec::new(), settings, &[], at)).unwrap()
    };
    let joined = Backup::join(vec![
        file(&one, Some(&theme(Theme::Light)), NOW),
        file(&newer, Some(&theme(Theme::Dark)), NOW + 2),
        file(&two, None, NOW + 1),
    ]);
    assert_eq!((joined.kind, joined.created), (BackupKind::Backup, Some(NOW + 2)));
    assert_eq!(joined.settings, Some(theme(Theme::Dark)));
    let (store, _) = tab(&Shelf::default());
    let outcome = store.apply(model(), &store.plan(model(), &joined), |_, _| true, "(copy)");
    let results: Vec<_> = outcome.items.into_iter().map(|item| item.result).collect();
    let added = |id: &str| Ok(Written::Added(crate::support::id(id)));
    assert_eq!(results, [added("one-one"), added("two-two")]);
    assert_eq!(store.reload(&one.id), Some(newer));

    let none = Backup::join(Vec::new());
    assert_eq!((none.created, none.settings, none.parts), (None, None, vec![]));
}

#[test]
fn a_backup_is_called_by_its_day() {
    for (moment, name) in [
        (NOW, "twelvefold-backup-2026-09-21.json"),
        (951_782_400_000, "twelvefold-backup-2000-02-29.json"),
        (0, "twelvefold-backup.json"),
        (u64::MAX, "twelvefold-backup.json"),
    ] {
        assert_eq!(backup_file_name(moment), name);
    }
}

#[test]
fn too_deep_is_told_from_wrong() {
    let deep = |text: &str| match Node::parse(text, MAX_BACKUP_BYTES) {
        Err(Unreadable::NotJson(not)) => not.is_too_deep(),
        other => panic!("{other:?}"),
    };
    assert!(deep(&"[".repeat(10_000)));
    assert!(deep(&format!("{}1{}", "{\"a\":".repeat(10_000), "}".repeat(10_000))));
    for text in ["", "[[", "{]", "recursion limit exceeded", "\"recursion limit exceeded"] {
        assert!(!deep(text), "{text}");
    }
}
