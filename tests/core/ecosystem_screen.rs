//! What the screen of an ecosystem view shows besides sentences and charts.

use cohort::{Change, Filter, Gap, GapClass, Movement, Named, NoTrend, response::Month};
use domain::model::{Form, Profile, Role};
use report::{
    SHEET_SIZE, SHEET_SIZES,
    ecosystem::{
        ResponsePage, chosen_span, consensus_words, difference_words, forms_words, gap_meaning,
        months, movement_words, no_trend_words, response_number, shows_dots, span_words,
        topics_in_sight, trend_sentence,
    },
    sheet_pages,
};

use crate::{
    commentary::{MEMBER, picture, respond, view},
    support::{FULL, model, speech},
};

fn month(month: u8) -> Month {
    Month::new(2026, month).unwrap()
}

#[test]
fn five_topics_stand_in_sight() {
    let mut view = view();
    for profile in [[FULL; 5].as_slice(), &[MEMBER; 5]].concat() {
        respond(&mut view, profile, |_, _| {
            if profile.role == Role::Member { "1" } else { "5" }.to_owned()
        });
    }
    let picture = picture(&view, &Filter::default());
    let (few, more) = topics_in_sight(&picture);
    assert_eq!(few.len(), 5);
    assert_eq!([few, more].concat(), picture.topics);
    let mut one = picture.clone();
    one.topics.truncate(1);
    assert_eq!(topics_in_sight(&one), (&one.topics[..], &[][..]));
}

#[test]
fn consensus_is_told_with_what_it_means() {
    let constants = &model().scoring;
    let [strong, mixed] = [constants.consensus_strong_from, constants.consensus_mixed_from];
    let words = [strong, mixed, 0.0].map(|value| consensus_words(value, model(), speech()));
    let meanings: Vec<&str> = words.iter().map(|all| all.split_once(" · ").unwrap().1).collect();
    assert!(meanings[0] != meanings[1] && meanings[1] != meanings[2], "{words:?}");
    assert!(words[2].starts_with("0.00 · "), "{words:?}");
}

#[test]
fn every_meaning_has_words_of_its_own() {
    let gap = |class| Some(Gap { levels: 1.0, class });
    let gaps = [gap(GapClass::Flag), gap(GapClass::Watch), gap(GapClass::Alike), None];
    let gaps = gaps.map(|gap| gap_meaning(gap, speech()));
    assert_eq!(gaps[3], "–");
    let movements = [Movement::Up, Movement::Down, Movement::NoClearChange];
    let movements = movements.map(|movement| movement_words(movement, speech()));
    let reasons = [NoTrend::Overlap, NoTrend::Form, NoTrend::TooFew];
    let reasons = reasons.map(|reason| no_trend_words(reason, speech()));
    for all in [&gaps[..], &movements, &reasons] {
        for (place, one) in all.iter().enumerate() {
            assert!(!one.is_empty() && !all[place + 1..].contains(one), "{all:?}");
        }
    }
    assert_eq!(difference_words(None, speech()), "–");
    assert_eq!(difference_words(Some(-1.5), speech()), "−1.50");
}

#[test]
fn a_trend_is_told_with_its_size_and_meaning() {
    let change = Change { matched: 1, earlier: 2.0, later: 3.25, movement: Movement::Up };
    let one = trend_sentence(Role::Member, &change, speech());
    let many = trend_sentence(Role::Member, &Change { matched: 7, ..change }, speech());
    assert!(one.contains("+1.25") && one.contains(movement_words(Movement::Up, speech())), "{one}");
    assert!(many.contains('7') && !many.contains('{'), "{many}");
}

#[test]
fn months_and_forms_are_those_of_the_chosen_responses() {
    let mut view = view();
    assert_eq!(span_words(&view.cohort, &Filter::default(), speech()), "–");
    assert!(months(&view.cohort).is_empty());
    let short = Profile { form: Form::Short, ..MEMBER };
    for profile in [FULL, short] {
        respond(&mut view, profile, |_, _| "3".to_owned());
    }
    assert_eq!(months(&view.cohort), [month(11)]);
    let (all, members) =
        (Filter::default(), Filter { role: Some(Role::Member), ..Filter::default() });
    assert_eq!(span_words(&view.cohort, &all, speech()), "2026-11");
    let name = |form| model().choices.forms.get(form).unwrap().name.as_str();
    assert_eq!(forms_words(&view.cohort, &members, model()), name(Form::Short));
    assert!(forms_words(&view.cohort, &all, model()).contains(", "));
}

#[test]
fn the_whole_span_of_months_is_no_choice() {
    let whole = (month(1), month(6));
    assert_eq!(chosen_span(whole, whole), None);
    assert_eq!(chosen_span((month(2), month(6)), whole), Some((month(2), month(6))));
}

#[test]
fn dots_are_shown_for_a_few_of_whom_some_are_named() {
    let mut view = view();
    for _ in 0..60 {
        respond(&mut view, FULL, |_, _| "3".to_owned());
    }
    view.rules.named = Named::Nobody;
    assert!(!shows_dots(&view));
    view.rules.named = Named::Orchestrators;
    assert!(shows_dots(&view));
    respond(&mut view, FULL, |_, _| "3".to_owned());
    assert!(!shows_dots(&view), "a distribution says more of so many");
}

#[test]
fn a_response_without_a_name_has_a_number() {
    assert!(response_number(0, speech()).contains('1'));
    assert!(response_number(41, speech()).contains("42"));
}

#[test]
fn a_list_of_responses_is_turned_by_pages() {
    let page = |responses, page| ResponsePage::of(responses, page);
    assert_eq!(page(0, 0), ResponsePage { page: 0, pages: 1, places: 0..0 });
    assert_eq!(page(50, 0), ResponsePage { page: 0, pages: 1, places: 0..50 });
    assert_eq!(page(51, 1), ResponsePage { page: 1, pages: 2, places: 50..51 });
    assert_eq!(page(20, 3), page(20, 0), "what was taken out leaves no empty page");
    assert_eq!(page(120, 0).next(), Some(1));
    assert_eq!(page(120, 2).next(), None);
}

#[test]
fn a_sheet_fills_its_pages() {
    assert!(SHEET_SIZES.contains(&SHEET_SIZE));
    let pages = |count: usize| {
        let items: Vec<usize> = (0..count).collect();
        let pages = sheet_pages(&items);
        let mut all = Vec::new();
        for (before, items) in &pages {
            assert_eq!(*before, all.len());
            all.extend_from_slice(items);
        }
        assert_eq!(all, items, "each stands on one page");
        pages.iter().map(|(_, items)| items.len()).collect::<Vec<_>>()
    };
    assert_eq!(pages(1), [1]);
    assert_eq!(pages(5), [5]);
    assert_eq!(pages(6), [4, 2]);
    assert_eq!(pages(10), [4, 6]);
    assert_eq!(pages(20), [4, 6, 6, 4]);
}
