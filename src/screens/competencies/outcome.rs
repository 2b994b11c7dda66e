//! What the self-check shows: profile, difference, strengths, what to work on, and what it helps to explain.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::App,
    ui::{El, Numbers, el, figure, heading, nothing, paragraph, table},
};
use base::json::Node;
use chart::{Layout, Purpose, to_svg};
use domain::{
    assessment::SelfRating,
    scoring::{
        people::{People, SelfView, people, weak_principles},
        score, targets,
    },
    text::Key,
};
use report::{difference_sentences, explained, people_sentences, pictures, signed_whole};
use workspace::{route::Route, store::Shelved};

/// Everything below the items.
pub(super) fn outcome(app: App, shelved: Memo<Option<Shelved>>, said: Vec<SelfView>) -> AnyView {
    let (model, speech) = (app.model(), app.speech());
    let said = Arc::new(said);
    let found = people(&said, &model.scoring);
    let sentences = people_sentences(model, &found, speech);
    let head = el("section")
        .class("headline people-outcome")
        .el(heading("h2", app.say(Key::CompetenciesResultTitle)));
    if said.iter().all(|view| view.own.is_none() && view.others.is_none()) {
        return head.el(paragraph("quiet", app.say(Key::CompetenciesResultEmpty))).view();
    }
    let head = head
        .els(sentences.into_iter().map(|sentence| paragraph("", sentence)))
        .el(profile(app, &said, &found));
    let mut parts = vec![head];
    parts.extend(difference(app, &found));
    parts.push(
        el("div").class("standouts").el(named(app, &found, &found.strengths, STRENGTHS)).el(named(
            app,
            &found,
            &found.to_work_on,
            TO_WORK_ON,
        )),
    );
    parts.push(explains(app, shelved, &found));
    parts.into_iter().map(El::view).collect::<Vec<_>>().into_any()
}

fn profile(app: App, said: &Arc<Vec<SelfView>>, found: &People) -> El {
    let (model, speech) = (app.model(), app.speech());
    let drawn = Arc::clone(said);
    let svg = move || {
        let layout = if app.wide.get() { Layout::Wide } else { Layout::Narrow };
        let chart = pictures::people(model, &drawn, speech, layout);
        to_svg(&chart.scene(), Purpose::Image(app.say(Key::CompetenciesChartLabel)))
    };
    let seen = |seen: Option<SelfRating>| match seen {
        Some(SelfRating::Seen(frequency)) => speech.locale.whole(u64::from(frequency.number())),
        Some(SelfRating::Unknown) => model.competencies.cannot_say.clone(),
        None => speech.score(None),
    };
    let items = model.competencies.items.iter().zip(said.iter()).zip(&found.differences);
    let rows = items.map(|((item, view), difference)| {
        let kind = if item.is_behaviour {
            Key::CompetenciesBehaviour
        } else {
            Key::CompetenciesCompetency
        };
        let difference = difference.map_or_else(|| speech.score(None), |d| signed_whole(d, speech));
        el("tr")
            .attr("data-item", item.id.as_str())
            .el(el("th")
                .attr("scope", "row")
                .text(item.name.as_str())
                .text(" ")
                .el(el("span").class("quiet").text(app.say(kind))))
            .el(el("td").text(seen(view.own)))
            .el(el("td").text(seen(view.others)))
            .el(el("td").text(difference))
    });
    let heads = [
        Key::CompetenciesColumnItem,
        Key::ChartsOwn,
        Key::ChartsOthers,
        Key::CompetenciesColumnDifference,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("", app.say(Key::CompetenciesChartTable), heads, rows);
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    figure("competencies", svg, app.say(Key::CompetenciesChartCaption), numbers)
}

fn difference(app: App, found: &People) -> Option<El> {
    let mean = found.difference?;
    let sentences = difference_sentences(found, &app.model().scoring, app.speech());
    let mut class = "reading";
    let words = sentences
        .into_iter()
        .map(|sentence| paragraph(std::mem::replace(&mut class, "quiet"), sentence));
    Some(
        el("section")
            .attr("data-difference", Node::from(mean.value).to_json())
            .el(heading("h2", app.say(Key::CompetenciesDifferenceTitle)))
            .els(words),
    )
}

/// A list of items, with its words.
#[derive(Clone, Copy)]
struct Naming {
    name: &'static str,
    title: Key,
    none: Key,
    /// Whether what it looks like is said as well, for those who want to work on it.
    looks: bool,
}

const STRENGTHS: Naming = Naming {
    name: "strengths",
    title: Key::CompetenciesStrengthsTitle,
    none: Key::CompetenciesStrengthsNone,
    looks: false,
};

const TO_WORK_ON: Naming = Naming {
    name: "to-work-on",
    title: Key::CompetenciesWorkTitle,
    none: Key::CompetenciesWorkNone,
    looks: true,
};

fn named(app: App, found: &People, items: &[usize], naming: Naming) -> El {
    let (model, speech) = (app.model(), app.speech());
    let section =
        el("section").attr("data-list", naming.name).el(heading("h2", app.say(naming.title)));
    if items.is_empty() {
        return section.el(paragraph("quiet", app.say(naming.none)));
    }
    let rows = items.iter().filter_map(|place| {
        let item = model.competencies.items.get(*place)?;
        let mean = speech.score(found.means.get(*place).copied().flatten());
        let looks = naming.looks.then(|| {
            el("p")
                .el(el("strong").text(app.say(Key::CompetenciesLooksLike)))
                .text(" ")
                .text(item.looks_like.as_str())
        });
        let mean = speech.fill(Key::CompetenciesMean, &[("mean", &mean)]);
        Some(
            el("li")
                .attr("data-item", item.id.as_str())
                .el(heading("h3", item.name.as_str()))
                .el(paragraph("", item.statement.as_str()))
                .maybe(looks)
                .el(paragraph("quiet", mean)),
        )
    });
    section.el(el("ul").class("people-list").els(rows))
}

/// The weak principles with the items that help to explain them.
fn explains(app: App, shelved: Memo<Option<Shelved>>, found: &People) -> El {
    let model = app.model();
    let speech = app.speech();
    let section = el("section")
        .attr("data-list", "explains")
        .el(heading("h2", app.say(Key::CompetenciesExplainTitle)));
    let Some(Shelved { assessment, .. }) = shelved.get_untracked() else {
        return section.child(nothing());
    };
    let scores = score(model, &assessment);
    let weak = weak_principles(scores.scored(), &targets(model, &assessment));
    if weak.is_empty() {
        let way = Route::Answer(assessment.id.clone(), String::new()).href();
        return section.el(el("p")
            .class("quiet")
            .text(app.say(Key::CompetenciesExplainNoScore))
            .text(" ")
            .el(el("a").attr("href", way).text(app.say(Key::AnswerContinue))));
    }
    let explained = explained(model, found, &weak);
    if explained.is_empty() {
        return section.el(paragraph("quiet", app.say(Key::CompetenciesExplainNone)));
    }
    let item = |place: usize| {
        let item = model.competencies.items.get(place)?;
        let mean = speech.score(found.means.get(place).copied().flatten());
        let gaps = [("item", item.name.as_str()), ("mean", mean.as_str())];
        Some(speech.fill(Key::CompetenciesExplainItem, &gaps))
    };
    let rows = explained.into_iter().filter_map(|(place, items)| {
        let principle = model.principles.get(place)?;
        let items: Vec<String> = items.into_iter().filter_map(item).collect();
        let way = Route::Answer(assessment.id.clone(), principle.id.clone()).href();
        Some(
            el("li")
                .attr("data-principle", principle.id.as_str())
                .el(el("a")
                    .attr("href", way)
                    .text(format!("{} {}", principle.clause, principle.title)))
                .text(": ")
                .text(speech.locale.list(&items)),
        )
    });
    section
        .el(paragraph("quiet", app.say(Key::CompetenciesExplainLead)))
        .el(el("ul").class("explains").els(rows))
}
