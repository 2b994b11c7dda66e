//! The first look: how many answered, the headline, the radar of both roles, where they differ, balance and alignment.

use std::sync::Arc;

use super::{chart, desk::Shown, number};
use crate::{
    cohort::{Basis, GapClass, GroupKind},
    components::{El, Numbers, el, heading, paragraph, table},
    json::Node,
    model::Role,
    report::views,
    text::Key,
};

/// How many answered, by role, and how many of them are looked at.
fn respondents(shown: &Shown) -> El {
    let app = shown.app;
    let speech = app.speech();
    let count = |kind: GroupKind| {
        let group = shown.picture.place_of(kind).and_then(|place| shown.picture.groups.get(place));
        group.map_or(0, |group| u64::from(group.respondents))
    };
    let all = count(GroupKind::All);
    let roles = [
        speech.count(Key::ViewCountOrchestrators, count(GroupKind::Role(Role::Orchestrator)), &[]),
        speech.count(Key::ViewCountMembers, count(GroupKind::Role(Role::Member)), &[]),
    ];
    let total = shown.view.cohort.len() as u64;
    let words = if all == total {
        speech.count(Key::ViewCountAll, all, &[])
    } else {
        let total = speech.locale.whole(total);
        speech.count(Key::ViewCountSome, all, &[("total", &total)])
    };
    paragraph("quiet respondents", format!("{words} · {}", roles.join(" · ")))
        .attr("data-respondents", all.to_string())
}

/// The headline and the radar.
pub(super) fn first(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let headline = headline(shown).into_iter().map(|sentence| el("p").text(sentence));
    let overall = &shown.picture.ecosystem.overall;
    el("section")
        .class("view-first")
        .maybe_attr("data-overall-score", overall.score.map(|score| Node::from(score).to_json()))
        .maybe_attr("data-overall-held", overall.held.map(|held| held.number().to_string()))
        .el(respondents(shown))
        .el(el("div").class("headline").els(headline))
        .el(heading("h2", app.say(Key::ViewRadarTitle)))
        .el(radar(shown))
}

fn headline(shown: &Shown) -> Vec<String> {
    _ = shown;
    Vec::new()
}

/// The radar of both roles with its table.
fn radar(shown: &Arc<Shown>) -> El {
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
        Key::ViewOrchestrators,
        Key::ViewHeldOrchestrators,
        Key::ViewMembers,
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
        app.say(Key::ViewRadarCaption),
        numbers,
    )
}

/// Where the two roles differ, the largest difference first.
pub(super) fn gaps(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let picture = &shown.picture;
    let section = el("section").el(heading("h2", app.say(Key::ViewGapsTitle)));
    if picture.principles.iter().all(|principle| principle.gap.is_none()) {
        return section.el(paragraph("", no_gap(shown)));
    }
    let rows = views::by_size(picture).into_iter().filter_map(|place| {
        let (words, principle) = (model.principles.get(place)?, picture.principles.get(place)?);
        let value = |role: usize| principle.figures.get(role).and_then(|figures| figures.value);
        let class = match principle.gap.map(|gap| gap.class) {
            Some(GapClass::Flag) => app.say(Key::ViewGapFlag),
            Some(GapClass::Watch) => app.say(Key::ViewGapWatch),
            Some(GapClass::Alike) => app.say(Key::ViewGapAlike),
            None => "–",
        };
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
        Key::ViewOrchestrators,
        Key::ViewMembers,
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
        app.say(Key::ViewGapsCaption),
        numbers,
    ))
}

/// Why there is no difference to show.
fn no_gap(shown: &Shown) -> &'static str {
    let app = shown.app;
    let there = |role: Role| {
        let place = shown.picture.place_of(GroupKind::Role(role));
        place.and_then(|p| shown.picture.groups.get(p)).is_some_and(|g| g.respondents > 0)
    };
    app.say(match (there(Role::Orchestrator), there(Role::Member)) {
        (true, true) => Key::ViewNoGapHidden,
        (true, false) => Key::ViewNoGapMembers,
        (false, true) => Key::ViewNoGapOrchestrators,
        (false, false) => Key::ViewNobody,
    })
}

/// How far both roles see the same, and how far the principles lie apart.
pub(super) fn balance(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let ecosystem = &shown.picture.ecosystem;
    let section = el("section").el(heading("h2", app.say(Key::ViewBalanceTitle)));
    let alignment = ecosystem.alignment.map(|alignment| {
        let share = speech.locale.percent(alignment);
        paragraph("reading", speech.fill(Key::ViewAlignment, &[("share", &share)]))
            .attr("data-alignment", Node::from(alignment).to_json())
    });
    let Some(balance) = &ecosystem.overall.balance else {
        return section.maybe(alignment).el(paragraph("", app.say(Key::ViewNoBalance)));
    };
    let rows = model.principles.iter().zip(&shown.picture.principles).filter_map(|(words, p)| {
        Some(
            el("tr")
                .el(el("th").attr("scope", "row").text(words.title.as_str()))
                .el(el("td").text(number(speech, p.value?))),
        )
    });
    let heads = [Key::AnswerColumnPrinciple, Key::ViewEcosystem];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("", app.say(Key::ResultsBalanceTable), heads, rows);
    let drawn = Arc::clone(shown);
    let draw = move |layout| views::balance(model, &drawn.picture, speech, layout).scene();
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    let basis = match ecosystem.basis {
        Basis::BothRoles => Key::ViewBasisBoth,
        Basis::OneRole(Role::Orchestrator) => Key::ViewBasisOrchestrators,
        Basis::OneRole(Role::Member) => Key::ViewBasisMembers,
        Basis::Heads | Basis::Nothing => Key::ViewBasisHeads,
    };
    section
        .maybe(alignment)
        .el(paragraph("reading", crate::report::balance_sentence(balance, speech)))
        .el(chart(
            shown,
            "ecosystem-balance",
            app.say(Key::ViewBalanceLabel),
            draw,
            app.say(Key::ViewBalanceCaption),
            numbers,
        ))
        .el(paragraph("hint", app.say(basis)))
}
