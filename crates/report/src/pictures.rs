//! From scores to charts: which numbers and words go into which picture. Owns that choice; how a picture looks is the
//! business of `chart`.

use super::signed;
use chart::{
    Balance, BalanceMark, ChangeBars, ChangeRow, Dial, GapBars, GapRow, GapWords, Held, Layout,
    Matrix, MatrixRow, PeopleProfile, PeopleRow, PeopleWords, Place, PracticeMark, PracticeRadar,
    Radar, Series, SeriesStyle, Sighting, Spoke, Standing, StandingWords, TrendChart, TrendLine,
};
use domain::{
    assessment::{Answer, Assessment, SelfRating},
    model::{Level, Model, Principle},
    scoring::{
        Gap, PrincipleScore, Scores,
        compare::{Change, Comparison, Dates, Line, Trend},
        people::SelfView,
    },
    text::{Key, Speech},
};

pub(super) fn spokes(model: &Model) -> Vec<Spoke> {
    model
        .principles
        .iter()
        .map(|principle| Spoke { label: principle.clause.clone(), title: principle.title.clone() })
        .collect()
}

fn level_names(model: &Model) -> [String; 5] {
    Level::ALL.map(|level| model.levels.at(level).name.clone())
}

/// The radar of all principles: scores, targets and held levels.
pub fn radar(
    model: &Model,
    scores: &Scores,
    targets: &[Level],
    speech: Speech<'_>,
    layout: Layout,
) -> Radar {
    let own = Series {
        name: speech.say(Key::ResultsScoreSeries).to_owned(),
        style: SeriesStyle::Own,
        values: scores.principles.iter().map(|principle| principle.score).collect(),
    };
    let target = Series {
        name: speech.say(Key::ResultsTargetSeries).to_owned(),
        style: SeriesStyle::Target,
        values: targets.iter().map(|level| Some(f64::from(level.number()))).collect(),
    };
    let held = Held {
        name: speech.say(Key::ResultsHeldSeries).to_owned(),
        levels: scores.principles.iter().map(|p| p.held.map(Level::number)).collect(),
    };
    Radar { layout, spokes: spokes(model), series: vec![target, own], held: Some(held) }
}

/// The radar of somebody's response: scores and held levels. Targets are not handed over.
pub fn response_radar(model: &Model, scores: &Scores, speech: Speech<'_>, layout: Layout) -> Radar {
    let mut radar = radar(model, scores, &[], speech, layout);
    radar.series.retain(|series| series.style != SeriesStyle::Target);
    radar
}

/// The radar as a small sign in a list: the shape of whatever is rated so far.
pub fn small_radar(model: &Model, scores: &Scores) -> Radar {
    let own = Series {
        name: String::new(),
        style: SeriesStyle::Own,
        values: scores.principles.iter().map(|principle| principle.mean_so_far).collect(),
    };
    Radar { layout: Layout::Mini, spokes: spokes(model), series: vec![own], held: None }
}

/// A made-up shape that shows what a result looks like before there is one. Shown as an example and nowhere else.
pub fn example(model: &Model) -> Radar {
    const SHAPE: [f64; 12] = [3.4, 3.0, 3.6, 2.4, 2.8, 3.2, 4.0, 3.4, 2.2, 2.6, 3.0, 1.8];
    let own = Series {
        name: String::new(),
        style: SeriesStyle::Own,
        values: SHAPE.into_iter().cycle().take(model.principles.len()).map(Some).collect(),
    };
    Radar { layout: Layout::Narrow, spokes: spokes(model), series: vec![own], held: None }
}

/// The live radar of the answering screen, with the principle at `current` open.
pub fn dial(model: &Model, scores: &Scores, current: Option<usize>) -> Dial {
    let places = model.principles.iter().zip(&scores.principles).map(|(principle, score)| Place {
        label: principle.clause.clone(),
        answered: answered(score),
        score: score.score.or(score.mean_so_far),
        provisional: score.score.is_none(),
    });
    Dial { places: places.collect(), current }
}

fn answered(score: &PrincipleScore) -> f64 {
    if score.applicable == 0 { 0.0 } else { score.answered() as f64 / score.applicable as f64 }
}

/// How many practices of each principle stand where.
pub fn matrix(
    model: &Model,
    assessment: &Assessment,
    scores: &Scores,
    speech: Speech<'_>,
    layout: Layout,
) -> Matrix {
    let rows = model.principles.iter().zip(&scores.principles).map(|(principle, score)| {
        let (counts, apart) = standings(principle, assessment);
        MatrixRow {
            label: principle.clause.clone(),
            title: principle.title.clone(),
            counts,
            apart,
            held: score.held.map(Level::number),
        }
    });
    Matrix {
        layout,
        rows: rows.collect(),
        levels: level_names(model),
        apart: [Key::ResultsNaShort, Key::ResultsUnknownShort, Key::ResultsOpenShort]
            .map(|key| speech.say(key).to_owned()),
    }
}

/// How many practices of a principle stand at each level, and how many have no level: does not apply, cannot tell, not
/// answered.
pub fn standings(principle: &Principle, assessment: &Assessment) -> ([u32; 5], [u32; 3]) {
    let (mut counts, mut apart) = ([0; 5], [0; 3]);
    let [na, unknown, open] = &mut apart;
    for practice in principle.in_scope(assessment.profile) {
        match assessment.answer(&practice.id) {
            Some(Answer::Rated(level)) => {
                if let Some(count) = counts.get_mut(usize::from(level.number()) - 1) {
                    *count += 1;
                }
            }
            Some(Answer::NotApplicable) => *na += 1,
            Some(Answer::Unknown) => *unknown += 1,
            None => *open += 1,
        }
    }
    (counts, apart)
}

/// The practices of one principle.
pub fn practices(
    model: &Model,
    principle: &Principle,
    assessment: &Assessment,
    layout: Layout,
) -> PracticeRadar {
    let marks = principle.in_scope(assessment.profile).map(|practice| PracticeMark {
        title: practice.title.clone(),
        standing: match assessment.answer(&practice.id) {
            Some(Answer::Rated(level)) => Standing::Level(level.number()),
            Some(Answer::NotApplicable) => Standing::NotApplicable,
            Some(Answer::Unknown) => Standing::CannotTell,
            None => Standing::Unanswered,
        },
    });
    PracticeRadar {
        layout,
        practices: marks.collect(),
        words: StandingWords {
            not_applicable: model.answers.not_applicable.clone(),
            cannot_tell: model.answers.unknown.clone(),
            unanswered: model.answers.unanswered.clone(),
        },
    }
}

/// All scores on one line.
pub fn balance(model: &Model, scores: &Scores, speech: Speech<'_>, layout: Layout) -> Balance {
    let spread = scores.overall.balance.as_ref().map(|balance| balance.spread);
    Balance {
        layout,
        marks: model
            .principles
            .iter()
            .zip(&scores.principles)
            .map(|(principle, score)| BalanceMark {
                label: principle.clause.clone(),
                value: score.score,
            })
            .collect(),
        spread: spread.map(|spread| speech.score(Some(spread))).unwrap_or_default(),
    }
}

/// The radar of two rounds: the means of the matched items on both dates, with the names of the rounds.
pub fn rounds(
    model: &Model,
    comparison: &Comparison<'_>,
    names: Dates<&str>,
    layout: Layout,
) -> Radar {
    let series = |name: &str, style: SeriesStyle, mean: fn(&Change) -> f64| Series {
        name: name.to_owned(),
        style,
        values: comparison.principles.iter().map(|p| p.change.as_ref().map(mean)).collect(),
    };
    Radar {
        layout,
        spokes: spokes(model),
        series: vec![
            series(names.earlier, SeriesStyle::Previous, |change| change.means.earlier),
            series(names.later, SeriesStyle::Own, |change| change.means.later),
        ],
        held: None,
    }
}

/// How far each principle rose or fell, and all matched items together.
pub fn changes(
    model: &Model,
    comparison: &Comparison<'_>,
    speech: Speech<'_>,
    layout: Layout,
) -> ChangeBars {
    let row = |label: &str, title: &str, change: Option<Change>| ChangeRow {
        label: label.to_owned(),
        title: title.to_owned(),
        change: change.map(|change| change.change),
        words: change.map_or_else(|| speech.score(None), |change| signed(change.change, speech)),
        matched: speech.locale.whole(change.map_or(0, |change| change.matched as u64)),
    };
    let principles = model.principles.iter().zip(&comparison.principles);
    let all = if layout == Layout::Wide { Key::ChartsAllPractices } else { Key::ChartsAll };
    let band = model.scoring.no_clear_change_below;
    ChangeBars {
        layout,
        rows: principles
            .map(|(principle, change)| row(&principle.clause, &principle.title, change.change))
            .collect(),
        total: Some(row("", speech.say(all), comparison.overall)),
        change: speech.say(Key::ChartsChange).to_owned(),
        matched: speech.say(Key::ChartsMatched).to_owned(),
        band,
        band_name: speech.fill(Key::ChartsNoClearChange, &[("limit", &speech.score(Some(band)))]),
    }
}

/// The line through several rounds, and on demand that of one principle. `rounds` names every round that was given to
/// [`domain::scoring::compare::trend`]; those that were left out are left out here.
pub fn trend(
    model: &Model,
    trend: &Trend,
    rounds: &[String],
    principle: Option<usize>,
    speech: Speech<'_>,
    layout: Layout,
) -> TrendChart {
    let line = |name: &str, style: SeriesStyle, line: &Line| TrendLine {
        name: name.to_owned(),
        style,
        values: line.means.iter().copied().map(Some).collect(),
        ends: [line.means.first(), line.means.last()]
            .map(|mean| mean.map(|mean| speech.score(Some(*mean))).unwrap_or_default()),
    };
    let part = principle.and_then(|place| {
        let title = model.principles.get(place)?.title.as_str();
        Some(line(title, SeriesStyle::Part, trend.principles.get(place)?))
    });
    let all = line(speech.say(Key::ChartsAllPractices), SeriesStyle::Own, &trend.overall);
    TrendChart {
        layout,
        rounds: trend
            .rounds
            .iter()
            .map(|round| rounds.get(*round).cloned().unwrap_or_default())
            .collect(),
        levels: level_names(model),
        lines: part.into_iter().chain([all]).collect(),
    }
}

/// The profile of the self-check. `views` are by item, in the order of the model.
pub fn people(
    model: &Model,
    views: &[SelfView],
    speech: Speech<'_>,
    layout: Layout,
) -> PeopleProfile {
    let sighting = |seen: Option<SelfRating>| match seen {
        Some(SelfRating::Seen(frequency)) => Sighting::Often(frequency.number()),
        Some(SelfRating::Unknown) => Sighting::CannotTell,
        None => Sighting::Unanswered,
    };
    let check = &model.competencies;
    let views = views.iter().copied().chain(std::iter::repeat(SelfView::default()));
    let rows = check.items.iter().zip(views).map(|(item, view)| PeopleRow {
        name: item.name.clone(),
        own: sighting(view.own),
        others: sighting(view.others),
    });
    PeopleProfile {
        layout,
        rows: rows.collect(),
        words: PeopleWords {
            own: speech.say(Key::ChartsOwn).to_owned(),
            others: speech.say(Key::ChartsOthers).to_owned(),
            frequencies: check.frequencies.each_ref().map(|frequency| frequency.name.clone()),
            cannot_tell: check.cannot_say.clone(),
            unanswered: model.answers.unanswered.clone(),
        },
    }
}

/// The distance of each principle to its target, in the order of `gaps`; principles without a score come last. `targets`
/// are by place.
pub fn gaps(
    model: &Model,
    gaps: &[Gap],
    targets: &[Level],
    speech: Speech<'_>,
    layout: Layout,
) -> GapBars {
    let row = |place: usize, gap: Option<&Gap>| {
        let (principle, target) = (model.principles.get(place)?, targets.get(place)?);
        Some(GapRow {
            label: principle.clause.clone(),
            title: principle.title.clone(),
            score: gap.map(|gap| gap.score),
            target: target.number(),
            priority: speech.score(gap.map(|gap| gap.priority)),
        })
    };
    let unscored = |place: &usize| gaps.iter().all(|gap| gap.place != *place);
    let unscored = (0..model.principles.len()).filter(unscored);
    let say = |key: Key| speech.say(key).to_owned();
    GapBars {
        layout,
        rows: gaps
            .iter()
            .filter_map(|gap| row(gap.place, Some(gap)))
            .chain(unscored.filter_map(|place| row(place, None)))
            .collect(),
        words: GapWords {
            score: say(Key::ResultsScoreSeries),
            gap: say(Key::ChartsGap),
            target: say(Key::ResultsTargetSeries),
            priority: say(Key::ChartsPriority),
        },
    }
}
