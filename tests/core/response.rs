//! Response codes: what they carry, that nothing damaged passes for something else, and that they are found in whatever
//! text they come back in. The vectors in `docs/` are checked here, with a reader written from the document alone.

use std::{collections::HashSet, fmt::Write as _, sync::LazyLock};

use cohort::response::{
    CodeError, Found, Held, Month, NAME_LIMIT, Observations, Options, PREFIX, Part, Pasted,
    Response, clean_name, decode, encode, find,
};
use domain::{
    assessment::{
        Answer, Assessment, Entry, Evidence, Frequency, Msg, ResponseId, SelfRating, update,
    },
    model::{Form, Model, Profile, Role, Scale, Stage, Version},
    scoring::{Rating, score},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{
    FULL, NOW, answered, any_answered, any_profile, any_rating, any_text, blank, cases, id, level,
    model, put, ratings,
};

// ---- the notation of the vectors ----

static VECTORS: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../docs/response-code-vectors.json")).unwrap()
});

fn vectors(kind: &str) -> &'static [Value] {
    VECTORS[kind].as_array().unwrap()
}

fn text<'a>(vector: &'a Value, key: &str) -> &'a str {
    vector[key].as_str().unwrap_or_else(|| panic!("{key} of {vector}"))
}

/// The code with this name in the vectors.
fn code(case: &str) -> &'static str {
    let vector = vectors("codes").iter().find(|vector| vector["case"] == case);
    text(vector.unwrap_or_else(|| panic!("{case}")), "code")
}

fn answer_digit(rating: Rating) -> char {
    match rating {
        None => '0',
        Some((Answer::Rated(level), _)) => char::from(b'0' + level.number()),
        Some((Answer::NotApplicable, _)) => '6',
        Some((Answer::Unknown, _)) => '7',
    }
}

fn observed_digit(observed: Option<SelfRating>) -> char {
    match observed {
        None => '0',
        Some(SelfRating::Seen(frequency)) => char::from(b'0' + frequency.number()),
        Some(SelfRating::Unknown) => '7',
    }
}

/// A response in the notation of the vectors.
fn described(response: &Response) -> Value {
    let Profile { role, scale, stage, form } = response.profile;
    let answers: String = response.ratings.iter().copied().map(answer_digit).collect();
    let mut description = json!({
        "version": response.version.to_string(),
        "role": role.id(),
        "scale": scale.id(),
        "stage": stage.id(),
        "form": form.id(),
        "id": format!("{:012x}", response.id.bits()),
        "revision": response.revision,
        "month": response.month.to_string(),
        "answers": answers,
    });
    if response.has_evidence {
        let rated =
            response.ratings.iter().flatten().filter(|(answer, _)| answer.level().is_some());
        let grades = rated.map(|(_, grade)| char::from(b'0' + grade.number()));
        description["evidence"] = grades.collect::<String>().into();
    }
    if let Some(said) = &response.competencies {
        let own: String = said.iter().map(|said| observed_digit(said.own)).collect();
        let others: String = said.iter().map(|said| observed_digit(said.others)).collect();
        description["competencies"] = json!({ "own": own, "others": others });
    }
    if let Some(name) = &response.name {
        description["name"] = name.as_str().into();
    }
    description
}

/// What a vector says about its response.
fn description(vector: &Value) -> Value {
    let mut description = vector.clone();
    let fields = description.as_object_mut().unwrap();
    fields.remove("case");
    fields.remove("code");
    description
}

/// An error in the notation of the vectors.
fn reason(error: &CodeError) -> Value {
    match error {
        CodeError::NoCode => json!({ "reason": "no-code" }),
        CodeError::Character { found, .. } => json!({ "reason": "character", "found": found }),
        CodeError::CutShort { .. } => json!({ "reason": "cut-short" }),
        CodeError::TooLong { .. } => json!({ "reason": "too-long" }),
        CodeError::Checksum => json!({ "reason": "checksum" }),
        CodeError::Format(format) => json!({ "reason": "format", "format": format }),
        CodeError::OtherModel => json!({ "reason": "other-model" }),
        CodeError::NewerModel { code, here } => {
            assert_eq!(here.to_string(), model().version);
            json!({ "reason": "newer-model", "version": code.to_string() })
        }
        CodeError::Impossible(part) => json!({ "reason": "impossible", "part": part.to_string() }),
    }
}

// ---- a reader from the document alone ----

const ALPHABET: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// One character more into the register of the CRC.
fn crc_step(register: u32, byte: u8) -> u32 {
    let mut register = register ^ u32::from(byte);
    for _ in 0..8 {
        let last = register % 2;
        register /= 2;
        if last == 1 {
            register ^= 0xEDB8_8320;
        }
    }
    register
}

fn crc(text: &str) -> u32 {
    !text.bytes().fold(u32::MAX, crc_step)
}

/// Takes fields from a text of zeros and ones.
struct Bits<'a>(&'a str);

impl Bits<'_> {
    fn field(&mut self, bits: usize) -> u64 {
        let (field, rest) = self.0.split_at(bits);
        self.0 = rest;
        field.bytes().fold(0, |number, bit| number * 2 + u64::from(bit - b'0'))
    }

    fn groups(&mut self) -> u64 {
        let mut number = 0;
        loop {
            let more = self.field(1);
            number = number * 16 + self.field(4);
            if more == 0 {
                return number;
            }
        }
    }

    fn choice(&mut self, bits: usize, ids: &[&str]) -> String {
        ids[self.field(bits) as usize].to_owned()
    }
}

/// Reads a code that was not damaged, slowly, in the steps of `docs/response-code.md`; panics where something does not
/// fit. Shares nothing with the module it checks.
fn read_slowly(code: &str) -> Value {
    let mut bits = String::new();
    for character in code.strip_prefix("12F-").unwrap().chars() {
        write!(bits, "{:05b}", ALPHABET.find(character).unwrap()).unwrap();
    }
    let (fields, sum) = bits.split_at(bits.len() - 35);
    assert_eq!(u64::from_str_radix(sum, 2).unwrap(), u64::from(crc(&code[..code.len() - 7])));
    let mut fields = Bits(fields);
    assert_eq!(fields.field(5), 1, "format");
    assert_eq!(fields.field(10) as usize, code.len() - 4, "length");
    let mut hash: u64 = 0x811C_9DC5;
    for byte in b"ecosystem-collaboration" {
        hash = ((hash ^ u64::from(*byte)) * 0x0100_0193) % (1 << 32);
    }
    assert_eq!(fields.field(32), hash, "model");
    let version = [fields.groups(), fields.groups(), fields.groups()];
    let has = [fields.field(1), fields.field(1), fields.field(1)];
    let mut read = json!({
        "version": version.map(|number| number.to_string()).join("."),
        "role": fields.choice(1, &["orchestrator", "member"]),
        "scale": fields.choice(2, &["handful", "curated", "large", "platform"]),
        "stage": fields.choice(2, &["strategic", "engagement", "management"]),
        "form": fields.choice(1, &["short", "full"]),
        "id": format!("{:012x}", fields.field(48)),
        "revision": fields.groups(),
    });
    let month = fields.field(12);
    read["month"] = format!("{}-{:02}", 2000 + month / 12, month % 12 + 1).into();
    let practices = fields.field(8);
    let answers: Vec<u64> = (0..practices).map(|_| fields.field(3)).collect();
    let digits = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<String>();
    read["answers"] = digits(&answers).into();
    if has[0] == 1 {
        let rated = answers.iter().filter(|answer| (1..=5).contains(*answer));
        let grades: Vec<u64> = rated.map(|_| fields.field(2)).collect();
        read["evidence"] = digits(&grades).into();
    }
    if has[1] == 1 {
        let items = fields.field(8);
        let said: Vec<[u64; 2]> = (0..items).map(|_| [fields.field(3), fields.field(3)]).collect();
        let side = |side: usize| digits(&said.iter().map(|both| both[side]).collect::<Vec<_>>());
        read["competencies"] = json!({ "own": side(0), "others": side(1) });
    }
    if has[2] == 1 {
        let bytes = fields.field(8);
        let name: Vec<u8> = (0..bytes).map(|_| fields.field(8) as u8).collect();
        read["name"] = String::from_utf8(name).unwrap().into();
    }
    assert!(fields.0.len() < 5 && !fields.0.contains('1'), "what fills up: {}", fields.0);
    read
}

// ---- vectors ----

#[test]
fn the_codes_of_the_vectors_say_what_stands_beside_them() {
    assert_eq!(VECTORS["model"]["id"], json!(model().id));
    for vector in vectors("codes") {
        let (case, code) = (text(vector, "case"), text(vector, "code"));
        let response = decode(model(), code).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert_eq!(described(&response), description(vector), "{case}");
        assert_eq!(encode(&response), code, "{case}");
        assert_eq!(read_slowly(code), description(vector), "{case}, slowly");
    }
}

#[test]
fn the_texts_of_the_vectors_have_the_codes_that_are_named() {
    for vector in vectors("texts") {
        let (case, pasted) = (text(vector, "case"), text(vector, "text"));
        let expected: Vec<&str> = vector["codes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|case| code(case.as_str().unwrap()))
            .collect();
        let found: Vec<String> = find(model(), pasted)
            .map(|found| found.response.unwrap_or_else(|error| panic!("{case}: {error}")))
            .map(|response| encode(&response))
            .collect();
        assert_eq!(found, expected, "{case}");
        assert_eq!(
            decode(model(), pasted).map(|response| encode(&response)).as_deref(),
            Ok(expected[0]),
            "{case}"
        );
    }
}

#[test]
fn the_refused_codes_of_the_vectors_are_refused_for_their_reason() {
    for vector in vectors("refused") {
        let case = text(vector, "case");
        let error = decode(model(), text(vector, "text")).expect_err(case);
        let mut expected = description(vector);
        expected.as_object_mut().unwrap().remove("text");
        assert_eq!(reason(&error), expected, "{case}");
    }
}

// ---- what is handed over ----

const ID: u64 = 0x1234_5678_9ABC;

/// What is handed over of an assessment by this model, under [`ID`].
fn handed_over_by(model: &Model, assessment: &Assessment, options: &Options) -> Response {
    let assessment = Assessment { response: Some(ResponseId::new(ID)), ..assessment.clone() };
    Response::of(model, &assessment, options).unwrap()
}

fn handed_over(assessment: &Assessment, options: &Options) -> Response {
    handed_over_by(model(), assessment, options)
}

#[test]
fn only_what_is_ticked_travels() {
    let mut assessment = answered(&["3:2 NA:3 - DK:3 5:3"]);
    let plain = encode(&handed_over(&assessment, &Options::default()));
    for entry in assessment.entries.values_mut() {
        entry.note = "Never tell anyone.".to_owned();
        entry.note_revision = 1;
        entry.evidence = Evidence::Examples;
    }
    "Kept to ourselves".clone_into(&mut assessment.name);
    assert_eq!(encode(&handed_over(&assessment, &Options::default())), plain);
    let response = decode(model(), &plain).unwrap();
    assert_eq!(response.ratings[..5], ratings("3:1 NA:1 - DK:1 5:1"));
    assert_eq!(
        (response.has_evidence, &response.competencies, &response.name),
        (false, &None, &None)
    );

    let said = Observations {
        own: Frequency::new(4).map(SelfRating::Seen),
        others: Some(SelfRating::Unknown),
    };
    let first = &model().competencies.items[0].id;
    assessment = update(&assessment, Msg::SetSelf(first.clone(), said.own), NOW);
    assessment = update(&assessment, Msg::SetOthers(first.clone(), said.others), NOW);
    let options = Options {
        evidence: true,
        competencies: true,
        name: Some(" Port\nauthority\u{202E} ".to_owned()),
    };
    let response = handed_over(&assessment, &options);
    assert_eq!(response.ratings[..5], ratings("3:2 NA:1 - DK:1 5:2"));
    assert_eq!(response.name.as_deref(), Some("Port authority"));
    let competencies = response.competencies.as_ref().unwrap();
    assert_eq!(competencies.len(), model().competencies.items.len());
    assert_eq!(competencies[..2], [said, Observations::default()]);
    assert_eq!(decode(model(), &encode(&response)), Ok(response));
}

#[test]
fn what_is_out_of_scope_stays_behind() {
    let mut assessment = answered(&["3 3 3 3 3"]);
    assessment.profile = Profile { stage: Stage::Strategic, form: Form::Short, ..FULL };
    let response = handed_over(&assessment, &Options::default());
    for practice in &model().principles[0].practices {
        let rating = response.rating(model(), &practice.id);
        assert_eq!(rating.is_some(), practice.in_scope(&assessment.profile), "{}", practice.id);
    }
    assert_eq!(response.ratings.len(), model().response_order.len());
    assert_eq!(response.rating(model(), "rm-"), None);
}

#[test]
fn an_id_has_forty_eight_bits() {
    let mut response = handed_over(&blank(FULL), &Options::default());
    response.id = ResponseId::new(u64::MAX);
    assert_eq!(response.id.bits(), (1 << 48) - 1);
    assert_eq!(decode(model(), &encode(&response)), Ok(response));
}

#[test]
fn a_response_tells_the_month() {
    for (moment, expected) in [
        (0, "2000-01"),
        (946_684_799_999, "2000-01"),
        (946_684_800_000, "2000-01"),
        (951_782_399_999, "2000-02"),
        (951_868_799_999, "2000-02"),
        (951_868_800_000, "2000-03"),
        (1_709_164_800_000, "2024-02"),
        (1_709_251_200_000, "2024-03"),
        (1_790_000_000_000, "2026-09"),
        (1_798_761_599_999, "2026-12"),
        (1_798_761_600_000, "2027-01"),
        (4_107_542_399_999, "2100-02"),
        (4_107_542_400_000, "2100-03"),
        (7_258_118_399_999, "2199-12"),
        (7_258_118_400_000, "2199-12"),
        (u64::MAX, "2199-12"),
    ] {
        assert_eq!(Month::of(moment).to_string(), expected, "{moment}");
    }
    for (year, month, is_one) in [
        (2000, 1, true),
        (2199, 12, true),
        (1999, 12, false),
        (2200, 1, false),
        (2026, 0, false),
        (2026, 13, false),
    ] {
        let found = Month::new(year, month);
        assert_eq!(found.is_some(), is_one, "{year}-{month}");
        if let Some(found) = found {
            assert_eq!((found.year(), found.month()), (year, month));
        }
    }
}

#[test]
fn a_name_is_one_visible_line() {
    for (text, expected) in [
        ("Anna", Some("Anna")),
        ("  Anna\tBo \r\n", Some("Anna Bo")),
        ("\u{202E}annA\u{FEFF}\u{AD}", Some("annA")),
        ("\u{200B}\u{200B} ", None),
        ("\u{A0}\u{3000}", None),
        ("", None),
        ("می\u{200C}خواهم", Some("می\u{200C}خواهم")),
        ("<b>&amp;\"", Some("<b>&amp;\"")),
    ] {
        assert_eq!(clean_name(text).as_deref(), expected, "{text:?}");
    }
    let long = format!("{} {}", "x".repeat(NAME_LIMIT - 1), "y".repeat(9));
    assert_eq!(clean_name(&long), Some("x".repeat(NAME_LIMIT - 1)));
}

// ---- models that differ ----

/// The shipped model with two practices more.
fn grown(version: &str) -> Model {
    let mut grown = model().clone();
    version.clone_into(&mut grown.version);
    grown.response_order.extend(["new-one".to_owned(), "new-two".to_owned()]);
    grown
}

#[test]
fn a_code_of_an_older_version_is_read_as_far_as_it_goes() {
    let newer = grown("0.2.0");
    let response = decode(&newer, code("everything")).unwrap();
    assert_eq!(response.version.to_string(), "0.1.0");
    assert_eq!(response.rating(&newer, "new-one"), None);
    assert_eq!(
        response.rating(&newer, "rm-framework"),
        decode(model(), code("everything")).unwrap().ratings[0]
    );
    assert_eq!(encode(&response), code("everything"));
}

#[test]
fn a_code_of_a_newer_version_is_read_if_nothing_in_it_is_new() {
    let mut newer = model().clone();
    "0.9.0".clone_into(&mut newer.version);
    let mut assessment = answered(&["3 4 5 NA DK"]);
    "0.9.0".clone_into(&mut assessment.model.version);
    let response = handed_over_by(&newer, &assessment, &Options::default());
    assert_eq!(decode(model(), &encode(&response)), Ok(response));

    let response = handed_over_by(&grown("0.9.0"), &assessment, &Options::default());
    let versions = ["0.9.0", &model().version].map(|version| Version::parse(version).unwrap());
    let error = CodeError::NewerModel { code: versions[0], here: versions[1] };
    assert_eq!(decode(model(), &encode(&response)), Err(error));
}

#[test]
fn versions_and_counts_that_contradict_each_other_are_impossible() {
    let of = |count: usize, version: [u16; 3]| {
        let response = decode(model(), code("full form")).unwrap();
        let ratings = vec![None; count];
        encode(&Response { ratings, version: Version::new(version), ..response })
    };
    let here = Version::parse(&model().version).unwrap().numbers();
    let count = model().response_order.len();
    for (count, version) in
        [(count + 1, here), (count - 1, here), (count + 1, [0, 0, 0]), (count - 1, [9, 0, 0])]
    {
        let found = decode(model(), &of(count, version));
        assert_eq!(found, Err(CodeError::Impossible(Part::Answers)), "{count} of {version:?}");
    }
    for (count, version) in [(count, [0, 0, 0]), (0, [0, 0, 0]), (count, [9, 0, 0])] {
        decode(model(), &of(count, version)).unwrap();
    }
}

#[test]
fn a_code_of_another_model_says_so() {
    let mut other = model().clone();
    "supply-chain".clone_into(&mut other.id);
    let response = handed_over_by(&other, &blank(FULL), &Options::default());
    assert_eq!(decode(model(), &encode(&response)), Err(CodeError::OtherModel));
    assert_eq!(decode(&other, &encode(&response)), Ok(response));
    assert_eq!(decode(&other, code("full form")), Err(CodeError::OtherModel));
}

// ---- length ----

#[test]
fn a_full_response_has_at_most_a_hundred_characters() {
    let response = |count: usize, version: [u16; 3], revision: u64, month: Month| {
        let mut response = handed_over(&blank(FULL), &Options::default());
        response.ratings = vec![Some((Answer::Unknown, Evidence::Opinion)); count];
        response.version = Version::new(version);
        (response.revision, response.month, response.id) =
            (revision, month, ResponseId::new(u64::MAX));
        encode(&response).len()
    };
    let last = Month::new(2199, 12).unwrap();
    for (count, version, revision, expected) in [
        (60, [0, 1, 0], 1, 76),
        (65, [0, 2, 0], 1, 79),
        (65, [15, 15, 15], (1 << 12) - 1, 81),
        (65, [15, 15, 15], 1 << 32, 87),
        (65, [15, 15, 15], u64::MAX, 92),
        (65, [4095; 3], u64::MAX, 98),
        // No version of a model is counted so high.
        (65, [u16::MAX; 3], u64::MAX, 101),
    ] {
        let found = response(count, version, revision, last);
        assert_eq!(found, expected, "{count} {version:?} {revision}");
        assert_eq!(response(count, version, revision, Month::of(0)), expected);
    }
}

#[test]
fn the_longest_code_there_can_be_is_read() {
    let rating = Some((Answer::Rated(level(5)), Evidence::Records));
    let observed = Some(SelfRating::Unknown);
    let mut longest = decode(model(), code("everything")).unwrap();
    longest.version = Version::new([u16::MAX; 3]);
    longest.revision = u64::MAX;
    longest.ratings = vec![rating; 300];
    longest.competencies = Some(vec![Observations { own: observed, others: observed }; 300]);
    longest.name = Some("🚢".repeat(99));
    let code = encode(&longest);
    assert_eq!(code.len(), 1010);
    let mut model = model().clone();
    model.response_order = (0..255).map(|number| number.to_string()).collect();
    model.competencies.items = vec![model.competencies.items[0].clone(); 255];
    "65535.65535.65535".clone_into(&mut model.version);
    let read = decode(&model, &code).unwrap();
    assert_eq!((read.ratings.len(), read.revision), (255, 1 << 53));
    assert_eq!(encode(&read), code);
    assert_eq!(read_slowly(&code), described(&read));
}

// ---- damage ----

/// Codes to do every possible damage to: short and long, with and without what is optional.
const TO_DAMAGE: [&str; 5] =
    ["full form", "short form of a member", "evidence", "name", "largest numbers"];

/// A damaged text is refused, or is read as what it was.
#[track_caller]
fn check_refused(damaged: &str, original: &Response) -> CodeError {
    match decode(model(), damaged) {
        Err(error) => error,
        Ok(read) => panic!(
            "read {damaged:?}, and {}",
            if read == *original { "rightly" } else { "WRONGLY" }
        ),
    }
}

/// The character that is read for this one.
fn read_as(character: char) -> char {
    match character.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    }
}

#[test]
fn every_change_of_one_character_is_refused() {
    for case in TO_DAMAGE {
        let code = code(case);
        let original = decode(model(), code).unwrap();
        for place in 0..code.len() {
            let (before, rest) = code.split_at(place);
            let (old, after) = (rest.chars().next().unwrap(), &rest[1..]);
            let others = "ilouILOUabcxyz .,:;!?/#&@%+\\^$-=>\"'\n\u{AD}\u{200B}\u{A0}éОІΙ５🚢\0";
            for new in ALPHABET.chars().chain(others.chars()) {
                let damaged = format!("{before}{new}{after}");
                if read_as(new) == old {
                    assert_eq!(decode(model(), &damaged).as_ref(), Ok(&original), "{damaged:?}");
                } else {
                    check_refused(&damaged, &original);
                }
            }
        }
    }
}

#[test]
fn every_swap_of_two_characters_is_refused() {
    for case in TO_DAMAGE {
        let code = code(case);
        let original = decode(model(), code).unwrap();
        for first in 0..code.len() {
            for second in first + 1..code.len() {
                let mut bytes = code.as_bytes().to_vec();
                bytes.swap(first, second);
                if bytes != code.as_bytes() {
                    check_refused(&String::from_utf8(bytes).unwrap(), &original);
                }
            }
        }
    }
}

#[test]
fn every_cut_is_refused() {
    for case in TO_DAMAGE {
        let code = code(case);
        let original = decode(model(), code).unwrap();
        let expected = Some(code.len() - PREFIX.len());
        for end in 0..code.len() {
            let found = check_refused(&code[..end], &original);
            match end {
                0..4 => assert_eq!(found, CodeError::NoCode),
                4..7 => assert_eq!(found, CodeError::CutShort { found: end - 4, expected: None }),
                _ => assert_eq!(found, CodeError::CutShort { found: end - 4, expected }),
            }
        }
        for start in 1..=code.len() {
            check_refused(&code[start..], &original);
            for end in start..=code.len() {
                check_refused(&format!("{}{}", &code[..start - 1], &code[end..]), &original);
            }
        }
    }
}

#[test]
fn every_character_too_many_is_refused() {
    for case in TO_DAMAGE {
        let code = code(case);
        let original = decode(model(), code).unwrap();
        for place in 1..=code.len() {
            for new in ALPHABET.chars() {
                let longer = format!("{}{new}{}", &code[..place], &code[place..]);
                // What stands before a code is no part of it.
                if !longer.ends_with(code) {
                    check_refused(&longer, &original);
                }
            }
        }
        let expected = code.len() - PREFIX.len();
        let found = decode(model(), &format!("{code}000"));
        assert_eq!(found, Err(CodeError::TooLong { found: expected + 3, expected }));
    }
}

#[test]
fn case_does_not_matter() {
    for vector in vectors("codes") {
        let code = text(vector, "code");
        let original = decode(model(), code).unwrap();
        assert_eq!(decode(model(), &code.to_lowercase()).as_ref(), Ok(&original));
        for place in 0..code.len() {
            let (before, rest) = code.split_at(place);
            let mixed = format!("{before}{}{}", rest[..1].to_lowercase(), &rest[1..]);
            assert_eq!(decode(model(), &mixed).as_ref(), Ok(&original), "{mixed}");
        }
    }
}

/// The CRC is linear: whether a change is noticed does not depend on what the code says, only on what differs where. So
/// going through all differences at all places says it for all codes.
#[test]
fn no_two_changed_characters_go_unnoticed() {
    // Longer than the longest code.
    const PLACES: usize = 1023;
    let letters = ALPHABET.as_bytes();
    let differences: HashSet<u8> = letters
        .iter()
        .flat_map(|a| letters.iter().map(move |b| a ^ b))
        .filter(|d| *d != 0)
        .collect();
    let mut sums = HashSet::new();
    for difference in &differences {
        let mut sum = crc_step(0, *difference);
        for place in 0..PLACES {
            // The change of the checksum by one changed character. If two were the same, one would undo the other.
            assert!(sum != 0 && sums.insert(sum), "{difference} at {place} before the checksum");
            sum = crc_step(sum, 0);
        }
    }
    assert_eq!(sums.len(), differences.len() * PLACES);
    // One changed character of the checksum must not be what one changed character before it needs.
    for place in 0..7 {
        for difference in 1_u64..32 {
            let needed = difference << (5 * place);
            assert!(
                u32::try_from(needed).is_ok_and(|sum| !sums.contains(&sum))
                    || needed > u64::from(u32::MAX)
            );
        }
    }
}

#[test]
fn the_checksum_is_that_of_zlib() {
    assert_eq!(crc("123456789"), 0xCBF4_3926);
}

#[test]
fn errors_say_what_and_where() {
    let full = code("full form");
    let with = |place: usize, new: &str| format!("{}{new}{}", &full[..place], &full[place + 1..]);
    for (text, expected) in [
        (String::new(), "no response code"),
        ("12F-".to_owned(), "cut short after 0 characters"),
        (full[..40].to_owned(), "cut short after 36 of 73 characters"),
        (with(20, "О"), "\"О\" (U+041E) after 16 characters is in no code"),
        (with(30, "Ι"), "\"Ι\" (U+0399) after 26 characters is in no code"),
        (with(76, "u"), "\"u\" (U+0075) after 72 characters is in no code"),
        (with(40, "0"), "the checksum does not fit"),
        (format!("{full}Z"), "74 characters and not 73"),
        (vector_text("format 2"), "format 2, and only format 1 is known"),
        (vector_text("another model"), "a response to another model"),
        (
            vector_text("newer version with more practices"),
            "version 65535.0.12 of the model, newer than 0.1.0",
        ),
        (vector_text("month 2400"), "impossible: month"),
    ] {
        let error = decode(model(), &text).unwrap_err();
        assert_eq!(error.to_string(), expected.replace("0.1.0", &model().version), "{text}");
    }
}

fn vector_text(case: &str) -> String {
    let vector = vectors("refused").iter().find(|vector| vector["case"] == case).unwrap();
    text(vector, "text").to_owned()
}

// ---- finding ----

/// What is found, as codes and errors in the order of the text, after checking that the places make sense.
#[track_caller]
fn found(text: &str) -> Vec<Result<String, CodeError>> {
    let mut end = 0;
    find(model(), text)
        .map(|Found { range, response }| {
            assert!(range.start >= end && range.end >= range.start, "{range:?} after {end}");
            assert!(text.get(range.clone()).is_some(), "{range:?} is not between characters");
            end = range.end;
            response.map(|response| encode(&response))
        })
        .collect()
}

#[test]
fn codes_have_places() {
    let (full, short) = (code("full form"), code("short form of a member"));
    let text = format!("Häfen: „{full}“,\n> {}=\n> {}.", &short[..30], &short[30..]);
    let places: Vec<&str> = find(model(), &text).map(|found| &text[found.range]).collect();
    assert_eq!(places[0], full);
    assert!(places[1].starts_with(&short[..30]) && places[1].ends_with(&short[30..]), "{places:?}");
    assert_eq!(places.len(), 2);
}

#[test]
fn a_damaged_code_does_not_hide_its_neighbours() {
    let (full, short) = (code("full form"), code("short form of a member"));
    let cut = |count: usize| &full[..full.len() - count];
    let changed = format!("{}0{}", &full[..40], &full[41..]);
    for count in 1..full.len() - 20 {
        for between in ["", "\n", " ", ", ", "\t", "\u{AD}", "-"] {
            let found = found(&format!("{}{between}{short}", cut(count)));
            assert_eq!(found.len(), 2, "{count} {between:?}: {found:?}");
            assert!(
                matches!(found[0], Err(CodeError::CutShort { .. })),
                "{count} {between:?}: {found:?}"
            );
            assert_eq!(found[1].as_deref(), Ok(short), "{count} {between:?}");
        }
    }
    for (text, expected) in [
        (format!("{changed}\n{short}"), [Err(CodeError::Checksum), Ok(short.to_owned())]),
        (format!("{short}\n{changed}"), [Ok(short.to_owned()), Err(CodeError::Checksum)]),
        (format!("{changed}{short}"), [Err(CodeError::Checksum), Ok(short.to_owned())]),
        (
            format!("{full} {}", vector_text("another model")),
            [Ok(full.to_owned()), Err(CodeError::OtherModel)],
        ),
    ] {
        assert_eq!(found(&text), expected, "{text}");
    }
}

#[test]
fn what_only_begins_like_a_code_is_passed_over() {
    for text in [
        "Seat 12F - window",
        "Gate 12F-3 and gate 12F-4B",
        "e9b1c12f-4a5b-4c6d-8e9f-0123456789ab",
        "Room 12F-",
        "12f-12f-12f-12f-12f-12f-12f-12f-12f-",
        "112F-0123456789ABCDEFGH",
        "#12F-ffaa00",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
    // The one who pasted it alone is told all the same.
    assert_eq!(decode(model(), "12F-3"), Err(CodeError::CutShort { found: 1, expected: None }));
    // What is said is said about the one that looks like a code.
    let text = format!("Seat 12F - window. {}", &code("full form")[..50]);
    assert_eq!(decode(model(), &text), Err(CodeError::CutShort { found: 46, expected: Some(73) }));
}

/// Nothing here can be checked by a clock, but what goes through a text anew from each place would not come to an end.
#[test]
fn large_texts_come_to_an_end() {
    let full = code("full form");
    for (piece, expected) in [
        ("12F-", 0),
        ("12F-1ZZ", 0),
        ("12F-1ZZ0123456789ABCDEF0 ", 1),
        ("1 2 F -1 Z Z ", 0),
        ("12F\u{AD}-\u{AD}", 0),
        ("12", 0),
        ("%31%32F%2D", 0),
        ("%", 0),
        ("-", 0),
        ("\u{200B}", 0),
        ("12F-1ZZ\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n", 0),
        (full, 1),
    ] {
        let repeats = 400_000 / piece.len();
        let text = piece.repeat(repeats);
        assert_eq!(find(model(), &text).count(), expected * repeats, "{piece:?}");
        assert_eq!(decode(model(), &text).is_ok(), piece == full, "{piece:?}");
    }
    let gap = format!("{}{}{}", &full[..60], "\u{AD}".repeat(500_000), &full[60..]);
    assert_eq!(found(&gap), [Ok(full.to_owned())]);
    let tail = format!("{full}{}", "0".repeat(1_000_000));
    assert_eq!(found(&tail), [Err(CodeError::TooLong { found: 1_000_073, expected: 73 })]);
}

// ---- properties ----

fn any_observed() -> impl Strategy<Value = Option<SelfRating>> {
    (0_u8..=6).prop_map(|number| match number {
        0 => None,
        6 => Some(SelfRating::Unknown),
        _ => Frequency::new(number).map(SelfRating::Seen),
    })
}

fn any_self_check() -> impl Strategy<Value = Observations> {
    (any_observed(), any_observed()).prop_map(|(own, others)| Observations { own, others })
}

/// Any response that a code can carry: of the model in use, or of an older version with fewer of everything.
pub(crate) fn any_response() -> impl Strategy<Value = Response> {
    let (practices, items) = (model().response_order.len(), model().competencies.items.len());
    let head =
        (any_profile(), 0..1_u64 << 48, prop_oneof![0..500_u64, 0..=1_u64 << 53], 0..2400_u16);
    let version = proptest::option::of((0..=practices, 0..=items));
    let body = (
        proptest::collection::vec(any_rating(), practices),
        any::<bool>(),
        proptest::option::of(proptest::collection::vec(any_self_check(), items)),
        proptest::option::of(any_text(80)),
    );
    (head, version, body).prop_map(|(head, older, (mut ratings, has_evidence, mut said, name))| {
        let (profile, id, revision, month) = head;
        let mut version = Version::parse(&model().version).unwrap();
        if let Some((practices, items)) = older {
            version = Version::new([0, 0, practices as u16]);
            ratings.truncate(practices);
            if let Some(said) = &mut said {
                said.truncate(items);
            }
        }
        for (answer, evidence) in ratings.iter_mut().flatten() {
            if !has_evidence || answer.level().is_none() {
                *evidence = Evidence::Opinion;
            }
        }
        Response {
            model: model().id.clone(),
            version,
            profile,
            id: ResponseId::new(id),
            revision,
            month: Month::new(2000 + month / 12, (month % 12 + 1) as u8).unwrap(),
            ratings,
            has_evidence,
            competencies: said,
            name: name.as_deref().and_then(clean_name),
        }
    })
}

/// What mail programs and people put between the characters of a code.
fn any_nothing() -> impl Strategy<Value = String> {
    let marks = [
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        " ",
        "\n",
        "\r\n> ",
        "=\n",
        "\u{AD}",
        "\u{200B}",
        "\u{FEFF}",
        "\u{A0}",
        "\t",
        "\"",
        "'",
        "“",
        "»",
        "(",
        "]",
        "<",
        "\u{202E}",
        "%20",
        "%C2%AD",
        "%E2%80%8B",
        "%0A",
        "*",
        "|",
        "\u{2028}",
    ];
    proptest::sample::select(marks.to_vec()).prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn codes_are_read_as_what_was_written(response in any_response()) {
        let code = encode(&response);
        let read = decode(model(), &code);
        prop_assert_eq!(read.as_ref(), Ok(&response));
        prop_assert_eq!(read_slowly(&code), described(&response));
        let plain = !response.has_evidence && response.competencies.is_none() && response.name.is_none();
        prop_assert!(!plain || code.len() <= 100, "{}", code.len());
    }

    #[test]
    fn marks_around_and_inside_do_not_matter(
        response in any_response(),
        marks in proptest::collection::vec(any_nothing(), 60),
        lower in any::<bool>(),
    ) {
        let code = encode(&response);
        let written = if lower { code.to_lowercase() } else { code.clone() };
        let mut text = "See: ".to_owned();
        for (character, mark) in written.chars().zip(marks.iter().cycle()) {
            text.push_str(mark);
            text.push(character);
        }
        text.push_str(", thanks.");
        prop_assert_eq!(found(&text), [Ok(code)], "{}", text);
    }

    #[test]
    fn a_few_wrong_characters_are_refused(
        response in any_response(),
        changes in proptest::collection::vec((any::<prop::sample::Index>(), 0..32_usize), 1..6),
    ) {
        let code = encode(&response);
        let mut bytes = code.clone().into_bytes();
        for (place, letter) in changes {
            let place = PREFIX.len() + place.index(code.len() - PREFIX.len());
            bytes[place] = ALPHABET.as_bytes()[letter];
        }
        let damaged = String::from_utf8(bytes).unwrap();
        if damaged != code {
            prop_assert!(decode(model(), &damaged).is_err(), "{}", damaged);
        }
    }

    #[test]
    fn any_text_is_gone_through(text in any_text(200)) {
        prop_assert_eq!(found(&text), []);
        prop_assert!(decode(model(), &text).is_err());
    }

    #[test]
    fn any_text_of_pieces_of_codes_is_gone_through(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("12F-".to_owned()),
                Just("12f".to_owned()),
                "[0-9A-Z]{0,30}",
                "[ >\n%=-]{0,3}",
                any_text(5),
                (0..80_usize, 0..80_usize).prop_map(|(from, count)| {
                    code("full form").chars().skip(from).take(count).collect()
                }),
                Just(code("short form of a member").to_owned()),
            ],
            0..12,
        ),
    ) {
        let text = pieces.concat();
        let whole = found(&text).into_iter().find_map(Result::ok);
        let alone = decode(model(), &text).map(|response| encode(&response));
        prop_assert_eq!(alone.ok(), whole);
    }

    #[test]
    fn names_are_clean_after_cleaning(text in any_text(150)) {
        if let Some(name) = clean_name(&text) {
            prop_assert!(name.chars().count() <= NAME_LIMIT);
            prop_assert_eq!(clean_name(&name), Some(name));
        }
    }

    /// What is handed over has the scores of the assessment it comes from.
    #[test]
    fn a_response_scores_like_its_assessment(assessment in any_answered()) {
        let options = Options { evidence: true, ..Options::default() };
        let code = encode(&handed_over(&assessment, &options));
        let read = decode(model(), &code).unwrap().assessment(model(), id("handed-over"));
        prop_assert_eq!(score(model(), &read), score(model(), &assessment));
        prop_assert_eq!(read.profile, assessment.profile);
    }

    /// What was made of a response is handed over as the same response.
    #[test]
    fn a_response_is_handed_on_as_it_was(response in any_response()) {
        let version = Version::parse(&model().version).unwrap();
        let whole = response.version == version && response.revision > 0;
        let in_scope = model().response_order.iter().zip(&response.ratings).all(|(id, rating)| {
            rating.is_none() || model().practice(id).unwrap().1.in_scope(&response.profile)
        });
        prop_assume!(whole);
        let options = Options {
            evidence: response.has_evidence,
            competencies: response.competencies.is_some(),
            name: response.name.clone(),
        };
        let kept = response.assessment(model(), id("handed-over"));
        let again = Response::of(model(), &kept, &options).unwrap();
        prop_assert_eq!(&again.competencies, &response.competencies);
        prop_assert_eq!((again.id, again.revision), (response.id, response.revision));
        prop_assert_eq!((again.month, &again.name), (response.month, &response.name));
        prop_assert_eq!(again.ratings == response.ratings, in_scope);
        if in_scope {
            prop_assert_eq!(response.held(model(), [&kept].into_iter()), Held::Same(&kept));
        }
    }

    #[test]
    fn a_month_is_that_of_its_moment(count in 0..2400_u16) {
        let month = Month::new(2000 + count / 12, (count % 12 + 1) as u8).unwrap();
        prop_assert_eq!(Month::of(month.moment()), month);
        // Twelve hours before, it was the month before.
        let before = Month::of(month.moment() - 12 * 3_600_000 - 1);
        prop_assert_eq!(before < month, count > 0);
    }
}

#[test]
fn an_assessment_without_an_id_is_not_handed_over() {
    let assessment = answered(&["3 3 3 3 3"]);
    assert_eq!(Response::of(model(), &assessment, &Options::default()), None);
}

#[test]
fn what_is_there_of_a_response_is_found() {
    let mine = Assessment { response: Some(ResponseId::new(ID)), ..answered(&["3 4 2 NA DK"]) };
    let response = handed_over(&mine, &Options::default());
    let practice = model().response_order[0].clone();
    let edited =
        update(&mine, Msg::SetAnswer(practice.clone(), Some(Answer::Rated(level(5)))), NOW);
    let fork = Assessment { revision: mine.revision, ..edited.clone() };
    let stranger = Assessment { response: Some(ResponseId::new(7)), ..mine.clone() };
    let unshared = Assessment { response: None, ..mine.clone() };
    let newer = handed_over(&edited, &Options::default());
    let check = |response: &Response, there: &[&Assessment], expected: Held<'_>| {
        assert_eq!(response.held(model(), there.iter().copied()), expected);
    };
    check(&response, &[], Held::Nothing);
    check(&response, &[&stranger, &unshared], Held::Nothing);
    check(&response, &[&stranger, &mine], Held::Same(&mine));
    check(&response, &[&edited], Held::Later(&edited));
    check(&response, &[&edited, &mine], Held::Same(&mine));
    check(&newer, &[&mine], Held::Earlier(&mine));
    check(&newer, &[&mine, &edited], Held::Same(&edited));
    // As many changes, and not the same ones.
    check(&response, &[&fork], Held::Earlier(&fork));
}

#[test]
fn what_is_pasted_counts_once() {
    let (one, other) = (code("full form"), code("short form of a member"));
    let responses = |text: &str| {
        Pasted::read(model(), text).map(|pasted| {
            let codes: Vec<String> = pasted.responses.iter().map(encode).collect();
            (codes, pasted.damaged)
        })
    };
    let check = |text: &str, expected: &[&str], damaged: Vec<CodeError>| {
        let expected: Vec<String> = expected.iter().map(|&code| code.to_owned()).collect();
        assert_eq!(responses(text), Ok((expected, damaged)), "{text}");
    };
    check(one, &[one], vec![]);
    check(&format!("https://there.example/#/r/{one}\n\n{one}\n> {one}"), &[one], vec![]);
    check(&format!("{one} and {other}"), &[one, other], vec![]);
    let torn = one.replace("T5XB9GJ", "T5XB9GK");
    check(&format!("{torn}\n{other}"), &[other], vec![CodeError::Checksum]);
    assert_eq!(responses(&torn), Err(CodeError::Checksum));
    assert_eq!(responses("Dear all,"), Err(CodeError::NoCode));
}

#[test]
fn a_response_makes_an_assessment() {
    let response = decode(model(), code("name")).unwrap();
    let assessment = response.assessment(model(), id("handed-over"));
    assert_eq!(assessment.name, "Hafen Süd, Logistik");
    assert_eq!(
        (assessment.created, assessment.changed),
        (response.month.moment(), response.month.moment())
    );
    assert_eq!(assessment.model.version, "0.1.0");
    let given = response.ratings.iter().flatten().count();
    assert_eq!(assessment.entries.len(), given);
    let mut other = blank(assessment.profile);
    for (practice, rating) in model().response_order.iter().zip(&response.ratings) {
        if rating.is_some() {
            put(&mut other, practice, *rating);
        }
    }
    let entries: Vec<(&String, &Entry)> = other.entries.iter().collect();
    assert_eq!(assessment.entries.iter().collect::<Vec<_>>(), entries);
    assert_eq!(assessment.profile.role, Role::Orchestrator);
    assert_eq!(assessment.profile.scale, Scale::Curated);
}
