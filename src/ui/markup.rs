//! Elements by builder, with erased types.
//!
//! Leptos gives every element of a `view!` a type of its own, made of its tag, its attributes and its children, and the
//! compiler writes the code to build, update and remove it once for each such type. For an app with many screens that is
//! most of the download. Here every element has the same type, so that code exists once, and a screen is a sequence of
//! plain calls. Measured when it was introduced: see docs/decisions.md.
//!
//! What follows a signal is given as a closure, to the methods that begin with `live`.

use std::{
    borrow::Cow,
    sync::atomic::{AtomicU8, Ordering},
};

use leptos::{
    attr::{
        any_attribute::{AnyAttribute, IntoAnyAttribute},
        custom::custom_attribute,
    },
    ev,
    html::custom,
    prelude::*,
    tachys::{
        html::{class::class, property::prop, style::style},
        view::iterators::StaticVec,
    },
};
use wasm_bindgen::JsValue;
use web_sys::Event;

/// An element being put together. It is nothing until it is a child of another or a [view](El::view).
#[must_use]
pub struct El(Box<Parts>);

struct Parts {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// How many levels all headings stand lower than their tags say. For all elements at once, because it is a property of the
/// page around: handed in, it would be an argument of each of the hundreds of places that begin a heading, and would be the
/// same at all of them.
static LOWER_BY: AtomicU8 = AtomicU8::new(0);

/// The lowest level of a heading that assistive software tells apart.
const LOWEST: u8 = 6;

/// Sets the level that the title of a screen has among all headings, from 1; the others follow. For all elements that are
/// begun after it. Tags stay as they are, and with them the style and whatever looks for a title: the level is what the
/// accessibility tree has.
pub fn set_title_level(level: u8) {
    LOWER_BY.store(level.saturating_sub(1), Ordering::Relaxed);
}

/// Begins an element.
#[inline(never)]
pub fn el(tag: &'static str) -> El {
    let element = El(Box::new(Parts { tag, attributes: Vec::new(), children: Vec::new() }));
    match (LOWER_BY.load(Ordering::Relaxed), tag.as_bytes()) {
        (lower @ 1.., [b'h', digit @ b'1'..=b'6']) => {
            let level = (digit - b'0' + lower).min(LOWEST);
            element.set("aria-level", level.to_string().into())
        }
        _ => element,
    }
}

/// Words of the interface and of the model live as long as the page; others are owned.
pub(super) type Words = Cow<'static, str>;

// The methods that people call only turn their arguments into one type and hand over to one of these, which are not
// repeated at every call.
impl El {
    #[inline(never)]
    fn add_attribute(mut self, attribute: AnyAttribute) -> Self {
        self.0.attributes.push(attribute);
        self
    }

    #[inline(never)]
    fn add_child(mut self, child: AnyView) -> Self {
        self.0.children.push(child);
        self
    }

    #[inline(never)]
    fn set(self, name: &'static str, value: Words) -> Self {
        self.add_attribute(custom_attribute(name, value.into_owned()).into_any_attr())
    }

    #[inline(never)]
    fn set_live(self, name: &'static str, value: Box<dyn Fn() -> Option<Words> + Send>) -> Self {
        let value = move || value().map(Cow::into_owned);
        self.add_attribute(custom_attribute(name, value).into_any_attr())
    }

    #[inline(never)]
    fn set_live_class(self, name: &'static str, on: Box<dyn Fn() -> bool + Send>) -> Self {
        self.add_attribute(class((name, on)).into_any_attr())
    }

    #[inline(never)]
    fn set_live_prop(self, name: &'static str, value: Box<dyn Fn() -> JsValue + Send>) -> Self {
        self.add_attribute(prop(name, value).into_any_attr())
    }

    #[inline(never)]
    fn listen(self, event: &'static str, act: Box<dyn FnMut(Event)>) -> Self {
        self.add_attribute(ev::on(ev::Custom::<Event>::new(event), act).into_any_attr())
    }

    #[inline(never)]
    fn add_text(self, words: Words) -> Self {
        self.add_child(words.into_owned().into_any())
    }

    #[inline(never)]
    fn add_live_text(self, words: Box<dyn Fn() -> Words + Send>) -> Self {
        // As a view of any kind: what follows signals as such a view is compiled already.
        self.add_live(Box::new(move || words().into_owned().into_any()))
    }

    #[inline(never)]
    fn add_live(self, child: Box<dyn Fn() -> AnyView + Send>) -> Self {
        self.add_child(child.into_any())
    }
}

impl El {
    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Words>) -> Self {
        self.set(name, value.into())
    }

    /// Sets an attribute if there is a value for it.
    pub fn maybe_attr(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.set(name, value.into()),
            None => self,
        }
    }

    /// Sets an attribute that follows signals; `None` removes it.
    pub fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<Words> + Send + 'static,
    ) -> Self {
        self.set_live(name, Box::new(value))
    }

    /// Sets the classes.
    #[inline(never)]
    pub fn class(self, classes: &'static str) -> Self {
        self.set("class", classes.into())
    }

    /// Adds a class while something is so.
    pub fn live_class(self, name: &'static str, on: impl Fn() -> bool + Send + 'static) -> Self {
        self.set_live_class(name, Box::new(on))
    }

    /// Sets a property of the DOM object, which is what a control shows now, and not an attribute, which is only what
    /// it began with.
    pub fn live_prop(
        self,
        name: &'static str,
        value: impl Fn() -> JsValue + Send + 'static,
    ) -> Self {
        self.set_live_prop(name, Box::new(value))
    }

    /// Stands at a place of its parent, given in percent of its width and height. By the style object, because the
    /// content security policy forbids style attributes.
    pub fn place(self, x: f64, y: f64) -> Self {
        let at = |side: &'static str, percent: f64| {
            style((side, format!("{}%", percent.round() as i32))).into_any_attr()
        };
        self.add_attribute(at("left", x)).add_attribute(at("top", y))
    }

    /// Acts on an event.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        self.listen(event, Box::new(act))
    }

    /// Acts on a click.
    pub fn on_click(self, mut act: impl FnMut() + 'static) -> Self {
        self.listen("click", Box::new(move |_| act()))
    }

    /// Adds words.
    pub fn text(self, words: impl Into<Words>) -> Self {
        self.add_text(words.into())
    }

    /// Adds words that follow signals.
    pub fn live_text(self, words: impl Fn() -> Words + Send + 'static) -> Self {
        self.add_live_text(Box::new(words))
    }

    /// Adds a view of any kind.
    pub fn child(self, child: AnyView) -> Self {
        self.add_child(child)
    }

    /// Adds an element.
    #[inline(never)]
    pub fn el(self, child: El) -> Self {
        self.add_child(child.view())
    }

    /// Adds an element if there is one.
    #[inline(never)]
    pub fn maybe(self, child: Option<El>) -> Self {
        match child {
            Some(child) => self.el(child),
            None => self,
        }
    }

    /// Adds several elements.
    pub fn els(mut self, children: impl IntoIterator<Item = El>) -> Self {
        for child in children {
            self = self.el(child);
        }
        self
    }

    /// Adds what follows signals; it is built anew whenever one of them changes.
    pub fn live(self, child: impl Fn() -> AnyView + Send + 'static) -> Self {
        self.add_live(Box::new(child))
    }

    /// The finished element.
    #[inline(never)]
    pub fn view(self) -> AnyView {
        let Parts { tag, attributes, children } = *self.0;
        custom(tag).add_any_attr(attributes).child(StaticVec::from(children)).into_any()
    }
}

/// Nothing at all.
pub fn nothing() -> AnyView {
    ().into_any()
}
