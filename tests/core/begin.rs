//! Where the app begins when the address names no screen, and the way into a window of its own.

use domain::{
    assessment::{Assessment, ModelVersion},
    model::{Form, Profile, Role},
};
use workspace::{
    host::{begins_at, begun, options::Start},
    route::{Preset, Route, own_window},
    store::{ReadOnly, Shelved},
};

use crate::support::{FULL, answered, blank, id, model};

#[test]
fn a_wish_counts_where_the_address_names_no_screen() {
    let answers = Route::Answer(id("k3j9"), String::new());
    for start in Start::ALL {
        assert!(begins_at(&Route::Welcome, start, false));
        assert!(!begins_at(&Route::Data, start, false));
        assert!(!begins_at(&Route::Results(id("k3j9")), start, false));
        assert!(!begins_at(&answers, start, true), "it is there, so it is shown");
        // What was proposed and never answered is not stored: after a reload the address is of nothing.
        assert_eq!(begins_at(&answers, start, false), start == Start::Questions);
    }
}

fn shelved(name: &str, changed: u64, assessment: Assessment) -> Shelved {
    let assessment = Assessment { id: id(name), changed, ..assessment };
    Shelved { assessment, read_only: None }
}

#[test]
fn one_goes_on_with_what_was_changed_last() {
    let any = Preset::default();
    assert_eq!(begun(model(), any, [].iter()), None);
    let full = Preset::of(FULL);
    let older = shelved("older", 10, blank(FULL));
    let newer = shelved("newer", 20, blank(FULL));
    let found = begun(model(), full, [newer.clone(), older].iter());
    assert_eq!(found, Some(Route::Answer(id("newer"), String::new())));
    let done = shelved("done", 30, answered(&["3 3 3 3 3"; 12]));
    assert_eq!(begun(model(), full, [newer, done].iter()), Some(Route::Results(id("done"))));
}

#[test]
fn one_goes_on_only_with_what_fits() {
    let preset = Preset { role: Some(Role::Member), form: Some(Form::Full), ..Preset::default() };
    let member = Profile { role: Role::Member, ..FULL };
    let fits = || shelved("fits", 1, blank(member));
    assert!(
        begun(model(), preset, [fits()].iter()).is_some(),
        "what is not preset can be anything"
    );
    assert_eq!(begun(model(), preset, [shelved("other", 1, blank(FULL))].iter()), None);
    let mut foreign = fits();
    foreign.assessment.model = ModelVersion { id: "other".to_owned(), version: "1".to_owned() };
    assert_eq!(begun(model(), preset, [foreign].iter()), None);
    let shut = Shelved { read_only: Some(ReadOnly::Damaged), ..fits() };
    assert_eq!(begun(model(), preset, [shut].iter()), None);
}

#[test]
fn a_window_of_its_own_has_the_language_and_the_answers() {
    for (address, code, expected) in [
        ("https://a.example/", None, "https://a.example/?lang=de"),
        ("https://a.example/", Some("12F-AB"), "https://a.example/?lang=de#/continue/12F-AB"),
        ("https://a.example/?model=m.json", None, "https://a.example/?model=m.json&lang=de"),
    ] {
        assert_eq!(own_window(address, "de", code.map(str::to_owned)), expected);
    }
}
