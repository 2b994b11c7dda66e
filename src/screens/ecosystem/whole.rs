//! The first look: how many answered, the headline, the radar of both roles, where they differ, balance and alignment.

use std::sync::Arc;

use super::{chart, desk::Shown, section};
use crate::{
    screens::parts::version_note,
    ui::{El, Numbers, el, heading, paragraph, table},
};
use base::json::Node;
use cohort::GroupKind;
use domain::{model::Role, text::Key};
use report::{ecosystem::gap_meaning, views};

/// Which of the responses are looked at, while these are not all: the headline says how many they are.
fn chosen(shown: &Shown) -> Option<El> {
    let words = shown.commentary().filter_words()?;
    let total = shown.app.speech().locale.whole(shown.view.cohort.len() as u64);
    let of = shown.app.speech().fill(Key::ViewOfTotal, &[("total", &total)]);
    Some(paragraph("quiet respondents", format!("{words} · {of}")))
}

/// The headline and the radar.
pub(super) fn first(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let headline = shown.commentary().headline();
    let headline = headline.into_iter().map(|sentence| el("p").text(sentence));
    let overall = &shown.picture.ecosystem.overall;
    let all = shown.picture.groups.first().map_or(0, |group| group.respondents);
    el("section")
        .class("view-first")
        .maybe_attr("data-overall-score", overall.score.map(|score| Node::from(score).to_json()))
        .maybe_attr("data-overall-held", overall.held.map(|held| held.number().to_string()))
        .attr("data-respondents", all.to_string())
        .maybe(chosen(shown))
        .el(el("div").class("headline").els(headline))
        .maybe(shown.commentary().version_note().map(|note| version_note(app, note)))
        .el(heading("h2", app.say(Key::ViewRadarTitle)).attr("tabindex", "-1"))
        .el(radar(shown))
}

/// The radar of both roles with its table.
pub(super) fn radar(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let picture = &shown.picture;
    let role = |role: Role| picture.place_of(GroupKind::Role(role)).unwrap_or_default();
    let roles = [role(Role::Orchestrator), role(Role::Member)];
    let rows = model.principles.iter().zip(&picture.principles).map(|(words, principle)| {
        let figures = roles.map(|place| principle.figures.get(place).copied().unwrap_or_default());
        let held = |place: usize| {
            let held = figures.get(place).and_then(|figures| figures.held);
            held.map_or_else(|| "–".to_owned(), |held| speech.locale.whole(held.number().into()))
        };
        let [orchestrators, members] = figures;
        el("tr")
            .attr("data-principle", words.id.as_str())
            .maybe_attr("data-score", principle.value.map(|value| Node::from(value).to_json()))
            .maybe_attr("data-held", principle.held.map(|held| held.number().to_string()))
            .maybe_attr("data-orchestrators", orchestrators.value.map(|v| Node::from(v).to_json()))
            .maybe_attr("data-members", members.value.map(|v| Node::from(v).to_json()))
            .maybe_attr("data-gap", principle.gap.map(|gap| Node::from(gap.levels).to_json()))
            .el(el("th")
                .attr("scope", "row")
                .el(el("span").class("clause").text(words.clause.as_str()))
                .text(" ")
                .text(words.title.as_str()))
            .el(el("td").class("strong").text(speech.score(principle.value)))
            .el(el("td").text(speech.score(orchestrators.value)))
            .el(el("td").text(held(0)))
            .el(el("td").text(speech.score(members.value)))
            .el(el("td").text(held(1)))
            .el(el("td").text(views::gap_words(principle.gap, speech)))
    });
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::ViewEcosystem,
        Key::CohortOrchestrators,
        Key::ViewHeldOrchestrators,
        Key::CohortMembers,
        Key::ViewHeldMembers,
        Key::ViewGap,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("principle-table", app.say(Key::ViewRadarTable), heads, rows);
    let drawn = Arc::clone(shown);
    let draw = move |layout| views::radar(model, &drawn.picture, speech, layout).scene();
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    chart(
        shown,
        "ecosystem-radar",
        app.say(Key::ViewRadarLabel),
        draw,
        shown.commentary().radar_caption(),
        numbers,
    )
}

/// Where the two roles differ, the largest difference first.
pub(super) fn gaps(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let picture = &shown.picture;
    let section = section(app, Key::ViewGapsTitle);
    if picture.principles.iter().all(|principle| principle.gap.is_none()) {
        return section.el(paragraph("", shown.commentary().gaps_caption()));
    }
    let rows = views::by_size(picture).into_iter().filter_map(|place| {
        let (words, principle) = (model.principles.get(place)?, picture.principles.get(place)?);
        let value = |role: usize| principle.figures.get(role).and_then(|figures| figures.value);
        let class = gap_meaning(principle.gap, speech);
        Some(
            el("tr")
                .el(el("th").attr("scope", "row").text(words.title.as_str()))
                .el(el("td").text(speech.score(value(1))))
                .el(el("td").text(speech.score(value(2))))
                .el(el("td").class("strong").text(views::gap_words(principle.gap, speech)))
                .el(el("td").class("words").text(class)),
        )
    });
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::CohortOrchestrators,
        Key::CohortMembers,
        Key::ViewGap,
        Key::ViewGapMeaning,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("", app.say(Key::ViewGapsTable), heads, rows);
    let drawn = Arc::clone(shown);
    let draw = move |layout| views::gaps(model, &drawn.picture, speech, layout, true).scene();
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    section.el(chart(
        shown,
        "ecosystem-gaps",
        app.say(Key::ViewGapsLabel),
        draw,
        shown.commentary().gaps_caption(),
        numbers,
    ))
}

/// How far both roles see the same, and how far the principles lie apart.
pub(super) fn balance(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let ecosystem = &shown.picture.ecosystem;
    let section = section(app, Key::ViewBalanceTitle);
    let commentary = shown.commentary();
    let alignment = ecosystem.alignment.map(|alignment| {
        paragraph("reading", commentary.alignment_caption())
            .attr("data-alignment", Node::from(alignment).to_json())
    });
    if ecosystem.overall.balance.is_none() {
        return section.maybe(alignment).el(paragraph("", commentary.balance_caption()));
    }
    let rows = model.principles.iter().zip(&shown.picture.principles).filter_map(|(words, p)| {
        Some(
            el("tr")
                .el(el("th").attr("scope", "row").text(words.title.as_str()))
                .el(el("td").text(speech.locale.decimal(p.value?, 2))),
        )
    });
    let heads = [Key::AnswerColumnPrinciple, Key::ViewEcosystem];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("", app.say(Key::ResultsBalanceTable), heads, rows);
    let drawn = Arc::clone(shown);
    let draw = move |layout| views::balance(model, &drawn.picture, speech, layout).scene();
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    section
        .maybe(alignment)
        .el(chart(
            shown,
            "ecosystem-balance",
            app.say(Key::ViewBalanceLabel),
            draw,
            commentary.balance_caption(),
            numbers,
        ))
        .maybe(commentary.basis_sentence().map(|words| paragraph("hint", words)))
}
