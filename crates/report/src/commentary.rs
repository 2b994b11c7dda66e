//! What a picture of many responses says in sentences, for people who know nothing of statistics. Owns which sentence fits,
//! also where there is nothing to show and why; the words are content. Must not know screens, nor how numbers come about.
//!
//! Source of what is said: docs/method.md, Many responses and Who can see what.

use super::{
    VersionNote, balance_sentence, view_note,
    views::{group_name, role_name, value_name},
};
use base::order::order;
use cohort::{
    Basis, Consensus, Filter, Gap, GapClass, Group, GroupKind, Named, Picture, Practice, Reason,
    Topic, View,
};
use domain::{
    model::{self, Model, Role},
    scoring::{EPSILON, band},
    text::{Key, Speech},
};

/// How many practices the headline names as worth talking about.
const MOST_TOPICS: usize = 3;

/// Everything that is said of a view.
#[derive(Clone, Copy)]
pub struct Commentary<'a> {
    /// The model that was answered.
    pub model: &'a Model,
    /// The view, with its rules and tags.
    pub view: &'a View,
    /// Which of its responses are looked at.
    pub filter: Filter,
    /// What is shown of them; grouped by the tag of the view.
    pub picture: &'a Picture,
    /// The words.
    pub speech: Speech<'a>,
}

/// Why orchestrators and members are not compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NoGap {
    Withheld,
    OneSideChosen,
    Missing(Role),
    Few(Role),
    BothFew,
    Protected,
    Thin,
}

impl<'a> Commentary<'a> {
    // ---- Names ----

    /// What a group is called: `All`, `Orchestrators`, `Members`, the value of a tag, or that it has none.
    pub fn group_name(&self, kind: GroupKind) -> String {
        let facet = self.view.facet.and_then(|place| self.view.cohort.facets().get(place));
        group_name(kind, facet, self.speech)
    }

    /// A role as a group of people.
    fn side_name(&self, role: Role) -> String {
        role_name(role, self.speech).to_owned()
    }

    /// What the filter lets through, in a few words; none if that is everything.
    pub fn filter_words(&self) -> Option<String> {
        let Filter { role, form, value, months } = self.filter;
        let facets = self.view.cohort.facets();
        let form = form.and_then(|form| self.model.choices.forms.get(form));
        let parts = [
            role.map(|role| self.side_name(role)),
            form.map(|form| form.name.clone()),
            value.and_then(|(facet, number)| {
                let facet = facets.get(facet)?;
                let tag = &facet.name;
                let value = value_name(facet, number, self.speech);
                Some(match number {
                    0 => value,
                    _ => self.fill(Key::CohortFilterTag, &[("tag", tag), ("value", &value)]),
                })
            }),
            months.map(|(from, to)| {
                let gaps = [("from", &*from.to_string()), ("to", &*to.to_string())];
                self.fill(Key::CohortFilterMonths, &gaps)
            }),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }

    /// How many responded of each side: `13 responses (1 orchestrator and 12 members)`.
    pub fn counts(&self) -> String {
        let responses = self.size(GroupKind::All);
        let gaps = [("sides", &*self.sides())];
        self.speech.count(Key::CohortCounts, responses, &gaps)
    }

    fn sides(&self) -> String {
        let sides: Vec<String> = [
            (Role::Orchestrator, Key::CohortCountOrchestrators),
            (Role::Member, Key::CohortCountMembers),
        ]
        .into_iter()
        .map(|(role, key)| (self.size(GroupKind::Role(role)), key))
        .filter(|(count, _)| *count > 0)
        .map(|(count, key)| self.speech.count(key, count, &[]))
        .collect();
        self.speech.locale.list(&sides)
    }

    // ---- The headline ----

    /// The headline: how many responded and where the ecosystem stands; where orchestrators and members differ most, or why
    /// that cannot be said; how far they see the same, and what to talk about first. One sentence only while nothing can be
    /// shown. Source: docs/method.md, Headline of an ecosystem.
    pub fn headline(&self) -> Vec<String> {
        let mut sentences = vec![self.stand()];
        if self.picture.ecosystem.basis != Basis::Nothing {
            sentences.push(self.gap_sentence());
            sentences.push(self.talk_sentence());
        }
        sentences
    }

    /// How many responded, and where the ecosystem stands or why that cannot be said.
    fn stand(&self) -> String {
        let responses = self.size(GroupKind::All);
        if responses == 0 {
            let chosen = self.filter != Filter::default();
            return self.say(if chosen { Key::CohortNoneChosen } else { Key::CohortNone });
        }
        let overall = &self.picture.ecosystem.overall;
        let total = self.whole(self.model.principles.len());
        let sides = self.sides();
        let say = |key: Key, gaps: &[(&str, &str)]| {
            let gaps: Vec<(&str, &str)> =
                gaps.iter().copied().chain([("sides", sides.as_str())]).collect();
            self.speech.count(key, responses, &gaps)
        };
        let basis = self.picture.ecosystem.basis;
        if basis == Basis::Nothing {
            let least = self.number(self.least());
            return if self.picture.withheld {
                say(Key::CohortStandWithheld, &[])
            } else if self.picture.groups.iter().any(|group| group.shown) {
                say(Key::CohortStandThin, &[])
            } else {
                say(Key::CohortStandFew, &[("least", &least)])
            };
        }
        let (Some(score), Some(held)) = (overall.score, overall.held) else {
            let needed = self.speech.locale.whole(self.model.scoring.min_scored_principles);
            let scored = self.whole(overall.scored);
            let gaps = [("scored", &*scored), ("total", &total), ("needed", &needed)];
            return say(Key::CohortStandPart, &gaps);
        };
        let key = match basis {
            Basis::OneRole(Role::Orchestrator) => Key::CohortStandOrchestrators,
            Basis::OneRole(Role::Member) => Key::CohortStandMembers,
            _ => Key::CohortStand,
        };
        say(
            key,
            &[
                ("score", &self.speech.score(Some(score))),
                ("band", &self.model.levels.at(band(score)).name),
                ("held", &self.number(held.number().into())),
                ("held_name", &self.model.levels.at(held).name),
            ],
        )
    }

    /// Where orchestrators and members differ most, or why that cannot be said.
    fn gap_sentence(&self) -> String {
        let gaps = self.principle_gaps();
        let Some((place, widest)) = gaps.first().copied() else {
            return self.no_gap_sentence(self.no_gap());
        };
        let (title, levels) = (self.title(place), self.levels(widest.levels));
        let one = [("principle", title), ("levels", &*levels)];
        let ties: Vec<String> = gaps
            .iter()
            .filter(|(_, gap)| widest.levels.abs() - gap.levels.abs() < EPSILON)
            .map(|(place, _)| self.quoted(self.title(*place)))
            .collect();
        let sentence = if self.is_nothing(widest.levels) {
            self.say(Key::CohortGapNone)
        } else if widest.class == GapClass::Alike {
            self.fill(Key::CohortGapAlike, &one)
        } else if ties.len() > 1 {
            let list = self.speech.locale.list(&ties);
            self.fill(Key::CohortGapSeveral, &[("principles", &list), ("levels", &levels)])
        } else if widest.levels > 0.0 {
            self.fill(Key::CohortGapHigher, &one)
        } else {
            self.fill(Key::CohortGapLower, &one)
        };
        let total = self.model.principles.len();
        if gaps.len() == total {
            return sentence;
        }
        let total = self.whole(total);
        let part = self.speech.count(Key::CohortGapPart, gaps.len() as u64, &[("total", &total)]);
        format!("{sentence} {part}")
    }

    /// How far both sides see the same, and what to talk about first.
    fn talk_sentence(&self) -> String {
        let titles: Vec<String> = self
            .picture
            .topics
            .iter()
            .take(MOST_TOPICS)
            .filter_map(|topic| Some(self.quoted(&self.practice(topic.practice)?.title)))
            .collect();
        let talk = if titles.is_empty() {
            self.say(Key::CohortTalkNone)
        } else {
            let list = self.speech.locale.list(&titles);
            self.fill(Key::CohortTalk, &[("practices", &list)])
        };
        match self.alignment() {
            Some(alignment) => format!("{alignment} {talk}"),
            None => talk,
        }
    }

    fn alignment(&self) -> Option<String> {
        let alignment = self.picture.ecosystem.alignment?;
        let levels = self.plain(self.model.scoring.alignment_divisor);
        let share = self.speech.locale.percent(alignment);
        let (all, none) = (self.speech.locale.percent(1.0), self.speech.locale.percent(0.0));
        let gaps = [("share", &*share), ("all", &all), ("none", &none), ("levels", &levels)];
        Some(self.fill(Key::CohortAlignment, &gaps))
    }

    // ---- How it is counted, and who can see what ----

    /// Whose values the value of the ecosystem is made of; none when there is none.
    pub fn basis_sentence(&self) -> Option<String> {
        let key = match self.picture.ecosystem.basis {
            Basis::BothRoles => Key::CohortBasisBoth,
            Basis::OneRole(Role::Orchestrator) => Key::CohortBasisOrchestrators,
            Basis::OneRole(Role::Member) => Key::CohortBasisMembers,
            Basis::Heads if self.view.rules.by_heads => Key::CohortBasisHeads,
            Basis::Heads => Key::CohortBasisTogether,
            Basis::Nothing => return None,
        };
        Some(self.say(key))
    }

    /// Who can see what, in a sentence or two: the limits, who is shown by name, and that whoever holds the responses can
    /// read each of them. To be said on page one. Source: docs/method.md, Confidential, not anonymous.
    pub fn who_sees(&self) -> Vec<String> {
        let limits = || {
            let constants = &self.model.scoring;
            let least = self.number(self.least());
            let spread = self.number(self.view.rules.least_for_distribution(constants));
            self.fill(Key::CohortLimits, &[("least", &least), ("spread", &spread)])
        };
        let mut sentences = match self.view.rules.named {
            Named::Nobody => vec![limits()],
            Named::Orchestrators => vec![self.say(Key::CohortNamedOrchestrators), limits()],
            Named::Everybody => vec![self.say(Key::CohortNamedEverybody)],
        };
        sentences.push(self.say(Key::CohortConfidential));
        sentences
    }

    /// That different versions of the model were answered; nothing where all of it means the same.
    pub fn version_note(&self) -> Option<VersionNote> {
        view_note(self.model, self.picture, self.speech)
    }

    // ---- Captions: what to see ----

    /// Beneath the radar of orchestrators against members.
    pub fn radar_caption(&self) -> String {
        let gaps = self.principle_gaps();
        let see = match (self.picture.ecosystem.basis, gaps.first()) {
            (Basis::Nothing, _) => return self.stand(),
            (_, Some((_, widest))) if self.is_nothing(widest.levels) => {
                self.say(Key::CohortRadarSame)
            }
            (_, Some((place, widest))) => {
                let levels = self.levels(widest.levels);
                let gaps = [("principle", self.title(*place)), ("levels", &*levels)];
                self.fill(Key::CohortRadar, &gaps)
            }
            (_, None) => {
                let why = self.no_gap_sentence(self.no_gap());
                let lines = if self.has_values(GroupKind::Role(Role::Orchestrator)) {
                    Key::CohortRadarOrchestrators
                } else if self.has_values(GroupKind::Role(Role::Member)) {
                    Key::CohortRadarMembers
                } else {
                    Key::CohortRadarAll
                };
                format!("{} {why}", self.say(lines))
            }
        };
        let mut figures = self.picture.principles.iter().flat_map(|p| &p.figures);
        if figures.any(|figures| figures.quartiles.is_some()) {
            format!("{see} {}", self.say(Key::CohortRadarBand))
        } else {
            see
        }
    }

    /// Beneath the marks of both sides by principle.
    pub fn gaps_caption(&self) -> String {
        let found = self.gaps_finding();
        if self.principle_gaps().is_empty() {
            return found;
        }
        format!("{} {found}", self.say(Key::CohortGaps))
    }

    /// How many principles the two sides see differently and which one most, or why that cannot be said.
    pub fn gaps_finding(&self) -> String {
        let gaps = self.principle_gaps();
        let Some((place, widest)) = gaps.first() else {
            return self.no_gap_sentence(self.no_gap());
        };
        if self.is_nothing(widest.levels) {
            return self.say(Key::CohortGapNone);
        }
        let flagged = gaps.iter().filter(|(_, gap)| gap.class == GapClass::Flag).count();
        let watched = gaps.iter().filter(|(_, gap)| gap.class == GapClass::Watch).count();
        let (from, watch) = (self.model.scoring.gap_flag_from, self.model.scoring.gap_watch_from);
        let (from, watch) = (self.plain(from), self.plain(watch));
        let limits = [("from", &*from), ("watch", &watch)];
        let found = if flagged > 0 {
            self.speech.count(Key::CohortGapsFlag, flagged as u64, &limits)
        } else if watched > 0 {
            self.speech.count(Key::CohortGapsWatch, watched as u64, &limits)
        } else {
            self.fill(Key::CohortGapsCalm, &limits)
        };
        let levels = self.levels(widest.levels);
        let most = [("principle", self.title(*place)), ("levels", &*levels)];
        format!("{found} {}", self.fill(Key::CohortGapsMost, &most))
    }

    /// Beneath the heat map of the consensus, principles by groups.
    pub fn heat_caption(&self) -> String {
        let found = self.heat_finding();
        if self.lowest_consensus().is_none() {
            return found;
        }
        format!("{} {found}", self.say(Key::CohortHeat))
    }

    /// Where people in a group agree least, or from when on that is shown.
    pub fn heat_finding(&self) -> String {
        let Some((consensus, place, group)) = self.lowest_consensus() else {
            let floor = self.model.scoring.anonymity_min_group;
            let is_open = self.view.rules.named == Named::Everybody;
            let least = if is_open { floor } else { floor.max(self.least().into()) };
            return self.nothing(Key::CohortHeatHidden, least);
        };
        let value = self.two(consensus);
        let group = self.group_name(group);
        let key = match Consensus::of(consensus, &self.model.scoring) {
            Consensus::Strong => Key::CohortHeatStrong,
            Consensus::Mixed | Consensus::Split => Key::CohortHeatLowest,
        };
        let gaps = [("principle", self.title(place)), ("group", &*group), ("consensus", &*value)];
        self.fill(key, &gaps)
    }

    /// The lowest consensus on a principle, with its place and the group.
    fn lowest_consensus(&self) -> Option<(f64, usize, GroupKind)> {
        let mut lowest: Option<(f64, usize, GroupKind)> = None;
        for (place, principle) in self.picture.principles.iter().enumerate() {
            for (group, figures) in self.picture.groups.iter().zip(&principle.figures) {
                let Some(consensus) = figures.consensus else { continue };
                if lowest.is_none_or(|(found, ..)| consensus + EPSILON < found) {
                    lowest = Some((consensus, place, group.kind));
                }
            }
        }
        lowest
    }

    /// Beneath the bars that show how the answers to some practices are spread; `shown` are their places in the picture.
    pub fn spread_caption(&self, shown: &[usize]) -> String {
        let practices = shown.iter().filter_map(|place| self.picture.practices.get(*place));
        let has_spread =
            |practice: &Practice| practice.cells.iter().take(3).any(|cell| cell.spread.is_some());
        if !practices.clone().any(has_spread) {
            let least = self.view.rules.least_for_distribution(&self.model.scoring);
            return self.nothing(Key::CohortSpreadHidden, least.into());
        }
        let lead = self.say(Key::CohortSpread);
        let constants = &self.model.scoring;
        let widest = self.picture.by_disagreement();
        let widest = widest.iter().find(|(place, _)| shown.contains(place));
        match widest.and_then(|(place, value)| Some((self.practice(*place)?, *value))) {
            Some((practice, value)) if Consensus::of(value, constants) != Consensus::Strong => {
                let value = self.two(value);
                let gaps = [("practice", practice.title.as_str()), ("consensus", &value)];
                format!("{lead} {}", self.fill(Key::CohortSpreadWidest, &gaps))
            }
            Some(_) => format!("{lead} {}", self.say(Key::CohortSpreadClose)),
            None => lead,
        }
    }

    /// Beneath the dots that take the place of statistics where names are shown.
    pub fn dots_caption(&self) -> String {
        self.say(Key::CohortDots)
    }

    /// Beneath the bars of what many cannot tell.
    pub fn blind_spots_caption(&self) -> String {
        let known = |practice: &Practice| practice.cells.iter().any(|cell| cell.unknown.is_some());
        if !self.picture.practices.iter().any(known) {
            return self.nothing(Key::CohortBlindHidden, self.least().into());
        }
        let spots = self.picture.blind_spots(&self.model.scoring);
        let from = self.speech.locale.percent(self.model.scoring.cannot_tell_hot_from);
        let first = spots.first().and_then(|(place, share)| Some((self.practice(*place)?, *share)));
        match first {
            Some((practice, share)) => {
                let share = self.speech.locale.percent(share);
                let gaps =
                    [("practice", practice.title.as_str()), ("share", &share), ("from", &from)];
                self.speech.count(Key::CohortBlind, spots.len() as u64, &gaps)
            }
            None => self.fill(Key::CohortBlindNone, &[("from", &from)]),
        }
    }

    /// Beneath the principles of the ecosystem on one line.
    pub fn balance_caption(&self) -> String {
        let found = self.balance_finding();
        if self.picture.ecosystem.overall.balance.is_none() {
            return found;
        }
        format!("{} {found}", self.say(Key::CohortBalance))
    }

    /// Which principle stands lowest and which highest, and how far they lie apart.
    pub fn balance_finding(&self) -> String {
        let overall = &self.picture.ecosystem.overall;
        let Some(balance) = &overall.balance else {
            let needed = self.speech.locale.whole(self.model.scoring.min_scored_principles);
            let gaps = [("needed", &*needed)];
            return self.speech.count(Key::CohortBalanceNone, overall.scored as u64, &gaps);
        };
        let words = balance_sentence(balance, self.speech);
        if balance.highest == balance.lowest {
            return words;
        }
        let value = |place: usize| {
            let value = self.picture.principles.get(place).and_then(|principle| principle.value);
            self.speech.score(value)
        };
        let gaps = [
            ("lowest", self.title(balance.lowest)),
            ("lowest_value", &*value(balance.lowest)),
            ("highest", self.title(balance.highest)),
            ("highest_value", &*value(balance.highest)),
        ];
        format!("{} {words}", self.fill(Key::CohortBalanceEnds, &gaps))
    }

    /// Beside the alignment index: what it means, and what it rests on.
    pub fn alignment_caption(&self) -> String {
        let gaps = self.principle_gaps();
        let Some(alignment) = self.alignment() else {
            return self.no_gap_sentence(self.no_gap());
        };
        let sum: f64 = gaps.iter().map(|(_, gap)| gap.levels.abs()).sum();
        let mean = self.speech.score(Some(sum / gaps.len() as f64));
        let words =
            self.speech.count(Key::CohortAlignmentMean, gaps.len() as u64, &[("levels", &mean)]);
        format!("{alignment} {words}")
    }

    /// Above the list of what to talk about first.
    pub fn topics_caption(&self) -> String {
        let topics = &self.picture.topics;
        if topics.is_empty() {
            let measured = |practice: &Practice| {
                practice.gap.is_some()
                    || practice.cells.iter().any(|c| c.consensus.is_some() || c.unknown.is_some())
            };
            return if self.picture.practices.iter().any(measured) {
                self.say(Key::CohortTopicsNone)
            } else {
                self.stand()
            };
        }
        let from = self.plain(self.model.scoring.gap_flag_from);
        self.speech.count(Key::CohortTopics, topics.len() as u64, &[("from", &from)])
    }

    // ---- Single practices ----

    /// Why a practice is worth talking about, in a sentence.
    pub fn topic_reason(&self, topic: &Topic) -> String {
        match topic.reason {
            Reason::Gap(levels) => self.gap_words(levels),
            Reason::Split(consensus) => {
                self.fill(Key::CohortTopicSplit, &[("consensus", &self.two(consensus))])
            }
            Reason::Unknown(share) => {
                let share = self.speech.locale.percent(share);
                self.fill(Key::CohortTopicUnknown, &[("share", &share)])
            }
        }
    }

    /// A perception gap D in a sentence: `Orchestrators rate this 1.2 levels higher than members do.`
    pub fn gap_words(&self, levels: f64) -> String {
        let key = if self.is_nothing(levels) {
            Key::CohortGapWordsNone
        } else if levels > 0.0 {
            Key::CohortGapWordsHigher
        } else {
            Key::CohortGapWordsLower
        };
        self.fill(key, &[("levels", &self.levels(levels))])
    }

    /// What to know beside the gap of a practice: members chose among descriptions from their own position. None where both
    /// sides chose among the same, or where there is no gap to speak of.
    pub fn gap_note(&self, practice: usize) -> Option<String> {
        let gap = self.picture.practices.get(practice)?.gap?;
        let words = self.practice(practice)?;
        (words.levels_member.is_some() && gap.class != GapClass::Alike)
            .then(|| self.say(Key::CohortGapNote))
    }

    // ---- What the sentences are made of ----

    /// Practice words by the place in the picture.
    pub(super) fn practice(&self, place: usize) -> Option<&'a model::Practice> {
        let practice = self.picture.practices.get(place)?;
        self.model.principles.get(practice.principle)?.practices.get(practice.place)
    }

    fn title(&self, principle: usize) -> &'a str {
        self.model.principles.get(principle).map_or("", |principle| principle.title.as_str())
    }

    /// The gaps of the principles, the widest first.
    fn principle_gaps(&self) -> Vec<(usize, Gap)> {
        let principles = self.picture.principles.iter().enumerate();
        let gaps = principles.filter_map(|(place, principle)| Some((place, principle.gap?)));
        order(gaps.collect(), |a: &(usize, Gap), b: &(usize, Gap)| {
            b.1.levels.abs().total_cmp(&a.1.levels.abs())
        })
    }

    fn group(&self, kind: GroupKind) -> Option<&'a Group> {
        self.picture.groups.iter().find(|group| group.kind == kind)
    }

    fn size(&self, kind: GroupKind) -> u64 {
        self.group(kind).map_or(0, |group| u64::from(group.respondents))
    }

    fn has_values(&self, kind: GroupKind) -> bool {
        let group = self.picture.place_of(kind);
        group.is_some_and(|group| self.picture.figures(group).any(|f| f.value.is_some()))
    }

    fn least(&self) -> u32 {
        self.view.rules.least(&self.model.scoring)
    }

    fn no_gap(&self) -> NoGap {
        if self.picture.withheld {
            return NoGap::Withheld;
        }
        if self.filter.role.is_some() {
            return NoGap::OneSideChosen;
        }
        let side = |role: Role| {
            let size = self.size(GroupKind::Role(role));
            let shown = self.group(GroupKind::Role(role)).is_some_and(|group| group.shown);
            (size, shown)
        };
        let (orchestrators, members) = (side(Role::Orchestrator), side(Role::Member));
        let few = |(size, shown): (u64, bool)| !shown && size < u64::from(self.least());
        match (orchestrators, members) {
            ((0, _), _) => NoGap::Missing(Role::Orchestrator),
            (_, (0, _)) => NoGap::Missing(Role::Member),
            (one, other) if few(one) && few(other) => NoGap::BothFew,
            (one, _) if few(one) => NoGap::Few(Role::Orchestrator),
            (_, other) if few(other) => NoGap::Few(Role::Member),
            ((_, true), (_, true)) => NoGap::Thin,
            _ => NoGap::Protected,
        }
    }

    fn no_gap_sentence(&self, why: NoGap) -> String {
        let key = match why {
            NoGap::Withheld => Key::CohortNoGapWithheld,
            NoGap::OneSideChosen => Key::CohortNoGapChosen,
            NoGap::Missing(Role::Orchestrator) => Key::CohortNoGapNoOrchestrators,
            NoGap::Missing(Role::Member) => Key::CohortNoGapNoMembers,
            NoGap::Few(Role::Orchestrator) => Key::CohortNoGapFewOrchestrators,
            NoGap::Few(Role::Member) => Key::CohortNoGapFewMembers,
            NoGap::BothFew => Key::CohortNoGapFewBoth,
            NoGap::Protected => Key::CohortNoGapProtected,
            NoGap::Thin => Key::CohortNoGapThin,
        };
        let count = match why {
            NoGap::Few(role) => self.size(GroupKind::Role(role)),
            _ => 0,
        };
        self.speech.count(key, count, &[("least", &self.number(self.least()))])
    }

    /// Why a chart has nothing to show: nothing of the view at all, or only this, which needs so many responses.
    fn nothing(&self, key: Key, least: u64) -> String {
        if self.picture.ecosystem.basis == Basis::Nothing {
            return self.stand();
        }
        self.fill(key, &[("least", &self.speech.locale.whole(least))])
    }

    /// Whether a gap is none when it is written.
    fn is_nothing(&self, levels: f64) -> bool {
        self.levels(levels) == self.levels(0.0)
    }

    /// The size of a gap as it is written.
    fn levels(&self, levels: f64) -> String {
        self.speech.score(Some(levels.abs()))
    }

    /// A limit without needless decimals.
    fn plain(&self, number: f64) -> String {
        let decimals = u8::from((number - number.round()).abs() > EPSILON);
        self.speech.locale.decimal(number, decimals)
    }

    /// A consensus as it is written.
    fn two(&self, number: f64) -> String {
        self.speech.locale.decimal(number, 2)
    }

    fn whole(&self, number: usize) -> String {
        self.speech.locale.whole(number as u64)
    }

    fn number(&self, number: u32) -> String {
        self.speech.locale.whole(number.into())
    }

    fn quoted(&self, title: &str) -> String {
        self.fill(Key::CohortQuoted, &[("title", title)])
    }

    fn say(&self, key: Key) -> String {
        self.speech.say(key).to_owned()
    }

    fn fill(&self, key: Key, gaps: &[(&str, &str)]) -> String {
        self.speech.fill(key, gaps)
    }
}
