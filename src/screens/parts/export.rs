//! Taking texts and pictures along: the field in which they are shown where the browser does not hand them over, and the
//! ways there are beside each other.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::App,
    platform::{self, Downloads},
    ui::{El, button, el, heading, nothing, paragraph},
};
use domain::text::Key;
use report::export::Grid;

/// A text that the person copies by hand, and why.
#[derive(Clone)]
struct Field {
    why: String,
    text: String,
}

/// Hands texts over, and shows them in a field where the browser does not.
#[derive(Clone)]
pub(crate) struct Desk {
    /// The app.
    pub(crate) app: App,
    /// The id of the field in the page.
    id: Arc<str>,
    field: RwSignal<Option<Field>>,
}

impl Desk {
    pub(crate) fn new(app: App, id: &str) -> Self {
        Self { app, id: id.into(), field: RwSignal::new(None) }
    }

    fn show(&self, why: String, text: String) {
        self.app.tell(why.clone());
        self.field.set(Some(Field { why, text }));
        let selector = format!("#{}", self.id);
        platform::before_paint(move || platform::select(&selector));
    }

    fn done(&self, words: String) {
        self.field.set(None);
        self.app.tell(words);
    }

    /// Downloads something. `text` is what is shown where that does not work.
    pub(crate) fn download(
        &self,
        name: &str,
        text: String,
        begin: impl FnOnce(&str) -> Result<(), String>,
    ) {
        let (app, speech) = (self.app, self.app.speech());
        let downloads = platform::downloads();
        if downloads == Downloads::Blocked {
            return self.show(app.say(Key::ExportFieldBlocked).to_owned(), text);
        }
        match begin(&text) {
            Ok(()) if downloads == Downloads::Doubtful => {
                self.show(app.say(Key::ExportFieldUnsure).to_owned(), text);
            }
            Ok(()) => self.done(speech.fill(Key::AppDownloaded, &[("file", name)])),
            Err(reason) => {
                self.show(speech.fill(Key::ExportFieldFailed, &[("reason", &reason)]), text);
            }
        }
    }

    pub(crate) fn save(&self, name: &str, kind: &str, text: String) {
        self.download(name, text, |text| platform::download(name, kind, text));
    }

    /// Makes a picture of a drawing and downloads it.
    pub(crate) fn save_picture(&self, name: String, svg: String) {
        let desk = self.clone();
        spawn_local(async move {
            match platform::png(&svg).await {
                Ok(blob) => {
                    desk.download(&name, svg, |_| platform::download_blob(&name, &blob));
                }
                Err(reason) => {
                    let gaps = [("reason", reason.as_str())];
                    desk.show(desk.app.speech().fill(Key::ExportChartNoPicture, &gaps), svg);
                }
            }
        });
    }

    fn copied(&self, copied: Result<(), String>, text: String) {
        match copied {
            Ok(()) => self.done(self.app.say(Key::ExportCopied).to_owned()),
            // The browser's reason is one sentence for programmers, whatever it is.
            Err(_) => self.show(self.app.say(Key::ExportFieldRefused).to_owned(), text),
        }
    }

    pub(crate) fn copy(&self, text: String) {
        let desk = self.clone();
        spawn_local(async move {
            let copied = platform::copy_text(&text).await;
            desk.copied(copied, text);
        });
    }

    /// Copies a table for programs that can make one of it. Where that is refused, as text.
    pub(crate) fn copy_grid(&self, grid: &Grid) {
        let (html, text) = (grid.to_html(), grid.to_tsv());
        let desk = self.clone();
        spawn_local(async move {
            let copied = match platform::copy_html(&html, &text).await {
                Ok(()) => Ok(()),
                Err(_) => platform::copy_text(&text).await,
            };
            desk.copied(copied, text);
        });
    }

    /// The field, when there is something in it.
    pub(crate) fn view(&self) -> El {
        let desk = self.clone();
        el("div").class("export-desk").live(move || {
            let Some(Field { why, text }) = desk.field.get() else { return nothing() };
            let (app, field) = (desk.app, desk.field);
            let selector = format!("#{}", desk.id);
            let select = button("button", app.say(Key::ExportFieldSelect), move || {
                platform::select(&selector);
            });
            let close = button("button", app.say(Key::AppClose), move || field.set(None));
            el("div")
                .class("export-field")
                .el(paragraph("", why))
                .el(el("textarea")
                    .attr("id", desk.id.to_string())
                    .attr("readonly", "")
                    .attr("rows", "8")
                    .attr("dir", "auto")
                    .attr("spellcheck", "false")
                    .attr("aria-label", app.say(Key::ExportFieldLabel))
                    .text(text))
                .el(el("div").class("actions").el(select).el(close))
                .view()
        })
    }
}

/// One way to take something along: what it is, what it is good for, and the buttons.
pub(crate) fn way(app: App, title: Key, lead: Key, buttons: Vec<El>) -> El {
    el("div")
        .class("export-way")
        .el(heading("h3", app.say(title)))
        .el(paragraph("", app.say(lead)))
        .el(el("div").class("actions").els(buttons))
}
