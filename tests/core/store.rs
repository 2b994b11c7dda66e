//! Storage in all its troubles: nothing that a person answered is lost, and nothing that cannot be read is written over.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use domain::{
    assessment::{Assessment, AssessmentId, Msg, update},
    model::{Profile, Role},
    wire::{Settings, Theme, read_assessment, read_settings, write_assessment, write_settings},
};
use serde_json::Value;
use workspace::store::{
    Found, KeyValue, ReadOnly, SetAside, Shelved, StorageError, Store, assessment_key, open,
};

use crate::support::{FULL, NOW, answer, answered, id};

// ---- a storage with faults ----

/// What a browser can do to a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Trouble {
    #[default]
    None,
    /// Nothing is allowed.
    Denied,
    /// Only listing is not allowed.
    KeysDenied,
    /// No room: nothing can be written.
    Full,
    /// Room for so many bytes of texts, with what is there.
    Room(usize),
    /// Says yes and keeps nothing.
    Forgetful,
    /// Nothing can be removed.
    Stuck,
    /// Nothing can be written, for a reason that only the browser knows.
    Strange,
}

/// A storage that clones share, as the tabs of a browser do.
#[derive(Clone, Default)]
pub(crate) struct Shelf(Rc<RefCell<(Trouble, BTreeMap<String, String>)>>);

impl Shelf {
    pub(crate) fn with<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let shelf = Self::default();
        for (key, text) in texts {
            shelf.put(key, text);
        }
        shelf
    }

    /// One assessment under its own key.
    pub(crate) fn holding(assessment: &Assessment) -> Self {
        Self::with([(key_of(assessment).as_str(), write_assessment(assessment).as_str())])
    }

    pub(crate) fn trouble(&self, trouble: Trouble) {
        self.0.borrow_mut().0 = trouble;
    }

    /// Writes as somebody else, whatever the trouble.
    pub(crate) fn put(&self, key: &str, text: &str) {
        self.0.borrow_mut().1.insert(key.to_owned(), text.to_owned());
    }

    pub(crate) fn texts(&self) -> BTreeMap<String, String> {
        self.0.borrow().1.clone()
    }

    pub(crate) fn keys_now(&self) -> Vec<String> {
        self.texts().into_keys().collect()
    }

    pub(crate) fn stored(&self, id: &AssessmentId) -> Assessment {
        let text = self.texts()[&format!("twelvefold:a:{}", id.as_str())].clone();
        let (assessment, problems) = read_assessment(&text).expect(&text);
        assert_eq!(problems, []);
        assessment
    }

    fn allowed(&self, not_in: &[Trouble], error: StorageError) -> Result<(), StorageError> {
        let trouble = self.0.borrow().0;
        match trouble {
            Trouble::Denied => Err(StorageError::Denied),
            other if not_in.contains(&other) => Err(error),
            _ => Ok(()),
        }
    }
}

impl KeyValue for Shelf {
    fn keys(&self) -> Result<Vec<String>, StorageError> {
        self.allowed(&[Trouble::KeysDenied], StorageError::Denied)?;
        // Browsers list in no order.
        Ok(self.keys_now().into_iter().rev().collect())
    }

    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.allowed(&[], StorageError::Denied)?;
        Ok(self.0.borrow().1.get(key).cloned())
    }

    fn set(&self, key: &str, text: &str) -> Result<(), StorageError> {
        self.allowed(&[Trouble::Full], StorageError::Full)?;
        self.allowed(&[Trouble::Strange], StorageError::Other("out of order".to_owned()))?;
        if let Trouble::Room(room) = self.0.borrow().0 {
            let others = self.texts().into_iter().filter(|(other, _)| other != key);
            if others.map(|(_, text)| text.len()).sum::<usize>() + text.len() > room {
                return Err(StorageError::Full);
            }
        }
        if self.0.borrow().0 != Trouble::Forgetful {
            self.put(key, text);
        }
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.allowed(&[Trouble::Stuck], StorageError::Other("stuck".to_owned()))?;
        self.0.borrow_mut().1.remove(key);
        Ok(())
    }
}

pub(crate) fn key_of(assessment: &Assessment) -> String {
    format!("twelvefold:a:{}", assessment.id.as_str())
}

pub(crate) fn tab(shelf: &Shelf) -> (Store<Shelf>, Found) {
    open(shelf.clone())
}

fn set(practice: &str, word: &str) -> Msg {
    Msg::SetAnswer(practice.to_owned(), answer(word))
}

fn one() -> Assessment {
    answered(&["1 2 3 4 5"])
}

const TORN: &str = "{\"app\":\"twelvefold\",\"kind\":\"assessment\",\"sch";
const TORN_KEY: &str = "twelvefold:a:torn-one";
const ASIDE_KEY: &str = "twelvefold:aside:a:torn-one:1";

fn aside(key: &str, text: &str, newer: bool) -> SetAside {
    SetAside { key: key.to_owned(), bytes: text.len(), newer }
}

/// A document with one answer that cannot be read.
pub(crate) fn damaged(assessment: &Assessment) -> String {
    let text = write_assessment(assessment);
    let broken = text.replacen("\"value\":3", "\"value\":33", 1);
    assert_ne!(broken, text);
    broken
}

/// A document of a version to come.
pub(crate) fn newer(assessment: &Assessment) -> String {
    write_assessment(assessment).replacen("\"schema\":2", "\"schema\":999,\"mood\":\"good\"", 1)
}

// ---- without trouble ----

#[test]
fn an_empty_storage_has_nothing_and_no_trouble() {
    let shelf = Shelf::default();
    let (store, found) = tab(&shelf);
    assert_eq!(found, Found::default());
    assert_eq!(store.own_keys(), Ok(vec![]));
    assert!(shelf.texts().is_empty(), "looking writes nothing");
}

#[test]
fn what_is_saved_is_found_again() {
    let shelf = Shelf::default();
    let (store, _) = tab(&shelf);
    let old = one();
    let new = update(&old.duplicate(id("another"), "Another", NOW), set("vv-values", "3"), NOW + 9);
    assert_eq!(store.save(&old).map(drop), Ok(()));
    assert_eq!(store.save(&new).map(drop), Ok(()));

    let (store, found) = tab(&shelf);
    let opened = |assessment| Shelved { assessment, read_only: None };
    assert_eq!(found.assessments, [opened(new), opened(old.clone())], "the last changed is first");
    assert_eq!((found.set_aside, found.trouble), (vec![], None));
    assert_eq!(store.reload(&old.id), Some(old.clone()));
    assert_eq!(store.reload(&id("nobody")), None);

    assert_eq!(store.delete(&old.id).map(drop), Ok(()));
    assert_eq!(shelf.keys_now(), ["twelvefold:a:another"]);
}

#[test]
fn a_change_is_saved_at_once() {
    let shelf = Shelf::holding(&one());
    let (store, _) = tab(&shelf);
    let changed = store.change(&one(), set("vv-values", "3"), NOW + 1);
    assert_eq!(changed.saved, Ok(()));
    assert_eq!(changed.assessment, update(&one(), set("vv-values", "3"), NOW + 1));
    assert_eq!(shelf.stored(&one().id), changed.assessment);
}

#[test]
fn settings_are_kept() {
    let shelf = Shelf::default();
    let dark = Settings { theme: Theme::Dark, language: Some("de".to_owned()), shortcuts: false };
    assert_eq!(tab(&shelf).0.save_settings(&dark), Ok(()));
    assert_eq!(tab(&shelf).1.settings, dark);
    assert_eq!(read_settings(&shelf.texts()["twelvefold:settings"]), Some(dark));
}

#[test]
fn keys_tell_their_assessment() {
    assert_eq!(assessment_key("twelvefold:a:k3j9x2abcdef"), Some(id("k3j9x2abcdef")));
    for key in ["twelvefold:a:", "twelvefold:a:x", "twelvefold:settings", ASIDE_KEY, "a:abcdef", ""]
    {
        assert_eq!(assessment_key(key), None, "{key}");
    }
}

// ---- troubles of the storage ----

#[test]
fn a_change_stands_whether_or_not_it_can_be_saved() {
    for (trouble, error) in [
        (Trouble::Denied, StorageError::Denied),
        (Trouble::Full, StorageError::Full),
        (Trouble::Forgetful, StorageError::NotKept),
    ] {
        let shelf = Shelf::holding(&one());
        let before = shelf.texts();
        let (store, _) = tab(&shelf);
        shelf.trouble(trouble);
        let first = store.change(&one(), set("vv-values", "3"), NOW + 1);
        assert_eq!(first.saved, Err(error.clone()), "{trouble:?}");
        assert_eq!(first.assessment.answer("vv-values"), answer("3"), "{trouble:?}");
        let second = store.change(&first.assessment, set("vv-check", "2"), NOW + 2);
        assert_eq!(second.saved, Err(error.clone()), "{trouble:?}");
        assert_eq!(store.save(&second.assessment), Err(error), "{trouble:?}");
        assert_eq!(shelf.texts(), before, "{trouble:?}: what was stored is still there");

        // The trouble is over: trying again saves everything.
        shelf.trouble(Trouble::None);
        assert_eq!(store.save(&second.assessment).map(drop), Ok(()), "{trouble:?}");
        let stored = shelf.stored(&one().id);
        assert_eq!(stored, second.assessment);
        assert_eq!(
            (stored.answer("vv-values"), stored.answer("vv-check")),
            (answer("3"), answer("2"))
        );
    }
}

#[test]
fn trying_again_keeps_what_another_tab_saved_meanwhile() {
    let shelf = Shelf::holding(&one());
    let (mine, theirs) = (tab(&shelf).0, tab(&shelf).0);
    shelf.trouble(Trouble::Full);
    let unsaved = mine.change(&one(), set("vv-values", "3"), NOW + 1).assessment;
    shelf.trouble(Trouble::None);
    assert_eq!(theirs.change(&one(), set("bo-objectives", "4"), NOW + 2).saved, Ok(()));
    assert_eq!(mine.save(&unsaved).map(drop), Ok(()));
    let stored = shelf.stored(&one().id);
    assert_eq!(stored.answer("vv-values"), answer("3"));
    assert_eq!(stored.answer("bo-objectives"), answer("4"));
}

#[test]
fn a_denied_storage_is_reported() {
    for trouble in [Trouble::Denied, Trouble::KeysDenied] {
        let shelf = Shelf::holding(&one());
        shelf.trouble(trouble);
        let (store, found) = tab(&shelf);
        let expected = Found { trouble: Some(StorageError::Denied), ..Found::default() };
        assert_eq!(found, expected, "{trouble:?}");
        assert_eq!(store.own_keys(), Err(StorageError::Denied));
        assert_eq!(store.delete_everything(), Err(StorageError::Denied));
        assert_eq!(shelf.keys_now(), [key_of(&one())], "{trouble:?}");
    }
}

#[test]
fn what_could_not_be_listed_is_merged_all_the_same() {
    let shelf = Shelf::holding(&one());
    shelf.trouble(Trouble::KeysDenied);
    let (store, _) = tab(&shelf);
    let mut unaware = one();
    unaware.entries.clear();
    let changed = store.change(&unaware, set("vv-values", "3"), NOW + 1);
    assert_eq!(changed.saved, Ok(()));
    assert_eq!(changed.assessment.answer("rm-framework"), answer("1"));
}

#[test]
fn refused_removals_are_reported() {
    let shelf = Shelf::holding(&one());
    shelf.trouble(Trouble::Stuck);
    let (store, _) = tab(&shelf);
    let stuck = Err(StorageError::Other("stuck".to_owned()));
    assert_eq!(store.delete(&one().id).map(drop), stuck);
    assert_eq!(store.discard(&key_of(&one())), stuck);
    assert_eq!(store.delete_everything(), stuck);
    assert_eq!(shelf.stored(&one().id), one());
}

// ---- texts that cannot be read ----

#[test]
fn a_torn_text_is_put_aside_once() {
    let shelf = Shelf::with([(TORN_KEY, TORN)]);
    let (_, found) = tab(&shelf);
    assert_eq!(found.assessments, []);
    assert_eq!(found.set_aside, [aside(ASIDE_KEY, TORN, false)]);
    assert_eq!(found.trouble, None);
    let after = shelf.texts();
    assert_eq!(after, BTreeMap::from([(ASIDE_KEY.to_owned(), TORN.to_owned())]));

    let (store, found) = tab(&shelf);
    assert_eq!(found.set_aside, [aside(ASIDE_KEY, TORN, false)]);
    assert_eq!(shelf.texts(), after, "the second start copies nothing");
    assert_eq!(store.raw(ASIDE_KEY), Ok(Some(TORN.to_owned())));

    // Torn again, in another way: both are kept.
    shelf.put(TORN_KEY, "{");
    let (store, found) = tab(&shelf);
    let second = "twelvefold:aside:a:torn-one:2";
    assert_eq!(shelf.keys_now(), [ASIDE_KEY, second]);
    let mut keys: Vec<&str> = found.set_aside.iter().map(|aside| aside.key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, [ASIDE_KEY, second]);

    assert_eq!(store.discard(second), Ok(()));
    assert_eq!(shelf.texts(), after);
}

#[test]
fn a_torn_text_without_room_for_a_copy_stays_and_is_never_written_over() {
    for trouble in [Trouble::Full, Trouble::Forgetful] {
        let shelf = Shelf::with([(TORN_KEY, TORN)]);
        let before = shelf.texts();
        shelf.trouble(trouble);
        let (store, found) = tab(&shelf);
        assert_eq!(found.set_aside, [aside(TORN_KEY, TORN, false)], "{trouble:?}");
        assert_eq!(shelf.texts(), before, "{trouble:?}");

        // Even with room again, and an assessment of the same id, the text survives.
        let same = one().duplicate(id("torn-one"), "", NOW);
        let changed = store.change(&same, set("vv-values", "3"), NOW + 1);
        assert!(changed.saved.is_err(), "{trouble:?}");
        shelf.trouble(Trouble::None);
        drop(store.change(&changed.assessment, set("vv-values", "2"), NOW + 2));
        assert!(shelf.texts().values().any(|text| text == TORN), "{trouble:?}");

        assert_eq!(store.discard(TORN_KEY), Ok(()));
        assert_eq!(
            store.save(&same).map(drop),
            Ok(()),
            "{trouble:?}: free after the person let go of it"
        );
    }
}

#[test]
fn a_text_that_cannot_be_removed_is_listed_once() {
    let shelf = Shelf::with([(TORN_KEY, TORN)]);
    shelf.trouble(Trouble::Stuck);
    for _ in 0..2 {
        let (_, found) = tab(&shelf);
        assert_eq!(found.set_aside, [aside(ASIDE_KEY, TORN, false)]);
        assert_eq!(shelf.keys_now(), [TORN_KEY, ASIDE_KEY]);
    }
}

#[test]
fn an_assessment_under_the_key_of_another_is_put_aside() {
    let text = write_assessment(&one());
    let shelf = Shelf::with([(TORN_KEY, text.as_str())]);
    let (_, found) = tab(&shelf);
    assert_eq!(found.assessments, []);
    assert_eq!(found.set_aside, [aside(ASIDE_KEY, &text, false)]);
    assert_eq!(shelf.keys_now(), [ASIDE_KEY]);
}

#[test]
fn an_assessment_is_never_mixed_with_another_under_its_key() {
    let shelf = Shelf::holding(&one());
    let (store, _) = tab(&shelf);
    let other = answered(&["", "5 5 5 5 5"]).duplicate(id("stranger"), "Stranger", NOW);
    let foreign = write_assessment(&other);
    shelf.put(&key_of(&one()), &foreign);
    assert_eq!(store.reload(&one().id), None);
    let changed = store.change(&one(), set("bo-objectives", "2"), NOW + 1);
    assert_eq!(changed.saved, Ok(()));
    assert_eq!(changed.assessment, update(&one(), set("bo-objectives", "2"), NOW + 1));
    let copy = shelf.texts().remove("twelvefold:aside:a:k3j9x2abcdef:1");
    assert_eq!(copy, Some(foreign), "the stranger's text is kept");
}

#[test]
fn a_damaged_answer_is_left_out_and_its_text_kept() {
    let text = damaged(&one());
    let shelf = Shelf::with([(key_of(&one()).as_str(), text.as_str())]);
    let (store, found) = tab(&shelf);
    let mut expected = one();
    expected.entries.remove("rm-segments");
    let copy = "twelvefold:aside:a:k3j9x2abcdef:1";
    assert_eq!(found.assessments, [Shelved { assessment: expected.clone(), read_only: None }]);
    assert_eq!(found.set_aside, [aside(copy, &text, false)]);
    assert_eq!(store.raw(copy), Ok(Some(text.clone())));
    assert_eq!(shelf.stored(&one().id), expected, "what is stored is whole again");

    let after = shelf.texts();
    let (_, found) = tab(&shelf);
    assert_eq!((found.assessments.len(), found.set_aside.len()), (1, 1));
    assert_eq!(shelf.texts(), after);
}

#[test]
fn a_damaged_answer_without_room_for_a_copy_closes_the_assessment() {
    let text = damaged(&one());
    let shelf = Shelf::with([(key_of(&one()).as_str(), text.as_str())]);
    let before = shelf.texts();
    shelf.trouble(Trouble::Full);
    let (store, found) = tab(&shelf);
    assert_eq!(found.assessments.len(), 1);
    let shelved = &found.assessments[0];
    assert_eq!(shelved.read_only, Some(ReadOnly::Damaged));
    assert_eq!(shelved.assessment.answer("rm-framework"), answer("1"));
    assert_eq!(found.set_aside, []);

    let changed = store.change(&shelved.assessment, set("vv-values", "3"), NOW + 1);
    assert_eq!(changed.saved, Err(StorageError::Full));
    assert_eq!(store.save(&shelved.assessment), Err(StorageError::Full));
    assert_eq!(shelf.texts(), before);

    // With room again, the damaged text is kept before it is written over.
    shelf.trouble(Trouble::None);
    assert_eq!(store.save(&changed.assessment).map(drop), Ok(()));
    assert!(shelf.texts().values().any(|kept| *kept == text));
}

#[test]
fn a_text_that_somebody_damages_meanwhile_is_kept() {
    for text in [TORN.to_owned(), damaged(&one()), "\"\"".to_owned()] {
        let shelf = Shelf::holding(&one());
        let (store, _) = tab(&shelf);
        shelf.put(&key_of(&one()), &text);
        let changed = store.change(&one(), set("vv-values", "3"), NOW + 1);
        assert_eq!(changed.saved, Ok(()), "{text}");
        assert_eq!(shelf.stored(&one().id).answer("vv-values"), answer("3"), "{text}");
        assert_eq!(shelf.stored(&one().id).answer("rm-segments"), answer("3"), "{text}");
        assert!(shelf.texts().values().any(|kept| *kept == text), "{text}");
    }
}

// ---- texts of a version to come ----

#[test]
fn a_newer_assessment_can_be_looked_at_and_not_changed() {
    let text = newer(&one());
    let shelf = Shelf::with([(key_of(&one()).as_str(), text.as_str())]);
    let before = shelf.texts();
    let (store, found) = tab(&shelf);
    let read_only = Some(ReadOnly::Newer { schema: 999 });
    assert_eq!(found.assessments, [Shelved { assessment: one(), read_only }]);
    assert_eq!(found.set_aside, []);

    let changed = store.change(&one(), set("vv-values", "3"), NOW + 1);
    assert_eq!(changed.saved, Err(StorageError::Newer));
    assert_eq!(changed.assessment.answer("vv-values"), answer("3"));
    assert_eq!(store.save(&changed.assessment), Err(StorageError::Newer));
    assert_eq!(shelf.texts(), before);
}

#[test]
fn a_newer_assessment_that_cannot_be_understood_stays_in_its_place() {
    let key = key_of(&one());
    for text in
        ["{\"schema\":999}".to_owned(), newer(&one()).replace("k3j9x2abcdef", "not-this-key")]
    {
        let shelf = Shelf::with([(key.as_str(), text.as_str())]);
        let before = shelf.texts();
        let (store, found) = tab(&shelf);
        assert_eq!(found.assessments, []);
        assert_eq!(found.set_aside, [aside(&key, &text, true)]);
        assert_eq!(store.save(&one()), Err(StorageError::Newer));
        assert_eq!(store.change(&one(), set("x", "1"), NOW).saved, Err(StorageError::Newer));
        assert_eq!(shelf.texts(), before);
    }
}

#[test]
fn an_update_in_another_tab_is_not_written_over() {
    let shelf = Shelf::holding(&one());
    let (store, _) = tab(&shelf);
    shelf.put(&key_of(&one()), &newer(&one()));
    let before = shelf.texts();
    let changed = store.change(&one(), set("vv-values", "3"), NOW + 1);
    assert_eq!(changed.saved, Err(StorageError::Newer));
    assert_eq!(store.save(&changed.assessment), Err(StorageError::Newer), "trying again");
    assert_eq!(shelf.texts(), before);
}

#[test]
fn settings_that_cannot_be_read_are_put_aside() {
    let shelf = Shelf::with([("twelvefold:settings", "{\"theme\":")]);
    let (store, found) = tab(&shelf);
    assert_eq!(found.settings, Settings::default());
    assert_eq!(found.set_aside, [aside("twelvefold:aside:settings:1", "{\"theme\":", false)]);
    assert_eq!(store.save_settings(&Settings::default()), Ok(()));
    assert_eq!(shelf.keys_now(), ["twelvefold:aside:settings:1", "twelvefold:settings"]);
}

// ---- two tabs ----

#[test]
fn two_tabs_with_different_practices_lose_nothing() {
    let shelf = Shelf::holding(&one());
    let (mine, theirs) = (tab(&shelf).0, tab(&shelf).0);
    let (mut here, mut there) = (one(), one());
    let practices = ["vv-direction", "vv-values", "bo-objectives", "cl-sponsor", "gp-rules"];
    for (turn, practice) in practices.into_iter().enumerate() {
        let now = NOW + turn as u64;
        if turn % 2 == 0 {
            here = mine.change(&here, set(practice, "4"), now).assessment;
        } else {
            there = theirs.change(&there, set(practice, "2"), now).assessment;
        }
    }
    there = theirs.change(&there, Msg::Rename("Harbour".to_owned()), NOW + 9).assessment;
    let member = Profile { role: Role::Member, ..FULL };
    here = mine.change(&here, Msg::SetProfile(member), NOW + 10).assessment;

    let stored = shelf.stored(&one().id);
    assert_eq!(stored, here, "the last writer has seen everything");
    assert_eq!((stored.name.as_str(), stored.profile), ("Harbour", member));
    for (turn, practice) in practices.into_iter().enumerate() {
        let expected = if turn % 2 == 0 { "4" } else { "2" };
        assert_eq!(stored.answer(practice), answer(expected), "{practice}");
    }
    assert_eq!(theirs.reload(&one().id), Some(here));
    assert_ne!(theirs.reload(&one().id), Some(there));
}

#[test]
fn of_two_tabs_with_the_same_practice_the_later_wins() {
    let shelf = Shelf::holding(&one());
    let (mine, theirs) = (tab(&shelf).0, tab(&shelf).0);
    let check = |first: &str, second: &str, expected: &str| {
        shelf.put(&key_of(&one()), &write_assessment(&one()));
        assert_eq!(mine.change(&one(), set("vv-values", first), NOW + 1).saved, Ok(()));
        // This tab has not seen the other's answer.
        let later = theirs.change(&one(), set("vv-values", second), NOW + 2);
        assert_eq!(later.saved, Ok(()));
        assert_eq!(
            shelf.stored(&one().id).answer("vv-values"),
            answer(expected),
            "{first} {second}"
        );
    };
    check("5", "2", "2");
    check("2", "5", "5");
    check("NA", "3", "3");
    check("3", "-", "-");
}

#[test]
fn a_change_after_another_tab_deleted_brings_it_back() {
    let shelf = Shelf::holding(&one());
    let (mine, theirs) = (tab(&shelf).0, tab(&shelf).0);
    assert_eq!(theirs.delete(&one().id).map(drop), Ok(()));
    assert_eq!(mine.reload(&one().id), None);
    let changed = mine.change(&one(), set("vv-values", "3"), NOW + 1);
    assert_eq!(changed.saved, Ok(()));
    assert_eq!(shelf.stored(&one().id), changed.assessment);
}

// ---- what belongs to others, and everything at once ----

#[test]
fn what_belongs_to_others_is_never_touched() {
    let foreign = [
        ("othertool:a:abcdef", TORN),
        ("twelvefold", "x"),
        ("twelvefoldish:a:abcdef", "{}"),
        ("Twelvefold:settings", "{"),
        ("", "nothing"),
    ];
    let shelf = Shelf::with(foreign);
    shelf.put(TORN_KEY, TORN);
    shelf.put("twelvefold:future", "of a version to come");
    let (store, found) = tab(&shelf);
    assert_eq!(found.set_aside, [aside(ASIDE_KEY, TORN, false)]);
    assert_eq!(store.save(&one()).map(drop), Ok(()));
    assert_eq!(
        store.own_keys().unwrap(),
        [key_of(&one()).as_str(), ASIDE_KEY, "twelvefold:future"]
    );
    assert_eq!(shelf.texts()["twelvefold:future"], "of a version to come");

    assert_eq!(store.delete_everything(), Ok(()));
    assert_eq!(shelf.texts(), Shelf::with(foreign).texts());
    assert_eq!(tab(&shelf).1, Found::default());
}

#[test]
fn after_deleting_everything_nothing_is_untouchable() {
    let shelf = Shelf::with([(key_of(&one()).as_str(), "{\"schema\":999}")]);
    let (store, _) = tab(&shelf);
    assert_eq!(store.save(&one()), Err(StorageError::Newer));
    assert_eq!(store.delete_everything(), Ok(()));
    assert_eq!(store.save(&one()).map(drop), Ok(()));
}

fn backup_of(store: &Store<Shelf>, found: &Found) -> Value {
    let assessments = found.assessments.iter().map(|shelved| &shelved.assessment);
    serde_json::from_str(&store.backup(assessments, &[], &found.set_aside, NOW)).unwrap()
}

#[test]
fn a_backup_has_what_is_open_and_what_was_set_aside() {
    let shelf = Shelf::holding(&one());
    shelf.put(TORN_KEY, TORN);
    shelf.put("twelvefold:settings", &write_settings(&Settings::default()));
    let (store, found) = tab(&shelf);
    let backup = backup_of(&store, &found);
    let document: Value = serde_json::from_str(&write_assessment(&one())).unwrap();
    assert_eq!(backup["assessments"], Value::from(vec![document]));
    assert_eq!(backup["set_aside"], serde_json::json!({ ASIDE_KEY: TORN }));
}

#[test]
fn a_backup_has_the_whole_text_of_what_is_too_new_or_damaged() {
    let other = one().duplicate(id("another"), "", NOW);
    let shelf = Shelf::with([
        (key_of(&one()).as_str(), newer(&one()).as_str()),
        (key_of(&other).as_str(), damaged(&other).as_str()),
    ]);
    shelf.trouble(Trouble::Full);
    let (store, found) = tab(&shelf);
    assert_eq!(found.assessments.len(), 2);
    let backup = backup_of(&store, &found);
    assert_eq!(backup["assessments"].as_array().unwrap().len(), 2);
    assert_eq!(
        backup["set_aside"],
        serde_json::json!({
            key_of(&one()): newer(&one()),
            key_of(&other): damaged(&other),
        })
    );
}

#[test]
fn a_backup_of_a_denied_storage_has_what_is_in_memory() {
    let shelf = Shelf::default();
    shelf.trouble(Trouble::Denied);
    let (store, _) = tab(&shelf);
    let memory = one();
    let lost = [aside(ASIDE_KEY, TORN, false)];
    let backup: Value =
        serde_json::from_str(&store.backup([&memory].into_iter(), &[], &lost, NOW)).unwrap();
    assert_eq!(backup["assessments"].as_array().unwrap().len(), 1);
    assert_eq!(backup["set_aside"], serde_json::json!({}));
}

#[test]
fn what_was_deleted_comes_back_to_the_letter() {
    let newer = write_assessment(&one()).replace("\"schema\":2", "\"schema\":3,\"more\":[1]");
    let key = key_of(&one());
    let storage = Shelf::default();
    storage.set(&key, &newer).unwrap();
    let (store, found) = open(storage.clone());
    assert!(found.assessments[0].read_only.is_some());
    let text = store.delete(&one().id).unwrap().unwrap();
    assert_eq!(storage.get(&key), Ok(None));
    assert_eq!(store.undelete(&one().id, &text), Ok(None));
    assert_eq!(storage.get(&key), Ok(Some(newer)));

    storage.set("twelvefold:aside:x:1", "torn").unwrap();
    store.discard("twelvefold:aside:x:1").unwrap();
    store.put_back("twelvefold:aside:x:1", "torn").unwrap();
    assert_eq!(storage.get("twelvefold:aside:x:1"), Ok(Some("torn".to_owned())));
}
