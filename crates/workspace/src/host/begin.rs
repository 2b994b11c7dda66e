//! Where the app begins when the address names no screen.

use super::options::Start;
use crate::{
    route::{Preset, Route},
    store::Shelved,
};
use domain::{model::Model, scoring::has_open_practices};

/// Whether a wish where to begin counts for this address. `is_there`: whether the assessment that it names is.
pub fn begins_at(route: &Route, start: Start, is_there: bool) -> bool {
    match route {
        Route::Welcome => true,
        // Loaded anew before the first answer: nothing of what was proposed is stored.
        Route::Answer(..) => start == Start::Questions && !is_there,
        _ => false,
    }
}

/// What was begun on this device with the same preset and changed last, where it is best to go on: at its questions, or at
/// its results if all are answered.
pub fn begun<'a>(
    model: &Model,
    preset: Preset,
    shelf: impl Iterator<Item = &'a Shelved>,
) -> Option<Route> {
    let fits = |shelved: &&Shelved| {
        let Shelved { assessment, read_only } = shelved;
        assessment.model.id == model.id
            && read_only.is_none()
            && preset.or(Preset::of(assessment.profile)).profile() == Some(assessment.profile)
    };
    let found = shelf.filter(fits).max_by_key(|shelved| shelved.assessment.changed)?;
    let id = found.assessment.id.clone();
    Some(if has_open_practices(model, &found.assessment) {
        Route::Answer(id, String::new())
    } else {
        Route::Results(id)
    })
}
