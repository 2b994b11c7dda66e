//! The profile: role, scale, stage, form and a name. For a new assessment and, later, to change them.

use leptos::prelude::*;

use super::parts::read_only;
use crate::{
    app::App,
    platform,
    ui::{
        El, choice_card, choice_cards, el, field, hint, paragraph, problem, radio, screen_title,
        submit_by_click, text_field,
    },
};
use domain::{
    assessment::{AssessmentId, Msg, NAME_LIMIT},
    model::{Few, Form, Named, Profile, Role, Scale, Stage},
    scoring::first_asked,
    text::Key,
};
use workspace::route::{Preset, Route};

/// A new assessment, with the profile preset as far as the link says.
pub(super) fn new_assessment(app: App, preset: Preset) -> El {
    app.title(Key::ProfileTitle);
    let chosen = RwSignal::new(preset.or(app.host().preset));
    let name = RwSignal::new(String::new());
    let start = move |profile: Profile| {
        let id = app.begin(&name.get_untracked(), profile);
        let first = first_asked(app.model(), profile);
        let principle = first.map(|principle| principle.id.clone()).unwrap_or_default();
        platform::navigate(&Route::Answer(id, principle).href());
    };
    page(app, Key::ProfileTitle, profile_form(app, chosen, name, Key::ProfileStart, start))
}

/// The profile of an assessment that was started already.
pub(super) fn edit_profile(app: App, id: AssessmentId) -> El {
    app.title(Key::ProfileEditTitle);
    let before = app.assessment(id.clone()).get_untracked();
    if let Some(reason) = before.as_ref().and_then(|shelved| shelved.read_only.as_ref()) {
        return page(app, Key::ProfileEditTitle, read_only(app, reason));
    }
    let chosen = before.as_ref().map(|s| Preset::of(s.assessment.profile));
    let chosen = RwSignal::new(chosen.unwrap_or_default());
    let name = RwSignal::new(before.map(|s| s.assessment.name).unwrap_or_default());
    let save = move |profile: Profile| {
        app.dispatch(&id, Msg::SetProfile(profile));
        app.dispatch(&id, Msg::Rename(name.get_untracked()));
        app.tell(app.say(Key::ProfileSaved).to_owned());
        platform::navigate(&Route::Answer(id.clone(), String::new()).href());
    };
    page(app, Key::ProfileEditTitle, profile_form(app, chosen, name, Key::ProfileSave, save))
}

fn page(app: App, title: Key, form: El) -> El {
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(title)))
        .el(paragraph("lead", app.say(Key::ProfileLead)))
        .el(form)
}

/// What is chosen, as it is shown and counted while no side is: the number of practices is the same for both.
fn shown(chosen: RwSignal<Preset>) -> Profile {
    chosen.with(|chosen| chosen.profile_of(chosen.role.unwrap_or(Role::Member)))
}

fn profile_form(
    app: App,
    chosen: RwSignal<Preset>,
    name: RwSignal<String>,
    submit: Key,
    on_submit: impl Fn(Profile) + 'static,
) -> El {
    let words = &app.model().choices;
    let is_role_missing = RwSignal::new(false);
    let typical = move || {
        let typical = words.typical.get(shown(chosen).scale);
        let gaps = [("typical", typical.map_or("", String::as_str))];
        app.speech().fill(Key::ProfileTypical, &gaps).into()
    };
    let role_hint = move || {
        let hint = chosen.with(|chosen| chosen.role).and_then(|role| words.role_hints.get(role));
        hint.map_or("", String::as_str).into()
    };
    let missing = move || {
        let is_missing = is_role_missing.get() && chosen.with(|chosen| chosen.role.is_none());
        (if is_missing { app.say(Key::ProfileRoleMissing) } else { "" }).into()
    };
    let submit = submit_by_click("button primary", app.say(submit), move || {
        match chosen.get_untracked().profile() {
            Some(profile) => on_submit(profile),
            None => {
                is_role_missing.set(true);
                platform::go_to("[data-group=role] input");
            }
        }
    });
    prepare_examples(app, chosen);
    let hint = move || start_hint(app, shown(chosen), chosen.with(|chosen| chosen.role)).into();
    el("form")
        .class("profile")
        .el(choices(
            app.say(Key::ProfileRole),
            app.say(Key::ProfileRoleChanges),
            "role",
            options(Role::id, &words.roles),
            move || chosen.with(|chosen| chosen.role.map_or("", Role::id)),
            move |id| set(chosen, id, Role::from_id, |chosen, role| chosen.role = Some(role)),
        )
        .el(el("p").class("hint").attr("aria-live", "polite").live_text(role_hint))
        .el(problem("role-missing", missing)))
        .el(choices(
            app.say(Key::ProfileScale),
            app.say(Key::ProfileScaleChanges),
            "scale",
            options(Scale::id, &words.scales),
            move || shown(chosen).scale.id(),
            move |id| set(chosen, id, Scale::from_id, |chosen, scale| chosen.scale = Some(scale)),
        )
        .el(el("p").class("hint").attr("aria-live", "polite").live_text(typical)))
        .el(choices(
            app.say(Key::ProfileStage),
            app.say(Key::ProfileStageChanges),
            "stage",
            options(Stage::id, &words.stages),
            move || shown(chosen).stage.id(),
            move |id| set(chosen, id, Stage::from_id, |chosen, stage| chosen.stage = Some(stage)),
        ))
        .el(choices(
            app.say(Key::ProfileForm),
            app.say(Key::ProfileFormChanges),
            "form",
            options(Form::id, &words.forms),
            move || shown(chosen).form.id(),
            move |id| set(chosen, id, Form::from_id, |chosen, form| chosen.form = Some(form)),
        ))
        .el(name_field(app, name))
        .el(el("div")
            .class("submit")
            .el(submit)
            .el(el("p").class("quiet").attr("aria-live", "polite").live_text(hint)))
}

/// How many practices are asked, and what to know of it before the start.
fn start_hint(app: App, profile: Profile, role: Option<Role>) -> String {
    let (model, speech) = (app.model(), app.speech());
    let mut words = speech.count(Key::ProfileAsks, model.in_scope(profile).count() as u64, &[]);
    if profile.stage == Stage::Strategic {
        let level = speech.locale.whole(u64::from(model.usual_target(profile).number()));
        let more = speech.fill(Key::ProfileStrategicHint, &[("level", &level)]);
        words = format!("{words} {more}");
        if role == Some(Role::Member) {
            let gaps = [("unknown", model.answers.unknown.as_str())];
            words = format!("{words} {}", speech.fill(Key::ProfileStrategicHintMember, &gaps));
        }
    }
    words
}

/// Fetches the examples for large ecosystems as soon as they will be needed: they are not among what is loaded first.
fn prepare_examples(app: App, chosen: RwSignal<Preset>) {
    Effect::new(move |_| {
        if !shown(chosen).scale.is_small() {
            app.want_rest();
        }
    });
}

fn set<T>(
    chosen: RwSignal<Preset>,
    id: &str,
    from_id: fn(&str) -> Option<T>,
    change: fn(&mut Preset, T),
) {
    if let Some(choice) = from_id(id) {
        chosen.update(|chosen| change(chosen, choice));
    }
}

fn name_field(app: App, name: RwSignal<String>) -> El {
    let input = text_field(name)
        .attr("aria-describedby", "assessment-name-hint")
        .attr("maxlength", NAME_LIMIT.to_string());
    field("assessment-name", app.say(Key::ProfileName), input)
        .el(hint("assessment-name-hint", app.say(Key::ProfileNameHint)))
}

/// One thing to choose.
struct ProfileChoice {
    id: &'static str,
    words: &'static Named,
}

fn options<T: Copy + PartialEq>(
    id: fn(T) -> &'static str,
    words: &'static Few<T, Named>,
) -> Vec<ProfileChoice> {
    words.iter().map(|(choice, words)| ProfileChoice { id: id(choice), words }).collect()
}

/// One question of the profile as a group of cards.
fn choices(
    question: &'static str,
    changes: &'static str,
    group: &'static str,
    options: Vec<ProfileChoice>,
    chosen: impl Fn() -> &'static str + Copy + Send + 'static,
    choose: impl Fn(&'static str) + Copy + 'static,
) -> El {
    let cards = options.into_iter().map(|ProfileChoice { id, words }| {
        let radio = radio(group, id, move || chosen() == id, move || choose(id));
        choice_card(radio, words.name.as_str(), words.definition.as_str())
    });
    choice_cards(group, question, Some(changes), cards)
}
