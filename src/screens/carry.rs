//! Going on in a window of its own with what was begun in a frame.
//!
//! Owns the screen that a link from the frame leads to. Opening it writes nothing: only the button does, and always an
//! entry of its own. What is in a code is the business of `response`.

use leptos::prelude::*;

use super::parts::unreadable;
use crate::{
    app::App,
    platform,
    ui::{El, button, el, link_button, paragraph, screen_title},
};
use cohort::response::{CodeError, Held, Pasted, Response, encode};
use domain::{
    assessment::{Assessment, AssessmentId},
    scoring::score,
    text::Key,
};
use report::words::response_line;
use workspace::route::Route;

/// The screen that such a link leads to.
pub(super) fn carried(app: App, text: String) -> El {
    let response = match Pasted::read(app.model(), &text) {
        Ok(Pasted { responses, .. }) => responses.into_iter().next(),
        Err(error) => return unreadable(app, &error, text),
    };
    let Some(response) = response else {
        return unreadable(app, &CodeError::NoCode, text);
    };
    app.title(Key::CarryTitle);
    let counts = score(app.model(), &response.to_look_at(app.model())).overall.counts;
    let speech = app.speech();
    let answered = speech.locale.whole(counts.answered() as u64);
    let progress =
        speech.count(Key::WelcomeAnswered, counts.applicable as u64, &[("answered", &answered)]);
    let about = response_line(app.model(), response.profile, response.month, speech);
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(Key::CarryTitle)))
        .el(paragraph("lead", app.say(Key::CarryLead)))
        .el(el("div")
            .class("carried")
            .maybe(
                response
                    .name
                    .clone()
                    .map(|name| el("p").attr("dir", "auto").el(el("strong").text(name))),
            )
            .el(paragraph("", about))
            .el(paragraph("", progress)))
        .el(el("div").class("keeping").live(move || keeping(app, &response).view()))
        .el(paragraph("quiet", app.say(Key::CarryLeft)))
}

/// What there is of it on this device, and the way on.
fn keeping(app: App, response: &Response) -> El {
    let (words, open) = app.shelf.with(|shelf| {
        let held = response.held(app.model(), shelf.iter().map(|shelved| &shelved.assessment));
        let named = |key: Key, there: &Assessment, is_same: bool| {
            let words = app.speech().fill(key, &[("name", &app.name_of(there))]);
            (Some(words), Some((there.id.clone(), is_same)))
        };
        match held {
            Held::Nothing => (None, None),
            Held::Same(there) => named(Key::ResponseThere, there, true),
            Held::Earlier(there) => named(Key::ResponseThereEarlier, there, false),
            Held::Later(there) => named(Key::ResponseThereLater, there, false),
        }
    });
    let is_here = open.as_ref().is_some_and(|(_, is_same)| *is_same);
    let kept = response.clone();
    let label = if open.is_some() { Key::ResponseAddNew } else { Key::CarryKeep };
    let keep =
        (!is_here).then(|| button("button primary", app.say(label), move || keep(app, &kept)));
    let open = open.map(|(id, _)| {
        let class = if is_here { "button primary" } else { "button" };
        link_button(class, Route::Answer(id, String::new()).href(), app.say(Key::CarryOpen))
    });
    let look = Route::Response(encode(response)).href();
    el("div")
        .class("partial")
        .maybe(words.map(|words| paragraph("", words).attr("dir", "auto")))
        .el(el("div").class("actions").maybe(keep).maybe(open).el(link_button(
            "button",
            look,
            app.say(Key::CarryLook),
        )))
}

fn keep(app: App, response: &Response) {
    let id = AssessmentId::from_random(platform::random());
    app.add(response.assessment(app.model(), id.clone()));
    app.tell(app.say(Key::CarryKept).to_owned());
    platform::navigate(&Route::Answer(id, String::new()).href());
}
