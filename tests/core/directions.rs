//! Inside a crate the order of the `mod` lines is the order of the imports: a module uses those above it and never one
//! below. Between crates Cargo sees to it.

use crate::sources::{CRATES, Modules};

fn of(files: &[(&str, &str)]) -> Vec<String> {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Modules::read(files.collect()).against_the_order()
}

#[test]
fn no_module_uses_one_below_it() {
    for name in CRATES {
        let modules = Modules::of(&format!("crates/{name}/src"));
        assert!(modules.children[&Vec::new()].len() > 2, "{name}");
        assert_eq!(modules.against_the_order(), Vec::<String>::new(), "in {name}");
    }
}

#[test]
fn no_module_of_the_app_uses_one_below_it() {
    assert_eq!(Modules::of("src").against_the_order(), Vec::<String>::new());
}

#[test]
fn what_goes_against_the_order_is_seen() {
    let lib = ("lib.rs", "mod a;\npub mod b;\npub use b::{Thing, inner::Deep as Other};\n");
    let seen = ["a uses b".to_owned()];
    assert_eq!(of(&[lib, ("a.rs", "use crate::b;"), ("b.rs", "")]), seen);
    assert_eq!(of(&[lib, ("a.rs", "use super::{\n    b::{self},\n};"), ("b.rs", "")]), seen);
    assert_eq!(of(&[lib, ("a.rs", "fn f() { crate::b::f(); }"), ("b.rs", "")]), seen);
    // A name that the crate hands on is used where it comes from.
    assert_eq!(of(&[lib, ("a.rs", "pub(crate) use crate::Thing;"), ("b.rs", "")]), seen);
    assert_eq!(
        of(&[lib, ("a/mod.rs", "mod c;"), ("a/c.rs", "use super::super::b;"), ("b.rs", "")]),
        ["a::c uses b"]
    );
    let children = [
        ("lib.rs", "mod a;"),
        ("a/mod.rs", "mod c;\nmod d;\nuse d::f;"),
        ("a/c.rs", "use super::d;\nuse super::Own;"),
        ("a/d.rs", "use super::c;\n// crate::none\n#[cfg(test)]\nmod tests { use crate::a::e; }"),
    ];
    assert_eq!(of(&children), ["a::c uses a::d"]);
    assert_eq!(
        of(&[lib, ("a.rs", ""), ("b.rs", "use crate::a;\nuse super::a::X;")]),
        Vec::<String>::new()
    );
}
