//! One row for each practice, principle and group with everything that may be shown of it, and for each principle and the
//! whole one with the value of the ecosystem. `docs/exports.md` describes the columns.

use std::borrow::Cow;

use super::{consensus_id, gap_id, group_id, practices_behind};
use crate::export::csv::{MARK, line};
use crate::export::{guard::guarded, unrounded};
use cohort::{Cell, Consensus, Figures, Filter, Gap, Group, GroupKind, Picture, View};
use domain::model::{self, Level, Model};

/// The columns in their order.
pub const NUMBER_COLUMNS: [&str; 39] = [
    "view",
    "filter",
    "model_id",
    "model_version",
    "kind",
    "principle_id",
    "clause",
    "principle_title",
    "practice_id",
    "practice_title",
    "group",
    "tag",
    "tag_value",
    "respondents",
    "shown",
    "practices",
    "n",
    "mean",
    "median",
    "held",
    "consensus",
    "consensus_class",
    "sd",
    "unknown_share",
    "level_1",
    "level_2",
    "level_3",
    "level_4",
    "level_5",
    "not_applicable",
    "unknown",
    "unanswered",
    "lowest",
    "highest",
    "lower_quartile",
    "upper_quartile",
    "alignment",
    "gap",
    "gap_class",
];

/// All numbers of a picture as CSV. What must not be shown is empty.
pub fn numbers(model: &Model, view: &View, filter: &Filter, picture: &Picture) -> String {
    let table = Table { model, view, filter: filter_text(view, filter), picture };
    let mut text = String::from(MARK);
    line(&mut text, NUMBER_COLUMNS.map(Cow::from));
    for row in table.rows() {
        line(&mut text, NUMBER_COLUMNS.map(|column| row.cell(column)));
    }
    text
}

/// What a filter lets through, for programs: `role=member; months=2026-01..2026-06`.
fn filter_text(view: &View, filter: &Filter) -> String {
    let Filter { role, form, value, months } = filter;
    let value = value.and_then(|(facet, number)| {
        let facet = view.cohort.facets().get(facet)?;
        let value = usize::from(number).checked_sub(1).and_then(|place| facet.values.get(place));
        let value = value.map(String::as_str).unwrap_or_default();
        Some(format!("{}{}={value}", super::TAG_PREFIX, facet.name))
    });
    let parts = [
        role.map(|role| format!("role={}", role.id())),
        form.map(|form| format!("form={}", form.id())),
        value,
        months.map(|(from, to)| format!("months={from}..{to}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

struct Table<'a> {
    model: &'a Model,
    view: &'a View,
    filter: String,
    picture: &'a Picture,
}

/// Cells by the names of their columns; what is not in it is empty.
struct Record<'a>(Vec<(&'static str, Cow<'a, str>)>);

impl<'a> Record<'a> {
    fn put(&mut self, column: &'static str, cell: impl Into<Cow<'a, str>>) {
        self.0.push((column, cell.into()));
    }

    fn number(&mut self, column: &'static str, number: Option<f64>) {
        if let Some(number) = number {
            self.put(column, unrounded(number));
        }
    }

    fn whole(&mut self, column: &'static str, number: Option<u32>) {
        if let Some(number) = number {
            self.put(column, number.to_string());
        }
    }

    fn level(&mut self, column: &'static str, level: Option<Level>) {
        self.whole(column, level.map(|level| level.number().into()));
    }

    fn gap(&mut self, gap: Option<Gap>) {
        self.number("gap", gap.map(|gap| gap.levels));
        self.put("gap_class", gap.map_or("", |gap| gap_id(gap.class)));
    }

    fn shown(&mut self, shown: bool) {
        self.put("shown", if shown { "yes" } else { "no" });
    }

    fn cell(&self, column: &str) -> Cow<'a, str> {
        let cell = self.0.iter().find(|(name, _)| *name == column);
        cell.map(|(_, cell)| cell.clone()).unwrap_or_default()
    }
}

impl<'a> Table<'a> {
    fn rows(&'a self) -> impl Iterator<Item = Record<'a>> {
        let principles = self.model.principles.iter().enumerate();
        principles
            .flat_map(move |(place, principle)| {
                let practices = self.picture.practices.iter();
                let practices = practices.filter(move |practice| practice.principle == place);
                let of_practices = practices.flat_map(move |practice| {
                    let words = principle.practices.get(practice.place);
                    let groups = self.picture.groups.iter().zip(&practice.cells);
                    groups.map(move |(group, cell)| {
                        let mut record = self.practice(principle, words, *group, cell);
                        record.gap(practice.gap);
                        record
                    })
                });
                of_practices.chain(self.principle(place, principle))
            })
            .chain(std::iter::once(self.ecosystem()))
    }

    fn begin(&'a self, kind: &'static str) -> Record<'a> {
        let mut record = Record(Vec::new());
        record.put("view", guarded(&self.view.name));
        record.put("filter", guarded(&self.filter));
        record.put("model_id", guarded(&self.model.id));
        record.put("model_version", guarded(&self.model.version));
        record.put("kind", kind);
        record
    }

    fn of(&'a self, kind: &'static str, principle: &'a model::Principle) -> Record<'a> {
        let mut record = self.begin(kind);
        record.put("principle_id", guarded(&principle.id));
        record.put("clause", format!("§{}", principle.clause));
        record.put("principle_title", guarded(&principle.title));
        record
    }

    fn group(&'a self, record: &mut Record<'a>, group: Group) {
        record.put("group", group_id(group.kind));
        record.whole("respondents", Some(group.respondents));
        let facets = self.view.cohort.facets();
        let facet = self.view.facet.and_then(|place| facets.get(place));
        if let (GroupKind::Part(number), Some(facet)) = (group.kind, facet) {
            record.put("tag", guarded(&facet.name));
            let place = usize::from(number).checked_sub(1);
            let value = place.and_then(|place| facet.values.get(place));
            record.put("tag_value", value.map_or("".into(), |value| guarded(value)));
        }
    }

    fn consensus(&self, record: &mut Record<'a>, consensus: Option<f64>) {
        record.number("consensus", consensus);
        if let Some(value) = consensus {
            let class = Consensus::of(value, &self.model.scoring);
            record.put("consensus_class", consensus_id(class));
        }
    }

    fn practice(
        &'a self,
        principle: &'a model::Principle,
        practice: Option<&'a model::Practice>,
        group: Group,
        cell: &Cell,
    ) -> Record<'a> {
        let mut record = self.of("practice", principle);
        if let Some(practice) = practice {
            record.put("practice_id", guarded(&practice.id));
            record.put("practice_title", guarded(&practice.title));
        }
        self.group(&mut record, group);
        record.shown(cell.mean.is_some());
        record.whole("n", cell.rated);
        record.number("mean", cell.mean);
        record.level("median", cell.median);
        self.consensus(&mut record, cell.consensus);
        record.number("unknown_share", cell.unknown);
        if let Some(spread) = cell.spread {
            record.number("sd", spread.deviation());
            let columns = ["level_1", "level_2", "level_3", "level_4", "level_5"];
            for (column, count) in columns.into_iter().zip(spread.levels) {
                record.whole(column, Some(count));
            }
            record.whole("not_applicable", Some(spread.not_applicable));
            record.whole("unknown", Some(spread.unknown));
            record.whole("unanswered", Some(spread.unanswered));
            record.level("lowest", spread.lowest());
            record.level("highest", spread.highest());
        }
        record
    }

    fn principle(
        &'a self,
        place: usize,
        principle: &'a model::Principle,
    ) -> impl Iterator<Item = Record<'a>> {
        let found = self.picture.principles.get(place);
        let figures = found.into_iter().flat_map(|found| &found.figures);
        let groups = self.picture.groups.iter().enumerate().zip(figures);
        let gap = found.and_then(|found| found.gap);
        let of_groups = groups.map(move |((number, group), figures)| {
            let Figures { value, held, consensus, quartiles } = figures;
            let mut record = self.of("principle", principle);
            self.group(&mut record, *group);
            record.shown(value.is_some());
            if value.is_some() {
                let practices = practices_behind(self.picture, place, number);
                record.put("practices", practices.to_string());
            }
            record.number("mean", *value);
            record.level("held", *held);
            self.consensus(&mut record, *consensus);
            record.number("lower_quartile", quartiles.map(|quartiles| quartiles.lower));
            record.number("upper_quartile", quartiles.map(|quartiles| quartiles.upper));
            record.gap(gap);
            record
        });
        let mut record = self.of("principle", principle);
        self.together(&mut record, found.and_then(|found| found.value));
        record.level("held", found.and_then(|found| found.held));
        record.gap(gap);
        of_groups.chain(std::iter::once(record))
    }

    /// The row of the ecosystem, of a principle or of the whole.
    fn together(&self, record: &mut Record<'a>, value: Option<f64>) {
        record.put("group", "ecosystem");
        let all = self.picture.groups.first();
        record.whole("respondents", all.map(|group| group.respondents));
        record.shown(value.is_some());
        record.number("mean", value);
    }

    fn ecosystem(&'a self) -> Record<'a> {
        let ecosystem = &self.picture.ecosystem;
        let mut record = self.begin("ecosystem");
        self.together(&mut record, ecosystem.overall.score);
        record.level("held", ecosystem.overall.held);
        record.number("alignment", ecosystem.alignment);
        record
    }
}
