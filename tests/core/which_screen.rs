//! Which screen is shown for an address, given what is there.

use domain::assessment::{AssessmentId, ViewId};
use workspace::{
    route::{Preset, Route},
    screen::{Known, LaterScreen, Screen},
};

use crate::support::id;

/// A device with an assessment `own1`, one of another model `other`, and the example `exam`.
struct Device {
    has_self_check: bool,
}

impl Known for Device {
    fn uses_this_model(&self, id: &AssessmentId) -> Option<bool> {
        match id.as_str() {
            "own1" | "exam" => Some(true),
            "other" => Some(false),
            _ => None,
        }
    }

    fn is_example(&self, id: &AssessmentId) -> bool {
        id.as_str() == "exam"
    }

    fn has_self_check(&self) -> bool {
        self.has_self_check
    }
}

fn screen(route: Route) -> Screen {
    Screen::of(route, &Device { has_self_check: true })
}

fn of_assessment(name: &str) -> [Route; 8] {
    [
        Route::Profile(id(name)),
        Route::Answer(id(name), "trust".to_owned()),
        Route::Results(id(name)),
        Route::Plan(id(name)),
        Route::Competencies(id(name)),
        Route::Round(id(name)),
        Route::Report(id(name)),
        Route::Form(id(name)),
    ]
}

#[test]
fn an_assessment_that_is_not_there_or_not_of_this_model_says_so_on_every_screen() {
    for route in of_assessment("gone") {
        assert_eq!(screen(route), Screen::Missing);
    }
    for route in of_assessment("other") {
        assert_eq!(screen(route), Screen::OtherModel(id("other")));
    }
}

#[test]
fn what_is_needed_until_the_first_answer_is_loaded_first() {
    assert_eq!(screen(Route::Welcome), Screen::Welcome);
    assert_eq!(screen(Route::New(Preset::default())), Screen::New(Preset::default()));
    assert_eq!(screen(Route::Profile(id("own1"))), Screen::Profile(id("own1")));
    for principle in ["", "trust"] {
        let route = Route::Answer(id("own1"), principle.to_owned());
        assert_eq!(screen(route), Screen::Answer(id("own1")), "a principle changes no screen");
    }
    for route in &of_assessment("own1")[2..] {
        assert!(matches!(screen(route.clone()), Screen::Later(_)), "{route:?}");
    }
}

#[test]
fn the_example_is_loaded_later_and_has_no_profile_to_choose() {
    let shown = |route| match screen(route) {
        Screen::Later(screen) => screen,
        screen => panic!("{screen:?}"),
    };
    assert_eq!(shown(Route::Profile(id("exam"))), LaterScreen::Results(id("exam")));
    let answers = Route::Answer(id("exam"), String::new());
    assert_eq!(shown(answers), LaterScreen::Answer(id("exam")));
    assert_eq!(shown(Route::Plan(id("exam"))), LaterScreen::Plan(id("exam")));
}

#[test]
fn a_model_without_a_self_check_has_no_screen_for_it() {
    let without = Device { has_self_check: false };
    let route = Route::Competencies(id("own1"));
    assert_eq!(Screen::of(route.clone(), &without), Screen::NotFound);
    assert_eq!(screen(route), Screen::Later(LaterScreen::Competencies(id("own1"))));
}

#[test]
fn only_ecosystem_views_are_loaded_apart() {
    let view = || ViewId::new("port").unwrap();
    let routes = [
        (Route::Views(String::new()), true),
        (Route::View(view()), true),
        (Route::Sheet(view()), true),
        (Route::ViewReport(view()), true),
        (Route::Compare(id("own1"), id("own2")), false),
        (Route::Response("12F-".to_owned()), false),
        (Route::Continue("12F-".to_owned()), false),
        (Route::Method, false),
        (Route::Data, false),
    ];
    for (route, apart) in routes {
        let Screen::Later(shown) = screen(route.clone()) else { panic!("{route:?}") };
        assert_eq!(shown.is_of_ecosystem(), apart, "{route:?}");
    }
}

#[test]
fn nothing_is_at_other_addresses() {
    for route in [Route::NotFound, Route::Last] {
        assert_eq!(screen(route), Screen::NotFound);
    }
}
