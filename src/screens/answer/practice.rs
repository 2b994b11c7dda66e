//! One practice: question, ladder of levels, the two answers beside it, evidence and note.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlTextAreaElement, KeyboardEvent};

use super::Answering;
use crate::{
    app::App,
    platform,
    ui::{self, El, Limit, el, fold_under, paragraph, quiet_button, text_area},
};
use domain::{
    assessment::{Answer, AssessmentId, Entry, Evidence, Msg, NOTE_LIMIT},
    model::{Level, Practice, Profile, Scale},
    text::Key,
};

/// How many characters before the end of a note the person is told how many are left.
const NEARLY_FULL: usize = 500;

/// What the parts of a card share.
#[derive(Clone)]
struct PracticeCard {
    app: App,
    id: AssessmentId,
    practice: &'static Practice,
    entry: Memo<Entry>,
    read_only: bool,
}

impl PracticeCard {
    fn answer(&self) -> Option<Answer> {
        self.entry.with(|entry| entry.answer)
    }

    fn set(&self, answer: Option<Answer>) {
        self.app.dispatch(&self.id, Msg::SetAnswer(self.practice.id.clone(), answer));
    }

    /// The id of a control or of a text of this card.
    fn control(&self, part: &str) -> String {
        format!("{}-{part}", self.practice.id)
    }

    fn focus(&self, answer: Answer) {
        platform::focus(&format!("[id=\"{}\"]", self.control(answer.token())));
    }

    /// Answers by a single key, unless it goes into a text or means something to the browser.
    fn press(&self, event: Event) {
        let typing = event.target().is_some_and(|t| t.has_type::<HtmlTextAreaElement>());
        let Ok(event) = event.dyn_into::<KeyboardEvent>() else { return };
        let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
        let on = self.app.settings.with_untracked(|settings| settings.shortcuts);
        if !on || modified || typing || self.read_only {
            return;
        }
        if let Some(answer) = Answer::from_key(&event.key()) {
            event.prevent_default();
            self.set(Some(answer));
            self.focus(answer);
        }
    }
}

/// The card of a practice. The profile does not change while it is shown.
pub(super) fn practice_card(
    answering: Answering,
    id: AssessmentId,
    practice: &'static Practice,
    profile: Profile,
) -> El {
    let app = answering.app;
    let entry = Memo::new(move |_| {
        answering
            .read(|assessment| assessment.entries.get(&practice.id).cloned())
            .unwrap_or_default()
    });
    let read_only =
        answering.shelved.with_untracked(|s| s.as_ref().is_some_and(|s| s.read_only.is_some()));
    let card = PracticeCard { app, id, practice, entry, read_only };
    let keyed = card.clone();
    let example = el("p")
        .class("example")
        .live_prop("hidden", move || example(app, practice, profile.scale).is_empty().into())
        .el(el("span").class("quiet").text(app.say(Key::AnswerExample)))
        .text(" ")
        .el(el("span").live_text(move || example(app, practice, profile.scale).into()));
    let group = el("fieldset")
        .attr("data-practice", practice.id.as_str())
        .attr("aria-describedby", card.control("ask"))
        .on("keydown", move |event| keyed.press(event))
        .el(el("legend").text(practice.title.as_str()))
        .el(paragraph("ask", practice.ask(profile.role)).attr("id", card.control("ask")))
        .el(example)
        .el(paragraph("rule-here quiet", app.model().answer_rule.as_str()))
        .el(ladder(&card, profile))
        .el(beside(&card));
    // Evidence and note stand outside of the group: its radios are the answers and nothing else.
    el("div")
        .class("practice")
        .attr("role", "group")
        .attr("aria-label", practice.title.as_str())
        .el(group)
        .el(more(&card))
}

/// The example for a scale. Those for large ecosystems are among what is loaded after the first screens.
fn example(app: App, practice: &'static Practice, scale: Scale) -> &'static str {
    let there = practice.example(scale);
    if !there.is_empty() || !app.is_complete() {
        return there;
    }
    app.model().practice(&practice.id).map_or("", |(_, practice)| practice.example(scale))
}

fn radio(card: &PracticeCard, answer: Answer) -> El {
    let (shown, chosen, disabled) = (card.clone(), card.clone(), card.read_only);
    let is_chosen = move || shown.answer() == Some(answer);
    let name = card.practice.id.as_str();
    ui::radio(name, answer.token(), is_chosen, move || chosen.set(Some(answer)))
        .attr("id", card.control(answer.token()))
        .maybe_attr("disabled", disabled.then(String::new))
}

/// The five levels, each building on the one before.
fn ladder(card: &PracticeCard, profile: Profile) -> El {
    let levels = &card.app.model().levels;
    // The circle shows the number by its style; this is for those who hear the screen.
    let number = |level: Level| format!("{} ", level.number());
    let rungs = card.practice.descriptors(profile.role).iter().map(|(level, descriptor)| {
        let now = card.clone();
        let below =
            move || now.answer().and_then(Answer::level).is_some_and(|chosen| level < chosen);
        el("label")
            .class("rung")
            .live_class("below", below)
            .el(radio(card, Answer::Rated(level)))
            .el(el("span")
                .class("rung-words")
                .el(el("span")
                    .class("rung-name")
                    .el(el("span").class("visually-hidden").text(number(level)))
                    .text(levels.at(level).name.as_str()))
                .el(el("span").class("descriptor").text(descriptor.as_str())))
    });
    el("div").class("ladder").els(rungs)
}

/// The two answers that are no level, and taking an answer back.
fn beside(card: &PracticeCard) -> El {
    let app = card.app;
    let words = &app.model().answers;
    let choices =
        [(Answer::Unknown, &words.unknown), (Answer::NotApplicable, &words.not_applicable)];
    let pills = choices.map(|(answer, words)| {
        el("label").class("pill").el(radio(card, answer)).el(el("span").text(words.as_str()))
    });
    let (take_back, state) = (card.clone(), card.clone());
    let label =
        app.speech().fill(Key::AnswerTakeBackLabel, &[("practice", card.practice.title.as_str())]);
    let take_back = quiet_button(app.say(Key::AnswerTakeBack), label, move || {
        take_back.set(None);
        // The button is gone with the answer; the focus must not be.
        if let Some(first) = Answer::from_token("1") {
            take_back.focus(first);
        }
    })
    .class("quiet-button take-back")
    .live_prop("disabled", move || (state.read_only || state.answer().is_none()).into());
    el("div").class("beside").els(pills).el(take_back)
}

/// Evidence grade, examples of evidence and a note: there on demand, never in the way.
fn more(card: &PracticeCard) -> El {
    let app = card.app;
    let entry = card.entry;
    let summary = move || {
        let filled = entry.with(|e| e.evidence != Evidence::default() || !e.note.is_empty());
        app.say(if filled { Key::AnswerMoreFilled } else { Key::AnswerMore }).into()
    };
    let id = card.practice.id.as_str();
    // They are among what is loaded after the first screens.
    let examples = move || {
        if !app.is_complete() {
            return "".into();
        }
        let practice = app.model().practice(id).map(|(_, practice)| practice);
        let examples = practice.map(|practice| app.speech().locale.list(&practice.evidence));
        let gaps = [("examples", examples.as_deref().unwrap_or_default())];
        app.speech().fill(Key::AnswerEvidenceExamples, &gaps).into()
    };
    fold_under("more", el("summary").live_text(summary))
        .el(evidence_grades(card))
        .el(el("p").class("hint").live_text(examples))
        .el(note(card))
}

fn evidence_grades(card: &PracticeCard) -> El {
    let app = card.app;
    let entry = card.entry;
    let grades = Evidence::ALL.into_iter().zip(&app.model().evidence_grades);
    let grades = grades.map(|(grade, words)| {
        let set = card.clone();
        let radio = ui::radio(
            card.control("evidence"),
            grade.number().to_string(),
            move || entry.with(|e| e.evidence == grade),
            move || app.dispatch(&set.id, Msg::SetEvidence(set.practice.id.clone(), grade)),
        )
        .maybe_attr("disabled", card.read_only.then(String::new));
        ui::grade(radio, words.name.as_str(), words.definition.as_str())
    });
    el("fieldset").class("grades").el(el("legend").text(app.say(Key::AnswerEvidence))).els(grades)
}

fn note(card: &PracticeCard) -> El {
    let app = card.app;
    let speech = app.speech();
    let entry = card.entry;
    let limit = Limit::new(NOTE_LIMIT);
    let label = move || {
        let na = entry.with(|entry| entry.answer == Some(Answer::NotApplicable));
        app.say(if na { Key::AnswerNoteNa } else { Key::AnswerNote }).into()
    };
    let left = move || {
        let left = NOTE_LIMIT - entry.with(|e| e.note.chars().count()).min(NOTE_LIMIT);
        if limit.was_exceeded() {
            speech.count(Key::AnswerNoteCut, NOTE_LIMIT as u64, &[]).into()
        } else if left < NEARLY_FULL {
            speech.count(Key::AnswerNoteLeft, left as u64, &[]).into()
        } else {
            "".into()
        }
    };
    let written = card.clone();
    let area = text_area("3", move || entry.with(|entry| entry.note.as_str().into()))
        .attr("dir", "auto")
        .attr("aria-describedby", card.control("note-hint"))
        .maybe_attr("readonly", card.read_only.then(String::new));
    let area = limit.of(area, move |text| {
        app.dispatch(&written.id, Msg::SetNote(written.practice.id.clone(), text));
    });
    let hint = el("p")
        .class("hint")
        .attr("id", card.control("note-hint"))
        .text(app.say(Key::AnswerNoteHint))
        .text(" ")
        // Not with every letter: only what was lost is said aloud.
        .el(el("span")
            .live_attr("aria-live", move || limit.was_exceeded().then_some("polite".into()))
            .live_text(left));
    el("div")
        .class("field")
        .el(el("label").attr("for", card.control("note")).live_text(label))
        .el(area.attr("id", card.control("note")))
        .el(hint)
}
