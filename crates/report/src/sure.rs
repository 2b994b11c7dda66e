//! How sure a result is: what was answered and what was not, how well it can be shown, and what a cautious reader makes
//! of it.

use domain::{
    assessment::{Answer, Assessment},
    model::{Model, Practice},
    scoring::{Confidence, Overall, band, confidence_class},
    text::{Key, Speech},
};

/// How many practices were rated, do not apply, cannot be told, and are not answered.
pub fn counts_sentence(overall: &Overall, speech: Speech<'_>) -> String {
    let counts = &overall.counts;
    let numbers = [counts.rated, counts.not_applicable, counts.unknown, counts.unanswered()];
    let [rated, na, unknown, open] = numbers.map(|number| speech.locale.whole(number as u64));
    let gaps = [("rated", &*rated), ("na", &*na), ("unknown", &*unknown), ("open", &*open)];
    speech.fill(Key::ResultsSureCounts, &gaps)
}

/// How well the ratings can be shown, as a share and in words; `None` where all that is asked does not apply. Source: docs/method.md,
/// Evidence.
pub fn confidence_sentence(overall: &Overall, model: &Model, speech: Speech<'_>) -> Option<String> {
    let confidence = overall.counts.confidence()?;
    let words = match confidence_class(confidence, &model.scoring) {
        Confidence::Low => Key::ResultsConfidenceLow,
        Confidence::Medium => Key::ResultsConfidenceMedium,
        Confidence::High => Key::ResultsConfidenceHigh,
    };
    Some(format!("{} · {}", speech.locale.percent(confidence), speech.say(words)))
}

/// What the score is when opinions count one level lower, and whether that changes how it reads; `None` while there is no
/// score.
pub fn cautious_sentence(overall: &Overall, model: &Model, speech: Speech<'_>) -> Option<String> {
    let (score, cautious) = overall.score.zip(overall.cautious)?;
    let same = band(score) == band(cautious);
    let key = if same { Key::ResultsCautiousSame } else { Key::ResultsCautiousOther };
    let name = &model.levels.at(band(cautious)).name;
    Some(speech.fill(key, &[("score", &speech.score(Some(cautious))), ("band", name)]))
}

/// The practices that are asked and have this answer, each with its note, in the order of the model.
pub fn answered_with<'m, 'a>(
    model: &'m Model,
    assessment: &'a Assessment,
    answer: Answer,
) -> Vec<(&'m Practice, &'a str)> {
    let asked = model.in_scope(assessment.profile);
    let found = asked.filter_map(|practice| {
        let entry = assessment.entries.get(&practice.id).filter(|e| e.answer == Some(answer))?;
        Some((practice, entry.note.trim()))
    });
    found.collect()
}
