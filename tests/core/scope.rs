//! Which practices a profile asks, and in which words.

use domain::{
    assessment::{Msg, update},
    model::{Form, Practice, Profile, Role, Scale, Stage},
    scoring::score,
};

use crate::support::{FULL, NOW, all_profiles, answered, level, model};

/// How many practices of each principle the full form asks, by stage and scale; the same for both roles.
#[rustfmt::skip]
const ASKED: [(Stage, Scale, [usize; 12]); 12] = [
    (Stage::Strategic,  Scale::Handful,  [6, 3, 4, 3, 4, 2, 3, 2, 2, 4, 2, 3]),
    (Stage::Strategic,  Scale::Curated,  [6, 3, 4, 3, 4, 2, 3, 2, 2, 4, 2, 3]),
    (Stage::Strategic,  Scale::Large,    [6, 3, 4, 3, 4, 2, 3, 2, 2, 4, 2, 3]),
    (Stage::Strategic,  Scale::Platform, [6, 3, 4, 3, 4, 2, 3, 2, 2, 4, 2, 3]),
    (Stage::Engagement, Scale::Handful,  [7, 5, 5, 5, 6, 5, 4, 5, 5, 5, 3, 4]),
    (Stage::Engagement, Scale::Curated,  [7, 5, 5, 5, 6, 5, 4, 5, 5, 5, 3, 4]),
    (Stage::Engagement, Scale::Large,    [8, 5, 5, 5, 6, 5, 4, 5, 5, 5, 3, 4]),
    (Stage::Engagement, Scale::Platform, [8, 5, 5, 5, 6, 5, 4, 5, 5, 5, 3, 4]),
    (Stage::Management, Scale::Handful,  [7, 5, 6, 5, 6, 5, 5, 5, 5, 5, 4, 5]),
    (Stage::Management, Scale::Curated,  [7, 5, 6, 5, 6, 5, 5, 5, 5, 5, 5, 5]),
    (Stage::Management, Scale::Large,    [8, 5, 6, 5, 6, 5, 5, 5, 5, 5, 5, 5]),
    (Stage::Management, Scale::Platform, [8, 5, 6, 5, 6, 5, 5, 5, 5, 5, 5, 5]),
];

#[test]
fn as_many_practices_are_asked_as_the_method_says() {
    for profile in all_profiles() {
        let by_principle: Vec<usize> = model()
            .principles
            .iter()
            .map(|principle| principle.in_scope(profile).count())
            .collect();
        let expected = match profile.form {
            Form::Short => [2; 12],
            Form::Full => {
                let row = ASKED.iter().find(|row| (row.0, row.1) == (profile.stage, profile.scale));
                row.unwrap().2
            }
        };
        assert_eq!(by_principle, expected, "{profile:?}");
    }
    let sums = ASKED.map(|(.., asked)| asked.iter().sum::<usize>());
    assert_eq!(sums, [38, 38, 38, 38, 59, 59, 60, 60, 63, 64, 65, 65]);
}

#[test]
fn every_principle_is_always_asked_about() {
    for profile in all_profiles() {
        for principle in &model().principles {
            let asked = principle.in_scope(profile).count();
            match profile.form {
                Form::Short => assert_eq!(asked, 2, "{} {profile:?}", principle.id),
                Form::Full => assert!(asked >= 2, "{} {profile:?}", principle.id),
            }
        }
    }
}

fn out_of_scope(profile: Profile) -> Vec<&'static str> {
    let all = model().principles.iter().flat_map(|principle| &principle.practices);
    all.filter(|practice| !practice.in_scope(&profile)).map(|p| p.id.as_str()).collect()
}

#[test]
fn what_does_not_fit_a_scale_is_not_asked() {
    let of = |scale| out_of_scope(Profile { scale, ..FULL });
    assert_eq!(of(Scale::Handful), ["rm-platform", "mo-health"]);
    assert_eq!(of(Scale::Curated), ["rm-platform"]);
    assert!(of(Scale::Large).is_empty() && of(Scale::Platform).is_empty());
}

#[test]
fn exit_and_risk_begin_in_the_strategic_stage() {
    let left_out = out_of_scope(Profile { stage: Stage::Strategic, ..FULL });
    let of = |prefix: &str| left_out.iter().filter(|id| id.starts_with(prefix)).count();
    assert_eq!((left_out.len(), of("ex-"), of("rk-")), (27, 2, 1));
}

#[test]
fn a_profile_and_back_loses_no_answer() {
    let before = answered(&["5 5 5 5 5", "4 4 4 4 4", "1 2 3 4 5"]);
    let short = Profile { form: Form::Short, stage: Stage::Strategic, ..FULL };
    let there = update(&before, Msg::SetProfile(short), NOW + 1);
    assert_eq!(there.entries, before.entries);
    assert_eq!(score(model(), &there).principles[0].applicable, 2);

    let back = update(&there, Msg::SetProfile(FULL), NOW + 2);
    assert_eq!(back.entries, before.entries);
    assert_eq!(score(model(), &back), score(model(), &before));
}

fn practice(id: &str) -> &'static Practice {
    model().practice(id).expect(id).1
}

#[test]
fn words_fit_role_and_scale() {
    let framework = practice("rm-framework");
    assert!(framework.ask(Role::Orchestrator).starts_with("Do relationships"));
    assert!(framework.ask(Role::Member).starts_with("Do your relationships"));
    let lowest = |role| framework.descriptors(role).at(level(1)).as_str();
    assert!(lowest(Role::Orchestrator).starts_with("How a relationship starts"));
    assert!(lowest(Role::Member).starts_with("How our relationships"));
    let (platform, none) = (practice("rm-framework"), practice("gp-growth"));
    for (scale, example) in [
        (Scale::Handful, &framework.in_small),
        (Scale::Curated, &framework.in_small),
        (Scale::Large, &framework.in_large),
        (Scale::Platform, platform.in_platform.as_ref().unwrap()),
    ] {
        assert_eq!(framework.example(scale), example, "{scale:?}");
    }
    let mut without = none.clone();
    without.in_platform = None;
    assert_eq!(without.example(Scale::Platform), without.in_large);
    // A model without words for members has the same for both.
    (without.levels_member, without.next_member) = (None, None);
    assert_eq!(without.descriptors(Role::Member), &without.levels);
    assert_eq!(without.next_step(Role::Member, level(2)), Some(without.next[1].as_str()));
    assert_eq!(without.step_to_propose(Role::Member, level(2)), None);
}

#[test]
fn steps_lead_from_every_level_but_the_highest_and_each_side_has_its_own() {
    for practice in model().principles.iter().flat_map(|principle| &principle.practices) {
        let members = practice.next_member.as_ref().unwrap();
        for number in 1..=4 {
            let place = usize::from(number) - 1;
            let (own, theirs) = (practice.next[place].as_str(), members[place].as_str());
            let from = level(number);
            assert_ne!(own, theirs, "{} {number}", practice.id);
            assert_eq!(practice.next_step(Role::Orchestrator, from), Some(own));
            assert_eq!(practice.next_step(Role::Member, from), Some(theirs));
            assert_eq!(practice.step_to_propose(Role::Orchestrator, from), Some(theirs));
            assert_eq!(practice.step_to_propose(Role::Member, from), Some(own));
        }
        for role in [Role::Orchestrator, Role::Member] {
            assert_eq!(practice.next_step(role, level(5)), None);
            assert_eq!(practice.step_to_propose(role, level(5)), None);
        }
    }
}

#[test]
fn targets_are_suggested_by_scale_and_limited_by_stage() {
    let check = |stage, scale, principle, expected| {
        let profile = Profile { stage, scale, ..FULL };
        let found = model().suggested_target(profile, principle).number();
        assert_eq!(found, expected, "{principle} {profile:?}");
    };
    for &scale in Scale::ALL {
        for principle in &model().principles {
            check(Stage::Strategic, scale, &principle.id, 2);
            check(Stage::Engagement, scale, &principle.id, 3);
        }
    }
    let management =
        |scale, principle, expected| check(Stage::Management, scale, principle, expected);
    management(Scale::Handful, "trust-and-mutual-benefit", 3);
    management(Scale::Curated, "trust-and-mutual-benefit", 4);
    management(Scale::Platform, "exit-strategy", 4);
    management(Scale::Large, "exit-strategy", 3);
    management(Scale::Large, "no such principle", 3);
    // A model without these limits has none.
    let mut unlimited = model().clone();
    (unlimited.scoring.strategic_target, unlimited.scoring.engagement_target) = (None, None);
    let strategic = Profile { stage: Stage::Strategic, ..FULL };
    assert_eq!(unlimited.suggested_target(strategic, "value-creation").number(), 4);
}
