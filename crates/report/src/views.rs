//! From the picture of many responses to charts: which numbers and words go into which chart. Owns that choice; what may be
//! shown was decided before, and how a chart looks is the business of `chart`.

use super::{pictures::spokes, signed};
use chart::{
    Attention, Balance, BalanceMark, Band, BandRadar, Distribution, DistributionRow,
    DistributionWords, Dots, DotsRow, DotsWords, Group, HeatCell, HeatMap, HeatRow, HeatWords,
    Layout, Radar, Series, SeriesStyle, Shade, ShareBars, ShareRow, Spread, Tally, View, ViewGaps,
    ViewRow, ViewWords,
};
use cohort::{Consensus, Dot, Facet, Figures, Gap, GapClass, GroupKind, Picture, Practice, Trend};
use domain::{
    assessment::Answer,
    model::{self, Level, Model, Role},
    text::{Key, Speech},
};

const ROLES: [(Role, SeriesStyle); 2] =
    [(Role::Orchestrator, SeriesStyle::Own), (Role::Member, SeriesStyle::Other)];

/// What a role is called when there are several of it.
pub fn role_name(role: Role, speech: Speech<'_>) -> &str {
    match role {
        Role::Orchestrator => speech.say(Key::CohortOrchestrators),
        Role::Member => speech.say(Key::CohortMembers),
    }
}

/// What a group is called. `facet` is the one that the picture is grouped by.
pub fn group_name(kind: GroupKind, facet: Option<&Facet>, speech: Speech<'_>) -> String {
    match kind {
        GroupKind::All => speech.say(Key::CohortAll).to_owned(),
        GroupKind::Role(role) => role_name(role, speech).to_owned(),
        GroupKind::Part(number) => {
            facet.map(|facet| value_name(facet, number, speech)).unwrap_or_default()
        }
    }
}

/// A value of a facet, by its number; 0 are those without one.
pub fn value_name(facet: &Facet, number: u8, speech: Speech<'_>) -> String {
    match usize::from(number).checked_sub(1).and_then(|place| facet.values.get(place)) {
        Some(value) => value.clone(),
        None => speech.fill(Key::CohortWithout, &[("tag", &facet.name)]),
    }
}

/// The radar of both roles, with the middle half of the respondents as bands.
pub fn radar(model: &Model, picture: &Picture, speech: Speech<'_>, layout: Layout) -> BandRadar {
    let mut series = Vec::new();
    let mut bands = Vec::new();
    for (role, style) in ROLES {
        let Some(group) = picture.place_of(GroupKind::Role(role)) else { continue };
        let figures: Vec<Figures> = picture.figures(group).collect();
        let name = role_name(role, speech);
        if figures.iter().any(|figures| figures.value.is_some()) {
            let values = figures.iter().map(|figures| figures.value).collect();
            series.push(Series { name: name.to_owned(), style, values });
        }
        let quartiles = || figures.iter().map(|figures| figures.quartiles);
        if quartiles().any(|quartiles| quartiles.is_some()) {
            bands.push(Band {
                name: speech.fill(Key::ViewBand, &[("group", name)]),
                style,
                lower: quartiles().map(|q| q.map(|q| q.lower)).collect(),
                upper: quartiles().map(|q| q.map(|q| q.upper)).collect(),
            });
        }
    }
    if series.is_empty() {
        // Nothing can be told by role; everybody together may still be shown.
        let values: Vec<Option<f64>> = picture.principles.iter().map(|p| p.value).collect();
        if values.iter().any(Option::is_some) {
            let name = speech.say(Key::CohortAll).to_owned();
            series.push(Series { name, style: SeriesStyle::Part, values });
        }
    }
    // Members behind, so that the one orchestrator stays in sight.
    series.reverse();
    BandRadar { radar: Radar { layout, spokes: spokes(model), series, held: None }, bands }
}

/// The same as a small sign: two shapes, or one where nothing can be told by role.
pub fn small_radar(model: &Model, picture: &Picture, speech: Speech<'_>) -> Radar {
    radar(model, picture, speech, Layout::Mini).radar
}

fn view_of(value: Option<f64>, respondents: u32) -> View {
    match value {
        Some(value) => View::Mean(value),
        None if respondents > 0 => View::Hidden,
        None => View::Nothing,
    }
}

fn attention(gap: Option<Gap>) -> Attention {
    match gap.map(|gap| gap.class) {
        Some(GapClass::Flag) => Attention::Flag,
        Some(GapClass::Watch) => Attention::Watch,
        Some(GapClass::Alike) | None => Attention::Calm,
    }
}

/// A gap with its sign, or a dash where there is none.
pub fn gap_words(gap: Option<Gap>, speech: Speech<'_>) -> String {
    gap.map_or_else(|| "–".to_owned(), |gap| signed(gap.levels, speech))
}

fn view_words(speech: Speech<'_>) -> ViewWords {
    ViewWords {
        orchestrators: speech.say(Key::CohortOrchestrators).to_owned(),
        members: speech.say(Key::CohortMembers).to_owned(),
        difference: speech.say(Key::ViewGap).to_owned(),
        watch: speech.say(Key::ViewGapWatch).to_owned(),
        flag: speech.say(Key::ViewGapFlag).to_owned(),
        hidden: speech.say(Key::ViewHidden).to_owned(),
        nothing: speech.say(Key::ViewNoRating).to_owned(),
    }
}

/// Both roles' values of every principle, side by side. With `by_gap` the largest differences come first, otherwise the
/// order is that of the model.
pub fn gaps(
    model: &Model,
    picture: &Picture,
    speech: Speech<'_>,
    layout: Layout,
    by_gap: bool,
) -> ViewGaps {
    let respondents = ROLES.map(|(role, _)| respondents(picture, role));
    let places = if by_gap { by_size(picture) } else { (0..picture.principles.len()).collect() };
    let rows = places.into_iter().filter_map(|place| {
        let (principle, figures) = (model.principles.get(place)?, picture.principles.get(place)?);
        let value = |role: usize| figures.figures.get(role + 1).and_then(|figures| figures.value);
        Some(ViewRow {
            label: principle.clause.clone(),
            title: principle.title.clone(),
            orchestrators: view_of(value(0), respondents[0]),
            members: view_of(value(1), respondents[1]),
            difference: gap_words(figures.gap, speech),
            attention: attention(figures.gap),
        })
    });
    ViewGaps { layout, rows: rows.collect(), words: view_words(speech) }
}

/// Principles from the largest difference in either direction to the smallest, then those without one.
pub fn by_size(picture: &Picture) -> Vec<usize> {
    let places = (0..picture.principles.len()).collect();
    let size = |place: usize| {
        let gap = picture.principles.get(place).and_then(|principle| principle.gap);
        gap.map_or(-1.0, |gap| gap.levels.abs())
    };
    base::order::order(places, |a, b| size(*b).total_cmp(&size(*a)))
}

fn respondents(picture: &Picture, role: Role) -> u32 {
    let group = picture.place_of(GroupKind::Role(role));
    group.and_then(|place| picture.groups.get(place)).map_or(0, |group| group.respondents)
}

/// The practices of a principle in the picture, with those of the model. What nobody was asked is left out.
pub fn practices_of<'m, 'p>(
    model: &'m Model,
    picture: &'p Picture,
    principle: usize,
) -> impl Iterator<Item = (&'m model::Practice, &'p Practice)> + use<'m, 'p> {
    let practices = picture.practices.iter();
    let asked = practices.filter(move |practice| practice.principle == principle && practice.asked);
    asked.filter_map(move |practice| {
        let words = model.principles.get(principle)?.practices.get(practice.place)?;
        Some((words, practice))
    })
}

/// Both roles' means of every practice of a principle.
pub fn practice_gaps(
    model: &Model,
    picture: &Picture,
    principle: usize,
    speech: Speech<'_>,
    layout: Layout,
) -> ViewGaps {
    let respondents = ROLES.map(|(role, _)| respondents(picture, role));
    let rows = practices_of(model, picture, principle).map(|(words, practice)| {
        let mean = |role: usize| practice.cells.get(role + 1).and_then(|cell| cell.mean);
        ViewRow {
            label: String::new(),
            title: words.title.clone(),
            orchestrators: view_of(mean(0), respondents[0]),
            members: view_of(mean(1), respondents[1]),
            difference: gap_words(practice.gap, speech),
            attention: attention(practice.gap),
        }
    });
    ViewGaps { layout, rows: rows.collect(), words: view_words(speech) }
}

/// The groups that have a column of their own: everybody, the roles, and the parts of the grouping; those without people are
/// left out.
pub fn columns(picture: &Picture) -> Vec<usize> {
    let groups = picture.groups.iter().enumerate();
    groups.filter(|(_, group)| group.respondents > 0).map(|(place, _)| place).collect()
}

/// How far answers agree, principle by principle and group by group.
pub fn consensus(
    model: &Model,
    picture: &Picture,
    facet: Option<&Facet>,
    speech: Speech<'_>,
    layout: Layout,
) -> HeatMap {
    let columns = columns(picture);
    let name = |place: &usize| {
        let group = picture.groups.get(*place);
        group.map(|group| group_name(group.kind, facet, speech)).unwrap_or_default()
    };
    let rows = model.principles.iter().zip(&picture.principles).map(|(words, principle)| {
        let cells = columns.iter().map(|place| {
            let consensus = principle.figures.get(*place).and_then(|figures| figures.consensus);
            let shade = match consensus.map(|value| Consensus::of(value, &model.scoring)) {
                Some(Consensus::Strong) => Shade::Light,
                Some(Consensus::Mixed) => Shade::Medium,
                Some(Consensus::Split) => Shade::Dark,
                None => Shade::Hidden,
            };
            let words = consensus.map(|value| speech.locale.decimal(value, 2)).unwrap_or_default();
            HeatCell { shade, words }
        });
        HeatRow { label: words.clause.clone(), title: words.title.clone(), cells: cells.collect() }
    });
    let rows = rows.collect();
    let words = HeatWords {
        light: speech.say(Key::ViewConsensusStrong).to_owned(),
        medium: speech.say(Key::ViewConsensusMixed).to_owned(),
        dark: speech.say(Key::ViewConsensusSplit).to_owned(),
        hidden: speech.say(Key::ViewHidden).to_owned(),
        nothing: speech.say(Key::ViewNoRating).to_owned(),
    };
    HeatMap { layout, columns: columns.iter().map(name).collect(), rows, words }
}

/// How often each level was chosen for the practices of a principle, by role.
pub fn distribution(
    model: &Model,
    picture: &Picture,
    principle: usize,
    speech: Speech<'_>,
    layout: Layout,
) -> Distribution {
    let roles: Vec<(Role, SeriesStyle, usize)> = ROLES
        .into_iter()
        .filter(|(role, _)| respondents(picture, *role) > 0)
        .filter_map(|(role, style)| Some((role, style, picture.place_of(GroupKind::Role(role))?)))
        .collect();
    let rows = practices_of(model, picture, principle).map(|(words, practice)| {
        let bars = roles.iter().map(|(_, _, group)| {
            let spread = practice.cells.get(*group).and_then(|cell| cell.spread);
            match spread {
                Some(spread) => Spread::Known(
                    Tally {
                        levels: spread.levels,
                        not_applicable: spread.not_applicable,
                        cannot_tell: spread.unknown,
                    },
                    speech.locale.whole(u64::from(spread.rated())),
                ),
                None => Spread::Hidden(speech.say(Key::ViewHidden).to_owned()),
            }
        });
        DistributionRow { label: String::new(), title: words.title.clone(), bars: bars.collect() }
    });
    let rows = rows.collect();
    let groups = roles
        .iter()
        .map(|(role, style, _)| Group { name: role_name(*role, speech).to_owned(), style: *style });
    Distribution {
        layout,
        groups: groups.collect(),
        rows,
        words: DistributionWords {
            levels: level_names(model, speech),
            not_applicable: speech.say(Key::ResultsNaColumn).to_owned(),
            cannot_tell: speech.say(Key::ResultsUnknownColumn).to_owned(),
            rated: speech.say(Key::ViewRated).to_owned(),
        },
    }
}

fn level_names(model: &Model, speech: Speech<'_>) -> [String; 5] {
    Level::ALL.map(|level| {
        let number = speech.locale.whole(u64::from(level.number()));
        format!("{number} {}", model.levels.at(level).name)
    })
}

/// What each respondent shown by name said about the practices of a principle.
pub fn dots(
    model: &Model,
    principle: usize,
    said: impl Fn(&model::Practice) -> Vec<Dot>,
    speech: Speech<'_>,
    layout: Layout,
) -> Dots {
    let practices = model.principles.get(principle).map_or(&[][..], |p| &p.practices);
    let rows = practices.iter().filter_map(|practice| {
        let said = said(practice);
        let tally = |role: Role| {
            let mut tally = Tally::default();
            for dot in said.iter().filter(|dot| dot.role == role) {
                match dot.answer {
                    Answer::Rated(level) => {
                        let place = usize::from(level.number()) - 1;
                        if let Some(count) = tally.levels.get_mut(place) {
                            *count += 1;
                        }
                    }
                    Answer::NotApplicable => tally.not_applicable += 1,
                    Answer::Unknown => tally.cannot_tell += 1,
                }
            }
            tally
        };
        (!said.is_empty()).then(|| DotsRow {
            label: String::new(),
            title: practice.title.clone(),
            orchestrators: tally(Role::Orchestrator),
            members: tally(Role::Member),
        })
    });
    Dots {
        layout,
        rows: rows.collect(),
        words: DotsWords {
            orchestrators: speech.say(Key::CohortOrchestrators).to_owned(),
            members: speech.say(Key::CohortMembers).to_owned(),
            levels: Level::ALL.map(|level| model.levels.at(level).name.clone()),
            not_applicable: speech.say(Key::ResultsNaColumn).to_owned(),
            cannot_tell: speech.say(Key::ResultsUnknownColumn).to_owned(),
        },
    }
}

/// The most rows of a chart of blind spots.
const MOST_SPOTS: usize = 10;

/// Practices that many cannot tell about.
pub fn blind_spots(
    model: &Model,
    picture: &Picture,
    speech: Speech<'_>,
    layout: Layout,
) -> ShareBars {
    let spots = picture.blind_spots(&model.scoring);
    let rows = spots.into_iter().take(MOST_SPOTS).filter_map(|(place, share)| {
        let practice = picture.practices.get(place)?;
        let principle = model.principles.get(practice.principle)?;
        Some(ShareRow {
            label: String::new(),
            title: principle.practices.get(practice.place)?.title.clone(),
            share: Some(share),
            words: speech.locale.percent(share),
            large: share >= 0.5,
        })
    });
    let scale = [0.25, 0.5, 0.75, 1.0].map(|share| (share, speech.locale.percent(share)));
    ShareBars {
        layout,
        rows: rows.collect(),
        scale: scale.into(),
        head: String::new(),
        large: String::new(),
        hidden: String::new(),
    }
}

/// The principles of the ecosystem on one scale.
pub fn balance(model: &Model, picture: &Picture, speech: Speech<'_>, layout: Layout) -> Balance {
    let marks = model.principles.iter().zip(&picture.principles).map(|(words, principle)| {
        BalanceMark { label: words.clause.clone(), value: principle.value }
    });
    let spread = picture.ecosystem.overall.balance.as_ref().map(|balance| balance.spread);
    let spread = spread.map(|spread| speech.score(Some(spread))).unwrap_or_default();
    Balance { layout, marks: marks.collect(), spread }
}

/// The radar of one role on two dates, on matched practices.
pub fn dates(model: &Model, trend: &Trend, role: usize, names: [&str; 2], layout: Layout) -> Radar {
    let changes = || trend.principles.iter().map(|roles| roles.get(role).copied().flatten());
    let style = ROLES.get(role).map_or(SeriesStyle::Own, |(_, style)| *style);
    let series = vec![
        Series {
            name: names[0].to_owned(),
            style: SeriesStyle::Previous,
            values: changes().map(|change| change.map(|change| change.earlier)).collect(),
        },
        Series {
            name: names[1].to_owned(),
            style,
            values: changes().map(|change| change.map(|change| change.later)).collect(),
        },
    ];
    Radar { layout, spokes: spokes(model), series, held: None }
}
