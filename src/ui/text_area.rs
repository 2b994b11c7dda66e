//! Text areas, and fields with a limit to what they hold.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::{El, el, markup::Words};
use crate::platform;

/// A field for a text of several lines. `value` is what it shows; follows signals.
#[inline(never)]
pub fn text_area(rows: &'static str, value: impl Fn() -> JsValue + Send + 'static) -> El {
    el("textarea").attr("rows", rows).live_prop("value", value)
}

/// A field for a text that is copied out of it by hand.
#[inline(never)]
pub fn read_only_area(rows: &'static str) -> El {
    el("textarea").attr("rows", rows).attr("readonly", "")
}

/// How much a field holds, and whether the last text that was typed into it was longer.
#[derive(Clone, Copy)]
pub struct Limit {
    characters: usize,
    cut: RwSignal<bool>,
}

impl Limit {
    /// A limit in characters.
    pub fn new(characters: usize) -> Self {
        Self { characters, cut: RwSignal::new(false) }
    }

    /// Whether the last text that was typed was too long. Follows the typing.
    pub fn was_exceeded(self) -> bool {
        self.cut.get()
    }

    /// A field that holds no more than this. `write` gets what is left of the text with each letter. What was cut off does
    /// not stay in the field, where it would look as if it were kept, and the cursor stays where it is.
    pub fn of(self, field: El, write: impl FnMut(String) + 'static) -> El {
        self.listen(field, Box::new(write))
    }

    #[inline(never)]
    fn listen(self, field: El, mut write: Box<dyn FnMut(String)>) -> El {
        field.on("input", move |event| {
            let text = event_target_value(&event);
            let end = text.char_indices().nth(self.characters).map(|(end, _)| end);
            let kept = end.and_then(|end| text.get(..end));
            self.cut.set(kept.is_some());
            write(kept.unwrap_or(&text).to_owned());
            if let Some(kept) = kept {
                platform::replace_text(&event, kept);
            }
        })
    }
}

/// What is wrong with a text, said when it comes, found by its id.
#[inline(never)]
pub fn problem(id: impl Into<Words>, words: impl Fn() -> Words + Send + 'static) -> El {
    el("p").class("hint problem").attr("id", id).attr("aria-live", "polite").live_text(words)
}
