//! The self-check of competencies and behaviours, beside the score.

use std::sync::Arc;

use crate::{
    screens::parts::result::Outcome,
    ui::{El, Numbers, el, figure, heading, paragraph, table},
};
use chart::{Purpose, to_svg};
use domain::{
    model::Principle,
    scoring::people::{self as check, People, SelfView, links, views, weak_principles},
    text::Key,
};
use report::pictures;

/// The profile of the self-check, or one line when there is none.
pub(super) fn people(outcome: &Arc<Outcome>) -> Vec<El> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let views = views(model, &outcome.assessment);
    let found = check::people(&views, &model.scoring);
    if found.own.is_none() && found.others.is_none() {
        return vec![paragraph("reading", app.say(Key::ReportPeopleNone))];
    }
    let mean = |mean: Option<check::Mean>| speech.score(mean.map(|mean| mean.value));
    let means = speech.fill(
        Key::ReportPeopleMeans,
        &[("own", &mean(found.own)), ("others", &mean(found.others))],
    );
    let favour = found.difference.filter(|_| found.in_own_favour).map(|difference| {
        let difference = speech.locale.decimal(difference.value, 1);
        paragraph("", speech.fill(Key::ReportPeopleFavour, &[("difference", &difference)]))
    });
    let mut parts =
        vec![paragraph("quiet", app.say(Key::ReportPeopleLead)), paragraph("reading", means)];
    parts.extend(favour);
    let table = numbers(outcome, &views, &found);
    let drawn = Arc::clone(outcome);
    let svg = move || {
        let profile = pictures::people(model, &views, speech, drawn.layout());
        to_svg(&profile.scene(), Purpose::Image(app.say(Key::ReportPeopleLabel)))
    };
    let caption = app.say(Key::ReportPeopleCaption);
    parts.push(figure("people", svg, caption, Numbers::Open(table)));
    let named = [
        (Key::ReportPeopleStrengths, &found.strengths),
        (Key::ReportPeopleWork, &found.to_work_on),
    ];
    let lists = named.into_iter().filter(|(_, items)| !items.is_empty()).map(|(title, items)| {
        el("section").el(heading("h3", app.say(title))).el(statements(outcome, items))
    });
    parts.push(el("div").class("standouts").els(lists));
    parts.extend(explained(outcome, &found));
    parts
}

fn numbers(outcome: &Outcome, views: &[SelfView], found: &People) -> El {
    let app = outcome.app;
    let speech = app.speech();
    let known =
        |value: Option<f64>| value.map_or_else(|| "–".to_owned(), |v| speech.locale.decimal(v, 0));
    let rows = app.model().competencies.items.iter().zip(views).zip(&found.differences);
    let rows = rows.map(|((item, view), difference)| {
        let (own, others) = view.known();
        // Whole steps, so the decimals of a change would say nothing.
        let difference = difference.map_or_else(
            || "–".to_owned(),
            |difference| {
                let sign = if difference > 0.0 {
                    "+"
                } else if difference < 0.0 {
                    "−"
                } else {
                    ""
                };
                [sign, &speech.locale.decimal(difference.abs(), 0)].concat()
            },
        );
        el("tr")
            .attr("data-item", item.id.as_str())
            .el(el("th").attr("scope", "row").text(item.name.as_str()))
            .el(el("td").text(known(own)))
            .el(el("td").text(known(others)))
            .el(el("td").text(difference))
    });
    let heads =
        [Key::ReportColumnItem, Key::ChartsOwn, Key::ChartsOthers, Key::ReportColumnDifference];
    let heads = heads.map(|key| app.say(key).into()).into();
    table("people-table", app.say(Key::ReportPeopleTable), heads, rows)
}

fn statements(outcome: &Outcome, items: &[usize]) -> El {
    let all = &outcome.app.model().competencies.items;
    let items = items.iter().filter_map(|item| all.get(*item)).map(|item| {
        el("li")
            .el(el("strong").text(item.name.as_str()))
            .text(" ")
            .el(el("span").class("quiet").text(item.statement.as_str()))
    });
    el("ul").class("people-items").els(items)
}

/// The weak principles with what may help to explain them; nothing where nothing does.
fn explained(outcome: &Outcome, found: &People) -> Vec<El> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let weak = weak_principles(outcome.scores.scored(), &outcome.targets);
    let links = links(model, found, &weak);
    let items = weak.iter().filter_map(|place| {
        let principle: &Principle = model.principles.get(*place)?;
        let linked = links.iter().filter(|link| link.principle == *place);
        let names: Vec<String> = linked
            .filter_map(|link| Some(model.competencies.items.get(link.item)?.name.clone()))
            .collect();
        let items = speech.locale.list(&names);
        let gaps = [("principle", principle.title.as_str()), ("items", items.as_str())];
        (!names.is_empty()).then(|| el("li").text(speech.fill(Key::ReportPeopleLink, &gaps)))
    });
    let items: Vec<El> = items.collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![heading("h3", app.say(Key::ReportPeopleLinks)), el("ul").els(items)]
}
