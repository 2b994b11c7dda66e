//! Handing over the answers of an assessment: the response code and the ways it goes to others.
//!
//! Owns what is asked before, and where the code is shown. What is in it is the business of `response`.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::App,
    platform,
    screens::parts::{Readiness, ensure_response_id, readiness},
    ui::{El, button, drawing, el, heading, nothing, paragraph},
};
use base::percent::escaped;
use chart::{Purpose, qr};
use cohort::response::{Month, NAME_LIMIT, Options, Response, clean_name, encode};
use domain::{assessment::AssessmentId, text::Key};
use report::words::response_line;
use workspace::{route::Route, store::Shelved};

/// The section on handing over.
pub(super) fn panel(app: App, id: AssessmentId) -> El {
    let shelved = app.assessment(id.clone());
    let state = Memo::new(move |_| shelved.with(|shelved| readiness(app, shelved.as_ref())));
    // The first answer can come from another tab.
    Effect::new(move |_| {
        if state.get() == Readiness::Unnamed {
            ensure_response_id(app, &id);
        }
    });
    el("section")
        .class("hand-over")
        .attr("aria-labelledby", "hand-over")
        .el(heading("h2", app.say(Key::ShareTitle)).attr("id", "hand-over"))
        .live(move || match state.get() {
            Readiness::Missing | Readiness::Unnamed => nothing(),
            Readiness::ReadOnly => paragraph("", app.say(Key::ShareReadOnly)).view(),
            Readiness::Empty => paragraph("", app.say(Key::ShareEmpty)).view(),
            Readiness::Ready { checked } => Sharing::new(app, shelved, checked).parts(),
        })
}

/// What the parts of the section have in common.
#[derive(Clone, Copy)]
struct Sharing {
    app: App,
    shelved: Memo<Option<Shelved>>,
    checked: bool,
    evidence: RwSignal<bool>,
    people: RwSignal<bool>,
    named: RwSignal<bool>,
    name: RwSignal<String>,
    code: Memo<String>,
    link: Memo<String>,
    picture: Memo<String>,
    /// What the browser did not copy.
    refused: RwSignal<Option<String>>,
}

const LARGE: &str = "code-large";
const REFUSED: &str = "code-refused";

impl Sharing {
    fn new(app: App, shelved: Memo<Option<Shelved>>, checked: bool) -> Self {
        let [evidence, people, named] = [false; 3].map(RwSignal::new);
        let name = RwSignal::new(String::new());
        let code = Memo::new(move |_| {
            let options = Options {
                evidence: evidence.get(),
                competencies: people.get(),
                name: named.get().then(|| name.get()),
            };
            let response = shelved
                .with(|shelved| Response::of(app.model(), &shelved.as_ref()?.assessment, &options));
            response.map(|response| encode(&response)).unwrap_or_default()
        });
        let address = app.address();
        let link = Memo::new(move |_| format!("{address}{}", Route::Response(code.get()).href()));
        let picture = Memo::new(move |_| {
            qr(&link.get(), Purpose::Image(app.say(Key::ShareQr))).unwrap_or_default()
        });
        let refused = RwSignal::new(None);
        Self { app, shelved, checked, evidence, people, named, name, code, link, picture, refused }
    }

    fn parts(self) -> AnyView {
        let app = self.app;
        let parts = [
            paragraph("", app.say(Key::ShareLead)),
            contents(app),
            self.options(),
            self.code_box(),
            self.ways(),
            el("div").class("refused-place").live(move || match self.refused.get() {
                Some(text) => refused(app, text).view(),
                None => nothing(),
            }),
            self.large(),
            self.sheet(),
        ];
        parts.map(El::view).into_any()
    }

    fn options(self) -> El {
        let app = self.app;
        let check = |on: RwSignal<bool>, label: Key, hint: Key| {
            let input = el("input")
                .attr("type", "checkbox")
                .live_prop("checked", move || on.get().into())
                .on("change", move |event| on.set(event_target_checked(&event)));
            el("label").class("grade").el(input).el(el("span")
                .el(el("span").class("choice-name").text(app.say(label)))
                .text(" ")
                .el(el("span").class("quiet").text(app.say(hint))))
        };
        let people = self
            .checked
            .then(|| check(self.people, Key::ShareCompetencies, Key::ShareCompetenciesHint));
        el("fieldset")
            .class("grades")
            .el(el("legend").text(app.say(Key::ShareOptions)))
            .el(check(self.evidence, Key::ShareEvidence, Key::ShareEvidenceHint))
            .maybe(people)
            .el(check(self.named, Key::ShareName, Key::ShareNameHint))
            .live(move || if self.named.get() { self.name_field().view() } else { nothing() })
    }

    fn name_field(self) -> El {
        let name = self.name;
        let input = el("input")
            .attr("id", "response-name")
            .attr("type", "text")
            .attr("dir", "auto")
            .attr("autocomplete", "off")
            .attr("maxlength", NAME_LIMIT.to_string())
            .live_prop("value", move || name.get().into())
            .on("input", move |event| name.set(event_target_value(&event)));
        el("div")
            .class("field")
            .el(el("label").attr("for", "response-name").text(self.app.say(Key::ShareNameLabel)))
            .el(input)
    }

    fn code_box(self) -> El {
        let (app, code, picture) = (self.app, self.code, self.picture);
        let words = el("div")
            .class("code-words")
            .el(heading("h3", app.say(Key::ShareCode)).attr("id", "response-code"))
            .el(el("code")
                .class("response-code")
                .live_attr("data-response-code", move || Some(code.get().into()))
                .live_text(move || code.get().into()))
            .el(paragraph("hint", app.say(Key::ShareConfidential)));
        el("div").class("code-box").el(words).child(drawing(move || picture.get()))
    }

    fn ways(self) -> El {
        let Self { app, code, link, .. } = self;
        let mail = move || {
            let gaps = [("link", link.get()), ("code", code.get())];
            let gaps = gaps.each_ref().map(|(gap, text)| (*gap, text.as_str()));
            let body = app.speech().fill(Key::ShareMailBody, &gaps).replace('\n', "\r\n");
            let subject = escaped(app.say(Key::ShareMailSubject));
            Some(format!("mailto:?subject={subject}&body={}", escaped(&body)).into())
        };
        let mail = el("a").class("button").live_attr("href", mail).text(app.say(Key::ShareMail));
        let copy = move |class: &'static str, label: Key, text: Memo<String>, done: Key| {
            button(class, app.say(label), move || self.copy(text.get_untracked(), done))
        };
        let large = move || platform::open_dialog(&format!("#{LARGE}"));
        let print = move || {
            if !platform::print_part("code") {
                app.tell(app.say(Key::AppPrintUnavailable).to_owned());
            }
        };
        el("div")
            .class("actions")
            .el(copy("button primary", Key::ShareCopyCode, code, Key::ShareCopiedCode))
            .el(copy("button", Key::ShareCopyLink, link, Key::ShareCopiedLink))
            .el(mail)
            .el(button("button", app.say(Key::ShareLarge), large))
            .el(button("button", app.say(Key::SharePrint), print))
    }

    fn copy(self, text: String, done: Key) {
        let Self { app, refused, .. } = self;
        spawn_local(async move {
            if platform::copy_text(&text).await.is_ok() {
                refused.set(None);
                app.tell(app.say(done).to_owned());
            } else {
                refused.set(Some(text));
                platform::before_paint(|| platform::select(&format!("#{REFUSED}")));
            }
        });
    }

    /// For the camera of a phone, also across a room.
    fn large(self) -> El {
        let (app, code, picture) = (self.app, self.code, self.picture);
        let close = || platform::close_dialog(&format!("#{LARGE}"));
        el("dialog")
            .attr("id", LARGE)
            .class("code-large")
            .attr("aria-labelledby", "code-large-title")
            .el(heading("h2", app.say(Key::ShareLargeTitle)).attr("id", "code-large-title"))
            .child(drawing(move || picture.get()))
            .el(el("code").class("response-code").live_text(move || code.get().into()))
            .el(button("button", app.say(Key::AppClose), close))
    }

    /// What is printed: nothing but what is in the code anyway.
    fn sheet(self) -> El {
        let Self { app, code, link, picture, .. } = self;
        let about = move || {
            let line = self.shelved.with(|shelved| {
                let assessment = &shelved.as_ref()?.assessment;
                let month = Month::of(assessment.changed);
                Some(response_line(app.model(), assessment.profile, month, app.speech()))
            });
            line.unwrap_or_default().into()
        };
        let name = move || {
            let name = self.named.get().then(|| clean_name(&self.name.get())).flatten();
            name.map_or_else(nothing, |name| paragraph("lead", name).attr("dir", "auto").view())
        };
        let address = app.address();
        el("div")
            .class("code-sheet")
            .el(heading("h2", app.say(Key::ShareSheetTitle)))
            .live(name)
            .el(el("p").class("quiet").live_text(about))
            .child(drawing(move || picture.get()))
            .el(el("code").class("response-code").live_text(move || code.get().into()))
            .el(paragraph("", app.speech().fill(Key::ShareSheetHow, &[("address", &address)])))
            .el(el("p").class("break").live_text(move || link.get().into()))
            .el(paragraph("quiet", app.say(Key::ShareConfidential)))
    }
}

/// What is in a code and what never is.
fn contents(app: App) -> El {
    let lines = [Key::ShareAlways, Key::ShareTicked, Key::ShareNever]
        .map(|key| paragraph("", app.say(key)));
    el("details")
        .class("more contents")
        .el(el("summary").text(app.say(Key::ShareContents)))
        .els(lines)
}

/// Where the clipboard is refused, the text can still be copied by hand.
fn refused(app: App, text: String) -> El {
    el("div")
        .class("field")
        .el(el("label").attr("for", REFUSED).text(app.say(Key::ShareRefused)))
        .el(el("textarea")
            .attr("id", REFUSED)
            .attr("rows", "4")
            .attr("readonly", "")
            .live_prop("value", move || text.as_str().into()))
}
