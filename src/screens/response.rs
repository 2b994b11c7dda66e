//! What somebody handed over, to look at and, on request, to keep.
//!
//! Opening it writes nothing: only the button that says so adds it to the list, and always as an entry of its own.

use std::sync::Arc;

use leptos::prelude::*;

use super::parts::unreadable;
use crate::{
    app::App,
    platform,
    ui::{
        El, Numbers, button, el, figure, fold, heading, link_button, paragraph, screen_title, table,
    },
};
use base::json::Node;
use chart::{Layout, Purpose, to_svg};
use cohort::response::{CodeError, Held, Observations, Pasted, Response, encode};
use domain::{
    assessment::{Answer, AssessmentId, SelfRating},
    model::Principle,
    scoring::{Scores, score},
    text::Key,
};
use report::{
    headline, pictures, profile_caveats, rating_words,
    words::{
        answer_words, answered_of, code_error_words, evidence_words, held_words, profile_line,
        response_line, response_name,
    },
};
use workspace::route::Route;

/// The screen of whatever was opened: one response, several, or none that can be read.
pub(super) fn response(app: App, text: String) -> El {
    let (responses, damaged) = match Pasted::read(app.model(), &text) {
        Ok(Pasted { responses, damaged }) => (responses, damaged),
        Err(error) => return unreadable(app, &error, text),
    };
    // The mail around the codes is nobody's business, least of all that of the browser's history.
    if damaged.is_empty() {
        let codes: Vec<String> = responses.iter().map(encode).collect();
        platform::replace_hash(&Route::Response(codes.join(" ")).href());
    }
    match <[Response; 1]>::try_from(responses) {
        Ok([one]) => one_response(app, one, &damaged),
        Err(several) => list(app, &several, &damaged),
    }
}

// ---- several ----

fn list(app: App, responses: &[Response], damaged: &[CodeError]) -> El {
    app.title(Key::ResponseListTitle);
    let items = responses.iter().map(|response| {
        let link = Route::Response(encode(response)).href();
        let (model, speech) = (app.model(), app.speech());
        let name = response_name(response, model, speech);
        let about = response_line(model, response.profile, response.month, speech);
        el("li")
            .el(el("a").attr("href", link).attr("dir", "auto").text(name))
            .el(paragraph("quiet", about))
    });
    el("article")
        .class("page narrow")
        .el(screen_title(app.say(Key::ResponseListTitle)))
        .el(paragraph("lead", app.speech().count(Key::ResponseFound, responses.len() as u64, &[])))
        .el(el("ul").class("response-list").els(items))
        .maybe(damaged_list(app, damaged))
        .el(paragraph("quiet", app.say(Key::ResponseNothingChanged)))
        .el(el("p").el(collect(app, responses.iter())))
}

/// To the ecosystem views, with these responses.
fn collect<'a>(app: App, responses: impl Iterator<Item = &'a Response>) -> El {
    let codes: Vec<String> = responses.map(encode).collect();
    let href = Route::Views(codes.join(" ")).href();
    link_button("button", href, app.say(Key::ResponseCollect)).attr("data-action", "collect")
}

/// Codes beside those that could be read.
fn damaged_list(app: App, damaged: &[CodeError]) -> Option<El> {
    let count = app.speech().count(Key::ResponseDamaged, damaged.len() as u64, &[]);
    let items = damaged
        .iter()
        .map(|error| el("li").text(code_error_words(error, app.model(), app.speech())));
    (!damaged.is_empty()).then(|| {
        el("section").class("warning-box").el(heading("h2", count)).el(el("ul").els(items))
    })
}

// ---- one ----

/// Everything that the parts show.
struct Opened {
    app: App,
    response: Response,
    scores: Scores,
}

impl Opened {
    fn whole(&self, number: usize) -> String {
        self.app.speech().locale.whole(number as u64)
    }
}

fn one_response(app: App, response: Response, damaged: &[CodeError]) -> El {
    let name = response_name(&response, app.model(), app.speech());
    app.title_text(&app.speech().fill(Key::ResponseOf, &[("name", &name)]));
    let scores = score(app.model(), &response.to_look_at(app.model()));
    let shown = Arc::new(Opened { app, response, scores });
    el("article")
        .class("page results response")
        .el(head(&shown, name))
        .maybe(damaged_list(app, damaged))
        .el(numbers(&shown))
        .el(radar(&shown))
        .el(answers(&shown))
        .maybe(self_check(&shown))
}

fn head(shown: &Arc<Opened>, name: String) -> El {
    let Opened { app, response, .. } = &**shown;
    let app = *app;
    let made = app.speech().fill(
        Key::ResponseMade,
        &[
            ("month", &app.speech().locale.month(response.month.moment())),
            ("version", &response.version.to_string()),
        ],
    );
    let limits = profile_caveats(app.model(), response.profile, app.speech());
    let limits = limits.into_iter().map(|words| paragraph("quiet", words.to_owned()));
    let kept = Arc::clone(shown);
    el("header")
        .class("results-head")
        .el(paragraph("eyebrow", app.say(Key::ResponseTitle)))
        .el(screen_title(name))
        .el(paragraph("quiet", profile_line(app.model(), response.profile)))
        .el(paragraph("quiet", made))
        .els(limits)
        .el(el("div").class("keeping no-print").live(move || keeping(&kept).view()))
}

/// What there is of it in the list, and how it gets there.
fn keeping(shown: &Arc<Opened>) -> El {
    let app = shown.app;
    let (words, open, add) = app.shelf.with(|shelf| {
        let assessments = shelf.iter().map(|shelved| &shelved.assessment);
        let held = shown.response.held(app.model(), assessments);
        let add = match held {
            Held::Nothing => Some(Key::ResponseAdd),
            Held::Same(_) => None,
            Held::Earlier(_) | Held::Later(_) => Some(Key::ResponseAddNew),
        };
        match held_words(held) {
            Some((key, there)) => {
                let words = app.speech().fill(key, &[("name", &app.name_of(there))]);
                (words, Some(there.id.clone()), add)
            }
            None => (app.say(Key::ResponseLookOnly).to_owned(), None, add),
        }
    });
    let adding = Arc::clone(shown);
    let add =
        add.map(|label| button("button primary", app.say(label), move || add_to_list(&adding)));
    let open = open.map(|id| {
        link_button("button", Route::Results(id).href(), app.say(Key::ResponseOpenThere))
    });
    let collect = collect(app, std::iter::once(&shown.response));
    el("div").class("partial").el(paragraph("", words).attr("dir", "auto")).el(el("div")
        .class("actions")
        .maybe(add)
        .maybe(open)
        .el(collect))
}

fn add_to_list(shown: &Opened) {
    let Opened { app, response, .. } = shown;
    let app = *app;
    let id = AssessmentId::from_random(platform::random());
    let name = response_name(response, app.model(), app.speech());
    let told = app.speech().fill(Key::ResponseAdded, &[("name", &name)]);
    let response = Response { name: Some(name), ..response.clone() };
    app.add(response.assessment(app.model(), id.clone()));
    app.tell(told);
    platform::navigate(&Route::Results(id).href());
}

fn numbers(shown: &Opened) -> El {
    let Opened { app, scores, .. } = shown;
    let overall = &scores.overall;
    let sentences = headline(app.model(), scores, app.speech());
    el("section")
        .class("headline")
        .maybe_attr("data-overall-score", overall.score.map(|score| Node::from(score).to_json()))
        .maybe_attr("data-overall-held", overall.held.map(|held| held.number().to_string()))
        .el(heading("h2", app.say(Key::ResultsHeadline)).class("visually-hidden"))
        .els(sentences.into_iter().map(|sentence| paragraph("", sentence)))
}

fn radar(shown: &Arc<Opened>) -> El {
    let app = shown.app;
    let drawn = Arc::clone(shown);
    let svg = move || {
        let layout = if app.wide.get() { Layout::Wide } else { Layout::Narrow };
        let radar = pictures::response_radar(app.model(), &drawn.scores, app.speech(), layout);
        to_svg(&radar.scene(), Purpose::Image(app.say(Key::ResponseRadarLabel)))
    };
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::AnswerColumnScore,
        Key::ResultsColumnHeld,
        Key::AnswerColumnAnswered,
        Key::ResultsColumnUnknown,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let rows = app.model().principles.iter().zip(&shown.scores.principles);
    let rows = rows.map(|(principle, score)| {
        let speech = app.speech();
        let held = score.held.map(|held| shown.whole(held.number().into()));
        let answered = answered_of(score.answered(), score.applicable, speech);
        el("tr")
            .attr("data-principle", principle.id.as_str())
            .maybe_attr("data-score", score.score.map(|score| Node::from(score).to_json()))
            .maybe_attr("data-held", score.held.map(|held| held.number().to_string()))
            .el(title(el("th").attr("scope", "row"), principle))
            .el(el("td").class("strong").text(speech.score(score.score)))
            .el(el("td").text(held.unwrap_or_else(|| speech.score(None))))
            .el(el("td").text(answered))
            .el(el("td").text(speech.locale.percent(score.unknown_share())))
    });
    let table = table("", app.say(Key::ResultsRadarTable), heads, rows);
    el("section").el(heading("h2", app.say(Key::ResultsRadarTitle))).el(figure(
        "response-radar",
        svg,
        app.say(Key::ResponseRadarCaption),
        Numbers::Open(table),
    ))
}

/// Clause and title of a principle.
fn title(element: El, principle: &'static Principle) -> El {
    element
        .el(el("span").class("clause").text(principle.clause.as_str()))
        .text(" ")
        .text(principle.title.as_str())
}

/// Every answer with the description that was chosen.
fn answers(shown: &Opened) -> El {
    let app = shown.app;
    let profile = shown.response.profile;
    let asked = app.model().principles.iter().filter(|principle| principle.is_asked(profile));
    let cards = asked.map(|principle| {
        let practices = principle.in_scope(profile).map(|practice| {
            let given = shown.response.rating(app.model(), &practice.id);
            let answer = given.map(|(answer, _)| answer);
            let level = answer.and_then(Answer::level);
            let descriptor =
                level.map(|level| practice.descriptors(profile.role).at(level).as_str());
            let grade = given.filter(|_| shown.response.has_evidence && level.is_some());
            let grade = grade.map(|(_, grade)| evidence_words(grade, app.model()));
            let grade = grade.map(|grade| format!(" · {grade}")).unwrap_or_default();
            let words = answer_words(answer, app.model(), app.speech());
            el("div")
                .el(heading("h4", practice.title.as_str()))
                .el(paragraph("quiet", format!("{words}{grade}")))
                .maybe(descriptor.map(|words| el("blockquote").text(words)))
        });
        let chosen = fold("chosen", app.say(Key::ResponseAnswersOpen)).els(practices);
        el("section").class("principle-card").el(title(el("h3"), principle)).el(chosen)
    });
    el("section")
        .el(heading("h2", app.say(Key::ResponseAnswersTitle)))
        .el(el("div").class("principle-cards close").els(cards))
}

/// The self-check, if it was handed over.
fn self_check(shown: &Opened) -> Option<El> {
    let app = shown.app;
    let model = app.model();
    let said = shown.response.competencies.as_ref()?;
    let seen = |rating: Option<SelfRating>| rating_words(rating, model);
    let rows = model.competencies.items.iter().zip(said).map(|(item, said)| {
        let Observations { own, others } = *said;
        el("tr")
            .el(el("th").attr("scope", "row").text(item.name.as_str()))
            .el(el("td").class("words").text(seen(own)))
            .el(el("td").class("words").text(seen(others)))
    });
    let heads = vec![
        app.say(Key::CompetenciesTitle).into(),
        app.say(Key::ChartsOwn).into(),
        app.say(Key::ChartsOthers).into(),
    ];
    let table = table("self-check-table", app.say(Key::CompetenciesTitle), heads, rows);
    Some(el("section").el(heading("h2", app.say(Key::CompetenciesTitle))).el(table))
}
