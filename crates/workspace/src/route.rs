//! Which screen an address means. Owns parsing and printing of hash routes; knows neither the browser nor the screens.
//!
//! Routes are in the hash, so that the site works under any path, in a frame and from an installed app.

use base::percent::{escaped, unescaped};
use domain::{
    assessment::{Assessment, AssessmentId, ViewId},
    model::{Form, Profile, Role, Scale, Stage},
};

/// A screen, with what it needs to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// What this is; start or go on.
    Welcome,
    /// A new assessment, with the profile preset as far as the link says.
    New(Preset),
    /// The profile of an assessment, to change it.
    Profile(AssessmentId),
    /// Answering one principle, named by its id. An empty id means wherever it is best to go on.
    Answer(AssessmentId, String),
    /// The results of an assessment.
    Results(AssessmentId),
    /// Targets, priorities and the roadmap of an assessment.
    Plan(AssessmentId),
    /// The self-check of competencies and behaviours that belongs to an assessment.
    Competencies(AssessmentId),
    /// Starting the round after an assessment.
    Round(AssessmentId),
    /// The report on an assessment, laid out for paper.
    Report(AssessmentId),
    /// The empty form of an assessment's profile, for paper.
    Form(AssessmentId),
    /// Two assessments side by side, the earlier one first.
    Compare(AssessmentId, AssessmentId),
    /// Somebody's response, as its code says, or any text with codes in it. It is not looked at here.
    Response(String),
    /// What was begun in a frame and is to go on in a window of its own, as a response code.
    Continue(String),
    /// The ecosystem views of this device, and any text with codes in it that is to go into one of them.
    Views(String),
    /// An ecosystem view.
    View(ViewId),
    /// What a facilitator takes into a workshop about a view.
    Sheet(ViewId),
    /// The report on a view, laid out for paper.
    ViewReport(ViewId),
    /// How it is measured.
    Method,
    /// What is stored on this device.
    Data,
    /// The results of the assessment that was changed last, whichever that is: a shortcut of the installed app.
    Last,
    /// Anything else.
    NotFound,
}

/// What a link to `#/new` presets. Unknown words are ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preset {
    /// Role, if given.
    pub role: Option<Role>,
    /// Scale, if given.
    pub scale: Option<Scale>,
    /// Stage, if given.
    pub stage: Option<Stage>,
    /// Form, if given.
    pub form: Option<Form>,
}

impl Preset {
    /// Presets all of a profile.
    pub fn of(profile: Profile) -> Self {
        let Profile { role, scale, stage, form } = profile;
        Self { role: Some(role), scale: Some(scale), stage: Some(stage), form: Some(form) }
    }

    /// The same, and what this does not preset from another one.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            role: self.role.or(other.role),
            scale: self.scale.or(other.scale),
            stage: self.stage.or(other.stage),
            form: self.form.or(other.form),
        }
    }

    /// The preset profile, with what is proposed where nothing else is preset; none without a role, which nobody proposes.
    pub fn profile(self) -> Option<Profile> {
        self.role.map(|role| self.profile_of(role))
    }

    /// The same for this role, whatever is preset.
    pub fn profile_of(self, role: Role) -> Profile {
        let proposed = Profile::proposed(role);
        Profile {
            role,
            scale: self.scale.unwrap_or(proposed.scale),
            stage: self.stage.unwrap_or(proposed.stage),
            form: self.form.unwrap_or(proposed.form),
        }
    }
}

impl Route {
    /// The route of a location's hash, with or without the `#`. Total: what means nothing is [`Route::NotFound`].
    pub fn parse(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
        let id = |text: &str| AssessmentId::new(text);
        match parts.as_slice() {
            [] => Self::Welcome,
            ["new"] => Self::New(parse_preset(query)),
            ["e"] => Self::Views(parse_add(query)),
            ["e", text] => ViewId::new(text).map_or(Self::NotFound, Self::View),
            ["e", text, screen] => match (ViewId::new(text), *screen) {
                (Some(id), "sheet") => Self::Sheet(id),
                (Some(id), "report") => Self::ViewReport(id),
                _ => Self::NotFound,
            },
            ["method"] => Self::Method,
            ["data"] => Self::Data,
            ["last"] => Self::Last,
            ["compare", earlier, later] => match (id(earlier), id(later)) {
                (Some(earlier), Some(later)) => Self::Compare(earlier, later),
                _ => Self::NotFound,
            },
            // With what a mail program may have put into it, or a whole mail.
            ["r", code @ ..] if !code.is_empty() => Self::Response(unescaped(&code.join("/"))),
            ["continue", code @ ..] if !code.is_empty() => {
                Self::Continue(unescaped(&code.join("/")))
            }
            ["a", text] => id(text).map_or(Self::NotFound, |id| Self::Answer(id, String::new())),
            ["a", text, screen] => match (id(text), *screen) {
                (Some(id), "results") => Self::Results(id),
                (Some(id), "plan") => Self::Plan(id),
                (Some(id), "competencies") => Self::Competencies(id),
                (Some(id), "round") => Self::Round(id),
                (Some(id), "report") => Self::Report(id),
                (Some(id), "form") => Self::Form(id),
                (Some(id), "profile") => Self::Profile(id),
                (Some(id), principle) => Self::Answer(id, principle.to_owned()),
                (None, _) => Self::NotFound,
            },
            _ => Self::NotFound,
        }
    }

    /// The hash of the route, for links.
    pub fn href(&self) -> String {
        match self {
            Self::Welcome | Self::NotFound => "#/".to_owned(),
            Self::New(preset) => {
                let mut query = String::new();
                let mut add = |key: &str, id: Option<&'static str>| {
                    if let Some(id) = id {
                        query.push(if query.is_empty() { '?' } else { '&' });
                        query.push_str(key);
                        query.push('=');
                        query.push_str(id);
                    }
                };
                add("role", preset.role.map(Role::id));
                add("scale", preset.scale.map(Scale::id));
                add("stage", preset.stage.map(Stage::id));
                add("form", preset.form.map(Form::id));
                format!("#/new{query}")
            }
            Self::Profile(id) => format!("#/a/{}/profile", id.as_str()),
            Self::Answer(id, principle) if principle.is_empty() => format!("#/a/{}", id.as_str()),
            Self::Answer(id, principle) => format!("#/a/{}/{principle}", id.as_str()),
            Self::Results(id) => format!("#/a/{}/results", id.as_str()),
            Self::Plan(id) => format!("#/a/{}/plan", id.as_str()),
            Self::Competencies(id) => format!("#/a/{}/competencies", id.as_str()),
            Self::Round(id) => format!("#/a/{}/round", id.as_str()),
            Self::Report(id) => format!("#/a/{}/report", id.as_str()),
            Self::Form(id) => format!("#/a/{}/form", id.as_str()),
            Self::Compare(earlier, later) => {
                format!("#/compare/{}/{}", earlier.as_str(), later.as_str())
            }
            Self::Response(code) => format!("#/r/{}", escaped(code)),
            Self::Continue(code) => format!("#/continue/{}", escaped(code)),
            Self::Views(text) if text.is_empty() => "#/e".to_owned(),
            Self::Views(text) => format!("#/e?add={}", escaped(text)),
            Self::View(id) => format!("#/e/{}", id.as_str()),
            Self::Sheet(id) => format!("#/e/{}/sheet", id.as_str()),
            Self::ViewReport(id) => format!("#/e/{}/report", id.as_str()),
            Self::Method => "#/method".to_owned(),
            Self::Data => "#/data".to_owned(),
            Self::Last => "#/last".to_owned(),
        }
    }

    /// The route itself, or in the place of [`Route::Last`] what it stands for: the results of the assessment that was
    /// changed last, and the first screen as long as there is none.
    #[must_use]
    pub fn settled<'a>(self, assessments: impl Iterator<Item = &'a Assessment>) -> Self {
        match self {
            Self::Last => assessments
                .max_by_key(|assessment| assessment.changed)
                .map_or(Self::Welcome, |last| Self::Results(last.id.clone())),
            route => route,
        }
    }

    /// The assessment that the route is about.
    pub fn assessment(&self) -> Option<&AssessmentId> {
        match self {
            Self::Profile(id)
            | Self::Answer(id, _)
            | Self::Results(id)
            | Self::Plan(id)
            | Self::Competencies(id)
            | Self::Round(id)
            | Self::Report(id)
            | Self::Form(id) => Some(id),
            _ => None,
        }
    }

    /// The ecosystem view that the route is about.
    pub fn view(&self) -> Option<&ViewId> {
        match self {
            Self::View(id) | Self::Sheet(id) | Self::ViewReport(id) => Some(id),
            _ => None,
        }
    }
}

/// The address of the app in a window of its own, with what a response code carries there, if there is one.
///
/// `address` is that of the page, with or without a query. The language is that of the page around, and the browser would
/// not choose it by itself.
pub fn own_window(address: &str, language: &str, code: Option<String>) -> String {
    let hash = code.map(|code| Route::Continue(code).href()).unwrap_or_default();
    let sign = if address.contains('?') { '&' } else { '?' };
    format!("{address}{sign}lang={language}{hash}")
}

/// The text of a link to `#/e?add=…`.
fn parse_add(query: &str) -> String {
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    let text = pairs.filter(|(key, _)| *key == "add").map(|(_, text)| unescaped(text)).next();
    text.unwrap_or_default()
}

fn parse_preset(query: &str) -> Preset {
    let mut preset = Preset::default();
    for (key, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        match key {
            "role" => preset.role = Role::from_id(value),
            "scale" => preset.scale = Scale::from_id(value),
            "stage" => preset.stage = Stage::from_id(value),
            "form" => preset.form = Form::from_id(value),
            _ => {}
        }
    }
    preset
}
