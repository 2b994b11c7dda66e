//! What an ecosystem view shows besides sentences and charts: single values in words, what stands in sight, which months
//! and which page of a list. What may be shown at all was decided before, by `cohort`.

use std::{collections::BTreeSet, ops::Range};

use super::{signed, views::role_name};
use cohort::{
    Change, Cohort, Consensus, Filter, Gap, GapClass, Movement, Named, NoTrend, Picture, Topic,
    View, response::Month,
};
use domain::{
    model::{Form, Model, Role},
    text::{Key, Speech},
};

/// So many topics stand in sight; the others open on demand.
const TOPICS_IN_SIGHT: usize = 5;

/// The topics that stand in sight, and the others.
pub fn topics_in_sight(picture: &Picture) -> (&[Topic], &[Topic]) {
    let topics = &picture.topics[..];
    topics.split_at_checked(TOPICS_IN_SIGHT).unwrap_or((topics, &[]))
}

/// A value of consensus with what it means: `0.81 · Strong`.
pub fn consensus_words(value: f64, model: &Model, speech: Speech<'_>) -> String {
    let name = speech.say(match Consensus::of(value, &model.scoring) {
        Consensus::Strong => Key::ViewConsensusStrong,
        Consensus::Mixed => Key::ViewConsensusMixed,
        Consensus::Split => Key::ViewConsensusSplit,
    });
    format!("{} · {name}", speech.locale.decimal(value, 2))
}

/// What a gap between the roles means, or a dash where there is none.
pub fn gap_meaning(gap: Option<Gap>, speech: Speech<'_>) -> &str {
    match gap.map(|gap| gap.class) {
        Some(GapClass::Flag) => speech.say(Key::ViewGapFlag),
        Some(GapClass::Watch) => speech.say(Key::ViewGapWatch),
        Some(GapClass::Alike) => speech.say(Key::ViewGapAlike),
        None => "–",
    }
}

/// What a change between two months means.
pub fn movement_words(movement: Movement, speech: Speech<'_>) -> &str {
    speech.say(match movement {
        Movement::Up => Key::ViewTrendUp,
        Movement::Down => Key::ViewTrendDown,
        Movement::NoClearChange => Key::ViewTrendNone,
    })
}

/// Why two months are not compared.
pub fn no_trend_words(reason: NoTrend, speech: Speech<'_>) -> &str {
    speech.say(match reason {
        NoTrend::Overlap => Key::ViewTrendOverlap,
        NoTrend::Form => Key::ViewTrendForm,
        NoTrend::TooFew => Key::ViewTrendFew,
    })
}

/// What has changed for a role between two months, in a sentence.
pub fn trend_sentence(role: Role, change: &Change, speech: Speech<'_>) -> String {
    let gaps = [
        ("group", role_name(role, speech)),
        ("change", &*signed(change.levels(), speech)),
        ("meaning", movement_words(change.movement, speech)),
    ];
    speech.count(Key::ViewTrendChange, change.matched as u64, &gaps)
}

/// The months in which there are responses, earliest first.
pub fn months(cohort: &Cohort) -> Vec<Month> {
    let months: BTreeSet<Month> = cohort.rows().map(|row| row.month()).collect();
    months.into_iter().collect()
}

/// The span of months that the chosen responses are of, or a dash without any.
pub fn span_words(cohort: &Cohort, filter: &Filter, speech: Speech<'_>) -> String {
    let rows = cohort.rows().filter(|row| filter.admits(row));
    let months: BTreeSet<Month> = rows.map(|row| row.month()).collect();
    let month = |month: &Month| speech.locale.month(month.moment());
    match (months.first(), months.last()) {
        (Some(first), Some(last)) if first == last => month(first),
        (Some(first), Some(last)) => {
            speech.fill(Key::ViewReportMonths, &[("from", &month(first)), ("to", &month(last))])
        }
        _ => "–".to_owned(),
    }
}

/// The forms that the chosen responses are of.
pub fn forms_words(cohort: &Cohort, filter: &Filter, model: &Model) -> String {
    let rows = || cohort.rows().filter(|row| filter.admits(row));
    let forms = Form::ALL.iter().filter(|form| rows().any(|row| row.profile().form == **form));
    let names = forms.filter_map(|form| Some(model.choices.forms.get(*form)?.name.as_str()));
    names.collect::<Vec<_>>().join(", ")
}

/// Two months to look at, by one of them changed: nothing while they are the first and the last there is.
pub fn chosen_span(span: (Month, Month), whole: (Month, Month)) -> Option<(Month, Month)> {
    (span != whole).then_some(span)
}

/// More dots than this say less than a distribution does.
const MOST_DOTS: usize = 60;

/// Whether single answers are shown as dots: where some are shown by name, and not too many.
pub fn shows_dots(view: &View) -> bool {
    view.rules.named != Named::Nobody && view.cohort.len() <= MOST_DOTS
}

/// What a response without a name is called: by its place among all.
pub fn response_number(place: usize, speech: Speech<'_>) -> String {
    let number = speech.locale.whole(place as u64 + 1);
    speech.fill(Key::ViewResponseNumber, &[("number", &number)])
}

/// A difference as it stands in tables, or a dash where there is none.
pub fn difference_words(levels: Option<f64>, speech: Speech<'_>) -> String {
    levels.map_or_else(|| "–".to_owned(), |levels| signed(levels, speech))
}

/// So many responses stand on one page of their list.
const RESPONSES_ON_PAGE: usize = 50;

/// A page of a list of responses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponsePage {
    /// Which page it is, from 0.
    pub page: usize,
    /// How many pages there are, at least one.
    pub pages: usize,
    /// The places of its responses.
    pub places: Range<usize>,
}

impl ResponsePage {
    /// The page with this number of a list of so many responses, or the last one if there are fewer.
    pub fn of(responses: usize, page: usize) -> Self {
        let pages = responses.div_ceil(RESPONSES_ON_PAGE).max(1);
        let page = page.min(pages - 1);
        let end = ((page + 1) * RESPONSES_ON_PAGE).min(responses);
        Self { page, pages, places: page * RESPONSES_ON_PAGE..end }
    }

    /// The page after it, if there is one.
    pub fn next(&self) -> Option<usize> {
        Some(self.page + 1).filter(|next| *next < self.pages)
    }
}
