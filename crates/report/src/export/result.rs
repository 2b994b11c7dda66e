//! A result as JSON, for other programs: the assessment whole, so that it can be restored from the file, and beside it
//! everything that follows from it. `docs/schema/result-1.json` is its schema; `docs/exports.md` describes it.

use super::{Findings, Line};
use crate::headline;
use base::json::{Node, table};
use domain::{
    assessment::{Answer, Assessment, Moment},
    model::{Level, Model, Practice, Principle},
    scoring::{
        Confidence, PrincipleScore, Priority, Reading, RoadmapItem, Standout, band, brakes,
        confidence_class, priority_class, progress_to_target, roadmap, strengths,
    },
    text::{Key, Speech},
    wire::{APP, assessment_node},
};

/// The schema of the results that this version writes. The assessment in it has its own.
pub const RESULT_SCHEMA: u64 = 1;

/// The result of an assessment as a document. What there is none of is `null` and never missing, zero or empty.
pub fn result(model: &Model, assessment: &Assessment, speech: Speech<'_>, now: Moment) -> String {
    let findings = Findings::of(model, assessment);
    let Findings { scores, targets, .. } = &findings;
    let about = [
        ("file", Key::ExportAboutFile),
        ("assessment", Key::ExportAboutAssessment),
        ("overall", Key::ExportAboutOverall),
        ("principles", Key::ExportAboutPrinciples),
        ("practices", Key::ExportAboutPractices),
        ("roadmap", Key::ExportAboutRoadmap),
        ("null", Key::ExportAboutNull),
    ];
    let sentences = headline(model, scores, speech).into_iter().map(Node::Text).collect();
    let practices = model.principles.iter().flat_map(|principle| {
        principle.practices.iter().map(|practice| one_practice(&findings, principle, practice))
    });
    let standouts = |found: Vec<Standout<'_>>| {
        Node::List(found.iter().map(|standout| standout.practice.id.as_str().into()).collect())
    };
    table([
        ("$schema", "result-1.json".into()),
        ("app", APP.into()),
        ("kind", "result".into()),
        ("schema", RESULT_SCHEMA.into()),
        ("created", now.into()),
        ("language", speech.catalogue.language.as_str().into()),
        ("about", table(about.map(|(field, key)| (field, speech.say(key).into())))),
        (
            "model",
            table([
                ("id", model.id.as_str().into()),
                ("version", model.version.as_str().into()),
                ("title", model.title.as_str().into()),
                ("aligned_with", model.aligned_with.as_str().into()),
                ("notice", model.notice.as_str().into()),
                ("levels", Node::List(model.levels.iter().map(one_level).collect())),
            ]),
        ),
        ("assessment", assessment_node(assessment)),
        ("headline", Node::List(sentences)),
        ("overall", overall(&findings)),
        (
            "principles",
            Node::List(findings.lines().map(|line| one_principle(model, &line)).collect()),
        ),
        ("practices", Node::List(practices.collect())),
        ("strengths", standouts(strengths(model, assessment, scores))),
        ("brakes", standouts(brakes(model, assessment, scores, targets))),
        (
            "roadmap",
            Node::List(
                roadmap(model, assessment).iter().map(|step| one_step(model, step)).collect(),
            ),
        ),
    ])
    .to_json()
}

fn number(number: Option<f64>) -> Node {
    number.map_or(Node::Null, Node::from)
}

fn whole(number: usize) -> Node {
    (number as u64).into()
}

fn level(level: Option<Level>) -> Node {
    level.map_or(Node::Null, |level| u64::from(level.number()).into())
}

fn text(text: Option<&str>) -> Node {
    text.map_or(Node::Null, Node::from)
}

/// A text that is not empty.
fn said(words: &str) -> Node {
    text(Some(words).filter(|words| !words.is_empty()))
}

fn counts(score: &PrincipleScore) -> Node {
    table([
        ("applicable", whole(score.applicable)),
        ("rated", whole(score.rated)),
        ("not_applicable", whole(score.not_applicable)),
        ("unknown", whole(score.unknown)),
        ("unanswered", whole(score.unanswered())),
    ])
}

/// How sure it is: of all practices, or of those of one principle.
fn confidence(score: &PrincipleScore, model: &Model) -> [(&'static str, Node); 4] {
    let class =
        score.confidence().map(|confidence| match confidence_class(confidence, &model.scoring) {
            Confidence::Low => "low",
            Confidence::Medium => "medium",
            Confidence::High => "high",
        });
    [
        ("completeness", score.completeness().into()),
        ("unknown_share", score.unknown_share().into()),
        ("confidence", number(score.confidence())),
        ("confidence_class", text(class)),
    ]
}

fn fields<const N: usize>(first: [(&str, Node); N], rest: [(&'static str, Node); 4]) -> Node {
    let mut entries: Vec<(String, Node)> = Vec::with_capacity(N + rest.len());
    entries.extend(first.into_iter().map(|(key, node)| (key.to_owned(), node)));
    entries.extend(rest.into_iter().map(|(key, node)| (key.to_owned(), node)));
    Node::Table(entries)
}

fn overall(findings: &Findings<'_>) -> Node {
    let Findings { model, scores, targets, .. } = findings;
    let overall = &scores.overall;
    let id = |place: usize| text(model.principles.get(place).map(|other| other.id.as_str()));
    let balance = overall.balance.as_ref().map_or(Node::Null, |balance| {
        let reading = match balance.reading {
            Reading::Balanced => "balanced",
            Reading::Uneven => "uneven",
            Reading::Lopsided => "lopsided",
        };
        let behind = balance.holding_back.iter().map(|place| id(*place)).collect();
        table([
            ("spread", balance.spread.into()),
            ("index", balance.index.into()),
            ("reading", reading.into()),
            ("highest", id(balance.highest)),
            ("lowest", id(balance.lowest)),
            ("holding_back", Node::List(behind)),
        ])
    });
    fields(
        [
            ("score", number(overall.score)),
            ("held", level(overall.held)),
            ("band", level(overall.score.map(band))),
            ("cautious", number(overall.cautious)),
            ("scored", whole(overall.scored)),
            ("total", whole(model.principles.len())),
            ("progress_to_target", number(progress_to_target(scores.scored(), targets))),
            ("balance", balance),
            ("counts", counts(&overall.counts)),
        ],
        confidence(&overall.counts, model),
    )
}

fn one_level((number, words): (Level, &domain::model::LevelWords)) -> Node {
    table([
        ("level", level(Some(number))),
        ("name", words.name.as_str().into()),
        ("definition", words.definition.as_str().into()),
    ])
}

fn one_principle(model: &Model, line: &Line<'_>) -> Node {
    let class = line.priority().map(|priority| match priority_class(priority) {
        Priority::High => "high",
        Priority::Medium => "medium",
        Priority::Low => "low",
        Priority::None => "none",
    });
    fields(
        [
            ("id", line.principle.id.as_str().into()),
            ("clause", line.principle.clause.as_str().into()),
            ("title", line.principle.title.as_str().into()),
            ("score", number(line.score.score)),
            ("held", level(line.score.held)),
            ("band", level(line.score.score.map(band))),
            ("cautious", number(line.score.cautious)),
            ("target", level(Some(line.target))),
            ("impact", line.impact.into()),
            ("gap", number(line.gap())),
            ("priority", number(line.priority())),
            ("priority_class", text(class)),
            ("limited_scope", Node::Flag(line.score.limited_scope)),
            ("counts", counts(line.score)),
        ],
        confidence(line.score, model),
    )
}

fn one_practice(findings: &Findings<'_>, principle: &Principle, practice: &Practice) -> Node {
    let Findings { model, assessment, .. } = findings;
    let profile = assessment.profile;
    let entry = assessment.entries.get(&practice.id);
    let answer = entry.and_then(|entry| entry.answer);
    let rated = answer.and_then(Answer::level);
    let words = rated.map(|level| practice.descriptors(profile.role).at(level).as_str());
    let evidence =
        entry.filter(|_| rated.is_some()).map(|entry| u64::from(entry.evidence.number()));
    table([
        ("id", practice.id.as_str().into()),
        ("principle", principle.id.as_str().into()),
        ("title", practice.title.as_str().into()),
        ("question", practice.ask(profile.role).into()),
        ("in_scope", Node::Flag(practice.in_scope(&profile))),
        ("answer", answer.map_or("unanswered", Answer::token).into()),
        ("level", level(rated)),
        ("level_name", text(rated.map(|level| model.levels.at(level).name.as_str()))),
        ("descriptor", text(words)),
        ("evidence", evidence.map_or(Node::Null, Node::from)),
        ("note", said(entry.map_or("", |entry| entry.note.as_str()))),
    ])
}

fn one_step(model: &Model, step: &RoadmapItem<'_>) -> Node {
    let principle = step.place.and_then(|place| model.principles.get(place));
    table([
        ("id", step.id.as_str().into()),
        ("principle", text(principle.map(|principle| principle.id.as_str()))),
        ("practice", text(step.practice.map(|practice| practice.id.as_str()))),
        ("from", level(step.from)),
        ("words", step.words.as_str().into()),
        ("to_propose", text(step.to_propose)),
        ("edited", Node::Flag(step.edited)),
        ("horizon", step.horizon.id().into()),
        ("state", step.state.id().into()),
        ("owner", said(&step.owner)),
        ("due", step.due.map_or(Node::Null, |due| Node::Text(due.to_string()))),
        ("priority", step.priority.map_or(Node::Null, Node::from)),
        ("still_suggested", Node::Flag(step.still_suggested)),
    ])
}
