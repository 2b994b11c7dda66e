//! Targets and impact: a row for every principle, and beside them what follows from them at once.

use leptos::prelude::*;

use super::{Figures, Sheet};
use crate::{
    platform,
    ui::{El, Numbers, el, figure, fold, heading, live_option, paragraph, radio, select, table},
};
use chart::{Layout, Purpose, to_svg};
use domain::{
    assessment::{Impact, Msg},
    model::{Level, Principle},
    scoring::{Priority, priority_class, progress_to_target},
    text::Key,
};
use report::{impact_to_store, pictures, priority_words, stage_caveat};

/// The section.
pub(super) fn aims(sheet: Sheet) -> El {
    let asked = sheet.app.model().principles.iter().enumerate();
    let asked = asked.filter(|(_, principle)| principle.is_asked(sheet.profile));
    let rows = asked.map(|(place, principle)| aim(sheet, place, principle));
    el("section")
        .class("aims-section")
        .el(heading("h2", sheet.say(Key::PlanAimsTitle)))
        .el(paragraph("quiet", sheet.say(Key::PlanAimsLead)))
        .maybe(
            stage_caveat(sheet.app.model(), sheet.profile, sheet.speech())
                .map(|words| paragraph("quiet", words)),
        )
        .el(about_impact(sheet))
        .el(el("div")
            .class("plan-desk")
            .el(el("ol").class("aims").attr("role", "list").els(rows))
            .el(el("div").class("plan-aside").el(progress(sheet)).el(radar(sheet))))
}

fn about_impact(sheet: Sheet) -> El {
    let words = sheet.app.model().impacts.iter().flat_map(|impact| {
        [el("dt").text(impact.name.as_str()), el("dd").text(impact.definition.as_str())]
    });
    fold("more-words no-print", sheet.say(Key::PlanImpactAbout))
        .el(el("dl").class("definitions").els(words))
}

fn aim(sheet: Sheet, place: usize, principle: &'static Principle) -> El {
    let standing = move || {
        let speech = sheet.speech();
        let found = sheet.figure(|f| {
            let score = f.scores.principles.get(place)?;
            score.score.zip(score.held)
        });
        match found {
            Some((score, held)) => {
                let gaps = [("score", speech.score(Some(score))), ("held", sheet.level(held))];
                let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
                speech.fill(Key::PlanStanding, &gaps).into()
            }
            None => sheet.say(Key::PlanStandingNone).into(),
        }
    };
    let gap = move || sheet.speech().score(sheet.gap(place).map(|gap| gap.gap)).into();
    let number = move || sheet.speech().score(sheet.gap(place).map(|gap| gap.priority)).into();
    let class = move || sheet.gap(place).map(|gap| priority_class(gap.priority));
    let words = move || class().map_or("", |class| priority_words(class, sheet.speech())).into();
    let result = el("dl")
        .class("aim-result")
        .el(el("div").el(el("dt").text(sheet.say(Key::PlanGap))).el(el("dd").live_text(gap)))
        .el(el("div").el(el("dt").text(sheet.say(Key::PlanPriority))).el(el("dd")
            .el(el("span").class("priority-number").live_text(number))
            .text(" ")
            .el(el("span").class("priority-class").live_text(words))));
    el("li")
        .class("aim")
        .attr("data-principle", principle.id.as_str())
        .live_class("urgent", move || class() == Some(Priority::High))
        .el(el("div")
            .class("aim-name")
            .el(el("h3")
                .el(el("span").class("clause").text(principle.clause.as_str()))
                .text(" ")
                .text(principle.title.as_str()))
            .el(el("p").class("hint").live_text(standing)))
        .el(target(sheet, place, principle))
        .el(impact(sheet, principle))
        .el(result)
}

/// The five levels as radios, and the way back to what is suggested.
fn target(sheet: Sheet, place: usize, principle: &'static Principle) -> El {
    let id = principle.id.as_str();
    let set = Memo::new(move |_| sheet.read(|a| a.aims.get(id).and_then(|aim| aim.target)));
    let now = move || sheet.figure(|figures| figures.targets.get(place).copied());
    let suggested = sheet.app.model().suggested_target(sheet.profile, id);
    let level_name = |level: Level| sheet.app.model().levels.at(level).name.as_str();
    let radios = Level::ALL.map(|level| {
        let radio = radio(
            format!("target-{id}"),
            level.number().to_string(),
            move || now() == Some(level),
            move || sheet.dispatch(Msg::SetTarget(id.to_owned(), Some(level))),
        )
        .attr("aria-label", format!("{} {}", sheet.level(level), level_name(level)));
        el("label")
            .class("notch")
            .live_class("below", move || now().is_some_and(|now| level < now))
            .el(sheet.guard(radio))
            .el(el("span").class("tip").attr("aria-hidden", "true").text(level_name(level)))
    });
    let gaps = [("level", sheet.level(suggested)), ("principle", principle.title.clone())];
    let gaps = gaps.each_ref().map(|(gap, words)| (*gap, words.as_str()));
    let speech = sheet.speech();
    let again = speech.fill(Key::PlanSuggestedAgain, &gaps);
    let back = el("button")
        .attr("type", "button")
        .class("quiet-button")
        .attr("aria-label", speech.fill(Key::PlanBackToSuggestedLabel, &gaps))
        .text(speech.fill(Key::PlanBackToSuggested, &gaps))
        .live_prop("hidden", move || set.get().is_none().into())
        .on_click(move || {
            sheet.dispatch(Msg::SetTarget(id.to_owned(), None));
            sheet.app.tell(again.clone());
            // The button is gone with what was set; the focus must not be.
            platform::focus(&format!(
                "input[name=\"target-{id}\"][value=\"{}\"]",
                suggested.number()
            ));
        });
    el("fieldset")
        .class("aim-target")
        .el(el("legend")
            .text(sheet.say(Key::PlanTarget))
            .el(el("span").class("visually-hidden").text(format!(": {}", principle.title))))
        .el(el("div").class("notches").els(radios))
        .el(el("p")
            .class("hint suggested-line")
            .el(el("span")
                .live_prop("hidden", move || set.get().is_some().into())
                .text(sheet.say(Key::PlanAsSuggested)))
            .el(sheet.guard(back)))
}

fn impact(sheet: Sheet, principle: &'static Principle) -> El {
    let id = principle.id.as_str();
    let default = sheet.app.model().scoring.default_impact;
    let now = Memo::new(move |_| {
        let set = sheet.read(|a| a.aims.get(id).and_then(|aim| aim.impact));
        set.map_or(default, |impact| u64::from(impact.number()))
    });
    let options = Impact::ALL.into_iter().zip(&sheet.app.model().impacts).map(|(impact, words)| {
        let number = u64::from(impact.number());
        let is_chosen = move || now.get() == number;
        live_option(impact.number().to_string(), words.name.as_str(), is_chosen)
    });
    let select = select(options, move |number| {
        let chosen = number.parse().ok().and_then(Impact::from_number);
        let chosen = chosen.and_then(|impact| impact_to_store(impact, default));
        sheet.dispatch(Msg::SetImpact(id.to_owned(), chosen));
    })
    .attr("aria-label", sheet.of_principle(Key::PlanImpact, &principle.title));
    let printed = move || {
        let at = usize::try_from(now.get()).unwrap_or_default().checked_sub(1);
        let words = at.and_then(|at| sheet.app.model().impacts.get(at));
        words.map_or("", |words| words.name.as_str()).into()
    };
    el("div")
        .class("aim-impact")
        .el(el("span")
            .class("aim-label")
            .attr("aria-hidden", "true")
            .text(sheet.say(Key::PlanImpact)))
        .el(sheet.guard(select))
        .el(el("span").class("print-only").live_text(printed))
}

/// Progress to target, as number and meter.
fn progress(sheet: Sheet) -> El {
    let share = move || sheet.figure(|f| progress_to_target(f.scores.scored(), &f.targets));
    let number = move || match share() {
        Some(share) => sheet.speech().locale.percent(share).into(),
        None => sheet.say(Key::PlanProgressNone).into(),
    };
    el("div")
        .class("plan-progress")
        .el(paragraph("hint", sheet.say(Key::PlanProgress)))
        .el(el("p")
            .class("figure-number")
            .live_class("unknown", move || share().is_none())
            .live_text(number))
        .el(el("meter")
            .attr("min", "0")
            .attr("max", "1")
            .attr("aria-label", sheet.say(Key::PlanProgress))
            .live_prop("value", move || share().unwrap_or_default().into()))
}

fn radar(sheet: Sheet) -> El {
    let model = sheet.app.model();
    // Room for clause numbers only; the rows beside it have the same.
    let svg = move || {
        let speech = sheet.speech();
        let draw = |f: &Figures| {
            let radar = pictures::radar(model, &f.scores, &f.targets, speech, Layout::Narrow);
            to_svg(&radar.scene(), Purpose::Image(sheet.say(Key::PlanRadarLabel)))
        };
        sheet.figure(draw)
    };
    let rows = model.principles.iter().enumerate().map(|(place, principle)| {
        let score = move || {
            let score = sheet.figure(|f| f.scores.principles.get(place).and_then(|s| s.score));
            sheet.speech().score(score).into()
        };
        let target = move || {
            let target = sheet.figure(|f| f.targets.get(place).copied());
            target.map(|target| sheet.level(target)).unwrap_or_default().into()
        };
        el("tr")
            .el(el("th").attr("scope", "row").text(principle.title.as_str()))
            .el(el("td").live_text(score))
            .el(el("td").live_text(target))
    });
    let heads = [Key::AnswerColumnPrinciple, Key::AnswerColumnScore, Key::ResultsColumnTarget];
    let heads = heads.map(|key| sheet.say(key).into()).into();
    let table = table("", sheet.say(Key::PlanRadarTable), heads, rows);
    let numbers = Numbers::Folded(sheet.say(Key::ResultsNumbers).into(), table);
    figure("plan-radar", svg, sheet.say(Key::PlanRadarCaption), numbers)
}
