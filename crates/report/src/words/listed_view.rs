//! Ecosystem views in a list, and why one cannot be opened.

use domain::text::{Key, Speech};
use workspace::store::{ListedView, NoView, ViewTrouble};

/// What a view is called.
pub fn view_name(name: &str, speech: Speech<'_>) -> String {
    if name.is_empty() { speech.say(Key::ViewUntitled) } else { name }.to_owned()
}

/// A view in a list: `13 responses · changed 25 November 2026`.
pub fn view_line(view: &ListedView, speech: Speech<'_>) -> String {
    let responses = view.responses.map(|count| speech.count(Key::ViewCountAll, count as u64, &[]));
    let changed = view
        .changed
        .map(|moment| speech.fill(Key::ViewsChanged, &[("date", &speech.locale.date(moment))]));
    responses.into_iter().chain(changed).collect::<Vec<String>>().join(" · ")
}

/// Why a view that is there cannot be opened.
pub fn view_trouble(trouble: &ViewTrouble, speech: Speech<'_>) -> String {
    match trouble {
        ViewTrouble::Newer { .. } => speech.say(Key::ViewsNewer).to_owned(),
        ViewTrouble::NewerModel { version } => {
            speech.fill(Key::ViewsNewerModel, &[("version", version)])
        }
        ViewTrouble::OtherModel { id } => speech.fill(Key::ViewsOtherModel, &[("model", id)]),
    }
}

/// Why there is no view to show: a title, and what there is to say.
pub fn no_view<'a>(why: &NoView, speech: Speech<'a>) -> (&'a str, String) {
    let (title, words) = match why {
        NoView::Gone => (Key::ViewsMissingTitle, speech.say(Key::ViewsMissing).to_owned()),
        NoView::Trouble(trouble) => (Key::ViewsShutTitle, view_trouble(trouble, speech)),
        NoView::Damaged(_) => (Key::ViewsShutTitle, speech.say(Key::ViewsDamaged).to_owned()),
        NoView::Storage(error) => {
            let words = speech.fill(Key::ViewsStorage, &[("reason", &error.to_string())]);
            (Key::ViewsShutTitle, words)
        }
    };
    (speech.say(title), words)
}
