//! Taking a backup back in. Merging never overwrites: what is newer here stays, what is newer there is added, and where
//! neither is newer both are kept side by side.

use std::sync::Arc;

use super::{
    ASIDE, ASSESSMENT, BACKUPS, KeyValue, PREFIX, SETTINGS, StorageError, Store, key_of,
    views::{VIEW, view_key_of},
};
use base::hash::hash;
use base::json::{Node, Problem};
use cohort::{
    VIEW_NAME_LIMIT, View, absorb_view,
    document::{ViewError, ViewHead, read_view, read_view_node, write_view},
};
use domain::{
    assessment::{Assessment, AssessmentId, Moment, NAME_LIMIT, ViewId, absorb},
    model::Model,
    wire::{
        AssessmentError, Backup, BackupPart, MAX_VIEW_BYTES, Settings, VIEW_SCHEMA,
        read_assessment, read_settings, write_assessment,
    },
};

/// The most of a key from outside that goes into the key of a text that is set aside, in characters.
const MAX_NAME: usize = 100;

/// One thing that a backup holds, and what restoring it would do.
#[derive(Clone, Debug, PartialEq)]
pub struct RestoreItem {
    /// Name of the assessment or view, which can be empty; of a text the key it had, as far as it says something.
    pub name: String,
    /// The assessment as the backup has it; none for a text that is no assessment of this version. That its model is
    /// another than the one that is shown does not keep it from being restored.
    pub assessment: Option<Assessment>,
    /// What is known of the ecosystem view, for an item that is one.
    pub view: Option<ViewHead>,
    /// What of it could not be read and is left out. The whole text of it is an item of its own.
    pub problems: Vec<Problem>,
    /// Length of the text in bytes, for an item that is one; else 0.
    pub bytes: usize,
    /// What restoring would do.
    pub outlook: Outlook,
}

impl RestoreItem {
    fn of(outlook: Outlook) -> Self {
        let (name, problems) = (String::new(), Vec::new());
        Self { name, assessment: None, view: None, problems, bytes: 0, outlook }
    }

    /// Whether the person has a say in it. What is here already, and what cannot be, is only listed.
    pub fn can_be_chosen(&self) -> bool {
        !matches!(self.outlook, Outlook::Nothing | Outlook::Impossible(_))
    }
}

/// What a backup holds, sorted out, and what restoring it would do. Made by [`Store::plan`], done by [`Store::apply`].
pub struct RestorePlan {
    /// Everything that is in it, in the order in which it is restored.
    pub items: Vec<RestoreItem>,
    /// What is behind each item.
    entries: Vec<Entry>,
    /// The settings of the device that the backup is of.
    settings: Option<Settings>,
    made: Option<Moment>,
}

impl RestorePlan {
    /// Whether settings are in it. They are taken over where this device has none.
    pub fn has_settings(&self) -> bool {
        self.settings.is_some()
    }

    /// When the backup was made, if that is known.
    pub fn backup_made(&self) -> Option<Moment> {
        self.made
    }
}

/// What restoring would do with one thing of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// It is not here and is added.
    New,
    /// It is not here and was written by a newer version: it is added as it is, for looking at.
    LookOnly {
        /// The schema it was written with.
        schema: u64,
    },
    /// It is here, and the backup's copy is newer in so many parts, which are taken over.
    Newer {
        /// How many answers, notes, aims, actions and self-checks, counting name and profile as one. Of a view how many
        /// responses, counting its settings as one.
        parts: usize,
    },
    /// It is here, and the backup has nothing that is newer.
    Nothing,
    /// Both copies say something else in the same revision. What is newer is taken over, and the backup's copy is added as
    /// an assessment of its own.
    Conflict {
        /// In how many parts neither is newer.
        parts: usize,
        /// In how many parts the backup's copy is newer.
        newer: usize,
    },
    /// It cannot be opened; its text is put aside.
    Aside(WhyNot),
    /// It is left alone.
    Impossible(WhyNot),
}

/// Why something of a backup cannot be restored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It cannot be read, or not all of it.
    Unreadable,
    /// It was written by a newer version of the app.
    WrittenByNewer {
        /// The schema it was written with.
        schema: u64,
    },
    /// What is here under this id was written by a newer version and must not be changed by this one.
    HereNewer {
        /// The schema it was stored with.
        schema: u64,
    },
    /// What is here under this id cannot be read, or not all of it, and must not be written over.
    HereDamaged,
    /// The storage of this device did not do it.
    Storage(StorageError),
}

/// What became of everything that was to be restored.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RestoreOutcome {
    /// One for each chosen item, in their order.
    pub items: Vec<Restored>,
    /// The assessments that were written, as they are stored now.
    pub assessments: Vec<Assessment>,
    /// The views that were written.
    pub views: Vec<ViewId>,
    /// The settings, if they were taken over because this device had none.
    pub settings: Option<Settings>,
}

/// What became of one item.
#[derive(Clone, Debug, PartialEq)]
pub struct Restored {
    /// The place of the item in the plan.
    pub place: usize,
    /// Its name there.
    pub name: String,
    /// What was done, or why nothing was. What was not restored is still in the file, and here nothing was touched.
    pub result: Result<Written, WhyNot>,
}

/// What was done with one item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// Added under its own id.
    Added(AssessmentId),
    /// Newer parts were taken into what was here.
    Merged {
        /// The assessment.
        id: AssessmentId,
        /// How many.
        parts: usize,
    },
    /// Added beside what was here; newer parts were taken into that.
    Beside {
        /// The assessment that was here.
        id: AssessmentId,
        /// The new one, with the backup's copy.
        copy: AssessmentId,
    },
    /// A view was added under its own id.
    ViewAdded(ViewId),
    /// Responses or settings were taken into a view that was here.
    ViewMerged {
        /// The view.
        id: ViewId,
        /// How many, counting settings as one.
        parts: usize,
    },
    /// A view was added beside the one that was here; newer parts were taken into that.
    ViewBeside {
        /// The view that was here.
        id: ViewId,
        /// The new one, with the backup's copy.
        copy: ViewId,
    },
    /// Put aside as a text, under this key.
    Aside(String),
    /// Nothing had to be done.
    Nothing,
}

/// What a backup holds, sorted out.
enum Entry {
    Assessment {
        assessment: Box<Assessment>,
        problems: Vec<Problem>,
    },
    /// Of a newer version, and with an id under which it can be stored as it is.
    LookOnly {
        id: AssessmentId,
        schema: u64,
        readable: Option<Box<Assessment>>,
        text: String,
    },
    View {
        view: Box<View>,
        problems: Vec<Problem>,
    },
    /// A view that is whole and cannot be opened here, to be stored as it is.
    SealedView {
        id: ViewId,
        head: Option<Box<ViewHead>>,
        /// The schema, if what keeps it from being opened is that it is newer, or its model is.
        newer: Option<u64>,
        text: String,
    },
    Text {
        name: String,
        why: WhyNot,
        text: String,
    },
}

/// What is here under an id.
enum Here<T> {
    Nothing,
    Whole(Box<T>),
    Not(WhyNot),
}

/// What to do with an assessment or a view of a backup.
enum Step<T, Id> {
    Add,
    Merge { merged: Box<T>, parts: usize },
    Beside { merged: Box<T>, copy: Id, parts: usize, newer: usize },
    Nothing,
    Not(WhyNot),
}

impl<T, Id> Step<T, Id> {
    /// What it comes to in words, and what would be here then.
    fn outlook(self, new: &T, added: &mut Vec<T>) -> Outlook
    where
        T: Clone,
    {
        match self {
            Self::Add => {
                added.push(new.clone());
                Outlook::New
            }
            Self::Merge { merged, parts } => {
                added.push(*merged);
                Outlook::Newer { parts }
            }
            Self::Beside { merged, parts, newer, .. } => {
                added.push(*merged);
                Outlook::Conflict { parts, newer }
            }
            Self::Nothing => Outlook::Nothing,
            Self::Not(why) => Outlook::Impossible(why),
        }
    }
}

/// Sorts out what a backup holds: each assessment and each view once, unless two copies of it are in conflict; then the
/// texts that are to be kept as they are; and the settings.
fn sort_out(model: &Model, backup: &Backup) -> (Vec<Entry>, Option<Settings>) {
    let mut assessments: Vec<(Assessment, Vec<Problem>)> = Vec::new();
    let mut views = Views { model, all: Vec::new() };
    let mut texts = Vec::new();
    let mut settings = backup.settings.clone();
    let unreadable = |name: &str, text: &str| Entry::Text {
        name: name.chars().take(MAX_NAME).collect(),
        why: WhyNot::Unreadable,
        text: text.to_owned(),
    };
    for part in &backup.parts {
        match part {
            BackupPart::Read { assessment, problems, text } => {
                add(&mut assessments, assessment, problems);
                if let Some(text) = text {
                    texts.push(unreadable(&format!("a:{}", assessment.id.as_str()), text));
                }
            }
            BackupPart::Newer { id, schema, readable, text } => {
                texts.push(newer(id.clone(), *schema, readable.clone(), text));
            }
            BackupPart::Unreadable { text, .. } => {
                texts.push(unreadable(&name_of_text("a", text), text));
            }
        }
    }
    for node in &backup.views {
        let id = node.get("id").and_then(Node::as_text).and_then(ViewId::new);
        texts.extend(views.sort_out(node, id.as_ref(), || node.to_json()));
    }
    // When this or another device last made a backup is nothing to restore.
    for (key, text) in backup.texts.iter().filter(|(key, _)| key != BACKUPS) {
        let name = aside_name(key);
        if let Some(id) = key.strip_prefix(ASSESSMENT) {
            match read_assessment(text) {
                Ok((assessment, problems)) if assessment.id.as_str() == id => {
                    add(&mut assessments, &assessment, &problems);
                    if !problems.is_empty() {
                        texts.push(unreadable(name, text));
                    }
                }
                Err(AssessmentError::Newer { schema, readable }) => {
                    texts.push(newer(AssessmentId::new(id), schema, readable, text));
                }
                Ok(_) | Err(_) => texts.push(unreadable(name, text)),
            }
        } else if let Some(id) = key.strip_prefix(VIEW) {
            let id = ViewId::new(id);
            let node = Node::parse(text, MAX_VIEW_BYTES).unwrap_or(Node::Null);
            texts.extend(views.sort_out(&node, id.as_ref(), || text.clone()));
        } else if key == SETTINGS {
            match read_settings(text) {
                Some(found) => settings = settings.or(Some(found)),
                None => texts.push(unreadable(name, text)),
            }
        } else {
            texts.push(unreadable(name, text));
        }
    }
    // What this version understood of a newer document is only a part of it, and is not restored beside the whole.
    assessments.retain(|(assessment, _)| {
        !texts.iter().any(|entry| match entry {
            Entry::LookOnly { readable, .. } => readable.as_deref() == Some(assessment),
            _ => false,
        })
    });
    let assessments = assessments.into_iter().map(|(assessment, problems)| Entry::Assessment {
        assessment: Box::new(assessment),
        problems,
    });
    let views = views.all.into_iter().map(|(view, problems)| Entry::View { view, problems });
    (assessments.chain(views).chain(texts).collect(), settings)
}

/// The views of a backup that can be opened.
struct Views<'a> {
    model: &'a Model,
    all: Vec<(Box<View>, Vec<Problem>)>,
}

impl Views<'_> {
    /// Adds the view in this document, or puts it together with a copy that is there already. Returns what is to be kept as
    /// a text: the whole of a view of which not all can be read, or of what is none under this id.
    fn sort_out(
        &mut self,
        node: &Node,
        id: Option<&ViewId>,
        text: impl Fn() -> String,
    ) -> Option<Entry> {
        let unreadable = || {
            let text = text();
            let name = id.map_or_else(|| name_of_text("e", &text), view_name);
            Some(Entry::Text { name, why: WhyNot::Unreadable, text })
        };
        let sealed = |head: Option<Box<ViewHead>>, newer: Option<u64>| match id {
            Some(id) if head.as_ref().is_none_or(|head| head.id == *id) => {
                Some(Entry::SealedView { id: id.clone(), head, newer, text: text() })
            }
            _ => unreadable(),
        };
        match read_view_node(self.model, node) {
            Ok((view, problems)) if Some(&view.id) == id => {
                let keep = if problems.is_empty() { None } else { unreadable() };
                self.add(view, problems);
                keep
            }
            Err(ViewError::Newer { schema, head }) => sealed(head, Some(schema)),
            Err(ViewError::NewerModel(head)) => sealed(Some(head), Some(VIEW_SCHEMA)),
            Err(ViewError::OtherModel(head)) => sealed(Some(head), None),
            Ok(_) | Err(_) => unreadable(),
        }
    }

    fn add(&mut self, new: View, problems: Vec<Problem>) {
        for (there, their_problems) in &mut self.all {
            if there.id == new.id {
                let both = absorb_view(self.model, there, &new);
                if !both.conflict {
                    **there = both.view;
                    their_problems.extend(problems);
                    return;
                }
            }
        }
        self.all.push((Box::new(new), problems));
    }
}

/// The name of a text that was a view with this id.
fn view_name(id: &ViewId) -> String {
    format!("e:{}", id.as_str())
}

/// Adds an assessment, or puts it together with a copy that is there already.
fn add(all: &mut Vec<(Assessment, Vec<Problem>)>, new: &Assessment, problems: &[Problem]) {
    for (there, their_problems) in all.iter_mut() {
        if there.id == new.id && there.model.id == new.model.id {
            let both = absorb(there, new);
            if both.conflicts == 0 {
                *there = both.assessment;
                their_problems.extend_from_slice(problems);
                return;
            }
        }
    }
    all.push((new.clone(), problems.to_vec()));
}

fn newer(
    id: Option<AssessmentId>,
    schema: u64,
    readable: Option<Box<Assessment>>,
    text: &str,
) -> Entry {
    let text = text.to_owned();
    match id {
        Some(id) => Entry::LookOnly { id, schema, readable, text },
        None => Entry::Text {
            name: name_of_text("a", &text),
            why: WhyNot::WrittenByNewer { schema },
            text,
        },
    }
}

/// A name for a text that has none, of what should be an assessment (`a`) or a view (`e`): the same for the same text.
fn name_of_text(kind: &str, text: &str) -> String {
    format!("{kind}:{}", AssessmentId::from_random(hash(text)).as_str())
}

/// The part of a key that says what a text was: without the app's prefix, and without what setting aside added to it.
fn aside_name(key: &str) -> &str {
    let name = match key.strip_prefix(ASIDE) {
        Some(name) => match name.rsplit_once(':') {
            Some((name, number)) if number.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => name,
        },
        None => key.strip_prefix(PREFIX).unwrap_or(key),
    };
    if name.is_empty() { "text" } else { name }
}

/// The id of the copy that is kept beside what it is in conflict with. The same for the same copy, so that restoring a
/// file again does not add another.
fn id_beside(copy: &Assessment) -> AssessmentId {
    AssessmentId::from_random(hash(&write_assessment(copy)))
}

/// The same for a view.
fn view_beside(copy: &View) -> ViewId {
    ViewId::from_random(hash(&write_view(copy)))
}

/// The copy that is kept beside what it is in conflict with: of its own from now on.
fn beside(copy: &Assessment, id: AssessmentId, suffix: &str) -> Assessment {
    let name = name_beside(&copy.name, suffix, NAME_LIMIT);
    Assessment { id, name, response: None, ..copy.clone() }
}

/// A name with this at its end, and of no more characters than fit.
fn name_beside(name: &str, suffix: &str, limit: usize) -> String {
    let suffix: String = suffix.chars().take(limit).collect();
    let room = limit.saturating_sub(suffix.chars().count() + 1);
    let name: String = name.chars().take(room).collect();
    format!("{} {suffix}", name.trim_end()).trim().to_owned()
}

impl<K: KeyValue> Store<K> {
    /// Sorts out what a backup holds, and says of everything in it what restoring it would do. Writes nothing.
    pub fn plan(&self, model: &Model, backup: &Backup) -> RestorePlan {
        let (entries, settings) = sort_out(model, backup);
        let mut items = Vec::with_capacity(entries.len());
        // What would be here after the items before: a backup can hold two copies of one assessment.
        let mut added: Vec<Assessment> = Vec::new();
        let mut added_views: Vec<View> = Vec::new();
        for entry in &entries {
            items.push(match entry {
                Entry::Assessment { assessment, problems } => {
                    let before = added.iter().rfind(|other| other.id == assessment.id);
                    let here = match before {
                        Some(before) => Here::Whole(Box::new(before.clone())),
                        None => self.here(&assessment.id),
                    };
                    RestoreItem {
                        name: assessment.name.clone(),
                        assessment: Some((**assessment).clone()),
                        problems: problems.clone(),
                        ..RestoreItem::of(
                            self.put_together(here, assessment).outlook(assessment, &mut added),
                        )
                    }
                }
                Entry::View { view, problems } => {
                    let before = added_views.iter().rfind(|other| other.id == view.id);
                    let here = match before {
                        Some(before) => Here::Whole(Box::new(before.clone())),
                        None => self.view_here(model, &view.id),
                    };
                    let step = self.put_views_together(model, here, view);
                    RestoreItem {
                        name: view.name.clone(),
                        view: Some(ViewHead::of(view)),
                        problems: problems.clone(),
                        ..RestoreItem::of(step.outlook(view, &mut added_views))
                    }
                }
                Entry::SealedView { id, head, newer, text } => {
                    let view = head.as_deref().cloned();
                    let name = view.as_ref().map(|head| head.name.clone());
                    RestoreItem {
                        name: name.unwrap_or_else(|| id.as_str().to_owned()),
                        view,
                        bytes: text.len(),
                        ..RestoreItem::of(self.outlook_of_sealed(id, *newer, text))
                    }
                }
                Entry::LookOnly { id, schema, readable, text } => {
                    let outlook = match self.storage.get(&key_of(id)) {
                        Err(error) => Outlook::Impossible(WhyNot::Storage(error)),
                        Ok(None) if added.iter().all(|other| other.id != *id) => {
                            Outlook::LookOnly { schema: *schema }
                        }
                        Ok(Some(there)) if there == *text => Outlook::Nothing,
                        Ok(_) => {
                            let name = format!("a:{}", id.as_str());
                            let why = WhyNot::WrittenByNewer { schema: *schema };
                            self.outlook_of_text(&name, text, why)
                        }
                    };
                    let assessment = readable.as_deref().cloned();
                    let name = assessment.as_ref().map(|readable| readable.name.clone());
                    RestoreItem {
                        name: name.unwrap_or_else(|| id.as_str().to_owned()),
                        assessment,
                        bytes: text.len(),
                        ..RestoreItem::of(outlook)
                    }
                }
                Entry::Text { name, why, text } => RestoreItem {
                    name: name.clone(),
                    bytes: text.len(),
                    ..RestoreItem::of(self.outlook_of_text(name, text, why.clone()))
                },
            });
        }
        RestorePlan { items, entries, settings, made: backup.created }
    }

    /// Restores the chosen items of a plan. Each is written for itself: when there is no room for one, those before are whole
    /// and those after are tried. What is here is looked at anew, so that what has changed since the plan was made counts.
    ///
    /// `suffix` is added to the name of a copy that is kept beside what it is in conflict with. Settings are taken over
    /// where this device has none.
    pub fn apply(
        &self,
        model: &Model,
        plan: &RestorePlan,
        chosen: impl Fn(usize, &RestoreItem) -> bool,
        suffix: &str,
    ) -> RestoreOutcome {
        let mut outcome = RestoreOutcome::default();
        for (place, (item, entry)) in plan.items.iter().zip(&plan.entries).enumerate() {
            if !chosen(place, item) {
                continue;
            }
            let result = match entry {
                Entry::Assessment { assessment, .. } => {
                    self.take_back(assessment, suffix, &mut outcome.assessments)
                }
                Entry::LookOnly { id, text, .. } => self.take_back_newer(id, text),
                Entry::View { view, .. } => {
                    self.take_back_view(model, view, suffix, &mut outcome.views)
                }
                Entry::SealedView { id, text, .. } => self.take_back_sealed(id, text),
                Entry::Text { name, text, .. } => self.take_aside(name, text),
            };
            outcome.items.push(Restored { place, name: item.name.clone(), result });
        }
        if let (Some(settings), Ok(None)) = (&plan.settings, self.storage.get(SETTINGS)) {
            outcome.settings = self.save_settings(settings).is_ok().then(|| settings.clone());
        }
        outcome
    }

    fn outlook_of_sealed(&self, id: &ViewId, newer: Option<u64>, text: &str) -> Outlook {
        match self.storage.get(&view_key_of(id)) {
            Err(error) => Outlook::Impossible(WhyNot::Storage(error)),
            Ok(None) => newer.map_or(Outlook::New, |schema| Outlook::LookOnly { schema }),
            Ok(Some(there)) if there == text => Outlook::Nothing,
            Ok(_) => {
                let why =
                    newer.map_or(WhyNot::Unreadable, |schema| WhyNot::WrittenByNewer { schema });
                self.outlook_of_text(&view_name(id), text, why)
            }
        }
    }

    fn here(&self, id: &AssessmentId) -> Here<Assessment> {
        let key = key_of(id);
        match self.storage.get(&key) {
            Err(error) => return Here::Not(WhyNot::Storage(error)),
            Ok(None) => return Here::Nothing,
            Ok(Some(text)) => match read_assessment(&text) {
                Ok((here, problems)) if problems.is_empty() && here.id == *id => {
                    return Here::Whole(Box::new(here));
                }
                Err(AssessmentError::Newer { schema, .. }) => {
                    return Here::Not(WhyNot::HereNewer { schema });
                }
                Ok(_) | Err(_) => {}
            },
        }
        Here::Not(WhyNot::HereDamaged)
    }

    fn put_together(
        &self,
        here: Here<Assessment>,
        copy: &Assessment,
    ) -> Step<Assessment, AssessmentId> {
        let here = match here {
            Here::Nothing => return Step::Add,
            Here::Not(why) => return Step::Not(why),
            Here::Whole(here) => here,
        };
        let (merged, newer, conflicts) = if here.model.id == copy.model.id {
            let both = absorb(&here, copy);
            (Box::new(both.assessment), both.newer, both.conflicts)
        } else {
            // Answers to different questions are not put together.
            (here, 0, copy.entries.len().max(1))
        };
        if conflicts > 0 {
            let beside = id_beside(copy);
            // Is it there, from an earlier time, then it is the person's to change or to delete.
            if !matches!(self.storage.get(&key_of(&beside)), Ok(Some(_))) {
                return Step::Beside { merged, copy: beside, parts: conflicts, newer };
            }
        }
        if newer > 0 { Step::Merge { merged, parts: newer } } else { Step::Nothing }
    }

    fn take_back(
        &self,
        copy: &Assessment,
        suffix: &str,
        written: &mut Vec<Assessment>,
    ) -> Result<Written, WhyNot> {
        let mut save = |assessment: &Assessment| {
            let saved = self.save(assessment).map_err(WhyNot::Storage)?;
            written.retain(|other: &Assessment| other.id != saved.id);
            written.push(saved);
            Ok(())
        };
        let id = copy.id.clone();
        match self.put_together(self.here(&id), copy) {
            Step::Add => save(copy).map(|()| Written::Added(id)),
            Step::Merge { merged, parts } => save(&merged).map(|()| Written::Merged { id, parts }),
            Step::Beside { merged, copy: copy_id, newer, .. } => {
                // The copy first: without it the rest of the backup's would still be only in the file.
                save(&beside(copy, copy_id.clone(), suffix))?;
                if newer > 0 {
                    save(&merged)?;
                }
                Ok(Written::Beside { id, copy: copy_id })
            }
            Step::Nothing => Ok(Written::Nothing),
            Step::Not(why) => Err(why),
        }
    }

    fn view_here(&self, model: &Model, id: &ViewId) -> Here<View> {
        match self.storage.get(&view_key_of(id)) {
            Err(error) => Here::Not(WhyNot::Storage(error)),
            Ok(None) => Here::Nothing,
            Ok(Some(text)) => match read_view(model, &text) {
                Ok((here, problems)) if problems.is_empty() && here.id == *id => {
                    Here::Whole(Box::new(here))
                }
                Err(ViewError::Newer { schema, .. }) => Here::Not(WhyNot::HereNewer { schema }),
                Err(ViewError::NewerModel(_)) => {
                    Here::Not(WhyNot::HereNewer { schema: VIEW_SCHEMA })
                }
                Ok(_) | Err(_) => Here::Not(WhyNot::HereDamaged),
            },
        }
    }

    fn put_views_together(
        &self,
        model: &Model,
        here: Here<View>,
        copy: &View,
    ) -> Step<View, ViewId> {
        let here = match here {
            Here::Nothing => return Step::Add,
            Here::Not(why) => return Step::Not(why),
            Here::Whole(here) => here,
        };
        let both = absorb_view(model, &here, copy);
        let newer = both.responses + usize::from(both.settings);
        let merged = Box::new(both.view);
        if both.conflict {
            let beside = view_beside(copy);
            // Is it there, from an earlier time, then it is the person's to change or to delete.
            if !matches!(self.storage.get(&view_key_of(&beside)), Ok(Some(_))) {
                return Step::Beside { merged, copy: beside, parts: 1, newer };
            }
        }
        if newer > 0 { Step::Merge { merged, parts: newer } } else { Step::Nothing }
    }

    fn take_back_view(
        &self,
        model: &Model,
        copy: &View,
        suffix: &str,
        written: &mut Vec<ViewId>,
    ) -> Result<Written, WhyNot> {
        let mut save = |view: View| {
            let id = view.id.clone();
            self.save_view(model, None, &Arc::new(view)).map_err(WhyNot::Storage)?;
            if !written.contains(&id) {
                written.push(id);
            }
            Ok(())
        };
        let id = copy.id.clone();
        match self.put_views_together(model, self.view_here(model, &id), copy) {
            Step::Add => save(copy.clone()).map(|()| Written::ViewAdded(id)),
            Step::Merge { merged, parts } => {
                save(*merged).map(|()| Written::ViewMerged { id, parts })
            }
            Step::Beside { merged, copy: copy_id, newer, .. } => {
                // The copy first: without it the rest of the backup's would still be only in the file.
                let name = name_beside(&copy.name, suffix, VIEW_NAME_LIMIT);
                save(View { id: copy_id.clone(), name, ..copy.clone() })?;
                if newer > 0 {
                    save(*merged)?;
                }
                Ok(Written::ViewBeside { id, copy: copy_id })
            }
            Step::Nothing => Ok(Written::Nothing),
            Step::Not(why) => Err(why),
        }
    }

    /// Stores a view that cannot be opened here to the letter, under its own key if nothing is there.
    fn take_back_sealed(&self, id: &ViewId, text: &str) -> Result<Written, WhyNot> {
        let key = view_key_of(id);
        match self.storage.get(&key).map_err(WhyNot::Storage)? {
            None => {
                self.write(&key, text).map_err(WhyNot::Storage)?;
                Ok(Written::ViewAdded(id.clone()))
            }
            Some(there) if there == text => Ok(Written::Nothing),
            Some(_) => self.take_aside(&view_name(id), text),
        }
    }

    /// Stores what this version does not understand to the letter, under its own key if nothing is there.
    fn take_back_newer(&self, id: &AssessmentId, text: &str) -> Result<Written, WhyNot> {
        let key = key_of(id);
        match self.storage.get(&key).map_err(WhyNot::Storage)? {
            None => {
                self.write(&key, text).map_err(WhyNot::Storage)?;
                Ok(Written::Added(id.clone()))
            }
            Some(there) if there == text => Ok(Written::Nothing),
            Some(_) => self.take_aside(&format!("a:{}", id.as_str()), text),
        }
    }

    fn outlook_of_text(&self, name: &str, text: &str, why: WhyNot) -> Outlook {
        match self.find_aside(name, text) {
            Ok(Some(_)) => Outlook::Nothing,
            Ok(None) => Outlook::Aside(why),
            Err(error) => Outlook::Impossible(WhyNot::Storage(error)),
        }
    }

    fn take_aside(&self, name: &str, text: &str) -> Result<Written, WhyNot> {
        if self.find_aside(name, text).map_err(WhyNot::Storage)?.is_some() {
            return Ok(Written::Nothing);
        }
        let key = self.copy_aside(&format!("{PREFIX}{name}"), text).map_err(WhyNot::Storage)?;
        Ok(Written::Aside(key))
    }

    /// The key under which this very text is kept already: where it would be put aside, or where it was left because
    /// there was no room.
    fn find_aside(&self, name: &str, text: &str) -> Result<Option<String>, StorageError> {
        let own = format!("{PREFIX}{name}");
        if self.storage.get(&own)?.is_some_and(|there| there == text) {
            return Ok(Some(own));
        }
        for number in 1_u32.. {
            let key = format!("{ASIDE}{name}:{number}");
            match self.storage.get(&key)? {
                Some(there) if there == text => return Ok(Some(key)),
                Some(_) => {}
                None => break,
            }
        }
        Ok(None)
    }
}
