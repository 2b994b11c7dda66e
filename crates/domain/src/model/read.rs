//! Parsing and validating a content file. Owns what makes content sound; must not know where the file came from.
//!
//! The file has two halves: `model`, the structure without words, and `text`, all words of one language. The build puts
//! them together (see `xtask`). Every problem is reported with its place, because a model can be somebody else's.

use std::collections::BTreeSet;

use super::{
    AnswerWords, ChoiceWords, Competencies, Competency, Constants, Content, Few, Form, Level,
    LevelWords, Model, ModelChange, Named, PerLevel, Practice, Principle, RawExample, Reference,
    Role, Scale, Stage, SuggestedTarget, Term, Version,
};
use crate::text::{Catalogue, FIRST_SECTIONS};
use base::json::{Fault, Node, Problem, Problems, Reader, table};

/// The largest content file that is read, in bytes. The shipped one has about 150 kB.
const MAX_BYTES: usize = 4_000_000;

/// The key under which the first of two files names the second.
pub(super) const LATER: &str = "later";

/// What only later screens show, as paths in a content file; `*` is any key or any place in a list. The build moves it
/// into the second file, and with it the sections of the interface that are not in [`FIRST_SECTIONS`].
pub const LATER_PATHS: [&str; 27] = [
    "model.competency",
    // An empty table stays and says that there is one.
    "model.example.*",
    "model.history",
    "model.principle.*.practice.*.refs",
    "model.reference",
    "model.response",
    "text.competency.*",
    "text.competency_check.*",
    "text.example",
    "text.glossary",
    "text.impact",
    "text.level.*.agreement",
    "text.level.*.carried_by",
    "text.level.*.change",
    "text.level.*.definition",
    "text.level.*.proof",
    "text.model.aligned_with",
    "text.model.annex",
    "text.model.notice",
    "text.model.origin",
    "text.model.standard",
    "text.practice.*.evidence",
    // Most ecosystems are small, and the profile tells early whether these are needed.
    "text.practice.*.in_large",
    "text.practice.*.in_platform",
    "text.practice.*.next",
    "text.practice.*.next_member",
    "text.reference",
];

/// What stands behind an assessment in the address of a screen. A principle stands there too, so none has such an id.
pub const SCREEN_WORDS: [&str; 7] =
    ["competencies", "form", "plan", "profile", "report", "results", "round"];

/// The version of the content format that is read.
const SCHEMA: u64 = 1;

/// A dial with fewer places is no figure, one with more cannot be read.
const PRINCIPLES: std::ops::RangeInclusive<usize> = 3..=16;

/// No principle is scored on fewer, and the answering screen stops being one screen with more.
const PRACTICES: std::ops::RangeInclusive<usize> = 2..=12;

/// As many practices, also withdrawn ones, and as many competencies have room in a response code.
const IN_CODE: std::ops::RangeInclusive<usize> = 0..=255;

/// Reads a content file.
///
/// # Errors
/// Every problem that was found, each with its place: unreadable file, missing or empty texts, unknown or duplicate ids,
/// wrong counts, constants out of range.
pub fn parse(json: &str) -> Result<Content, Vec<Problem>> {
    read_tree(tree(json)?, false)
}

/// Reads a content whose model is not of the same files as its interface: all of the model has to be there.
pub(super) fn with_interface(tree: Node) -> Result<Content, Vec<Problem>> {
    read_tree(tree, true)
}

/// Reads the second file of a content of which the first is read.
pub(super) fn with_rest(
    first: Option<&Node>,
    json: &str,
    is_own: bool,
) -> Result<Content, Vec<Problem>> {
    let mut whole = tree(json)?;
    if is_own {
        let interface = whole.get("text").and_then(|text| text.get("interface")).cloned();
        let interface = interface.unwrap_or(Node::Null);
        whole = table([("text", table([("interface", interface)]))]);
    }
    if let Some(first) = first {
        whole.merge(first);
    }
    if let Node::Table(entries) = &mut whole {
        entries.retain(|(key, _)| key != LATER);
    }
    read_tree(whole, is_own)
}

fn tree(json: &str) -> Result<Node, Vec<Problem>> {
    Node::parse(json, MAX_BYTES).map_err(|reason| {
        vec![Problem { place: "content".to_owned(), fault: Fault::Unreadable(reason) }]
    })
}

fn read_tree(node: Node, is_own: bool) -> Result<Content, Vec<Problem>> {
    let has_later = node.get(LATER).is_some_and(|later| matches!(later, Node::Text(_)));
    // What is missing here, the second file has.
    let problems = match (has_later, is_own) {
        (true, false) => Problems::that_may_miss(comes_later),
        (true, true) => Problems::that_may_miss(message_comes_later),
        (false, _) => Problems::default(),
    };
    let root = Reader::new(&node, &problems);
    root.note_duplicates();
    let later = root.optional_text(LATER);
    let read = read_content(&root);
    let found = problems.into_list();
    match read {
        Some((model, catalogue)) if found.is_empty() => {
            let example = read_example(&node);
            let tree = later.is_some().then_some(node);
            Ok(Content { model, catalogue, example, later, tree, is_own })
        }
        _ => Err(found),
    }
}

/// Whether a place, such as `text.level[3].proof`, is one of the second file.
fn comes_later(place: &str) -> bool {
    let steps = || place.split(['.', '[']);
    message_comes_later(place)
        || LATER_PATHS.iter().any(|path| {
            let mut steps = steps();
            path.split('.')
                .all(|step| steps.next().is_some_and(|found| step == "*" || step == found))
        })
}

/// Whether a place is one of the interface that the second file has.
fn message_comes_later(place: &str) -> bool {
    place.strip_prefix("text.interface.").is_some_and(|message| {
        !FIRST_SECTIONS.contains(&message.split('.').next().unwrap_or_default())
    })
}

fn read_content(root: &Reader<'_>) -> Option<(Model, Catalogue)> {
    let structure = root.required("model")?;
    let text = root.required("text")?;
    structure.whole("schema", SCHEMA..=SCHEMA);
    let catalogue = Catalogue::read(&text);
    let model = read_model(&structure, &text)?;
    Some((model, catalogue))
}

/// Not looked into here: only one of the later screens needs it, and what it means is not the model's to know.
fn read_example(content: &Node) -> Option<RawExample> {
    let half = |key: &str| content.get(key)?.get("example").cloned();
    Some(RawExample { structure: half("model")?, words: half("text").unwrap_or(Node::Null) })
}

fn read_model(structure: &Reader<'_>, text: &Reader<'_>) -> Option<Model> {
    // All that can fail comes first: a return from the middle of a model would need code that drops what is there of it.
    let words = text.required("model")?;
    let answers = text.required("answers")?;
    let scoring = structure.required("scoring")?;
    let check = text.required("competency_check")?;
    let competency_words = text.required("competency")?;
    let principles = read_principles(structure, text);
    let mut principle_ids = BTreeSet::new();
    for principle in &principles {
        principle_ids.insert(principle.id.as_str());
    }
    let order = read_order(structure, &principles);
    let references = read_references(structure, text);
    check_references(structure, &references);
    Some(Model {
        id: structure.text("id"),
        version: read_version(structure),
        title: words.text("title"),
        question: words.text("question"),
        lead: words.text("lead"),
        aligned_with: words.optional_text("aligned_with").unwrap_or_default(),
        notice: words.text("notice"),
        notice_short: words.text("notice_short"),
        annex: words.optional_text("annex").unwrap_or_default(),
        standard: words.optional_text("standard").unwrap_or_default(),
        origin: words.optional_text("origin").unwrap_or_default(),
        numbering: words.optional_text("numbering").unwrap_or_default(),
        answer_rule: words.text("answer_rule"),
        answers: AnswerWords {
            not_applicable: answers.text("not_applicable"),
            unknown: answers.text("unknown"),
            unanswered: answers.text("unanswered"),
        },
        levels: PerLevel::new(exactly(text, "level", read_level)),
        evidence_grades: exactly(text, "evidence_grade", read_named),
        impacts: exactly(text, "impact", read_named),
        choices: ChoiceWords {
            roles: read_choices(text, "role", Role::ALL, Role::id),
            role_hints: read_hints(text),
            scales: read_choices(text, "scale", Scale::ALL, Scale::id),
            typical: read_typical(text),
            stages: read_choices(text, "stage", Stage::ALL, Stage::id),
            forms: read_choices(text, "form", Form::ALL, Form::id),
        },
        scoring: read_constants(&scoring, principles.len()),
        suggested_targets: read_targets(structure, &principle_ids),
        competencies: read_competencies(structure, &check, &competency_words, &principle_ids),
        glossary: text
            .list("glossary")
            .iter()
            .map(|entry| Term {
                term: entry.text("term"),
                definition: entry.text("definition"),
                see: entry.optional_text("see").unwrap_or_default(),
            })
            .collect(),
        history: read_history(structure, &order),
        response_order: order,
        references,
        principles,
    })
}

/// Response codes carry the version as numbers, and say by it which of two versions is newer.
fn read_version(structure: &Reader<'_>) -> String {
    let version = structure.text("version");
    if !version.is_empty() && Version::parse(&version).is_none() {
        structure.note("version", Fault::OutOfRange("0.0.0 to 65535.65535.65535".to_owned()));
    }
    version
}

/// The entries of a list that must have exactly `N`.
fn exactly<T: Default, const N: usize>(
    parent: &Reader<'_>,
    key: &str,
    read: impl Fn(&Reader<'_>) -> T,
) -> [T; N] {
    let entries = parent.list(key);
    // What is no list at all has been noted already.
    if entries.len() != N && matches!(parent.node().get(key), Some(Node::List(_))) {
        parent.note(key, Fault::Count { expected: N.to_string(), found: entries.len() });
    }
    let mut entries = entries.iter();
    let exact = std::array::from_fn(|_| entries.next().map(&read).unwrap_or_default());
    // Those that are too many can have faults of their own.
    entries.for_each(|entry| _ = read(entry));
    exact
}

fn read_level(entry: &Reader<'_>) -> LevelWords {
    LevelWords {
        name: entry.text("name"),
        short: entry.text("short"),
        definition: entry.text("definition"),
        carried_by: entry.text("carried_by"),
        agreement: entry.text("agreement"),
        proof: entry.text("proof"),
        change: entry.text("change"),
    }
}

fn read_named(entry: &Reader<'_>) -> Named {
    Named { name: entry.text("name"), definition: entry.text("definition") }
}

fn read_choices<T: Copy>(
    text: &Reader<'_>,
    key: &str,
    all: &[T],
    id: impl Fn(T) -> &'static str,
) -> Few<T, Named> {
    let Some(words) = text.required(key) else { return Few(Vec::new()) };
    no_others(&words, |known| all.iter().any(|choice| id(*choice) == known));
    let named = |choice: &T| Some((*choice, read_named(&words.required(id(*choice))?)));
    Few(all.iter().filter_map(named).collect())
}

fn read_typical(text: &Reader<'_>) -> Few<Scale, String> {
    let Some(words) = text.optional("scale") else { return Few(Vec::new()) };
    let typical = |scale: &Scale| Some((*scale, words.optional(scale.id())?.text("typical")));
    Few(Scale::ALL.iter().filter_map(typical).collect())
}

fn read_hints(text: &Reader<'_>) -> Few<Role, String> {
    let Some(words) = text.optional("role") else { return Few(Vec::new()) };
    let hint = |role: &Role| Some((*role, words.optional(role.id())?.optional_text("hint")?));
    Few(Role::ALL.iter().filter_map(hint).collect())
}

/// Notes every key of a table that nothing in the structure has.
fn no_others(words: &Reader<'_>, known: impl Fn(&str) -> bool) {
    for (key, _) in words.entries() {
        if !known(key) {
            words.note(key, Fault::Unknown(key.to_owned()));
        }
    }
}

fn read_constants(numbers: &Reader<'_>, principles: usize) -> Constants {
    let default_target = numbers.whole("default_target", 1..=5);
    let balanced_spread_max = numbers.number("balanced_spread_max", 0.0..=4.0);
    let confidence_medium_from = numbers.number("confidence_medium_from", 0.0..=1.0);
    let consensus_mixed_from = numbers.number("consensus_mixed_from", 0.0..=1.0);
    let gap_watch_from = numbers.number("gap_watch_from", 0.0..=4.0);
    let anonymity_min_group_floor = numbers.whole("anonymity_min_group_floor", 3..=10);
    Constants {
        min_rated_practices: numbers.whole("min_rated_practices", 1..=12),
        min_rated_share_percent: numbers.whole("min_rated_share_percent", 1..=100),
        na_warning_share_percent: numbers.whole("na_warning_share_percent", 0..=100),
        min_scored_principles: numbers.whole("min_scored_principles", 1..=principles.max(1) as u64),
        held_share_percent: numbers.whole("held_share_percent", 1..=100),
        balanced_spread_max,
        uneven_spread_max: numbers.number("uneven_spread_max", balanced_spread_max..=4.0),
        holding_back_distance: numbers.number("holding_back_distance", 0.0..=4.0),
        default_target: Level::new(default_target as u8).unwrap_or(Level::LOWEST),
        strategic_target: optional_level(numbers, "strategic_target"),
        engagement_target: optional_level(numbers, "engagement_target"),
        default_impact: numbers.whole("default_impact", 1..=3),
        max_priorities: numbers.whole("max_priorities", 1..=60),
        max_priorities_per_principle: numbers.whole("max_priorities_per_principle", 1..=12),
        confidence_medium_from,
        confidence_high_from: numbers.number("confidence_high_from", confidence_medium_from..=1.0),
        no_clear_change_below: numbers.number("no_clear_change_below", 0.0..=4.0),
        self_favour_above: numbers.number("self_favour_above", 0.0..=4.0),
        consensus_mixed_from,
        consensus_strong_from: numbers.number("consensus_strong_from", consensus_mixed_from..=1.0),
        gap_watch_from,
        gap_flag_from: numbers.number("gap_flag_from", gap_watch_from..=4.0),
        alignment_divisor: numbers.number("alignment_divisor", 0.5..=4.0),
        anonymity_min_group: numbers.whole("anonymity_min_group", anonymity_min_group_floor..=10),
        anonymity_min_group_floor,
        anonymity_min_for_distribution: numbers
            .whole("anonymity_min_for_distribution", anonymity_min_group_floor..=100),
        cannot_tell_hot_from: numbers.number("cannot_tell_hot_from", 0.0..=1.0),
    }
}

fn optional_level(numbers: &Reader<'_>, key: &str) -> Option<Level> {
    if numbers.has(key) { Level::new(numbers.whole(key, 1..=5) as u8) } else { None }
}

fn read_targets(structure: &Reader<'_>, principles: &BTreeSet<&str>) -> Vec<SuggestedTarget> {
    let mut targets = Vec::new();
    let Some(table) = structure.optional("suggested_targets") else { return targets };
    for (scale_id, entries) in table.entries() {
        let Some(scale) = Scale::from_id(scale_id) else {
            table.note(scale_id, Fault::Unknown(scale_id.to_owned()));
            continue;
        };
        for (principle, _) in entries.entries() {
            if !principles.contains(principle) {
                entries.note(principle, Fault::Unknown(principle.to_owned()));
            }
            if let Some(level) = Level::new(entries.whole(principle, 1..=5) as u8) {
                targets.push(SuggestedTarget { scale, principle: principle.to_owned(), level });
            }
        }
    }
    targets
}

fn read_principles(structure: &Reader<'_>, text: &Reader<'_>) -> Vec<Principle> {
    let words = text.required("principle");
    let practice_words = text.required("practice");
    let entries = structure.list("principle");
    count_within(structure, "principle", entries.len(), &PRINCIPLES);
    let mut principle_ids = BTreeSet::new();
    let mut practice_ids = BTreeSet::new();
    let principles: Vec<Principle> = entries
        .iter()
        .map(|entry| {
            let id = unique_id(entry, &mut principle_ids);
            // Its questions would lie behind that screen. What is no word of an address has been noted.
            if SCREEN_WORDS.contains(&id.as_str()) {
                entry.note("id", Fault::OutOfRange("words that name no screen".to_owned()));
            }
            let own_words = words.as_ref().and_then(|words| words.required(&id));
            let word =
                |key: &str| own_words.as_ref().map(|words| words.text(key)).unwrap_or_default();
            let practices = entry.list("practice");
            count_within(entry, "practice", practices.len(), &PRACTICES);
            Principle {
                clause: entry.text("clause"),
                title: word("title"),
                purpose: word("purpose"),
                why: word("why"),
                practices: practices
                    .iter()
                    .filter_map(|practice| {
                        let id = unique_id(practice, &mut practice_ids);
                        let words = practice_words.as_ref()?.required(&id)?;
                        Some(read_practice(id, practice, &words))
                    })
                    .collect(),
                id,
            }
        })
        .collect();
    if let Some(words) = &words {
        no_others(words, |id| principle_ids.contains(id));
    }
    if let Some(words) = &practice_words {
        no_others(words, |id| practice_ids.contains(id));
    }
    principles
}

fn count_within(
    parent: &Reader<'_>,
    key: &str,
    found: usize,
    range: &std::ops::RangeInclusive<usize>,
) {
    if !range.contains(&found) {
        let expected = format!("{} to {}", range.start(), range.end());
        parent.note(key, Fault::Count { expected, found });
    }
}

/// The id of an entry. Only letters, digits and hyphens, because ids stand in links and in storage keys.
fn unique_id<'a>(entry: &Reader<'a>, seen: &mut BTreeSet<&'a str>) -> String {
    let id = entry.text("id");
    let written = entry.node().get("id").and_then(Node::as_text).unwrap_or_default();
    if !id.is_empty() && !id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
        entry.note("id", Fault::OutOfRange("a-z, 0-9 and -".to_owned()));
    }
    if !seen.insert(written) {
        entry.note("id", Fault::Duplicate(id.clone()));
    }
    id
}

fn read_practice(id: String, entry: &Reader<'_>, words: &Reader<'_>) -> Practice {
    let scales = if entry.has("scales") {
        ids(entry, "scales", Scale::from_id)
    } else {
        Scale::ALL.to_vec()
    };
    let levels_member =
        words.has("levels_member").then(|| PerLevel::new(words.texts("levels_member")));
    Practice {
        id,
        core: entry.flag("core"),
        scales,
        stages: ids(entry, "stages", Stage::from_id),
        references: if entry.has("refs") { entry.any_texts("refs") } else { Vec::new() },
        title: words.text("title"),
        ask_orchestrator: words.text("ask_orchestrator"),
        ask_member: words.text("ask_member"),
        in_small: words.text("in_small"),
        in_large: words.text("in_large"),
        in_platform: words.has("in_platform").then(|| words.text("in_platform")),
        evidence: words.texts("evidence"),
        levels: PerLevel::new(words.texts("levels")),
        levels_member,
        next: words.texts("next"),
        next_member: words.has("next_member").then(|| words.texts("next_member")),
    }
}

/// A list of ids, at least one, each known and none twice.
fn ids<T: PartialEq>(entry: &Reader<'_>, key: &str, from_id: impl Fn(&str) -> Option<T>) -> Vec<T> {
    let mut known = Vec::new();
    let texts = entry.any_texts(key);
    if texts.is_empty() && entry.has(key) {
        entry.note(key, Fault::Missing);
    }
    for id in texts {
        match from_id(&id) {
            Some(value) if known.contains(&value) => entry.note(key, Fault::Duplicate(id)),
            Some(value) => known.push(value),
            None => entry.note(key, Fault::Unknown(id)),
        }
    }
    known
}

fn read_competencies(
    structure: &Reader<'_>,
    check: &Reader<'_>,
    words: &Reader<'_>,
    principles: &BTreeSet<&str>,
) -> Competencies {
    let mut seen = BTreeSet::new();
    let entries = structure.list("competency");
    count_within(structure, "competency", entries.len(), &IN_CODE);
    let items: Vec<Competency> = entries
        .iter()
        .filter_map(|entry| {
            let id = unique_id(entry, &mut seen);
            let words = words.required(&id)?;
            let kind = entry.text("kind");
            if !matches!(kind.as_str(), "" | "behaviour" | "competency") {
                entry.note("kind", Fault::Unknown(kind.clone()));
            }
            let linked = entry.any_texts("principles");
            for principle in linked.iter().filter(|id| !principles.contains(id.as_str())) {
                entry.note("principles", Fault::Unknown(principle.clone()));
            }
            Some(Competency {
                id,
                is_behaviour: kind == "behaviour",
                principles: linked,
                name: words.text("name"),
                statement: words.text("statement"),
                looks_like: words.text("looks_like"),
                warning_sign: words.text("warning_sign"),
            })
        })
        .collect();
    no_others(words, |id| seen.contains(id));
    Competencies {
        question_own: check.text("question_own"),
        question_others: check.text("question_others"),
        cannot_say: check.text("cannot_say"),
        basis: check.text("basis"),
        frequencies: exactly(check, "frequency", read_named),
        items,
    }
}

fn read_references(structure: &Reader<'_>, text: &Reader<'_>) -> Vec<Reference> {
    let Some(words) = text.required("reference") else { return Vec::new() };
    let mut seen = BTreeSet::new();
    let references = structure
        .list("reference")
        .iter()
        .map(|entry| {
            let id = unique_id(entry, &mut seen);
            let url = entry.optional_text("url").filter(|url| !url.is_empty());
            if url.as_ref().is_some_and(|url| !is_web_address(url)) {
                entry.note("url", Fault::OutOfRange("https:// or http://".to_owned()));
            }
            Reference { text: words.text(&id), url, id }
        })
        .collect();
    no_others(&words, |id| seen.contains(id));
    references
}

fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Every reference that a practice names has to be in the list.
fn check_references(structure: &Reader<'_>, references: &[Reference]) {
    for principle in structure.list("principle") {
        for practice in principle.list("practice") {
            if !practice.has("refs") {
                continue;
            }
            for id in practice.any_texts("refs") {
                if !references.iter().any(|reference| reference.id == id) {
                    practice.note("refs", Fault::Unknown(id));
                }
            }
        }
    }
}

/// The order of practices in a response code: every practice once, and withdrawn ones may stay in it.
fn read_order(structure: &Reader<'_>, principles: &[Principle]) -> Vec<String> {
    let Some(response) = structure.required("response") else { return Vec::new() };
    let order = response.any_texts("order");
    count_within(&response, "order", order.len(), &IN_CODE);
    let mut seen = BTreeSet::new();
    for id in &order {
        if !seen.insert(id.as_str()) {
            response.note("order", Fault::Duplicate(id.clone()));
        }
    }
    for practice in principles.iter().flat_map(|principle| &principle.practices) {
        if !seen.contains(practice.id.as_str()) {
            response.note(&format!("order.{}", practice.id), Fault::Missing);
        }
    }
    order
}

/// What changed with which version. A version that is later than the model's own would be of another model.
fn read_history(structure: &Reader<'_>, order: &[String]) -> Vec<ModelChange> {
    if !structure.has("history") {
        return Vec::new();
    }
    let own = structure.node().get("version").and_then(Node::as_text).and_then(Version::parse);
    let mut last = Version::default();
    let read = |entry: &Reader<'_>| {
        let written = entry.text("version");
        let version = Version::parse(&written).unwrap_or_default();
        if !written.is_empty() && (version <= last || own.is_some_and(|own| version > own)) {
            let range = "versions, each later than the one before, up to that of the model";
            entry.note("version", Fault::OutOfRange(range.to_owned()));
        }
        last = version;
        let named = |key: &str| {
            let ids = if entry.has(key) { entry.any_texts(key) } else { Vec::new() };
            for id in &ids {
                // Also practices that are withdrawn by now.
                if !order.contains(id) {
                    entry.note(key, Fault::Unknown(id.clone()));
                }
            }
            ids
        };
        ModelChange { version, reworded: named("reworded"), added: named("added") }
    };
    structure.list("history").iter().map(read).collect()
}
