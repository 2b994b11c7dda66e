//! Options of the address: each of them, each wrong in its way, and that nothing wrong takes anything else away.

use base::percent::escaped;
use domain::{
    model::{Form, Role, Scale, Stage},
    wire::Theme,
};
use proptest::prelude::*;
use workspace::{
    host::{
        config::MAX_LABEL,
        options::{Options, QUERY_LIMIT, Start},
    },
    route::Preset,
};

use crate::support::{any_text, cases};

/// Reads a query in which everything is right.
#[track_caller]
fn right(query: &str) -> Options {
    let (options, faults) = Options::read(query);
    assert_eq!(faults, [], "{query}");
    options
}

/// Reads a query in which exactly these options are wrong.
#[track_caller]
fn wrong(query: &str, names: &[&str]) -> Options {
    let (options, faults) = Options::read(query);
    let found: Vec<&str> = faults.iter().map(|fault| fault.option.as_str()).collect();
    assert_eq!(found, names, "{query}");
    options
}

#[test]
fn nothing_asks_for_nothing() {
    for query in ["", "?", "?&"] {
        assert_eq!(right(query), Options::default(), "{query}");
    }
    assert_eq!(right("?lang=xx&").language.as_deref(), Some("xx"));
}

#[test]
fn every_option_is_read() {
    let options = right(
        "?lang=de&theme=dark&accent=%23205080&ground=transparent&radius=12&heading-level=3&form=short&role=member\
         &scale=large&stage=engagement&start=questions&model=models/ours.json&cta=Talk+to+us%21\
         &cta-href=https%3A%2F%2Fexample.org%2Ftalk&answers=ask&embed=e-1_A&host=https%3A%2F%2Fexample.org%3A8443",
    );
    assert_eq!(options.theme, Some(Theme::Dark));
    assert!(options.accent.is_some() && options.transparent && options.asks_answers);
    assert_eq!((options.radius, options.title_level), (Some(12), Some(3)));
    assert_eq!(
        options.preset,
        Preset {
            role: Some(Role::Member),
            scale: Some(Scale::Large),
            stage: Some(Stage::Engagement),
            form: Some(Form::Short),
        }
    );
    assert_eq!(options.start, Some(Start::Questions));
    assert_eq!(options.model.unwrap().as_str(), "models/ours.json");
    let call = options.call.unwrap();
    assert_eq!(
        (call.label.as_str(), call.address.as_str()),
        ("Talk to us!", "https://example.org/talk")
    );
    let channel = options.channel.unwrap();
    assert_eq!(channel.embed.as_str(), "e-1_A");
    assert_eq!(channel.origin.as_str(), "https://example.org:8443");
    assert_eq!(channel.origin.to_string(), "example.org:8443");
}

#[test]
fn a_wrong_value_is_named_and_ignored() {
    for (option, value) in [
        ("theme", "pink"),
        ("theme", "Dark"),
        ("theme", ""),
        ("accent", "teal"),
        ("accent", "#12"),
        ("accent", "#808080"),
        ("accent", "url(javascript:alert(1))"),
        ("ground", "white"),
        ("radius", "25"),
        ("radius", "-1"),
        ("radius", "+1"),
        ("radius", "1.5"),
        ("radius", "4px"),
        ("radius", "99999999999999999999"),
        ("heading-level", "0"),
        ("heading-level", "5"),
        ("role", "king"),
        ("scale", "huge"),
        ("stage", "late"),
        ("form", "medium"),
        ("start", "results"),
        ("answers", "yes"),
        ("model", "https://example.org/m.json"),
        ("model", "//example.org/m.json"),
        ("model", "../m.json"),
        ("model", "javascript:alert(1).json"),
        ("model", "m.html"),
        ("embed", "a b"),
        ("host", "*"),
        ("colour", "red"),
        ("<script>", "x"),
    ] {
        let query = format!("form=short&{}={}", escaped(option), escaped(value));
        let known = option != "form";
        let options = wrong(&query, &[option]);
        if known {
            assert_eq!(options.preset.form, Some(Form::Short), "{query}");
        }
    }
}

#[test]
fn an_address_of_a_call_is_never_a_script() {
    for address in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " javascript:alert(1)",
        "java\tscript:alert(1)",
        "java\nscript:alert(1)",
        "\u{1}javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "http://example.org",
        "//example.org",
        "page.html",
        "blob:https://example.org/1",
    ] {
        let query = format!("cta=Go&cta-href={}", escaped(address));
        let options = wrong(&query, &["cta-href"]);
        assert_eq!(options.call, None, "{address:?}");
    }
    for address in ["https://example.org", "mailto:a@example.org", "tel:+4930123"] {
        let options = right(&format!("cta=Go&cta-href={}", escaped(address)));
        assert_eq!(options.call.unwrap().address.as_str(), address);
    }
}

#[test]
fn what_belongs_together_is_not_half_there() {
    wrong("cta=Go", &["cta"]);
    wrong("cta-href=https://example.org", &["cta-href"]);
    wrong("embed=a", &["embed"]);
    wrong("host=https://example.org", &["host"]);
    // What is wrong itself is named once.
    assert_eq!(wrong("cta=Go&cta-href=x", &["cta-href"]).call, None);
    assert_eq!(wrong("embed=a&host=x", &["host"]).channel, None);
    assert_eq!(
        wrong(&format!("cta={}&cta-href=tel:1", "x".repeat(MAX_LABEL + 1)), &["cta"]).call,
        None
    );
    for label in ["%20", "a%0Ab", "a%E2%80%AEb", "%00"] {
        wrong(&format!("cta={label}&cta-href=tel:1"), &["cta"]);
    }
    // 60 characters and not bytes.
    right(&format!("cta={}&cta-href=tel:1", escaped(&"é".repeat(MAX_LABEL))));
}

#[test]
fn the_first_of_two_counts() {
    let options = wrong("theme=dark&theme=light", &["theme"]);
    assert_eq!(options.theme, Some(Theme::Dark));
    // Named once, however often it is there.
    wrong("x=1&x=2&x=3&y=1", &["x", "y"]);
}

#[test]
fn origins_are_taken_as_browsers_write_them() {
    for origin in [
        "https://example.org",
        "http://a.localhost:8080",
        "https://xn--bcher-kva.example",
        "http://127.0.0.1:1",
        "http://[::1]:8080",
        "https://[2001:db8::1]",
    ] {
        let options = right(&format!("embed=a&host={}", escaped(origin)));
        assert_eq!(options.channel.unwrap().origin.as_str(), origin);
    }
    for origin in [
        "",
        "null",
        "*",
        "https://",
        "https://example.org/",
        "https://example.org/path",
        "https://EXAMPLE.org",
        "https://a@example.org",
        "https://example.org:",
        "https://example.org:99999",
        "https://example.org:80:80",
        "https://exa mple.org",
        "https://[::1",
        "https://[]",
        "https://[::1]x",
        "ftp://example.org",
        "file://",
        "javascript:alert(1)",
        "https://example.org#x",
        "https://*.example.org",
    ] {
        let options = wrong(&format!("embed=a&host={}", escaped(origin)), &["host"]);
        assert_eq!(options.channel, None, "{origin}");
    }
    let long = format!("https://{}.org", "a".repeat(300));
    wrong(&format!("embed=a&host={long}"), &["host"]);
}

#[test]
fn a_query_that_is_too_long_is_not_read() {
    let long = format!("theme=dark&x={}", "y".repeat(QUERY_LIMIT));
    let (options, faults) = Options::read(&long);
    assert_eq!(options, Options::default());
    assert_eq!(faults.len(), 1);
}

#[test]
fn a_fault_says_what_and_why() {
    let said = |query: &str| Options::read(query).1.first().unwrap().to_string();
    assert_eq!(
        said("theme=pink"),
        "option \"theme\" is ignored: \"pink\" is none of: auto, light, dark"
    );
    assert_eq!(
        said("radius=99"),
        "option \"radius\" is ignored: \"99\" is no whole number from 0 to 24"
    );
    assert!(said(&format!("start={}", "x".repeat(5_000))).len() < 200);
    assert!(said(&format!("{}=1", "x".repeat(5_000))).len() < 200);
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_query_is_read(query in any_text(300)) {
        let (options, _) = Options::read(&query);
        prop_assert!(options.radius.is_none_or(|radius| radius <= 24));
        prop_assert!(options.title_level.is_none_or(|level| (1..=4).contains(&level)));
    }

    #[test]
    fn any_value_is_taken_or_named(
        option in prop::sample::select(vec![
            "theme", "accent", "ground", "radius", "heading-level", "form", "role", "scale", "stage", "start", "model",
            "answers",
        ]),
        value in any_text(80),
    ) {
        let (options, faults) = Options::read(&format!("{option}={}", escaped(&value)));
        prop_assert_eq!(options == Options::default(), !faults.is_empty(), "{} {:?}", option, value);
        prop_assert!(faults.iter().all(|fault| fault.option == option));
    }
}
