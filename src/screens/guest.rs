//! What stands around the screens where the app is a guest in another page: no masthead, a question where answers are asked
//! for, calm words where nothing can be stored, and at the foot what this is and the way into a window of its own.
//!
//! Part of what is loaded for the surroundings only. Its words are loaded after the first screen, so it follows their
//! coming. Must not know how messages are sent.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::parts::{address, ensure_response_id};
use crate::{
    app::{App, Embedding, Surround},
    platform,
    ui::{El, button, el, heading, nothing, paragraph},
};
use domain::text::Key;
use workspace::{route::Route, store::StorageError};

/// Everything that stands around the screens.
pub(crate) fn surround(app: App, embedding: Embedding) -> Surround {
    let guest = Guest { app, embedding, link: link(app, embedding), refused: RwSignal::new(false) };
    Surround { head: guest.head(), foot: guest.foot() }
}

#[derive(Clone, Copy)]
struct Guest {
    app: App,
    embedding: Embedding,
    /// Leads into a window of its own, with the answers of the open assessment.
    link: Memo<String>,
    /// Whether the browser has not copied the link.
    refused: RwSignal<bool>,
}

/// What the field with the link is found by.
const FIELD: &str = "full-window-link";

/// The address of the app in a window of its own; with the answers of the open assessment, if there are any.
fn link(app: App, embedding: Embedding) -> Memo<String> {
    let open = Memo::new(move |_| embedding.open());
    Effect::new(move |_| {
        // What is carried needs an id to be carried under.
        if let Some(id) = open.get()
            && app.find(&id).is_some()
        {
            ensure_response_id(app, &id);
        }
    });
    Memo::new(move |_| {
        let open = open.get().and_then(|id| app.find(&id));
        address(app, open.as_ref().map(|shelved| &shelved.assessment))
    })
}

impl Guest {
    fn head(self) -> El {
        let app = self.app;
        let blocked = Memo::new(move |_| app.trouble.with(|t| *t == Some(StorageError::Denied)));
        let asks = self.embedding.asks_answers();
        // Only the answer makes it anew, and not every route.
        let consent = Memo::new(move |_| self.embedding.consent());
        el("div")
            .class("guest no-print")
            .live(
                move || {
                    if asks && app.is_complete() { self.consent(consent.get()) } else { nothing() }
                },
            )
            .live(
                move || {
                    if blocked.get() && app.is_complete() {
                        self.memory().view()
                    } else {
                        nothing()
                    }
                },
            )
    }

    /// The question whether answers may be handed over, or what was said to it.
    fn consent(self, said: Option<bool>) -> AnyView {
        let Some(origin) = self.embedding.origin() else { return nothing() };
        let app = self.app;
        let host = origin.to_string();
        let fill = |key: Key| app.speech().fill(key, &[("host", &host)]);
        let answer = move |class: &'static str, key: Key, agrees: bool| {
            button(class, app.say(key), move || {
                self.embedding.set_consent(agrees);
                // The button is gone with the question.
                platform::before_paint(|| platform::focus(".consent button"));
            })
            .attr("data-consent", if agrees { "agree" } else { "decline" })
        };
        let section = el("section").class("consent");
        let section = match said {
            None => section
                .attr("aria-labelledby", "consent-title")
                .el(heading("h2", fill(Key::FrameAskTitle)).attr("id", "consent-title"))
                .el(paragraph("", fill(Key::FrameAsk)))
                .el(paragraph("", fill(Key::FrameAskFree)))
                .el(el("div")
                    .class("actions")
                    .el(answer("button", Key::FrameAgree, true))
                    .el(answer("button", Key::FrameDecline, false))),
            Some(true) => section
                .attr("aria-label", fill(Key::FrameAskTitle))
                .attr("data-said", "yes")
                .el(paragraph("", fill(Key::FrameHanded)))
                .el(answer("quiet-button", Key::FrameTakeBack, false)),
            Some(false) => section
                .attr("aria-label", fill(Key::FrameAskTitle))
                .attr("data-said", "no")
                .el(paragraph("", fill(Key::FrameKept)))
                .el(answer("quiet-button", Key::FrameAgreeLater, true)),
        };
        section.view()
    }

    /// Where nothing can be stored.
    fn memory(self) -> El {
        let app = self.app;
        el("section")
            .class("memory")
            .attr("aria-label", app.say(Key::FrameContinue))
            .attr("role", "status")
            .el(paragraph("", app.say(Key::FrameMemory)))
            .el(el("div")
                .class("actions")
                .el(self.full_window("button", Key::FrameContinue))
                .el(button("button", app.say(Key::FrameCopy), move || self.copy())))
            .live(move || if self.refused.get() { self.field().view() } else { nothing() })
    }

    /// The link into a window of its own. That one has nothing to do with this page.
    fn full_window(self, class: &'static str, words: Key) -> El {
        let link = self.link;
        el("a")
            .class(class)
            .attr("target", "_blank")
            .attr("rel", "noopener")
            .attr("data-action", "full-window")
            .live_attr("href", move || Some(link.get().into()))
            .text(self.app.say(words))
    }

    fn copy(self) {
        let app = self.app;
        let link = self.link.get_untracked();
        spawn_local(async move {
            if platform::copy_text(&link).await.is_ok() {
                self.refused.set(false);
                return app.tell(app.say(Key::FrameCopied).to_owned());
            }
            // Many frames are refused the clipboard, and few the old way, by selecting.
            self.refused.set(true);
            platform::before_paint(move || {
                let copied = platform::select_all(&format!("#{FIELD}"));
                let words = if copied { Key::FrameCopied } else { Key::FrameRefused };
                app.tell(app.say(words).to_owned());
            });
        });
    }

    fn field(self) -> El {
        let link = self.link;
        el("div")
            .class("field")
            .el(el("label").attr("for", FIELD).text(self.app.say(Key::FrameField)))
            .el(el("textarea")
                .attr("id", FIELD)
                .attr("rows", "3")
                .attr("readonly", "")
                .attr("dir", "ltr")
                .live_prop("value", move || link.get().into()))
    }

    fn foot(self) -> El {
        let app = self.app;
        let links = [
            (Route::Welcome, Key::AppHome),
            (Route::Method, Key::AppMethod),
            (Route::Data, Key::AppData),
        ];
        let links = links.map(|(route, key)| {
            let href = route.href();
            let is_open = move || (app.route.get() == route).then_some("page".into());
            el("a").attr("href", href).live_attr("aria-current", is_open).text(app.say(key))
        });
        let full = move || {
            if app.is_complete() { self.full_window("", Key::FrameFull).view() } else { nothing() }
        };
        el("footer")
            .class("foot")
            .el(el("nav").attr("aria-label", app.say(Key::AppMenu)).els(links).live(full))
            .el(el("div")
                .maybe(app.site_foot())
                .el(el("p").live_text(move || self.privacy().into()))
                .el(paragraph("", app.model().notice_short.as_str())))
    }

    /// What becomes of the answers: it depends on what the page around is told.
    fn privacy(self) -> String {
        let app = self.app;
        match self.embedding.origin() {
            Some(origin) if app.is_complete() => {
                let agrees = self.embedding.consent() == Some(true);
                let key = if agrees { Key::FramePrivateHanded } else { Key::FramePrivateTold };
                app.speech().fill(key, &[("host", &origin.to_string())])
            }
            // Said as soon as the words are there, and nothing untrue until then.
            Some(_) => String::new(),
            None => app.say(Key::AppPrivate).to_owned(),
        }
    }
}
