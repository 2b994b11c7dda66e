//! How far the principles lie apart.

use std::sync::Arc;

use super::Outcome;
use crate::ui::{El, Numbers, el, paragraph, table};
use domain::text::Key;
use report::{balance_sentence, pictures};

/// The sentence, the chart with its table, and the index; nothing while there is no overall score.
pub(crate) fn balance(outcome: &Arc<Outcome>) -> Option<[El; 3]> {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    let found = outcome.scores.overall.balance.as_ref()?;
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
    let index = speech.locale.percent(found.index);
    let caption = app.say(Key::ResultsBalanceCaption);
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    Some([
        paragraph("reading", balance_sentence(found, speech)),
        outcome.chart("balance", app.say(Key::ResultsBalanceLabel), draw, caption, numbers),
        paragraph("hint", speech.fill(Key::ResultsBalanceIndex, &[("index", &index)])),
    ])
}
