//! Priorities: the gaps of the principles in their order, and the practices to work on first.

use leptos::prelude::*;

use super::{Figures, Sheet};
use crate::ui::{El, Numbers, el, figure, heading, nothing, paragraph, table};
use chart::{Layout, Purpose, to_svg};
use domain::{
    scoring::{PracticeGap, practice_gaps, priority_class},
    text::Key,
};
use report::{all_reached, pictures, priority_words};

/// The section.
pub(super) fn priorities(sheet: Sheet) -> El {
    let none = Memo::new(move |_| sheet.figure(|f| all_reached(&f.gaps)));
    el("section")
        .class("priorities")
        .el(heading("h2", sheet.say(Key::PlanPrioritiesTitle)))
        .el(paragraph("quiet", sheet.say(Key::PlanPrioritiesLead)))
        .live(move || {
            if none.get() {
                paragraph("", sheet.say(Key::PlanPrioritiesNone)).view()
            } else {
                nothing()
            }
        })
        .el(gaps(sheet))
        .el(heading("h3", sheet.say(Key::PlanPracticesTitle)))
        .el(paragraph("quiet", practices_lead(sheet)))
        .live(move || practices(sheet).view())
}

/// How many there can be, as the model has it.
fn practices_lead(sheet: Sheet) -> String {
    let speech = sheet.app.speech();
    let numbers = &sheet.app.model().scoring;
    let most = speech.locale.whole(numbers.max_priorities);
    let each = speech.locale.whole(numbers.max_priorities_per_principle);
    speech.fill(Key::PlanPracticesLead, &[("most", &most), ("each", &each)])
}

fn gaps(sheet: Sheet) -> El {
    let model = sheet.app.model();
    let svg = move || {
        let speech = sheet.speech();
        let layout = if sheet.app.wide.get() { Layout::Wide } else { Layout::Narrow };
        let draw = |f: &Figures| {
            let bars = pictures::gaps(model, &f.gaps, &f.targets, speech, layout);
            to_svg(&bars.scene(), Purpose::Image(sheet.say(Key::PlanGapsLabel)))
        };
        sheet.figure(draw)
    };
    // Whether it is folded stays as the person left it; only the table inside is new with each change.
    let table = el("div").live(move || gap_table(sheet).view());
    let numbers = Numbers::Folded(sheet.say(Key::ResultsNumbers).into(), table);
    figure("gaps", svg, sheet.say(Key::PlanGapsCaption), numbers)
}

fn gap_table(sheet: Sheet) -> El {
    let speech = sheet.speech();
    let rows = sheet.figure(|f| {
        let row = |place: usize, numbers: Option<[f64; 3]>| {
            let target = f.targets.get(place).copied();
            let impact = f.impacts.get(place).and_then(|impact| impact.checked_sub(1));
            let impact = impact.and_then(|at| sheet.app.model().impacts.get(at as usize));
            let [score, gap, priority] = match numbers {
                Some(numbers) => numbers.map(Some),
                None => [None; 3],
            };
            let class = priority.map_or("", |p| priority_words(priority_class(p), speech));
            el("tr")
                .el(el("th").attr("scope", "row").text(sheet.principle_title(place)))
                .el(el("td").text(speech.score(score)))
                .el(el("td").text(target.map(|target| sheet.level(target)).unwrap_or_default()))
                .el(el("td").text(speech.score(gap)))
                .el(el("td").class("words").text(impact.map_or("", |named| named.name.as_str())))
                .el(el("td")
                    .el(el("strong").text(speech.score(priority)))
                    .text(" ")
                    .el(el("span").class("priority-class").text(class)))
        };
        let unscored =
            (0..f.targets.len()).filter(|place| f.gaps.iter().all(|g| g.place != *place));
        let scored = f.gaps.iter().map(|g| row(g.place, Some([g.score, g.gap, g.priority])));
        scored.chain(unscored.map(|place| row(place, None))).collect::<Vec<El>>()
    });
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::AnswerColumnScore,
        Key::ResultsColumnTarget,
        Key::PlanGap,
        Key::PlanImpact,
        Key::PlanPriority,
    ];
    let heads = heads.map(|key| sheet.say(key).into()).into();
    table("priority-table", sheet.say(Key::PlanGapsTable), heads, rows)
}

fn practices(sheet: Sheet) -> El {
    let model = sheet.app.model();
    let found: Vec<PracticeGap<'static>> = sheet.shelved.with(|shelved| {
        let Some(shelved) = shelved else { return Vec::new() };
        sheet.figure(|f| practice_gaps(model, &shelved.assessment, &f.targets, &f.impacts))
    });
    if found.is_empty() {
        return paragraph("", sheet.say(Key::PlanPracticesNone));
    }
    let items = found.into_iter().map(|gap| {
        let steps = [("from", sheet.level(gap.level)), ("target", sheet.level(gap.target))];
        let steps = steps.each_ref().map(|(name, words)| (*name, words.as_str()));
        el("li")
            .attr("data-practice-id", gap.practice.id.as_str())
            .el(el("div")
                .el(el("strong").text(gap.practice.title.as_str()))
                .el(paragraph("hint", sheet.principle_title(gap.place))))
            .el(el("span").class("from-to").text(sheet.speech().fill(Key::PlanFromTo, &steps)))
    });
    el("ol").class("first-practices").els(items)
}
