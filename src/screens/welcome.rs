//! The first screen: what this is, the assessments of this browser, and stored texts that could not be read.

use leptos::prelude::*;

use super::parts::{open_response, read_only, set_aside_list};
use crate::{
    app::App,
    platform,
    ui::{
        El, button, drawing, el, fold, heading, link_button, nothing, paragraph, quiet_button,
        screen_title, submit_by_click, text_field, to_title,
    },
};
use chart::{Purpose, to_svg};
use domain::{
    assessment::{AssessmentId, Msg, NAME_LIMIT},
    example,
    model::Form,
    scoring::score,
    text::Key,
};
use report::{pictures, words::profile_line};
use workspace::{
    route::{Preset, Route},
    store::Shelved,
};

/// The first screen.
///
/// `reminder` shows what there is to be reminded of, once the part of the app that knows it is loaded.
pub(super) fn welcome(app: App, reminder: fn(App) -> AnyView) -> El {
    app.title(Key::AppHome);
    let any = Memo::new(move |_| !app.shelf.with(Vec::is_empty));
    el("article").class("page welcome").live(move || {
        let [first, opening, facts] = if any.get() {
            [saved(app, reminder), opening(app), facts(app)]
        } else {
            [hero(app), opening(app), facts(app)]
        };
        vec![first.view(), set_aside_list(app), opening.view(), facts.view()].into_any()
    })
}

/// A place for what somebody else has handed over.
fn opening(app: App) -> El {
    fold("more open-response", app.say(Key::WelcomeOpenTitle)).el(open_response(app, String::new()))
}

/// What this is, for whoever comes for the first time.
fn hero(app: App) -> El {
    let start = Route::New(Preset::default()).href();
    let words = el("div")
        .class("hero-words")
        .el(screen_title(app.model().question.as_str()))
        .el(paragraph("lead", app.model().lead.as_str()))
        .el(el("p")
            .class("actions")
            .el(link_button("button primary", start, app.say(Key::WelcomeStart)))
            .maybe(example_link(app, "button")))
        .el(el("p")
            .el(el("a").attr("href", Route::Method.href()).text(app.say(Key::WelcomeMethod))));
    let picture = el("div")
        .class("hero-figure")
        .attr("aria-hidden", "true")
        .child(drawing(move || {
            to_svg(&pictures::example(app.model()).scene(), Purpose::Decoration)
        }))
        .el(paragraph("quiet", app.say(Key::WelcomeExample)));
    el("section").class("hero").el(words).el(picture)
}

/// To the example, if the model has one.
fn example_link(app: App, class: &'static str) -> Option<El> {
    // Untracked: what is loaded later is no reason to build the screen anew, under the focus of whoever reads it.
    untrack(|| app.raw_example())?;
    let href = Route::Results(AssessmentId::new(example::NEWEST)?).href();
    Some(link_button(class, href, app.say(Key::WelcomeSeeExample)))
}

fn facts(app: App) -> El {
    // How much there is to answer is the model's to say.
    let short = app.model().choices.forms.get(Form::Short);
    let gaps =
        short.map(|form| [("form", form.name.as_str()), ("about", form.definition.as_str())]);
    let quick = app.speech().fill(Key::WelcomeFactQuick, gaps.as_ref().map_or(&[], |gaps| gaps));
    let facts = [
        (Key::WelcomeFactPrivateTitle, app.say(Key::WelcomeFactPrivate).to_owned()),
        (Key::WelcomeFactQuickTitle, quick),
        (Key::WelcomeFactSidesTitle, app.say(Key::WelcomeFactSides).to_owned()),
    ];
    el("section").class("facts").els(
        facts.map(|(title, text)| {
            el("div").el(heading("h2", app.say(title))).el(paragraph("", text))
        }),
    )
}

fn saved(app: App, reminder: fn(App) -> AnyView) -> El {
    // Rows come and go only when assessments do; what changes inside one is followed by the row itself.
    let ids = Memo::new(move |_| {
        app.shelf.with(|shelf| {
            shelf.iter().map(|shelved| shelved.assessment.id.clone()).collect::<Vec<_>>()
        })
    });
    let another = link_button(
        "button primary",
        Route::New(Preset::default()).href(),
        app.say(Key::WelcomeStartAnother),
    );
    let rows = move || {
        let rows = ids.get().into_iter().map(|id| saved_item(app, id));
        el("ul").class("cards").els(rows).view()
    };
    el("section")
        .class("saved")
        .el(el("div")
            .class("section-head")
            .el(screen_title(app.say(Key::WelcomeSavedTitle)))
            .el(another))
        .live(move || reminder(app))
        .live(rows)
        .maybe(example_link(app, "quiet-button").map(|link| el("p").el(link)))
}

fn saved_item(app: App, id: AssessmentId) -> El {
    let shelved = app.assessment(id);
    let renaming = RwSignal::new(false);
    let before = Memo::new(move |_| {
        let before = shelved.with(|shelved| shelved.as_ref()?.assessment.follows.clone())?;
        app.shelf.with(|shelf| {
            let found = shelf.iter().find(|shelved| shelved.assessment.id == before)?;
            Some(app.name_of(&found.assessment))
        })
    });
    el("li").class("card").live(move || {
        let Some(shelved) = shelved.get() else { return nothing() };
        if renaming.get() {
            rename(app, shelved, renaming).view()
        } else {
            summary(app, shelved, before.get(), renaming).into_any()
        }
    })
}

/// A row of the list: small radar, words, and what can be done.
fn summary(
    app: App,
    shelved: Shelved,
    before: Option<String>,
    renaming: RwSignal<bool>,
) -> Vec<AnyView> {
    let (model, speech) = (app.model(), app.speech());
    let assessment = shelved.assessment.clone();
    let own_model = assessment.model.id == model.id;
    let scores = score(model, &assessment);
    let counts = &scores.overall.counts;
    let (answered, total) = (counts.answered(), counts.applicable);
    let progress = speech.count(
        Key::WelcomeAnswered,
        total as u64,
        &[("answered", &speech.locale.whole(answered as u64))],
    );
    let changed =
        speech.fill(Key::WelcomeChanged, &[("date", &speech.locale.date(assessment.changed))]);
    let other_model = (!own_model).then(|| {
        let gaps = [("model", assessment.model.id.as_str())];
        paragraph("warning", speech.fill(Key::WelcomeOtherModel, &gaps))
    });
    let picture = el("div").class("card-figure");
    // Of another model's questions nothing is known here, not even how many there are.
    let picture = if own_model {
        let svg = to_svg(&pictures::small_radar(model, &scores).scene(), Purpose::Decoration);
        picture.child(drawing(move || svg.clone()))
    } else {
        picture
    };
    let standing = if own_model { format!("{progress} · {changed}") } else { changed };
    let words = el("div")
        .class("card-words")
        .el(heading("h2", app.name_of(&assessment)).attr("dir", "auto"))
        // What a profile is called is said by its model too.
        .maybe(own_model.then(|| paragraph("quiet", profile_line(model, assessment.profile))))
        .el(paragraph("quiet", standing))
        .maybe(before.map(|name| {
            let words = speech.fill(Key::WelcomeFollows, &[("name", &name)]);
            paragraph("quiet break", words).attr("dir", "auto")
        }))
        .maybe(shelved.read_only.as_ref().map(|reason| read_only(app, reason)))
        .maybe(other_model);
    let go_on = if answered < total { Key::WelcomeContinue } else { Key::WelcomeReview };
    let actions = actions(app, shelved, own_model, go_on, renaming);
    [picture, words, actions].map(El::view).into()
}

fn actions(
    app: App,
    shelved: Shelved,
    own_model: bool,
    go_on: Key,
    renaming: RwSignal<bool>,
) -> El {
    let assessment = shelved.assessment.clone();
    let id = assessment.id.clone();
    let name = app.name_of(&assessment);
    let writable = own_model && shelved.read_only.is_none();
    // Every row has the same words on its buttons; their labels say which row they are of.
    let label = move |key: Key| format!("{}: {name}", app.say(key));
    let link = |class: &'static str, key: Key, route: Route| {
        link_button(class, route.href(), app.say(key)).attr("aria-label", label(key))
    };
    let minor = |key: Key, act: Box<dyn FnMut()>| quiet_button(app.say(key), label(key), act);
    let profile =
        writable.then(|| link("quiet-button", Key::WelcomeProfile, Route::Profile(id.clone())));
    let next =
        writable.then(|| link("quiet-button", Key::WelcomeNextRound, Route::Round(id.clone())));
    let rename = writable.then(|| minor(Key::WelcomeRename, Box::new(move || renaming.set(true))));
    let duplicate = minor(
        Key::WelcomeDuplicate,
        Box::new(move || {
            app.duplicate(&assessment);
            to_title();
        }),
    );
    let delete = minor(
        Key::WelcomeDelete,
        Box::new(move || {
            app.delete(&shelved.assessment.id);
            to_title();
        }),
    );
    let main = own_model.then(|| link("button", go_on, Route::Answer(id.clone(), String::new())));
    let results =
        own_model.then(|| link("button", Key::WelcomeResults, Route::Results(id.clone())));
    el("div").class("card-actions").maybe(main).maybe(results).el(el("div")
        .class("minor")
        .maybe(profile)
        .maybe(next)
        .maybe(rename)
        .el(duplicate)
        .el(delete))
}

fn rename(app: App, shelved: Shelved, renaming: RwSignal<bool>) -> El {
    let Shelved { assessment, .. } = shelved;
    let id = assessment.id.clone();
    let field = format!("rename-{}", id.as_str());
    let name = RwSignal::new(assessment.name);
    let selector = format!("#{field}");
    platform::before_paint(move || platform::focus(&selector));
    let input =
        text_field(name).attr("id", field.clone()).attr("maxlength", NAME_LIMIT.to_string());
    let save = submit_by_click("button primary", app.say(Key::WelcomeSaveName), move || {
        renaming.set(false);
        app.dispatch(&id, Msg::Rename(name.get_untracked()));
        to_title();
    });
    el("form")
        .class("rename")
        .el(el("label").attr("for", field).text(app.say(Key::WelcomeName)))
        .el(input)
        .el(el("div").class("actions").el(save).el(button(
            "button",
            app.say(Key::WelcomeCancel),
            move || {
                renaming.set(false);
                to_title();
            },
        )))
}
