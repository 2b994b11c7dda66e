//! Everything that can be made of an assessment as a whole: files, and texts for the clipboard.

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    screens::parts::export::{Desk, way},
    ui::{El, button, el, heading, paragraph},
};
use domain::{
    assessment::{Assessment, AssessmentId},
    text::Key,
};
use report::export::{csv, file_name, markdown, principle_grid, result};

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

/// The whole result in words.
fn report(desk: &Desk, assessment: &Assessment) -> String {
    markdown(desk.app.model(), assessment, desk.app.speech())
}

fn name_of(assessment: &Assessment, what: &str, ending: &str) -> String {
    file_name(&assessment.name, what, platform::today(), ending)
}
