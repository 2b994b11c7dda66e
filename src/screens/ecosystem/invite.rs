//! Asking members for their answers: a ready text with a link that presets everything.
//!
//! The text goes out by the person's own programs; the app sends nothing.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::desk::Desk;
use crate::{
    app::App,
    platform,
    ui::{
        El, button, el, field, fold, labelled, live_option, nothing, paragraph, read_only_area,
        select,
    },
};
use domain::{
    model::{Form, Named, Profile, Role, Scale, Stage},
    text::Key,
};
use report::{invitation, invitation_mail};
use workspace::route::{Preset, Route};

const FIELD: &str = "invitation";

/// What the link presets. Signals, because each has a list to choose from.
#[derive(Clone, Copy)]
struct Invited {
    app: App,
    role: RwSignal<Role>,
    scale: RwSignal<Scale>,
    stage: RwSignal<Stage>,
    form: RwSignal<Form>,
}

/// The invitation, to be copied or mailed.
pub(super) fn invite(desk: &Desk) -> El {
    let app = desk.app;
    let desk = desk.clone();
    let default = Profile::proposed(Role::Member);
    let choice = Invited {
        app,
        role: RwSignal::new(default.role),
        scale: RwSignal::new(default.scale),
        stage: RwSignal::new(default.stage),
        form: RwSignal::new(default.form),
    };
    let address = app.address();
    let text = Memo::new(move |_| {
        let link = format!("{address}{}", choice.route().href());
        let name = desk.view.with(|view| view.name.clone());
        invitation(choice.role.get(), &name, &link, app.speech())
    });
    let refused = RwSignal::new(false);
    let copy = button("button", app.say(Key::ViewInviteCopy), move || {
        spawn_local(async move {
            if platform::copy_text(&text.get_untracked()).await.is_ok() {
                refused.set(false);
                app.tell(app.say(Key::ExportCopied).to_owned());
            } else {
                refused.set(true);
                platform::select(&format!("#{FIELD}"));
            }
        });
    });
    let mail = move || match invitation_mail(&text.get(), app.speech()) {
        Some(address) => {
            el("a").class("button").attr("href", address).text(app.say(Key::ViewInviteMail)).view()
        }
        None => paragraph("hint", app.say(Key::ViewInviteTooLong)).view(),
    };
    let area = read_only_area("12")
        .class("invitation")
        .attr("dir", "auto")
        .live_prop("value", move || text.get().into());
    fold("more invite", app.say(Key::ViewInviteTitle))
        .el(paragraph("", app.say(Key::ViewInviteLead)))
        .el(choice.lists())
        .el(field(FIELD, app.say(Key::ViewInviteLabel), area))
        .live(move || {
            if refused.get() {
                paragraph("warning", app.say(Key::ExportFieldRefused)).view()
            } else {
                nothing()
            }
        })
        .el(el("div").class("actions").el(copy).live(mail))
}

impl Invited {
    fn route(self) -> Route {
        Route::New(Preset {
            role: Some(self.role.get()),
            scale: Some(self.scale.get()),
            stage: Some(self.stage.get()),
            form: Some(self.form.get()),
        })
    }

    fn lists(self) -> El {
        let words = &self.app.model().choices;
        el("div")
            .class("fields-row")
            .el(list(self.app, Key::ViewInviteRole, Role::ALL, self.role, Role::id, |role| {
                words.roles.get(role)
            }))
            .el(list(self.app, Key::ViewInviteScale, Scale::ALL, self.scale, Scale::id, |scale| {
                words.scales.get(scale)
            }))
            .el(list(self.app, Key::ViewInviteStage, Stage::ALL, self.stage, Stage::id, |stage| {
                words.stages.get(stage)
            }))
            .el(list(self.app, Key::ViewInviteForm, Form::ALL, self.form, Form::id, |form| {
                words.forms.get(form)
            }))
    }
}

fn list<T: Copy + PartialEq + Send + Sync + 'static>(
    app: App,
    label: Key,
    all: &'static [T],
    chosen: RwSignal<T>,
    id: fn(T) -> &'static str,
    named: impl Fn(T) -> Option<&'static Named>,
) -> El {
    let options = all.iter().map(|choice| {
        let choice = *choice;
        let words = named(choice).map_or("", |named| named.name.as_str());
        live_option(id(choice), words, move || chosen.get() == choice)
    });
    let select = select(options, move |value| {
        if let Some(choice) = all.iter().find(|choice| id(**choice) == value) {
            chosen.set(*choice);
        }
    });
    labelled("field", app.say(label), select)
}
