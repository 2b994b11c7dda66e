//! How it is measured, in words: every formula has its constants from the model.

use cohort::{Named, Rules};
use report::method::{Definition, answer_kinds, cohort_formulas, formulas, protection};

use crate::support::{model, speech};

#[track_caller]
fn check(rows: &[Definition<'_>], count: usize, said: &[String]) {
    assert_eq!(rows.len(), count);
    for (term, text) in rows {
        assert!(!term.is_empty() && !text.is_empty(), "{term}: {text}");
        assert!(!text.contains(['{', '}']), "a gap is left: {text}");
    }
    let all: Vec<&str> = rows.iter().map(|(_, text)| text.as_str()).collect();
    for said in said {
        assert!(all.iter().any(|text| text.contains(said)), "nothing says {said}: {all:#?}");
    }
}

#[test]
fn the_formulas_name_the_constants_of_the_model() {
    let numbers = &model().scoring;
    let decimal = |number: f64| format!("{number:.1}");
    check(
        &formulas(model(), speech()),
        12,
        &[
            format!("{}%", numbers.min_rated_share_percent),
            format!("{}%", numbers.held_share_percent),
            decimal(numbers.balanced_spread_max),
            decimal(numbers.uneven_spread_max),
            format!("{:.2}", numbers.confidence_high_from),
            decimal(numbers.no_clear_change_below),
            decimal(numbers.self_favour_above),
        ],
    );
    check(
        &cohort_formulas(model(), speech()),
        11,
        &[
            decimal(numbers.gap_flag_from),
            decimal(numbers.alignment_divisor),
            format!("{:.2}", numbers.consensus_strong_from),
            format!("{:.0}%", numbers.cannot_tell_hot_from * 100.0),
        ],
    );
}

#[test]
fn there_are_four_kinds_of_answers() {
    let share = format!("{}%", model().scoring.na_warning_share_percent);
    check(&answer_kinds(model(), speech()), 4, &[share]);
}

#[test]
fn protection_follows_the_rules_of_the_view() {
    let mut rules = Rules::new(&model().scoring);
    let said = |rules: Rules| protection(rules, model(), speech());
    let limits = |rules: Rules| {
        [rules.least(&model().scoring), rules.least_for_distribution(&model().scoring)]
            .map(|number| number.to_string())
            .to_vec()
    };
    check(&said(rules), 4, &limits(rules));
    let mut by_name = Vec::new();
    for named in [Named::Nobody, Named::Orchestrators, Named::Everybody] {
        rules.named = named;
        check(&said(rules), 4, &[]);
        by_name.push(said(rules)[2].1.clone());
    }
    by_name.dedup();
    assert_eq!(by_name.len(), 3, "{by_name:#?}");
    rules.min_group += 2;
    check(&said(rules), 4, &limits(rules));
}
