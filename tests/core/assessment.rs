//! How an assessment changes, and what becomes of two copies that changed apart.

use std::collections::BTreeMap;

use proptest::prelude::*;
use twelvefold::{
    assessment::{
        Answer, Assessment, AssessmentId, Entry, Evidence, LAST_REVISION, Msg, NAME_LIMIT,
        NOTE_LIMIT, merge, update,
    },
    model::{Form, Profile, Role},
};

use crate::support::{
    FULL, NOW, answer, answered, any_answer, any_evidence, any_profile, any_text, blank, cases, id,
};

fn set(practice: &str, word: &str) -> Msg {
    Msg::SetAnswer(practice.to_owned(), answer(word))
}

fn apply(start: &Assessment, msgs: impl IntoIterator<Item = Msg>) -> Assessment {
    msgs.into_iter().fold(start.clone(), |state, msg| update(&state, msg, state.changed + 1))
}

/// Every letter of a note counts a revision, and none of them is an answer.
#[test]
fn a_long_note_does_not_outweigh_an_answer() {
    let base = apply(&blank(FULL), [set("rm-framework", "2")]);
    let letters = (1..200).map(|n| Msg::SetNote("rm-framework".to_owned(), "x".repeat(n)));
    let writing = apply(&base, letters);
    let answering = apply(&base, [set("rm-framework", "5")]);
    for merged in [merge(&writing, &answering), merge(&answering, &writing)] {
        let entry = &merged.entries["rm-framework"];
        assert_eq!((entry.answer, entry.note.len()), (answer("5"), 199));
    }
}

// ---- ids and words ----

#[test]
fn ids_can_stand_in_links() {
    for good in ["abcd", "k3j9x2abcdef", "A-1-", &"x".repeat(40)] {
        assert_eq!(AssessmentId::new(good).unwrap().as_str(), good);
    }
    for bad in ["", "abc", &"x".repeat(41), "a/b/c", "a b c", "../../x", "äöüß", "abcd\n", "ab:cd"]
    {
        assert_eq!(AssessmentId::new(bad), None, "{bad:?}");
    }
}

#[test]
fn random_ids_are_valid_and_differ() {
    let made: Vec<AssessmentId> =
        [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef].map(AssessmentId::from_random).to_vec();
    for (place, one) in made.iter().enumerate() {
        assert_eq!(AssessmentId::new(one.as_str()).as_ref(), Some(one));
        assert!(!made[..place].contains(one), "{one:?}");
    }
}

#[test]
fn answers_have_words() {
    for word in ["1", "2", "3", "4", "5", "na", "unknown"] {
        assert_eq!(Answer::from_token(word).unwrap().token(), word);
    }
    for word in ["", "0", "6", "2.5", "NA", "-1", "3 ", "999"] {
        assert_eq!(Answer::from_token(word), None, "{word:?}");
    }
}

// ---- update ----

#[test]
fn every_message_changes_what_it_names() {
    let start = blank(FULL);
    let check = |msg: Msg, header: bool, look: &dyn Fn(&Assessment) -> bool| {
        assert!(!look(&start), "{msg:?} is there already");
        let after = update(&start, msg.clone(), NOW + 5);
        assert!(look(&after), "{msg:?}");
        assert_eq!(after.revision, start.revision + 1, "{msg:?}");
        assert_eq!(after.changed, NOW + 5, "{msg:?}");
        assert_eq!(after.created, start.created, "{msg:?}");
        assert_eq!(after.header_revision, if header { 2 } else { 1 }, "{msg:?}");
        // Once more changes nothing, revision and time included.
        assert_eq!(update(&after, msg, NOW + 9), after);
    };
    let member = Profile { role: Role::Member, ..FULL };
    check(Msg::Rename("Harbour".to_owned()), true, &|a| a.name == "Harbour");
    check(Msg::SetProfile(member), true, &|a| a.profile == member);
    for word in ["1", "5", "NA", "DK"] {
        check(set("rm-framework", word), false, &|a| a.answer("rm-framework") == answer(word));
    }
    let grade = Msg::SetEvidence("rm-framework".to_owned(), Evidence::Records);
    check(grade, false, &|a| {
        a.entries.get("rm-framework").is_some_and(|entry| entry.evidence == Evidence::Records)
    });
    let note = Msg::SetNote("rm-framework".to_owned(), "seen in May".to_owned());
    check(note, false, &|a| {
        a.entries.get("rm-framework").is_some_and(|entry| entry.note == "seen in May")
    });
}

#[test]
fn what_changes_nothing_leaves_the_assessment_as_it_was() {
    let start = apply(&blank(FULL), [set("rm-framework", "3")]);
    for msg in [
        Msg::Rename(format!("  {}\n", start.name)),
        Msg::SetProfile(FULL),
        set("rm-framework", "3"),
        set("vv-direction", "-"),
        Msg::SetEvidence("rm-framework".to_owned(), Evidence::Opinion),
        Msg::SetEvidence("vv-direction".to_owned(), Evidence::Opinion),
        Msg::SetNote("vv-direction".to_owned(), String::new()),
    ] {
        assert_eq!(update(&start, msg.clone(), NOW + 9), start, "{msg:?}");
    }
}

#[test]
fn entries_carry_the_revision_of_their_last_change() {
    let after = apply(
        &blank(FULL),
        [
            set("rm-framework", "3"),
            set("vv-direction", "4"),
            Msg::Rename("Harbour".to_owned()),
            set("rm-framework", "-"),
        ],
    );
    assert_eq!((after.revision, after.header_revision), (5, 4));
    assert_eq!(after.entries["vv-direction"].revision, 3);
    // Taken back, and remembered as that.
    assert_eq!(after.entries["rm-framework"].revision, 5);
    assert_eq!(after.answer("rm-framework"), None);
}

#[test]
fn an_answer_keeps_its_note_and_its_evidence() {
    let after = apply(
        &blank(FULL),
        [
            set("rm-framework", "3"),
            Msg::SetNote("rm-framework".to_owned(), "seen in May".to_owned()),
            Msg::SetEvidence("rm-framework".to_owned(), Evidence::Examples),
            set("rm-framework", "NA"),
        ],
    );
    let entry = &after.entries["rm-framework"];
    assert_eq!((entry.note.as_str(), entry.evidence), ("seen in May", Evidence::Examples));
}

#[test]
fn long_texts_are_cut_by_characters_and_not_by_bytes() {
    let note = |text: String| {
        let after = update(&blank(FULL), Msg::SetNote("rm-framework".to_owned(), text), NOW);
        after.entries["rm-framework"].note.clone()
    };
    assert_eq!(note("x".repeat(10_000)), "x".repeat(NOTE_LIMIT));
    assert_eq!(note("🚢".repeat(10_000)), "🚢".repeat(NOTE_LIMIT));
    assert_eq!(note("ß".repeat(NOTE_LIMIT)), "ß".repeat(NOTE_LIMIT));

    let after = update(&blank(FULL), Msg::Rename("ж".repeat(500)), NOW);
    assert_eq!(after.name, "ж".repeat(NAME_LIMIT));
    let long = "ж".repeat(500);
    let version = after.model.clone();
    assert_eq!(Assessment::new(id("abcd"), &long, FULL, version, NOW).name, after.name);
    assert_eq!(after.duplicate(id("abcd"), &long, NOW).name, after.name);
}

#[test]
fn names_are_kept_as_they_are() {
    for name in [
        "<script>alert(1)</script>",
        "\"quoted\" & 'so'",
        "شبكة الموانئ",
        "\u{202e}reversed\u{202c}",
        "{count} of {total}",
        "👩‍👩‍👧 family",
        "a\u{0}b",
    ] {
        assert_eq!(update(&blank(FULL), Msg::Rename(name.to_owned()), NOW).name, name);
    }
}

#[test]
fn a_duplicate_has_the_same_answers_and_goes_its_own_way() {
    let one = answered(&["1 2 3 4 5"]);
    let copy = one.duplicate(id("another"), " Next year ", NOW + 7);
    assert_eq!((copy.id.as_str(), copy.name.as_str()), ("another", "Next year"));
    assert_eq!((copy.created, copy.changed), (NOW + 7, NOW + 7));
    assert_eq!((&copy.entries, copy.profile, &copy.model), (&one.entries, one.profile, &one.model));
}

// ---- merge ----

#[test]
fn two_copies_lose_nothing_to_each_other() {
    let base = apply(&blank(FULL), [set("rm-framework", "3"), set("vv-direction", "2")]);
    let one = apply(&base, [set("rm-framework", "4"), Msg::Rename("Harbour".to_owned())]);
    let short = Profile { form: Form::Short, ..FULL };
    let other = apply(&base, [set("bo-objectives", "5"), set("vv-direction", "-")]);
    let merged = merge(&one, &other);
    assert_eq!(merged.answer("rm-framework"), answer("4"));
    assert_eq!(merged.answer("bo-objectives"), answer("5"));
    assert_eq!(merged.answer("vv-direction"), None, "taking back survives");
    assert_eq!(merged.name, "Harbour");
    assert_eq!(merged.revision, one.revision.max(other.revision));

    // Name and profile go together, the later one wins.
    let other = apply(&base, [set("bo-objectives", "5"), Msg::SetProfile(short)]);
    let later = apply(&base, [set("x", "1"), set("y", "1"), Msg::Rename("Later".to_owned())]);
    let merged = merge(&other, &later);
    assert_eq!((merged.name.as_str(), merged.profile), ("Later", FULL));
}

#[test]
fn merged_copies_began_with_the_first_and_changed_with_the_last() {
    let mut one = blank(FULL);
    (one.created, one.changed) = (NOW - 5, NOW + 1);
    let mut other = blank(FULL);
    (other.created, other.changed) = (NOW, NOW + 9);
    for merged in [merge(&one, &other), merge(&other, &one)] {
        assert_eq!((merged.created, merged.changed), (NOW - 5, NOW + 9));
    }
}

#[test]
fn a_merged_copy_counts_on() {
    let base = blank(FULL);
    let one = apply(&base, [set("x", "1"), set("x", "2"), set("x", "3")]);
    let other = apply(&base, [set("y", "1")]);
    let after = apply(&merge(&other, &one), [set("y", "2")]);
    assert_eq!(after.revision, 5);
    assert_eq!(merge(&after, &one), after);
    assert_eq!(merge(&after, &other), after);
}

fn any_msg() -> impl Strategy<Value = Msg> {
    let practice =
        || proptest::sample::select(vec!["rm-framework", "vv-direction", "bo-objectives"]);
    prop_oneof![
        5 => (practice(), any_answer()).prop_map(|(p, a)| Msg::SetAnswer(p.to_owned(), a)),
        2 => (practice(), any_evidence()).prop_map(|(p, e)| Msg::SetEvidence(p.to_owned(), e)),
        2 => (practice(), "[ab]{0,2}").prop_map(|(p, note)| Msg::SetNote(p.to_owned(), note)),
        1 => "[ab]{0,2}".prop_map(Msg::Rename),
        1 => any_profile().prop_map(Msg::SetProfile),
    ]
}

fn history() -> impl Strategy<Value = Vec<Msg>> {
    proptest::collection::vec(any_msg(), 0..8)
}

/// By practice, the revision of the last change.
fn revisions(assessment: &Assessment) -> BTreeMap<&str, u64> {
    assessment.entries.iter().map(|(id, entry)| (id.as_str(), entry.revision)).collect()
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn merging_does_not_depend_on_who_merges_when(
        base in history(), one in history(), two in history(), three in history(),
    ) {
        let base = apply(&blank(FULL), base);
        let (a, b, c) = (apply(&base, one), apply(&base, two), apply(&base, three));
        prop_assert_eq!(merge(&a, &b), merge(&b, &a));
        prop_assert_eq!(merge(&merge(&a, &b), &c), merge(&a, &merge(&b, &c)));
        prop_assert_eq!(merge(&a, &a), a.clone());
        prop_assert_eq!(merge(&merge(&a, &b), &a), merge(&a, &b));
        // A copy without changes of its own brings nothing.
        prop_assert_eq!(merge(&base, &a), a);
    }

    #[test]
    fn of_every_answer_the_later_revision_wins(base in history(), one in history(), two in history()) {
        let base = apply(&blank(FULL), base);
        let (a, b) = (apply(&base, one), apply(&base, two));
        let merged = merge(&a, &b);
        for (practice, revision) in revisions(&merged) {
            let of = |copy: &Assessment| copy.entries.get(practice).map_or(0, |entry| entry.revision);
            prop_assert_eq!(revision, of(&a).max(of(&b)));
            let entry = merged.entries.get(practice);
            let rating = |entry: Option<&Entry>| entry.map(|e| (e.answer, e.evidence, e.revision));
            let note = |entry: Option<&Entry>| entry.map(|e| (e.note.clone(), e.note_revision));
            let (in_a, in_b) = (a.entries.get(practice), b.entries.get(practice));
            prop_assert!(rating(entry) == rating(in_a) || rating(entry) == rating(in_b));
            prop_assert!(note(entry) == note(in_a) || note(entry) == note(in_b));
        }
        prop_assert!(merged.entries.values().all(|entry| entry.newest() <= merged.revision));
        prop_assert!(merged.header_revision <= merged.revision);
    }

    #[test]
    fn revisions_rise_by_one_with_every_change(start in history(), msg in any_msg()) {
        let before = apply(&blank(FULL), start);
        let after = update(&before, msg, NOW + 100);
        if after == before {
            prop_assert_eq!(after.revision, before.revision);
        } else {
            prop_assert_eq!(after.revision, before.revision + 1);
            let newest = after.entries.values().map(Entry::newest).max();
            prop_assert!(newest == Some(after.revision) || after.header_revision == after.revision);
        }
    }

    #[test]
    fn no_message_is_too_odd(practice in any_text(20), text in any_text(200), answer in any_answer()) {
        let start = blank(FULL);
        for msg in [
            Msg::Rename(text.clone()),
            Msg::SetNote(practice.clone(), text),
            Msg::SetAnswer(practice, answer),
        ] {
            let after = update(&start, msg, 0);
            prop_assert!(after.revision <= start.revision + 1);
        }
    }
}

#[test]
fn the_last_revision_there_can_be_is_no_end() {
    let mut start = blank(FULL);
    start.revision = LAST_REVISION;
    let after = update(&start, set("rm-framework", "3"), NOW);
    assert_eq!(after.answer("rm-framework"), answer("3"));
    assert_eq!(after.revision, LAST_REVISION);
}
