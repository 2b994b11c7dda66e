//! Practices by level: how many of each principle stand on each level.

use std::sync::Arc;

use super::{NONE, Outcome};
use crate::ui::{El, Numbers, el, table};
use domain::{model::Level, text::Key};
use report::pictures;

/// The matrix with its table.
pub(crate) fn matrix(outcome: &Arc<Outcome>) -> El {
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
