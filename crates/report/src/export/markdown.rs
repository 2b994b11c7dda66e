//! The result as Markdown, for an editor, a wiki or an e-mail: `CommonMark` with tables.
//!
//! Everything that comes from a person or from content is text: whatever has a meaning in Markdown or HTML is escaped.

use super::{
    Findings, Grid, Line,
    mark::{Marked, inline, quote},
};
use crate::{headline, horizon_words, state_words};
use domain::{
    assessment::{Answer, Assessment, Evidence, Horizon, SelfRating},
    model::{Level, Model, Practice, Profile, Role},
    scoring::{
        Confidence, RoadmapItem, Standout, band, brakes, confidence_class, priorities,
        progress_to_target, roadmap, strengths,
    },
    text::{Key, Speech},
};

/// What stands for a number that there is none of.
const NONE: &str = "–";

/// The result of an assessment in words and tables, with all answers and notes.
pub fn markdown(model: &Model, assessment: &Assessment, speech: Speech<'_>) -> String {
    let findings = Findings::of(model, assessment);
    let mut page = Page { findings: &findings, speech, text: Marked::default() };
    page.head();
    page.headline();
    page.principles();
    page.standouts();
    page.priorities();
    page.roadmap();
    page.self_check();
    page.sure();
    page.answers();
    page.text.paragraph(&inline(&model.notice));
    page.text.into_text()
}

/// The table of the principles: score, held level, target, band, what is answered, gap, impact and priority.
pub fn principle_grid(model: &Model, assessment: &Assessment, speech: Speech<'_>) -> Grid {
    let findings = Findings::of(model, assessment);
    let heads = [
        Key::AnswerColumnPrinciple,
        Key::AnswerColumnScore,
        Key::ResultsColumnHeld,
        Key::ResultsColumnTarget,
        Key::ResultsColumnBand,
        Key::AnswerColumnAnswered,
        Key::ResultsColumnUnknown,
        Key::ExportGap,
        Key::ExportImpact,
        Key::ExportPriority,
    ];
    let mut rows = vec![heads.map(|key| speech.say(key).to_owned()).to_vec()];
    rows.extend(findings.lines().map(|line| {
        let Line { principle, score, target, impact } = &line;
        let whole = |number: usize| speech.locale.whole(number as u64);
        let level = |level: Option<Level>| {
            level.map_or_else(|| NONE.to_owned(), |level| whole(usize::from(level.number())))
        };
        let name = score.score.map(|score| model.levels.at(band(score)).name.clone());
        let counts = [("answered", whole(score.answered())), ("total", whole(score.applicable))];
        let counts = counts.each_ref().map(|(gap, number)| (*gap, number.as_str()));
        vec![
            format!("{} {}", principle.clause, principle.title),
            speech.score(score.score),
            level(score.held),
            level(Some(*target)),
            name.unwrap_or_else(|| NONE.to_owned()),
            speech.fill(Key::AnswerProgress, &counts),
            speech.locale.percent(score.unknown_share()),
            speech.score(line.gap()),
            speech.locale.whole(*impact),
            speech.score(line.priority()),
        ]
    }));
    Grid { rows }
}

struct Page<'a> {
    findings: &'a Findings<'a>,
    speech: Speech<'a>,
    text: Marked,
}

impl Page<'_> {
    fn say(&self, key: Key) -> String {
        inline(self.speech.say(key))
    }

    fn head(&mut self) {
        let Findings { model, assessment, scores, .. } = self.findings;
        let name = assessment.name.trim();
        let name = if name.is_empty() { self.speech.say(Key::AppUntitled) } else { name };
        self.text.heading(1, &inline(name));
        self.text.paragraph(&inline(&profile_line(model, assessment.profile)));
        let date = self.speech.locale.date(assessment.changed);
        let made = [("model", &model.id), ("version", &model.version), ("date", &date)];
        let made = made.map(|(gap, words)| (gap, words.as_str()));
        self.text.paragraph(&inline(&self.speech.fill(Key::ResultsMade, &made)));
        let open = scores.overall.counts.unanswered();
        if open > 0 {
            let lead = self.speech.count(Key::ResultsPartialLead, open as u64, &[]);
            self.text.paragraph(&format!(
                "**{}** {}",
                self.say(Key::ResultsPartial),
                inline(&lead)
            ));
        }
    }

    fn headline(&mut self) {
        let Findings { model, scores, .. } = self.findings;
        self.text.heading(2, &self.say(Key::ResultsHeadline));
        for sentence in headline(model, scores, self.speech) {
            self.text.paragraph(&inline(&sentence));
        }
        let overall = &scores.overall;
        let held = overall.held.map(|held| self.level(held));
        let missing = || self.speech.say(Key::ResultsNoScore).to_owned();
        let heads = [Key::ResultsOverallScore, Key::ResultsOverallHeld, Key::ResultsCompleteness];
        let numbers = vec![
            overall.score.map_or_else(missing, |score| self.speech.score(Some(score))),
            held.unwrap_or_else(missing),
            self.speech.locale.percent(overall.counts.completeness()),
        ];
        let heads = heads.map(|key| self.speech.say(key).to_owned()).to_vec();
        self.text.table(&[heads, numbers], 3);
    }

    /// A level in words: `Level 3, Established`.
    fn level(&self, level: Level) -> String {
        let number = self.speech.locale.whole(u64::from(level.number()));
        let name = self.findings.model.levels.at(level).name.as_str();
        self.speech.fill(Key::AnswerLevel, &[("level", &number), ("name", name)])
    }

    fn principles(&mut self) {
        let Findings { model, assessment, .. } = self.findings;
        self.text.heading(2, &self.say(Key::ResultsRadarTitle));
        self.text.table(&principle_grid(model, assessment, self.speech).rows, 1);
    }

    fn standouts(&mut self) {
        let Findings { model, assessment, scores, targets, .. } = self.findings;
        let strengths = strengths(model, assessment, scores);
        let brakes = brakes(model, assessment, scores, targets);
        for (title, none, found) in [
            (Key::ResultsStrengthsTitle, Key::ResultsStrengthsNone, strengths),
            (Key::ResultsBrakesTitle, Key::ResultsBrakesNone, brakes),
        ] {
            self.text.heading(2, &self.say(title));
            if found.is_empty() {
                self.text.paragraph(&self.say(none));
            }
            let points: Vec<String> =
                found.iter().map(|standout| self.standout(standout)).collect();
            self.text.list(points);
        }
    }

    fn standout(&self, standout: &Standout<'_>) -> String {
        let Standout { principle, practice, level, .. } = standout;
        let role = self.findings.assessment.profile.role;
        format!(
            "**{}** ({} {}; {}): {}",
            inline(&practice.title),
            inline(&principle.clause),
            inline(&principle.title),
            inline(&self.level(*level)),
            inline(practice.descriptors(role).at(*level)),
        )
    }

    fn priorities(&mut self) {
        let Findings { model, scores, targets, impacts, .. } = self.findings;
        let gaps = priorities(scores.scored(), targets, impacts);
        self.text.heading(2, &self.say(Key::ExportPriorities));
        if let Some(progress) = progress_to_target(scores.scored(), targets) {
            let share = self.speech.locale.percent(progress);
            let words = self.speech.fill(Key::ExportProgress, &[("share", &share)]);
            self.text.paragraph(&inline(&words));
        }
        let heads = [
            Key::AnswerColumnPrinciple,
            Key::AnswerColumnScore,
            Key::ResultsColumnTarget,
            Key::ExportGap,
            Key::ExportImpact,
            Key::ExportPriority,
        ];
        let mut rows = vec![heads.map(|key| self.speech.say(key).to_owned()).to_vec()];
        for gap in gaps.iter().filter(|gap| gap.priority > 0.0) {
            let (Some(principle), Some(target), Some(impact)) =
                (model.principles.get(gap.place), targets.get(gap.place), impacts.get(gap.place))
            else {
                continue;
            };
            rows.push(vec![
                format!("{} {}", principle.clause, principle.title),
                self.speech.score(Some(gap.score)),
                self.speech.locale.whole(u64::from(target.number())),
                self.speech.score(Some(gap.gap)),
                self.speech.locale.whole(*impact),
                self.speech.score(Some(gap.priority)),
            ]);
        }
        if rows.len() > 1 {
            self.text.table(&rows, 1);
        } else {
            self.text.paragraph(&self.say(Key::ExportNoPriorities));
        }
    }

    fn roadmap(&mut self) {
        let items = roadmap(self.findings.model, self.findings.assessment);
        self.text.heading(2, &self.say(Key::ExportRoadmap));
        if items.is_empty() {
            self.text.paragraph(&self.say(Key::ExportRoadmapNone));
        }
        let other_side = match self.findings.assessment.profile.role {
            Role::Orchestrator => Key::ExportToMembers,
            Role::Member => Key::ExportToOrchestrators,
        };
        for horizon in Horizon::ALL {
            let heads = [
                Key::ExportAction,
                Key::ResultsColumnPractice,
                Key::ExportOwner,
                Key::ExportDue,
                Key::ExportState,
                other_side,
            ];
            let mut rows = vec![heads.map(|key| self.speech.say(key).to_owned()).to_vec()];
            rows.extend(items.iter().filter(|item| item.horizon == horizon).map(|i| self.step(i)));
            if rows.len() > 1 {
                self.text.heading(3, &inline(horizon_words(horizon, self.speech)));
                self.text.table(&rows, usize::MAX);
            }
        }
    }

    fn step(&self, item: &RoadmapItem<'_>) -> Vec<String> {
        let principle = item.place.and_then(|place| self.findings.model.principles.get(place));
        let about = item.practice.map(|practice| practice.title.as_str());
        let about = about.or(principle.map(|principle| principle.title.as_str()));
        let due = item.due.map(|due| due.to_string());
        vec![
            item.words.clone(),
            about.unwrap_or(NONE).to_owned(),
            item.owner.clone(),
            due.unwrap_or_default(),
            state_words(item.state, self.speech).to_owned(),
            item.to_propose.unwrap_or_default().to_owned(),
        ]
    }

    /// What was said about competencies and behaviours; nothing if nothing was.
    fn self_check(&mut self) {
        let check = &self.findings.model.competencies;
        let rating = |rating: Option<SelfRating>| match rating {
            Some(SelfRating::Seen(seen)) => {
                let place = usize::from(seen.number()).saturating_sub(1);
                let name = check.frequencies.get(place).map_or("", |named| named.name.as_str());
                let number = self.speech.locale.whole(u64::from(seen.number()));
                format!("{number} · {name}")
            }
            Some(SelfRating::Unknown) => check.cannot_say.clone(),
            None => NONE.to_owned(),
        };
        let heads = [Key::ExportItem, Key::ChartsOwn, Key::ChartsOthers];
        let mut rows = vec![heads.map(|key| self.speech.say(key).to_owned()).to_vec()];
        for item in &check.items {
            let said = self.findings.assessment.competencies.get(&item.id).copied();
            let said = said.filter(|said| said.own.is_some() || said.others.is_some());
            if let Some(said) = said {
                rows.push(vec![item.name.clone(), rating(said.own), rating(said.others)]);
            }
        }
        if rows.len() > 1 {
            self.text.heading(2, &self.say(Key::CompetenciesTitle));
            self.text.table(&rows, usize::MAX);
        }
    }

    fn sure(&mut self) {
        let Findings { model, scores, .. } = self.findings;
        let overall = &scores.overall;
        let counts = &overall.counts;
        self.text.heading(2, &self.say(Key::ResultsSureTitle));
        let whole = |number: usize| self.speech.locale.whole(number as u64);
        let gaps = [
            ("rated", whole(counts.rated)),
            ("na", whole(counts.not_applicable)),
            ("unknown", whole(counts.unknown)),
            ("open", whole(counts.unanswered())),
        ];
        let gaps = gaps.each_ref().map(|(gap, number)| (*gap, number.as_str()));
        self.text.paragraph(&inline(&self.speech.fill(Key::ResultsSureCounts, &gaps)));
        if let Some(confidence) = counts.confidence() {
            let words = match confidence_class(confidence, &model.scoring) {
                Confidence::Low => Key::ResultsConfidenceLow,
                Confidence::Medium => Key::ResultsConfidenceMedium,
                Confidence::High => Key::ResultsConfidenceHigh,
            };
            let share = inline(&self.speech.locale.percent(confidence));
            let title = self.say(Key::ResultsConfidence);
            self.text.paragraph(&format!("{title}: {share} · {}", self.say(words)));
        }
        if let Some((score, cautious)) = overall.score.zip(overall.cautious) {
            let same = band(score) == band(cautious);
            let key = if same { Key::ResultsCautiousSame } else { Key::ResultsCautiousOther };
            let number = self.speech.score(Some(cautious));
            let name = model.levels.at(band(cautious)).name.as_str();
            let words = self.speech.fill(key, &[("score", &number), ("band", name)]);
            self.text.paragraph(&inline(&words));
        }
        self.text.paragraph(&self.say(Key::ResultsLimits));
    }

    fn answers(&mut self) {
        let Findings { model, assessment, .. } = self.findings;
        self.text.heading(2, &self.say(Key::ExportAnswers));
        for principle in &model.principles {
            if principle.is_asked(assessment.profile) {
                let title = format!("{} {}", principle.clause, principle.title);
                self.text.heading(3, &inline(&title));
            }
            for practice in principle.in_scope(assessment.profile) {
                self.answer(practice);
            }
        }
        let said = |practice: &&Practice| {
            let entry = assessment.entries.get(&practice.id);
            entry.is_some_and(|entry| entry.answer.is_some() || !entry.note.is_empty())
        };
        let all = model.principles.iter().flat_map(|principle| &principle.practices);
        let outside = all.filter(|practice| !practice.in_scope(&assessment.profile));
        let outside: Vec<&Practice> = outside.filter(said).collect();
        if !outside.is_empty() {
            self.text.heading(3, &self.say(Key::ExportOutside));
            for practice in outside {
                self.answer(practice);
            }
        }
    }

    fn answer(&mut self, practice: &Practice) {
        let Findings { model, assessment, .. } = self.findings;
        let role = assessment.profile.role;
        let entry = assessment.entries.get(&practice.id);
        let answer = entry.and_then(|entry| entry.answer);
        self.text.heading(4, &inline(&practice.title));
        self.text.paragraph(&inline(practice.ask(role)));
        let words = match answer {
            Some(Answer::Rated(level)) => {
                let words = practice.descriptors(role).at(level);
                format!("**{}.** {}", inline(&self.level(level)), inline(words))
            }
            Some(Answer::NotApplicable) => format!("**{}**", inline(&model.answers.not_applicable)),
            Some(Answer::Unknown) => format!("**{}**", inline(&model.answers.unknown)),
            None => format!("**{}**", inline(&model.answers.unanswered)),
        };
        self.text.paragraph(&words);
        let evidence = entry.filter(|_| answer.and_then(Answer::level).is_some());
        let evidence = evidence.map(|entry| entry.evidence);
        let grades = Evidence::ALL.into_iter().zip(&model.evidence_grades);
        for (_, named) in grades.filter(|(grade, _)| Some(*grade) == evidence) {
            self.text.paragraph(&format!(
                "{}: {}",
                self.say(Key::ResultsConfidence),
                inline(&named.name)
            ));
        }
        if let Some(note) = entry.map(|entry| entry.note.trim()).filter(|note| !note.is_empty()) {
            self.text.paragraph(quote(note).trim_end());
        }
    }
}

fn profile_line(model: &Model, profile: Profile) -> String {
    let words = &model.choices;
    let parts = [
        words.roles.get(profile.role),
        words.scales.get(profile.scale),
        words.stages.get(profile.stage),
        words.forms.get(profile.form),
    ];
    parts.map(|named| named.map_or("", |named| named.name.as_str())).join(" · ")
}
