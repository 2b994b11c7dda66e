//! Which screen is shown for an address, given what is there. Owns what is shown in the place of something that is not, and
//! which screens are loaded when they are asked for. Must not know what a screen shows.

use super::route::{Preset, Route};
use domain::assessment::{AssessmentId, ViewId};

/// A screen, without what changes inside of it, so that going from one principle to the next keeps the screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Screen {
    /// What this is; start or go on.
    Welcome,
    /// A new assessment.
    New(Preset),
    /// The profile of an assessment.
    Profile(AssessmentId),
    /// Answering.
    Answer(AssessmentId),
    /// An assessment that is not on this device.
    Missing,
    /// An assessment that was made with a model that is not loaded.
    OtherModel(AssessmentId),
    /// Nothing at this address.
    NotFound,
    /// One that is loaded when it is asked for.
    Later(LaterScreen),
}

/// The screens that are loaded when they are asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum LaterScreen {
    /// Only of the example, which is built with the later screens.
    Answer(AssessmentId),
    /// The results.
    Results(AssessmentId),
    /// Targets, priorities and the roadmap.
    Plan(AssessmentId),
    /// The self-check.
    Competencies(AssessmentId),
    /// Starting the next round.
    Round(AssessmentId),
    /// The report.
    Report(AssessmentId),
    /// The empty form.
    Form(AssessmentId),
    /// Two assessments side by side.
    Compare(AssessmentId, AssessmentId),
    /// Somebody's response.
    Response(String),
    /// What was begun in a frame.
    Carried(String),
    /// The ecosystem views, and a text with codes that is to go into one.
    Views(String),
    /// An ecosystem view.
    View(ViewId),
    /// The workshop sheet of a view.
    Sheet(ViewId),
    /// The report on a view.
    ViewReport(ViewId),
    /// How it is measured.
    Method,
    /// What is stored on this device.
    Data,
    /// Not a screen but a part of one, where there is something to be reminded of.
    Reminder,
    /// Not a screen but what goes on in the background of all of them.
    Background,
}

impl LaterScreen {
    /// Whether it belongs to the ecosystem views. Whoever answers never needs these, so they are loaded apart.
    pub fn is_of_ecosystem(&self) -> bool {
        matches!(self, Self::Views(_) | Self::View(_) | Self::Sheet(_) | Self::ViewReport(_))
    }
}

/// What has to be known of what is there.
pub trait Known {
    /// Whether an assessment was made with the model that is loaded; `None` if it is not there.
    fn uses_this_model(&self, id: &AssessmentId) -> Option<bool>;
    /// Whether it is the example, or a round of it.
    fn is_example(&self, id: &AssessmentId) -> bool;
    /// Whether the model has a self-check.
    fn has_self_check(&self) -> bool;
}

impl Screen {
    /// The screen of a route.
    pub fn of(route: Route, known: &impl Known) -> Self {
        if let Some(id) = route.assessment() {
            match known.uses_this_model(id) {
                None => return Self::Missing,
                Some(false) => return Self::OtherModel(id.clone()),
                Some(true) => {}
            }
        }
        Self::Later(match route {
            Route::Welcome => return Self::Welcome,
            Route::New(preset) => return Self::New(preset),
            // There is nothing to choose.
            Route::Profile(id) if known.is_example(&id) => LaterScreen::Results(id),
            Route::Answer(id, _) if known.is_example(&id) => LaterScreen::Answer(id),
            Route::Profile(id) => return Self::Profile(id),
            Route::Answer(id, _) => return Self::Answer(id),
            Route::Results(id) => LaterScreen::Results(id),
            Route::Plan(id) => LaterScreen::Plan(id),
            Route::Competencies(_) if !known.has_self_check() => return Self::NotFound,
            Route::Competencies(id) => LaterScreen::Competencies(id),
            Route::Round(id) => LaterScreen::Round(id),
            Route::Report(id) => LaterScreen::Report(id),
            Route::Form(id) => LaterScreen::Form(id),
            Route::Compare(earlier, later) => LaterScreen::Compare(earlier, later),
            Route::Response(code) => LaterScreen::Response(code),
            Route::Continue(code) => LaterScreen::Carried(code),
            Route::Views(text) => LaterScreen::Views(text),
            Route::View(id) => LaterScreen::View(id),
            Route::Sheet(id) => LaterScreen::Sheet(id),
            Route::ViewReport(id) => LaterScreen::ViewReport(id),
            Route::Method => LaterScreen::Method,
            Route::Data => LaterScreen::Data,
            // The other one has given way to what it stands for.
            Route::NotFound | Route::Last => return Self::NotFound,
        })
    }
}
