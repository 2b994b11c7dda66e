//! Elements by builder, with erased types.
//!
//! Leptos gives every element of a `view!` a type of its own, made of its tag, its attributes and its children, and the
//! compiler writes the code to build, update and remove it once for each such type. For an app with many screens that is
//! most of the download. Here every element has the same type, so that code exists once, and a screen is a sequence of
//! plain calls. Measured when it was introduced: see ARCHITECTURE.md.
//!
//! What follows a signal is given as a closure, to the methods that begin with `live`.

use std::borrow::Cow;

use leptos::{
    attr::{
        any_attribute::{AnyAttribute, IntoAnyAttribute},
        custom::custom_attribute,
    },
    ev,
    html::custom,
    prelude::*,
    tachys::html::{class::class, property::prop, style::style},
};
use wasm_bindgen::JsValue;
use web_sys::Event;

/// An element being put together. It is nothing until it is a child of another or a [view](El::view).
#[must_use]
pub struct El {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// Begins an element.
pub fn el(tag: &'static str) -> El {
    El { tag, attributes: Vec::new(), children: Vec::new() }
}

/// Words of the interface and of the model live as long as the page; others are owned.
pub type Words = Cow<'static, str>;

impl El {
    fn with(mut self, attribute: impl IntoAnyAttribute) -> Self {
        self.attributes.push(attribute.into_any_attr());
        self
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Words>) -> Self {
        self.with(custom_attribute(name, value.into().into_owned()))
    }

    /// Sets an attribute if there is a value for it.
    pub fn maybe_attr(self, name: &'static str, value: Option<String>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute that follows signals; `None` removes it.
    pub fn live_attr(
        self,
        name: &'static str,
        value: impl Fn() -> Option<Words> + Send + 'static,
    ) -> Self {
        let value: Box<dyn Fn() -> Option<String> + Send> =
            Box::new(move || value().map(Cow::into_owned));
        self.with(custom_attribute(name, value))
    }

    /// Sets the classes.
    pub fn class(self, classes: &'static str) -> Self {
        self.attr("class", classes)
    }

    /// Adds a class while something is so.
    pub fn live_class(self, name: &'static str, on: impl Fn() -> bool + Send + 'static) -> Self {
        let on: Box<dyn Fn() -> bool + Send> = Box::new(on);
        self.with(class((name, on)))
    }

    /// Sets a property of the DOM object, which is what a control shows now, and not an attribute, which is only what
    /// it began with.
    pub fn live_prop(
        self,
        name: &'static str,
        value: impl Fn() -> JsValue + Send + 'static,
    ) -> Self {
        let value: Box<dyn Fn() -> JsValue + Send> = Box::new(value);
        self.with(prop(name, value))
    }

    /// Stands at a place of its parent, given in percent of its width and height. By the style object, because the
    /// content security policy forbids style attributes.
    pub fn place(self, x: f64, y: f64) -> Self {
        self.with(style(("left", format!("{x:.2}%")))).with(style(("top", format!("{y:.2}%"))))
    }

    /// Acts on an event.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + 'static) -> Self {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        self.with(ev::on(ev::Custom::<Event>::new(event), act))
    }

    /// Acts on a click.
    pub fn on_click(self, mut act: impl FnMut() + 'static) -> Self {
        self.on("click", move |_| act())
    }

    /// Adds words.
    pub fn text(self, words: impl Into<Words>) -> Self {
        self.child(words.into().into_owned())
    }

    /// Adds words that follow signals.
    pub fn live_text(self, words: impl Fn() -> Words + Send + 'static) -> Self {
        let words: Box<dyn Fn() -> String + Send> = Box::new(move || words().into_owned());
        self.child(words)
    }

    /// Adds a child.
    pub fn child(mut self, child: impl IntoAny) -> Self {
        self.children.push(child.into_any());
        self
    }

    /// Adds a child if there is one.
    pub fn maybe(self, child: Option<El>) -> Self {
        match child {
            Some(child) => self.child(child.view()),
            None => self,
        }
    }

    /// Adds an element.
    pub fn el(self, child: El) -> Self {
        self.child(child.view())
    }

    /// Adds several elements.
    pub fn els(mut self, children: impl IntoIterator<Item = El>) -> Self {
        self.children.extend(children.into_iter().map(El::view));
        self
    }

    /// Adds what follows signals; it is built anew whenever one of them changes.
    pub fn live(self, child: impl Fn() -> AnyView + Send + 'static) -> Self {
        let child: Box<dyn Fn() -> AnyView + Send> = Box::new(child);
        self.child(child)
    }

    /// The finished element.
    pub fn view(self) -> AnyView {
        custom(self.tag)
            .add_any_attr(self.attributes)
            .child(leptos::tachys::view::iterators::StaticVec::from(self.children))
            .into_any()
    }
}

/// Nothing at all.
pub fn nothing() -> AnyView {
    ().into_any()
}
