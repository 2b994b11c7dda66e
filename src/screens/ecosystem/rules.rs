//! Who can see what: thresholds, names, and how respondents count.

use leptos::prelude::*;

use super::desk::Desk;
use crate::ui::{El, el, heading, paragraph};
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
            el("option")
                .attr("value", number.to_string())
                .live_prop("selected", move || {
                    (u64::from(current.view.get().rules.min_group) == number).into()
                })
                .text(whole(number))
        });
        let options: Vec<El> = options.collect();
        let select = el("select")
            .attr("data-rule", "least")
            .on("change", move |event| {
                if let Ok(number) = event_target_value(&event).parse() {
                    desk.change(|view| view.rules.min_group = number);
                }
            })
            .els(options);
        el("label").class("field").el(el("span").text(app.say(Key::ViewRulesLeast))).el(select)
    };
    let named = {
        let choices = [
            (Named::Nobody, Key::ViewNamedNobody, Key::ViewNamedNobodyHint),
            (Named::Orchestrators, Key::ViewNamedOrchestrators, Key::ViewNamedOrchestratorsHint),
            (Named::Everybody, Key::ViewNamedEverybody, Key::ViewNamedEverybodyHint),
        ];
        let choices = choices.map(|(named, label, hint)| {
            let (desk, current) = (desk.clone(), desk.clone());
            let input = el("input")
                .attr("type", "radio")
                .attr("name", "named")
                .attr("value", named.id())
                .live_prop("checked", move || (current.view.get().rules.named == named).into())
                .on("change", move |_| desk.change(|view| view.rules.named = named));
            el("label").class("grade").el(input).el(el("span")
                .el(el("span").class("choice-name").text(app.say(label)))
                .text(" ")
                .el(el("span").class("quiet").text(app.say(hint))))
        });
        el("fieldset").class("grades").el(el("legend").text(app.say(Key::ViewNamed))).els(choices)
    };
    let heads = {
        let (desk, current) = (desk.clone(), desk.clone());
        let input = el("input")
            .attr("type", "checkbox")
            .attr("data-rule", "heads")
            .live_prop("checked", move || current.view.get().rules.by_heads.into())
            .on("change", move |event| {
                let by_heads = event_target_checked(&event);
                desk.change(|view| view.rules.by_heads = by_heads);
            });
        el("label").class("grade").el(input).el(el("span")
            .el(el("span").class("choice-name").text(app.say(Key::ViewHeads)))
            .text(" ")
            .el(el("span").class("quiet").text(app.say(Key::ViewHeadsHint))))
    };
    let limits = app.speech().fill(
        Key::ViewRulesLimits,
        &[("least", &whole(5)), ("distribution", &whole(distribution))],
    );
    el("details")
        .class("more view-rules")
        .el(el("summary").text(app.say(Key::ViewRulesTitle)))
        .el(paragraph("", app.say(Key::ViewRulesLead)))
        .el(named)
        .el(least)
        .el(paragraph("hint", limits))
        .el(heading("h2", app.say(Key::ViewHeadsTitle)))
        .el(heads)
}
