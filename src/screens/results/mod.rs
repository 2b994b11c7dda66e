//! The results, as an essay that begins with what matters: headline, radar, matrix, every principle,
//! balance, strengths and brakes, priorities, how sure it all is, and what to do next.

mod change;
mod export;
mod hand_over;
mod next;
mod principles;

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::{
    ensure_response_id, read_only, reminder,
    result::{self, Outcome, caveats, numbers},
};
use crate::{
    app::App,
    platform,
    ui::{El, button, el, heading, nothing, paragraph, screen_title},
};
use domain::{
    assessment::{Assessment, AssessmentId},
    text::Key,
};
use report::words::profile_line;
use workspace::store::Shelved;

/// The results screen.
pub(super) fn results(app: App, id: AssessmentId) -> El {
    ensure_response_id(app, &id);
    let shelved = app.assessment(id.clone());
    let colophon = move || match shelved.get() {
        Some(shelved) if is_answered(app, &shelved.assessment) => {
            colophon(app, &shelved.assessment).view()
        }
        _ => nothing(),
    };
    let results = el("article").class("page results").live(move || {
        let Some(Shelved { assessment, read_only: reason }) = shelved.get() else {
            return nothing();
        };
        let name = app.name_of(&assessment);
        app.title_text(&app.speech().fill(Key::ResultsOf, &[("name", &name)]));
        let outcome = Outcome::new(app, assessment);
        let head = head(&outcome).maybe(reason.map(|reason| read_only(app, &reason)));
        let mut parts = vec![head];
        parts.extend(body(&outcome));
        let parts: Vec<AnyView> = parts.into_iter().map(El::view).collect();
        parts.into_any()
    });
    // Beside what is built anew with every change, because there is something to fill in.
    results.el(hand_over::panel(app, id)).live(colophon)
}

fn is_answered(app: App, assessment: &Assessment) -> bool {
    let mut asked = app.model().in_scope(assessment.profile);
    asked.any(|practice| assessment.answer(&practice.id).is_some())
}

fn head(outcome: &Outcome) -> El {
    let Outcome { app, assessment, .. } = outcome;
    el("header")
        .class("results-head")
        .el(paragraph("eyebrow", app.say(Key::ResultsTitle)))
        .el(screen_title(app.name_of(assessment)))
        .el(paragraph("quiet", profile_line(app.model(), assessment.profile)))
        .el(reminder(*app))
        .els(caveats(outcome))
}

fn body(outcome: &Arc<Outcome>) -> Vec<El> {
    let app = outcome.app;
    if outcome.scores.overall.counts.answered() == 0 {
        return vec![
            el("section")
                .el(heading("h2", app.say(Key::ResultsEmptyTitle)))
                .el(paragraph("", app.say(Key::ResultsEmpty))),
        ];
    }
    let section = |title: Key| el("section").el(heading("h2", app.say(title)));
    let title = heading("h2", app.say(Key::ResultsHeadline)).class("visually-hidden");
    let mut sections = vec![
        el("section").el(title).el(numbers(outcome)),
        section(Key::ResultsRadarTitle).el(result::radar(outcome)),
        section(Key::ResultsMatrixTitle).el(result::matrix(outcome)),
    ];
    sections.push(principles::principles(outcome));
    let balance = result::balance(outcome);
    sections.extend(balance.map(|parts| section(Key::ResultsBalanceTitle).els(parts)));
    sections.push(result::standouts(outcome, "h2"));
    sections.push(next::priorities(outcome));
    sections.push(section(Key::ResultsSureTitle).class("sure").els(result::sure(outcome)));
    sections.extend(change::change(outcome));
    sections.push(next::what_next(outcome));
    sections.push(export::panel(app, &outcome.assessment.id));
    sections
}

fn colophon(app: App, assessment: &Assessment) -> El {
    let speech = app.speech();
    let made = speech.fill(
        Key::ResultsMade,
        &[
            ("model", &app.model().id),
            ("version", &app.model().version),
            ("date", &speech.locale.date(assessment.changed)),
        ],
    );
    let print = button("button", app.say(Key::ResultsPrint), move || {
        if !platform::print() {
            app.tell(app.say(Key::AppPrintUnavailable).to_owned());
        }
    });
    let before = &assessment.model.version;
    let before = (*before != app.model().version)
        .then(|| speech.fill(Key::ResultsMadeBefore, &[("version", before)]));
    el("footer")
        .class("colophon")
        .el(paragraph("quiet", made))
        .maybe(before.map(|words| paragraph("quiet", words)))
        .el(paragraph("quiet", app.model().notice.as_str()))
        .el(el("p").class("no-print").el(print))
}
