//! What to do: priorities with the progress to the targets, and the roadmap.

use std::sync::Arc;

use super::tools::ReportChoices;
use crate::{
    screens::parts::result::Outcome,
    ui::{El, Numbers, el, figure, heading, paragraph, table},
};
use chart::{Purpose, to_svg};
use domain::{
    scoring::{self, Gap, RoadmapItem, impacts, priority_class, progress_to_target},
    text::Key,
};
use report::{
    action_source, horizon_words, paper, pictures, printed_state, priority_words, proposal,
};

/// Targets, gaps, impacts and priorities.
pub(super) fn priorities(outcome: &Arc<Outcome>) -> Vec<El> {
    let app = outcome.app;
    let speech = app.speech();
    let impacts = impacts(app.model(), &outcome.assessment);
    let gaps = scoring::priorities(outcome.scores.scored(), &outcome.targets, &impacts);
    if gaps.is_empty() {
        return vec![paragraph("reading", app.say(Key::ReportPrioritiesNone))];
    }
    let progress = progress_to_target(outcome.scores.scored(), &outcome.targets).map(|share| {
        let share = speech.locale.percent(share);
        paragraph("reading", speech.fill(Key::ReportProgress, &[("share", &share)]))
    });
    let rows: Vec<El> = gaps.iter().filter_map(|gap| row(outcome, gap, &impacts)).collect();
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::AnswerColumnScore,
        Key::ResultsColumnTarget,
        Key::ReportColumnGap,
        Key::ReportColumnImpact,
        Key::ReportColumnPriority,
        Key::ReportColumnUrgency,
    ];
    let heads = heads.map(|key| app.say(key).into()).into();
    let table = table("priority-table", app.say(Key::ReportPrioritiesTable), heads, rows);
    let drawn = Arc::clone(outcome);
    let svg = move || {
        let bars = pictures::gaps(app.model(), &gaps, &drawn.targets, speech, drawn.layout());
        to_svg(&bars.scene(), Purpose::Image(app.say(Key::ReportPrioritiesLabel)))
    };
    let caption = app.say(Key::ReportPrioritiesCaption);
    let figure = figure("priorities", svg, caption, Numbers::Open(table));
    let lead = paragraph("quiet", app.say(Key::ReportPrioritiesLead));
    progress.into_iter().chain([lead, figure]).collect()
}

fn row(outcome: &Outcome, gap: &Gap, impacts: &[u64]) -> Option<El> {
    let (model, speech) = (outcome.app.model(), outcome.app.speech());
    let principle = model.principles.get(gap.place)?;
    let target = outcome.targets.get(gap.place)?;
    let impact = usize::try_from(*impacts.get(gap.place)?).ok()?;
    let impact = model.impacts.get(impact.checked_sub(1)?)?;
    let class = priority_words(priority_class(gap.priority), speech);
    let title = el("th")
        .attr("scope", "row")
        .el(el("span").class("clause").text(principle.clause.as_str()))
        .text(" ")
        .text(principle.title.as_str());
    Some(
        el("tr")
            .el(title)
            .el(el("td").text(speech.score(Some(gap.score))))
            .el(el("td").text(outcome.level(*target)))
            .el(el("td").text(speech.score(Some(gap.gap))))
            .el(el("td").class("words").text(impact.name.as_str()))
            .el(el("td").class("strong").text(speech.score(Some(gap.priority))))
            .el(el("td").class("words").text(class.to_owned())),
    )
}

/// What to do in three horizons, with room for who and until when.
pub(super) fn roadmap(outcome: &Outcome, choices: ReportChoices) -> Vec<El> {
    let app = outcome.app;
    let speech = app.speech();
    let horizons = paper::actions(app.model(), &outcome.assessment);
    if horizons.iter().all(|(_, items)| items.is_empty()) {
        return vec![paragraph("reading", app.say(Key::ReportRoadmapNone))];
    }
    let mut parts = vec![paragraph("quiet", app.say(Key::ReportRoadmapLead))];
    for (horizon, items) in horizons {
        let name = horizon_words(horizon, speech);
        let content = if items.is_empty() {
            paragraph("quiet", app.say(Key::ReportHorizonEmpty))
        } else {
            let heads = [
                Key::ReportColumnAction,
                Key::ReportColumnOwner,
                Key::ReportColumnDue,
                Key::ReportColumnState,
            ];
            let heads = heads.map(|key| app.say(key).into()).into();
            let rows = items.iter().map(|item| action(outcome, item, choices));
            table("roadmap-table", name.to_owned(), heads, rows)
        };
        parts.push(
            el("div")
                .class("horizon")
                .attr("data-horizon", horizon.id())
                .el(heading("h3", name.to_owned()))
                .el(content),
        );
    }
    parts
}

fn action(outcome: &Outcome, item: &RoadmapItem<'_>, choices: ReportChoices) -> El {
    let app = outcome.app;
    let source = action_source(item, app.say(Key::ReportOwnAction), app.model());
    let role = outcome.assessment.profile.role;
    let to_propose = item.to_propose.filter(|_| item.state.is_open());
    let to_propose = to_propose.map(|step| proposal(role, step, app.speech()));
    let words = el("th")
        .attr("scope", "row")
        .el(el("span").class("action-words").attr("dir", "auto").text(item.words.clone()))
        .text(" ")
        .el(el("span").class("action-source").text(source))
        .maybe(to_propose.map(|words| el("span").class("action-proposal").text(words)));
    let owner = item.owner.clone();
    let due = item.due.map(|due| due.to_string()).unwrap_or_default();
    let state = printed_state(item.state, app.speech());
    el("tr")
        .attr("data-action", item.id.as_str().to_owned())
        .el(words)
        .el(el("td")
            .class("words to-fill")
            .attr("dir", "auto")
            .live_text(move || choices.written(&owner).into()))
        .el(el("td").class("words to-fill").text(due))
        .el(el("td").class("words").text(state.to_owned()))
}
