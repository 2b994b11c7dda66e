//! The formulas, by the published vectors and by what must hold for any answers.

use domain::{
    assessment::{
        Action, ActionId, ActionState, Answer, Assessment, Evidence, Impact, Msg, update,
    },
    model::{Form, Level, Profile, Role, Scale, Stage},
    scoring::{
        Confidence, Horizon, Overall, PrincipleScore, Priority, Rating, Reading, RoadmapItem,
        Scores, band, brakes, confidence_class, gap, held, impacts, more_suggestions,
        practice_gaps, priorities, priority_class, progress_to_target, roadmap, score,
        score_overall, score_practices, steps, strengths, targets,
    },
};
use proptest::{prelude::*, sample::Index};

use crate::support::{
    FULL, NOW, action_id, answered, any_answered, any_evidence, any_impact, any_level, any_rating,
    any_state, assert_close, blank, cases, date, level, model, ratings,
};

// ---- one principle ----

fn of(words: &str) -> PrincipleScore {
    score_practices(&ratings(words), &model().scoring)
}

#[track_caller]
fn check(words: &str, expected: &str) {
    let found = of(words);
    let score = match (found.score, found.held) {
        (Some(score), Some(held)) => format!("S {score:.1}, held {}", held.number()),
        (None, None) => "no score".to_owned(),
        other => panic!("{words}: {other:?}"),
    };
    let limited = if found.limited_scope { ", limited scope" } else { "" };
    assert_eq!(format!("{score}{limited}"), expected, "{words}");
}

#[test]
fn principle_scores_are_those_of_the_method() {
    check("3 3 3 3 3", "S 3.0, held 3");
    check("4 4 4 4 3", "S 3.8, held 4");
    check("4 4 4 4 2", "S 3.6, held 3");
    check("5 5 5 5 1", "S 4.2, held 2");
    check("1 1 1 1 5", "S 1.8, held 1");
    check("3 3 2 2 1", "S 2.2, held 2");
    check("2 3 4 NA DK", "S 3.0, held 2");
    check("3 4 - DK NA", "no score");
    check("4 NA NA NA 3", "S 3.5, held 3, limited scope");
    check("4 NA NA NA NA", "no score, limited scope");
    check("3:3 4:1 2:2 NA DK", "S 3.0, held 2");
}

#[test]
fn a_score_needs_two_ratings_and_sixty_percent() {
    check("", "no score");
    check("- - - - -", "no score");
    check("NA NA NA NA NA", "no score, limited scope");
    check("3", "no score");
    check("3 3", "S 3.0, held 3");
    check("3 3 -", "S 3.0, held 3");
    check("3 3 - -", "no score");
    check("3 3 3 - -", "S 3.0, held 3");
    check("3 3 3 DK DK", "S 3.0, held 3");
    check("3 3 DK DK DK", "no score");
    check("3 3 DK NA NA", "S 3.0, held 3");
    check("3 3 3 NA NA NA", "S 3.0, held 3, limited scope");
}

#[test]
fn what_is_no_rating_is_counted_by_its_kind() {
    let found = of("2 3 4 NA DK");
    assert_eq!((found.applicable, found.rated, found.not_applicable, found.unknown), (5, 3, 1, 1));
    assert_eq!((found.answered(), found.unanswered()), (5, 0));
    assert_close(found.completeness(), 0.8);
    assert_close(found.unknown_share(), 0.2);

    let found = of("3 4 - DK NA");
    assert_eq!((found.answered(), found.unanswered()), (4, 1));
    assert_close(found.mean_so_far.unwrap(), 3.5);
    assert_close(found.completeness(), 0.6);

    let nothing = of("");
    assert_eq!(nothing.mean_so_far, None);
    assert_close(nothing.completeness(), 0.0);
    assert_close(nothing.unknown_share(), 0.0);
}

#[test]
fn evidence_makes_confidence_and_the_cautious_score() {
    let check = |words: &str, cautious: f64, confidence: f64| {
        let found = of(words);
        assert_close(found.cautious.expect(words), cautious);
        assert_close(found.confidence().expect(words), confidence);
    };
    check("3:3 4:1 2:2 NA DK", 8.0 / 3.0, 0.5);
    check("3:1 3:1 3:1 3:1 3:1", 2.0, 1.0 / 3.0);
    check("3:2 3:2 3:2 3:2 3:2", 3.0, 2.0 / 3.0);
    check("3:3 3:3 3:3 3:3 3:3", 3.0, 1.0);
    check("1:1 1:1 1:1 1:1 1:1", 1.0, 1.0 / 3.0);
    check("3:3 3:3 3:3 - -", 3.0, 0.6);

    assert_eq!(of("NA NA").confidence(), None);
    // Evidence for what was not rated counts nothing.
    assert_close(of("3:3 3:3 DK:3 - -").confidence().unwrap(), 0.4);
}

#[test]
fn confidence_has_three_classes() {
    let class = |confidence| confidence_class(confidence, &model().scoring);
    assert_eq!(class(0.0), Confidence::Low);
    assert_eq!(class(1.0 / 3.0), Confidence::Low);
    assert_eq!(class(0.449), Confidence::Low);
    assert_eq!(class(0.45), Confidence::Medium);
    assert_eq!(class(2.0 / 3.0), Confidence::Medium);
    assert_eq!(class(0.749), Confidence::Medium);
    assert_eq!(class(0.75), Confidence::High);
    assert_eq!(class(1.0), Confidence::High);
}

#[test]
fn half_a_level_is_rounded_up() {
    for (score, expected) in [
        (1.0, 1),
        (1.4999, 1),
        (1.5, 2),
        (2.4999, 2),
        (2.5, 3),
        (3.5, 4),
        (4.4999, 4),
        (4.5, 5),
        (5.0, 5),
        (0.0, 1),
        (9.0, 5),
        (f64::NAN, 1),
    ] {
        assert_eq!(band(score).number(), expected, "{score}");
    }
    // A sum of tenths that misses the half by the last bit.
    assert_eq!(band(0.1 + 0.2 + 2.2 - 1e-16).number(), 3);
    assert_eq!(band(2.5 - 1e-12).number(), 3);
}

// ---- all principles ----

fn principle(score: f64, held: u8) -> PrincipleScore {
    PrincipleScore {
        score: Some(score),
        mean_so_far: Some(score),
        held: Some(level(held)),
        cautious: Some(score),
        ..of("")
    }
}

fn overall(principles: &[PrincipleScore]) -> Overall {
    score_overall(principles, of(""), &model().scoring)
}

const TWELVE: [(f64, u8); 12] = [
    (3.2, 3),
    (3.0, 3),
    (2.6, 2),
    (3.8, 4),
    (2.4, 2),
    (2.2, 2),
    (3.4, 3),
    (2.8, 3),
    (2.0, 2),
    (1.8, 2),
    (1.6, 1),
    (1.2, 1),
];

fn twelve() -> Vec<PrincipleScore> {
    TWELVE.iter().map(|(score, held)| principle(*score, *held)).collect()
}

#[test]
fn twelve_principles_make_the_overall_reading_of_the_method() {
    let overall = overall(&twelve());
    assert_eq!(overall.scored, 12);
    assert_close(overall.score.unwrap(), 2.5);
    assert_eq!(overall.held, Some(level(2)));
    assert_close(overall.cautious.unwrap(), 2.5);

    let balance = overall.balance.unwrap();
    assert_close(balance.spread, 2.6);
    assert_eq!(balance.reading, Reading::Lopsided);
    assert_close(balance.index, 0.35);
    assert_eq!((balance.highest, balance.lowest), (3, 11));
    // 1.2 lies 1.3 below the overall score; 1.6 only 0.9.
    assert_eq!(balance.holding_back, [11]);
}

#[test]
fn twelve_principles_make_the_priorities_of_the_method() {
    let scored = || TWELVE.iter().map(|(score, _)| *score).enumerate();
    let mut targets = [level(3); 12];
    targets[6] = level(4);
    let mut impacts = [2; 12];
    impacts[9] = 3;
    impacts[11] = 3;

    assert_close(progress_to_target(scored(), &targets).unwrap(), 0.68);

    let found = priorities(scored(), &targets, &impacts);
    let clauses: Vec<usize> = found.iter().map(|gap| gap.place + 1).collect();
    // Of the two at 1.2 the lower score comes first; those at their target come last, lower score first.
    assert_eq!(clauses, [12, 10, 11, 9, 6, 5, 7, 3, 8, 2, 1, 4]);
    for (gap, priority) in found.iter().zip([5.4, 3.6, 2.8, 2.0, 1.6, 1.2, 1.2, 0.8, 0.4, 0.0]) {
        assert_close(gap.priority, priority);
    }
    assert_close(found[0].gap, 1.8);
    assert_close(found[0].score, 1.2);
    let called: Vec<Priority> = found.iter().map(|gap| priority_class(gap.priority)).collect();
    assert_eq!(
        called[..5],
        [Priority::High, Priority::Medium, Priority::Medium, Priority::Medium, Priority::Low,]
    );
    assert_eq!(called[9..], [Priority::None; 3]);
}

#[test]
fn an_overall_score_needs_eight_principles() {
    let mut principles = twelve();
    for scored in (0..=12_usize).rev() {
        let found = overall(&principles);
        assert_eq!(found.scored, scored);
        let shown = scored >= 8;
        assert_eq!(found.score.is_some(), shown, "{scored}");
        assert_eq!(found.held.is_some(), shown, "{scored}");
        assert_eq!(found.cautious.is_some(), shown, "{scored}");
        assert_eq!(found.balance.is_some(), shown, "{scored}");
        if let Some(last) = principles.iter_mut().rfind(|p| p.score.is_some()) {
            *last = of("");
        }
    }
}

#[test]
fn the_mean_is_over_scored_principles_only() {
    let mut principles = vec![of(""); 4];
    principles.extend((0..8).map(|_| principle(2.0, 2)));
    principles[11] = principle(4.0, 4);
    let found = overall(&principles);
    assert_close(found.score.unwrap(), 2.25);
    let balance = found.balance.unwrap();
    assert_eq!((balance.highest, balance.lowest), (11, 4));
    assert_eq!(balance.holding_back, [4]);
}

#[test]
fn the_overall_held_level_lets_two_of_twelve_be_one_below() {
    let check = |held: [u8; 12], expected| {
        let principles: Vec<_> = held.iter().map(|held| principle(3.0, *held)).collect();
        assert_eq!(overall(&principles).held, Some(level(expected)), "{held:?}");
    };
    check([3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2], 3);
    check([3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 2, 2], 2);
    check([3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 1], 2);
    check([5; 12], 5);
}

#[test]
fn spread_is_read_in_three_steps() {
    let check = |lowest: f64, highest: f64, expected| {
        let mut principles = vec![principle(lowest, 1); 11];
        principles.push(principle(highest, 1));
        let reading = overall(&principles).balance.unwrap().reading;
        assert_eq!(reading, expected, "{lowest} to {highest}");
    };
    check(3.0, 3.0, Reading::Balanced);
    check(2.8, 3.8, Reading::Balanced);
    check(2.8, 3.9, Reading::Uneven);
    check(1.8, 3.8, Reading::Uneven);
    check(1.8, 3.9, Reading::Lopsided);
    check(1.0, 5.0, Reading::Lopsided);
}

#[test]
fn what_lies_a_level_below_the_overall_score_holds_back() {
    let check = |scores: [f64; 12], expected: &[usize]| {
        let principles: Vec<_> = scores.iter().map(|score| principle(*score, 1)).collect();
        assert_eq!(overall(&principles).balance.unwrap().holding_back, expected, "{scores:?}");
    };
    // The overall score is 3.5: exactly a level below counts. The lowest comes first.
    check([2.5, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 4.0, 2.0, 1.5], &[11, 10, 0]);
    // Nobody far below: the lowest, the first of several.
    check([3.0, 3.0, 2.8, 2.8, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0, 3.0], &[2]);
    check([3.0; 12], &[0]);
}

// ---- an assessment ----

#[test]
fn an_assessment_is_scored_by_its_principles() {
    let assessment = answered(&[
        "3 3 3 3 3",
        "4 4 4 4 3",
        "4 4 4 4 2",
        "5 5 5 5 1",
        "1 1 1 1 5",
        "3 3 2 2 1",
        "2 3 4 NA DK",
        "3 4 - DK NA",
        "4 NA NA NA 3",
        "4 NA NA NA NA",
        "3:3 4:1 2:2 NA DK",
    ]);
    let found = score(model(), &assessment);
    let places: Vec<usize> = found.scored().map(|(place, _)| place).collect();
    assert_eq!(places, [0, 1, 2, 3, 4, 5, 6, 8, 10]);
    assert_eq!(found.overall.scored, 9);
    let sum = 3.0 + 3.8 + 3.6 + 4.2 + 1.8 + 2.2 + 3.0 + 3.5 + 3.0;
    assert_close(found.overall.score.unwrap(), sum / 9.0);
    let counts = &found.overall.counts;
    assert_eq!((counts.applicable, counts.rated, counts.not_applicable), (64, 41, 14));
    assert_eq!((counts.unknown, counts.unanswered()), (3, 6));
}

#[test]
fn what_is_out_of_scope_does_not_count() {
    let everything = answered(&["5 5 5 5 5"; 12]);
    let short = update(&everything, Msg::SetProfile(Profile { form: Form::Short, ..FULL }), NOW);
    let found = score(model(), &short);
    assert_eq!(found.overall.counts.applicable, 24);
    assert_eq!(found.overall.counts.rated, 24);

    // What is rated low outside the short form changes nothing in it.
    let mut low = short.clone();
    for practice in model().in_scope(FULL).filter(|practice| !practice.core) {
        let lowest = Some(Answer::Rated(Level::LOWEST));
        low = update(&low, Msg::SetAnswer(practice.id.clone(), lowest), NOW);
    }
    assert_ne!(low.entries, short.entries);
    assert_eq!(score(model(), &low), found);
    let all = targets(model(), &low);
    assert!(practice_gaps(model(), &low, &all, &[2; 12]).is_empty());
    assert!(brakes(model(), &low, &found, &all).is_empty());

    let strategic = Profile { stage: Stage::Strategic, scale: Scale::Handful, ..FULL };
    let strategic = update(&everything, Msg::SetProfile(strategic), NOW);
    assert_eq!(score(model(), &strategic).overall.counts.applicable, 38);

    // Answers to practices that no model has are kept and not counted.
    let answer = Some(Answer::Rated(Level::LOWEST));
    let stranger = update(&everything, Msg::SetAnswer("no-such".to_owned(), answer), NOW);
    assert_eq!(score(model(), &stranger), score(model(), &everything));
}

// ---- what to do first ----

#[test]
fn gaps_are_never_negative() {
    assert_close(gap(level(3), 1.2), 1.8);
    assert_close(gap(level(3), 3.0), 0.0);
    assert_close(gap(level(3), 4.6), 0.0);
    assert_close(gap(level(5), 1.0), 4.0);
}

#[test]
fn priorities_have_classes() {
    for (priority, expected) in [
        (12.0, Priority::High),
        (4.0, Priority::High),
        (4.0 - 1e-12, Priority::High),
        (3.99, Priority::Medium),
        (2.0, Priority::Medium),
        (1.99, Priority::Low),
        (0.1, Priority::Low),
        (0.0, Priority::None),
        (1e-12, Priority::None),
    ] {
        assert_eq!(priority_class(priority), expected, "{priority}");
    }
}

#[test]
fn progress_counts_what_is_beyond_the_target_as_the_target() {
    let progress = |scores: &[f64], targets: &[u8]| {
        let targets: Vec<Level> = targets.iter().copied().map(level).collect();
        progress_to_target(scores.iter().copied().enumerate(), &targets)
    };
    assert_close(progress(&[5.0, 1.0], &[3, 3]).unwrap(), 0.5);
    assert_close(progress(&[1.0], &[5]).unwrap(), 0.0);
    assert_close(progress(&[5.0], &[5]).unwrap(), 1.0);
    // A target of 1 is reached by everybody and says nothing.
    assert_close(progress(&[3.0, 2.0], &[1, 3]).unwrap(), 0.5);
    assert_eq!(progress(&[3.0], &[1]), None);
    assert_eq!(progress(&[], &[]), None);
}

fn gaps_of(assessment: &Assessment, targets: &[Level], impacts: &[u64]) -> Vec<String> {
    practice_gaps(model(), assessment, targets, impacts)
        .iter()
        .map(|gap| {
            format!(
                "{} {}→{} p{}",
                gap.practice.id,
                gap.level.number(),
                gap.target.number(),
                gap.priority
            )
        })
        .collect()
}

#[test]
fn practices_to_work_on_are_spread_over_the_principles() {
    let assessment = answered(&["1 1 1 1 1", "2 2 2 2 2", "3 3 3 3 3", "1 NA DK - 2", "2 3 4 5 1"]);
    let targets = [level(3); 12];
    assert_eq!(
        gaps_of(&assessment, &targets, &[2; 12]),
        [
            "rm-framework 1→3 p4",
            "rm-orchestration 1→3 p4",
            "cl-sponsor 1→3 p4",
            "gp-assurance 1→3 p4",
            "vv-direction 2→3 p2",
            "vv-values 2→3 p2",
        ]
    );
    // Impact lifts.
    let mut impacts = [2; 12];
    impacts[1] = 3;
    impacts[4] = 1;
    impacts[3] = 1;
    assert_eq!(
        gaps_of(&assessment, &targets, &impacts),
        [
            "rm-framework 1→3 p4",
            "rm-orchestration 1→3 p4",
            "vv-direction 2→3 p3",
            "vv-values 2→3 p3",
            "cl-sponsor 1→3 p2",
            "gp-assurance 1→3 p2",
        ]
    );
    // Of equal priorities the lower level comes first, also where it stands later.
    let mut impacts = [2; 12];
    impacts[3] = 1;
    let equal = answered(&["", "2 3 3 3 3", "", "1 3 3 3 3"]);
    assert_eq!(gaps_of(&equal, &targets, &impacts), ["cl-sponsor 1→3 p2", "vv-direction 2→3 p2"]);
    assert!(gaps_of(&blank(FULL), &targets, &[2; 12]).is_empty());
    assert!(gaps_of(&answered(&["3 4 5 5 5"; 12]), &targets, &[2; 12]).is_empty());
    // At most six, of one principle at most two.
    let low = gaps_of(&answered(&["1 1 1 1 1"; 12]), &targets, &[2; 12]);
    assert_eq!(
        low,
        [
            "rm-framework 1→3 p4",
            "rm-orchestration 1→3 p4",
            "vv-direction 1→3 p4",
            "vv-values 1→3 p4",
            "bo-objectives 1→3 p4",
            "bo-member-models 1→3 p4",
        ]
    );
}

#[test]
fn steps_lead_to_the_target_one_horizon_after_the_other() {
    use Horizon::{Later, Next, Now};
    let practice = model().practice("rm-framework").unwrap().1;
    let check = |from: u8, target: u8, expected: &[(u8, Horizon)]| {
        let found = steps(practice, Role::Member, level(from), level(target));
        let short: Vec<_> = found.iter().map(|step| (step.from.number(), step.horizon)).collect();
        assert_eq!(short, expected, "{from} to {target}");
        for step in found {
            let place = usize::from(step.from.number()) - 1;
            assert_eq!(step.text, practice.next_member.as_ref().unwrap()[place]);
            assert_eq!(step.to_propose, Some(practice.next[place].as_str()));
        }
    };
    check(1, 5, &[(1, Now), (2, Next), (3, Later), (4, Later)]);
    check(1, 3, &[(1, Now), (2, Next)]);
    check(1, 2, &[(1, Now)]);
    check(2, 3, &[(2, Now)]);
    check(2, 4, &[(2, Now), (3, Next)]);
    check(2, 5, &[(2, Now), (3, Next), (4, Later)]);
    check(3, 4, &[(3, Next)]);
    check(3, 5, &[(3, Next), (4, Later)]);
    check(4, 5, &[(4, Later)]);
    check(5, 5, &[]);
    check(3, 3, &[]);
    check(4, 2, &[]);
}

// ---- with what the person aims at ----

fn does(start: &Assessment, msgs: impl IntoIterator<Item = Msg>) -> Assessment {
    msgs.into_iter().fold(start.clone(), |state, msg| update(&state, msg, NOW))
}

/// The id of the principle at a place.
fn principle_at(place: usize) -> String {
    model().principles[place].id.clone()
}

fn target(place: usize, number: u8) -> Msg {
    Msg::SetTarget(principle_at(place), Some(level(number)))
}

fn impact(place: usize, impact: Impact) -> Msg {
    Msg::SetImpact(principle_at(place), Some(impact))
}

#[test]
fn targets_and_impacts_are_suggested_until_they_are_set() {
    let at = |scale| blank(Profile { scale, ..FULL });
    let suggested = |scale| {
        let of = |p: &domain::model::Principle| {
            model().suggested_target(Profile { scale, ..FULL }, &p.id)
        };
        model().principles.iter().map(of).collect::<Vec<Level>>()
    };
    for &scale in Scale::ALL {
        assert_eq!(targets(model(), &at(scale)), suggested(scale), "{scale:?}");
        assert_eq!(impacts(model(), &at(scale)), [2; 12], "{scale:?}");
    }
    assert_ne!(suggested(Scale::Handful), suggested(Scale::Platform));

    // What is set stays when the scale changes; the rest follows the suggestion. The same as suggested can be set, too.
    let same = suggested(Scale::Handful)[4].number();
    let set = does(
        &at(Scale::Handful),
        [target(0, 1), target(4, same), target(11, 5), impact(2, Impact::Lower)],
    );
    let set = does(&set, [impact(3, Impact::High), impact(4, Impact::Normal)]);
    for &scale in Scale::ALL {
        let moved = does(&set, [Msg::SetProfile(Profile { scale, ..FULL })]);
        let mut expected = suggested(scale);
        (expected[0], expected[4], expected[11]) = (level(1), level(same), level(5));
        assert_eq!(targets(model(), &moved), expected, "{scale:?}");
        assert_eq!(impacts(model(), &moved), [2, 2, 1, 3, 2, 2, 2, 2, 2, 2, 2, 2], "{scale:?}");
    }

    // Taken back, they are suggested again.
    let back = does(
        &set,
        [0, 4, 11]
            .map(|place| Msg::SetTarget(principle_at(place), None))
            .into_iter()
            .chain([2, 3, 4].map(|place| Msg::SetImpact(principle_at(place), None))),
    );
    assert_eq!(targets(model(), &back), suggested(Scale::Handful));
    assert_eq!(impacts(model(), &back), [2; 12]);

    // An aim at a principle that the model does not have changes nothing.
    let strange = does(&back, [Msg::SetTarget("no-such".to_owned(), Some(level(5)))]);
    assert_eq!(targets(model(), &strange), targets(model(), &back));
}

/// The last vector of the method, from answers and from aims that a person set.
#[test]
fn answers_and_aims_make_the_priorities_of_the_method() {
    let answers = TWELVE.map(|(score, held)| {
        // Five levels that make the score, as even as they can be.
        let sum = (score * 5.0).round() as u8;
        let words: Vec<String> = (0..5).map(|n| ((sum + n) / 5).to_string()).collect();
        let words = words.join(" ");
        assert_close(of(&words).score.unwrap(), score);
        // How the levels lie is ours here, so the held level can be another than in the vector.
        assert!(of(&words).held.unwrap().number() <= held.max(sum / 5), "{words}");
        words
    });
    let answers: Vec<&str> = answers.iter().map(String::as_str).collect();
    let aims = (0..12).map(|place| target(place, if place == 6 { 4 } else { 3 }));
    let assessment =
        does(&answered(&answers), aims.chain([impact(9, Impact::High), impact(11, Impact::High)]));
    let scores = scored(&assessment);
    let (targets, impacts) = (targets(model(), &assessment), impacts(model(), &assessment));
    assert_close(scores.overall.score.unwrap(), 2.5);
    assert_close(progress_to_target(scores.scored(), &targets).unwrap(), 0.68);
    let found = priorities(scores.scored(), &targets, &impacts);
    let clauses: Vec<usize> = found.iter().map(|gap| gap.place + 1).collect();
    assert_eq!(clauses, [12, 10, 11, 9, 6, 5, 7, 3, 8, 2, 1, 4]);
    for (gap, priority) in found.iter().zip([5.4, 3.6, 2.8, 2.0, 1.6, 1.2, 1.2, 0.8, 0.4, 0.0]) {
        assert_close(gap.priority, priority);
    }
    // And the practices of it: impact times distance, at most six, at most two of one principle.
    assert_eq!(
        gaps_of(&assessment, &targets, &impacts),
        [
            "rk-joint 1→3 p6",
            "ex-terms 1→3 p6",
            "ex-triggers 1→3 p6",
            "mo-measures 1→3 p4",
            "mo-feedback 1→3 p4",
            "rk-owners 2→3 p3",
        ]
    );
}

// ---- the roadmap ----

/// The roadmap, one line for each item: horizon, id, and whatever is not as suggested.
fn lines(items: &[RoadmapItem<'_>]) -> Vec<String> {
    items
        .iter()
        .map(|item| {
            let state = item.state.id();
            let marks = [
                (item.state != ActionState::Suggested, state),
                (item.edited, "edited"),
                (!item.owner.is_empty(), "owned"),
                (item.due.is_some(), "dated"),
                (!item.still_suggested, "alone"),
            ];
            let marks = marks.into_iter().filter_map(|(is_so, word)| is_so.then_some(word));
            let words: Vec<&str> =
                [item.horizon.id(), item.id.as_str()].into_iter().chain(marks).collect();
            words.join(" ")
        })
        .collect()
}

fn act(id: &str, action: Action) -> Msg {
    Msg::SetAction(action_id(id), action)
}

fn with_state(state: ActionState) -> Action {
    Action { state, ..Action::default() }
}

const OWN: &str = "own:abcdefgh2345";

/// Two principles with something to do, all targets 3.
fn small() -> Assessment {
    does(&answered(&["1 3 3 3 2", "3 2 3 3 3"]), (0..12).map(|place| target(place, 3)))
}

#[test]
fn a_roadmap_has_the_steps_of_what_to_work_on_first() {
    assert_eq!(
        lines(&roadmap(model(), &small())),
        ["now rm-framework:1", "now rm-coverage:2", "now vv-values:2", "next rm-framework:2"]
    );
    let items = roadmap(model(), &small());
    let first = &items[0];
    let practice = model().practice("rm-framework").unwrap().1;
    assert_eq!((first.place, first.from, first.priority), (Some(0), Some(level(1)), Some(4)));
    assert_eq!(first.practice.map(|p| p.id.as_str()), Some("rm-framework"));
    assert_eq!(first.words, practice.next[0]);
    assert_eq!((items[3].words.as_str(), items[3].priority), (practice.next[1].as_str(), Some(4)));

    assert!(roadmap(model(), &blank(FULL)).is_empty());
    assert!(roadmap(model(), &answered(&["5 5 5 5 5"; 12])).is_empty());

    // Targets and impacts of the person's decide what is in it and in which order.
    let aimed = does(&small(), [target(0, 1), target(1, 4), impact(1, Impact::High)]);
    assert_eq!(
        lines(&roadmap(model(), &aimed)),
        [
            "now vv-values:2",
            // All at 3 of a principle whose target is 4, but no more than two practices of one principle.
            "next vv-values:3",
            "next vv-direction:3",
        ]
    );
    // Of the whole at most six practices.
    let low = does(&answered(&["1 1 1 1 1"; 12]), (0..12).map(|place| target(place, 2)));
    assert_eq!(
        lines(&roadmap(model(), &low)),
        [
            "now rm-framework:1",
            "now rm-orchestration:1",
            "now vv-direction:1",
            "now vv-values:1",
            "now bo-objectives:1",
            "now bo-member-models:1",
        ]
    );
}

#[test]
fn a_roadmap_has_what_the_person_decided_and_wrote() {
    let planned = does(
        &small(),
        [
            act("rm-coverage:2", with_state(ActionState::Done)),
            act("vv-values:2", Action { owner: "Ines".to_owned(), ..Action::default() }),
            act(
                "rm-framework:1",
                Action {
                    words: "Draw a map".to_owned(),
                    due: Some(date("2027-02-28")),
                    ..with_state(ActionState::Started)
                },
            ),
            act(
                "rm-framework:2",
                Action { horizon: Some(Horizon::Later), ..with_state(ActionState::Dropped) },
            ),
            act(
                OWN,
                Action {
                    principle: principle_at(1),
                    words: "Meet".to_owned(),
                    ..with_state(ActionState::Taken)
                },
            ),
        ],
    );
    assert_eq!(
        lines(&roadmap(model(), &planned)),
        [
            "now rm-framework:1 started edited dated",
            "now vv-values:2 owned",
            "now own:abcdefgh2345 taken edited alone",
            "now rm-coverage:2 done",
            "later rm-framework:2 dropped",
        ]
    );
    let items = roadmap(model(), &planned);
    assert_eq!((items[0].words.as_str(), items[0].due), ("Draw a map", Some(date("2027-02-28"))));
    assert_eq!(items[1].owner, "Ines");
    assert_eq!(
        items[1].words,
        model().practice("vv-values").unwrap().1.next[1],
        "an owner leaves the words"
    );
    let own = &items[2];
    assert_eq!((own.place, own.from, own.priority), (Some(1), None, None));
    assert!(own.practice.is_none());
}

#[test]
fn what_a_person_wrote_stays_whatever_is_suggested_later() {
    let taken = || with_state(ActionState::Taken);
    let planned = does(
        &small(),
        [
            act("rm-framework:1", Action { words: "Draw a map".to_owned(), ..taken() }),
            act("rm-framework:2", Action { owner: "Ines".to_owned(), ..taken() }),
            act("vv-values:2", with_state(ActionState::Done)),
        ],
    );
    let check = |msgs: Vec<Msg>, expected: &[&str]| {
        let items = does(&planned, msgs);
        assert_eq!(lines(&roadmap(model(), &items)), expected);
    };
    let answer = |practice: &str, number| {
        Msg::SetAnswer(practice.to_owned(), Some(Answer::Rated(level(number))))
    };
    // Reached.
    check(
        vec![answer("rm-framework", 2), answer("vv-values", 4)],
        &[
            "now rm-framework:2 taken owned",
            "now rm-coverage:2",
            "now rm-framework:1 taken edited alone",
            "now vv-values:2 done alone",
        ],
    );
    // Aimed lower. A step that stands alone is where its level puts it.
    check(
        vec![target(0, 1)],
        &[
            "now rm-framework:1 taken edited alone",
            "now rm-framework:2 taken owned alone",
            "now vv-values:2 done",
        ],
    );
    // Not answered any more, and out of scope.
    let gone = [
        "now rm-coverage:2",
        "now rm-framework:1 taken edited alone",
        "now rm-framework:2 taken owned alone",
        "now vv-values:2 done",
    ];
    check(vec![Msg::SetAnswer("rm-framework".to_owned(), None)], &gone);
    let na = Some(Answer::NotApplicable);
    check(vec![Msg::SetAnswer("rm-framework".to_owned(), na)], &gone);
    let outside = does(
        &small(),
        [act("rm-coverage:2", taken()), Msg::SetProfile(Profile { form: Form::Short, ..FULL })],
    );
    assert!(!model().practice("rm-coverage").unwrap().1.core);
    assert!(
        lines(&roadmap(model(), &outside)).contains(&"now rm-coverage:2 taken alone".to_owned())
    );

    // Crowded out by what is more important, it is still suggested.
    let crowded = does(
        &answered(&["1 1 2 3 3", "1 1 3 3 3", "1 1 3 3 3", "1 1 3 3 3"]),
        (0..12).map(|place| target(place, 3)).chain([act("rm-segments:2", taken())]),
    );
    let found = lines(&roadmap(model(), &crowded));
    assert_eq!(found.iter().filter(|line| line.contains("rm-segments")).count(), 1);
    assert!(found.contains(&"now rm-segments:2 taken".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.contains("cl-sponsor")), "{found:?}");

    // Steps and principles of another model.
    let strange = does(
        &blank(FULL),
        [
            act("no-such:2", Action { words: "Ask".to_owned(), ..taken() }),
            act("no-such:3", Action { principle: principle_at(7), ..taken() }),
            act(OWN, Action { principle: "nowhere".to_owned(), ..Action::default() }),
        ],
    );
    let items = roadmap(model(), &strange);
    assert_eq!(
        lines(&items),
        [
            "now no-such:2 taken edited alone",
            "now own:abcdefgh2345 alone",
            "next no-such:3 taken alone",
        ]
    );
    let short: Vec<_> = items.iter().map(|item| (item.place, item.words.as_str())).collect();
    assert_eq!(short, [(None, "Ask"), (None, ""), (Some(7), "")]);
}

#[test]
fn a_step_of_which_everything_was_taken_back_is_as_if_it_were_never_touched() {
    let taken = does(&small(), [act("rm-framework:1", with_state(ActionState::Taken))]);
    let back = does(&taken, [act("rm-framework:1", Action::default())]);
    assert_eq!(lines(&roadmap(model(), &back)), lines(&roadmap(model(), &small())));
    let reached = does(&back, [target(0, 1)]);
    assert_eq!(lines(&roadmap(model(), &reached)), ["now vv-values:2"]);
}

#[test]
fn more_is_suggested_for_a_principle_than_is_on_the_roadmap() {
    let low = does(&answered(&["1 1 1 2 4", "3 3 3 3 3"]), (0..12).map(|place| target(place, 3)));
    let more =
        |assessment: &Assessment, place| lines(&more_suggestions(model(), assessment, place));
    assert_eq!(more(&low, 0), ["now rm-segments:1", "next rm-segments:2", "now rm-selection:2"]);
    assert_eq!(more(&low, 1), Vec::<String>::new());
    assert_eq!(more(&low, 40), Vec::<String>::new());
    // What is taken on moves to the roadmap, next to what is there.
    let taken = does(&low, [act("rm-segments:1", with_state(ActionState::Taken))]);
    assert_eq!(more(&taken, 0), ["next rm-segments:2", "now rm-selection:2"]);
    assert_eq!(
        lines(&roadmap(model(), &taken)),
        [
            "now rm-framework:1",
            "now rm-orchestration:1",
            "now rm-segments:1 taken",
            "next rm-framework:2",
            "next rm-orchestration:2",
        ]
    );
    // And does not come back when it is dropped.
    let dropped = does(&low, [act("rm-segments:1", with_state(ActionState::Dropped))]);
    assert_eq!(more(&dropped, 0), ["next rm-segments:2", "now rm-selection:2"]);
}

fn named(found: &[domain::scoring::Standout<'_>]) -> Vec<String> {
    found.iter().map(|s| format!("{} {}", s.practice.id, s.level.number())).collect()
}

#[test]
fn strengths_and_brakes_are_one_for_each_principle() {
    let check = |by_principle: &[&str], strong: &[&str], weak: &[&str]| {
        let assessment = answered(by_principle);
        let scores = score(model(), &assessment);
        assert_eq!(named(&strengths(model(), &assessment, &scores)), strong, "{by_principle:?}");
        let found = brakes(model(), &assessment, &scores, &[level(3); 12]);
        assert_eq!(named(&found), weak, "{by_principle:?}");
    };
    check(&[], &[], &[]);
    check(&["NA DK - - -"], &[], &[]);
    // Below level 3 nothing is a strength, from the target on nothing is a brake.
    check(&["2 2 2 2 2"], &[], &["rm-framework 2"]);
    check(&["3 3 3 3 3"], &["rm-framework 3"], &[]);
    check(&["1 5 3 5 1"], &["rm-orchestration 5"], &["rm-framework 1"]);
    // Of equal levels the better shown comes first, then the stronger principle, then the earlier one.
    check(
        &["4:1 3 3 3 3", "4:3 3 3 3 3", "4:2 3 3 3 3", "4:2 4 3 3 3"],
        &["vv-direction 4", "cl-sponsor 4", "bo-objectives 4"],
        &[],
    );
    // Of equal brakes the weaker principle comes first, then the earlier one.
    check(
        &["2 3 3 3 3", "2 2 3 3 3", "1 3 3 3 3", "2 3 3 3 3"],
        &["rm-orchestration 3", "cl-member-leaders 3", "vv-reinforcement 3"],
        &["bo-objectives 1", "vv-direction 2", "rm-framework 2"],
    );
}

// ---- for any answers ----

/// The held level as the reference computes it, literally.
fn reference_held(levels: &[u8], share: u64) -> u8 {
    let lowest = *levels.iter().min().unwrap();
    (1..=5)
        .filter(|level| {
            let reaching = levels.iter().filter(|x| *x >= level).count() as u64;
            reaching * 100 >= share * levels.len() as u64 && lowest + 1 >= *level
        })
        .max()
        .unwrap()
}

/// Raises one of the rated answers, if there is any.
fn raise(ratings: &mut [Rating], which: Index, by: u8) -> bool {
    let mut rated: Vec<&mut Level> = ratings
        .iter_mut()
        .filter_map(|rating| match rating {
            Some((Answer::Rated(level), _)) => Some(level),
            _ => None,
        })
        .collect();
    if rated.is_empty() {
        return false;
    }
    let place = which.index(rated.len());
    let raised = level((rated[place].number() + by).min(5));
    *rated[place] = raised;
    true
}

fn ratings_of(assessment: &Assessment) -> Vec<(String, Rating)> {
    assessment
        .entries
        .iter()
        .map(|(id, entry)| (id.clone(), entry.answer.map(|answer| (answer, entry.evidence))))
        .collect()
}

fn scored(assessment: &Assessment) -> Scores {
    score(model(), assessment)
}

/// Fails if any of the two has less than the other had.
#[track_caller]
fn assert_not_lower(before: &Scores, after: &Scores) {
    let pairs = before.principles.iter().zip(&after.principles);
    for (before, after) in pairs {
        assert_eq!(before.score.is_some(), after.score.is_some());
        assert!(after.score >= before.score, "{before:?} {after:?}");
        assert!(after.held >= before.held, "{before:?} {after:?}");
        assert!(after.cautious >= before.cautious, "{before:?} {after:?}");
    }
    let (before, after) = (&before.overall, &after.overall);
    assert!(after.score >= before.score.map(|score| score - 1e-9), "{before:?} {after:?}");
    assert!(after.held >= before.held, "{before:?} {after:?}");
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn held_is_as_in_the_reference(
        levels in proptest::collection::vec(1_u8..=5, 1..=12),
        share in 1_u64..=100,
    ) {
        let mut constants = model().scoring.clone();
        constants.held_share_percent = share;
        let typed: Vec<Level> = levels.iter().copied().map(level).collect();
        prop_assert_eq!(held(&typed, &constants).unwrap().number(), reference_held(&levels, share));
    }

    #[test]
    fn held_is_never_above_the_highest_rating(ratings in proptest::collection::vec(any_rating(), 0..=12)) {
        let found = score_practices(&ratings, &model().scoring);
        let highest = ratings.iter().flatten().filter_map(|(answer, _)| answer.level()).max();
        prop_assert!(found.held <= highest);
        prop_assert!(found.score <= highest.map(|level| f64::from(level.number())));
    }

    #[test]
    fn raising_a_rating_of_a_principle_lowers_nothing(
        mut ratings in proptest::collection::vec(any_rating(), 1..=12),
        which: Index,
        by in 1_u8..=4,
    ) {
        let before = score_practices(&ratings, &model().scoring);
        prop_assume!(raise(&mut ratings, which, by));
        let after = score_practices(&ratings, &model().scoring);
        prop_assert_eq!(before.score.is_some(), after.score.is_some());
        prop_assert!(after.score >= before.score);
        prop_assert!(after.held >= before.held);
        prop_assert!(after.cautious >= before.cautious);
    }

    #[test]
    fn raising_a_rating_lowers_nothing_overall(
        before in any_answered(),
        which: Index,
        by in 1_u8..=4,
    ) {
        let (ids, mut ratings): (Vec<String>, Vec<Rating>) = ratings_of(&before).into_iter().unzip();
        prop_assume!(raise(&mut ratings, which, by));
        let mut after = before.clone();
        for (id, rating) in ids.into_iter().zip(ratings) {
            crate::support::put(&mut after, &id, rating);
        }
        assert_not_lower(&scored(&before), &scored(&after));
    }

    #[test]
    fn blank_or_not_applicable_is_the_same_for_the_value(
        ratings in proptest::collection::vec(any_rating(), 1..=12),
        which: Index,
    ) {
        let blanks: Vec<usize> = (0..ratings.len()).filter(|place| ratings[*place].is_none()).collect();
        let mut changed = ratings.clone();
        let place = if blanks.is_empty() {
            // None was drawn: take one away, so that every case says something.
            let place = which.index(ratings.len());
            changed[place] = None;
            place
        } else {
            blanks[which.index(blanks.len())]
        };
        let before = score_practices(&changed, &model().scoring);
        changed[place] = Some((Answer::NotApplicable, Evidence::Opinion));
        let after = score_practices(&changed, &model().scoring);
        // Fewer practices apply, so a score can appear. It never goes away and never changes.
        if before.score.is_some() {
            prop_assert_eq!(before.score, after.score);
            prop_assert_eq!(before.held, after.held);
            prop_assert_eq!(before.cautious, after.cautious);
        }
        prop_assert_eq!(before.mean_so_far, after.mean_so_far);
    }

    #[test]
    fn evidence_never_changes_a_score(
        before in any_answered(),
        evidence in proptest::collection::vec(any_evidence(), 65),
    ) {
        let mut after = before.clone();
        for (entry, evidence) in after.entries.values_mut().zip(evidence) {
            entry.evidence = evidence;
        }
        let (before, after) = (scored(&before), scored(&after));
        for (before, after) in before.principles.iter().zip(&after.principles) {
            prop_assert_eq!(before.score, after.score);
            prop_assert_eq!(before.held, after.held);
        }
        prop_assert_eq!(before.overall.score, after.overall.score);
        prop_assert_eq!(before.overall.held, after.overall.held);
        prop_assert_eq!(before.overall.balance, after.overall.balance);
    }

    #[test]
    fn numbers_stay_in_their_ranges_and_counts_add_up(assessment in any_answered()) {
        let found = scored(&assessment);
        let sum = |count: fn(&PrincipleScore) -> usize| found.principles.iter().map(count).sum::<usize>();
        let counts = &found.overall.counts;
        prop_assert_eq!(sum(|p| p.applicable), counts.applicable);
        prop_assert_eq!(sum(|p| p.rated), counts.rated);
        prop_assert_eq!(sum(PrincipleScore::unanswered), counts.unanswered());
        prop_assert_eq!(model().in_scope(assessment.profile).count(), counts.applicable);
        for p in found.principles.iter().chain([counts]) {
            prop_assert_eq!(p.rated + p.not_applicable + p.unknown + p.unanswered(), p.applicable);
            prop_assert!((0.0..=1.0).contains(&(p.completeness() + p.unknown_share())));
            prop_assert!(p.confidence().is_none_or(|c| (0.0..=1.0).contains(&c)));
            prop_assert!(p.cautious <= p.score);
            prop_assert!(p.score.is_none_or(|s| (1.0..=5.0).contains(&s)));
            prop_assert!(p.cautious.is_none_or(|s| (1.0..=5.0).contains(&s)));
            prop_assert_eq!(p.held.is_some(), p.score.is_some());
        }
        prop_assert!(found.overall.cautious <= found.overall.score.map(|score| score + 1e-9));
        if let Some(balance) = &found.overall.balance {
            prop_assert!((0.0..=4.0).contains(&balance.spread));
            prop_assert!((0.0..=1.0).contains(&balance.index));
            prop_assert_eq!(balance.holding_back[0], balance.lowest);
        }
    }

    #[test]
    fn there_is_no_priority_at_the_target_or_beyond(
        scores in proptest::collection::vec(4_u8..=20, 1..=12),
        targets in proptest::collection::vec(any_level(), 12),
        impacts in proptest::collection::vec(1_u64..=3, 12),
    ) {
        let scored = scores.iter().map(|quarters| f64::from(*quarters) / 4.0).enumerate();
        let found = priorities(scored, &targets, &impacts);
        prop_assert_eq!(found.len(), scores.len());
        for gap in &found {
            let reached = gap.score >= f64::from(targets[gap.place].number());
            prop_assert_eq!(priority_class(gap.priority) == Priority::None, reached);
            prop_assert!((0.0..=12.0).contains(&gap.priority));
        }
        prop_assert!(found.is_sorted_by(|a, b| a.priority >= b.priority));
    }

    #[test]
    fn a_roadmap_loses_nothing_and_has_nothing_twice(
        assessment in any_answered(),
        aims in proptest::collection::vec((0..12_usize, any_level(), any_impact()), 0..12),
        actions in proptest::collection::vec((0..60_usize, 1_u8..=4, any_state()), 0..12),
        own in proptest::collection::vec((any::<u64>(), 0..13_usize, any_state()), 0..4),
    ) {
        let practices: Vec<&str> = model()
            .principles
            .iter()
            .flat_map(|principle| principle.practices.iter().map(|practice| practice.id.as_str()))
            .collect();
        let aims = aims.into_iter().flat_map(|(place, target, impact)| {
            [
                Msg::SetTarget(principle_at(place), Some(target)),
                Msg::SetImpact(principle_at(place), Some(impact)),
            ]
        });
        let actions = actions.into_iter().map(|(practice, from, state)| {
            Msg::SetAction(ActionId::step(practices[practice], level(from)), with_state(state))
        });
        let own = own.into_iter().map(|(bits, place, state)| {
            let principle = if place < 12 { principle_at(place) } else { String::new() };
            Msg::SetAction(ActionId::own_from_random(bits), Action { principle, ..with_state(state) })
        });
        let assessment = does(&assessment, aims.chain(actions).chain(own));
        let found = roadmap(model(), &assessment);
        let (targets, impacts) = (targets(model(), &assessment), impacts(model(), &assessment));

        // Everything stored is there once, with its state; the rest is suggested and stored nowhere.
        for (id, action) in assessment.plan.iter().filter(|(id, a)| id.is_own() || !a.is_blank()) {
            let there: Vec<_> = found.iter().filter(|item| item.id == *id).collect();
            prop_assert_eq!(there.len(), 1, "{:?}", id);
            prop_assert_eq!(there[0].state, action.state);
        }
        for (place, item) in found.iter().enumerate() {
            prop_assert!(found[..place].iter().all(|other| other.id != item.id));
            prop_assert!(item.still_suggested || assessment.plan.contains_key(&item.id));
            if item.still_suggested {
                let practice = item.practice.unwrap();
                let rated = assessment.answer(&practice.id).and_then(Answer::level).unwrap();
                let target = targets[item.place.unwrap()];
                prop_assert!(practice.in_scope(&assessment.profile));
                prop_assert!(item.from.unwrap() >= rated && item.from.unwrap() < target);
                let step = steps(practice, assessment.profile.role, rated, target)
                    .into_iter()
                    .find(|step| Some(step.from) == item.from)
                    .unwrap();
                prop_assert_eq!((item.horizon, item.words.as_str()), (step.horizon, step.text));
            }
        }
        // Every step of what to work on first is there.
        for gap in practice_gaps(model(), &assessment, &targets, &impacts) {
            for step in steps(gap.practice, assessment.profile.role, gap.level, gap.target) {
                let id = ActionId::step(&gap.practice.id, step.from);
                prop_assert!(found.iter().any(|item| item.id == id && item.still_suggested));
            }
        }
        let is_sorted = found.is_sorted_by_key(|item| {
            let life = match item.state {
                ActionState::Done => 1,
                ActionState::Dropped => 2,
                _ => 0,
            };
            let priority = std::cmp::Reverse(item.priority.unwrap_or_default());
            (item.horizon, life, !item.still_suggested, priority)
        });
        prop_assert!(is_sorted, "{:?}", found);
        // What more there is, and what is there, are together all steps that lead to a target.
        for (place, target) in targets.iter().enumerate() {
            let more = more_suggestions(model(), &assessment, place);
            let all: usize = model().principles[place]
                .in_scope(assessment.profile)
                .filter_map(|p| Some((p, assessment.answer(&p.id)?.level()?)))
                .map(|(p, rated)| steps(p, assessment.profile.role, rated, *target).len())
                .sum();
            let there = found.iter().filter(|i| i.place == Some(place) && i.still_suggested).count();
            prop_assert_eq!(more.len() + there, all);
            prop_assert!(more.iter().all(|item| found.iter().all(|other| other.id != item.id)));
        }
    }

    #[test]
    fn practice_gaps_keep_their_limits(
        assessment in any_answered(),
        targets in proptest::collection::vec(any_level(), 12),
        impacts in proptest::collection::vec(1_u64..=3, 12),
    ) {
        let found = practice_gaps(model(), &assessment, &targets, &impacts);
        prop_assert!(found.len() <= 6);
        for gap in &found {
            prop_assert!(found.iter().filter(|other| other.place == gap.place).count() <= 2);
            prop_assert!(gap.practice.in_scope(&assessment.profile));
            prop_assert!(gap.level < targets[gap.place]);
            prop_assert!((1..=12).contains(&gap.priority));
            prop_assert!(!steps(gap.practice, Role::Member, gap.level, gap.target).is_empty());
        }
        prop_assert!(found.is_sorted_by(|a, b| a.priority >= b.priority));
    }
}
