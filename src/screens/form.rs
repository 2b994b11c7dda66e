//! The empty form, for a workshop on paper: every practice with its question, its levels to tick and a line for a note.

use leptos::prelude::*;

use super::parts::paper::name_paper;
use crate::{
    app::App,
    platform,
    ui::{El, button, el, link_button, nothing, paragraph, screen_title},
};
use domain::{
    assessment::AssessmentId,
    model::{Form, Practice, Principle, Profile, Role},
    text::Key,
};
use report::words::profile_line;
use workspace::{route::Route, store::Shelved};

/// The screen.
pub(super) fn blank_form(app: App, id: AssessmentId) -> El {
    let shelved = app.assessment(id.clone());
    let begun = shelved.with_untracked(|shelved| shelved.as_ref().map(|s| s.assessment.profile));
    let Some(begun) = begun else { return el("article") };
    let profile = RwSignal::new(begun);
    name_paper(app, Key::FormOf, move || {
        let Shelved { assessment, .. } = shelved.get()?;
        Some((app.name_of(&assessment), app.say(Key::FormTitle).to_owned()))
    });
    el("article").class("report blank-form").el(tools(app, id, profile)).live(move || {
        let Some(Shelved { assessment, .. }) = shelved.get() else { return nothing() };
        sheet(app, &assessment.name, profile.get()).view()
    })
}

fn tools(app: App, id: AssessmentId, profile: RwSignal<Profile>) -> El {
    let words = &app.model().choices;
    let begun = profile.get_untracked();
    let roles = Role::ALL.iter().map(|role| {
        let name = words.roles.get(*role).map_or("", |named| named.name.as_str());
        (role.id(), name, *role == begun.role)
    });
    let forms = Form::ALL.iter().map(|form| {
        let name = words.forms.get(*form).map_or("", |named| named.name.as_str());
        (form.id(), name, *form == begun.form)
    });
    let set_role = move |id: &str| {
        if let Some(role) = Role::from_id(id) {
            profile.update(|profile| profile.role = role);
        }
    };
    let set_form = move |id: &str| {
        if let Some(form) = Form::from_id(id) {
            profile.update(|profile| profile.form = form);
        }
    };
    let print = move || {
        if !platform::print() {
            app.tell(app.say(Key::AppPrintUnavailable).to_owned());
        }
    };
    el("section")
        .class("report-tools no-print")
        .attr("aria-label", app.say(Key::ReportTools))
        .el(paragraph("quiet", app.say(Key::FormLead)))
        .el(el("div")
            .class("form-choices")
            .el(choice(app.say(Key::FormWords), roles.collect(), set_role))
            .el(choice(app.say(Key::FormLength), forms.collect(), set_form)))
        .el(el("div")
            .class("actions")
            .el(button("button primary", app.say(Key::ResultsPrint), print))
            .el(link_button("button", Route::Report(id).href(), app.say(Key::FormBack))))
}

fn choice(
    label: &'static str,
    options: Vec<(&'static str, &'static str, bool)>,
    set: impl Fn(&str) + 'static,
) -> El {
    let options = options.into_iter().map(|(id, name, chosen)| {
        let selected = chosen.then(String::new);
        el("option").attr("value", id).maybe_attr("selected", selected).text(name)
    });
    let select =
        el("select").els(options).on("change", move |event| set(&event_target_value(&event)));
    el("label").class("form-choice").el(el("span").text(label)).el(select)
}

fn sheet(app: App, name: &str, profile: Profile) -> El {
    let model = app.model();
    let line = profile_line(model, profile);
    let field = |key: Key, value: &str| {
        el("div")
            .el(el("dt").text(app.say(key)))
            .el(el("dd").class("to-fill").attr("dir", "auto").text(value.to_owned()))
    };
    let principles = model.principles.iter().filter(|principle| principle.is_asked(profile));
    let mut number = 0;
    let mut sections = Vec::new();
    for principle in principles {
        let mut practices = Vec::new();
        for practice in principle.in_scope(profile) {
            number += 1;
            practices.push(one_practice(app, profile, number, practice));
        }
        sections.push(one_principle(principle, practices));
    }
    el("div")
        .class("paper")
        .el(el("header")
            .class("form-head")
            .el(paragraph("eyebrow", model.title.as_str()))
            .el(screen_title(app.say(Key::FormTitle)))
            .el(paragraph("quiet", line))
            .el(el("dl")
                .class("form-lines")
                .el(field(Key::FormEcosystem, name))
                .el(field(Key::FormPerson, ""))
                .el(field(Key::FormDate, "")))
            .el(el("p")
                .class("form-rule")
                .el(el("strong").text(app.say(Key::FormHow)))
                .text(" ")
                .text(model.answer_rule.as_str())))
        .els(sections)
        .el(paragraph("form-notice", model.notice.as_str()))
}

fn one_principle(principle: &'static Principle, practices: Vec<El>) -> El {
    el("section")
        .class("form-principle")
        .el(el("h2")
            .el(el("span").class("clause").text(principle.clause.as_str()))
            .text(" ")
            .text(principle.title.as_str()))
        .els(practices)
}

fn one_practice(app: App, profile: Profile, number: u64, practice: &'static Practice) -> El {
    let model = app.model();
    let whole = |number: u64| app.speech().locale.whole(number);
    let levels = practice.descriptors(profile.role).iter().map(|(level, words)| {
        el("li")
            .el(tick())
            .el(el("span").class("tick-number").text(whole(u64::from(level.number()))))
            .el(el("span").text(words.as_str()))
    });
    let beside = [&model.answers.unknown, &model.answers.not_applicable];
    let beside =
        beside.map(|words| el("span").class("tick-beside").el(tick()).text(words.as_str()));
    el("section")
        .class("form-practice")
        .attr("data-form-practice", practice.id.as_str())
        .el(el("h3")
            .el(el("span").class("form-number").text(whole(number)))
            .text(" ")
            .text(practice.title.as_str()))
        .el(paragraph("form-ask", practice.ask(profile.role)))
        .el(el("p")
            .class("form-example")
            .el(el("span").text(app.say(Key::AnswerExample)))
            .text(" ")
            .text(practice.example(profile.scale)))
        .el(el("ol").class("tick-levels").els(levels))
        .el(el("div")
            .class("form-last")
            .els(beside)
            .el(el("span").class("form-note").text(app.say(Key::FormNote))))
}

/// A box to tick with a pen.
fn tick() -> El {
    el("span").class("tick").attr("aria-hidden", "true")
}
