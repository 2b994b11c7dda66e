//! Taking results along: files, pictures and the clipboard, and what is offered where the browser refuses them.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::App,
    platform::{self, Downloads},
    ui::{El, Numbers, button, el, figure, heading, nothing, paragraph},
};
use chart::{Layout, Purpose, Scene, to_file, to_svg};
use domain::{
    assessment::{Assessment, AssessmentId},
    text::Key,
};
use report::export::{Grid, csv, file_name, markdown, principle_grid, result};

/// A text that the person copies by hand, and why.
#[derive(Clone)]
struct Field {
    why: String,
    text: String,
}

/// Hands texts over, and shows them in a field where the browser does not.
#[derive(Clone)]
pub(super) struct Desk {
    app: App,
    /// The id of the field in the page.
    id: Arc<str>,
    field: RwSignal<Option<Field>>,
}

impl Desk {
    pub(super) fn new(app: App, id: &str) -> Self {
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
    pub(super) fn download(
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

    pub(super) fn save(&self, name: &str, kind: &str, text: String) {
        self.download(name, text, |text| platform::download(name, kind, text));
    }

    /// Makes a picture of a drawing and downloads it.
    fn save_picture(&self, name: String, svg: String) {
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

    pub(super) fn copy(&self, text: String) {
        let desk = self.clone();
        spawn_local(async move {
            let copied = platform::copy_text(&text).await;
            desk.copied(copied, text);
        });
    }

    /// Copies a table for programs that can make one of it. Where that is refused, as text.
    pub(super) fn copy_grid(&self, grid: &Grid) {
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
    pub(super) fn view(&self) -> El {
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

/// Everything that can be made of an assessment as a whole, as a section of a screen.
pub(super) fn panel(app: App, id: &AssessmentId) -> El {
    let desk = Desk::new(app, "export-field");
    let ask = |words: Key, act: fn(&Desk, &Assessment)| {
        let (desk, id) = (desk.clone(), id.clone());
        button("button", app.say(words), move || {
            // The assessment as it is now.
            if let Some(found) = untrack(|| app.find(&id)) {
                act(&desk, &found.assessment);
            }
        })
    };
    let way = |title: Key, lead: Key, buttons: Vec<El>| way(app, title, lead, buttons);
    el("section")
        .class("export no-print")
        .el(heading("h2", app.say(Key::ExportTitle)))
        .el(paragraph("", app.say(Key::ExportLead)))
        .el(el("div")
            .class("export-ways")
            .el(way(
                Key::ExportMarkdownTitle,
                Key::ExportMarkdownLead,
                vec![
                    ask(Key::ExportMarkdownDownload, |desk, assessment| {
                        let name = name_of(assessment, "report", "md");
                        desk.save(&name, "text/markdown", report(desk, assessment));
                    }),
                    ask(Key::ExportCopyText, |desk, assessment| {
                        desk.copy(report(desk, assessment));
                    }),
                ],
            ))
            .el(way(
                Key::ExportCsvTitle,
                Key::ExportCsvLead,
                vec![
                    ask(Key::ExportCsvDownload, |desk, assessment| {
                        let name = name_of(assessment, "practices", "csv");
                        desk.save(&name, "text/csv", csv(desk.app.model(), assessment));
                    }),
                    ask(Key::ExportCopyTable, |desk, assessment| {
                        let app = desk.app;
                        desk.copy_grid(&principle_grid(app.model(), assessment, app.speech()));
                    }),
                ],
            ))
            .el(way(
                Key::ExportJsonTitle,
                Key::ExportJsonLead,
                vec![ask(Key::ExportJsonDownload, |desk, assessment| {
                    let (app, now) = (desk.app, platform::now());
                    let name = name_of(assessment, "result", "json");
                    let text = result(app.model(), assessment, app.speech(), now);
                    desk.save(&name, "application/json", text);
                })],
            )))
        .el(desk.view())
}

/// One way to take something along: what it is, what it is good for, and the buttons.
pub(super) fn way(app: App, title: Key, lead: Key, buttons: Vec<El>) -> El {
    el("div")
        .class("export-way")
        .el(heading("h3", app.say(title)))
        .el(paragraph("", app.say(lead)))
        .el(el("div").class("actions").els(buttons))
}

/// The whole result in words.
fn report(desk: &Desk, assessment: &Assessment) -> String {
    markdown(desk.app.model(), assessment, desk.app.speech())
}

fn name_of(assessment: &Assessment, what: &str, ending: &str) -> String {
    file_name(&assessment.name, what, platform::today(), ending)
}

/// A chart that can be taken along: as [`figure`], with the picture as a file and the numbers for the clipboard.
///
/// `subject` names whose numbers they are, for the names of files; `name` is that of the figure; `label` says what the
/// picture shows. It is drawn in the layout that fits the window, and as a file always with full titles.
pub(super) fn chart(
    app: App,
    subject: &str,
    name: &str,
    label: &str,
    draw: impl Fn(Layout) -> Scene + Send + Sync + 'static,
    caption: impl Into<String>,
    numbers: Numbers,
) -> El {
    let draw: Draw = Arc::new(draw);
    let drawn = Arc::clone(&draw);
    let words = label.to_owned();
    let svg = move || {
        let layout = if app.wide.get() { Layout::Wide } else { Layout::Narrow };
        to_svg(&drawn(layout), Purpose::Image(&words))
    };
    figure(name.to_owned(), svg, caption.into(), numbers).el(tools(app, subject, name, label, draw))
}

type Draw = Arc<dyn Fn(Layout) -> Scene + Send + Sync>;

fn tools(app: App, subject: &str, name: &str, label: &str, draw: Draw) -> El {
    let desk = Desk::new(app, &format!("export-{name}"));
    let open = RwSignal::new(false);
    let toggle = button("quiet-button", app.say(Key::ExportChartOpen), move || {
        open.update(|open| *open = !*open);
    });
    let toggle = toggle
        .attr("aria-label", app.speech().fill(Key::ExportChartOpenLabel, &[("chart", label)]))
        .live_attr("aria-expanded", move || Some(if open.get() { "true" } else { "false" }.into()));
    let view = desk.view();
    let (subject, name, label) = (subject.to_owned(), name.to_owned(), label.to_owned());
    let file = Arc::new(move || to_file(&draw(Layout::Wide), &label));
    let buttons = move || {
        if !open.get() {
            return nothing();
        }
        let save = |words: Key, ending: &'static str| {
            let (desk, file, subject) = (desk.clone(), Arc::clone(&file), subject.clone());
            let name = name.clone();
            button("quiet-button", app.say(words), move || {
                let name = file_name(&subject, &name, platform::today(), ending);
                if ending == "svg" {
                    desk.save(&name, "image/svg+xml", file());
                } else {
                    desk.save_picture(name, file());
                }
            })
        };
        let copy = |words: Key, act: fn(&Desk, &Grid)| {
            let (desk, name) = (desk.clone(), name.clone());
            button("quiet-button", app.say(words), move || {
                let table = format!("figure[data-chart=\"{name}\"] table");
                act(&desk, &Grid { rows: platform::table_cells(&table) });
            })
        };
        el("div")
            .class("chart-ways")
            .el(save(Key::ExportChartSvg, "svg"))
            .el(save(Key::ExportChartPng, "png"))
            .el(copy(Key::ExportChartText, |desk, grid| desk.copy(grid.to_tsv())))
            .el(copy(Key::ExportChartTable, Desk::copy_grid))
            .view()
    };
    el("div").class("chart-tools no-print").el(toggle).live(buttons).el(view)
}
