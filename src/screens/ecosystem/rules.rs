//! Who can see what: thresholds, names, and how respondents count.

use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::{
    El, checkbox, el, fold, grade, heading, labelled, live_option, paragraph, radio, select,
};
use cohort::Named;
use domain::text::Key;

/// The settings of a view, with what they mean.
pub(super) fn rules(desk: &Desk) -> El {
    let app = desk.app;
    let constants = &app.model().scoring;
    let (floor, distribution) =
        (constants.anonymity_min_group_floor, constants.anonymity_min_for_distribution);
    let whole = |number: u64| app.speech().locale.whole(number);
    let least = {
        let desk = desk.clone();
        let current = desk.clone();
        let options = (floor..=10).map(|number| {
            let current = current.clone();
            let is_chosen = move || u64::from(current.view.get().rules.min_group) == number;
            live_option(number.to_string(), whole(number), is_chosen)
        });
        let options: Vec<El> = options.collect();
        let select = select(options, move |number| {
            if let Ok(number) = number.parse() {
                desk.change(|view| view.rules.min_group = number);
            }
        });
        labelled("field", app.say(Key::ViewRulesLeast), select.attr("data-rule", "least"))
    };
    let named = {
        let choices = [
            (Named::Nobody, Key::ViewNamedNobody, Key::ViewNamedNobodyHint),
            (Named::Orchestrators, Key::ViewNamedOrchestrators, Key::ViewNamedOrchestratorsHint),
            (Named::Everybody, Key::ViewNamedEverybody, Key::ViewNamedEverybodyHint),
        ];
        let choices = choices.map(|(named, label, hint)| {
            let (desk, current) = (desk.clone(), desk.clone());
            let radio = radio(
                "named",
                named.id(),
                move || current.view.get().rules.named == named,
                move || desk.change(|view| view.rules.named = named),
            );
            grade(radio, app.say(label), app.say(hint))
        });
        el("fieldset").class("grades").el(el("legend").text(app.say(Key::ViewNamed))).els(choices)
    };
    let heads = {
        let (desk, current) = (desk.clone(), desk.clone());
        let check = checkbox(
            move || current.view.get().rules.by_heads,
            move |by_heads| desk.change(|view| view.rules.by_heads = by_heads),
        );
        grade(
            check.attr("data-rule", "heads"),
            app.say(Key::ViewHeads),
            app.say(Key::ViewHeadsHint),
        )
    };
    let limits = app.speech().fill(
        Key::ViewRulesLimits,
        &[("least", &whole(5)), ("distribution", &whole(distribution))],
    );
    fold("more view-rules", app.say(Key::ViewRulesTitle))
        .el(paragraph("", app.say(Key::ViewRulesLead)))
        .el(named)
        .el(least)
        .el(paragraph("hint", limits))
        .el(heading("h2", app.say(Key::ViewHeadsTitle)))
        .el(heads)
}
