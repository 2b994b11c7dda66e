//! What has changed since the round before, or since another assessment of this device that the person chooses.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    app::App,
    screens::parts::{result::Outcome, version_note},
    ui::{El, el, field_of, heading, nothing, option, paragraph, select},
};
use domain::{
    assessment::{Assessment, AssessmentId},
    scoring::compare::compare,
    text::Key,
};
use report::{change_sentence, comparison_note, obstacle, words::dated_name};
use workspace::route::Route;

/// The section; nothing while there is no other assessment and no round before.
pub(super) fn change(outcome: &Arc<Outcome>) -> Option<El> {
    let app = outcome.app;
    let Assessment { id: own, follows, .. } = &outcome.assessment;
    let all = untrack(|| app.all_beside(own));
    let others: Vec<Assessment> =
        all.iter().map(|shelved| shelved.assessment.clone()).filter(|one| one.id != *own).collect();
    let before = follows.clone().filter(|id| others.iter().any(|other| other.id == *id));
    let gone = follows.is_some() && before.is_none();
    if others.is_empty() && !gone {
        return None;
    }
    let chosen = RwSignal::new(before);
    let gone = gone.then(|| paragraph("quiet", app.say(Key::ResultsChangeGone)));
    let choice = (!others.is_empty()).then(|| choice(app, &others, chosen));
    let outcome = Arc::clone(outcome);
    Some(
        el("section")
            .class("change")
            // A heading over nothing has no place on paper.
            .live_class("no-print", move || chosen.with(Option::is_none))
            .el(heading("h2", app.say(Key::ResultsChangeTitle)))
            .maybe(gone)
            .maybe(choice)
            .live(move || {
                let id = chosen.get();
                match others.iter().find(|other| Some(&other.id) == id.as_ref()) {
                    Some(other) => words(&outcome, other),
                    None => nothing(),
                }
            }),
    )
}

fn choice(app: App, others: &[Assessment], chosen: RwSignal<Option<AssessmentId>>) -> El {
    let before = chosen.get_untracked();
    let pick = option("", app.say(Key::ResultsChangePick), false);
    let options = others.iter().map(|other| {
        let words = dated_name(&app.name_of(other), other.changed, app.speech());
        option(other.id.as_str().to_owned(), words, before.as_ref() == Some(&other.id))
    });
    let options = std::iter::once(pick).chain(options);
    let select = select(options, move |id| chosen.set(AssessmentId::new(&id)));
    field_of("field no-print", "change-with", app.say(Key::ResultsChangeWith), select)
}

fn words(outcome: &Outcome, other: &Assessment) -> AnyView {
    let app = outcome.app;
    let (model, speech) = (app.model(), app.speech());
    match compare(model, other, &outcome.assessment) {
        Ok(comparison) => {
            let note = comparison_note(model, [other, &outcome.assessment], &comparison, speech);
            let note = note.map(|note| version_note(app, note).view());
            let way = Route::Compare(other.id.clone(), outcome.assessment.id.clone()).href();
            let sentence = change_sentence(&comparison, &model.scoring, speech);
            let link = el("a").attr("href", way).text(app.say(Key::ResultsChangeLink));
            let mut parts = vec![paragraph("reading", sentence).view()];
            parts.extend(note);
            parts.push(el("p").class("no-print").el(link).view());
            parts.into_any()
        }
        Err(reasons) => el("div")
            .els(
                reasons
                    .into_iter()
                    .map(|reason| paragraph("", obstacle(reason, speech).to_owned())),
            )
            .view(),
    }
}
