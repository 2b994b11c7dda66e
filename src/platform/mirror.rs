//! The browser's database as the place of the second copy: an object store to which every save adds an entry.
//!
//! Owns the database, its only layout and the transactions. What is kept of it and what is brought back from it is decided in
//! [`workspace::store`]. Nothing here ever holds up what a person does: failures are news, told to whoever listens, and what
//! could not be copied is copied with the next change.
//!
//! Entries are `{ key, text, at }` for what was saved and `{ key, deleted, at }` for what was deleted; `at` is the clock on
//! the wall, for people who look into it. Writes are left to the browser's ordinary durability: when a transaction is
//! complete, they are out of this process and survive its end. Waiting for the disk as well (`strict`) would guard against
//! the power going in the seconds before the system writes by itself, and would let the disk of every phone spin for each
//! letter of a note.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    future::Future,
};

use js_sys::{Array, JsString, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Event, IdbDatabase, IdbFactory, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest,
    IdbRequest, IdbTransaction, IdbTransactionMode, StorageEvent, StorageEventInit,
};

use super::{
    clock::now,
    storage::{failed, forget, kept, noted, on_noted, remember},
};
use domain::assessment::Moment;
use workspace::store::{
    Entry, MAX_UNITS, PREFIX, Saying, StorageError, VERSIONS, deleted_stamps, surplus, units,
};

/// The name of the database. Like the keys of the storage, it is shared by all copies of the app on one origin.
const DATABASE: &str = "twelvefold";
const RING: &str = "ring";
const KEY: &str = "key";
const TEXT: &str = "text";
const DELETED: &str = "deleted";
const AT: &str = "at";

/// How the second copy is doing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum MirrorState {
    /// The database has not answered yet.
    #[default]
    Waiting,
    /// Everything is in it. It was last written then, if it was since the page was opened.
    Kept(Option<Moment>),
    /// It could not be read or written, and why.
    Failed(StorageError),
}

thread_local! {
    static OPEN: RefCell<Option<IdbDatabase>> = const { RefCell::new(None) };
    static NEWS: Cell<Option<fn(MirrorState)>> = const { Cell::new(None) };
    /// Whether a copying is on its way.
    static COPYING: Cell<bool> = const { Cell::new(false) };
    /// How often the ring was emptied. What was read before that is not to come back.
    static EMPTIED: Cell<u32> = const { Cell::new(0) };
    /// How much room the entries take at most, in UTF-16 units.
    static ROOM: Cell<usize> = const { Cell::new(0) };
    /// The places of the entries of each key, as far as this page has seen them, the oldest first.
    static PLACES: RefCell<BTreeMap<String, Vec<f64>>> = const { RefCell::new(BTreeMap::new()) };
}

fn tell(state: MirrorState) {
    if let Some(news) = NEWS.get() {
        news(state);
    }
}

/// Reads the whole ring and puts it in order. From then on `news` hears how it is doing. Comes back when the database
/// answers, which can be never.
pub async fn read_mirror(news: fn(MirrorState)) -> Option<Vec<Entry>> {
    NEWS.set(Some(news));
    let emptied = EMPTIED.get();
    match tidied().await {
        Ok(ring) => {
            tell(MirrorState::Kept(None));
            Some(if EMPTIED.get() == emptied { ring } else { Vec::new() })
        }
        Err(error) => {
            tell(MirrorState::Failed(error));
            None
        }
    }
}

/// From now on every change of the storage is copied at the end of its event, and first what was changed until now and the
/// keys that are `lacking`; not those that are `behind` what the copy has.
pub fn keep_mirror(lacking: &[String], behind: &[String]) {
    on_noted(copy_soon);
    forget(behind);
    for key in lacking {
        remember(key, false);
    }
    copy_soon();
}

/// Empties the second copy. What is changed from now on is copied again.
pub fn empty_mirror() -> impl Future<Output = Result<(), StorageError>> {
    // At once: what was noted until now was deleted with everything, and is not to be remembered.
    noted();
    EMPTIED.set(EMPTIED.get() + 1);
    emptied()
}

async fn emptied() -> Result<(), StorageError> {
    let transaction = begin().await?;
    ring(&transaction)?.clear().map_err(failed)?;
    complete(&transaction).await?;
    ROOM.set(0);
    PLACES.take();
    Ok(())
}

/// Tells this page that something else is stored under a key now, in the way that it hears of other tabs.
pub fn announce(key: &str) {
    let said = StorageEventInit::new();
    said.set_key(Some(key));
    let event = StorageEvent::new_with_event_init_dict("storage", &said);
    if let (Some(window), Ok(event)) = (web_sys::window(), event) {
        _ = window.dispatch_event(&event);
    }
}

fn copy_soon() {
    if !COPYING.replace(true) {
        // When the event is over that is being dealt with: one transaction for all that it has changed.
        spawn_local(async {
            copy().await;
        });
    }
}

/// Copies what was noted, for as long as there is anything.
async fn copy() {
    loop {
        let keys = noted();
        if keys.is_empty() {
            COPYING.set(false);
            return;
        }
        if let Err(error) = copy_keys(&keys).await {
            COPYING.set(false);
            // They wait for the next change.
            for (key, is_removed) in &keys {
                remember(key, *is_removed);
            }
            tell(MirrorState::Failed(error));
            return;
        }
        tell(MirrorState::Kept(Some(now())));
    }
}

async fn copy_keys(keys: &[(String, bool)]) -> Result<(), StorageError> {
    let (mut texts, mut deleted) = (Vec::new(), Vec::new());
    for (key, is_removed) in keys {
        match kept(key) {
            Some(text) => texts.push((key, text)),
            // What was written here and is gone was removed by somebody else, who says so if it was a person.
            None if *is_removed => deleted.push(key),
            None => {}
        }
    }
    if !texts.is_empty() {
        let transaction = begin().await?;
        let ring = ring(&transaction)?;
        let mut added = Vec::with_capacity(texts.len());
        for (key, text) in texts {
            ROOM.set(ROOM.get() + key.len() + text.length() as usize);
            // What this page knows to be too much goes at once: asking what another tab has added would be a second
            // transaction for each answer, and whoever opens the page next tidies up.
            for place in surplus_places(key) {
                ring.delete(&place.into()).map_err(failed)?;
            }
            added.push((key, ring.put(&entry(key, TEXT, &text)?).map_err(failed)?));
        }
        finish(&transaction)?;
        complete(&transaction).await?;
        for (key, request) in added {
            note_place(key, &request);
        }
    }
    for key in deleted {
        delete(key).await?;
    }
    if ROOM.get() > MAX_UNITS {
        tidied().await?;
    }
    Ok(())
}

/// Lets a transaction go: it need not wait for a further word of this page, which may be at the end of its life.
#[allow(
    deprecated,
    reason = "the bindings still have it from an old draft; browsers have it since 2021"
)]
fn finish(transaction: &IdbTransaction) -> Result<(), StorageError> {
    transaction.commit().map_err(failed)
}

/// The entries of a key that have to make room for one more, which are forgotten by this.
fn surplus_places(key: &str) -> Vec<f64> {
    PLACES.with_borrow_mut(|places| match places.get_mut(key) {
        Some(places) => places.drain(..(places.len() + 1).saturating_sub(VERSIONS)).collect(),
        None => Vec::new(),
    })
}

fn note_place(key: &str, added: &IdbRequest) {
    if let Some(place) = added.result().ok().and_then(|place| place.as_f64()) {
        PLACES.with_borrow_mut(|places| places.entry(key.to_owned()).or_default().push(place));
    }
}

/// Takes out everything that was said of a key, and says that it was deleted.
async fn delete(key: &str) -> Result<(), StorageError> {
    let transaction = begin().await?;
    let ring = ring(&transaction)?;
    let index = ring.index(KEY).map_err(failed)?;
    let query = JsValue::from(key);
    let sequences = list(index.get_all_keys_with_key(&query).map_err(failed)?);
    let known = list(index.get_all_with_key(&query).map_err(failed)?).await?;
    let known: Vec<Saying> =
        known.iter().filter_map(|said| said_by(&said)).map(|(_, saying)| saying).collect();
    let stamps: Array = deleted_stamps(&known).into_iter().map(written).collect();
    for sequence in sequences.await?.iter() {
        ring.delete(&sequence).map_err(failed)?;
    }
    let added = ring.put(&entry(key, DELETED, &stamps)?).map_err(failed)?;
    complete(&transaction).await?;
    PLACES.with_borrow_mut(|places| places.remove(key));
    note_place(key, &added);
    Ok(())
}

/// Reads everything, takes out what is too much, and returns the rest.
async fn tidied() -> Result<Vec<Entry>, StorageError> {
    let transaction = begin().await?;
    let ring = ring(&transaction)?;
    let sequences = list(ring.get_all_keys().map_err(failed)?);
    let said = list(ring.get_all().map_err(failed)?).await?;
    let sequences = sequences.await?;
    let mut entries: Vec<Entry> = sequences
        .iter()
        .zip(said.iter())
        .filter_map(|(sequence, said)| {
            let sequence = sequence.as_f64()? as u64;
            let (key, saying) = said_by(&said)?;
            Some(Entry { sequence, key, saying })
        })
        .collect();
    let gone = surplus(&entries);
    for sequence in &gone {
        ring.delete(&JsValue::from_f64(*sequence as f64)).map_err(failed)?;
    }
    complete(&transaction).await?;
    entries.retain(|entry| gone.binary_search(&entry.sequence).is_err());
    ROOM.set(units(&entries));
    let mut places: BTreeMap<String, Vec<f64>> = BTreeMap::new();
    for entry in &entries {
        places.entry(entry.key.clone()).or_default().push(entry.sequence as f64);
    }
    PLACES.set(places);
    Ok(entries)
}

/// An entry as it is stored.
fn entry(key: &str, name: &str, what: &JsValue) -> Result<JsValue, StorageError> {
    let entry = Object::new();
    let at = JsValue::from_f64(now() as f64);
    for (name, value) in [(KEY, &key.into()), (name, what), (AT, &at)] {
        Reflect::set(&entry, &name.into(), value).map_err(failed)?;
    }
    Ok(entry.into())
}

/// What an entry says; `None` if it is not one of ours.
fn said_by(entry: &JsValue) -> Option<(String, Saying)> {
    let get = |name: &str| Reflect::get(entry, &name.into()).ok();
    let key = get(KEY)?.as_string().filter(|key| key.starts_with(PREFIX))?;
    // Of text that is not well-formed a Rust string is only a likeness.
    let text = get(TEXT)?.dyn_into::<JsString>().ok().filter(JsString::is_valid_utf16);
    if let Some(text) = text {
        return Some((key, Saying::Text(String::from(text))));
    }
    let stamps = get(DELETED)?.dyn_into::<Array>().ok()?;
    let stamps = stamps.iter().filter_map(|stamp| stamp.as_string()?.parse().ok());
    Some((key, Saying::Deleted(stamps.collect())))
}

/// As text, because a number of the browser has only 53 bits.
fn written(stamp: u64) -> JsValue {
    stamp.to_string().into()
}

// ---- the database ----

/// Everything writes: what is only read is put in order, too.
async fn begin() -> Result<IdbTransaction, StorageError> {
    let mode = IdbTransactionMode::Readwrite;
    let database = OPEN.with_borrow(Clone::clone);
    if let Some(database) = database {
        // The browser may have closed it meanwhile.
        if let Ok(transaction) = database.transaction_with_str_and_mode(RING, mode) {
            return Ok(transaction);
        }
        OPEN.take();
    }
    let database = open().await?;
    let transaction = database.transaction_with_str_and_mode(RING, mode).map_err(failed)?;
    OPEN.set(Some(database));
    Ok(transaction)
}

async fn open() -> Result<IdbDatabase, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Denied)?;
    // Some browsers have none in private windows.
    let factory: IdbFactory = window.indexed_db().map_err(failed)?.ok_or(StorageError::Denied)?;
    // Without a number: the layout is made once, and whatever a later version adds to it can be used.
    let request = factory.open(DATABASE).map_err(failed)?;
    let made = {
        let request = request.clone();
        Closure::once(move |_: Event| _ = lay_out(&request))
    };
    request.set_onupgradeneeded(Some(made.as_ref().unchecked_ref()));
    let database = answer(request.into()).await?;
    let database: IdbDatabase = database.dyn_into().map_err(failed)?;
    // Whoever wants to delete it must not have to wait for this page.
    let closing = Closure::<dyn FnMut()>::new(|| {
        if let Some(database) = OPEN.take() {
            database.close();
        }
    });
    database.set_onversionchange(Some(closing.as_ref().unchecked_ref()));
    closing.forget();
    Ok(database)
}

fn lay_out(request: &IdbOpenDbRequest) -> Result<(), JsValue> {
    let database: IdbDatabase = request.result()?.dyn_into()?;
    let parameters = IdbObjectStoreParameters::new();
    parameters.set_auto_increment(true);
    let ring = database.create_object_store_with_optional_parameters(RING, &parameters)?;
    ring.create_index_with_str(KEY, KEY).map(drop)
}

fn ring(transaction: &IdbTransaction) -> Result<IdbObjectStore, StorageError> {
    transaction.object_store(RING).map_err(failed)
}

/// What the database answers. Listened for from the moment of the call, because answers come in the order of the requests
/// and not in that of waiting for them.
fn answer(request: IdbRequest) -> impl Future<Output = Result<JsValue, StorageError>> {
    let answered = JsFuture::from(Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    }));
    async move {
        match answered.await {
            Ok(_) => request.result().map_err(failed),
            Err(_) => Err(failed(request.error().ok().flatten().into())),
        }
    }
}

fn list(request: IdbRequest) -> impl Future<Output = Result<Array, StorageError>> {
    let answered = answer(request);
    async { answered.await?.dyn_into().map_err(failed) }
}

async fn complete(transaction: &IdbTransaction) -> Result<(), StorageError> {
    let completed = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(completed).await {
        Ok(_) => Ok(()),
        Err(_) => Err(failed(transaction.error().into())),
    }
}
