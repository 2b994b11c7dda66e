//! An ecosystem view: a cohort with a name and what was chosen for it.
//!
//! Owns what belongs together when a view is kept. Must not know where it is kept.

use super::{Cohort, Rules};
use domain::{
    assessment::{ModelVersion, Moment, Revision, ViewId},
    model::Model,
};

/// The longest name of a view, in characters.
pub const VIEW_NAME_LIMIT: usize = 120;

/// Many responses looked at together, as they are kept on a device.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Its id.
    pub id: ViewId,
    /// What the person calls it; may be empty. At most [`VIEW_NAME_LIMIT`] characters.
    pub name: String,
    /// The model that was answered.
    pub model: ModelVersion,
    /// When it was begun.
    pub created: Moment,
    /// When it last changed.
    pub changed: Moment,
    /// How often it was changed.
    pub revision: Revision,
    /// What it shows and how it counts.
    pub rules: Rules,
    /// The facet that it is grouped by besides role, as a place among those of the cohort.
    pub facet: Option<usize>,
    /// The responses.
    pub cohort: Cohort,
}

impl View {
    /// An empty view.
    pub fn new(id: ViewId, name: &str, model: &Model, now: Moment) -> Self {
        Self {
            id,
            name: name.trim().chars().take(VIEW_NAME_LIMIT).collect(),
            model: ModelVersion::of(model),
            created: now,
            changed: now,
            revision: 0,
            rules: Rules::new(&model.scoring),
            facet: None,
            cohort: Cohort::new(model),
        }
    }
}
