//! How an assessment changes, and what becomes of two copies that changed apart.

use std::collections::BTreeMap;

use base::sorted::Sorted;
use domain::{
    assessment::{
        ACTIONS_LIMIT, Action, ActionId, ActionState, Aim, Answer, Assessment, AssessmentId, Date,
        Entry, Evidence, Frequency, Horizon, Impact, LAST_REVISION, Msg, NAME_LIMIT, NOTE_LIMIT,
        OWNER_LIMIT, ResponseId, Revision, SelfCheck, SelfRating, WORDS_LIMIT, absorb, merge,
        update,
    },
    model::{Form, Level, Profile, Role, Scale},
};
use proptest::prelude::*;

use crate::support::{
    FULL, NOW, action_id, answer, answered, any_answer, any_date, any_evidence, any_impact,
    any_level, any_profile, any_self_rating, any_state, any_text, blank, cases, date, id, level,
    model, seen,
};

fn set(practice: &str, word: &str) -> Msg {
    Msg::SetAnswer(practice.to_owned(), answer(word))
}

pub(crate) fn apply(start: &Assessment, msgs: impl IntoIterator<Item = Msg>) -> Assessment {
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
        let entry = merged.entries.get("rm-framework").unwrap();
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

#[test]
fn what_is_chosen_has_numbers_and_words() {
    for (place, impact) in Impact::ALL.into_iter().enumerate() {
        assert_eq!(usize::from(impact.number()), place + 1);
        assert_eq!(Impact::from_number(impact.number()), Some(impact));
    }
    assert_eq!((Impact::from_number(0), Impact::from_number(4)), (None, None));
    for horizon in Horizon::ALL {
        assert_eq!(Horizon::from_id(horizon.id()), Some(horizon));
    }
    for state in ActionState::ALL {
        assert_eq!(ActionState::from_id(state.id()), Some(state));
    }
    for word in ["", "Now", "later "] {
        assert_eq!((Horizon::from_id(word), ActionState::from_id(word)), (None, None), "{word:?}");
    }
    for word in ["1", "2", "3", "4", "5", "unknown"] {
        assert_eq!(SelfRating::from_token(word).unwrap().token(), word);
    }
    for word in ["", "0", "6", "na", "2.5", "UNKNOWN"] {
        assert_eq!(SelfRating::from_token(word), None, "{word:?}");
    }
    assert_eq!(seen(4).frequency().map(Frequency::number), Some(4));
    assert_eq!(SelfRating::Unknown.frequency(), None);
    assert_eq!(Frequency::ALL.map(Frequency::number), [1, 2, 3, 4, 5]);
    assert_eq!((Frequency::new(0), Frequency::new(6)), (None, None));
}

#[test]
fn response_ids_have_48_bits() {
    assert_eq!(ResponseId::new(u64::MAX).bits(), 0xffff_ffff_ffff);
    assert_eq!(ResponseId::new(0xabcd_0123_4567_89ab).bits(), 0x0123_4567_89ab);
    assert_eq!(ResponseId::new(ResponseId::MAX).bits(), ResponseId::MAX);
}

#[test]
fn actions_have_ids() {
    let step = ActionId::step("rm-framework", level(2));
    assert_eq!(step.as_str(), "rm-framework:2");
    assert_eq!((step.step_of(), step.is_own()), (Some(("rm-framework", level(2))), false));
    for bits in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
        let own = ActionId::own_from_random(bits);
        assert!(own.is_own() && own.step_of().is_none(), "{own:?}");
        assert_eq!(ActionId::new(own.as_str()), Some(own));
    }
    let long = format!("{}:1", "x".repeat(200));
    for good in ["rm-framework:1", "a:4", "own:3", "übung:2", "a:b:1", "own:abcdefgh2345", &long] {
        assert_eq!(ActionId::new(good).expect(good).as_str(), good);
    }
    for bad in [
        "",
        ":1",
        "rm-framework",
        "rm-framework:",
        "rm-framework:0",
        "rm-framework:5",
        "rm-framework:6",
        "rm-framework:01",
        "rm-framework:+1",
        "rm-framework: 1",
        "own:abc",
        "own:ABCDEFGH2345",
        "own:abcdefgh23456",
        "own:<script>1234",
        &format!("x{long}"),
    ] {
        assert_eq!(ActionId::new(bad), None, "{bad}");
    }
}

// ---- dates ----

#[test]
fn dates_are_days_of_the_calendar() {
    for good in [
        "2000-01-01",
        "2000-02-29",
        "2024-02-29",
        "2026-12-31",
        "2028-04-30",
        "2100-02-28",
        "2199-12-31",
    ] {
        assert_eq!(Date::parse(good).expect(good).to_string(), good);
    }
    for bad in [
        "",
        "9999-99-99",
        "1999-12-31",
        "2200-01-01",
        "2023-02-29",
        "2100-02-29",
        "2026-04-31",
        "2026-13-01",
        "2026-00-10",
        "2026-01-00",
        "2026-01-32",
        "2026-1-1",
        "20260101",
        "2026-01-01T00:00",
        "2026-01-01-01",
        "+026-01-01",
        "2026/01/01",
        " 2026-01-01",
        "２026-01-01",
        "2026-01-001",
        "2026-01-257",
        "2026-258-01",
    ] {
        assert_eq!(Date::parse(bad), None, "{bad}");
    }
    let day = Date::new(2027, 3, 9).unwrap();
    assert_eq!((day.year(), day.month(), day.day()), (2027, 3, 9));
    assert_eq!((Date::new(2027, 2, 29), Date::new(2027, 0, 1)), (None, None));
    assert!(date("2026-12-31") < date("2027-01-01") && date("2026-02-01") > date("2026-01-31"));
}

#[test]
fn moments_have_their_day_in_utc() {
    for (moment, expected) in [
        (946_684_799_999, None),
        (946_684_800_000, Some("2000-01-01")),
        (951_782_400_000, Some("2000-02-29")),
        (951_868_799_999, Some("2000-02-29")),
        (951_868_800_000, Some("2000-03-01")),
        (NOW, Some("2026-09-21")),
        (1_798_761_599_999, Some("2026-12-31")),
        (4_107_542_400_000, Some("2100-03-01")),
        (7_258_118_399_999, Some("2199-12-31")),
        (7_258_118_400_000, None),
        (0, None),
        (u64::MAX, None),
    ] {
        assert_eq!(Date::of(moment), expected.map(date), "{moment}");
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
        // The id for handing over is no change of what is assessed.
        let changed = if matches!(msg, Msg::SetResponse(_)) { NOW } else { NOW + 5 };
        assert_eq!(after.changed, changed, "{msg:?}");
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
    let principle = || "value-creation".to_owned();
    let aim = |a: &Assessment| a.aims.get("value-creation").copied().unwrap_or_default();
    for number in 1..=5 {
        let target = Some(level(number));
        check(Msg::SetTarget(principle(), target), false, &|a| aim(a).target == target);
    }
    for impact in Impact::ALL {
        let msg = Msg::SetImpact(principle(), Some(impact));
        check(msg, false, &|a| aim(a).impact == Some(impact));
    }
    let item = || "listening".to_owned();
    let check_of = |a: &Assessment| a.competencies.get("listening").copied().unwrap_or_default();
    for rating in [seen(1), seen(5), SelfRating::Unknown] {
        let msg = Msg::SetSelf(item(), Some(rating));
        check(msg, false, &|a| check_of(a).own == Some(rating) && check_of(a).others.is_none());
        let msg = Msg::SetOthers(item(), Some(rating));
        check(msg, false, &|a| check_of(a).others == Some(rating) && check_of(a).own.is_none());
    }
    for state in [ActionState::Taken, ActionState::Started, ActionState::Done, ActionState::Dropped]
    {
        let msg = Msg::SetAction(action_id("rm-framework:1"), Action { state, ..action() });
        check(msg, false, &|a| {
            let expected = Action { state, revision: 2, ..action() };
            a.plan.get(&action_id("rm-framework:1")) == Some(&expected)
        });
    }
    let response = ResponseId::new(7);
    check(Msg::SetResponse(response), false, &|a| a.response == Some(response));
}

/// An action with something in every field.
fn action() -> Action {
    Action {
        principle: "relationship-management".to_owned(),
        words: "Write down who speaks for whom".to_owned(),
        owner: "Ines".to_owned(),
        due: Some(date("2027-02-28")),
        horizon: Some(Horizon::Next),
        state: ActionState::Taken,
        revision: 0,
    }
}

#[test]
fn every_field_of_an_action_can_be_changed_and_taken_back() {
    let key = || action_id("rm-framework:1");
    let start = apply(&blank(FULL), [Msg::SetAction(key(), action())]);
    let mut seen = start.clone();
    for change in [
        |a: &mut Action| a.words = "Other words".to_owned(),
        |a: &mut Action| a.owner = String::new(),
        |a: &mut Action| a.due = None,
        |a: &mut Action| a.due = Some(date("2027-03-01")),
        |a: &mut Action| a.horizon = None,
        |a: &mut Action| a.state = ActionState::Dropped,
        |a: &mut Action| a.principle = "visions-and-values".to_owned(),
        |a: &mut Action| *a = Action::default(),
    ] {
        let mut wanted = seen.plan.get(&key()).unwrap().clone();
        change(&mut wanted);
        let after = apply(&seen, [Msg::SetAction(key(), wanted.clone())]);
        wanted.revision = seen.revision + 1;
        assert_eq!(*after.plan.get(&key()).unwrap(), wanted);
        assert_eq!(after.revision, seen.revision + 1);
        // The revision in the message is not looked at.
        wanted.revision = 400;
        assert_eq!(apply(&after, [Msg::SetAction(key(), wanted)]), after);
        seen = after;
    }
    // What was taken back is remembered as that.
    assert!(seen.plan.get(&key()).unwrap().is_blank());
}

#[test]
fn only_what_a_person_said_something_about_is_in_the_plan() {
    let start = blank(FULL);
    let blank_step = Action { words: "  ".to_owned(), principle: "x".to_owned(), ..default() };
    assert!(blank_step.is_blank());
    let msg = Msg::SetAction(action_id("rm-framework:1"), blank_step);
    assert_eq!(apply(&start, [msg]), start);
    // One's own is there as soon as it is added, before it has words.
    let own = ActionId::own_from_random(5);
    let after = apply(&start, [Msg::SetAction(own.clone(), default())]);
    assert_eq!(*after.plan.get(&own).unwrap(), Action { revision: 2, ..default() });
}

fn default() -> Action {
    Action::default()
}

#[test]
fn a_plan_has_room_for_so_many_actions() {
    let add = |n| {
        let action = Action { words: "Do".to_owned(), ..default() };
        Msg::SetAction(ActionId::own_from_random(n), action)
    };
    let full = apply(&blank(FULL), (0..ACTIONS_LIMIT as u64).map(add));
    assert_eq!(full.plan.len(), ACTIONS_LIMIT);
    assert_eq!(apply(&full, [add(4_000)]), full);
    // What is in it can still be changed, and merging loses nothing.
    let change = Msg::SetAction(
        ActionId::own_from_random(3),
        Action { owner: "Ines".to_owned(), ..default() },
    );
    assert_eq!(apply(&full, [change]).revision, full.revision + 1);
    let other = apply(&blank(FULL), [add(4_000)]);
    assert_eq!(merge(&full, &other).plan.len(), ACTIONS_LIMIT + 1);
}

#[test]
fn a_response_id_is_given_once() {
    let after = apply(&blank(FULL), [Msg::SetResponse(ResponseId::new(9))]);
    assert_eq!(after.response, Some(ResponseId::new(9)));
    let later = update(&blank(FULL), Msg::SetResponse(ResponseId::new(9)), NOW + 1);
    assert_eq!((later.changed, later.revision), (NOW, 2), "nothing that was said has changed");
    assert_eq!(apply(&after, [Msg::SetResponse(ResponseId::new(3))]), after);
}

#[test]
fn another_scale_changes_nothing_that_was_set() {
    let set = apply(
        &blank(FULL),
        [
            Msg::SetTarget("value-creation".to_owned(), Some(level(4))),
            Msg::SetImpact("value-creation".to_owned(), Some(Impact::High)),
            Msg::SetAction(action_id("rm-framework:1"), action()),
            Msg::SetSelf("listening".to_owned(), Some(seen(2))),
        ],
    );
    let small = Profile { scale: Scale::Handful, form: Form::Short, ..FULL };
    let after = apply(&set, [Msg::SetProfile(small)]);
    assert_eq!(
        (&after.aims, &after.plan, &after.competencies),
        (&set.aims, &set.plan, &set.competencies)
    );
    let aim = Aim { target: Some(level(4)), impact: Some(Impact::High), revision: 3 };
    assert_eq!(*after.aims.get("value-creation").unwrap(), aim);
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
        Msg::SetTarget("value-creation".to_owned(), None),
        Msg::SetImpact("value-creation".to_owned(), None),
        Msg::SetSelf("listening".to_owned(), None),
        Msg::SetOthers("listening".to_owned(), None),
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
    assert_eq!(after.entries.get("vv-direction").unwrap().revision, 3);
    // Taken back, and remembered as that.
    assert_eq!(after.entries.get("rm-framework").unwrap().revision, 5);
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
    let entry = after.entries.get("rm-framework").unwrap();
    assert_eq!((entry.note.as_str(), entry.evidence), ("seen in May", Evidence::Examples));
}

#[test]
fn long_texts_are_cut_by_characters_and_not_by_bytes() {
    let note = |text: String| {
        let after = update(&blank(FULL), Msg::SetNote("rm-framework".to_owned(), text), NOW);
        after.entries.get("rm-framework").unwrap().note.clone()
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
    assert_eq!(after.next_round(model(), id("abcd"), &long, true, NOW).name, after.name);

    let action = Action { principle: long.clone(), words: long.clone(), owner: long, ..action() };
    let action = Action { words: action.words.repeat(3), ..action };
    let key = action_id("rm-framework:1");
    let after = update(&blank(FULL), Msg::SetAction(key.clone(), action), NOW);
    let kept = after.plan.get(&key).unwrap();
    assert_eq!(kept.words, "ж".repeat(WORDS_LIMIT));
    assert_eq!(kept.owner, "ж".repeat(OWNER_LIMIT));
    assert_eq!(kept.principle, "ж".repeat(NAME_LIMIT));
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

/// An assessment with something in every part.
fn rich() -> Assessment {
    apply(
        &answered(&["1 2 3 4 5"]),
        [
            Msg::SetNote("rm-framework".to_owned(), "seen in May".to_owned()),
            Msg::SetTarget("value-creation".to_owned(), Some(level(4))),
            Msg::SetAction(action_id("rm-framework:1"), action()),
            Msg::SetAction(
                action_id("rm-framework:2"),
                Action { state: ActionState::Dropped, ..action() },
            ),
            Msg::SetSelf("listening".to_owned(), Some(seen(2))),
            Msg::SetResponse(ResponseId::new(77)),
        ],
    )
}

#[test]
fn copies_are_handed_over_as_responses_of_their_own() {
    let one = Assessment { follows: Some(id("before")), ..rich() };
    let copy = one.duplicate(id("another"), "Copy", NOW + 7);
    let expected = Assessment {
        id: id("another"),
        name: "Copy".to_owned(),
        created: NOW + 7,
        changed: NOW + 7,
        response: None,
        ..one
    };
    assert_eq!(copy, expected);
}

#[test]
fn the_next_round_knows_the_one_before() {
    let one = Assessment { follows: Some(id("before")), ..rich() };
    let kept = one.next_round(model(), id("another"), " Round 2 ", true, NOW + 7);
    let expected = Assessment {
        follows: Some(one.id.clone()),
        model: domain::assessment::ModelVersion::of(model()),
        ..one.duplicate(id("another"), "Round 2", NOW + 7)
    };
    assert_eq!(kept, expected);
    let fresh = one.next_round(model(), id("another"), "Round 2", false, NOW + 7);
    let expected = Assessment { entries: Sorted::new(), competencies: Sorted::new(), ..expected };
    assert_eq!(fresh, expected);
    assert_eq!((&fresh.aims, &fresh.plan), (&one.aims, &one.plan));
    // Its changes are newer than what it began with.
    assert!(fresh.newest_part() <= fresh.revision);
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

#[test]
fn what_another_copy_brings_is_counted() {
    let base = rich();
    let check = |own: &[Msg], other: &[Msg], newer: usize, conflicts: usize| {
        let (own, other) = (apply(&base, own.to_vec()), apply(&base, other.to_vec()));
        let found = absorb(&own, &other);
        assert_eq!((found.newer, found.conflicts), (newer, conflicts), "{own:?} {other:?}");
        found.assessment
    };
    let note = |text: &str| Msg::SetNote("rm-framework".to_owned(), text.to_owned());
    let aim = |number| Msg::SetTarget("value-creation".to_owned(), Some(level(number)));
    let own_check = |number| Msg::SetSelf("listening".to_owned(), Some(seen(number)));
    let act = |owner: &str| {
        let action = Action { owner: owner.to_owned(), ..action() };
        Msg::SetAction(action_id("rm-framework:1"), action)
    };
    let name = |text: &str| Msg::Rename(text.to_owned());

    check(&[], &[], 0, 0);
    check(&[set("rm-framework", "5")], &[], 0, 0);
    // What is newer there. Of an answer and its note each counts for itself, name and profile together.
    check(&[], &[set("rm-framework", "5"), note("b"), aim(2), own_check(5), act("Özgür")], 5, 0);
    let short = Profile { form: Form::Short, ..FULL };
    check(&[], &[name("New"), Msg::SetProfile(short)], 1, 0);
    check(&[set("x", "1")], &[set("y", "1"), set("z", "-")], 1, 0);
    // Changed there and changed back says nothing new.
    check(&[], &[set("vv-direction", "1"), set("vv-direction", "-")], 0, 0);
    check(&[], &[set("rm-framework", "5"), set("rm-framework", "1")], 0, 0);
    // What both changed in the same revision is in conflict, and ours stays.
    let kept = check(&[set("rm-framework", "2")], &[set("rm-framework", "5")], 0, 1);
    assert_eq!(kept.answer("rm-framework"), answer("2"));
    let kept = check(&[set("rm-framework", "5")], &[set("rm-framework", "2")], 0, 1);
    assert_eq!(kept.answer("rm-framework"), answer("5"));
    let kept = check(&[note("a")], &[note("b")], 0, 1);
    assert_eq!(kept.entries.get("rm-framework").unwrap().note, "a");
    let kept = check(&[aim(1)], &[aim(2)], 0, 1);
    assert_eq!(kept.aims.get("value-creation").unwrap().target, Some(level(1)));
    let kept = check(&[own_check(1)], &[own_check(3)], 0, 1);
    assert_eq!(kept.competencies.get("listening").unwrap().own, Some(seen(1)));
    let kept = check(&[act("A")], &[act("B")], 0, 1);
    assert_eq!(kept.plan.get(&action_id("rm-framework:1")).unwrap().owner, "A");
    let kept = check(&[name("A")], &[name("B")], 0, 1);
    assert_eq!(kept.name, "A");
    // The same in the same revision is no conflict, and neither is what only one side changed.
    check(&[aim(1)], &[aim(1)], 0, 0);
    let kept = check(&[aim(1), act("A")], &[own_check(3), act("B"), note("b")], 2, 1);
    assert_eq!(kept.aims.get("value-creation").unwrap().target, Some(level(1)));
    assert_eq!(kept.entries.get("rm-framework").unwrap().note, "b");

    // The id to be handed over under, and the round before, are never in conflict.
    let without = Assessment { response: None, follows: None, ..rich() };
    let with = Assessment { follows: Some(id("before")), ..rich() };
    let found = absorb(&without, &with);
    assert_eq!((found.newer, found.conflicts), (2, 0));
    assert_eq!(found.assessment, with);
    let other = Assessment { response: Some(ResponseId::new(1)), ..with.clone() };
    assert_eq!(absorb(&with, &other).assessment, with);
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
        1 => (principle(), proptest::option::of(any_level()))
            .prop_map(|(p, target)| Msg::SetTarget(p.to_owned(), target)),
        1 => (principle(), proptest::option::of(any_impact()))
            .prop_map(|(p, impact)| Msg::SetImpact(p.to_owned(), impact)),
        1 => (competency(), proptest::option::of(any_self_rating()))
            .prop_map(|(c, rating)| Msg::SetSelf(c.to_owned(), rating)),
        1 => (competency(), proptest::option::of(any_self_rating()))
            .prop_map(|(c, rating)| Msg::SetOthers(c.to_owned(), rating)),
        3 => (action_key(), small_action()).prop_map(|(key, action)| Msg::SetAction(key, action)),
        1 => (0..3_u64).prop_map(|bits| Msg::SetResponse(ResponseId::new(bits))),
    ]
}

fn principle() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["value-creation", "visions-and-values"])
}

fn competency() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(vec!["listening", "openness"])
}

fn action_key() -> impl Strategy<Value = ActionId> {
    proptest::sample::select(vec!["rm-framework:1", "own:abcdefgh2345", "rm-framework:2"])
        .prop_map(action_id)
}

/// Actions of which two are often the same but for one field.
fn small_action() -> impl Strategy<Value = Action> {
    let due = proptest::option::of(any_date());
    let horizon = proptest::option::of(proptest::sample::select(Horizon::ALL.to_vec()));
    ("[ab]{0,1}", "[ab]{0,1}", due, horizon, any_state()).prop_map(
        |(words, owner, due, horizon, state)| {
            let principle = "value-creation".to_owned();
            Action { principle, words, owner, due, horizon, state, revision: 0 }
        },
    )
}

pub(crate) fn history() -> impl Strategy<Value = Vec<Msg>> {
    proptest::collection::vec(any_msg(), 0..8)
}

/// Checks that of every entry the merged copy has the one with the higher revision, and no entry that neither had.
#[track_caller]
fn assert_newest<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    maps: [&Sorted<K, V>; 3],
    revision: impl Fn(&V) -> Revision,
) {
    let [merged, a, b] = maps;
    for key in a.keys().chain(b.keys()) {
        assert!(merged.contains_key(key), "{key:?} is lost");
    }
    for (key, value) in merged {
        let of = |map: &Sorted<K, V>| map.get(key).map_or(0, &revision);
        assert_eq!(revision(value), of(a).max(of(b)), "{key:?}");
        assert!([a.get(key), b.get(key)].contains(&Some(value)), "{key:?}");
    }
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
    fn absorbing_is_merging_that_keeps_ours(base in history(), one in history(), two in history()) {
        let base = apply(&blank(FULL), base);
        let (a, mut b) = (apply(&base, one), apply(&base, two));
        b.response = a.response;
        let found = absorb(&a, &b);
        if found.conflicts == 0 {
            prop_assert_eq!(&found.assessment, &merge(&a, &b));
        }
        // The second time there is nothing new, and the same conflicts as before.
        let again = absorb(&found.assessment, &b);
        prop_assert_eq!((again.newer, again.conflicts), (0, found.conflicts));
        prop_assert_eq!(&again.assessment, &found.assessment);
        if found.newer == 0 {
            // Ours is as it was but for revisions.
            let says = |of: &Assessment| {
                let mut of = of.clone();
                (of.revision, of.header_revision, of.changed, of.created) = (0, 0, 0, 0);
                of.entries.values_mut().for_each(|e| (e.revision, e.note_revision) = (0, 0));
                of.entries.retain(|_, entry| *entry != Entry::default());
                of.aims.values_mut().for_each(|aim| aim.revision = 0);
                of.aims.retain(|_, aim| *aim != Aim::default());
                of.plan.values_mut().for_each(|action| action.revision = 0);
                of.plan.retain(|id, action| id.is_own() || !action.is_blank());
                of.competencies.values_mut().for_each(|check| check.revision = 0);
                of.competencies.retain(|_, check| *check != SelfCheck::default());
                of
            };
            prop_assert_eq!(says(&found.assessment), says(&a));
        }
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
        assert_newest([&merged.aims, &a.aims, &b.aims], |aim: &Aim| aim.revision);
        assert_newest([&merged.plan, &a.plan, &b.plan], |action: &Action| action.revision);
        let checks = [&merged.competencies, &a.competencies, &b.competencies];
        assert_newest(checks, |check: &SelfCheck| check.revision);
        prop_assert!([a.response, b.response].contains(&merged.response));
        prop_assert!(merged.response.is_some() || (a.response, b.response) == (None, None));
        prop_assert!(merged.newest_part() <= merged.revision);
    }

    #[test]
    fn revisions_rise_by_one_with_every_change(start in history(), msg in any_msg()) {
        let before = apply(&blank(FULL), start);
        let after = update(&before, msg, NOW + 100);
        if after == before {
            prop_assert_eq!(after.revision, before.revision);
        } else {
            prop_assert_eq!(after.revision, before.revision + 1);
            let is_first_response = after.response != before.response;
            prop_assert!(after.newest_part() == after.revision || is_first_response);
        }
    }

    #[test]
    fn no_message_is_too_odd(practice in any_text(20), text in any_text(200), answer in any_answer()) {
        let start = blank(FULL);
        for msg in [
            Msg::Rename(text.clone()),
            Msg::SetNote(practice.clone(), text.clone()),
            Msg::SetAnswer(practice.clone(), answer),
            Msg::SetTarget(practice.clone(), Some(Level::LOWEST)),
            Msg::SetSelf(practice.clone(), Some(SelfRating::Unknown)),
            Msg::SetAction(ActionId::step(&practice, Level::LOWEST), Action { words: text, ..default() }),
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
