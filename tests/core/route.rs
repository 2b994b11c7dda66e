//! Addresses: what they mean, and that whatever stands there means something harmless.

use domain::{
    assessment::{Assessment, ModelVersion},
    model::{Form, Profile, Role, Scale, Stage},
};
use proptest::prelude::*;
use workspace::route::{Preset, Route};

use crate::support::{any_text, cases, id};

#[track_caller]
fn check(hash: &str, expected: Route) {
    let found = Route::parse(hash);
    assert_eq!(found, expected, "{hash}");
    if expected != Route::NotFound {
        assert_eq!(Route::parse(&found.href()), expected, "{}", found.href());
    }
}

#[test]
fn screens_have_addresses() {
    let here = || id("k3j9x2abcdef");
    for (hash, expected) in [
        ("#/", Route::Welcome),
        ("#/new", Route::New(Preset::default())),
        ("#/method", Route::Method),
        ("#/data", Route::Data),
        ("#/continue/12F-ABC", Route::Continue("12F-ABC".to_owned())),
        ("#/a/k3j9x2abcdef", Route::Answer(here(), String::new())),
        ("#/a/k3j9x2abcdef/value-creation", Route::Answer(here(), "value-creation".to_owned())),
        ("#/a/k3j9x2abcdef/results", Route::Results(here())),
        ("#/a/k3j9x2abcdef/profile", Route::Profile(here())),
        ("#/a/k3j9x2abcdef/round", Route::Round(here())),
    ] {
        assert_eq!(expected.href(), hash);
        check(hash, expected);
    }
}

#[test]
fn the_last_result_is_that_of_what_was_changed_last() {
    check("#/last", Route::Last);
    let model = crate::support::model();
    let begun = |name: &str, changed| {
        let version = ModelVersion::of(model);
        Assessment::new(id(name), name, Profile::proposed(Role::Member), version, changed)
    };
    let all = [begun("aaaaaaaaaaaa", 5), begun("bbbbbbbbbbbb", 9), begun("cccccccccccc", 7)];
    assert_eq!(Route::Last.settled(all.iter()), Route::Results(id("bbbbbbbbbbbb")));
    assert_eq!(Route::Last.settled([].iter()), Route::Welcome);
    // Any other route is itself.
    assert_eq!(Route::Method.settled(all.iter()), Route::Method);
}

#[test]
fn addresses_are_read_leniently() {
    check("", Route::Welcome);
    check("#", Route::Welcome);
    check("/", Route::Welcome);
    check("#//", Route::Welcome);
    check("#/method/", Route::Method);
    check("#//method", Route::Method);
    check("method", Route::Method);
    check("#/method?from=mail", Route::Method);
}

#[test]
fn links_preset_a_profile() {
    let preset = Preset {
        role: Some(Role::Member),
        scale: Some(Scale::Platform),
        stage: Some(Stage::Strategic),
        form: Some(Form::Full),
    };
    let link = "#/new?role=member&scale=platform&stage=strategic&form=full";
    assert_eq!(Route::New(preset).href(), link);
    check(link, Route::New(preset));
    assert_eq!(
        preset.profile(),
        Some(Profile {
            role: Role::Member,
            scale: Scale::Platform,
            stage: Stage::Strategic,
            form: Form::Full,
        })
    );

    let scale_only = Preset { scale: Some(Scale::Large), ..Preset::default() };
    check("#/new?scale=large", Route::New(scale_only));
    check("#/new?scale=large&role=king&colour=red&&=&form", Route::New(scale_only));
    check("#/new?scale=large&role=<b>&unknown=1&&=&=x", Route::New(scale_only));
    check("#/new?role=king&scale=&stage=%00&form=medium", Route::New(Preset::default()));
    check("#/new?ROLE=member&role=MEMBER", Route::New(Preset::default()));
    let long = format!("#/new?role={}", "x".repeat(5_000));
    check(&long, Route::New(Preset::default()));
    check("#/new?role=Member", Route::New(Preset::default()));
    check("#/new?", Route::New(Preset::default()));
    // Nobody proposes a side; the rest is proposed.
    assert_eq!(scale_only.profile(), None);
    let proposed = Profile::proposed(Role::Orchestrator);
    let large = Profile { scale: Scale::Large, ..proposed };
    assert_eq!(scale_only.profile_of(Role::Orchestrator), large);
}

#[test]
fn a_response_is_whatever_stands_there() {
    for (hash, text, href) in [
        ("#/r/12F-129F36", "12F-129F36", "#/r/12F-129F36"),
        ("#/r/12F%2D129", "12F-129", "#/r/12F-129"),
        ("#/r/12F-1%C2%AD29?from=mail", "12F-1\u{AD}29", "#/r/12F-1%C2%AD29"),
        ("#/r/12F-1%20%0A\"29\"", "12F-1 \n\"29\"", "#/r/12F-1%20%0A%2229%22"),
        ("#/r//a//b/", "a/b", "#/r/a%2Fb"),
        ("#/r/a%2F%3Fb%23", "a/?b#", "#/r/a%2F%3Fb%23"),
        ("#/r/100%25 %2 %zz %", "100% %2 %zz %", "#/r/100%25%20%252%20%25zz%20%25"),
        ("#/r/%FF%C3", "\u{FFFD}\u{FFFD}", "#/r/%EF%BF%BD%EF%BF%BD"),
        ("#/r/é🚢", "é🚢", "#/r/%C3%A9%F0%9F%9A%A2"),
        ("#/r/<img src=x>", "<img src=x>", "#/r/%3Cimg%20src%3Dx%3E"),
    ] {
        let route = Route::Response(text.to_owned());
        assert_eq!(route.href(), href);
        check(hash, route);
    }
    check("#/r", Route::NotFound);
    check("#/r/", Route::NotFound);
}

#[test]
fn everything_else_is_not_found() {
    let long = format!("#/a/{}", "x".repeat(100_000));
    for hash in [
        "#/nowhere",
        "#/new/more",
        "#/a",
        "#/a/",
        "#/a/x",
        "#/a/../x",
        "#/a/..%2f..%2f/results",
        "#/a/k3j9 x2/results",
        "#/a/k3j9x2abcdef/results/more",
        "#/%F0%9F%9A%A2",
        "#/🚢",
        "#/Method",
        "#/a/🚢🚢/results",
        "##/method",
        "#/method#there",
        "#\0",
        &long,
    ] {
        check(hash, Route::NotFound);
    }
    assert_eq!(Route::NotFound.href(), "#/");
}

#[test]
fn routes_know_their_assessment() {
    let here = id("k3j9x2abcdef");
    for hash in ["#/a/k3j9x2abcdef", "#/a/k3j9x2abcdef/profile", "#/a/k3j9x2abcdef/results"] {
        assert_eq!(Route::parse(hash).assessment(), Some(&here), "{hash}");
    }
    for hash in ["#/", "#/new", "#/data", "#/method", "#/a/x"] {
        assert_eq!(Route::parse(hash).assessment(), None, "{hash}");
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn any_address_means_something(hash in any_text(60)) {
        let route = Route::parse(&hash);
        if route != Route::NotFound {
            prop_assert_eq!(Route::parse(&route.href()), route);
        }
    }

    #[test]
    fn printed_addresses_are_read_as_what_they_were(
        hash in "#?/(a|r|new|data)(/[a-z0-9#%&é-]{0,8}){0,3}(\\?[a-z=&#]{0,12})?",
    ) {
        let route = Route::parse(&hash);
        if route != Route::NotFound {
            prop_assert_eq!(Route::parse(&route.href()), route);
        }
    }
}
