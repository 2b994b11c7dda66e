//! A view on paper: cover, message first, then the proof, and behind it how it is counted.
//!
//! Owns the order of the parts. What they show are the sections of the screen.
//! Source: docs/method.md, Order of an ecosystem report.

use std::sync::Arc;

use leptos::prelude::*;

use super::{
    agreement, counting,
    desk::{Desk, Shown},
    not_opened, principles, section, trend, whole,
};
use crate::{
    app::App,
    screens::parts::{
        Logo, contents, cover_facts, cover_head, cover_notice, logo_field, method,
        paper::{OwnWindow, name_paper, print_choice, print_choices, printing},
    },
    ui::{El, drawing, el, heading, link_button, nothing, paragraph, screen_title},
};
use base::json::Node;
use chart::{Purpose, to_svg};
use cohort::{Basis, Named};
use domain::{assessment::ViewId, text::Key};
use report::{
    ecosystem::{forms_words, months, span_words},
    views,
    words::view_name,
};
use workspace::route::Route;

/// What was chosen for this report, while it is open.
#[derive(Clone, Copy)]
struct ViewReportChoices {
    /// With every principle in detail.
    details: RwSignal<bool>,
    /// With the names of those who are shown by name.
    names: RwSignal<bool>,
    logo: Logo,
}

/// A part of the report: a name for it that does not change, what it is called, and its section.
struct ViewPart {
    name: &'static str,
    title: Key,
    section: El,
}

/// The screen.
pub(in crate::screens) fn report(app: App, id: ViewId) -> El {
    let desk = match Desk::open(app, &id) {
        Ok(desk) => desk,
        Err(why) => return not_opened::not_opened(app, &id, &why),
    };
    let choices = ViewReportChoices {
        details: RwSignal::new(true),
        names: RwSignal::new(true),
        logo: RwSignal::new(None),
    };
    let (titled, named) = (desk.clone(), desk.clone());
    name_paper(app, Key::ReportOf, move || {
        let view = titled.view.get();
        Some((view_name(&view.name, app.speech()), app.speech().locale.date(view.changed)))
    });
    el("article")
        .class("report view-report")
        .live_class("without-details", move || !choices.details.get())
        .live_class("all-named", move || named.view.get().rules.named == Named::Everybody)
        .el(tools(&desk, choices))
        .live(move || {
            desk.view.track();
            desk.filter.track();
            let shown = desk.shown();
            let parts = parts(&desk, &shown, choices);
            el("div")
                .class("paper")
                .el(front(&shown, choices))
                .el(contents(app, parts.iter().map(|part| (part.name, part.title))))
                .els(parts.into_iter().map(|part| {
                    el("div").class("part").attr("data-part", part.name).el(part.section)
                }))
                .view()
        })
}

fn tools(desk: &Desk, choices: ViewReportChoices) -> El {
    let app = desk.app;
    let shown = desk.clone();
    let any = Memo::new(move |_| shown.view.with(|view| view.rules.named != Named::Nobody));
    let names = el("div").live(move || {
        if any.get() {
            print_choice(app, Key::ViewReportNames, "names", choices.names).view()
        } else {
            nothing()
        }
    });
    let details = print_choice(app, Key::ViewReportDetails, "details", choices.details);
    let own_window =
        OwnWindow { href: Route::ViewReport(desk.id.clone()).href(), words: Key::ReportOwnWindow };
    let back = Route::View(desk.id.clone()).href();
    let section = el("section")
        .class("report-tools no-print")
        .attr("aria-label", app.say(Key::ReportTools))
        .el(paragraph("quiet", app.say(Key::ViewReportLead)))
        .el(print_choices(app, vec![details, names]))
        .el(logo_field(app, choices.logo));
    printing(app, section, own_window, link_button("button", back, app.say(Key::SheetBack)))
}

// ---- The cover ----

fn front(shown: &Arc<Shown>, choices: ViewReportChoices) -> El {
    let app = shown.app;
    let drawn = Arc::clone(shown);
    let shape = move || {
        let radar = views::small_radar(app.model(), &drawn.picture, app.speech());
        to_svg(&radar.scene(), Purpose::Decoration)
    };
    let mut sees = shown.commentary().who_sees();
    sees.extend(shown.commentary().version_note().map(|note| note.sentence));
    el("header")
        .class("cover")
        .el(cover_head(app, choices.logo))
        .el(el("div").class("cover-shape").attr("aria-hidden", "true").child(drawing(shape)))
        .el(el("div")
            .class("cover-title")
            .el(paragraph("eyebrow", app.say(Key::ViewReportTitle)))
            .el(screen_title(view_name(&shown.view.name, app.speech()))))
        .el(facts(shown))
        .el(el("div")
            .class("cover-sees")
            .el(heading("h2", app.say(Key::ViewRulesTitle)))
            .els(sees.into_iter().map(|words| paragraph("", words))))
        .el(cover_notice(app))
}

fn facts(shown: &Shown) -> El {
    let app = shown.app;
    let (model, speech, commentary) = (app.model(), app.speech(), shown.commentary());
    let chosen = commentary.filter_words();
    let chosen = chosen.map_or_else(
        || app.say(Key::ViewReportEverybody).to_owned(),
        |words| {
            let total = speech.locale.whole(shown.view.cohort.len() as u64);
            format!("{words} ({})", speech.fill(Key::ViewOfTotal, &[("total", &total)]))
        },
    );
    let (cohort, filter) = (&shown.view.cohort, &shown.filter);
    let span = span_words(cohort, filter, speech);
    let forms = forms_words(cohort, filter, model);
    let version = [("model", &*model.id), ("version", &model.version)];
    let lines = [
        (Key::ReportDate, speech.locale.date(shown.view.changed)),
        (Key::ReportResponses, commentary.counts()),
        (Key::ViewReportChosen, chosen),
        (Key::ViewReportMonth, span),
        (Key::ReportFormLine, forms),
        (Key::ReportModel, speech.fill(Key::ReportModelLine, &version)),
    ];
    let counted = commentary.basis_sentence().map(|words| (Key::ViewReportCounted, words));
    cover_facts(app, lines.into_iter().chain(counted))
}

// ---- The parts ----

fn parts(desk: &Desk, shown: &Arc<Shown>, choices: ViewReportChoices) -> Vec<ViewPart> {
    let app = shown.app;
    let part = |name, title, section| ViewPart { name, title, section };
    let mut parts = vec![part("headline", Key::ResultsHeadline, headline(shown))];
    if shown.view.cohort.is_empty() {
        return parts;
    }
    let radar = section(app, Key::ViewRadarTitle).el(whole::radar(shown));
    parts.extend([
        part("radar", Key::ViewRadarTitle, radar),
        part("gaps", Key::ViewGapsTitle, whole::gaps(shown)),
        part("topics", Key::ViewTopicsTitle, agreement::topics(shown)),
        part("balance", Key::ViewBalanceTitle, whole::balance(shown)),
        part("consensus", Key::ViewConsensusTitle, agreement::consensus(shown)),
        part("blind-spots", Key::ViewBlindTitle, agreement::blind_spots(shown)),
    ]);
    if months(&shown.view.cohort).len() > 1 {
        parts.push(part("trend", Key::ViewTrendTitle, trend::over_time(desk, shown)));
    }
    parts.extend([
        part("principles", Key::ViewPrinciplesTitle, details(shown, choices)),
        part("counted", Key::ViewReportHow, counting::counting(shown)),
        part("appendix", Key::ReportAppendix, appendix(app)),
    ]);
    parts
}

/// The three sentences with their numbers.
fn headline(shown: &Shown) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let ecosystem = &shown.picture.ecosystem;
    let overall = &ecosystem.overall;
    let held = overall.held.map(|held| {
        let number = speech.locale.whole(u64::from(held.number()));
        format!("{number} {}", model.levels.at(held).name)
    });
    let total = speech.locale.whole(model.principles.len() as u64);
    let scored = speech.locale.whole(overall.scored as u64);
    let scored =
        speech.fill(Key::ResultsOverallScoreHint, &[("scored", &scored), ("total", &total)]);
    let held_hint = match ecosystem.basis {
        Basis::BothRoles => Key::ViewReportHeldHint,
        Basis::OneRole(_) | Basis::Heads | Basis::Nothing => Key::ResultsOverallHeldHint,
    };
    let numbers = [
        (Key::ViewReportScore, overall.score.map(|score| speech.score(Some(score))), scored),
        (Key::ResultsOverallHeld, held, app.say(held_hint).to_owned()),
        (
            Key::ViewReportAlignment,
            ecosystem.alignment.map(|share| speech.locale.percent(share)),
            app.say(Key::ViewReportAlignmentHint).to_owned(),
        ),
    ];
    let numbers = numbers.map(|(key, number, hint)| {
        let class = if number.is_some() { "figure-number" } else { "figure-number unknown" };
        let number = number.unwrap_or_else(|| app.say(Key::ViewReportUntold).to_owned());
        el("div").el(el("dt").text(app.say(key))).el(el("dd").class(class).text(number)).el(el(
            "dd",
        )
        .class("quiet")
        .text(hint))
    });
    let sentences = shown.commentary().headline();
    section(app, Key::ResultsHeadline).el(el("div")
        .class("headline")
        .maybe_attr("data-overall-score", overall.score.map(|score| Node::from(score).to_json()))
        .maybe_attr("data-overall-held", overall.held.map(|held| held.number().to_string()))
        .els(sentences.into_iter().map(|words| paragraph("", words)))
        .el(el("dl").class("numbers-row").els(numbers)))
}

/// Every principle with its practices.
fn details(shown: &Arc<Shown>, choices: ViewReportChoices) -> El {
    let app = shown.app;
    let principles = app.model().principles.iter().enumerate().map(|(place, principle)| {
        let shown = Arc::clone(shown);
        el("section")
            .class("details-of")
            .attr("data-principle-details", principle.id.as_str())
            .el(el("h3")
                .el(el("span").class("clause").text(principle.clause.as_str()))
                .text(" ")
                .text(principle.title.as_str()))
            .el(paragraph("quiet", principle.purpose.as_str()))
            .live(move || principles::details(&shown, place, choices.names.get()).view())
    });
    section(app, Key::ViewPrinciplesTitle).els(principles)
}

fn appendix(app: App) -> El {
    let part = |name: &'static str, title: Key| {
        el("section")
            .class("appendix-part")
            .attr("data-appendix", name)
            .el(heading("h3", app.say(title)))
    };
    let model = app.model();
    let glossary = (!model.glossary.is_empty())
        .then(|| part("glossary", Key::ReportGlossary).el(method::glossary(app)));
    let sources = (!model.references.is_empty())
        .then(|| part("sources", Key::ReportSources).el(method::sources(app)));
    let standard = method::standard(app, || part("standard", Key::ReportStandard));
    section(app, Key::ReportAppendix).maybe(glossary).maybe(sources).maybe(standard)
}
