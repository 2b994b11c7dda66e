//! A chart that can be taken along, as a picture and as a table.

use std::sync::Arc;

use leptos::prelude::*;

use super::export::Desk;
use crate::{
    app::App,
    platform,
    ui::{El, Numbers, button, el, figure, nothing},
};
use chart::{Layout, Purpose, Scene, to_file, to_svg};
use domain::text::Key;
use report::export::{Grid, file_name};

/// A chart that can be taken along: as [`figure`], with the picture as a file and the numbers for the clipboard.
///
/// `subject` names whose numbers they are, for the names of files; `name` is that of the figure; `label` says what the
/// picture shows. It is drawn in the layout that fits the window, and as a file always with full titles.
pub(crate) fn chart(
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
