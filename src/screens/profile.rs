//! The profile: role, scale, stage, form and a name. For a new assessment and, later, to change them.

use leptos::prelude::*;

use super::parts::read_only;
use crate::{
    app::App,
    platform,
    ui::{El, el, paragraph, screen_title},
};
use domain::{
    assessment::{AssessmentId, Msg, NAME_LIMIT},
    model::{Few, Form, Named, Profile, Role, Scale, Stage},
    text::Key,
};
use workspace::route::{Preset, Route};

/// A new assessment, with the profile preset as far as the link says.
pub(super) fn new_assessment(app: App, preset: Preset) -> El {
    app.title(Key::ProfileTitle);
    let profile = RwSignal::new(preset.or(app.host().preset).profile());
    let name = RwSignal::new(String::new());
    let start = move || {
        let profile = profile.get_untracked();
        let id = app.begin(&name.get_untracked(), profile);
        // The first principle with something to answer in this profile.
        let first = app.model().principles.iter().find(|p| p.is_asked(profile));
        let principle = first.map(|principle| principle.id.clone()).unwrap_or_default();
        platform::navigate(&Route::Answer(id, principle).href());
    };
    page(app, Key::ProfileTitle, profile_form(app, profile, name, Key::ProfileStart, start))
}

/// The profile of an assessment that was started already.
pub(super) fn edit_profile(app: App, id: AssessmentId) -> El {
    app.title(Key::ProfileEditTitle);
    let before = app.assessment(id.clone()).get_untracked();
    if let Some(reason) = before.as_ref().and_then(|shelved| shelved.read_only.as_ref()) {
        return page(app, Key::ProfileEditTitle, read_only(app, reason));
    }
    let profile = RwSignal::new(before.as_ref().map(|s| s.assessment.profile).unwrap_or_default());
    let name = RwSignal::new(before.map(|s| s.assessment.name).unwrap_or_default());
    let save = move || {
        app.dispatch(&id, Msg::SetProfile(profile.get_untracked()));
        app.dispatch(&id, Msg::Rename(name.get_untracked()));
        app.tell(app.say(Key::ProfileSaved).to_owned());
        platform::navigate(&Route::Answer(id.clone(), String::new()).href());
    };
    page(app, Key::ProfileEditTitle, profile_form(app, profile, name, Key::ProfileSave, save))
}

fn page(app: App, title: Key, form: El) -> El {
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(title)))
        .el(paragraph("lead", app.say(Key::ProfileLead)))
        .el(form)
}

fn profile_form(
    app: App,
    profile: RwSignal<Profile>,
    name: RwSignal<String>,
    submit: Key,
    on_submit: impl Fn() + 'static,
) -> El {
    let words = &app.model().choices;
    let asked = Memo::new(move |_| app.model().in_scope(profile.get()).count());
    let typical = move || {
        let typical = words.typical.get(profile.with(|profile| profile.scale));
        let gaps = [("typical", typical.map_or("", String::as_str))];
        app.speech().fill(Key::ProfileTypical, &gaps).into()
    };
    let hint = move || {
        let asks = app.speech().count(Key::ProfileAsks, asked.get() as u64, &[]);
        let strategic = profile.with(|profile| profile.stage == Stage::Strategic);
        let more = if strategic { app.say(Key::ProfileStrategicHint) } else { "" };
        format!("{asks} {more}").into()
    };
    let submit = el("button")
        .class("button primary")
        .attr("type", "submit")
        .text(app.say(submit))
        // By the click, which the enter key makes too: in a sandboxed frame nothing is ever submitted.
        .on("click", move |event| {
            event.prevent_default();
            on_submit();
        });
    el("form")
        .class("profile")
        .el(choices(
            app.say(Key::ProfileRole),
            "role",
            options(Role::id, &words.roles),
            move || profile.with(|profile| profile.role.id()),
            move |id| set(profile, id, Role::from_id, |profile, role| profile.role = role),
        ))
        .el(choices(
            app.say(Key::ProfileScale),
            "scale",
            options(Scale::id, &words.scales),
            move || profile.with(|profile| profile.scale.id()),
            move |id| set(profile, id, Scale::from_id, |profile, scale| profile.scale = scale),
        )
        .el(el("p").class("hint").attr("aria-live", "polite").live_text(typical)))
        .el(choices(
            app.say(Key::ProfileStage),
            "stage",
            options(Stage::id, &words.stages),
            move || profile.with(|profile| profile.stage.id()),
            move |id| set(profile, id, Stage::from_id, |profile, stage| profile.stage = stage),
        ))
        .el(choices(
            app.say(Key::ProfileForm),
            "form",
            options(Form::id, &words.forms),
            move || profile.with(|profile| profile.form.id()),
            move |id| set(profile, id, Form::from_id, |profile, form| profile.form = form),
        ))
        .el(name_field(app, name))
        .el(el("div")
            .class("submit")
            .el(submit)
            .el(el("p").class("quiet").attr("aria-live", "polite").live_text(hint)))
}

fn set<T>(
    profile: RwSignal<Profile>,
    id: &str,
    from_id: fn(&str) -> Option<T>,
    change: fn(&mut Profile, T),
) {
    if let Some(choice) = from_id(id) {
        profile.update(|profile| change(profile, choice));
    }
}

fn name_field(app: App, name: RwSignal<String>) -> El {
    let input = el("input")
        .attr("id", "assessment-name")
        .attr("type", "text")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "assessment-name-hint")
        .attr("maxlength", NAME_LIMIT.to_string())
        .live_prop("value", move || name.get().into())
        .on("input", move |event| name.set(event_target_value(&event)));
    el("div")
        .class("field")
        .el(el("label").attr("for", "assessment-name").text(app.say(Key::ProfileName)))
        .el(input)
        .el(paragraph("hint", app.say(Key::ProfileNameHint)).attr("id", "assessment-name-hint"))
}

/// One thing to choose.
struct Choice {
    id: &'static str,
    words: &'static Named,
}

fn options<T: Copy + PartialEq>(
    id: fn(T) -> &'static str,
    words: &'static Few<T, Named>,
) -> Vec<Choice> {
    words.iter().map(|(choice, words)| Choice { id: id(choice), words }).collect()
}

/// One question of the profile as a group of cards.
fn choices(
    question: &'static str,
    group: &'static str,
    options: Vec<Choice>,
    chosen: impl Fn() -> &'static str + Copy + Send + 'static,
    choose: impl Fn(&'static str) + Copy + 'static,
) -> El {
    let cards = options.into_iter().map(|Choice { id, words }| {
        let radio = el("input")
            .attr("type", "radio")
            .attr("name", group)
            .attr("value", id)
            .live_prop("checked", move || (chosen() == id).into())
            .on("change", move |_| choose(id));
        el("label").class("choice").el(radio).el(el("span")
            .el(el("span").class("choice-name").text(words.name.as_str()))
            .el(el("span").class("choice-words").text(words.definition.as_str())))
    });
    el("fieldset")
        .class("choices")
        .attr("data-group", group)
        .el(el("legend").text(question))
        .el(el("div").class("choice-list").els(cards))
}
