//! Who answered, and which form.

use domain::model::{Model, Named, Profile, Role};

fn name(named: Option<&Named>) -> &str {
    named.map_or("", |named| named.name.as_str())
}

/// A profile in four words: `Member · Large programme · Management · Short form`.
pub fn profile_line(model: &Model, profile: Profile) -> String {
    let words = &model.choices;
    [
        name(words.roles.get(profile.role)),
        name(words.scales.get(profile.scale)),
        name(words.stages.get(profile.stage)),
        name(words.forms.get(profile.form)),
    ]
    .join(" · ")
}

/// What a role is called in the model; empty if the model has no word for it.
pub fn role_words(model: &Model, role: Role) -> &str {
    name(model.choices.roles.get(role))
}
