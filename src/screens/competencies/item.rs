//! One item of the self-check: what it is, and how often it is seen of either side.

use leptos::prelude::*;

use crate::{
    app::App,
    platform,
    ui::{self, El, el, fold, paragraph, quiet_button},
};
use domain::{
    assessment::{AssessmentId, Frequency, Msg, SelfCheck, SelfRating},
    model::Competency,
    text::Key,
};
use workspace::store::Shelved;

/// Whom a rating is about.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Own,
    Others,
}

impl Side {
    /// The word for it in names of controls.
    fn token(self) -> &'static str {
        match self {
            Self::Own => "own",
            Self::Others => "others",
        }
    }

    fn words(self) -> Key {
        match self {
            Self::Own => Key::CompetenciesOwn,
            Self::Others => Key::CompetenciesOthers,
        }
    }
}

/// One row of ratings.
#[derive(Clone)]
struct Row {
    app: App,
    id: AssessmentId,
    item: &'static Competency,
    side: Side,
    check: Memo<SelfCheck>,
    fixed: bool,
}

impl Row {
    fn rating(&self) -> Option<SelfRating> {
        let check = self.check.get();
        match self.side {
            Side::Own => check.own,
            Side::Others => check.others,
        }
    }

    fn set(&self, rating: Option<SelfRating>) {
        let item = self.item.id.clone();
        self.app.dispatch(
            &self.id,
            match self.side {
                Side::Own => Msg::SetSelf(item, rating),
                Side::Others => Msg::SetOthers(item, rating),
            },
        );
    }

    /// The id of a control of this row.
    fn control(&self, part: &str) -> String {
        format!("{}-{}-{part}", self.item.id, self.side.token())
    }
}

/// An item with its two rows.
pub(super) fn item(
    app: App,
    id: &AssessmentId,
    item: &'static Competency,
    shelved: Memo<Option<Shelved>>,
    fixed: bool,
) -> El {
    let check = Memo::new(move |_| {
        let check = shelved
            .with(|shelved| shelved.as_ref()?.assessment.competencies.get(&item.id).copied());
        check.unwrap_or_default()
    });
    let row = |side: Side| Row { app, id: id.clone(), item, side, check, fixed };
    let kind =
        if item.is_behaviour { Key::CompetenciesBehaviour } else { Key::CompetenciesCompetency };
    let statement = format!("{}-statement", item.id);
    let explained = |key: Key, words: &'static str| {
        el("p").el(el("strong").text(app.say(key))).text(" ").text(words)
    };
    let more = fold("more", app.say(Key::CompetenciesMore))
        .el(explained(Key::CompetenciesLooksLike, &item.looks_like))
        .el(explained(Key::CompetenciesWarningSign, &item.warning_sign));
    el("fieldset")
        .class("check-item")
        .attr("data-competency", item.id.as_str())
        .attr("aria-describedby", statement.clone())
        .el(el("legend")
            .text(item.name.as_str())
            .text(" ")
            .el(el("span").class("tag").text(app.say(kind))))
        .el(paragraph("", item.statement.as_str()).attr("id", statement))
        .el(more)
        .el(rating_row(&row(Side::Own)))
        .el(rating_row(&row(Side::Others)))
}

fn rating_row(row: &Row) -> El {
    let app = row.app;
    let model = app.model();
    let numbered = Frequency::ALL.into_iter().zip(&model.competencies.frequencies);
    let options = numbered.map(|(frequency, words)| {
        let number = app.speech().locale.whole(u64::from(frequency.number()));
        el("label")
            .class("frequency")
            .el(radio(row, SelfRating::Seen(frequency)))
            .el(el("span").class("frequency-number").text(number))
            .text(" ")
            .el(el("span").class("frequency-name").text(words.name.as_str()))
    });
    let unknown = el("label")
        .class("frequency cannot-tell")
        .el(radio(row, SelfRating::Unknown))
        .el(el("span").text(model.competencies.cannot_say.as_str()));
    let (take_back, state, now) = (row.clone(), row.clone(), row.clone());
    let label = app.speech().fill(
        Key::CompetenciesTakeBackLabel,
        &[("item", &row.item.name), ("side", app.say(row.side.words()))],
    );
    let take_back = quiet_button(app.say(Key::AnswerTakeBack), label, move || {
        take_back.set(None);
        // The button is gone with the rating; the focus must not be.
        platform::focus(&format!("[id=\"{}\"]", take_back.control("1")));
    })
    .class("quiet-button take-back")
    .live_prop("disabled", move || (state.fixed || state.rating().is_none()).into());
    // On a small window the numbers stand alone; then this says what the chosen one means, or what they go from and to.
    let named = move |number: usize| {
        let words = model.competencies.frequencies.get(number.checked_sub(1)?)?;
        Some(format!("{} {}", app.speech().locale.whole(number as u64), words.name))
    };
    let chosen = move || {
        match now.rating() {
            Some(SelfRating::Unknown) => Some(model.competencies.cannot_say.clone()),
            Some(SelfRating::Seen(frequency)) => named(usize::from(frequency.number())),
            None => named(1).zip(named(5)).map(|(first, last)| format!("{first} – {last}")),
        }
        .unwrap_or_default()
        .into()
    };
    el("fieldset")
        .class("rating")
        .attr("data-side", row.side.token())
        .el(el("legend").text(app.say(row.side.words())))
        .el(el("span").class("rating-now quiet").attr("aria-hidden", "true").live_text(chosen))
        .el(el("div").class("frequency-row").els(options).el(unknown))
        .el(take_back)
}

fn radio(row: &Row, rating: SelfRating) -> El {
    let (shown, chosen) = (row.clone(), row.clone());
    let name = format!("{}-{}", row.item.id, row.side.token());
    let is_chosen = move || shown.rating() == Some(rating);
    ui::radio(name, rating.token(), is_chosen, move || chosen.set(Some(rating)))
        .attr("id", row.control(rating.token()))
        .maybe_attr("disabled", row.fixed.then(String::new))
}
