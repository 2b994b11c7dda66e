//! What is said of many responses, word for word, also where there is little or nothing to say.

use cohort::{
    Filter, Named, Picture, Reason, View,
    response::{Month, Response},
};
use domain::{
    assessment::{Answer, Evidence, ResponseId, ViewId},
    model::{Form, Profile, Role, Version},
};
use report::Commentary;

use crate::support::{FULL, NOW, answer, model, speech};

/// An empty view.
pub(crate) fn view() -> View {
    View::new(ViewId::new("port").unwrap(), "Port of Example", model(), NOW)
}

/// Adds a response; `said` gives the answer to a practice by its id and the place of its principle, in short notation.
pub(crate) fn respond(view: &mut View, profile: Profile, said: impl Fn(&str, usize) -> String) {
    let id = view.cohort.len() as u64 + 1;
    let ratings = model().response_order.iter().map(|id| {
        let (principle, practice) = model().practice(id).unwrap();
        let place = model().principles.iter().position(|other| other.id == principle.id).unwrap();
        let said = answer(&said(id, place)).filter(|_| practice.in_scope(&profile));
        said.map(|answer: Answer| (answer, Evidence::default()))
    });
    let response = Response {
        model: model().id.clone(),
        version: Version::parse(&model().version).unwrap(),
        profile,
        id: ResponseId::new(id),
        revision: 3,
        month: Month::new(2026, 11).unwrap(),
        ratings: ratings.collect(),
        has_evidence: false,
        competencies: None,
        name: None,
    };
    view.cohort.add(&response);
}

pub(crate) const MEMBER: Profile = Profile { role: Role::Member, ..FULL };

/// So many of each role who give the same answer everywhere.
fn alike(orchestrators: (usize, u8), members: (usize, u8)) -> View {
    let mut view = view();
    for (profile, (count, level)) in [(FULL, orchestrators), (MEMBER, members)] {
        for _ in 0..count {
            respond(&mut view, profile, |_, _| level.to_string());
        }
    }
    view
}

/// Five orchestrators and ten members who differ by principle: `gaps` are how much higher orchestrators rate.
fn apart(gaps: &[(usize, i8)]) -> View {
    let mut view = view();
    let level = |role: Role, place: usize| {
        let gap = gaps.iter().find(|(principle, _)| *principle == place).map_or(0, |(_, gap)| *gap);
        3 + if role == Role::Orchestrator { gap } else { 0 }
    };
    for profile in [[FULL; 5].as_slice(), &[MEMBER; 10]].concat() {
        respond(&mut view, profile, |_, place| level(profile.role, place).to_string());
    }
    view
}

pub(crate) fn picture(view: &View, filter: &Filter) -> Picture {
    Picture::of(model(), &view.cohort, view.rules, filter, view.facet)
}

pub(crate) fn with<T>(view: &View, filter: Filter, look: impl FnOnce(Commentary<'_>) -> T) -> T {
    let picture = picture(view, &filter);
    look(Commentary { model: model(), view, filter, picture: &picture, speech: speech() })
}

fn all<T>(view: &View, look: impl FnOnce(Commentary<'_>) -> T) -> T {
    with(view, Filter::default(), look)
}

#[track_caller]
fn check(view: &View, filter: Filter, expected: &[&str]) {
    assert_eq!(with(view, filter, |commentary| commentary.headline()), expected);
}

const MEMBERS_ONLY: Filter =
    Filter { role: Some(Role::Member), form: None, value: None, months: None };

#[test]
fn there_is_nothing_yet() {
    check(&view(), Filter::default(), &["There is no response yet."]);
    let short = Filter { form: Some(Form::Short), ..Filter::default() };
    check(&alike((1, 3), (6, 3)), short, &["No response fits what is chosen."]);
}

#[test]
fn too_few_responded() {
    check(
        &alike((1, 3), (2, 3)),
        Filter::default(),
        &[
            "3 responses (1 orchestrator and 2 members) so far. Numbers are shown from 5 responses on, and only where nobody’s answers can be worked out from them.",
        ],
    );
    check(
        &alike((0, 3), (1, 3)),
        Filter::default(),
        &[
            "1 response (1 member) so far. Numbers are shown from 5 responses on, so that nobody’s answers can be worked out from them.",
        ],
    );
}

#[test]
fn one_orchestrator_is_not_shown() {
    let view = alike((1, 5), (12, 3));
    check(
        &view,
        Filter::default(),
        &[
            "13 responses (1 orchestrator and 12 members): as members see it, the ecosystem stands at 3.0 on average, in the band “Established”; level 3, “Established”, is held throughout.",
            "Where the two sides differ cannot be shown: there is 1 response of an orchestrator, and 5 are needed, unless the orchestrator agrees to be shown by name.",
            "No practice stands out as one to talk about first.",
        ],
    );
    all(&view, |c| {
        assert_eq!(
            c.basis_sentence().unwrap(),
            "The value of the ecosystem is that of the members alone, because there is nothing of orchestrators that can be shown."
        );
        assert!(c.radar_caption().starts_with(
            "The further out, the more mature. The line is how members see it. Where the two sides differ cannot be shown"
        ));
        assert!(c.gaps_caption().starts_with("Where the two sides differ cannot be shown"));
        assert_eq!(c.alignment_caption(), c.gaps_caption());
    });
}

#[test]
fn an_orchestrator_shown_by_name_is_compared() {
    let mut view = alike((1, 4), (12, 3));
    view.rules.named = Named::Orchestrators;
    let first = model().principles.iter().flat_map(|p| &p.practices).take(3);
    let titles: Vec<String> = first.map(|practice| format!("“{}”", practice.title)).collect();
    all(&view, |c| {
        let [stand, gap, talk] = &c.headline()[..] else { panic!("{:?}", c.headline()) };
        assert_eq!(
            stand,
            "13 responses (1 orchestrator and 12 members) put the ecosystem at 3.5 on average, in the band “Managed”; level 3, “Established”, is held throughout."
        );
        assert!(gap.starts_with("The two sides differ most in “Relationship management”, "));
        assert!(gap.ends_with(" and “Exit strategy”: by 1.0 levels each."));
        assert_eq!(
            *talk,
            format!(
                "The alignment of the two views is 50%: 100% would be the same view of every principle, 0% views that lie 2 levels apart or more. Worth talking about first: {}, {} and {}.",
                titles[0], titles[1], titles[2]
            )
        );
        let [named, limits, confidential] = &c.who_sees()[..] else { panic!("{:?}", c.who_sees()) };
        assert!(named.starts_with("The orchestrators have agreed to be shown by name"));
        assert!(limits.contains("from 5 answers on") && limits.contains("from 8 on"));
        assert!(confidential.contains("confidential"));
    });
}

#[test]
fn the_widest_gap_is_said_in_plain_words() {
    let mut view = apart(&[(6, 2), (1, -1)]);
    let two = "Where the two sides differ most: orchestrators rate “Trust and commitment to mutual benefit” 2.0 levels higher than members do.";
    all(&view, |c| {
        assert_eq!(c.headline()[1], two);
        assert_eq!(
            c.radar_caption(),
            "The further out, the more mature. Where the two lines lie apart, the two sides see it differently: most of all in “Trust and commitment to mutual benefit”, by 2.0 levels. The band around a line holds the middle half of the responses: the wider it is, the less people on that side agree."
        );
        assert_eq!(
            c.gaps_caption(),
            "Two marks on each row: how orchestrators and how members see it. The further apart they are, the more differently it is seen. In 2 principles the two sides lie 1 level or more apart. They are furthest apart in “Trust and commitment to mutual benefit”: 2.0 levels."
        );
        assert!(c.alignment_caption().ends_with(
            "Over the 12 principles that can be compared, the two sides lie 0.2 levels apart on average."
        ));
    });
    view = apart(&[(6, -2)]);
    check_second(&view, &two.replace("higher", "lower"));
}

#[track_caller]
fn check_second(view: &View, expected: &str) {
    assert_eq!(all(view, |c| c.headline())[1], expected);
}

#[test]
fn both_sides_see_it_alike() {
    check_second(
        &alike((5, 3), (5, 3)),
        "Orchestrators and members see all compared principles at the same height.",
    );
    all(&alike((5, 3), (5, 3)), |c| {
        assert!(c.radar_caption().contains("lie on each other"));
        assert!(c.headline()[2].starts_with("The alignment of the two views is 100%"));
        assert!(c.gaps_caption().ends_with("at the same height."));
        assert!(c.topics_caption().starts_with("No practice stands out"));
    });
    // One of five practices a level apart: 0.2 levels.
    let mut view = view();
    let practice = &model().principles[3].practices[0].id;
    for profile in [[FULL; 5].as_slice(), &[MEMBER; 5]].concat() {
        respond(&mut view, profile, |id, _| {
            if id == practice && profile.role == Role::Member { "2" } else { "3" }.to_owned()
        });
    }
    check_second(
        &view,
        "Orchestrators and members see the principles much alike: even in “Collaborative leadership”, where they differ most, they are only 0.2 levels apart.",
    );
    assert!(
        all(&view, |c| c.gaps_caption())
            .contains("In no principle do the two sides lie 0.5 levels")
    );
}

#[test]
fn not_every_principle_can_be_compared() {
    let mut view = view();
    for profile in [[FULL; 5].as_slice(), &[MEMBER; 5]].concat() {
        respond(&mut view, profile, |_, place| {
            match (profile.role, place) {
                (Role::Orchestrator, 0) => "4",
                (Role::Member, 0) | (_, 1) => "3",
                (Role::Orchestrator, _) => "DK",
                (Role::Member, _) => "2",
            }
            .to_owned()
        });
    }
    check_second(
        &view,
        "Where the two sides differ most: orchestrators rate “Relationship management” 1.0 levels higher than members do. Only 2 of 12 principles can be compared.",
    );
    all(&view, |c| {
        assert!(
            c.gaps_caption().contains("In 1 principle the two sides lie 1 level or more apart.")
        );
    });
}

#[test]
fn why_the_sides_are_not_compared() {
    let reason = |view: &View, filter: Filter| with(view, filter, |c| c.gaps_caption());
    let everybody = Filter::default();
    for (view, filter, expected) in [
        (alike((0, 3), (8, 3)), everybody, "There is no response of an orchestrator here"),
        (alike((8, 3), (0, 3)), everybody, "There is no response of a member here"),
        (alike((8, 3), (3, 3)), everybody, "there are 3 responses of members, and 5 are needed"),
        (alike((8, 3), (1, 3)), everybody, "there is 1 response of a member, and 5 are needed"),
        (alike((4, 3), (4, 3)), everybody, "5 responses of each side are needed"),
        (alike((8, 3), (8, 3)), MEMBERS_ONLY, "Only one side is chosen"),
    ] {
        let found = reason(&view, filter);
        assert!(found.contains(expected), "{found}");
    }
    // Enough of both, but they rate different things.
    let mut thin = view();
    for profile in [[FULL; 5].as_slice(), &[MEMBER; 5]].concat() {
        respond(&mut thin, profile, |_, place| {
            if (place % 2 == 0) == (profile.role == Role::Member) { "3" } else { "DK" }.to_owned()
        });
    }
    assert!(reason(&thin, everybody).contains("too few of both sides rate the same practices"));
    // The sides are too few, and all of them together are not.
    all(&alike((4, 3), (4, 3)), |c| {
        assert!(c.headline()[0].starts_with("8 responses (4 orchestrators and 4 members) put"));
        assert!(c.basis_sentence().unwrap().contains("because neither side can be shown alone"));
        assert!(c.radar_caption().contains("all who responded see it together"));
    });
}

#[test]
fn a_filter_that_leaves_out_too_few_withholds_everything() {
    let mut view = alike((0, 3), (12, 3));
    let facet = view.cohort.add_facet("Region").unwrap();
    for id in 1..=10 {
        assert!(view.cohort.tag(ResponseId::new(id), facet, "North"));
    }
    let north = Filter { value: Some((facet, 1)), ..Filter::default() };
    check(
        &view,
        north,
        &[
            "10 responses (10 members) fit what is chosen. Nothing is shown of them: so few others are left out that their answers could be worked out. Choose more widely.",
        ],
    );
    with(&view, north, |c| {
        assert_eq!(c.filter_words().unwrap(), "Region: North");
        let said = c.headline().remove(0);
        for caption in [
            c.radar_caption(),
            c.heat_caption(),
            c.spread_caption(&[0]),
            c.blind_spots_caption(),
            c.topics_caption(),
        ] {
            assert_eq!(caption, said);
        }
        assert!(c.gaps_caption().contains("cannot be shown for this choice"));
    });
}

#[test]
fn chosen_responses_are_named() {
    let mut view = alike((0, 3), (12, 3));
    view.cohort.add_facet("Region");
    let months = (Month::new(2026, 1).unwrap(), Month::new(2026, 11).unwrap());
    let filter = Filter {
        role: Some(Role::Member),
        form: Some(Form::Full),
        value: Some((0, 0)),
        months: Some(months),
    };
    with(&view, filter, |c| {
        assert_eq!(
            c.filter_words().unwrap(),
            "Members · Full form · Without “Region” · 2026-01 to 2026-11"
        );
    });
    assert_eq!(all(&view, |c| c.filter_words()), None);
}

#[test]
fn split_answers_and_blind_spots_are_pointed_out() {
    let mut view = view();
    let (split, blind) = (&model().principles[0].practices[0], &model().principles[2].practices[1]);
    for number in 0..10 {
        respond(&mut view, MEMBER, |id, _| {
            match (id, number % 2) {
                (id, 0) if id == split.id => "1",
                (id, _) if id == split.id => "5",
                (id, 0) if id == blind.id => "DK",
                _ => "3",
            }
            .to_owned()
        });
    }
    all(&view, |c| {
        let reasons: Vec<String> =
            c.picture.topics.iter().map(|topic| c.topic_reason(topic)).collect();
        assert_eq!(
            reasons,
            ["Answers are split: agreement is low (consensus 0.00).", "50% cannot tell."]
        );
        assert!(c.topics_caption().starts_with("2 practices are worth talking about first"));
        assert_eq!(
            c.blind_spots_caption(),
            format!(
                "1 practice cannot be judged by 25% or more of those who were asked: “{}” (50%). Who could make it visible?",
                blind.title
            )
        );
        assert!(c.heat_caption().ends_with(
            "Agreement is strong everywhere; it is lowest on “Relationship management” in the group “All” (0.86)."
        ), "{}", c.heat_caption());
        assert!(c.spread_caption(&[0, 1]).ends_with(&format!(
            "Answers lie furthest apart on “{}” (consensus 0.00).",
            split.title
        )));
        assert!(c.spread_caption(&[1, 2]).ends_with("close together on all of these practices."));
    });
}

#[test]
fn what_needs_more_answers_says_so() {
    // Six members: means and no distribution.
    all(&alike((0, 3), (6, 3)), |c| {
        assert_eq!(
            c.spread_caption(&[0]),
            "How answers are spread is shown from 8 answers on, because fewer could be told apart."
        );
        assert!(!c.radar_caption().contains("band"));
        assert!(c.blind_spots_caption().starts_with("There is no practice that 25% or more"));
    });
    // Two who agreed to be shown by name: no consensus.
    let mut named = alike((1, 3), (1, 4));
    named.rules.named = Named::Everybody;
    all(&named, |c| {
        assert_eq!(c.heat_caption(), "How far people agree is shown from 5 answers on.");
        assert_eq!(c.who_sees().len(), 2);
        assert!(c.headline()[0].starts_with("2 responses (1 orchestrator and 1 member) put"));
    });
}

#[test]
fn balance_is_said_of_the_ecosystem() {
    all(&alike((5, 3), (5, 3)), |c| {
        assert_eq!(
            c.balance_finding(),
            "The principles lie close together, 0.0 levels from lowest to highest."
        );
    });
    all(&apart(&[(6, 2)]), |c| {
        assert_eq!(
            c.balance_caption(),
            "Each mark is a principle, as the ecosystem as a whole sees it. “Relationship management” stands lowest (3.0), “Trust and commitment to mutual benefit” highest (4.0). The principles lie close together, 1.0 levels from lowest to highest."
        );
    });
    let mut few = view();
    for _ in 0..6 {
        respond(&mut few, MEMBER, |_, place| if place < 3 { "3" } else { "DK" }.to_owned());
    }
    all(&few, |c| {
        assert_eq!(
            c.balance_caption(),
            "3 principles have a value that can be shown; balance needs at least 8."
        );
        assert!(c.headline()[0].ends_with(
            "(6 members): 3 of 12 principles have a value that can be shown; an overall value needs at least 8."
        ));
    });
}

#[test]
fn a_gap_between_two_ladders_is_noted() {
    let view = apart(&[(0, 1)]);
    all(&view, |c| {
        let practices = &model().principles[0].practices;
        for (place, practice) in practices.iter().enumerate() {
            let is_asked = practice.in_scope(&FULL);
            assert_eq!(c.gap_note(place).is_some(), is_asked, "{}", practice.id);
        }
        // Where both sides read the same words there is nothing to note either.
        let mut same = model().clone();
        same.principles[0].practices[0].levels_member = None;
        assert_eq!(Commentary { model: &same, ..c }.gap_note(0), None);
        // Without a gap there is nothing to note.
        assert!((practices.len()..65).all(|place| c.gap_note(place).is_none()));
        let topic = c.picture.topics[0];
        assert_eq!(topic.reason, Reason::Gap(1.0));
        assert_eq!(
            c.topic_reason(&topic),
            "Orchestrators rate this 1.0 levels higher than members do."
        );
        assert_eq!(c.gap_words(0.04), "Orchestrators and members rate this the same.");
        assert_eq!(c.gap_words(-0.5), "Orchestrators rate this 0.5 levels lower than members do.");
    });
}

#[test]
fn nothing_calls_itself_more_than_confidential() {
    let content = crate::support::content_json();
    let interface = &content["text"]["interface"];
    for section in ["cohort", "cohort_export"] {
        let text = interface[section].to_string().to_lowercase();
        assert!(text.len() > 1000 && !text.contains("anonym"), "{section}");
    }
}
