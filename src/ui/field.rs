//! Form fields: one function for each kind of control, and the labels around them.
//!
//! What a control shows follows the closure that it is given; what a person does is handed to the other one. Their closures
//! are boxed here, so that the code of a control is there once and not for each screen.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlInputElement};

use super::{El, el, markup::Words, paragraph};

// ---- one line of text ----

/// A field for one line of text, without a value.
#[inline(never)]
pub fn text_line() -> El {
    el("input").attr("type", "text").attr("dir", "auto").attr("autocomplete", "off")
}

/// A field for one line of text.
#[inline(never)]
pub fn text_field(text: RwSignal<String>) -> El {
    text_line()
        .live_prop("value", move || text.get().into())
        .on("input", move |event| text.set(event_target_value(&event)))
}

// ---- yes or no ----

/// A box to tick. `set` gets whether it is ticked.
pub fn checkbox(is_on: impl Fn() -> bool + Send + 'static, set: impl FnMut(bool) + 'static) -> El {
    checkbox_of(Box::new(is_on), Box::new(set))
}

#[inline(never)]
fn checkbox_of(is_on: Box<dyn Fn() -> bool + Send>, mut set: Box<dyn FnMut(bool)>) -> El {
    showing("checked", el("input").attr("type", "checkbox"), is_on)
        .on("change", move |event| set(event_target_checked(&event)))
}

/// A box to tick that is a signal.
#[inline(never)]
pub fn toggle(on: RwSignal<bool>) -> El {
    checkbox(move || on.get(), move |is_on| on.set(is_on))
}

/// A control that shows with a property whether something is so.
#[inline(never)]
fn showing(property: &'static str, control: El, is_so: Box<dyn Fn() -> bool + Send>) -> El {
    control.live_prop(property, move || is_so().into())
}

// ---- one of several ----

/// One of several to choose from, of which `name` is the same.
pub fn radio(
    name: impl Into<Words>,
    value: impl Into<Words>,
    is_chosen: impl Fn() -> bool + Send + 'static,
    choose: impl FnMut() + 'static,
) -> El {
    radio_of(name.into(), value.into(), Box::new(is_chosen), Box::new(choose))
}

#[inline(never)]
fn radio_of(
    name: Words,
    value: Words,
    is_chosen: Box<dyn Fn() -> bool + Send>,
    mut choose: Box<dyn FnMut()>,
) -> El {
    let one = el("input").attr("type", "radio").attr("name", name).attr("value", value);
    showing("checked", one, is_chosen).on("change", move |_| choose())
}

/// A list to choose from. `choose` gets the value of the chosen [`option`].
pub fn select(options: impl IntoIterator<Item = El>, choose: impl FnMut(String) + 'static) -> El {
    select_with(Box::new(choose)).els(options)
}

#[inline(never)]
fn select_with(mut choose: Box<dyn FnMut(String)>) -> El {
    el("select").on("change", move |event| choose(event_target_value(&event)))
}

/// One of a list. `is_chosen`: whether it is the one that the list begins with.
pub fn option(value: impl Into<Words>, words: impl Into<Words>, is_chosen: bool) -> El {
    option_of(value.into(), words.into(), is_chosen)
}

#[inline(never)]
fn option_of(value: Words, words: Words, is_chosen: bool) -> El {
    let selected = is_chosen.then(String::new);
    el("option").attr("value", value).maybe_attr("selected", selected).text(words)
}

/// One of a list that shows what is chosen elsewhere, too.
pub fn live_option(
    value: impl Into<Words>,
    words: impl Into<Words>,
    is_chosen: impl Fn() -> bool + Send + 'static,
) -> El {
    showing("selected", option(value, words, false), Box::new(is_chosen))
}

// ---- days ----

/// A field for a day between two others, all as `YYYY-MM-DD`; see [`typed_day`].
#[inline(never)]
pub fn day_field(first: &'static str, last: &'static str) -> El {
    el("input").attr("type", "date").attr("min", first).attr("max", last)
}

/// What a [`day_field`] holds, from one of its events: a day, an empty text if there is none, or `None` for one that is not
/// complete or does not exist.
pub fn typed_day(event: &Event) -> Option<String> {
    let field: HtmlInputElement = event.target()?.dyn_into().ok()?;
    let value = field.value();
    // A half-typed one has no value either.
    (!value.is_empty() || !field.validity().bad_input()).then_some(value)
}

// ---- files ----

/// Files to choose. `accept` names the kinds that are offered.
#[inline(never)]
pub fn file_field(accept: &'static str, act: impl FnMut(Event) + 'static) -> El {
    el("input").attr("type", "file").attr("accept", accept).on("change", act)
}

// ---- labels ----

/// A control with its label above.
#[inline(never)]
pub fn field(id: impl Into<Words>, label: impl Into<Words>, control: El) -> El {
    field_of("field", id, label, control)
}

/// The same with other classes.
#[inline(never)]
pub fn field_of(
    class: &'static str,
    id: impl Into<Words>,
    label: impl Into<Words>,
    control: El,
) -> El {
    let id = id.into();
    el("div")
        .class(class)
        .el(el("label").attr("for", id.clone()).text(label))
        .el(control.attr("id", id))
}

/// A control within its label, the words before it.
#[inline(never)]
pub fn labelled(class: &'static str, words: impl Into<Words>, control: El) -> El {
    el("label").class(class).el(el("span").text(words)).el(control)
}

/// A box to tick within its label, the words after it.
#[inline(never)]
pub fn check(control: El, words: impl Into<Words>) -> El {
    el("label").class("check").el(control).el(el("span").text(words))
}

/// A control that is one of several under a legend, with a name and what it means in one line.
#[inline(never)]
pub fn grade(control: El, name: impl Into<Words>, meaning: impl Into<Words>) -> El {
    el("label").class("grade").el(control).el(el("span")
        .el(el("span").class("choice-name").text(name))
        .text(" ")
        .el(el("span").class("quiet").text(meaning)))
}

/// A control as a card, with a name and what it means below.
#[inline(never)]
pub fn choice_card(control: El, name: impl Into<Words>, meaning: impl Into<Words>) -> El {
    el("label").class("choice").el(control).el(el("span")
        .el(el("span").class("choice-name").text(name))
        .el(el("span").class("choice-words").text(meaning)))
}

/// Cards of which one is chosen, under a question and what follows from the choice. `group` is stable, for those who look for
/// it from outside.
#[inline(never)]
pub fn choice_cards(
    group: &'static str,
    question: impl Into<Words>,
    about: Option<&'static str>,
    cards: impl IntoIterator<Item = El>,
) -> El {
    let id = about.map(|_| format!("about-{group}"));
    el("fieldset")
        .class("choices")
        .attr("data-group", group)
        .maybe_attr("aria-describedby", id.clone())
        .el(el("legend").text(question))
        .maybe(about.zip(id).map(|(words, id)| paragraph("hint", words).attr("id", id)))
        .el(el("div").class("choice-list").els(cards))
}

/// What helps to fill in a field, found by its id.
#[inline(never)]
pub fn hint(id: &'static str, words: impl Into<Words>) -> El {
    paragraph("hint", words).attr("id", id)
}

/// The button that sends a form.
#[inline(never)]
pub fn submit(class: &'static str, words: impl Into<Words>) -> El {
    el("button").class(class).attr("type", "submit").text(words)
}

/// The button that sends a form, acting by its click, which the enter key makes too: in a sandboxed frame nothing is ever
/// submitted.
pub fn submit_by_click(
    class: &'static str,
    words: impl Into<Words>,
    act: impl FnMut() + 'static,
) -> El {
    instead_of_sending(submit(class, words), Box::new(act))
}

#[inline(never)]
fn instead_of_sending(submit: El, mut act: Box<dyn FnMut()>) -> El {
    submit.on("click", move |event| {
        event.prevent_default();
        act();
    })
}
