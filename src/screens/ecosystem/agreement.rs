//! How far answers agree, what many cannot tell, and what to talk about first.

use std::sync::Arc;

use super::{chart, desk::Shown, section};
use crate::ui::{El, Numbers, el, fold, paragraph, table};
use base::json::Node;
use cohort::{Consensus, Reason, Topic};
use domain::text::Key;
use report::{signed, views};

/// So many topics stand in sight; more open on demand.
const FEW: usize = 5;

/// What to talk about first.
pub(super) fn topics(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let topics = &shown.picture.topics;
    let section = section(app, Key::ViewTopicsTitle)
        .class("topics")
        .el(paragraph("", shown.commentary().topics_caption()));
    if topics.is_empty() {
        return section;
    }
    let item = |topic: &Topic| topic_item(shown, topic);
    let few = topics.iter().take(FEW).filter_map(item);
    let section = section.el(el("ol").class("topic-list").els(few));
    if topics.len() <= FEW {
        return section;
    }
    let rest = topics.iter().skip(FEW).filter_map(item);
    let more = app.speech().count(Key::ViewTopicsMore, (topics.len() - FEW) as u64, &[]);
    section.el(fold("more", more)
        .el(el("ol").class("topic-list").attr("start", (FEW + 1).to_string()).els(rest)))
}

fn topic_item(shown: &Shown, topic: &Topic) -> Option<El> {
    let app = shown.app;
    let model = app.model();
    let practice = shown.picture.practices.get(topic.practice)?;
    let principle = model.principles.get(practice.principle)?;
    let words = principle.practices.get(practice.place)?;
    let name = match topic.reason {
        Reason::Gap(_) => "gap",
        Reason::Split(_) => "split",
        Reason::Unknown(_) => "unknown",
    };
    let commentary = shown.commentary();
    let reason = commentary.topic_reason(topic);
    let position = match topic.reason {
        Reason::Gap(_) => commentary.gap_note(topic.practice),
        _ => None,
    };
    let position = position.map(|words| paragraph("quiet", words));
    Some(
        el("li")
            .attr("data-topic", words.id.as_str())
            .attr("data-reason", name)
            .el(el("p").el(el("strong").text(words.title.as_str())).text(" ").el(el("span")
                .class("quiet")
                .text(format!("{} {}", principle.clause, principle.title))))
            .el(paragraph("", reason))
            .maybe(position),
    )
}

/// The consensus map.
pub(super) fn consensus(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let picture = &shown.picture;
    let section = section(app, Key::ViewConsensusTitle);
    let any = picture.principles.iter().flat_map(|p| &p.figures).any(|f| f.consensus.is_some());
    if !any {
        return section.el(paragraph("", shown.commentary().heat_caption()));
    }
    let columns = views::columns(picture);
    let facet = shown.facet();
    let mut heads = vec![app.say(Key::AnswerColumnPrinciple).into()];
    heads.extend(
        columns
            .iter()
            .filter_map(|place| picture.groups.get(*place))
            .map(|group| views::group_name(group.kind, facet, speech).into()),
    );
    let rows = model.principles.iter().zip(&picture.principles).map(|(words, principle)| {
        let cells = columns.iter().map(|place| {
            let value = principle.figures.get(*place).and_then(|figures| figures.consensus);
            let words = value.map(|value| {
                let name = app.say(match Consensus::of(value, &model.scoring) {
                    Consensus::Strong => Key::ViewConsensusStrong,
                    Consensus::Mixed => Key::ViewConsensusMixed,
                    Consensus::Split => Key::ViewConsensusSplit,
                });
                format!("{} · {name}", speech.locale.decimal(value, 2))
            });
            el("td")
                .class("words")
                .maybe_attr("data-consensus", value.map(|value| Node::from(value).to_json()))
                .text(words.unwrap_or_else(|| app.say(Key::ViewHidden).to_owned()))
        });
        el("tr")
            .attr("data-principle", words.id.as_str())
            .el(el("th").attr("scope", "row").text(words.title.as_str()))
            .els(cells)
    });
    let table = table("", app.say(Key::ViewConsensusTable), heads, rows);
    let drawn = Arc::clone(shown);
    let draw = move |layout| {
        views::consensus(model, &drawn.picture, drawn.facet(), speech, layout).scene()
    };
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    section.el(chart(
        shown,
        "ecosystem-consensus",
        app.say(Key::ViewConsensusLabel),
        draw,
        shown.commentary().heat_caption(),
        numbers,
    ))
}

/// What many cannot tell.
pub(super) fn blind_spots(shown: &Arc<Shown>) -> El {
    let app = shown.app;
    let (model, speech) = (app.model(), app.speech());
    let section = section(app, Key::ViewBlindTitle);
    let spots = shown.picture.blind_spots(&model.scoring);
    if spots.is_empty() {
        return section.el(paragraph("", shown.commentary().blind_spots_caption()));
    }
    let rows = spots.iter().filter_map(|(place, share)| {
        let practice = shown.picture.practices.get(*place)?;
        let principle = model.principles.get(practice.principle)?;
        let words = principle.practices.get(practice.place)?;
        Some(
            el("tr")
                .attr("data-blind", words.id.as_str())
                .attr("data-share", Node::from(*share).to_json())
                .el(el("th").attr("scope", "row").text(words.title.as_str()))
                .el(el("td").class("words").text(principle.title.as_str()))
                .el(el("td").text(speech.locale.percent(*share))),
        )
    });
    let heads = [Key::ViewColumnPractice, Key::AnswerColumnPrinciple, Key::ViewColumnUnknown];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("", app.say(Key::ViewBlindTable), heads, rows);
    let drawn = Arc::clone(shown);
    let draw = move |layout| views::blind_spots(model, &drawn.picture, speech, layout).scene();
    let numbers = Numbers::Folded(app.say(Key::ResultsNumbers).into(), table);
    section.el(chart(
        shown,
        "ecosystem-blind-spots",
        app.say(Key::ViewBlindLabel),
        draw,
        shown.commentary().blind_spots_caption(),
        numbers,
    ))
}

/// A difference as it stands in tables.
pub(super) fn difference(shown: &Shown, levels: Option<f64>) -> String {
    levels.map_or_else(|| "–".to_owned(), |levels| signed(levels, shown.app.speech()))
}
