//! What a view shows as JSON, for other programs: put together by groups, no single answer. `docs/schema/view-result-1.json`
//! is its schema; `docs/exports.md` describes it.

use super::{basis_id, consensus_id, gap_id, group_id, practices_behind};
use crate::Commentary;
use base::json::{Node, table};
use cohort::{Cell, Consensus, Figures, Gap, GroupKind, Practice, Reason, Spread, Topic};
use domain::{
    assessment::Moment,
    model::{Constants, Form, Level, Role},
    scoring::{Reading, band},
    text::Key,
    wire::APP,
};

/// The schema of the results of views that this version writes.
pub const VIEW_RESULT_SCHEMA: u64 = 1;

/// The result of a view as a document. What there is none of, or must not be shown, is `null` and never missing, zero or
/// empty. `now` is when it was made.
pub fn view_result(commentary: &Commentary<'_>, now: Moment) -> String {
    let Commentary { model, picture, speech, .. } = commentary;
    let about = [
        ("file", Key::CohortExportAboutFile),
        ("groups", Key::CohortExportAboutGroups),
        ("ecosystem", Key::CohortExportAboutEcosystem),
        ("principles", Key::CohortExportAboutPrinciples),
        ("practices", Key::CohortExportAboutPractices),
        ("topics", Key::CohortExportAboutTopics),
        ("null", Key::CohortExportAboutNull),
    ];
    let headline = commentary.headline().into_iter().map(Node::Text).collect();
    let blind_spots = picture.blind_spots(&model.scoring).into_iter().map(|(place, share)| {
        table([("practice", practice_id(commentary, place)), ("share", share.into())])
    });
    table([
        ("$schema", "view-result-1.json".into()),
        ("app", APP.into()),
        ("kind", "view-result".into()),
        ("schema", VIEW_RESULT_SCHEMA.into()),
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
            ]),
        ),
        ("view", view(commentary)),
        ("groups", Node::List(picture.groups.iter().map(|g| group(commentary, g.kind)).collect())),
        ("headline", Node::List(headline)),
        ("ecosystem", ecosystem(commentary)),
        ("principles", Node::List(principles(commentary))),
        (
            "practices",
            Node::List(picture.practices.iter().map(|p| practice(commentary, p)).collect()),
        ),
        ("topics", Node::List(picture.topics.iter().map(|t| topic(commentary, t)).collect())),
        ("blind_spots", Node::List(blind_spots.collect())),
    ])
    .to_json()
}

fn number(number: Option<f64>) -> Node {
    number.map_or(Node::Null, Node::from)
}

fn count(count: Option<u32>) -> Node {
    count.map_or(Node::Null, |count| u64::from(count).into())
}

fn level(level: Option<Level>) -> Node {
    level.map_or(Node::Null, |level| u64::from(level.number()).into())
}

fn text(text: Option<&str>) -> Node {
    text.map_or(Node::Null, Node::from)
}

fn practice_id(commentary: &Commentary<'_>, place: usize) -> Node {
    let practice = commentary.picture.practices.get(place);
    practice.map_or(Node::Null, |practice| ids(commentary, practice).1)
}

/// The ids of the principle of a practice and of itself.
fn ids(commentary: &Commentary<'_>, practice: &Practice) -> (Node, Node) {
    let principle = commentary.model.principles.get(practice.principle);
    let words = principle.and_then(|principle| principle.practices.get(practice.place));
    (text(principle.map(|p| p.id.as_str())), text(words.map(|p| p.id.as_str())))
}

/// What the view is, what it shows and which responses it looks at.
fn view(commentary: &Commentary<'_>) -> Node {
    let Commentary { model, view, filter, picture, .. } = commentary;
    let facets = view.cohort.facets();
    let tag = |facet: usize| facets.get(facet).map(|facet| facet.name.as_str());
    let value = filter.value.map(|(facet, number)| {
        table([("tag", text(tag(facet))), ("value", tag_value(commentary, facet, number))])
    });
    let months = filter.months.map(|(from, to)| {
        table([("from", Node::Text(from.to_string())), ("to", Node::Text(to.to_string()))])
    });
    let versions = picture.versions.iter().map(|version| Node::Text(version.to_string()));
    table([
        ("name", view.name.as_str().into()),
        ("grouped_by", text(view.facet.and_then(tag))),
        ("min_group", u64::from(view.rules.least(&model.scoring)).into()),
        (
            "min_for_distribution",
            u64::from(view.rules.least_for_distribution(&model.scoring)).into(),
        ),
        ("named", view.rules.named.id().into()),
        ("by_heads", Node::Flag(view.rules.by_heads)),
        (
            "filter",
            table([
                ("role", text(filter.role.map(Role::id))),
                ("form", text(filter.form.map(Form::id))),
                ("tag", value.unwrap_or(Node::Null)),
                ("months", months.unwrap_or(Node::Null)),
            ]),
        ),
        ("withheld", Node::Flag(picture.withheld)),
        ("model_versions", Node::List(versions.collect())),
    ])
}

fn tag_value(commentary: &Commentary<'_>, facet: usize, number: u8) -> Node {
    let facet = commentary.view.cohort.facets().get(facet);
    let place = usize::from(number).checked_sub(1);
    let value = facet.zip(place).and_then(|(facet, place)| facet.values.get(place));
    text(value.map(String::as_str))
}

fn group(commentary: &Commentary<'_>, kind: GroupKind) -> Node {
    let Commentary { view, picture, .. } = commentary;
    let group = picture.place_of(kind).and_then(|place| picture.groups.get(place));
    let value = match (kind, view.facet) {
        (GroupKind::Part(number), Some(facet)) => tag_value(commentary, facet, number),
        _ => Node::Null,
    };
    table([
        ("kind", group_id(kind).into()),
        ("value", value),
        ("name", Node::Text(commentary.group_name(kind))),
        ("respondents", count(group.map(|group| group.respondents))),
        ("shown", Node::Flag(group.is_some_and(|group| group.shown))),
    ])
}

fn ecosystem(commentary: &Commentary<'_>) -> Node {
    let Commentary { model, picture, .. } = commentary;
    let overall = &picture.ecosystem.overall;
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
    table([
        ("basis", basis_id(picture.ecosystem.basis).into()),
        ("score", number(overall.score)),
        ("held", level(overall.held)),
        ("band", level(overall.score.map(band))),
        ("scored", (overall.scored as u64).into()),
        ("total", (model.principles.len() as u64).into()),
        ("alignment", number(picture.ecosystem.alignment)),
        ("balance", balance),
    ])
}

fn gap(gap: Option<Gap>) -> [Node; 2] {
    [number(gap.map(|gap| gap.levels)), text(gap.map(|gap| gap_id(gap.class)))]
}

fn consensus(value: Option<f64>, constants: &Constants) -> [Node; 2] {
    let class = value.map(|value| consensus_id(Consensus::of(value, constants)));
    [number(value), text(class)]
}

fn principles(commentary: &Commentary<'_>) -> Vec<Node> {
    let Commentary { model, picture, .. } = commentary;
    let one = |(place, (words, found)): (usize, (&domain::model::Principle, _))| {
        let found: &cohort::Principle = found;
        let figures = found.figures.iter().enumerate();
        let groups = figures.map(|(group, figures)| {
            let Figures { value, held, consensus: agreement, quartiles } = figures;
            let [agreement, class] = consensus(*agreement, &model.scoring);
            let practices = value.map(|_| practices_behind(picture, place, group));
            table([
                ("value", number(*value)),
                ("held", level(*held)),
                ("practices", practices.map_or(Node::Null, Node::from)),
                ("consensus", agreement),
                ("consensus_class", class),
                ("lower_quartile", number(quartiles.map(|quartiles| quartiles.lower))),
                ("upper_quartile", number(quartiles.map(|quartiles| quartiles.upper))),
            ])
        });
        let [levels, class] = gap(found.gap);
        table([
            ("id", words.id.as_str().into()),
            ("clause", words.clause.as_str().into()),
            ("title", words.title.as_str().into()),
            ("value", number(found.value)),
            ("held", level(found.held)),
            ("band", level(found.value.map(band))),
            ("gap", levels),
            ("gap_class", class),
            ("groups", Node::List(groups.collect())),
        ])
    };
    model.principles.iter().zip(&picture.principles).enumerate().map(one).collect()
}

fn practice(commentary: &Commentary<'_>, practice: &Practice) -> Node {
    let Commentary { model, .. } = commentary;
    let (principle, id) = ids(commentary, practice);
    let words = model.principles.get(practice.principle);
    let words = words.and_then(|principle| principle.practices.get(practice.place));
    let [levels, class] = gap(practice.gap);
    let own_words = words.is_some_and(|words| words.levels_member.is_some());
    table([
        ("id", id),
        ("principle", principle),
        ("title", text(words.map(|words| words.title.as_str()))),
        ("asked", Node::Flag(practice.asked)),
        ("gap", levels),
        ("gap_class", class),
        ("members_have_own_levels", Node::Flag(own_words)),
        ("groups", Node::List(practice.cells.iter().map(|c| cell(c, &model.scoring)).collect())),
    ])
}

fn cell(cell: &Cell, constants: &Constants) -> Node {
    let [agreement, class] = consensus(cell.consensus, constants);
    table([
        ("n", count(cell.rated)),
        ("mean", number(cell.mean)),
        ("median", level(cell.median)),
        ("consensus", agreement),
        ("consensus_class", class),
        ("unknown_share", number(cell.unknown)),
        ("distribution", cell.spread.map_or(Node::Null, |spread| distribution(&spread))),
    ])
}

fn distribution(spread: &Spread) -> Node {
    let levels = spread.levels.iter().map(|n| u64::from(*n).into()).collect();
    table([
        ("levels", Node::List(levels)),
        ("not_applicable", count(Some(spread.not_applicable))),
        ("unknown", count(Some(spread.unknown))),
        ("unanswered", count(Some(spread.unanswered))),
        ("lowest", level(spread.lowest())),
        ("highest", level(spread.highest())),
        ("sd", number(spread.deviation())),
    ])
}

fn topic(commentary: &Commentary<'_>, topic: &Topic) -> Node {
    let (reason, size) = match topic.reason {
        Reason::Gap(levels) => ("gap", levels),
        Reason::Split(consensus) => ("split", consensus),
        Reason::Unknown(share) => ("unknown", share),
    };
    table([
        ("practice", practice_id(commentary, topic.practice)),
        ("reason", reason.into()),
        ("size", size.into()),
        ("words", Node::Text(commentary.topic_reason(topic))),
    ])
}
