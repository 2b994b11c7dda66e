//! What a view shows as Markdown: sentences and tables, for an editor, a wiki or an e-mail. Nothing that a person wrote
//! becomes markup, and nothing is in it that the view does not show.

use crate::{
    Commentary,
    export::{
        Grid,
        mark::{Marked, inline},
    },
};
use cohort::{Gap, GroupKind, Practice};
use domain::{
    assessment::Moment,
    model::{Level, Role},
    text::Key,
};

/// What stands for a number that there is none of.
const NONE: &str = "–";

/// The view as a report. `now` is when it was made.
pub fn view_markdown(commentary: &Commentary<'_>, now: Moment) -> String {
    let mut page = Page { commentary, text: Marked::default() };
    page.head(now);
    page.headline();
    page.groups();
    page.principles();
    page.balance();
    page.topics();
    page.blind_spots();
    page.rules();
    page.text.paragraph(&inline(&commentary.model.notice));
    page.text.into_text()
}

/// The table of the principles: the value of each side, their difference, the consensus of those who speak for all, the
/// value of the ecosystem and its held level.
pub fn view_grid(commentary: &Commentary<'_>) -> Grid {
    let Commentary { model, picture, speech, .. } = commentary;
    let heads = [
        Key::CohortExportPrinciple,
        Key::CohortOrchestrators,
        Key::CohortMembers,
        Key::CohortExportDifference,
        Key::CohortExportConsensus,
        Key::CohortExportEcosystem,
        Key::ResultsColumnHeld,
    ];
    let mut rows = vec![heads.map(|key| speech.say(key).to_owned()).to_vec()];
    let side = |role: Role| picture.place_of(GroupKind::Role(role));
    let (orchestrators, members) = (side(Role::Orchestrator), side(Role::Member));
    for (principle, found) in model.principles.iter().zip(&picture.principles) {
        let figures = |group: Option<usize>| {
            group.and_then(|group| found.figures.get(group)).copied().unwrap_or_default()
        };
        let together = figures(picture.common_group());
        rows.push(vec![
            format!("{} {}", principle.clause, principle.title),
            speech.score(figures(orchestrators).value),
            speech.score(figures(members).value),
            difference(commentary, found.gap),
            two(commentary, together.consensus),
            speech.score(found.value),
            level(commentary, found.held),
        ]);
    }
    Grid { rows }
}

/// A perception gap with its sign.
fn difference(commentary: &Commentary<'_>, gap: Option<Gap>) -> String {
    let Some(gap) = gap else { return NONE.to_owned() };
    let size = commentary.speech.locale.decimal(gap.levels.abs(), 1);
    if size == commentary.speech.locale.decimal(0.0, 1) {
        size
    } else if gap.levels < 0.0 {
        format!("−{size}")
    } else {
        format!("+{size}")
    }
}

fn two(commentary: &Commentary<'_>, number: Option<f64>) -> String {
    number.map_or_else(|| NONE.to_owned(), |number| commentary.speech.locale.decimal(number, 2))
}

fn level(commentary: &Commentary<'_>, level: Option<Level>) -> String {
    let number = |level: Level| commentary.speech.locale.whole(level.number().into());
    level.map_or_else(|| NONE.to_owned(), number)
}

struct Page<'a> {
    commentary: &'a Commentary<'a>,
    text: Marked,
}

impl Page<'_> {
    fn say(&self, key: Key) -> String {
        self.commentary.speech.say(key).to_owned()
    }

    fn heading(&mut self, key: Key) {
        self.text.heading(2, &inline(&self.say(key)));
    }

    fn paragraph(&mut self, words: &str) {
        self.text.paragraph(&inline(words));
    }

    fn heads<const N: usize>(&self, keys: [Key; N]) -> Vec<Vec<String>> {
        vec![keys.map(|key| self.say(key)).to_vec()]
    }

    fn head(&mut self, now: Moment) {
        let Commentary { model, view, speech, .. } = self.commentary;
        let name = view.name.trim();
        let name = if name.is_empty() { speech.say(Key::CohortExportUntitled) } else { name };
        self.text.heading(1, &inline(name));
        let date = speech.locale.date(now);
        let gaps = [("date", &*date), ("model", &*model.id), ("version", &*model.version)];
        self.paragraph(&speech.fill(Key::CohortExportMade, &gaps));
        if let Some(filter) = self.commentary.filter_words() {
            let words = speech.fill(Key::CohortExportFilter, &[("filter", &filter)]);
            self.text.paragraph(&format!("**{}**", inline(&words)));
        }
        if let Some(note) = self.commentary.version_note() {
            let practices = self.commentary.speech.locale.list(&note.practices);
            self.text.paragraph(&inline(&format!("{} {practices}.", note.sentence)));
        }
        // Who can see what belongs on page one.
        for sentence in self.commentary.who_sees() {
            self.paragraph(&sentence);
        }
    }

    fn headline(&mut self) {
        self.heading(Key::CohortExportHeadline);
        for sentence in self.commentary.headline() {
            self.paragraph(&sentence);
        }
    }

    fn groups(&mut self) {
        self.heading(Key::CohortExportGroups);
        let mut rows = self.heads([
            Key::CohortExportGroup,
            Key::CohortExportRespondents,
            Key::CohortExportShown,
        ]);
        for group in &self.commentary.picture.groups {
            let shown = if group.shown { Key::CohortExportYes } else { Key::CohortExportNo };
            rows.push(vec![
                self.commentary.group_name(group.kind),
                self.commentary.speech.locale.whole(group.respondents.into()),
                self.say(shown),
            ]);
        }
        self.text.table(&rows, 1);
    }

    fn principles(&mut self) {
        self.heading(Key::CohortExportPrinciples);
        self.text.table(&view_grid(self.commentary).rows, 1);
        self.paragraph(&self.commentary.gaps_finding());
        self.paragraph(&self.commentary.heat_finding());
    }

    fn balance(&mut self) {
        self.heading(Key::CohortExportBalance);
        self.paragraph(&self.commentary.balance_finding());
        self.paragraph(&self.commentary.alignment_caption());
    }

    /// A practice in a table: its title and its principle.
    fn named(&self, practice: &Practice) -> [String; 2] {
        let principle = self.commentary.model.principles.get(practice.principle);
        let title = principle.and_then(|principle| principle.practices.get(practice.place));
        [
            title.map(|practice| practice.title.clone()).unwrap_or_default(),
            principle.map(|p| format!("{} {}", p.clause, p.title)).unwrap_or_default(),
        ]
    }

    fn topics(&mut self) {
        let Commentary { picture, .. } = self.commentary;
        self.heading(Key::CohortExportTopics);
        self.paragraph(&self.commentary.topics_caption());
        let mut rows = self.heads([
            Key::CohortExportPractice,
            Key::CohortExportPrinciple,
            Key::CohortExportWhy,
        ]);
        for topic in &picture.topics {
            let Some(practice) = picture.practices.get(topic.practice) else { continue };
            let [title, principle] = self.named(practice);
            let why = self.commentary.topic_reason(topic);
            let note = self.commentary.gap_note(topic.practice);
            let why = [Some(why), note].into_iter().flatten().collect::<Vec<_>>().join(" ");
            rows.push(vec![title, principle, why]);
        }
        if rows.len() > 1 {
            self.text.table(&rows, usize::MAX);
        }
    }

    fn blind_spots(&mut self) {
        let Commentary { model, picture, speech, .. } = self.commentary;
        self.heading(Key::CohortExportBlindSpots);
        self.paragraph(&self.commentary.blind_spots_caption());
        let mut rows = self.heads([
            Key::CohortExportPractice,
            Key::CohortExportPrinciple,
            Key::CohortExportCannotTell,
        ]);
        for (place, share) in picture.blind_spots(&model.scoring) {
            let Some(practice) = picture.practices.get(place) else { continue };
            let [title, principle] = self.named(practice);
            rows.push(vec![title, principle, speech.locale.percent(share)]);
        }
        if rows.len() > 1 {
            self.text.table(&rows, 2);
        }
    }

    fn rules(&mut self) {
        let Commentary { model, speech, .. } = self.commentary;
        self.heading(Key::CohortExportCounted);
        if let Some(basis) = self.commentary.basis_sentence() {
            self.paragraph(&basis);
        }
        let limits = [
            ("watch", model.scoring.gap_watch_from),
            ("from", model.scoring.gap_flag_from),
            ("strong", model.scoring.consensus_strong_from),
            ("mixed", model.scoring.consensus_mixed_from),
        ];
        let limits = limits.map(|(gap, limit)| (gap, speech.locale.decimal(limit, 1)));
        let limits = limits.each_ref().map(|(gap, limit)| (*gap, limit.as_str()));
        for key in [
            Key::CohortExportRulesValue,
            Key::CohortExportRulesGap,
            Key::CohortExportRulesConsensus,
            Key::CohortExportRulesNone,
        ] {
            self.paragraph(&speech.fill(key, &limits));
        }
    }
}
