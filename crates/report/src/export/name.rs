//! Names of files: what is in it, of which assessment, and when it was made.

use domain::assessment::Date;

/// The most of an assessment's name in the name of a file, in bytes: systems allow 255 for the whole.
const MAX_SLUG: usize = 60;

/// The name of a file that is made of an assessment: `twelvefold-{name}-{what}-{day}.{ending}`.
///
/// Of the assessment's name letters and digits of every script are kept, and everything else between them becomes one
/// hyphen. A name without any is left out. The result is never one that a system reserves, because it begins with the name
/// of the app. `what` and `ending` are words of our own.
pub fn file_name(name: &str, what: &str, day: Option<Date>, ending: &str) -> String {
    let slug = slug(name);
    let mut parts = vec!["twelvefold"];
    if !slug.is_empty() {
        parts.push(&slug);
    }
    if !what.is_empty() {
        parts.push(what);
    }
    dated(&parts.join("-"), day, ending)
}

fn dated(stem: &str, day: Option<Date>, ending: &str) -> String {
    match day {
        Some(day) => format!("{stem}-{day}.{ending}"),
        None => format!("{stem}.{ending}"),
    }
}

fn slug(name: &str) -> String {
    let mut slug = String::new();
    let mut gap = false;
    for letter in name.chars() {
        if !letter.is_alphanumeric() {
            gap = !slug.is_empty();
            continue;
        }
        if slug.len() + letter.len_utf8() + usize::from(gap) > MAX_SLUG {
            break;
        }
        if gap {
            slug.push('-');
            gap = false;
        }
        slug.push(letter);
    }
    slug
}
