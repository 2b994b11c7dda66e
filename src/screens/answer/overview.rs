//! Beside the questions: the dial, the list of principles, how far one has come, the answer rule and the keys.

use leptos::prelude::*;

use super::Answering;
use crate::{
    app::App,
    ui::{El, Numbers, check, checkbox, drawing, el, figure, head_row, heading, paragraph},
};
use chart::{Purpose, places, to_svg};
use domain::{assessment::AssessmentId, model::Principle, scoring::PrincipleScore, text::Key};
use report::pictures;
use workspace::route::Route;

/// The side of the answering screen. On a small window it is a bar that opens.
pub(super) fn overview(desk: Answering, id: AssessmentId) -> El {
    let app = desk.app;
    let watched = id.clone();
    let unsaved = Memo::new(move |_| app.unsaved.with(|unsaved| unsaved.contains(&watched)));
    let open = RwSignal::new(false);
    // Going to a principle closes the list again.
    Effect::new(move |_| {
        desk.place.track();
        open.set(false);
    });
    let model = app.model();
    let links = model
        .principles
        .iter()
        .enumerate()
        .map(|(place, principle)| principle_link(desk, &id, place, principle));
    let list = el("nav")
        .class("principles")
        .attr("aria-label", app.say(Key::AnswerPrinciples))
        .el(el("ol").els(links));
    let rule = el("section")
        .class("rule")
        .el(heading("h2", app.say(Key::AnswerRule)))
        .el(paragraph("", model.answer_rule.as_str()));
    let panel = el("div")
        .class("overview-panel")
        .attr("id", "overview-panel")
        .el(dial(desk, &id))
        .el(rule)
        .el(progress_words(desk, &id, unsaved))
        .el(list)
        .el(keys(app));
    el("aside")
        .class("overview")
        .attr("aria-label", app.say(Key::AnswerPrinciples))
        .live_attr("data-open", move || open.get().then_some("".into()))
        .el(bar(desk, open, unsaved))
        .el(panel)
}

/// What is left of the overview on a small window: a small radar, where one is, and a way to the rest.
fn bar(desk: Answering, open: RwSignal<bool>, unsaved: Memo<bool>) -> El {
    let app = desk.app;
    let speech = app.speech();
    let radar = drawing(move || {
        desk.read_scores(|scores| {
            to_svg(&pictures::small_radar(app.model(), scores).scene(), Purpose::Decoration)
        })
    });
    let place = move || {
        let place = desk.place.get().map_or(0, |place| place as u64 + 1);
        let total = app.model().principles.len() as u64;
        let gaps = [("place", speech.locale.whole(place)), ("total", speech.locale.whole(total))];
        let gaps = gaps.each_ref().map(|(gap, number)| (*gap, number.as_str()));
        let place = speech.fill(Key::AnswerPrinciplesBar, &gaps);
        // The words about saving are in the folded panel; what is not saved has to be seen here.
        if unsaved.get() {
            format!("{place} · {}", app.say(Key::AnswerNotSaved)).into()
        } else {
            place.into()
        }
    };
    let title = move || desk.principle().map_or("", |(_, principle)| &principle.title).into();
    let action =
        move || app.say(if open.get() { Key::AnswerCloseList } else { Key::AnswerOpenList }).into();
    el("button")
        .attr("type", "button")
        .class("overview-bar")
        .attr("aria-controls", "overview-panel")
        .live_attr("aria-expanded", move || Some(open.get().to_string().into()))
        .on_click(move || open.update(|open| *open = !*open))
        .child(radar)
        .el(el("span")
            .class("overview-bar-words")
            .el(el("span").class("quiet").live_text(place))
            .el(el("span").live_text(title)))
        .el(el("span").class("visually-hidden").live_text(action))
}

/// The live radar: progress, scores so far and, for those who use a pointer, a way to each principle.
fn dial(desk: Answering, id: &AssessmentId) -> El {
    let app = desk.app;
    let (model, speech) = (app.model(), app.speech());
    let svg = move || {
        desk.read_scores(|scores| {
            let dial = pictures::dial(model, scores, desk.place.get());
            to_svg(&dial.scene(), Purpose::Image(app.say(Key::AnswerDialLabel)))
        })
    };
    let rows = model.principles.iter().enumerate().map(|(place, principle)| {
        let score =
            move || desk.read_scores(|scores| scores.principles.get(place).and_then(|p| p.score));
        el("tr")
            .el(el("th").attr("scope", "row").text(principle.title.as_str()))
            .el(el("td").live_text(move || speech.score(score()).into()))
            .el(el("td").live_text(move || progress(desk, place).into()))
    });
    let heads = [Key::AnswerColumnPrinciple, Key::AnswerColumnScore, Key::AnswerColumnAnswered];
    let heads = heads.map(|key| app.say(key).into()).into();
    let label = app.say(Key::AnswerDialLabel);
    let numbers = Numbers::Hidden(
        el("table").el(el("caption").text(label)).el(head_row(heads)).el(el("tbody").els(rows)),
    );
    // Over the drawing, for pointers only: the list beside it does the same for everyone.
    let areas = model.principles.iter().zip(places(model.principles.len()));
    let areas = areas.map(|(principle, (x, y))| {
        el("a")
            .class("dial-place")
            .attr("tabindex", "-1")
            .attr("href", Route::Answer(id.clone(), principle.id.clone()).href())
            .attr("title", principle.title.as_str())
            .place(x, y)
    });
    let caption = app.say(Key::AnswerDialCaption);
    el("div")
        .class("dial")
        .el(figure("dial", svg, caption, numbers))
        .el(el("div").class("dial-places").attr("aria-hidden", "true").els(areas))
}

/// How much of a principle is answered, in words.
fn progress(desk: Answering, place: usize) -> String {
    let speech = desk.app.speech();
    let (answered, applicable) = desk.read_scores(|scores| {
        let counts = |p: &PrincipleScore| (p.answered() as u64, p.applicable as u64);
        scores.principles.get(place).map(counts).unwrap_or_default()
    });
    let gaps =
        [("answered", speech.locale.whole(answered)), ("total", speech.locale.whole(applicable))];
    let gaps = gaps.each_ref().map(|(gap, number)| (*gap, number.as_str()));
    speech.fill(Key::AnswerProgress, &gaps)
}

fn principle_link(
    desk: Answering,
    id: &AssessmentId,
    place: usize,
    principle: &'static Principle,
) -> El {
    let complete = move || {
        desk.read_scores(|scores| {
            let done = |p: &PrincipleScore| p.applicable > 0 && p.unanswered() == 0;
            scores.principles.get(place).is_some_and(done)
        })
    };
    let current = move || desk.place.get() == Some(place);
    el("li").el(el("a")
        .attr("href", Route::Answer(id.clone(), principle.id.clone()).href())
        .live_attr("aria-current", move || current().then_some("page".into()))
        .live_attr("data-complete", move || complete().then_some("".into()))
        .el(el("span").class("number").text(principle.clause.as_str()))
        .el(el("span").class("title").text(principle.title.as_str()))
        .el(el("span").class("count").live_text(move || progress(desk, place).into())))
}

/// How far one has come, whether it is saved, and the way to the results.
fn progress_words(desk: Answering, id: &AssessmentId, unsaved: Memo<bool>) -> El {
    let app = desk.app;
    let speech = app.speech();
    let total = move || {
        let (answered, all) = desk.read_scores(|scores| {
            let counts = &scores.overall.counts;
            (counts.answered() as u64, counts.applicable as u64)
        });
        let answered = speech.locale.whole(answered);
        speech.count(Key::AnswerTotalProgress, all, &[("answered", &answered)]).into()
    };
    let saved =
        move || app.say(if unsaved.get() { Key::AnswerNotSaved } else { Key::AnswerSaved }).into();
    el("div")
        .class("progress-words")
        .el(el("p").live_text(total))
        .el(el("p").class("quiet").live_class("warning", move || unsaved.get()).live_text(saved))
        .el(el("a")
            .attr("href", Route::Results(id.clone()).href())
            .text(app.say(Key::AnswerResultsSoFar)))
}

fn keys(app: App) -> El {
    let toggle = checkbox(
        move || app.settings.with(|settings| settings.shortcuts),
        move |on| app.change_settings(|settings| settings.shortcuts = on),
    );
    el("section")
        .class("keys")
        .el(heading("h2", app.say(Key::AnswerKeysTitle)))
        .el(paragraph("", app.say(Key::AnswerKeys)))
        .el(check(toggle, app.say(Key::AnswerKeysOn)))
}
