//! How it is measured: the scale, the answers, the formulas with their numbers, terms and sources.

use super::ecosystem;
use crate::{
    app::App,
    ui::{El, el, heading, paragraph, screen_title, table},
};
use cohort::Rules;
use domain::{
    model::{Form, Profile, Role, Scale, Stage},
    text::Key,
};

/// The screen on how it is measured.
pub(super) fn method(app: App) -> El {
    app.title(Key::MethodTitle);
    let model = app.model();
    let section = |title: Key| el("section").el(heading("h2", app.say(title)));
    el("article")
        .class("page method")
        .el(el("header")
            .el(screen_title(app.say(Key::MethodTitle)))
            .el(paragraph("lead", app.say(Key::MethodLead))))
        .el(section(Key::MethodScaleTitle)
            .el(paragraph("", app.say(Key::MethodScaleLead)))
            .el(levels(app))
            .el(paragraph("", app.say(Key::MethodTopLevel))))
        .el(section(Key::MethodRuleTitle)
            .el(paragraph("reading", model.answer_rule.as_str()))
            .el(heading("h3", app.say(Key::MethodAnswersTitle)))
            .el(answers(app)))
        .el(section(Key::MethodProfileTitle)
            .el(paragraph("", app.say(Key::MethodProfileText)))
            .el(scope_table(app)))
        .el(section(Key::MethodFormulasTitle).el(formulas(app)))
        .el(section(Key::MethodManyTitle)
            .el(paragraph("", app.say(Key::MethodManyLead)))
            .el(ecosystem::formulas(app))
            .el(heading("h3", app.say(Key::ViewRulesTitle)))
            .el(ecosystem::protection(app, Rules::new(&model.scoring))))
        .el(section(Key::MethodLimitsTitle)
            .el(paragraph("", app.say(Key::MethodLimitsText)))
            .el(paragraph("", model.notice.as_str()))
            .maybe(annex(app)))
        .maybe(
            (!model.glossary.is_empty())
                .then(|| section(Key::MethodGlossaryTitle).el(glossary(app))),
        )
        .maybe(
            (!model.references.is_empty())
                .then(|| section(Key::MethodSourcesTitle).el(sources(app))),
        )
}

fn levels(app: App) -> El {
    let levels = app.model().levels.iter().map(|(level, words)| {
        let rows = [
            (Key::MethodCarriedBy, &words.carried_by),
            (Key::MethodAgreement, &words.agreement),
            (Key::MethodProof, &words.proof),
            (Key::MethodChange, &words.change),
        ];
        let rows =
            rows.map(|(key, text)| [el("dt").text(app.say(key)), el("dd").text(text.as_str())]);
        let number = app.speech().locale.whole(u64::from(level.number()));
        let title = el("h3")
            .el(el("span").class("level-number").text(number))
            .text(words.name.as_str())
            .text(" ")
            .el(el("span").class("quiet").text(words.short.as_str()));
        el("li")
            .class("level")
            .attr("data-level", level.number().to_string())
            .el(title)
            .el(paragraph("", words.definition.as_str()))
            .el(el("dl").els(rows.into_iter().flatten()))
    });
    el("ol").class("levels").els(levels)
}

pub(super) fn definitions(rows: Vec<(&'static str, String)>) -> El {
    let rows = rows.into_iter().flat_map(|(term, text)| [el("dt").text(term), el("dd").text(text)]);
    el("dl").class("definitions").els(rows)
}

pub(super) fn percent(app: App, percent: u64) -> String {
    app.speech().locale.percent(percent as f64 / 100.0)
}

/// The four kinds of answers.
pub(super) fn answers(app: App) -> El {
    let words = &app.model().answers;
    let share = percent(app, app.model().scoring.na_warning_share_percent);
    let not_applicable = app.speech().fill(Key::MethodAnswerNa, &[("percent", &share)]);
    definitions(vec![
        (app.say(Key::AnswerLadder), app.say(Key::MethodAnswerRated).to_owned()),
        (&words.not_applicable, not_applicable),
        (&words.unknown, app.say(Key::MethodAnswerUnknown).to_owned()),
        (&words.unanswered, app.say(Key::MethodAnswerOpen).to_owned()),
    ])
}

/// How many practices are asked, by scale and stage, counted from the model itself.
fn scope_table(app: App) -> El {
    let model = app.model();
    let words = &model.choices;
    let asked = move |scale: Scale, stage: Stage| {
        let profile = Profile { role: Role::Orchestrator, scale, stage, form: Form::Full };
        app.speech().locale.whole(model.in_scope(profile).count() as u64)
    };
    let mut heads = vec![app.say(Key::MethodScaleColumn).into()];
    heads.extend(words.stages.iter().map(|(_, stage)| stage.name.as_str().into()));
    let rows = words.scales.iter().map(move |(scale, named)| {
        el("tr")
            .el(el("th").attr("scope", "row").text(named.name.as_str()))
            .els(words.stages.iter().map(|(stage, _)| el("td").text(asked(scale, stage))))
    });
    el("div").el(paragraph("quiet", app.say(Key::MethodProfileTable))).el(table(
        "",
        app.say(Key::MethodProfileTable),
        heads,
        rows,
    ))
}

/// Every rule between an answer and a number, with its constants.
pub(super) fn formulas(app: App) -> El {
    let (model, speech) = (app.model(), app.speech());
    let numbers = &model.scoring;
    let whole = |number: u64| speech.locale.whole(number);
    let decimal = |number: f64| speech.locale.decimal(number, 1);
    let fine = |number: f64| speech.locale.decimal(number, 2);
    let row = |term: Key, text: Key, gaps: &[(&str, String)]| {
        let gaps: Vec<(&str, &str)> =
            gaps.iter().map(|(gap, text)| (*gap, text.as_str())).collect();
        (app.say(term), speech.fill(text, &gaps))
    };
    definitions(vec![
        row(
            Key::MethodFormulaScore,
            Key::MethodFormulaScoreText,
            &[
                ("practices", whole(numbers.min_rated_practices)),
                ("share", percent(app, numbers.min_rated_share_percent)),
            ],
        ),
        row(
            Key::MethodFormulaHeld,
            Key::MethodFormulaHeldText,
            &[("share", percent(app, numbers.held_share_percent))],
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
        row(Key::MethodFormulaTarget, Key::MethodFormulaTargetText, &[]),
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
    ])
}

/// What to say about a scheme of assessment in the source itself, if there is one.
pub(super) fn annex(app: App) -> Option<El> {
    let annex = app.model().annex.as_str();
    (!annex.is_empty()).then(|| paragraph("", annex))
}

/// Terms in our own words.
pub(super) fn glossary(app: App) -> El {
    let terms = app.model().glossary.iter().flat_map(|term| {
        let see = (!term.see.is_empty())
            .then(|| app.speech().fill(Key::MethodGlossarySee, &[("see", &term.see)]));
        [
            el("dt").text(term.term.as_str()),
            el("dd")
                .text(term.definition.as_str())
                .text(" ")
                .maybe(see.map(|see| el("span").class("quiet").text(see))),
        ]
    });
    el("dl").class("definitions").els(terms)
}

/// What the model draws on.
pub(super) fn sources(app: App) -> El {
    let sources = app.model().references.iter().map(|reference| match &reference.url {
        Some(url) => el("li").el(el("a")
            .attr("href", url.as_str())
            .attr("rel", "noopener noreferrer")
            .attr("target", "_blank")
            .text(reference.text.as_str())),
        None => el("li").text(reference.text.as_str()),
    });
    el("ul").class("sources").els(sources)
}
