//! What of a plan stands beside a result and on paper, and in which list an action is.

use domain::{
    assessment::{ACTIONS_LIMIT, Action, ActionId, ActionState, Answer, Horizon, Impact},
    scoring::{Gap, roadmap},
};
use report::{
    ActionList, action_source, all_reached, first_priorities, first_steps, impact_to_store,
    printed_state, states_to_choose,
};

use crate::support::{FULL, answered, blank, model, speech};

fn gap(place: usize, priority: f64) -> Gap {
    Gap { place, score: 2.0, gap: 1.0, priority }
}

#[test]
fn the_first_five_that_are_below_their_targets_are_named() {
    let all: Vec<Gap> = (0..8).map(|place| gap(place, 6.0 - place as f64)).collect();
    let places = |gaps: &[Gap]| first_priorities(gaps).map(|gap| gap.place).collect::<Vec<_>>();
    assert_eq!(places(&all), [0, 1, 2, 3, 4]);
    assert_eq!(places(&[gap(3, 1.0), gap(1, 0.0), gap(2, 1e-12)]), [3]);
    assert!(places(&[]).is_empty());
}

#[test]
fn all_is_reached_when_something_is_scored_and_nothing_is_below() {
    assert!(!all_reached(&[]), "without a score nothing is known");
    assert!(all_reached(&[gap(0, 0.0), gap(1, 1e-12)]));
    assert!(!all_reached(&[gap(0, 0.0), gap(1, 0.5)]));
}

#[test]
fn first_steps_are_open_soon_and_have_words() {
    let mut assessment = answered(&["1 1 1 1 1"; 12]);
    assert_eq!(first_steps(model(), &assessment).len(), 4);
    let all = roadmap(model(), &assessment);
    let first = all.iter().find(|item| item.horizon == Horizon::Now).unwrap();
    let is_named =
        |assessment: &_| first_steps(model(), assessment).iter().any(|item| item.id == first.id);
    assert!(is_named(&assessment));
    for state in [ActionState::Done, ActionState::Dropped] {
        assessment.plan.insert(first.id.clone(), Action { state, ..Action::default() });
        assert!(!is_named(&assessment), "{state:?}");
    }
    let mut own = blank(FULL);
    let without_words = Action { state: ActionState::Taken, ..Action::default() };
    own.plan.insert(ActionId::own_from_random(1), without_words);
    assert!(first_steps(model(), &own).is_empty());
}

#[test]
fn an_action_says_what_it_serves() {
    let mut assessment = answered(&["1 1 1 1 1"]);
    let (principle, practice) = (&model().principles[0], &model().principles[0].practices[0]);
    let words = "Meet the mayor".to_owned();
    let own = Action { principle: principle.id.clone(), words, ..Action::default() };
    assessment.plan.insert(ActionId::own_from_random(1), own.clone());
    let free = Action { principle: String::new(), ..own };
    assessment.plan.insert(ActionId::own_from_random(2), free);
    let items = roadmap(model(), &assessment);
    let source = |is: &dyn Fn(&domain::scoring::RoadmapItem<'_>) -> bool, own: &str| {
        action_source(items.iter().find(|item| is(item)).unwrap(), own, model())
    };
    let step = source(&|item| item.practice.is_some_and(|p| p.id == practice.id), "Own");
    assert_eq!(step, format!("{} · {}", practice.title, principle.title));
    let with = |item: &domain::scoring::RoadmapItem<'_>| item.id.is_own() && item.place.is_some();
    let without =
        |item: &domain::scoring::RoadmapItem<'_>| item.id.is_own() && item.place.is_none();
    assert_eq!(source(&with, "Own"), format!("Own · {}", principle.title));
    assert_eq!(source(&with, ""), principle.title);
    assert_eq!(source(&without, "Own"), "Own");
    assert_eq!(source(&without, ""), "");
}

#[test]
fn a_suggestion_has_no_state_on_paper() {
    for state in ActionState::ALL {
        let printed = printed_state(state, speech());
        assert_eq!(printed.is_empty(), state == ActionState::Suggested, "{state:?}: {printed}");
    }
}

#[test]
fn nobody_suggests_what_a_person_thought_of() {
    let states = |is_own| states_to_choose(is_own).collect::<Vec<_>>();
    assert_eq!(states(false), ActionState::ALL);
    assert_eq!(states(true), &ActionState::ALL[1..]);
}

#[test]
fn the_default_impact_is_not_stored() {
    assert_eq!(impact_to_store(Impact::Normal, 2), None);
    assert_eq!(impact_to_store(Impact::High, 2), Some(Impact::High));
    assert_eq!(impact_to_store(Impact::Normal, 3), Some(Impact::Normal));
}

#[test]
fn every_action_is_in_one_list() {
    for horizon in Horizon::ALL {
        for state in ActionState::ALL {
            let list = ActionList::of(state, horizon);
            assert_eq!(matches!(list, ActionList::Open(_)), state.is_open(), "{state:?}");
            if state.is_open() {
                assert_eq!(list, ActionList::Open(horizon));
            }
        }
    }
    let lists = Horizon::ALL.map(ActionList::Open).into_iter();
    let lists: Vec<ActionList> = lists.chain([ActionList::Done, ActionList::Dropped]).collect();
    for (place, list) in lists.iter().enumerate() {
        for other in &lists[place + 1..] {
            assert_ne!(list.id(), other.id());
            assert_ne!(list.words(speech()), other.words(speech()));
        }
    }
}

#[test]
fn a_full_plan_takes_changes_and_nothing_new() {
    let mut assessment = blank(FULL);
    let own = |number: usize| ActionId::own_from_random(number as u64);
    for number in 0..ACTIONS_LIMIT {
        assert!(assessment.has_room_for(&own(number)));
        assessment.plan.insert(own(number), Action::default());
    }
    assert!(assessment.has_room_for(&own(3)), "it is in the plan already");
    assert!(!assessment.has_room_for(&own(ACTIONS_LIMIT)));
}

#[test]
fn keys_answer() {
    let all =
        ["1", "2", "3", "4", "5", "0", "?", "6", "a", "Enter", "", "11"].map(Answer::from_key);
    let levels = all[..5].iter().map(|answer| answer.unwrap().level().unwrap().number());
    assert_eq!(levels.collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(all[5], Some(Answer::NotApplicable));
    assert_eq!(all[6], Some(Answer::Unknown));
    assert!(all[7..].iter().all(Option::is_none));
}
