//! Targets and impact, gaps and priorities, and the roadmap with its actions.
//!
//! Owns what is bound to which part of the assessment, so that a control keeps focus and caret while a person types: the
//! screen is built once, and what it shows follows memos. Must not know how priorities or steps are found.

mod aims;
mod priorities;
mod group;
mod card;
mod roadmap;

use leptos::prelude::*;

use super::parts::read_only;
use crate::{
    app::App,
    ui::{El, el, heading, link_button, nothing, paragraph},
};
use domain::{
    assessment::{ACTIONS_LIMIT, Action, ActionId, Assessment, AssessmentId, Msg},
    model::{Level, Profile},
    scoring::{self, Gap, RoadmapItem, Scores, impacts, score, targets},
    text::{Key, Speech},
};
use report::{plan_sentence, words::profile_line};
use workspace::{
    route::Route,
    store::{ReadOnly, Shelved},
};

/// The numbers of the screen, worked out once for each change.
#[derive(Clone, PartialEq)]
struct Figures {
    scores: Scores,
    targets: Vec<Level>,
    impacts: Vec<u64>,
    /// In the order of priorities.
    gaps: Vec<Gap>,
}

/// What the parts of the screen share.
#[derive(Clone, Copy)]
struct Sheet {
    app: App,
    id: StoredValue<AssessmentId>,
    shelved: Memo<Option<Shelved>>,
    figures: Memo<Option<Figures>>,
    /// The roadmap. It counts as changed whenever the assessment is; what is read of it does not.
    items: Memo<Vec<RoadmapItem<'static>>>,
    profile: Profile,
    read_only: bool,
}

impl Sheet {
    fn speech(self) -> Speech<'static> {
        self.app.speech()
    }

    fn say(self, key: Key) -> &'static str {
        self.app.say(key)
    }

    /// Reads something of the assessment; the default when it is gone.
    fn read<T: Default>(self, look: impl Fn(&Assessment) -> T) -> T {
        self.shelved
            .with(|shelved| shelved.as_ref().map(|s| look(&s.assessment)))
            .unwrap_or_default()
    }

    /// Reads something of the numbers.
    fn figure<T: Default>(self, look: impl Fn(&Figures) -> T) -> T {
        self.figures.with(|figures| figures.as_ref().map(look)).unwrap_or_default()
    }

    /// What the principle at a place has for a gap, if it has a score.
    fn gap(self, place: usize) -> Option<Gap> {
        self.figure(|figures| figures.gaps.iter().find(|gap| gap.place == place).copied())
    }

    fn whole(self, number: u64) -> String {
        self.speech().locale.whole(number)
    }

    fn level(self, level: Level) -> String {
        self.whole(u64::from(level.number()))
    }

    fn principle_title(self, place: usize) -> &'static str {
        self.app.model().principles.get(place).map_or("", |principle| principle.title.as_str())
    }

    /// What a control is for, for those who hear it without seeing its row.
    fn of_principle(self, what: Key, principle: &str) -> String {
        let gaps = [("what", self.say(what)), ("principle", principle)];
        self.speech().fill(Key::PlanOfPrinciple, &gaps)
    }

    fn dispatch(self, msg: Msg) {
        self.id.with_value(|id| self.app.dispatch(id, msg));
    }

    /// Writes an action; says so when the plan has no room for another one.
    fn write(self, id: ActionId, action: Action) -> bool {
        let full = self.shelved.with_untracked(|shelved| {
            shelved.as_ref().is_some_and(|s| {
                let plan = &s.assessment.plan;
                plan.len() >= ACTIONS_LIMIT && !plan.contains_key(&id)
            })
        });
        if full {
            self.app.tell(self.speech().count(Key::PlanFull, ACTIONS_LIMIT as u64, &[]));
        } else {
            self.dispatch(Msg::SetAction(id, action));
        }
        !full
    }

    /// Disables a control of what can only be looked at.
    fn guard(self, control: El) -> El {
        if self.read_only { control.attr("disabled", "") } else { control }
    }
}

/// What decides how the screen is built; everything else only decides what it shows.
#[derive(Clone, PartialEq)]
struct Frame {
    profile: Profile,
    read_only: Option<ReadOnly>,
    is_empty: bool,
}

/// The screen.
pub(super) fn plan(app: App, id: AssessmentId) -> El {
    let model = app.model();
    let shelved = app.assessment(id.clone());
    let figures = Memo::new(move |_| {
        shelved.with(|shelved| {
            let assessment = &shelved.as_ref()?.assessment;
            let scores = score(model, assessment);
            let (targets, impacts) = (targets(model, assessment), impacts(model, assessment));
            let gaps = scoring::priorities(scores.scored(), &targets, &impacts);
            Some(Figures { scores, targets, impacts, gaps })
        })
    });
    let items = Memo::new_with_compare(
        move |_| {
            shelved.with(|shelved| {
                let shelved = shelved.as_ref();
                shelved.map(|s| scoring::roadmap(model, &s.assessment)).unwrap_or_default()
            })
        },
        |_, _| true,
    );
    let frame = Memo::new(move |_| {
        shelved.with(|shelved| {
            let Shelved { assessment, read_only } = shelved.as_ref()?;
            let answered = model
                .in_scope(assessment.profile)
                .any(|practice| assessment.answer(&practice.id).is_some());
            let is_empty = !answered && assessment.plan.is_empty();
            Some(Frame { profile: assessment.profile, read_only: read_only.clone(), is_empty })
        })
    });
    let id = StoredValue::new(id);
    el("article").class("page plan").live(move || {
        let Some(Frame { profile, read_only, is_empty }) = frame.get() else { return nothing() };
        let is_read_only = read_only.is_some();
        let sheet = Sheet { app, id, shelved, figures, items, profile, read_only: is_read_only };
        let mut parts = vec![head(sheet, read_only.as_ref(), is_empty)];
        if !is_empty {
            parts.push(aims::aims(sheet));
            parts.push(priorities::priorities(sheet));
            parts.push(roadmap::roadmap(sheet));
        }
        let parts: Vec<AnyView> = parts.into_iter().map(El::view).collect();
        parts.into_any()
    })
}

fn head(sheet: Sheet, reason: Option<&ReadOnly>, is_empty: bool) -> El {
    let app = sheet.app;
    let name = Memo::new(move |_| sheet.read(|assessment| app.name_of(assessment)));
    Effect::new(move |_| {
        app.title_text(&sheet.speech().fill(Key::PlanOf, &[("name", &name.get())]));
    });
    let title =
        el("h1").attr("tabindex", "-1").attr("dir", "auto").live_text(move || name.get().into());
    let profile = sheet.shelved.with_untracked(|shelved| {
        let profile = shelved.as_ref().map(|s| s.assessment.profile);
        profile.map(|profile| profile_line(app.model(), profile)).unwrap_or_default()
    });
    let head = el("header")
        .class("results-head plan-head")
        .el(paragraph("eyebrow", sheet.say(Key::PlanTitle)))
        .el(title)
        .el(paragraph("quiet", profile))
        .maybe(reason.map(|reason| read_only(app, reason)));
    let answer = sheet.id.with_value(|id| Route::Answer(id.clone(), String::new()).href());
    if is_empty {
        return head.el(el("section")
            .class("nothing-yet")
            .el(heading("h2", sheet.say(Key::PlanEmptyTitle)))
            .el(paragraph("", sheet.say(Key::PlanEmpty)))
            .el(el("p").class("no-print").el(link_button(
                "button primary",
                answer,
                sheet.say(Key::AnswerContinue),
            ))));
    }
    let sentence = move || {
        let (model, speech) = (app.model(), sheet.speech());
        let look = |f: &Figures| plan_sentence(model, &f.scores, &f.targets, &f.gaps, speech);
        sheet.figure(look).into()
    };
    let open = Memo::new(move |_| sheet.figure(|f| f.scores.overall.counts.unanswered()));
    let partial = move || match open.get() {
        0 => nothing(),
        open => el("p")
            .class("partial")
            .text(sheet.speech().count(Key::PlanPartial, open as u64, &[]))
            .text(" ")
            .el(el("a").attr("href", answer.clone()).text(sheet.say(Key::AnswerContinue)))
            .view(),
    };
    head.el(el("p").class("plan-sentence").live_text(sentence)).live(partial)
}
