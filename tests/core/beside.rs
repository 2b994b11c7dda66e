//! The self-check beside a principle, and what it helps to explain.

use domain::{
    assessment::{SelfCheck, SelfRating},
    scoring::people::{Link, SelfView, links, people},
};
use report::{BESIDE_CLAUSES, beside_principle, explained, rating_words, ratings_given};

use crate::support::{FULL, blank, model, seen, speech};

#[test]
fn the_self_check_stands_beside_two_principles_once_something_is_known() {
    let mut assessment = blank(FULL);
    let beside = |assessment: &_| {
        let shown = model().principles.iter();
        let shown = shown.filter(|p| beside_principle(model(), assessment, p, speech()).is_some());
        shown.map(|principle| principle.clause.clone()).collect::<Vec<_>>()
    };
    assert!(beside(&assessment).is_empty());
    for item in &model().competencies.items {
        let check = SelfCheck { own: Some(SelfRating::Unknown), ..SelfCheck::default() };
        assessment.competencies.insert(item.id.clone(), check);
    }
    assert!(beside(&assessment).is_empty(), "what cannot be told is not known");
    for item in &model().competencies.items {
        let check = SelfCheck { own: Some(seen(4)), others: Some(seen(2)), revision: 1 };
        assessment.competencies.insert(item.id.clone(), check);
    }
    assert_eq!(beside(&assessment), BESIDE_CLAUSES);
    let principle = model().principles.iter().find(|p| p.clause == BESIDE_CLAUSES[0]).unwrap();
    let words = beside_principle(model(), &assessment, principle, speech()).unwrap();
    assert!(words.contains("4.0") && words.contains("2.0"), "{words}");
}

#[test]
fn weak_principles_come_with_what_explains_them_and_without_are_left_out() {
    let items = model().competencies.items.len();
    let low = SelfView { own: Some(seen(1)), others: Some(seen(1)) };
    let found = people(&vec![low; items], &model().scoring);
    let weak: Vec<usize> = (0..model().principles.len()).rev().collect();
    let linked = links(model(), &found, &weak);
    let all = explained(model(), &found, &weak);
    let flat: Vec<Link> = all
        .iter()
        .flat_map(|(principle, items)| {
            items.iter().map(|item| Link { item: *item, principle: *principle })
        })
        .collect();
    assert_eq!(flat, linked, "nothing is lost, and the order stays");
    assert!(all.iter().all(|(_, items)| !items.is_empty()));
    let high = SelfView { own: Some(seen(5)), others: Some(seen(5)) };
    let found = people(&vec![high; items], &model().scoring);
    assert!(explained(model(), &found, &weak).is_empty());
}

#[test]
fn ratings_are_counted_with_those_that_cannot_be_told() {
    let none = SelfView::default();
    let half = SelfView { own: Some(SelfRating::Unknown), others: None };
    let whole = SelfView { own: Some(seen(3)), others: Some(seen(1)) };
    let words = ratings_given(&[none, half, whole], speech());
    assert!(words.contains('3') && words.contains('6'), "{words}");
}

#[test]
fn a_rating_has_the_words_of_the_model() {
    let words = |rating| rating_words(rating, model());
    let frequencies = &model().competencies.frequencies;
    assert_eq!(words(Some(seen(1))), frequencies[0].name);
    assert_eq!(words(Some(seen(5))), frequencies[4].name);
    assert_eq!(words(Some(SelfRating::Unknown)), model().competencies.cannot_say);
    assert_eq!(words(None), model().answers.unanswered);
}
