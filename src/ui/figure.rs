//! Charts with their captions and numbers.

use leptos::prelude::*;

use super::{El, el, fold, markup::Words};

/// A drawing that the core made as SVG. The only place that sets markup: charts escape every text they draw.
pub fn drawing(svg: impl Fn() -> String + Send + 'static) -> AnyView {
    let svg: Box<dyn Fn() -> String + Send> = Box::new(svg);
    view! { <div class="drawing" inner_html=svg></div> }.into_any()
}

/// How the numbers of a chart are given beside it.
pub enum Numbers {
    /// A table in full sight.
    Open(El),
    /// A table for those who do not use the drawing, which shows the same numbers.
    Hidden(El),
    /// A table that opens on demand, with what to call it.
    Folded(Words, El),
}

/// A chart: the drawing, a caption that says what to see, and the same numbers as a table.
///
/// `name` is stable, for those who look for the chart from outside.
pub fn figure(
    name: impl Into<Words>,
    svg: impl Fn() -> String + Send + 'static,
    caption: impl Into<Words>,
    numbers: Numbers,
) -> El {
    let numbers = match numbers {
        Numbers::Open(table) => table,
        Numbers::Hidden(table) => el("div").class("visually-hidden").el(table),
        Numbers::Folded(words, table) => fold("numbers", words).el(table),
    };
    el("figure")
        .class("chart-figure")
        .attr("data-chart", name)
        .child(drawing(svg))
        .el(el("figcaption").text(caption))
        .el(numbers)
}
