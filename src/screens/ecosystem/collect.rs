//! Bringing responses in: pasting any text, choosing or dropping files, or taking assessments of this device.
//!
//! Reading is done in portions with room for the browser between them, so that the page never stands still, and can be
//! called off. The view changes once, at the end, so that one step back undoes all of it.

use std::sync::Arc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    desk::{Desk, Progress},
    invite::invite,
};
use crate::{
    platform::{self, PickedFile, Portions, Readings},
    screens::parts::ensure_response_id,
    ui::{
        El, button, el, field, file_field, fold, heading, hint, nothing, paragraph, submit,
        text_area,
    },
};
use cohort::{
    Cohort, View,
    intake::{Intake, Origin, Refusal, TableReader, Tags, Taken, Tally, Why, text_of},
    response::{Options, Response},
    take_read,
};
use domain::{
    assessment::{AssessmentId, ResponseId},
    text::Key,
};
use report::words::profile_line;

/// Progress is told so often, in milliseconds. What is done sooner is not worth a bar.
const TELLING: f64 = 150.0;

/// The section for bringing responses in.
pub(super) fn collect(desk: &Desk) -> El {
    let app = desk.app;
    // Open as long as there is nothing, and closed by the first responses: then the picture has the word.
    let empty = desk.clone();
    let empty = Memo::new(move |_| empty.view.with(|view| view.cohort.is_empty()));
    fold("more collect", app.say(Key::ViewCollectTitle))
        .live_attr("open", move || empty.get().then(|| "".into()))
        .el(paragraph("", app.say(Key::ViewCollectLead)))
        .el(paste(desk))
        .el(files(desk))
        .maybe(from_device(desk))
        .el(invite(desk))
}

/// How far reading is, with the way to stop it.
pub(super) fn progress(desk: &Desk) -> El {
    let desk = desk.clone();
    let shown = desk.clone();
    let is_reading = Memo::new(move |_| shown.progress.get().is_some());
    el("div").class("progress-place").live(move || {
        if !is_reading.get() {
            return nothing();
        }
        let app = desk.app;
        let (bar, words, stop) = (desk.clone(), desk.clone(), desk.clone());
        let share = move || bar.progress.get().map_or(0.0, |progress| progress.share);
        let found = move || {
            let found = words.progress.get().map_or(0, |progress| progress.found);
            app.speech().count(Key::ViewReading, found as u64, &[]).into()
        };
        el("div")
            .class("being-read")
            .attr("role", "status")
            .el(el("progress")
                .attr("max", "1")
                .attr("aria-label", app.say(Key::ViewReadingLabel))
                .live_prop("value", move || share().into()))
            .el(el("p").live_text(found))
            .el(button("button", app.say(Key::ViewStop), move || {
                stop.stops.update(|stops| *stops += 1);
            })
            .attr("data-action", "stop"))
            .view()
    })
}

fn paste(desk: &Desk) -> El {
    let app = desk.app;
    let text = RwSignal::new(String::new());
    let (pasted, read) = (desk.clone(), desk.clone());
    let area = text_area("4", move || text.get().into())
        .attr("id", "paste-responses")
        .attr("data-paste", "")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-describedby", "paste-hint")
        .on("input", move |event| text.set(event_target_value(&event)))
        // Not into the field: laying out ten thousand lines there takes longer than reading them.
        .on("paste", move |event| {
            let files = platform::pasted_files(&event);
            if !files.is_empty() {
                event.prevent_default();
                pasted.read_files(files);
            } else if let Some(words) = platform::pasted_text(&event) {
                event.prevent_default();
                pasted.read_text(words);
            }
        });
    el("form")
        .class("field paste-form")
        .on("submit", move |event| {
            event.prevent_default();
            let typed = text.get_untracked();
            if !typed.trim().is_empty() {
                text.set(String::new());
                read.read_text(typed);
            }
        })
        .el(el("label").attr("for", "paste-responses").text(app.say(Key::ViewPasteLabel)))
        .el(area)
        .el(hint("paste-hint", app.say(Key::ViewPasteHint)))
        .el(submit("button", app.say(Key::ViewRead)))
}

fn files(desk: &Desk) -> El {
    let app = desk.app;
    let desk = desk.clone();
    let kinds = ".json,.txt,.csv,.tsv,.eml,.md,application/json,text/*";
    let files = file_field(kinds, move |event| desk.read_files(platform::chosen_files(&event)))
        .attr("data-files", "")
        .attr("multiple", "")
        .attr("aria-describedby", "files-hint");
    field("response-files", app.say(Key::ViewFilesLabel), files)
        .el(hint("files-hint", app.say(Key::ViewFilesHint)))
}

/// Assessments of this device to take, if there are any.
fn from_device(desk: &Desk) -> Option<El> {
    let app = desk.app;
    let shelf = app.shelf.get_untracked();
    let own: Vec<_> = shelf
        .into_iter()
        .map(|shelved| shelved.assessment.clone())
        .filter(|assessment| assessment.model.id == app.model().id)
        .collect();
    if own.is_empty() {
        return None;
    }
    let items = own.into_iter().map(|assessment| {
        let (desk, id) = (desk.clone(), assessment.id.clone());
        let name = app.name_of(&assessment);
        let label = app.speech().fill(Key::ViewTakeLabel, &[("name", &name)]);
        let take = button("quiet-button", app.say(Key::ViewTake), move || desk.take(&id));
        el("li")
            .el(el("span").attr("dir", "auto").class("break").text(name))
            .el(el("span").class("quiet").text(profile_line(app.model(), assessment.profile)))
            .el(take.attr("aria-label", label))
    });
    Some(
        el("div").class("from-device").el(heading("h2", app.say(Key::ViewDeviceTitle))).el(el(
            "ul",
        )
        .class("device-list")
        .els(items)),
    )
}

/// The place where files can be dropped: all of a screen.
pub(super) fn drop_zone(desk: &Desk, screen: El) -> El {
    let over = RwSignal::new(false);
    let desk = desk.clone();
    screen
        .live_class("over", move || over.get())
        .on("dragover", move |event| {
            if platform::carries_files(&event) {
                event.prevent_default();
                over.set(true);
            }
        })
        .on("dragleave", move |_| over.set(false))
        .on("drop", move |event| {
            over.set(false);
            if platform::carries_files(&event) {
                event.prevent_default();
                desk.read_files(platform::dropped_files(&event));
            } else if let Some(text) = platform::dropped_text(&event) {
                event.prevent_default();
                desk.read_text(text);
            }
        })
}

/// One reading, from the first portion to the tally.
struct Collecting {
    desk: Desk,
    /// How often reading had been stopped when this began.
    stops: u32,
    /// The view that this began with.
    before: Arc<View>,
    cohort: Cohort,
    tally: Tally,
    portions: Portions,
    /// When progress was told last.
    told: f64,
}

impl Desk {
    /// Reads a text that was pasted, dropped or came by a link.
    pub(super) fn read_text(&self, text: String) {
        let mut reading = Collecting::new(self);
        spawn_local(async move {
            reading.text(Origin::Pasted, text, 0.0, 1.0).await;
            platform::yield_to_browser().await;
            reading.finish();
        });
    }

    /// Reads files, one after the other.
    pub(super) fn read_files(&self, files: Vec<PickedFile>) {
        if files.is_empty() {
            return;
        }
        let mut reading = Collecting::new(self);
        spawn_local(async move {
            reading.files(files).await;
            reading.finish();
        });
    }

    /// Takes an assessment of this device, as a response with its grades of evidence.
    fn take(&self, id: &AssessmentId) {
        let app = self.app;
        ensure_response_id(app, id);
        let Some(found) = untrack(|| app.find(id)) else { return };
        let options = Options { evidence: true, ..Options::default() };
        let Some(response) = Response::of(app.model(), &found.assessment, &options) else {
            app.tell(app.say(Key::ViewTakeEmpty).to_owned());
            return;
        };
        let mut reading = Collecting::new(self);
        reading.add(&response);
        reading.finish();
    }
}

impl Collecting {
    fn new(desk: &Desk) -> Self {
        desk.tally.set(None);
        let before = desk.view.get_untracked();
        Self {
            desk: desk.clone(),
            stops: desk.stops.get_untracked(),
            cohort: before.cohort.clone(),
            before,
            tally: Tally::default(),
            portions: Portions::begin(),
            told: platform::now_precise(),
        }
    }

    fn add(&mut self, response: &Response) {
        let added = self.cohort.add(response);
        self.tally.count(added);
    }

    fn is_stopped(&self) -> bool {
        self.desk.stops.get_untracked() != self.stops
    }

    /// Lets the browser do something else when it is time. `share` is how much of everything has been read. Returns whether
    /// to go on.
    async fn rest(&mut self, share: f64) -> bool {
        if self.portions.is_over() {
            let now = platform::now_precise();
            if now - self.told >= TELLING {
                let found = self.cohort.len();
                self.desk.progress.set(Some(Progress { share, found }));
                self.told = now;
            }
            self.portions.next().await;
        }
        !self.is_stopped()
    }

    /// Reads a text. `from` and `to` are the shares of everything at its beginning and at its end.
    async fn text(&mut self, origin: Origin, text: String, from: f64, to: f64) {
        let model = self.desk.app.model();
        // A second table would need tags of its own; the first one is the likely one.
        let table = if self.tally.tags.is_none() { TableReader::for_tags(&text) } else { None };
        let mut found: Vec<(ResponseId, usize)> = Vec::new();
        let has_table = table.is_some();
        let mut intake = Intake::new(text);
        loop {
            let Self { cohort, tally, .. } = &mut *self;
            let goes_on = intake.take(model, cohort, &mut |taken| match taken {
                Taken::Response { id, added, at } => {
                    tally.count(added);
                    if has_table {
                        found.push((id, at));
                    }
                }
                Taken::Refused(refusal) if !refusal.is_told(&origin) => {}
                Taken::Refused(refusal) => tally.refuse(origin.file(), refusal),
            });
            let (done, total) = intake.progress();
            let share = from + (to - from) * done as f64 / total.max(1) as f64;
            if !self.rest(share).await {
                return;
            }
            if !goes_on {
                break;
            }
        }
        let Some(mut reader) = table.filter(|_| !found.is_empty()) else { return };
        while !reader.step(intake.text()) {
            if !self.rest(to).await {
                return;
            }
        }
        self.tally.tags = reader.table().map(|table| Arc::new(Tags { table, found }));
    }

    async fn files(&mut self, files: Vec<PickedFile>) {
        let count = files.len();
        self.tally.files = count as u64;
        let mut readings = Readings::new(files);
        while let Some((file, read)) = readings.next().await {
            let left = readings.left();
            let share = |left: usize| (count - left) as f64 / count as f64;
            match read.and_then(text_of) {
                Ok(text) => {
                    let origin = Origin::File(file.name.clone());
                    self.text(origin, text, share(left + 1), share(left)).await;
                }
                Err(why) => self.refuse(&file.name, why),
            }
            if !self.rest(share(left)).await {
                return;
            }
        }
    }

    fn refuse(&mut self, file: &str, why: Why) {
        self.tally.refuse(file, Refusal { line: None, excerpt: String::new(), why });
    }

    /// Shows what was read, and keeps it.
    fn finish(mut self) {
        let desk = self.desk.clone();
        self.tally.stopped = self.is_stopped();
        desk.progress.set(None);
        if self.tally.has_changed() {
            let (before, cohort) = (self.before, self.cohort);
            let model = desk.app.model();
            desk.change(|view| take_read(model, &before, view, cohort));
        }
        desk.tally.set(Some(Arc::new(self.tally)));
    }
}
