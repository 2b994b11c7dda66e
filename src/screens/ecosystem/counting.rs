//! How a view is counted and who can see what, in plain words, for the report and the method.

use super::{desk::Shown, section};
use crate::{
    app::App,
    screens::method::{definitions, percent},
    ui::{El, el, heading, paragraph},
};
use cohort::{Named, Rules};
use domain::text::Key;

/// The formulas, the limits and what self-assessment cannot do.
pub(super) fn counting(shown: &Shown) -> El {
    let app = shown.app;
    let part = |name: &'static str, title: Key| {
        el("section")
            .class("appendix-part")
            .attr("data-counted", name)
            .el(heading("h3", app.say(title)))
    };
    section(app, Key::ViewReportHow)
        .el(part("formulas", Key::ViewReportFormulas)
            .el(paragraph("reading", app.model().answer_rule.as_str()))
            .el(formulas(app)))
        .el(part("sees", Key::ViewRulesTitle).el(protection(app, shown.view.rules)))
        .el(part("limits", Key::ViewReportLimits)
            .el(paragraph("", app.say(Key::ViewReportSelf)))
            .el(paragraph("", app.say(Key::MethodLimitsText))))
}

type Gaps<'a> = &'a [(&'a str, String)];

fn row(app: App, term: Key, text: Key, gaps: Gaps<'_>) -> (&'static str, String) {
    let gaps: Vec<(&str, &str)> = gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
    (app.say(term), app.speech().fill(text, &gaps))
}

/// Every formula between responses and the numbers of a view.
pub(in crate::screens) fn formulas(app: App) -> El {
    let (model, speech) = (app.model(), app.speech());
    let numbers = &model.scoring;
    let whole = |number: u64| speech.locale.whole(number);
    let decimal = |number: f64| speech.locale.decimal(number, 1);
    let row = |term: Key, text: Key, gaps: Gaps<'_>| row(app, term, text, gaps);
    let share = percent(app, numbers.min_rated_share_percent);
    definitions(vec![
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
            &[("share", percent(app, numbers.held_share_percent))],
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
    ])
}

/// Who can see what, by these rules.
pub(in crate::screens) fn protection(app: App, rules: Rules) -> El {
    let speech = app.speech();
    let numbers = &app.model().scoring;
    let whole = |number: u64| speech.locale.whole(number);
    let named = match rules.named {
        Named::Nobody => Key::ViewReportNamedNobody,
        Named::Orchestrators => Key::CohortNamedOrchestrators,
        Named::Everybody => Key::CohortNamedEverybody,
    };
    definitions(vec![
        row(
            app,
            Key::ViewReportThresholds,
            Key::ViewReportThresholdsText,
            &[
                ("least", whole(rules.least(numbers).into())),
                ("spread", whole(rules.least_for_distribution(numbers).into())),
                ("consensus", whole(numbers.anonymity_min_group)),
            ],
        ),
        row(app, Key::ViewReportSubtraction, Key::ViewReportSubtractionText, &[]),
        row(app, Key::ViewReportByName, named, &[]),
        row(app, Key::ViewReportConfidential, Key::ViewReportConfidentialText, &[]),
    ])
}
