//! One action of the roadmap: what it is, why it is there, and what the person decided and wrote.

use leptos::prelude::*;
use web_sys::Event;

use super::Sheet;
use crate::{
    platform,
    ui::{
        self, El, Limit, button, day_field, el, live_option, nothing, problem, select, text_area,
        text_line, typed_day,
    },
};
use domain::{
    assessment::{Action, ActionId, ActionState, Date, Horizon, OWNER_LIMIT, WORDS_LIMIT},
    model::Level,
    scoring::RoadmapItem,
    text::Key,
};
use report::{
    ActionList, horizon_words, is_overdue, proposal, state_words, states_to_choose, step_words,
};

/// What a card shows.
#[derive(Clone, PartialEq)]
struct CardContent {
    place: Option<usize>,
    practice: Option<&'static str>,
    from: Option<Level>,
    words: String,
    /// What to propose to the other side.
    to_propose: Option<&'static str>,
    edited: bool,
    horizon: Horizon,
    state: ActionState,
    owner: String,
    due: Option<Date>,
    overdue: bool,
    still_suggested: bool,
}

impl CardContent {
    fn of(item: &RoadmapItem<'static>) -> Self {
        let today = Date::of(platform::local_now());
        Self {
            place: item.place,
            practice: item.practice.map(|practice| practice.title.as_str()),
            from: item.from,
            words: item.words.clone(),
            to_propose: item.to_propose,
            edited: item.edited,
            horizon: item.horizon,
            state: item.state,
            owner: item.owner.clone(),
            due: item.due,
            overdue: today.is_some_and(|today| is_overdue(item, today)),
            still_suggested: item.still_suggested,
        }
    }
}

/// What the parts of a card share.
#[derive(Clone, Copy)]
struct ActionCard {
    sheet: Sheet,
    id: StoredValue<ActionId>,
    shown: Memo<Option<CardContent>>,
    is_own: bool,
    /// What is being typed in the place of the words, while it is.
    draft: RwSignal<Option<String>>,
}

impl ActionCard {
    fn read<T: Default>(self, look: impl Fn(&CardContent) -> T) -> T {
        self.shown.with(|shown| shown.as_ref().map(look)).unwrap_or_default()
    }

    fn state(self) -> ActionState {
        self.read(|shown| shown.state)
    }

    fn is_open(self) -> bool {
        self.state().is_open()
    }

    /// The id of a control of this card.
    fn control(self, part: &str) -> String {
        self.id.with_value(|id| format!("{part}-{}", id.as_str()))
    }

    fn focus(self, part: &'static str) {
        let selector = format!("[id=\"{}\"]", self.control(part));
        platform::before_paint(move || platform::focus(&selector));
    }

    /// Changes what is stored of the action. Returns whether it could.
    fn change(self, change: impl FnOnce(&mut Action)) -> bool {
        let id = self.id.get_value();
        let stored = self.sheet.shelved.with_untracked(|shelved| {
            shelved.as_ref().and_then(|s| s.assessment.plan.get(&id).cloned())
        });
        let mut action = stored.unwrap_or_else(|| {
            let place = self.shown.with_untracked(|shown| shown.as_ref().and_then(|s| s.place));
            let principle = place.and_then(|place| self.sheet.app.model().principles.get(place));
            let principle = principle.map(|principle| principle.id.clone()).unwrap_or_default();
            Action { principle, ..Action::default() }
        });
        change(&mut action);
        self.sheet.write(id, action)
    }

    /// Decides on the action, and keeps the focus where the person is.
    fn decide(self, state: ActionState) {
        let before = self.shown.with_untracked(|s| s.as_ref().map(|s| (s.state, s.horizon)));
        let Some((before, horizon)) = before.filter(|(before, _)| *before != state) else { return };
        if !self.change(|action| action.state = state) {
            return;
        }
        let list = ActionList::of(state, horizon);
        if matches!(list, ActionList::Open(_)) && before.is_open() {
            self.focus(if before == ActionState::Suggested { "owner" } else { "state" });
            return;
        }
        self.moved(list);
    }

    /// Says where the card is now. It is built anew there, so the focus goes with it.
    fn moved(self, list: ActionList) {
        let sheet = self.sheet;
        let gaps = [("where", list.words(sheet.speech()))];
        sheet.app.tell(sheet.speech().fill(Key::PlanMoved, &gaps));
        match list {
            // There in every open card.
            ActionList::Open(_) => self.focus("reword"),
            ActionList::Done | ActionList::Dropped => {
                let summary = format!("[data-group=\"{}\"] > summary", list.id());
                platform::before_paint(move || platform::focus(&summary));
            }
        }
    }

    /// A button for what is seldom wanted. The words of the card say what it acts on.
    fn quiet_button(self, words: Key, act: impl FnMut() + 'static) -> El {
        button("quiet-button", self.sheet.say(words), act)
            .attr("aria-describedby", self.control("said"))
    }

    fn date(self, date: Date) -> String {
        self.sheet.speech().locale.date(date.midday())
    }

    fn due_words(self) -> String {
        self.read(|shown| shown.due).map(|due| self.date(due)).unwrap_or_default()
    }
}

/// The card of an action.
pub(super) fn card(sheet: Sheet, id: ActionId) -> El {
    let name = id.as_str().to_owned();
    let is_own = id.is_own();
    let shown = {
        let id = id.clone();
        Memo::new(move |_| {
            let found = |items: &Vec<RoadmapItem<'static>>| {
                items.iter().find(|item| item.id == id).map(CardContent::of)
            };
            sheet.items.with(found)
        })
    };
    let card =
        ActionCard { sheet, id: StoredValue::new(id), shown, is_own, draft: RwSignal::new(None) };
    el("li")
        .class("step")
        .attr("data-action", name)
        .live_class("taken", move || {
            matches!(card.state(), ActionState::Taken | ActionState::Started)
        })
        .live_class("dropped", move || card.state() == ActionState::Dropped)
        .live_class("overdue", move || card.read(|shown| shown.overdue))
        .el(origin(card))
        .el(words(card))
        .el(editor(card))
        .el(to_propose(card))
        .el(marks(card))
        .el(fields(card))
        .el(buttons(card))
        .el(printed(card))
}

/// Which principle and practice it serves, and which step it is.
fn origin(card: ActionCard) -> El {
    let sheet = card.sheet;
    let principle = move || {
        let place = card.read(|shown| shown.place);
        let principle = place.and_then(|place| sheet.app.model().principles.get(place));
        match principle {
            Some(principle) => format!("{} {}", principle.clause, principle.title).into(),
            None => "".into(),
        }
    };
    let why = move || {
        let step = card.read(|shown| shown.practice.zip(shown.from));
        match step {
            Some((practice, from)) => step_words(practice, from, sheet.speech()).into(),
            None if card.is_own => sheet.say(Key::PlanOwn).into(),
            None => "".into(),
        }
    };
    el("p")
        .class("step-origin")
        .el(el("span").class("step-principle").live_text(principle))
        .text(" ")
        .el(el("span").live_text(why))
}

fn words(card: ActionCard) -> El {
    let sheet = card.sheet;
    let words = move || {
        let words = card.read(|shown| shown.words.clone());
        if words.trim().is_empty() { sheet.say(Key::PlanNoWords).into() } else { words.into() }
    };
    el("p")
        .class("step-words")
        .attr("id", card.control("said"))
        .attr("dir", "auto")
        .live_class("being-reworded", move || card.draft.with(Option::is_some))
        .live_text(words)
}

/// What the other side can do about the same gap, so that both can talk about it.
fn to_propose(card: ActionCard) -> El {
    let sheet = card.sheet;
    let words = move || {
        let step = card.read(|shown| shown.to_propose).filter(|_| card.is_open());
        step.map(|step| proposal(sheet.profile.role, step, sheet.speech())).unwrap_or_default()
    };
    el("p")
        .class("step-proposal quiet")
        .live_prop("hidden", move || words().is_empty().into())
        .live_text(move || words().into())
}

/// The words as a text to write, in their place.
fn editor(card: ActionCard) -> El {
    let sheet = card.sheet;
    let limit = Limit::new(WORDS_LIMIT);
    let area = text_area("3", move || card.draft.get().unwrap_or_default().into())
        .attr("id", card.control("words"))
        .attr("dir", "auto")
        .attr("aria-label", sheet.say(Key::PlanWords))
        .attr("aria-describedby", card.control("cut"));
    let area = limit.of(area, move |words| {
        // What is empty is not stored as the model's words come back, and not while the person types.
        card.draft.set(Some(words.clone()));
        card.change(|action| action.words = words);
    });
    let close = move || {
        card.draft.set(None);
        card.focus("reword");
    };
    let end = card.quiet_button(Key::PlanRewordEnd, close);
    let back = move || {
        card.change(|action| action.words.clear());
        sheet.app.tell(sheet.say(Key::PlanWordsAgain).to_owned());
        close();
    };
    let back = (!card.is_own).then(|| card.quiet_button(Key::PlanWordsBack, back));
    el("div")
        .class("step-editor no-print")
        .live_prop("hidden", move || card.draft.with(Option::is_none).into())
        .el(sheet.guard(area))
        .el(problem(card.control("cut"), move || sheet.cut_words(limit, WORDS_LIMIT)))
        .el(el("p").class("minor").el(sheet.guard(end)).maybe(back.map(|back| sheet.guard(back))))
}

/// What is to be known about it: in the person's words, no longer suggested, overdue.
fn marks(card: ActionCard) -> El {
    let sheet = card.sheet;
    let marks = Memo::new(move |_| {
        card.read(|shown| {
            let overdue = shown.due.filter(|_| shown.overdue);
            (shown.edited && !card.is_own, !shown.still_suggested && !card.is_own, overdue)
        })
    });
    let list = move || {
        let (edited, alone, overdue) = marks.get();
        if !(edited || alone || overdue.is_some()) {
            return nothing();
        }
        let overdue = overdue.map(|due| {
            let words = sheet.speech().fill(Key::PlanOverdue, &[("date", &card.date(due))]);
            el("li").class("tag late").text(words)
        });
        let edited = edited.then(|| el("li").class("tag").text(sheet.say(Key::PlanEdited)));
        let alone = alone.then(|| el("li").class("tag").text(sheet.say(Key::PlanNotSuggested)));
        el("ul")
            .class("step-marks")
            .attr("role", "list")
            .maybe(overdue)
            .maybe(alone)
            .maybe(edited)
            .view()
    };
    el("div").class("marks-place").live(list)
}

/// State, owner, date and horizon. A suggestion about which nothing is said does not have them yet.
fn fields(card: ActionCard) -> El {
    let sheet = card.sheet;
    // Once there they stay, or they would vanish under the person who takes back the last of it.
    let there = Memo::new(move |before: Option<&bool>| {
        let said = card.read(|shown| {
            shown.state != ActionState::Suggested || !shown.owner.is_empty() || shown.due.is_some()
        });
        said || before == Some(&true)
    });
    let field = move |part: &'static str, label: Key, control: El| {
        ui::field(card.control(part), sheet.say(label), sheet.guard(control))
    };
    el("div")
        .class("step-fields no-print")
        .live_prop("hidden", move || (!there.get()).into())
        .el(field("state", Key::PlanState, state_select(card)))
        .el(field("horizon", Key::PlanHorizon, horizon_select(card)))
        .el(owner_field(card, field))
        .el(due_field(card, field))
}

fn state_select(card: ActionCard) -> El {
    let sheet = card.sheet;
    let states = states_to_choose(card.is_own);
    let options = states.map(|state| {
        let words = state_words(state, sheet.speech());
        live_option(state.id(), words.to_owned(), move || card.state() == state)
    });
    select(options, move |id| {
        if let Some(state) = ActionState::from_id(&id) {
            card.decide(state);
        }
    })
}

fn horizon_select(card: ActionCard) -> El {
    let sheet = card.sheet;
    let options = Horizon::ALL.map(|horizon| {
        let is_chosen = move || card.read(|shown| Some(shown.horizon)) == Some(horizon);
        live_option(horizon.id(), horizon_words(horizon, sheet.speech()).to_owned(), is_chosen)
    });
    select(options, move |id| {
        let Some(horizon) = Horizon::from_id(&id) else { return };
        let is_open = untrack(|| card.is_open());
        if card.change(|action| action.horizon = Some(horizon)) && is_open {
            card.moved(ActionList::Open(horizon));
            card.focus("horizon");
        }
    })
}

fn owner_field(card: ActionCard, field: impl Fn(&'static str, Key, El) -> El) -> El {
    let sheet = card.sheet;
    let limit = Limit::new(OWNER_LIMIT);
    let owner = text_line()
        .attr("aria-describedby", card.control("owner-cut"))
        .live_prop("value", move || card.read(|shown| shown.owner.as_str().into()));
    let owner = limit.of(owner, move |name| _ = card.change(|action| action.owner = name));
    field("owner", Key::PlanOwner, owner)
        .el(problem(card.control("owner-cut"), move || sheet.cut_words(limit, OWNER_LIMIT)))
}

/// What is in the field: a date, nothing, or neither.
fn typed_date(event: &Event) -> Result<Option<Date>, ()> {
    let day = typed_day(event).ok_or(())?;
    if day.is_empty() { Ok(None) } else { Date::parse(&day).map(Some).ok_or(()) }
}

fn due_field(card: ActionCard, field: impl Fn(&'static str, Key, El) -> El) -> El {
    let sheet = card.sheet;
    let bad = RwSignal::new(false);
    let due = day_field("2000-01-01", "2199-12-31")
        .attr("aria-describedby", card.control("due-bad"))
        .live_attr("aria-invalid", move || bad.get().then_some("true".into()))
        .live_prop("value", move || {
            card.read(|shown| shown.due).map(|due| due.to_string()).unwrap_or_default().into()
        })
        .on("input", move |event| {
            if let Ok(due) = typed_date(&event) {
                bad.set(false);
                card.change(|action| action.due = due);
            }
        })
        // Not with every digit of a year: it is wrong when it is left so.
        .on("focusout", move |event| bad.set(typed_date(&event).is_err()));
    let words = move || {
        if !bad.get() {
            return "".into();
        }
        let kept = card.due_words();
        if kept.is_empty() {
            sheet.say(Key::PlanDueBad).into()
        } else {
            sheet.speech().fill(Key::PlanDueBadKept, &[("date", &kept)]).into()
        }
    };
    let problem = problem(card.control("due-bad"), words).class("hint problem warn");
    field("due", Key::PlanDue, due).el(problem)
}

fn buttons(card: ActionCard) -> El {
    let sheet = card.sheet;
    let take = button("button take", sheet.say(Key::PlanTake), move || {
        card.decide(ActionState::Taken);
    })
    .attr("aria-describedby", card.control("said"))
    .live_prop("hidden", move || (card.state() != ActionState::Suggested).into());
    let reword = move || {
        let words = card.shown.with_untracked(|shown| {
            shown.as_ref().map(|shown| shown.words.clone()).unwrap_or_default()
        });
        card.draft.set(Some(words));
        card.focus("words");
    };
    let reword = card
        .quiet_button(Key::PlanReword, reword)
        .attr("id", card.control("reword"))
        .live_prop("hidden", move || (!card.is_open() || card.draft.with(Option::is_some)).into());
    let drop = card
        .quiet_button(Key::PlanDrop, move || card.decide(ActionState::Dropped))
        .live_prop("hidden", move || (!card.is_open()).into());
    let back = if card.is_own { ActionState::Taken } else { ActionState::Suggested };
    let take_back = card
        .quiet_button(Key::PlanTakeBack, move || card.decide(back))
        .live_prop("hidden", move || (card.state() != ActionState::Dropped).into());
    el("p")
        .class("step-buttons no-print")
        .el(sheet.guard(take))
        .el(sheet.guard(reword))
        .el(sheet.guard(drop))
        .el(sheet.guard(take_back))
}

/// The values of the controls, for paper. What is empty leaves room to write.
fn printed(card: ActionCard) -> El {
    let sheet = card.sheet;
    let row = |label: Key, value: El| el("div").el(el("dt").text(sheet.say(label))).el(value);
    el("dl")
        .class("step-values print-only")
        .el(row(
            Key::PlanState,
            el("dd").live_text(move || state_words(card.state(), sheet.speech()).into()),
        ))
        .el(row(
            Key::PlanOwner,
            el("dd")
                .attr("dir", "auto")
                .live_text(move || card.read(|shown| shown.owner.clone()).into()),
        ))
        .el(row(Key::PlanDue, el("dd").live_text(move || card.due_words().into())))
}
