//! The roadmap: actions in three horizons, what is done and dropped, actions of one's own, and more suggestions.

use leptos::prelude::*;

use super::{Sheet, card::card, group::Group};
use crate::{
    platform,
    ui::{
        El, Limit, button, el, field, fold_under, heading, option, paragraph, problem,
        quiet_button, select, text_area,
    },
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
    fold_under("folded-steps", el("summary").live_text(title))
        .attr("data-group", group.id())
        .live_prop("hidden", move || ids.with(Vec::is_empty).into())
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
    let limit = Limit::new(WORDS_LIMIT);
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
    let wrong = move || {
        if wanting.get() {
            sheet.say(Key::PlanAddEmpty).into()
        } else {
            sheet.cut_words(limit, WORDS_LIMIT)
        }
    };
    let area = text_area("2", move || words.get().into())
        .attr("dir", "auto")
        .attr("aria-describedby", "own-problem")
        .live_attr("aria-invalid", move || wanting.get().then_some("true".into()));
    let area = limit.of(area, move |text| {
        wanting.set(false);
        words.set(text);
    });
    let none = option("", sheet.say(Key::PlanAddPrincipleNone), false);
    let principles = sheet.app.model().principles.iter().map(|principle| {
        let words = format!("{} {}", principle.clause, principle.title);
        option(principle.id.as_str(), words, false)
    });
    let principles = std::iter::once(none).chain(principles);
    let principle_select = select(principles, move |id| principle.set(id));
    let horizons = Horizon::ALL
        .map(|each| option(each.id(), horizon_words(each, sheet.speech()).to_owned(), false));
    let horizon_select = select(horizons, move |id| {
        if let Some(chosen) = Horizon::from_id(&id) {
            horizon.set(chosen);
        }
    });
    let field = |id: &'static str, label: Key, control: El| {
        field(id, sheet.say(label), sheet.guard(control))
    };
    let problem = problem("own-problem", wrong);
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
    fold_under("folded-steps more-steps no-print", el("summary").live_text(title))
        .live_prop("hidden", move || found.with(Vec::is_empty).into())
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
