//! How the responses of many are counted, and who can see what of them.

use super::definitions;
use crate::{app::App, ui::El};
use cohort::Rules;
use report::method;

/// Every formula between responses and the numbers of an ecosystem view.
pub(crate) fn cohort_formulas(app: App) -> El {
    definitions(method::cohort_formulas(app.model(), app.speech()))
}

/// Who can see what, by these rules.
pub(crate) fn protection(app: App, rules: Rules) -> El {
    definitions(method::protection(rules, app.model(), app.speech()))
}
