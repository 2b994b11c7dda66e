//! From scores to charts: which numbers and words go into which picture. Owns that choice; how a picture looks is the
//! business of `chart`.

use crate::{
    assessment::{Answer, Assessment},
    chart::{
        Balance, BalanceMark, Dial, Held, Layout, Matrix, MatrixRow, Place, PracticeMark,
        PracticeRadar, Radar, Series, SeriesStyle, Spoke, Standing, StandingWords,
    },
    model::{Level, Model, Principle},
    scoring::{PrincipleScore, Scores},
    text::{Key, Speech},
};

fn spokes(model: &Model) -> Vec<Spoke> {
    model
        .principles
        .iter()
        .map(|principle| Spoke { label: principle.clause.clone(), title: principle.title.clone() })
        .collect()
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
    let [first, second, third, fourth, fifth] = Level::ALL;
    let name = |level: Level| model.levels.at(level).name.clone();
    Matrix {
        layout,
        rows: rows.collect(),
        levels: [name(first), name(second), name(third), name(fourth), name(fifth)],
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
