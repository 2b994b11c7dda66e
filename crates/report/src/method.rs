//! How it is measured, in words: the kinds of answers, every formula with the constants of the model, and the rules that
//! protect respondents. What the formulas are is the business of `domain::scoring` and `cohort`.
//!
//! Each function gives terms with what they mean, in the order in which they are shown.

use cohort::{Named, Rules};
use domain::{
    model::{Level, Model, Stage},
    text::{Key, Speech},
};

/// A term and what it means.
pub type Definition<'a> = (&'a str, String);

fn percent(percent: u64, speech: Speech<'_>) -> String {
    speech.locale.percent(percent as f64 / 100.0)
}

fn row<'a>(term: Key, text: Key, gaps: &[(&str, String)], speech: Speech<'a>) -> Definition<'a> {
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
    (speech.say(term), speech.fill(text, &gaps))
}

/// The four kinds of answers.
pub fn answer_kinds<'a>(model: &'a Model, speech: Speech<'a>) -> Vec<Definition<'a>> {
    let words = &model.answers;
    let share = percent(model.scoring.na_warning_share_percent, speech);
    let not_applicable = speech.fill(Key::MethodAnswerNa, &[("percent", &share)]);
    vec![
        (speech.say(Key::AnswerLadder), speech.say(Key::MethodAnswerRated).to_owned()),
        (&words.not_applicable, not_applicable),
        (&words.unknown, speech.say(Key::MethodAnswerUnknown).to_owned()),
        (&words.unanswered, speech.say(Key::MethodAnswerOpen).to_owned()),
    ]
}

/// Every rule between the answers of one respondent and a number.
pub fn formulas<'a>(model: &Model, speech: Speech<'a>) -> Vec<Definition<'a>> {
    let numbers = &model.scoring;
    let limits = [Stage::Strategic, Stage::Engagement].map(|stage| numbers.target_limit(stage));
    let whole = |number: u64| speech.locale.whole(number);
    let decimal = |number: f64| speech.locale.decimal(number, 1);
    let fine = |number: f64| speech.locale.decimal(number, 2);
    let row = |term, text, gaps: &[(&str, String)]| row(term, text, gaps, speech);
    vec![
        row(
            Key::MethodFormulaScore,
            Key::MethodFormulaScoreText,
            &[
                ("practices", whole(numbers.min_rated_practices)),
                ("share", percent(numbers.min_rated_share_percent, speech)),
            ],
        ),
        row(
            Key::MethodFormulaHeld,
            Key::MethodFormulaHeldText,
            &[("share", percent(numbers.held_share_percent, speech))],
        ),
        row(
            Key::MethodFormulaOverall,
            Key::MethodFormulaOverallText,
            &[
                ("needed", whole(numbers.min_scored_principles)),
                ("total", whole(model.principles.len() as u64)),
            ],
        ),
        row(Key::MethodFormulaBand, Key::MethodFormulaBandText, &[]),
        row(
            Key::MethodFormulaBalance,
            Key::MethodFormulaBalanceText,
            &[
                ("balanced", decimal(numbers.balanced_spread_max)),
                ("uneven", decimal(numbers.uneven_spread_max)),
                ("behind", decimal(numbers.holding_back_distance)),
            ],
        ),
        row(Key::MethodFormulaStandouts, Key::MethodFormulaStandoutsText, &[]),
        row(Key::MethodFormulaComplete, Key::MethodFormulaCompleteText, &[]),
        row(
            Key::MethodFormulaConfidence,
            Key::MethodFormulaConfidenceText,
            &[
                ("medium", fine(numbers.confidence_medium_from)),
                ("high", fine(numbers.confidence_high_from)),
            ],
        ),
        row(Key::MethodFormulaCautious, Key::MethodFormulaCautiousText, &[]),
        if limits.iter().all(Option::is_none) {
            row(Key::MethodFormulaTarget, Key::MethodFormulaTargetPlain, &[])
        } else {
            let [strategic, engagement] =
                limits.map(|limit| u64::from(limit.unwrap_or(Level::HIGHEST).number()));
            let gaps = [("strategic", whole(strategic)), ("engagement", whole(engagement))];
            row(Key::MethodFormulaTarget, Key::MethodFormulaTargetText, &gaps)
        },
        row(
            Key::MethodFormulaChange,
            Key::MethodFormulaChangeText,
            &[("limit", decimal(numbers.no_clear_change_below))],
        ),
        row(
            Key::MethodFormulaPeople,
            Key::MethodFormulaPeopleText,
            &[("limit", decimal(numbers.self_favour_above))],
        ),
    ]
}

/// Every formula between many responses and the numbers of an ecosystem view.
pub fn cohort_formulas<'a>(model: &Model, speech: Speech<'a>) -> Vec<Definition<'a>> {
    let numbers = &model.scoring;
    let whole = |number: u64| speech.locale.whole(number);
    let decimal = |number: f64| speech.locale.decimal(number, 1);
    let row = |term, text, gaps: &[(&str, String)]| row(term, text, gaps, speech);
    let share = percent(numbers.min_rated_share_percent, speech);
    vec![
        row(Key::ViewReportMean, Key::ViewReportMeanText, &[]),
        row(Key::ViewReportMedian, Key::ViewReportMedianText, &[]),
        row(
            Key::MethodFormulaScore,
            Key::ViewReportPrincipleText,
            &[("practices", whole(numbers.min_rated_practices)), ("share", share)],
        ),
        row(
            Key::ViewEcosystem,
            Key::ViewReportEcosystemText,
            &[
                ("needed", whole(numbers.min_scored_principles)),
                ("total", whole(model.principles.len() as u64)),
            ],
        ),
        row(
            Key::MethodFormulaHeld,
            Key::ViewReportHeldText,
            &[("share", percent(numbers.held_share_percent, speech))],
        ),
        row(
            Key::ViewGap,
            Key::ViewReportGapText,
            &[("watch", decimal(numbers.gap_watch_from)), ("flag", decimal(numbers.gap_flag_from))],
        ),
        row(
            Key::ViewReportAlignment,
            Key::ViewReportAlignmentText,
            &[("divisor", decimal(numbers.alignment_divisor))],
        ),
        row(
            Key::ViewReportConsensus,
            Key::ViewReportConsensusText,
            &[
                ("strong", speech.locale.decimal(numbers.consensus_strong_from, 2)),
                ("mixed", speech.locale.decimal(numbers.consensus_mixed_from, 2)),
            ],
        ),
        row(
            Key::MethodFormulaBalance,
            Key::MethodFormulaBalanceText,
            &[
                ("balanced", decimal(numbers.balanced_spread_max)),
                ("uneven", decimal(numbers.uneven_spread_max)),
                ("behind", decimal(numbers.holding_back_distance)),
            ],
        ),
        row(
            Key::ViewTopicsTitle,
            Key::ViewReportTopicsText,
            &[
                ("flag", decimal(numbers.gap_flag_from)),
                ("hot", speech.locale.percent(numbers.cannot_tell_hot_from)),
            ],
        ),
        row(
            Key::ViewTrendTitle,
            Key::ViewReportTrendText,
            &[("limit", decimal(numbers.no_clear_change_below))],
        ),
    ]
}

/// Who can see what of the responses, by these rules.
pub fn protection<'a>(rules: Rules, model: &Model, speech: Speech<'a>) -> Vec<Definition<'a>> {
    let numbers = &model.scoring;
    let whole = |number: u64| speech.locale.whole(number);
    let row = |term, text, gaps: &[(&str, String)]| row(term, text, gaps, speech);
    let named = match rules.named {
        Named::Nobody => Key::ViewReportNamedNobody,
        Named::Orchestrators => Key::CohortNamedOrchestrators,
        Named::Everybody => Key::CohortNamedEverybody,
    };
    vec![
        row(
            Key::ViewReportThresholds,
            Key::ViewReportThresholdsText,
            &[
                ("least", whole(rules.least(numbers).into())),
                ("spread", whole(rules.least_for_distribution(numbers).into())),
                ("consensus", whole(numbers.anonymity_min_group)),
            ],
        ),
        row(Key::ViewReportSubtraction, Key::ViewReportSubtractionText, &[]),
        row(Key::ViewReportByName, named, &[]),
        row(Key::ViewReportConfidential, Key::ViewReportConfidentialText, &[]),
    ]
}
