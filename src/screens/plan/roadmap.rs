//! The roadmap: actions in three horizons, what is done and dropped, actions of one's own, and more suggestions.

use leptos::prelude::*;

use super::{Sheet, card::card, group::Group};
use crate::{
    platform,
    ui::{El, button, el, heading, paragraph, quiet_button},
};
use domain::{
    assessment::{Action, ActionId, ActionState, Horizon, WORDS_LIMIT},
    model::Level,
    scoring::more_suggestions,
    text::Key,
};
use report::{horizon_words, step_words};

/// The section.
pub(super) fn roadmap(sheet: Sheet) -> El {
    el("section")
        .class("roadmap")
        .el(heading("h2", sheet.say(Key::PlanRoadmapTitle)))
        .el(paragraph("quiet", sheet.say(Key::PlanRoadmapLead)))
        .els(Horizon::ALL.map(|horizon| open_group(sheet, horizon)))
        .els([Group::Done, Group::Dropped].map(|group| folded_group(sheet, group)))
        .el(add(sheet))
        .el(more(sheet))
}

fn ids(sheet: Sheet, group: Group) -> Memo<Vec<ActionId>> {
    Memo::new(move |_| {
        sheet.items.with(|items| {
            let of_group = items.iter().filter(|item| Group::of(item) == group);
            of_group.map(|item| item.id.clone()).collect()
        })
    })
}

/// The cards of a group. One that stays in the list is not built anew, so it keeps focus and caret.
fn cards(sheet: Sheet, ids: Memo<Vec<ActionId>>) -> El {
    let cards = For(ForProps::builder()
        .each(move || ids.get())
        .key(|id: &ActionId| id.as_str().to_owned())
        .children(move |id| card(sheet, id).view())
        .build());
    el("ol").class("cards-of-steps").attr("role", "list").child(cards.into_any())
}

fn open_group(sheet: Sheet, horizon: Horizon) -> El {
    let group = Group::Open(horizon);
    let ids = ids(sheet, group);
    let count = Memo::new(move |_| ids.with(Vec::len) as u64);
    let words = move || match count.get() {
        0 => "".into(),
        count => sheet.speech().count(Key::PlanHorizonCount, count, &[]).into(),
    };
    el("section")
        .class("horizon")
        .attr("data-horizon", horizon.id())
        .el(el("h3")
            .text(group.words(sheet))
            .text(" ")
            .el(el("span").class("count quiet").live_text(words)))
        .el(el("p")
            .class("quiet")
            .live_prop("hidden", move || (count.get() > 0).into())
            .text(sheet.say(Key::PlanHorizonEmpty)))
        .el(cards(sheet, ids))
}

fn folded_group(sheet: Sheet, group: Group) -> El {
    let ids = ids(sheet, group);
    let title = move || {
        let count = ids.with(Vec::len) as u64;
        format!("{} ({})", group.words(sheet), sheet.whole(count)).into()
    };
    el("details")
        .class("folded-steps")
        .attr("data-group", group.id())
        .live_prop("hidden", move || ids.with(Vec::is_empty).into())
        .el(el("summary").live_text(title))
        // The summary is not printed.
        .el(el("h3").class("print-only").live_text(title))
        .el(cards(sheet, ids))
}

/// A form for an action of one's own.
fn add(sheet: Sheet) -> El {
    let words = RwSignal::new(String::new());
    let principle = RwSignal::new(String::new());
    let horizon = RwSignal::new(Horizon::Now);
    let wanting = RwSignal::new(false);
    let cut = RwSignal::new(false);
    let add = move || {
        if words.with_untracked(|words| words.trim().is_empty()) {
            wanting.set(true);
            platform::focus("#own-words");
            return;
        }
        let action = Action {
            principle: principle.get_untracked(),
            words: words.get_untracked().trim().to_owned(),
            horizon: Some(horizon.get_untracked()),
            state: ActionState::Taken,
            ..Action::default()
        };
        if sheet.write(ActionId::own_from_random(platform::random()), action) {
            words.set(String::new());
            let to = Group::Open(horizon.get_untracked()).words(sheet);
            sheet.app.tell(sheet.speech().fill(Key::PlanAdded, &[("where", to)]));
            platform::focus("#own-words");
        }
    };
    let problem = move || {
        if wanting.get() {
            sheet.say(Key::PlanAddEmpty).into()
        } else if cut.get() {
            sheet.speech().count(Key::PlanWordsCut, WORDS_LIMIT as u64, &[]).into()
        } else {
            "".into()
        }
    };
    let area = el("textarea")
        .attr("id", "own-words")
        .attr("rows", "2")
        .attr("dir", "auto")
        .attr("aria-describedby", "own-problem")
        .live_attr("aria-invalid", move || wanting.get().then_some("true".into()))
        .live_prop("value", move || words.get().into())
        .on("input", move |event| {
            let text = event_target_value(&event);
            wanting.set(false);
            cut.set(text.chars().count() > WORDS_LIMIT);
            words.set(text.chars().take(WORDS_LIMIT).collect());
            if cut.get_untracked() {
                let area: web_sys::HtmlTextAreaElement = event_target(&event);
                area.set_value(&words.get_untracked());
            }
        });
    let none = el("option").attr("value", "").text(sheet.say(Key::PlanAddPrincipleNone));
    let principles = sheet.app.model().principles.iter().map(|principle| {
        el("option")
            .attr("value", principle.id.as_str())
            .text(format!("{} {}", principle.clause, principle.title))
    });
    let principle_select = el("select")
        .attr("id", "own-principle")
        .on("change", move |event| principle.set(event_target_value(&event)))
        .el(none)
        .els(principles);
    let horizons = Horizon::ALL.map(|each| {
        el("option").attr("value", each.id()).text(horizon_words(each, sheet.speech()))
    });
    let horizon_select = el("select")
        .attr("id", "own-horizon")
        .on("change", move |event| {
            if let Some(chosen) = Horizon::from_id(&event_target_value(&event)) {
                horizon.set(chosen);
            }
        })
        .els(horizons);
    let field = |id: &'static str, label: Key, control: El| {
        el("div")
            .class("field")
            .el(el("label").attr("for", id).text(sheet.say(label)))
            .el(sheet.guard(control))
    };
    let problem = el("p")
        .class("hint problem")
        .attr("id", "own-problem")
        .attr("aria-live", "polite")
        .live_text(problem);
    let submit = button("button", sheet.say(Key::PlanAdd), add);
    el("div")
        .class("add-step no-print")
        .attr("role", "group")
        .attr("aria-labelledby", "own-title")
        .el(heading("h3", sheet.say(Key::PlanAddTitle)).attr("id", "own-title"))
        .el(field("own-words", Key::PlanWords, area).el(problem))
        .el(el("div")
            .class("step-fields")
            .el(field("own-principle", Key::PlanAddPrinciple, principle_select))
            .el(field("own-horizon", Key::PlanHorizon, horizon_select)))
        .el(el("p").el(sheet.guard(submit)))
}

/// A step that could be taken on.
#[derive(Clone, PartialEq)]
struct Suggestion {
    place: usize,
    id: ActionId,
    practice: &'static str,
    from: Level,
    words: String,
    horizon: Horizon,
}

/// The steps of other practices, by principle.
fn more(sheet: Sheet) -> El {
    let model = sheet.app.model();
    let found: Memo<Vec<Suggestion>> = Memo::new(move |_| {
        sheet.read(|assessment| {
            let places = 0..model.principles.len();
            let items = places.flat_map(|place| more_suggestions(model, assessment, place));
            items
                .filter_map(|item| {
                    Some(Suggestion {
                        place: item.place?,
                        id: item.id,
                        practice: item.practice.map(|practice| practice.title.as_str())?,
                        from: item.from?,
                        words: item.words,
                        horizon: item.horizon,
                    })
                })
                .collect()
        })
    });
    let title = move || {
        let count = sheet.whole(found.with(Vec::len) as u64);
        format!("{} ({count})", sheet.say(Key::PlanMoreTitle)).into()
    };
    let list = move || {
        let found = found.get();
        let places = 0..model.principles.len();
        let groups = places.filter_map(|place| {
            let of_place: Vec<&Suggestion> = found.iter().filter(|s| s.place == place).collect();
            if of_place.is_empty() {
                return None;
            }
            let rows = of_place.into_iter().map(|suggestion| one_more(sheet, suggestion));
            Some(
                el("div")
                    .class("more-of-one")
                    .el(heading("h4", sheet.principle_title(place)))
                    .el(el("ul").attr("role", "list").els(rows)),
            )
        });
        el("div").els(groups).view()
    };
    el("details")
        .class("folded-steps more-steps no-print")
        .live_prop("hidden", move || found.with(Vec::is_empty).into())
        .el(el("summary").live_text(title))
        .el(paragraph("quiet", sheet.say(Key::PlanMoreLead)))
        .live(list)
}

fn one_more(sheet: Sheet, suggestion: &Suggestion) -> El {
    let Suggestion { place, id, practice, from, words, horizon } = suggestion.clone();
    let label = [("what", sheet.say(Key::PlanTake)), ("action", words.as_str())];
    let label = sheet.speech().fill(Key::PlanOfAction, &label);
    let why = step_words(practice, from, sheet.speech());
    let take = move || {
        let principle = sheet.app.model().principles.get(place).map(|p| p.id.clone());
        let principle = principle.unwrap_or_default();
        let action = Action { principle, state: ActionState::Taken, ..Action::default() };
        if sheet.write(id.clone(), action) {
            let to = Group::Open(horizon).words(sheet);
            sheet.app.tell(sheet.speech().fill(Key::PlanMoved, &[("where", to)]));
            // The row is gone with its button.
            platform::before_paint(|| platform::focus(".more-steps > summary"));
        }
    };
    el("li")
        .el(el("div").el(paragraph("", words)).el(paragraph("hint", why)))
        .el(sheet.guard(quiet_button(sheet.say(Key::PlanTake), label, take)))
}
