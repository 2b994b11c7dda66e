//! What the report on paper says beyond the results: the running foot and the roadmap as it is printed.

use domain::assessment::{Action, ActionState, Assessment, Horizon};
use proptest::prelude::*;
use report::paper::{ReportPart, actions, css_string, running_foot};

use crate::support::{FULL, action_id, answered, any_text, blank, cases, model, speech};

#[test]
fn a_text_becomes_a_string_of_css() {
    for (text, expected) in [
        ("", r#""""#),
        ("Port · 3 March", r#""Port · 3 March""#),
        (r#"a "b" \ c"#, r#""a \"b\" \\ c""#),
        ("one\ntwo\r\u{0}", r#""one two  ""#),
        ("</style><b>", r#""</style><b>""#),
    ] {
        assert_eq!(css_string(text), expected, "{text:?}");
    }
}

proptest! {
    #![proptest_config(cases(200))]

    /// Whatever a name holds, the string ends where it is meant to end.
    #[test]
    fn a_string_of_css_has_no_early_end(text in any_text(60)) {
        let string = css_string(&text);
        let inner = string.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap();
        let mut signs = inner.chars();
        while let Some(sign) = signs.next() {
            prop_assert!(sign != '"' && !sign.is_control());
            if sign == '\\' {
                prop_assert!(matches!(signs.next(), Some('"' | '\\')));
            }
        }
    }
}

#[test]
fn a_long_name_leaves_room_for_the_page_number() {
    assert_eq!(running_foot("Port", "3 March", speech()), "Port · 3 March");
    let exact = "ä".repeat(56);
    assert_eq!(running_foot(&exact, "x", speech()), format!("{exact} · x"));
    let long = format!("{} {}", "ä".repeat(55), "b".repeat(48));
    assert_eq!(running_foot(&long, "x", speech()), format!("{}… · x", "ä".repeat(55)));
}

fn ids(assessment: &Assessment) -> [(Horizon, Vec<String>); 3] {
    actions(model(), assessment).map(|(horizon, items)| {
        (horizon, items.into_iter().map(|item| item.id.as_str().to_owned()).collect())
    })
}

#[test]
fn the_printed_roadmap_leaves_out_what_was_dropped() {
    let empty = Horizon::ALL.map(|horizon| (horizon, Vec::new()));
    assert_eq!(ids(&blank(FULL)), empty);

    let mut assessment = answered(&["1 5 5 5 5"]);
    let all = |ids: [(Horizon, Vec<String>); 3]| -> Vec<(Horizon, String)> {
        ids.into_iter().flat_map(|(at, ids)| ids.into_iter().map(move |id| (at, id))).collect()
    };
    let before = all(ids(&assessment));
    assert_eq!(before.first(), Some(&(Horizon::Now, "rm-framework:1".to_owned())));

    let dropped = Action { state: ActionState::Dropped, ..Action::default() };
    assessment.plan.insert(action_id("rm-framework:1"), dropped);
    let own = Action {
        words: "Meet".to_owned(),
        horizon: Some(Horizon::Later),
        state: ActionState::Done,
        ..Action::default()
    };
    assessment.plan.insert(action_id("own:abcdefgh2345"), own);
    let mut expected = before[1..].to_vec();
    expected.push((Horizon::Later, "own:abcdefgh2345".to_owned()));
    assert_eq!(all(ids(&assessment)), expected);
}

#[test]
fn a_report_has_its_parts_in_order() {
    let names = |has_self_check| {
        ReportPart::in_order(has_self_check).map(ReportPart::name).collect::<Vec<_>>()
    };
    // docs/method.md, Order of a report.
    let all = [
        "headline",
        "radar",
        "standouts",
        "balance",
        "views",
        "priorities",
        "roadmap",
        "people",
        "sure",
        "change",
        "appendix",
    ];
    assert_eq!(names(true), all);
    let without: Vec<&str> = all.into_iter().filter(|name| *name != "people").collect();
    assert_eq!(names(false), without);
    let titles: Vec<&str> =
        ReportPart::in_order(true).map(|part| speech().say(part.title())).collect();
    for (place, title) in titles.iter().enumerate() {
        assert!(!titles[place + 1..].contains(title), "{title} is there twice");
    }
}
