//! How a view is counted and who can see what, in plain words, for the report.

use super::{desk::Shown, section};
use crate::{
    screens::parts::counting::{cohort_formulas, protection},
    ui::{El, el, heading, paragraph},
};
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
            .el(cohort_formulas(app)))
        .el(part("sees", Key::ViewRulesTitle).el(protection(app, shown.view.rules)))
        .el(part("limits", Key::ViewReportLimits)
            .el(paragraph("", app.say(Key::ViewReportSelf)))
            .el(paragraph("", app.say(Key::MethodLimitsText))))
}
