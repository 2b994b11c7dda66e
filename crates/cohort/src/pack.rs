//! Responses in little room: no allocation for each, no text but names.
//!
//! Owns which of several copies of one response counts. Must not know what the answers add up to.

use std::{
    cmp::Ordering,
    collections::{BTreeMap, btree_map::Entry},
};

use crate::response::{MOST, Month, Packed, Response, observations, rating};
use domain::{
    assessment::{ResponseId, Revision},
    model::{Form, Model, Profile, Role, Scale, Stage, Version},
    scoring::Rating,
};

/// The most ways of grouping a cohort, besides by role.
pub const MOST_FACETS: usize = 4;

/// The most values of one of them.
pub const MOST_VALUES: usize = 24;

/// A way of grouping besides role: a column of a table, or made up by hand. Each response has one of its values or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// What it is called: `Region`.
    pub name: String,
    /// Its values, at most [`MOST_VALUES`]; a response refers to them by number, beginning with 1.
    pub values: Vec<String>,
}

/// What a response was handed over with besides its answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Carries {
    /// Grades of evidence.
    pub evidence: bool,
    /// The self-check.
    pub competencies: bool,
}

/// What came of adding a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Added {
    /// It was not there.
    New,
    /// It was there.
    Same,
    /// An older revision of it was there, or one that said less, and it took its place.
    Replaced,
    /// A newer revision of it is there, or one that says more, and stays.
    Older,
}

/// What is held of each response besides its answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) id: ResponseId,
    pub(crate) revision: Revision,
    pub(crate) month: Month,
    pub(crate) profile: Profile,
    pub(crate) carries: Carries,
    /// A place in the list of versions.
    pub(crate) version: u8,
    /// The value of each facet; 0 is none.
    pub(crate) values: [u8; MOST_FACETS],
}

/// A cohort in pieces, for whoever stores it.
#[derive(Default)]
pub(crate) struct Parts {
    pub(crate) heads: Vec<Head>,
    /// For each response its answers and observations, as many as the model has.
    pub(crate) cells: Vec<u8>,
    pub(crate) names: BTreeMap<u64, String>,
    pub(crate) versions: Vec<Version>,
    pub(crate) facets: Vec<Facet>,
}

/// Many responses to one model, each once.
///
/// Ten thousand responses with 65 answers take about one megabyte. The order in which responses are added does not
/// matter for anything that is shown.
#[derive(Clone, Debug)]
pub struct Cohort {
    practices: usize,
    competencies: usize,
    heads: Vec<Head>,
    /// For each response one byte for each practice, in the order of response codes, then one for each competency.
    cells: Vec<u8>,
    places: BTreeMap<u64, u32>,
    names: BTreeMap<u64, String>,
    versions: Vec<Version>,
    facets: Vec<Facet>,
}

/// Responses are compared by what they say; the order in which they came is not part of it.
impl PartialEq for Cohort {
    fn eq(&self, other: &Self) -> bool {
        let shape = |c: &Self| (c.practices, c.competencies, c.heads.len());
        shape(self) == shape(other)
            && self.names == other.names
            && self.facets == other.facets
            && self.places.iter().all(|(id, place)| {
                other.places.get(id).is_some_and(|there| {
                    let (mine, theirs) = (self.row(*place as usize), other.row(*there as usize));
                    matches!((mine, theirs), (Some(mine), Some(theirs)) if mine.is_same(&theirs))
                })
            })
    }
}

/// One response of a cohort.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    cohort: &'a Cohort,
    head: &'a Head,
    cells: &'a [u8],
}

impl Cohort {
    /// An empty cohort for responses to this model.
    pub fn new(model: &Model) -> Self {
        Self {
            practices: model.response_order.len().min(MOST),
            competencies: model.competencies.items.len().min(MOST),
            heads: Vec::new(),
            cells: Vec::new(),
            places: BTreeMap::new(),
            names: BTreeMap::new(),
            versions: Vec::new(),
            facets: Vec::new(),
        }
    }

    /// A cohort from its pieces. `None` when they do not belong together or two responses have one id.
    pub(crate) fn from_parts(model: &Model, parts: Parts) -> Option<Self> {
        let Parts { heads, cells, names, versions, facets } = parts;
        let ids = heads.iter().map(|head| head.id.bits());
        let places: BTreeMap<u64, u32> = ids.zip(0..).collect();
        let whole = Self { heads, cells, places, names, versions, facets, ..Self::new(model) };
        let fits = whole.cells.len() == whole.heads.len() * whole.stride()
            && whole.places.len() == whole.heads.len()
            && whole.names.keys().all(|id| whole.places.contains_key(id));
        fits.then_some(whole)
    }

    /// How many answers and how many observations each response has.
    pub(crate) fn shape(&self) -> [usize; 2] {
        [self.practices, self.competencies]
    }

    /// The versions of the model that responses refer to.
    pub(crate) fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The names that were handed over, in the order of ids.
    pub(crate) fn names(&self) -> impl Iterator<Item = (ResponseId, &str)> {
        self.names.iter().map(|(id, name)| (ResponseId::new(*id), name.as_str()))
    }

    /// How many responses there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// How many bytes it takes in memory: what is reserved for responses, and about what the index by id needs.
    pub fn bytes(&self) -> usize {
        // A node of a map is about half full at worst.
        let index = 2 * (size_of::<u64>() + size_of::<u32>()) * self.places.len();
        let name = |name: &String| 2 * size_of::<(u64, String)>() + name.capacity();
        let names: usize = self.names.values().map(name).sum();
        self.heads.capacity() * size_of::<Head>() + self.cells.capacity() + index + names
    }

    fn stride(&self) -> usize {
        self.practices + self.competencies
    }

    /// The response at a place, 0 to [`Cohort::len`] − 1. Places change when responses are removed.
    pub fn row(&self, place: usize) -> Option<Row<'_>> {
        let start = place * self.stride();
        let cells = self.cells.get(start..start + self.stride())?;
        Some(Row { cohort: self, head: self.heads.get(place)?, cells })
    }

    /// All responses in the order in which they came.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> + Clone {
        let cells = self.cells.chunks_exact(self.stride().max(1));
        self.heads.iter().zip(cells).map(|(head, cells)| Row { cohort: self, head, cells })
    }

    /// The place of a response.
    pub fn place_of(&self, id: ResponseId) -> Option<usize> {
        self.places.get(&id.bits()).map(|place| *place as usize)
    }

    /// The ways of grouping, in the order in which they were made.
    pub fn facets(&self) -> &[Facet] {
        &self.facets
    }

    /// Takes a response in. Of several copies with one id, the one with the highest revision counts; among copies of the
    /// same revision the one that carries more, and among those any, but always the same one. So neither order nor
    /// repetition changes a result.
    ///
    /// The response has to be to the model of the cohort; what [`crate::response::find`] reads is.
    pub fn add(&mut self, response: &Response) -> Added {
        self.add_packed(&Packed::of(response))
    }

    /// The same of a response in bytes.
    pub(crate) fn add_packed(&mut self, response: &Packed) -> Added {
        let head = Head {
            id: response.id,
            revision: response.revision,
            month: response.month,
            profile: response.profile,
            carries: Carries {
                evidence: response.has_evidence,
                competencies: response.has_competencies,
            },
            version: self.version(response.version),
            values: [0; MOST_FACETS],
        };
        let (start, stride) = (self.cells.len(), self.stride());
        make_room(&mut self.heads, 1);
        make_room(&mut self.cells, stride);
        self.put(&response.answers, self.practices);
        self.put(&response.said, self.competencies);

        let bits = response.id.bits();
        let there = match self.places.entry(bits) {
            Entry::Occupied(there) => *there.get() as usize,
            Entry::Vacant(free) => {
                free.insert(self.heads.len() as u32);
                self.heads.push(head);
                if let Some(name) = &response.name {
                    self.names.insert(bits, name.clone());
                }
                return Added::New;
            }
        };
        let order = self.compare_last(&head, response, there);
        if order == Ordering::Greater {
            self.cells.copy_within(start.., there * stride);
            if let Some(slot) = self.heads.get_mut(there) {
                *slot = Head { values: slot.values, ..head };
            }
            match &response.name {
                Some(name) => self.names.insert(bits, name.clone()),
                None => self.names.remove(&bits),
            };
        }
        self.cells.truncate(start);
        match order {
            Ordering::Greater => Added::Replaced,
            Ordering::Equal => Added::Same,
            Ordering::Less => Added::Older,
        }
    }

    /// Puts bytes of a response behind the last, as many as there have to be: of an older version there are fewer, of what
    /// is not known here nothing is held.
    fn put(&mut self, bytes: &[u8], count: usize) {
        let bytes = bytes.get(..count).unwrap_or(bytes);
        let end = self.cells.len() + count;
        self.cells.extend_from_slice(bytes);
        self.cells.resize(end, 0);
    }

    /// How a new copy, whose bytes stand behind the last row for as long as the two are compared, is to the response at a
    /// place.
    fn compare_last(&self, head: &Head, response: &Packed, place: usize) -> Ordering {
        let start = self.heads.len() * self.stride();
        let new = self.cells.get(start..).unwrap_or_default();
        let Some(there) = self.row(place) else { return Ordering::Less };
        compare(
            (head, response.version, new, response.name.as_deref()),
            (there.head, there.version(), there.cells, there.name()),
        )
    }

    fn version(&mut self, version: Version) -> u8 {
        let place = self.versions.iter().position(|other| *other == version);
        // No more versions than a byte has numbers: of anything beyond, the last one stands for all.
        let place = place.unwrap_or_else(|| {
            if self.versions.len() < usize::from(u8::MAX) {
                self.versions.push(version);
            }
            self.versions.len() - 1
        });
        place as u8
    }

    /// Takes responses out: all for which `keep` says no.
    pub fn retain(&mut self, keep: impl Fn(&Row<'_>) -> bool) {
        let kept: Vec<bool> = self.rows().map(|row| keep(&row)).collect();
        let stride = self.stride();
        let mut to = 0;
        for (from, _) in kept.iter().enumerate().filter(|(_, kept)| **kept) {
            if from != to {
                self.cells.copy_within(from * stride..(from + 1) * stride, to * stride);
                self.heads.swap(from, to);
            }
            to += 1;
        }
        self.heads.truncate(to);
        self.cells.truncate(to * stride);
        let ids = self.heads.iter().map(|head| head.id.bits());
        self.places = ids.zip(0..).collect();
        let Self { names, places, .. } = self;
        names.retain(|id, _| places.contains_key(id));
    }

    /// A new way of grouping, without values yet; its place. `None` if there is no room for another or the name is empty.
    /// One that has this name already is used again.
    pub fn add_facet(&mut self, name: &str) -> Option<usize> {
        let name = name.trim();
        if let Some(place) = self.facets.iter().position(|facet| facet.name == name) {
            return Some(place);
        }
        if name.is_empty() || self.facets.len() == MOST_FACETS {
            return None;
        }
        self.facets.push(Facet { name: name.to_owned(), values: Vec::new() });
        Some(self.facets.len() - 1)
    }

    /// Takes a way of grouping away, with what was said by it.
    pub fn remove_facet(&mut self, place: usize) {
        if place >= self.facets.len() {
            return;
        }
        self.facets.remove(place);
        for head in &mut self.heads {
            if let Some(values) = head.values.get_mut(place..) {
                values.rotate_left(1);
                if let Some(last) = values.last_mut() {
                    *last = 0;
                }
            }
        }
    }

    /// The same responses with a value of a facet for each of these, and the place of the facet. `None` if there is no room
    /// for it, or one of the responses is not there.
    pub fn tagged(
        &self,
        ids: impl IntoIterator<Item = ResponseId>,
        facet: &str,
        value: &str,
    ) -> Option<(Self, usize)> {
        let mut tagged = self.clone();
        let facet = tagged.add_facet(facet)?;
        let all = ids.into_iter().all(|id| tagged.tag(id, facet, value));
        all.then_some((tagged, facet))
    }

    /// Gives a response a value of a facet; an empty one takes its value away. `false` if there is no such response or
    /// facet, or no room for another value.
    pub fn tag(&mut self, id: ResponseId, facet: usize, value: &str) -> bool {
        let Some(place) = self.place_of(id) else { return false };
        let value = value.trim();
        let number = if value.is_empty() {
            0
        } else {
            let Some(facet) = self.facets.get_mut(facet) else { return false };
            let known = facet.values.iter().position(|other| other == value);
            if known.is_none() && facet.values.len() == MOST_VALUES {
                return false;
            }
            known.unwrap_or_else(|| {
                facet.values.push(value.to_owned());
                facet.values.len() - 1
            }) as u8
                + 1
        };
        let slot = self.heads.get_mut(place).and_then(|head| head.values.get_mut(facet));
        slot.map(|slot| *slot = number).is_some()
    }
}

/// Room for more that grows by an eighth and not to the double: what is kept in memory is then mostly what is there.
fn make_room<T>(items: &mut Vec<T>, more: usize) {
    if items.capacity() - items.len() < more {
        items.reserve_exact(more.max(items.len() / 8));
    }
}

/// What is compared of a copy.
type Copied<'a> = (&'a Head, Version, &'a [u8], Option<&'a str>);

/// Everything that decides which of two copies counts.
fn compare(new: Copied<'_>, there: Copied<'_>) -> Ordering {
    fn rank((head, version, cells, name): Copied<'_>) -> impl Ord + use<'_> {
        let Head { revision, carries, month, profile, .. } = head;
        let carried = [carries.evidence, carries.competencies, name.is_some()];
        let count = carried.iter().filter(|carried| **carried).count();
        (*revision, count, *month, version, order_of(*profile), *carries, cells, name)
    }
    rank(new).cmp(&rank(there))
}

fn order_of(profile: Profile) -> (Role, Scale, Stage, Form) {
    (profile.role, profile.scale, profile.stage, profile.form)
}

impl<'a> Row<'a> {
    /// The id.
    pub fn id(&self) -> ResponseId {
        self.head.id
    }

    /// The revision.
    pub fn revision(&self) -> Revision {
        self.head.revision
    }

    /// The month of the last change.
    pub fn month(&self) -> Month {
        self.head.month
    }

    /// From which side, of what, when and how much.
    pub fn profile(&self) -> Profile {
        self.head.profile
    }

    /// What it was handed over with.
    pub fn carries(&self) -> Carries {
        self.head.carries
    }

    /// The version of the model it was written with.
    pub fn version(&self) -> Version {
        let version = self.cohort.versions.get(usize::from(self.head.version));
        version.copied().unwrap_or_default()
    }

    /// The name, if it was handed over.
    pub fn name(&self) -> Option<&'a str> {
        self.cohort.names.get(&self.head.id.bits()).map(String::as_str)
    }

    /// Its value of a facet.
    pub fn value(&self, facet: usize) -> Option<&'a str> {
        let number = usize::from(*self.head.values.get(facet)?).checked_sub(1)?;
        self.cohort.facets.get(facet)?.values.get(number).map(String::as_str)
    }

    /// The number of its value of a facet, counted from 1; 0 if it has none.
    pub fn number(&self, facet: usize) -> u8 {
        self.head.values.get(facet).copied().unwrap_or_default()
    }

    /// What was said about the practice at a place of the order of response codes.
    pub fn rating(&self, place: usize) -> Rating {
        rating(*self.cells.get(..self.cohort.practices)?.get(place)?)
    }

    /// The answers as bytes, in the order of response codes; the lower three bits are those of a response code, the two
    /// above them the grade of evidence.
    pub(crate) fn answers(&self) -> &'a [u8] {
        self.cells.get(..self.cohort.practices).unwrap_or_default()
    }

    /// What is held besides the answers.
    pub(crate) fn head(&self) -> &'a Head {
        self.head
    }

    /// The observations as bytes: three bits of the own organization, above them three of the others.
    pub(crate) fn said(&self) -> &'a [u8] {
        self.cells.get(self.cohort.practices..).unwrap_or_default()
    }

    /// The response as it was handed over, but for what a newer version of the model added: of that it says nothing.
    pub fn response(&self, model: &Model) -> Response {
        Response {
            model: model.id.clone(),
            version: self.version(),
            profile: self.profile(),
            id: self.id(),
            revision: self.revision(),
            month: self.month(),
            ratings: self.answers().iter().map(|cell| rating(*cell)).collect(),
            has_evidence: self.carries().evidence,
            competencies: self
                .carries()
                .competencies
                .then(|| self.said().iter().map(|cell| observations(*cell)).collect()),
            name: self.name().map(str::to_owned),
        }
    }

    fn is_same(&self, other: &Row<'_>) -> bool {
        self.says_the_same(other) && self.head.values == other.head.values
    }

    /// Whether it is the same copy of a response, whatever groups it is in and whatever its name is.
    pub(super) fn says_the_same(&self, other: &Row<'_>) -> bool {
        let facts = |row: &Row<'_>| (row.revision(), row.month(), row.profile(), row.version());
        facts(self) == facts(other)
            && self.carries() == other.carries()
            && self.cells == other.cells
    }
}
