//! Which practices a profile asks, and in which words.

use domain::{
    assessment::{Msg, update},
    model::{Form, Practice, Profile, Role, Scale, Stage},
    scoring::score,
};

use crate::support::{FULL, NOW, all_profiles, answered, level, model};

#[test]
fn as_many_practices_are_asked_as_the_method_says() {
    for profile in all_profiles() {
        let expected = match (profile.form, profile.stage, profile.scale) {
            (Form::Short, ..) => 24,
            (Form::Full, Stage::Strategic, _) => 33,
            (Form::Full, _, Scale::Handful) => 59,
            (Form::Full, ..) => 60,
        };
        assert_eq!(model().in_scope(profile).count(), expected, "{profile:?}");
    }
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
fn only_the_health_of_the_whole_is_not_asked_of_a_handful() {
    assert_eq!(out_of_scope(Profile { scale: Scale::Handful, ..FULL }), ["mo-health"]);
    assert!(out_of_scope(FULL).is_empty());
}

#[test]
fn exit_and_risk_begin_in_the_strategic_stage() {
    let left_out = out_of_scope(Profile { stage: Stage::Strategic, ..FULL });
    let of = |prefix: &str| left_out.iter().filter(|id| id.starts_with(prefix)).count();
    assert_eq!((of("ex-"), of("rk-")), (2, 1));
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
    assert!(framework.ask(Role::Orchestrator).starts_with("Have you written down"));
    assert!(framework.ask(Role::Member).starts_with("Do you use"));
    let lowest = |role| framework.descriptors(role).at(level(1)).as_str();
    assert!(lowest(Role::Orchestrator).starts_with("Each relationship"));
    assert!(lowest(Role::Member).starts_with("Each of our relationships"));

    let shared = practice("vv-direction");
    assert!(shared.levels_member.is_none(), "choose a practice without words for members");
    assert_eq!(shared.descriptors(Role::Member), &shared.levels);

    for (scale, example) in [
        (Scale::Handful, &framework.in_small),
        (Scale::Curated, &framework.in_small),
        (Scale::Large, &framework.in_large),
        (Scale::Platform, &framework.in_large),
    ] {
        assert_eq!(framework.example(scale), example, "{scale:?}");
    }
}

#[test]
fn steps_lead_from_every_level_but_the_highest() {
    let framework = practice("rm-framework");
    for number in 1..=4 {
        let step = framework.next_step(level(number));
        assert_eq!(step, Some(framework.next[usize::from(number) - 1].as_str()));
    }
    assert_eq!(framework.next_step(level(5)), None);
}

#[test]
fn targets_are_suggested_by_scale() {
    let check = |scale, principle, expected| {
        assert_eq!(model().suggested_target(scale, principle).number(), expected, "{principle}");
    };
    check(Scale::Handful, "trust-and-mutual-benefit", 3);
    check(Scale::Curated, "trust-and-mutual-benefit", 4);
    check(Scale::Platform, "exit-strategy", 4);
    check(Scale::Large, "exit-strategy", 3);
    check(Scale::Large, "no such principle", 3);
}
