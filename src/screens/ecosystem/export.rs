//! Taking the numbers of a view along.

use std::sync::Arc;

use wasm_bindgen_futures::spawn_local;

use super::desk::{Desk, Shown};
use crate::{
    app::App,
    platform::{self, TextParts},
    screens::parts::export::{Desk as Export, way},
    ui::{El, button, el, heading},
};
use domain::text::Key;
use report::export::{Answers, file_name, numbers, view_grid, view_markdown, view_result};

/// Everything that can be made of a view, as a section.
pub(super) fn panel(desk: &Desk) -> El {
    let app = desk.app;
    let export = Export::new(app, "view-export-field");
    let ask = |words: Key, act: fn(&Export, &Arc<Shown>)| {
        let (desk, export) = (desk.clone(), export.clone());
        button("button", app.say(words), move || act(&export, &desk.shown()))
    };
    let way = |title: Key, lead: Key, buttons: Vec<El>| way(app, title, lead, buttons);
    el("section")
        .class("export no-print")
        .el(heading("h2", app.say(Key::ExportTitle)))
        .el(el("div")
            .class("export-ways")
            .el(way(
                Key::CohortExportReportTitle,
                Key::CohortExportReportLead,
                vec![
                    ask(Key::CohortExportReportDownload, |export, shown| {
                        export.save(&name(shown, "report", "md"), "text/markdown", markdown(shown));
                    }),
                    ask(Key::ExportCopyText, |export, shown| export.copy(markdown(shown))),
                ],
            ))
            .el(way(
                Key::CohortExportNumbersTitle,
                Key::CohortExportNumbersLead,
                vec![
                    ask(Key::CohortExportNumbersDownload, |export, shown| {
                        let Shown { app, view, filter, picture } = &**shown;
                        let text = numbers(app.model(), view, filter, picture);
                        export.save(&name(shown, "numbers", "csv"), "text/csv", text);
                    }),
                    ask(Key::ExportCopyTable, |export, shown| {
                        export.copy_grid(&view_grid(&shown.commentary()));
                    }),
                ],
            ))
            .el(way(
                Key::CohortExportAnswersTitle,
                Key::CohortExportAnswersLead,
                vec![ask(Key::CohortExportAnswersDownload, answers)],
            ))
            .el(way(
                Key::CohortExportResultTitle,
                Key::CohortExportResultLead,
                vec![ask(Key::CohortExportResultDownload, |export, shown| {
                    let text = view_result(&shown.commentary(), platform::now());
                    export.save(&name(shown, "result", "json"), "application/json", text);
                })],
            )))
        .el(export.view())
}

fn markdown(shown: &Shown) -> String {
    view_markdown(&shown.commentary(), platform::now())
}

fn name(shown: &Shown, what: &str, ending: &str) -> String {
    file_name(&shown.view.name, &format!("ecosystem-{what}"), platform::today(), ending)
}

/// All answers: with ten thousand responses sixty megabytes, so they are written in portions, and never stand in a field.
fn answers(export: &Export, shown: &Arc<Shown>) {
    let (export, shown) = (export.clone(), Arc::clone(shown));
    let name = name(&shown, "answers", "csv");
    spawn_local(async move {
        let Shown { app, view, filter, .. } = &*shown;
        let parts = TextParts::new();
        let mut began = platform::now_precise();
        for part in Answers::new(app.model(), &view.cohort, view.rules.named, *filter) {
            parts.push(&part);
            if platform::now_precise() - began > 8.0 {
                platform::breathe().await;
                began = platform::now_precise();
            }
        }
        let count = view.cohort.rows().filter(|row| filter.admits(row)).count();
        let instead = app.speech().count(Key::CohortExportAnswersCount, count as u64, &[]);
        export.save_parts(*app, &name, "text/csv", &parts, instead);
    });
}

impl Export {
    /// Downloads a file that is made of many texts.
    fn save_parts(&self, app: App, name: &str, kind: &str, parts: &TextParts, instead: String) {
        match parts.blob(kind) {
            Ok(blob) => self.download(name, instead, |_| platform::download_blob(name, &blob)),
            Err(reason) => {
                app.tell(app.speech().fill(Key::AppDownloadFailed, &[("reason", &reason)]));
            }
        }
    }
}
