//! How it is measured: the scale, the answers, the formulas with their numbers, terms and sources.

use super::parts::{counting, method as parts};
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
            .el(paragraph("lead", app.say(Key::MethodLead)))
            .maybe(parts::origin(app)))
        .el(section(Key::MethodScaleTitle)
            .el(paragraph("", app.say(Key::MethodScaleLead)))
            .el(levels(app))
            .el(paragraph("", app.say(Key::MethodTopLevel))))
        .el(section(Key::MethodRuleTitle)
            .el(paragraph("reading", model.answer_rule.as_str()))
            .el(heading("h3", app.say(Key::MethodAnswersTitle)))
            .el(parts::answer_kinds(app)))
        .el(section(Key::MethodProfileTitle)
            .el(paragraph("", app.say(Key::MethodProfileText)))
            .el(scope_table(app)))
        .el(section(Key::MethodFormulasTitle).el(parts::formulas(app)))
        .el(section(Key::MethodManyTitle)
            .el(paragraph("", app.say(Key::MethodManyLead)))
            .el(counting::cohort_formulas(app))
            .el(heading("h3", app.say(Key::ViewRulesTitle)))
            .el(counting::protection(app, Rules::new(&model.scoring))))
        .el(section(Key::MethodLimitsTitle)
            .el(paragraph("", app.say(Key::MethodLimitsText)))
            .el(paragraph("", model.notice.as_str()))
            .maybe(parts::annex(app)))
        .maybe(
            (!model.glossary.is_empty())
                .then(|| section(Key::MethodGlossaryTitle).el(parts::glossary(app))),
        )
        .maybe(
            (!model.references.is_empty())
                .then(|| section(Key::MethodSourcesTitle).el(parts::sources(app))),
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
