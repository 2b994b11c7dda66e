//! Restoring: choosing files or pasting a text, seeing what would happen, doing it, and what came of it.
//!
//! Nothing is stored before the person says so.

use std::{
    cell::{Cell, RefCell},
    sync::Arc,
};

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use crate::{
    app::App,
    platform::{self, PickedFile, ReadError},
    ui::{El, button, el, heading, link_button, nothing, paragraph, table},
};
use base::json::Problem;
use domain::{
    assessment::AssessmentId,
    text::Key,
    wire::{Backup, BackupError, BackupKind, MAX_BACKUP_BYTES, read_backup},
};
use report::words::file_size;
use workspace::{
    route::Route,
    store::{
        Outlook, RestoreItem, RestoreOutcome, RestorePlan, Restored, StorageError, WhyNot, Written,
    },
};

/// The most problems that are listed. Whoever needs more has the file.
const MAX_PROBLEMS: usize = 100;

/// Up to so many names stand in sight; more open on demand.
const FEW: usize = 5;

/// Where the person is.
#[derive(Clone)]
enum Stage {
    Choosing,
    Reading,
    Looking(Arc<Preview>),
    Done(Arc<RestoreOutcome>),
}

/// What was read, before anything of it is stored.
struct Preview {
    plan: RestorePlan,
    /// What of the files could not be read.
    problems: Vec<Problem>,
    /// Each file in words.
    files: Vec<String>,
    /// Settings are in the file, and whether this browser has its own.
    settings: Option<bool>,
}

/// Why a file was not read.
#[derive(Clone)]
struct Refusal {
    words: String,
    problems: Vec<Problem>,
}

/// The state of this section. It goes when the screen goes.
#[derive(Clone, Copy)]
struct Restoring {
    app: App,
    stage: RwSignal<Stage>,
    refused: RwSignal<Vec<Refusal>>,
    /// Places of the items that the person leaves out.
    left_out: RwSignal<Vec<usize>>,
    pasted: RwSignal<String>,
    /// Whether files hang over the page.
    over: RwSignal<bool>,
}

thread_local! {
    /// What is restored on the screen that is open, or was.
    static OPEN: Cell<Option<Restoring>> = const { Cell::new(None) };
    /// Files that the device has opened, until the screen is there.
    static OPENED: RefCell<Vec<PickedFile>> = const { RefCell::new(Vec::new()) };
}

/// Reads files that the device has opened with the app: now, or as soon as the screen is there.
pub(in crate::screens) fn open_files(files: Vec<PickedFile>) {
    match OPEN.get().filter(|open| !open.stage.is_disposed()) {
        Some(open) => open.take(files),
        None => OPENED.set(files),
    }
}

/// The section, and the place where files can be dropped: all of `screen`.
pub(super) fn restore(app: App, screen: impl FnOnce(El) -> El) -> El {
    let state = Restoring {
        app,
        stage: RwSignal::new(Stage::Choosing),
        refused: RwSignal::default(),
        left_out: RwSignal::default(),
        pasted: RwSignal::default(),
        over: RwSignal::new(false),
    };
    OPEN.set(Some(state));
    state.take(OPENED.take());
    // Dropped beside a target, a file would be opened by the browser in the place of the app.
    screen(state.section())
        .on("dragover", move |event| {
            if platform::carries_files(&event) {
                event.prevent_default();
                state.over.set(true);
            }
        })
        .on("dragleave", move |_| state.over.set(false))
        .on("drop", move |event| {
            if platform::carries_files(&event) {
                event.prevent_default();
                state.over.set(false);
                state.take(platform::dropped_files(&event));
            }
        })
}

impl Restoring {
    fn say(self, key: Key) -> &'static str {
        self.app.say(key)
    }

    fn section(self) -> El {
        let field = el("input")
            .attr("id", "restore-files")
            .attr("type", "file")
            .attr("multiple", "")
            .attr("accept", ".json,.txt,application/json,text/plain")
            .attr("aria-describedby", "restore-hint")
            .on("change", move |event| self.take(platform::chosen_files(&event)));
        let choose = el("div")
            .class("drop")
            .live_class("over", move || self.over.get())
            .el(el("label").attr("for", "restore-files").text(self.say(Key::RestoreChoose)))
            .el(field)
            .el(paragraph("hint", self.say(Key::RestoreHint)).attr("id", "restore-hint"));
        el("section")
            .class("restore")
            .el(heading("h2", self.say(Key::RestoreTitle)))
            .el(paragraph("", self.say(Key::RestoreLead)))
            .el(choose)
            .el(self.paste())
            .live(move || self.refusals())
            .live(move || match self.stage.get() {
                Stage::Choosing => nothing(),
                Stage::Reading => paragraph("quiet", self.say(Key::RestoreReading)).view(),
                Stage::Looking(preview) => self.preview(&preview).view(),
                Stage::Done(outcome) => self.summary(&outcome).view(),
            })
    }

    fn paste(self) -> El {
        let field = el("textarea")
            .attr("id", "restore-text")
            .attr("rows", "5")
            .attr("dir", "ltr")
            .attr("spellcheck", "false")
            .attr("autocomplete", "off")
            .live_prop("value", move || self.pasted.get().into())
            .on("input", move |event| self.pasted.set(event_target_value(&event)));
        let read = button("button", self.say(Key::RestoreReadText), move || {
            let text = self.pasted.get_untracked();
            let name = self.say(Key::RestorePasted).to_owned();
            self.show(vec![(name, read_backup(&text).map_err(|e| self.not_read(e)))]);
        })
        .live_prop("disabled", move || self.pasted.with(|text| text.trim().is_empty()).into());
        el("details")
            .class("more")
            .el(el("summary").text(self.say(Key::RestorePaste)))
            .el(el("label").attr("for", "restore-text").text(self.say(Key::RestoreText)))
            .el(field)
            .el(el("p").el(read))
    }

    /// Reads files, one after the other, and shows what is in them.
    fn take(self, files: Vec<PickedFile>) {
        if files.is_empty() {
            return;
        }
        self.refused.set(Vec::new());
        self.stage.set(Stage::Reading);
        spawn_local(async move {
            let mut read = Vec::with_capacity(files.len());
            for file in files {
                let found = self.read(&file).await;
                read.push((file.name, found));
            }
            // The person can have gone to another screen meanwhile, and this one is no more.
            if !self.stage.is_disposed() {
                self.show(read);
            }
        });
    }

    async fn read(self, file: &PickedFile) -> Result<Backup, Refusal> {
        if file.bytes() > MAX_BACKUP_BYTES {
            let (bytes, limit) = (file.bytes(), MAX_BACKUP_BYTES);
            return Err(self.not_read(BackupError::TooLarge { bytes, limit }));
        }
        let text = file.text().await.map_err(|error| {
            let words = match error {
                ReadError::Folder => self.say(Key::RestoreFolder).to_owned(),
                ReadError::Gone => self.say(Key::RestoreGone).to_owned(),
                ReadError::NotText => self.say(Key::RestoreNotText).to_owned(),
                ReadError::Other(reason) => {
                    self.app.speech().fill(Key::RestoreReadFailed, &[("reason", &reason)])
                }
            };
            Refusal { words, problems: Vec::new() }
        })?;
        read_backup(&text).map_err(|error| self.not_read(error))
    }

    /// Why a file cannot be restored, and what can be done about it.
    fn not_read(self, error: BackupError) -> Refusal {
        let speech = self.app.speech();
        let whole = |number: usize| speech.locale.whole(number as u64);
        let mut problems = Vec::new();
        let words = match error {
            BackupError::TooLarge { bytes, limit } => {
                let gaps =
                    [("size", &*file_size(bytes, speech)), ("limit", &*file_size(limit, speech))];
                speech.fill(Key::RestoreTooLarge, &gaps)
            }
            BackupError::Truncated => self.say(Key::RestoreTruncated).to_owned(),
            BackupError::NotJson(not) if not.is_too_deep() => {
                self.say(Key::RestoreTooDeep).to_owned()
            }
            BackupError::NotJson(not) => {
                let gaps = [("line", &*whole(not.line)), ("column", &*whole(not.column))];
                speech.fill(Key::RestoreNotJson, &gaps)
            }
            BackupError::OtherApp(Some(app)) => speech.fill(Key::RestoreOtherApp, &[("app", &app)]),
            BackupError::OtherApp(None) => self.say(Key::RestoreNoApp).to_owned(),
            BackupError::OtherKind(Some(kind)) => {
                speech.fill(Key::RestoreOtherKind, &[("kind", &kind)])
            }
            BackupError::OtherKind(None) => self.say(Key::RestoreNoKind).to_owned(),
            BackupError::Newer { schema } => {
                speech.fill(Key::RestoreNewer, &[("schema", &schema.to_string())])
            }
            BackupError::NotAnAssessment(found) => {
                problems = found;
                self.say(Key::RestoreNotWhole).to_owned()
            }
        };
        Refusal { words, problems }
    }

    /// Shows what was read; several files as one.
    fn show(self, read: Vec<(String, Result<Backup, Refusal>)>) {
        let (mut refused, mut files, mut backups) = (Vec::new(), Vec::new(), Vec::new());
        for (name, found) in read {
            match found {
                Err(Refusal { words, problems }) => {
                    let words = format!("{name}: {words}");
                    refused.push(Refusal { words, problems });
                }
                Ok(backup) => {
                    files.push(self.file_line(&name, &backup));
                    backups.push(backup);
                }
            }
        }
        let any_refused = !refused.is_empty();
        self.refused.set(refused);
        self.left_out.set(Vec::new());
        self.stage.set(if backups.is_empty() {
            Stage::Choosing
        } else {
            let backup = Backup::join(backups);
            let plan = self.app.plan_restore(&backup);
            let settings = plan.has_settings().then(|| self.app.has_settings());
            let problems = backup.problems;
            Stage::Looking(Arc::new(Preview { plan, problems, files, settings }))
        });
        focus(if any_refused { ".restore .refused h3" } else { ".restore .preview h3" });
    }

    fn file_line(self, name: &str, backup: &Backup) -> String {
        let speech = self.app.speech();
        let date = backup.created.map(|at| speech.locale.date(at)).filter(|date| !date.is_empty());
        let (key, date) = match (backup.kind, date) {
            (BackupKind::Backup, Some(date)) => (Key::RestoreFileBackupOf, date),
            (BackupKind::Backup, None) => (Key::RestoreFileBackup, String::new()),
            (BackupKind::Assessment, _) => (Key::RestoreFileAssessment, String::new()),
            (BackupKind::Result, _) => (Key::RestoreFileResult, String::new()),
            (BackupKind::View, _) => (Key::RestoreFileView, String::new()),
            (BackupKind::Rescue, _) => (Key::RestoreFileRescue, String::new()),
        };
        speech.fill(key, &[("file", name), ("date", &date)])
    }

    fn refusals(self) -> AnyView {
        let refused = self.refused.get();
        if refused.is_empty() {
            return nothing();
        }
        let title = self.app.speech().count(Key::RestoreRefused, refused.len() as u64, &[]);
        let items = refused.into_iter().map(|Refusal { words, problems }| {
            let words = el("span").class("break").attr("dir", "auto").text(words);
            let details = details(self.say(Key::RestoreDetails), problem_list(&problems));
            el("li").el(words).maybe((!problems.is_empty()).then_some(details))
        });
        el("div")
            .class("warning-box refused")
            .el(title_of_part(title))
            .el(el("ul").els(items))
            .el(paragraph("", self.say(Key::RestoreUntouched)))
            .view()
    }

    // ---- before ----

    fn preview(self, preview: &Arc<Preview>) -> El {
        let app = self.app;
        let items = &preview.plan.items;
        let rows = items.iter().enumerate().map(|(place, item)| self.row(place, item));
        let rows: Vec<El> = rows.collect();
        let nothing_in = items.is_empty().then(|| paragraph("", self.say(Key::RestoreNothingIn)));
        let heads = [Key::RestoreColumnWhat, Key::RestoreColumnOutlook];
        let heads = heads.map(|key| self.say(key).into()).into();
        let list = (!items.is_empty())
            .then(|| table("restore-table", self.say(Key::RestoreTable), heads, rows));
        let settings = preview.settings.map(|has_own| {
            let own = Key::RestoreSettingsOwn;
            paragraph("", self.say(if has_own { own } else { Key::RestoreSettings }))
        });
        let files = preview.files.iter().map(|line| {
            el("li").el(el("span").class("break").attr("dir", "auto").text(line.clone()))
        });
        let problems: Vec<Problem> = preview.problems.clone();
        let problems = (!problems.is_empty()).then(|| {
            el("div")
                .el(paragraph("warning", self.say(Key::RestoreFileProblems)))
                .el(details(self.say(Key::RestoreDetails), problem_list(&problems)))
        });
        let takes_settings = preview.settings == Some(false);
        let open: Vec<usize> = items
            .iter()
            .enumerate()
            .filter(|(_, item)| item.can_be_chosen())
            .map(|(place, _)| place)
            .collect();
        let useless = {
            let open = open.clone();
            move || {
                let left = self.left_out.with(|out| open.iter().all(|place| out.contains(place)));
                left && !takes_settings
            }
        };
        let to_restore = preview.clone();
        let go = button("button primary", self.say(Key::RestoreGo), move || {
            let left_out = self.left_out.get_untracked();
            let suffix = self.say(Key::RestoreSuffix);
            let chosen = |place: usize, _: &RestoreItem| !left_out.contains(&place);
            let outcome = app.restore(&to_restore.plan, chosen, suffix);
            self.refused.set(Vec::new());
            self.pasted.set(String::new());
            self.stage.set(Stage::Done(Arc::new(outcome)));
            focus(".restore .summary h3");
        })
        .live_prop("disabled", move || useless().into());
        let cancel = button("button", self.say(Key::WelcomeCancel), move || {
            self.refused.set(Vec::new());
            self.stage.set(Stage::Choosing);
            focus("#restore-files");
        });
        let all_here = open.is_empty() && !takes_settings && !items.is_empty();
        let denied = items
            .iter()
            .any(|item| item.outlook == Outlook::Impossible(WhyNot::Storage(StorageError::Denied)));
        el("div")
            .class("preview")
            .el(title_of_part(self.say(Key::RestorePreviewTitle).to_owned()))
            .el(el("ul").class("plain quiet").els(files))
            .maybe(problems)
            .maybe(denied.then(|| paragraph("warning", self.say(Key::RestoreDenied))))
            .maybe(nothing_in)
            .maybe(list)
            .maybe(settings)
            .el(paragraph(
                "hint",
                self.say(if all_here { Key::RestoreAllHere } else { Key::RestoreNotYet }),
            ))
            .el(el("div").class("actions").el(go).el(cancel))
    }

    fn row(self, place: usize, item: &RestoreItem) -> El {
        let speech = self.app.speech();
        let is_text = item.assessment.is_none() && item.view.is_none();
        let name = self.name(&item.name, !is_text || item.bytes == 0);
        let responses = item
            .view
            .as_ref()
            .map(|view| speech.count(Key::RestoreViewOf, view.responses as u64, &[]) + " · ");
        let of_assessment = item.assessment.as_ref().map(|a| (a.changed, &a.model));
        let meta = match of_assessment.or(item.view.as_ref().map(|v| (v.changed, &v.model))) {
            Some((changed, model)) => {
                let date = speech.locale.date(changed);
                let model = format!("{} {}", model.id, model.version);
                // A moment beyond the calendar has no date.
                let changed = if date.is_empty() {
                    String::new()
                } else {
                    speech.fill(Key::WelcomeChanged, &[("date", &date)]) + " · "
                };
                let model = speech.fill(Key::RestoreModel, &[("model", &model)]);
                responses.unwrap_or_default() + &changed + &model
            }
            None => speech.fill(Key::RestoreTextSize, &[("size", &file_size(item.bytes, speech))]),
        };
        let id = format!("restore-{place}");
        let words = el("span").class("break").attr("dir", "auto").text(name);
        let head = if item.can_be_chosen() {
            let check = el("input")
                .attr("id", id.clone())
                .attr("type", "checkbox")
                .live_prop("checked", move || {
                    self.left_out.with(|out| !out.contains(&place)).into()
                })
                .on("change", move |_| {
                    self.left_out.update(|out| {
                        if out.contains(&place) {
                            out.retain(|other| *other != place);
                        } else {
                            out.push(place);
                        }
                    });
                });
            el("label").class("pick").attr("for", id).el(check).el(words)
        } else {
            el("span").class("pick").el(words)
        };
        let head = el("th")
            .attr("scope", "row")
            .el(head)
            .el(el("span").class("meta break").attr("dir", "auto").text(meta));
        let outlook = self.outlook(item).into_iter().map(|words| paragraph("", words));
        let details = (!item.problems.is_empty())
            .then(|| details(self.say(Key::RestoreDetails), problem_list(&item.problems)));
        el("tr").el(head).el(el("td").els(outlook).maybe(details))
    }

    fn name(self, name: &str, is_assessment: bool) -> String {
        match (name.is_empty(), is_assessment) {
            (true, _) => self.say(Key::AppUntitled).to_owned(),
            (false, true) => name.to_owned(),
            (false, false) => self.app.speech().fill(Key::RestoreTextName, &[("name", name)]),
        }
    }

    /// What restoring would do with an item, in sentences.
    fn outlook(self, item: &RestoreItem) -> Vec<String> {
        let speech = self.app.speech();
        let count = |key: Key, count: usize| speech.count(key, count as u64, &[]);
        let say = |key: Key| self.say(key).to_owned();
        let mut words = match &item.outlook {
            Outlook::New => vec![say(Key::RestoreNew)],
            Outlook::LookOnly { .. } if item.assessment.is_none() && item.view.is_some() => {
                vec![say(Key::RestoreLookLater)]
            }
            Outlook::LookOnly { .. } => vec![say(Key::RestoreLookOnly)],
            Outlook::Newer { parts } => vec![count(Key::RestoreNewerParts, *parts)],
            Outlook::Nothing => vec![say(Key::RestoreNothing)],
            Outlook::Conflict { parts, newer: 0 } => vec![count(Key::RestoreConflict, *parts)],
            Outlook::Conflict { parts, newer } => {
                vec![count(Key::RestoreConflict, *parts), count(Key::RestoreNewerParts, *newer)]
            }
            Outlook::Aside(why) => vec![self.why(why), say(Key::RestoreKeptAside)],
            Outlook::Impossible(why) => vec![say(Key::RestoreImpossible), self.why(why)],
        };
        let of_assessment = item.assessment.as_ref().map(|assessment| &assessment.model);
        let other = of_assessment.or(item.view.as_ref().map(|view| &view.model));
        let other = other.is_some_and(|model| {
            model.id != self.app.model().id
                && !matches!(item.outlook, Outlook::Aside(_) | Outlook::Impossible(_))
        });
        if other {
            words.push(say(Key::RestoreOtherModel));
        }
        if !item.problems.is_empty() {
            words.push(say(Key::RestorePartly));
        }
        words
    }

    fn why(self, why: &WhyNot) -> String {
        let speech = self.app.speech();
        let key = match why {
            WhyNot::Unreadable => Key::RestoreWhyUnreadable,
            WhyNot::WrittenByNewer { .. } => Key::RestoreWhyNewer,
            WhyNot::HereNewer { .. } => Key::RestoreWhyHereNewer,
            WhyNot::HereDamaged => Key::RestoreWhyHereDamaged,
            WhyNot::Storage(StorageError::Denied) => Key::RestoreWhyDenied,
            WhyNot::Storage(StorageError::Full) => Key::RestoreWhyFull,
            WhyNot::Storage(error) => {
                return speech.fill(Key::RestoreWhyStorage, &[("reason", &error.to_string())]);
            }
        };
        self.say(key).to_owned()
    }

    // ---- after ----

    fn summary(self, outcome: &Arc<RestoreOutcome>) -> El {
        let mut groups: [Vec<&Restored>; 7] = Default::default();
        let mut failed = Vec::new();
        let [added, merged, views_added, views_merged, beside, aside, same] = &mut groups;
        for item in &outcome.items {
            match &item.result {
                Ok(Written::Added(_)) => added.push(item),
                Ok(Written::Merged { .. }) => merged.push(item),
                Ok(Written::ViewAdded(_)) => views_added.push(item),
                Ok(Written::ViewMerged { .. }) => views_merged.push(item),
                Ok(Written::Beside { .. } | Written::ViewBeside { .. }) => beside.push(item),
                Ok(Written::Aside(_)) => aside.push(item),
                Ok(Written::Nothing) => same.push(item),
                Err(why) => failed.push((item, why)),
            }
        }
        let changed = groups.iter().take(6).any(|group| !group.is_empty());
        let changed = changed || outcome.settings.is_some();
        let title = match (changed, failed.is_empty()) {
            (true, true) => Key::RestoreDone,
            (true, false) => Key::RestoreDonePartly,
            (false, true) => Key::RestoreDoneNothing,
            (false, false) => Key::RestoreDoneNot,
        };
        let keys = [
            Key::RestoreDoneAdded,
            Key::RestoreDoneMerged,
            Key::RestoreDoneViewsAdded,
            Key::RestoreDoneViewsMerged,
            Key::RestoreDoneBeside,
            Key::RestoreDoneAside,
            Key::RestoreDoneSame,
        ];
        let groups = keys.into_iter().zip(groups).filter(|(_, items)| !items.is_empty());
        let groups = groups.map(|(key, items)| self.group(key, &items));
        let settings = outcome.settings.is_some();
        let failures = (!failed.is_empty()).then(|| {
            let items = failed.into_iter().map(|(item, why)| {
                let name = self.name(&item.name, true);
                let words = format!("{name}: {}", self.why(why));
                el("li").el(el("span").class("break").attr("dir", "auto").text(words))
            });
            el("div")
                .class("warning-box")
                .el(heading("h4", self.say(Key::RestoreFailed)))
                .el(el("ul").els(items))
                .el(paragraph("", self.say(Key::RestoreFailedLead)))
        });
        let home = Route::Welcome.href();
        el("div")
            .class("summary")
            .el(title_of_part(self.say(title).to_owned()))
            .maybe(failures)
            .els(groups)
            .maybe(settings.then(|| paragraph("", self.say(Key::RestoreDoneSettings))))
            .maybe(changed.then(|| paragraph("hint", self.say(Key::RestoreDoneBack))))
            .el(el("p").el(link_button("button", home, self.say(Key::NotFoundHome))))
    }

    /// What had the same outcome, with links to what can be opened.
    fn group(self, key: Key, items: &[&Restored]) -> El {
        let count = items.len();
        let words = self.app.speech().count(key, count as u64, &[]);
        let is_text = |item: &Restored| matches!(item.result, Ok(Written::Aside(_)));
        let names = items.iter().map(|item| {
            let id = match &item.result {
                Ok(Written::Beside { copy, .. }) => Some(copy),
                Ok(Written::Added(id) | Written::Merged { id, .. }) => Some(id),
                Ok(_) | Err(_) => None,
            };
            // A copy has a name of its own.
            let name = id.and_then(|id| self.name_here(id));
            let name = name.unwrap_or_else(|| self.name(&item.name, !is_text(item)));
            let opens = id.filter(|id| self.opens(id));
            let name = match opens {
                Some(id) => el("a").attr("href", Route::Results(id.clone()).href()).text(name),
                None => el("span").text(name),
            };
            el("li").el(name.attr("dir", "auto"))
        });
        let names = el("ul").class("plain break").els(names);
        let part = el("div").class("outcome").el(paragraph("", words));
        if count <= FEW {
            part.el(names)
        } else {
            part.el(details(self.say(Key::RestoreNames), names))
        }
    }

    fn name_here(self, id: &AssessmentId) -> Option<String> {
        self.app.shelf.with_untracked(|shelf| {
            let found = shelf.iter().find(|shelved| shelved.assessment.id == *id);
            found.map(|shelved| self.app.name_of(&shelved.assessment))
        })
    }

    fn opens(self, id: &AssessmentId) -> bool {
        self.app.shelf.with_untracked(|shelf| {
            let found = shelf.iter().find(|shelved| shelved.assessment.id == *id);
            found.is_some_and(|shelved| shelved.assessment.model.id == self.app.model().id)
        })
    }
}

/// The heading of what has just come. It takes the focus, so that a screen reader begins there.
fn title_of_part(words: String) -> El {
    heading("h3", words).attr("tabindex", "-1")
}

fn focus(selector: &'static str) {
    platform::before_paint(move || platform::focus(selector));
}

fn details(title: &'static str, inside: El) -> El {
    el("details").class("more").el(el("summary").text(title)).el(inside)
}

/// Problems by their places. Both are technical, and in English.
fn problem_list(problems: &[Problem]) -> El {
    let shown = problems.iter().take(MAX_PROBLEMS);
    el("ul")
        .class("plain break")
        .attr("lang", "en")
        .attr("dir", "ltr")
        .els(shown.map(|problem| el("li").el(el("code").text(problem.to_string()))))
}
