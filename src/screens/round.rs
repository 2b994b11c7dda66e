//! Starting the next round of an assessment: its name, and whether the answers come along.

use leptos::prelude::*;

use super::parts::read_only;
use crate::{
    app::App,
    platform,
    ui::{
        El, choice_card, choice_cards, el, field, paragraph, radio, screen_title, submit,
        text_field,
    },
};
use domain::{
    assessment::{Assessment, AssessmentId, NAME_LIMIT, distance},
    text::Key,
};
use report::next_round_name;
use workspace::route::Route;

/// The screen.
pub(super) fn next_round(app: App, id: AssessmentId) -> El {
    app.title(Key::RoundTitle);
    let page = el("article").class("page narrow").el(screen_title(app.say(Key::RoundTitle)));
    // Not followed: a name that is being typed must not change because something else does.
    let Some(before) = app.assessment(id).get_untracked() else { return page };
    if let Some(reason) = &before.read_only {
        return page.el(read_only(app, reason));
    }
    let name = app.name_of(&before.assessment);
    let lead = app.speech().fill(Key::RoundLead, &[("name", &name)]);
    page.el(paragraph("lead break", lead)).el(form(app, before.assessment))
}

fn form(app: App, before: Assessment) -> El {
    let rounds = app.shelf.with_untracked(|shelf| {
        let all: Vec<&Assessment> = shelf.iter().map(|shelved| &shelved.assessment).collect();
        distance(&all, &before)
    });
    let suggested = next_round_name(&app.name_of(&before), rounds, app.speech());
    let name = RwSignal::new(suggested);
    let keep = RwSignal::new(true);
    let begin = move || {
        let id = AssessmentId::from_random(platform::random());
        let name = name.get_untracked();
        let next = before.next_round(
            app.model(),
            id.clone(),
            &name,
            keep.get_untracked(),
            platform::now(),
        );
        app.add(next);
        platform::navigate(&Route::Answer(id, String::new()).href());
    };
    let choices = [
        (true, "keep", Key::RoundKeep, Key::RoundKeepWords),
        (false, "empty", Key::RoundEmpty, Key::RoundEmptyWords),
    ];
    let choices = choices.map(|(kept, value, title, words)| {
        let radio = radio("begin", value, move || keep.get() == kept, move || keep.set(kept));
        choice_card(radio, app.say(title), app.say(words))
    });
    let input = text_field(name).attr("maxlength", NAME_LIMIT.to_string());
    el("form")
        .class("profile")
        .on("submit", move |event| {
            event.prevent_default();
            begin();
        })
        .el(choice_cards("begin", app.say(Key::RoundBegin), None, choices))
        .el(field("round-name", app.say(Key::WelcomeName), input))
        .el(el("div").class("submit").el(submit("button primary", app.say(Key::RoundStart))))
}
