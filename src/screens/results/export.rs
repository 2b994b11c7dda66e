//! Everything that can be made of an assessment as a whole: files, and texts for the clipboard.

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    screens::parts::export::{Exporter, way},
    ui::{El, button, el, heading, paragraph},
};
use domain::{
    assessment::{Assessment, AssessmentId},
    text::Key,
};
use report::export::{csv, file_name, markdown, principle_grid, result};

/// Everything that can be made of an assessment as a whole, as a section of a screen.
pub(super) fn panel(app: App, id: &AssessmentId) -> El {
    let exporter = Exporter::new(app, "export-field");
    let ask = |words: Key, act: fn(&Exporter, &Assessment)| {
        let (exporter, id) = (exporter.clone(), id.clone());
        button("button", app.say(words), move || {
            // The assessment as it is now.
            if let Some(found) = untrack(|| app.find(&id)) {
                act(&exporter, &found.assessment);
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
                    ask(Key::ExportMarkdownDownload, |exporter, assessment| {
                        let name = name_of(assessment, "report", "md");
                        exporter.save(&name, "text/markdown", report(exporter, assessment));
                    }),
                    ask(Key::ExportCopyText, |exporter, assessment| {
                        exporter.copy(report(exporter, assessment));
                    }),
                ],
            ))
            .el(way(
                Key::ExportCsvTitle,
                Key::ExportCsvLead,
                vec![
                    ask(Key::ExportCsvDownload, |exporter, assessment| {
                        let name = name_of(assessment, "practices", "csv");
                        exporter.save(&name, "text/csv", csv(exporter.app.model(), assessment));
                    }),
                    ask(Key::ExportCopyTable, |exporter, assessment| {
                        let app = exporter.app;
                        exporter.copy_grid(&principle_grid(app.model(), assessment, app.speech()));
                    }),
                ],
            ))
            .el(way(
                Key::ExportJsonTitle,
                Key::ExportJsonLead,
                vec![ask(Key::ExportJsonDownload, |exporter, assessment| {
                    let (app, now) = (exporter.app, platform::now());
                    let name = name_of(assessment, "result", "json");
                    let text = result(app.model(), assessment, app.speech(), now);
                    exporter.save(&name, "application/json", text);
                })],
            )))
        .el(exporter.view())
}

/// The whole result in words.
fn report(exporter: &Exporter, assessment: &Assessment) -> String {
    markdown(exporter.app.model(), assessment, exporter.app.speech())
}

fn name_of(assessment: &Assessment, what: &str, ending: &str) -> String {
    file_name(&assessment.name, what, platform::today(), ending)
}
