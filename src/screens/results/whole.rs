//! The principles taken together: radar, matrix and balance.

use std::sync::Arc;

use super::Outcome;
use crate::ui::{El, Numbers, el, heading, paragraph, table};
use base::json::Node;
use domain::{model::Level, scoring::band, text::Key};
use report::{balance_sentence, pictures};

/// What stands for a number that there is none of.
const NONE: &str = "–";

/// The radar of the principles with its table.
pub(super) fn radar(outcome: &Arc<Outcome>) -> El {
    let title = heading("h2", outcome.app.say(Key::ResultsRadarTitle));
    el("section").el(title).el(radar_figure(outcome))
}

/// The figure alone.
pub(in crate::screens) fn radar_figure(outcome: &Arc<Outcome>) -> El {
    let app = outcome.app;
    let drawn = Arc::clone(outcome);
    let draw = move |layout| {
        let (model, speech) = (app.model(), app.speech());
        pictures::radar(model, &drawn.scores, &drawn.targets, speech, layout).scene()
    };
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::AnswerColumnScore,
        Key::ResultsColumnHeld,
        Key::ResultsColumnTarget,
        Key::ResultsColumnBand,
        Key::AnswerColumnAnswered,
        Key::ResultsColumnUnknown,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let places = 0..app.model().principles.len();
    let rows = places.filter_map(|place| radar_row(outcome, place));
    let table = table("principle-table", app.say(Key::ResultsRadarTable), heads, rows);
    let caption = app.say(Key::ResultsRadarCaption);
    outcome.chart("radar", app.say(Key::ResultsRadarLabel), draw, caption, Numbers::Open(table))
}

fn radar_row(outcome: &Outcome, place: usize) -> Option<El> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let principle = model.principles.get(place)?;
    let score = outcome.scores.principles.get(place)?;
    let target = outcome.targets.get(place)?;
    let band = score.score.map(|score| model.levels.at(band(score)).name.as_str());
    let held = score.held.map_or_else(|| NONE.to_owned(), |held| outcome.level(held));
    let answered = speech.fill(
        Key::AnswerProgress,
        &[
            ("answered", &outcome.whole(score.answered())),
            ("total", &outcome.whole(score.applicable)),
        ],
    );
    let limited = score
        .limited_scope
        .then(|| el("span").class("tag").text(app.say(Key::ResultsLimitedScope)));
    let title = el("th")
        .attr("scope", "row")
        .el(el("span").class("clause").text(principle.clause.as_str()))
        .text(" ")
        .text(principle.title.as_str())
        .text(" ")
        .maybe(limited);
    Some(
        el("tr")
            .attr("data-principle", principle.id.as_str())
            .maybe_attr("data-score", score.score.map(|score| Node::from(score).to_json()))
            .maybe_attr("data-held", score.held.map(|held| held.number().to_string()))
            .el(title)
            .el(el("td").class("strong").text(speech.score(score.score)))
            .el(el("td").text(held))
            .el(el("td").text(outcome.level(*target)))
            .el(el("td").class("words").text(band.unwrap_or(NONE)))
            .el(el("td").text(answered))
            .el(el("td").text(speech.locale.percent(score.unknown_share()))),
    )
}

/// The maturity matrix.
pub(super) fn matrix(outcome: &Arc<Outcome>) -> El {
    let title = heading("h2", outcome.app.say(Key::ResultsMatrixTitle));
    el("section").el(title).el(matrix_figure(outcome))
}

/// The figure alone.
pub(in crate::screens) fn matrix_figure(outcome: &Arc<Outcome>) -> El {
    let app = outcome.app;
    let drawn = Arc::clone(outcome);
    let draw = move |layout| {
        let (model, speech) = (app.model(), app.speech());
        pictures::matrix(model, &drawn.assessment, &drawn.scores, speech, layout).scene()
    };
    let levels = Level::ALL.map(|level| {
        app.speech().fill(Key::ResultsLevelShort, &[("level", &outcome.level(level))]).into()
    });
    let others = [
        Key::ResultsNaColumn,
        Key::ResultsUnknownColumn,
        Key::ResultsOpenColumn,
        Key::ResultsColumnHeld,
    ];
    let mut heads = vec![app.say(Key::AnswerColumnPrinciple).into()];
    heads.extend(levels);
    heads.extend(others.map(|key| app.say(key).into()));
    let rows = app.model().principles.iter().zip(&outcome.scores.principles);
    let rows = rows.map(|(principle, score)| {
        let (counts, apart) = pictures::standings(principle, &outcome.assessment);
        let cells = counts.into_iter().chain(apart);
        let held = score.held.map_or_else(|| NONE.to_owned(), |held| outcome.level(held));
        el("tr")
            .el(el("th").attr("scope", "row").text(principle.title.as_str()))
            .els(cells.map(|count| el("td").text(outcome.whole(count as usize))))
            .el(el("td").text(held))
    });
    let table = table("", app.say(Key::ResultsMatrixTable), heads, rows);
    let caption = app.say(Key::ResultsMatrixCaption);
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    outcome.chart("matrix", app.say(Key::ResultsMatrixLabel), draw, caption, numbers)
}

/// How far the principles lie apart; nothing while there is no overall score.
pub(super) fn balance(outcome: &Arc<Outcome>) -> Option<El> {
    let title = heading("h2", outcome.app.say(Key::ResultsBalanceTitle));
    Some(el("section").el(title).els(how_balanced(outcome)?))
}

/// What is said of it.
pub(in crate::screens) fn how_balanced(outcome: &Arc<Outcome>) -> Option<[El; 3]> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let balance = outcome.scores.overall.balance.as_ref()?;
    let drawn = Arc::clone(outcome);
    let draw = move |layout| pictures::balance(model, &drawn.scores, speech, layout).scene();
    let rows = outcome.scores.from_highest().into_iter().filter_map(|(place, score)| {
        let principle = model.principles.get(place)?;
        Some(
            el("tr")
                .el(el("th").attr("scope", "row").text(principle.title.as_str()))
                .el(el("td").text(speech.score(Some(score)))),
        )
    });
    let heads = [Key::AnswerColumnPrinciple, Key::AnswerColumnScore];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("", app.say(Key::ResultsBalanceTable), heads, rows);
    let index = speech.locale.percent(balance.index);
    let caption = app.say(Key::ResultsBalanceCaption);
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    Some([
        paragraph("reading", balance_sentence(balance, speech)),
        outcome.chart("balance", app.say(Key::ResultsBalanceLabel), draw, caption, numbers),
        paragraph("hint", speech.fill(Key::ResultsBalanceIndex, &[("index", &index)])),
    ])
}
