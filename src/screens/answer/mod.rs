//! Answering: one principle at a time, with the dial and the list of all principles beside it.

mod overview;
mod practice;

use leptos::prelude::*;

use super::parts::read_only;
use crate::{
    app::App,
    platform,
    ui::{El, el, link_button, nothing, paragraph, screen_title},
};
use domain::{
    assessment::{Assessment, AssessmentId},
    model::{Principle, Profile},
    scoring::{Scores, neighbours, score, where_to_go_on},
    text::Key,
};
use workspace::{route::Route, store::Shelved};

/// What the parts of the answering screen share.
#[derive(Clone, Copy)]
struct Answering {
    app: App,
    /// The assessment, following its changes.
    shelved: Memo<Option<Shelved>>,
    /// Its scores.
    scores: Memo<Option<Scores>>,
    /// The place of the open principle in the model; `None` for one that does not exist or is out of scope.
    place: Memo<Option<usize>>,
}

impl Answering {
    /// Reads something of the assessment; the default when it is gone.
    fn read<T: Default>(self, look: impl Fn(&Assessment) -> T) -> T {
        self.shelved
            .with(|shelved| shelved.as_ref().map(|s| look(&s.assessment)))
            .unwrap_or_default()
    }

    /// Reads something of the scores.
    fn read_scores<T: Default>(self, look: impl Fn(&Scores) -> T) -> T {
        self.scores.with(|scores| scores.as_ref().map(look)).unwrap_or_default()
    }

    /// The open principle.
    fn principle(self) -> Option<(usize, &'static Principle)> {
        let place = self.place.get()?;
        Some((place, self.app.model().principles.get(place)?))
    }
}

/// The answering screen.
pub(super) fn answering(app: App, id: AssessmentId) -> El {
    let model = app.model();
    let shelved = app.assessment(id.clone());
    let scores = Memo::new(move |_| {
        shelved.with(|shelved| shelved.as_ref().map(|s| score(model, &s.assessment)))
    });
    let place = Memo::new(move |_| {
        let Route::Answer(_, principle) = app.route.get() else { return None };
        let profile = shelved.with(|s| s.as_ref().map(|s| s.assessment.profile))?;
        model.principles.iter().position(|p| p.id == principle && p.is_asked(profile))
    });
    let answering = Answering { app, shelved, scores, place };
    lead_on(answering, id.clone());
    Effect::new(move |_| {
        if let Some((_, principle)) = answering.principle() {
            app.title_text(&principle.title);
        }
    });
    let sheet_id = id.clone();
    // The profile can change as well: in another tab.
    let profile = Memo::new(move |_| answering.read(|assessment| Some(assessment.profile)));
    Effect::new(move |_| {
        // The examples for large ecosystems are not among what is loaded first.
        if profile.get().is_some_and(|profile| !profile.scale.is_small()) {
            app.want_rest();
        }
    });
    let sheet = el("article").class("sheet").live(move || {
        // Read and not only tracked: a memo that nobody has read yet counts as changed by the first answer.
        let profile = profile.get();
        match profile.zip(answering.principle()) {
            Some((profile, (place, principle))) => {
                let sheet = PrincipleSheet { answering, profile, place, principle };
                sheet.parts(sheet_id.clone()).into_any()
            }
            None => out_of_scope(app),
        }
    });
    el("div").class("desk").el(overview::overview(answering, id)).el(sheet)
}

/// A link to the assessment as such leads to where it is best to go on.
fn lead_on(answering: Answering, id: AssessmentId) {
    let app = answering.app;
    Effect::new(move |_| {
        let Route::Answer(_, principle) = app.route.get() else { return };
        if !principle.is_empty() {
            return;
        }
        let best = answering
            .shelved
            .with_untracked(|shelved| where_to_go_on(app.model(), &shelved.as_ref()?.assessment));
        if let Some(best) = best {
            let route = Route::Answer(id.clone(), best.id.clone());
            platform::replace_hash(&route.href());
            app.route.set(route);
        }
    });
}

fn out_of_scope(app: App) -> AnyView {
    let Route::Answer(assessment, id) = app.route.get() else { return nothing() };
    if id.is_empty() {
        return nothing();
    }
    let way_on = Route::Answer(assessment, String::new()).href();
    app.title(Key::AnswerNotInScopeTitle);
    let name = app.model().principle(&id).map_or(id, |principle| principle.title.clone());
    let words = app.speech().fill(Key::AnswerNotInScope, &[("principle", &name)]);
    let parts: Vec<AnyView> = vec![
        screen_title(app.say(Key::AnswerNotInScopeTitle)).view(),
        paragraph("lead break", words).attr("dir", "auto").view(),
        el("p").el(link_button("button", way_on, app.say(Key::AnswerContinue))).view(),
    ];
    parts.into_any()
}

/// One principle with its practices. The profile does not change while it is shown.
#[derive(Clone, Copy)]
struct PrincipleSheet {
    answering: Answering,
    profile: Profile,
    /// The place of the principle in the model.
    place: usize,
    principle: &'static Principle,
}

impl PrincipleSheet {
    fn parts(self, id: AssessmentId) -> Vec<AnyView> {
        let Self { answering, profile, place, principle } = self;
        let app = answering.app;
        let speech = app.speech();
        // Untracked: the cards are not built anew by an answer.
        let reason = untrack(|| answering.shelved.with(|s| s.as_ref()?.read_only.clone()));
        let position = speech.fill(
            Key::AnswerPlace,
            &[
                ("place", &speech.locale.whole(place as u64 + 1)),
                ("total", &speech.locale.whole(app.model().principles.len() as u64)),
            ],
        );
        let numbering = app.model().numbering.as_str();
        let eyebrow = if numbering.is_empty() {
            position
        } else {
            format!("{position} · {numbering} {}", principle.clause)
        };
        let head = el("header")
            .class("principle-head")
            .el(paragraph("eyebrow", eyebrow))
            .el(screen_title(principle.title.as_str()))
            .el(paragraph("purpose", principle.purpose.as_str()))
            .el(paragraph("quiet", principle.why.as_str()))
            .maybe(reason.as_ref().map(|reason| read_only(app, reason)));
        let mut parts = vec![head.view()];
        parts.extend(principle.in_scope(profile).map(|practice| {
            practice::practice_card(answering, id.clone(), practice, profile).view()
        }));
        parts.push(self.turn(id).view());
        parts
    }

    /// To the principles before and after.
    fn turn(self, id: AssessmentId) -> El {
        let app = self.answering.app;
        let [before, after] = neighbours(app.model(), self.profile, self.place);
        let link = |class: &'static str, principle: &'static Principle, key: Key| {
            let words = app.speech().fill(key, &[("principle", &principle.title)]);
            link_button(class, Route::Answer(id.clone(), principle.id.clone()).href(), words)
        };
        let before = before.map(|principle| link("button", principle, Key::AnswerPrevious));
        let after = match after {
            Some(principle) => link("button primary", principle, Key::AnswerNext),
            None => {
                let href = Route::Results(id.clone()).href();
                link_button("button primary", href, app.say(Key::AnswerResults))
            }
        };
        el("nav")
            .class("turn")
            .attr("aria-label", app.say(Key::AnswerTurn))
            .el(paragraph("quiet", app.say(Key::AnswerOrder)))
            .maybe(before)
            .el(after)
    }
}
