//! What a plan says in words, and which dates of it are past.

use domain::{
    assessment::{Action, ActionId, ActionState, Date, Horizon, Impact, Msg, update},
    model::{Profile, Role, Stage},
    scoring::{Priority, impacts, priorities, roadmap, score, targets},
};
use report::{
    horizon_words, is_overdue, plan_sentence, priority_words, proposal, stage_caveat, state_words,
};

use crate::support::{FULL, NOW, answered, date, level, model, speech};

/// The sentence for these answers, all targets 3 but those given, and an impact for the first principle.
fn sentence(answers: &[&str], aims: &[(usize, u8)], impact: Impact) -> String {
    let principle = |place: usize| model().principles[place].id.clone();
    let all = (0..12).map(|place| (place, 3));
    let targets_set = all
        .chain(aims.iter().copied())
        .map(|(place, target)| Msg::SetTarget(principle(place), Some(level(target))));
    let assessment = targets_set
        .chain([Msg::SetImpact(principle(0), Some(impact))])
        .fold(answered(answers), |before, msg| update(&before, msg, NOW));
    let scores = score(model(), &assessment);
    let targets = targets(model(), &assessment);
    let gaps = priorities(scores.scored(), &targets, &impacts(model(), &assessment));
    plan_sentence(model(), &scores, &targets, &gaps, speech())
}

/// Answers, targets, the impact of the first principle, and the sentence.
type Case<'a> = (&'a [&'a str], &'a [(usize, u8)], Impact, &'a str);

#[test]
fn a_plan_begins_with_where_it_stands_and_what_comes_first() {
    let low_and_lower = ["2 2 2 2 2", "1 1 1 1 1"];
    let cases: [Case<'_>; 8] = [
        (
            &[],
            &[],
            Impact::Normal,
            "No principle has a score yet, so there is nothing to compare with the targets.",
        ),
        (
            &["3 3 3 3 3"],
            &[],
            Impact::Normal,
            "The only principle with a score has reached its target.",
        ),
        (
            &["3 3 3 3 3", "4 4 4 4 4"],
            &[],
            Impact::Normal,
            "All 2 principles with a score have reached their targets.",
        ),
        (
            &low_and_lower,
            &[],
            Impact::Normal,
            "Progress to target is 25%. Of 2 principles with a score, 2 are below their targets, and Visions and values comes first.",
        ),
        // 3 × 1 before 1 × 2, and with the lower impact not.
        (
            &low_and_lower,
            &[(1, 2)],
            Impact::High,
            "Progress to target is 33%. Of 2 principles with a score, 2 are below their targets, and Relationship management comes first.",
        ),
        (
            &low_and_lower,
            &[(1, 2)],
            Impact::Lower,
            "Progress to target is 33%. Of 2 principles with a score, 2 are below their targets, and Visions and values comes first.",
        ),
        (
            &low_and_lower,
            &[(1, 1)],
            Impact::Normal,
            "Progress to target is 50%. Of 2 principles with a score, one is below its target: Relationship management.",
        ),
        // With targets of 1 there is no way to go.
        (
            &low_and_lower,
            &[(0, 1), (1, 1)],
            Impact::Normal,
            "All 2 principles with a score have reached their targets.",
        ),
    ];
    for (answers, aims, impact, expected) in cases {
        assert_eq!(sentence(answers, aims, impact), expected, "{answers:?} {aims:?}");
    }
}

#[test]
fn an_action_is_overdue_from_the_day_after_until_it_is_done_or_dropped() {
    let id = ActionId::step("rm-framework", level(1));
    let overdue = |due: Option<&str>, state: ActionState, today: &str| {
        let action = Action { due: due.map(date), state, ..Action::default() };
        let before = answered(&["1 1 1 1 1"]);
        let after = update(&before, Msg::SetAction(id.clone(), action), NOW);
        let items = roadmap(model(), &after);
        is_overdue(items.iter().find(|item| item.id == id).unwrap(), date(today))
    };
    let due = Some("2026-12-31");
    for (due, state, today, expected) in [
        (due, ActionState::Suggested, "2027-01-01", true),
        (due, ActionState::Taken, "2027-01-01", true),
        (due, ActionState::Started, "2027-01-01", true),
        (due, ActionState::Done, "2027-01-01", false),
        (due, ActionState::Dropped, "2027-01-01", false),
        (due, ActionState::Taken, "2026-12-31", false),
        (due, ActionState::Taken, "2026-12-30", false),
        (None, ActionState::Taken, "2199-12-31", false),
    ] {
        assert_eq!(overdue(due, state, today), expected, "{due:?} {state:?} {today}");
    }
}

#[test]
fn the_middle_of_a_day_is_in_that_day() {
    for text in ["2000-01-01", "2000-02-29", "2026-11-24", "2100-03-01", "2199-12-31"] {
        let day = date(text);
        assert_eq!(Date::of(day.midday()), Some(day));
        assert_eq!(day.midday() % 86_400_000, 43_200_000);
    }
    // 2026-11-24T12:00:00Z
    assert_eq!(date("2026-11-24").midday(), 1_795_521_600_000);
}

#[test]
fn states_horizons_and_priorities_have_names_of_their_own() {
    let states = ActionState::ALL.map(|state| state_words(state, speech()));
    assert_eq!(states, ["Suggested", "Taken on", "Started", "Done", "Dropped"]);
    let horizons = Horizon::ALL.map(|horizon| horizon_words(horizon, speech()));
    assert_eq!(horizons, ["Within 3 months", "3 to 12 months", "Later than a year"]);
    let classes = [Priority::High, Priority::Medium, Priority::Low, Priority::None];
    let classes = classes.map(|class| priority_words(class, speech()));
    assert_eq!(classes, ["High", "Medium", "Low", "At target"]);
}

#[test]
fn each_side_reads_what_it_can_do_and_what_to_propose_to_the_other() {
    let mut assessment = answered(&["1 1 1 1 1"; 12]);
    for (role, words) in [
        (Role::Orchestrator, "To propose to members: "),
        (Role::Member, "To propose to those who coordinate: "),
    ] {
        assessment.profile.role = role;
        let items = roadmap(model(), &assessment);
        assert!(!items.is_empty());
        for item in items {
            let (practice, from) = (item.practice.unwrap(), item.from.unwrap());
            assert_eq!(Some(item.words.as_str()), practice.next_step(role, from));
            assert_eq!(item.to_propose, practice.next_step(role.other(), from));
            let told = proposal(role, item.to_propose.unwrap(), speech());
            assert_eq!(told.strip_prefix(words), item.to_propose);
        }
        let markdown = report::export::markdown(model(), &assessment, speech());
        let first = roadmap(model(), &assessment)[0].to_propose.unwrap().replace('\'', "\\'");
        assert!(markdown.contains(words.trim_end_matches(": ")), "{markdown}");
        assert!(markdown.replace('\\', "").contains(&first.replace('\\', "")), "{first}");
    }
}

#[test]
fn only_the_strategic_stage_has_something_to_know_of_its_targets() {
    let told = |model, stage| stage_caveat(model, Profile { stage, ..FULL }, speech());
    assert!(told(model(), Stage::Strategic).unwrap().contains("targets are low"));
    assert_eq!(told(model(), Stage::Engagement), None);
    let mut unlimited = model().clone();
    unlimited.scoring.strategic_target = None;
    assert!(!told(&unlimited, Stage::Strategic).unwrap().contains("target"));
}
