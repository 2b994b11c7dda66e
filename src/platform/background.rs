//! What goes on beside the screens, as `public/upkeep.js` tells it and does it: the service worker, installing, and what the
//! device opens.
//!
//! Calls nothing by a binding of its own: the glue of all parts of the app is in the first download, and few people need it.

use std::cell::RefCell;

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::{
    file::PickedFile,
    page::{is_framed, listen},
};
use workspace::updates::Event;

/// What happens beside the screens.
pub enum Beside {
    /// Something with the service worker.
    Worker(Event),
    /// The page has come into sight.
    Visible,
    /// Whether the app is or can be installed.
    Install(Installing),
    /// The app has just been installed.
    Installed,
    /// The device opens something with the app.
    Launch(Launch),
}

/// Whether the app is or can be installed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Installing {
    /// The browser does not offer it, or not yet; some never do and leave it to their menu.
    ByHand,
    /// The browser offers it.
    Offered,
    /// It is, and runs without the browser around it.
    Done,
}

/// What the device wants of the installed app. Only some browsers do that.
pub struct Launch {
    /// Files that it opens with the app.
    pub files: Vec<PickedFile>,
    /// The hash of the address that it wants to see, such as that of a shortcut, when the app was open already; otherwise
    /// empty.
    pub hash: String,
}

/// What can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To look for a new version.
    Look,
    /// To have the version that waits take over, or to load the page if none does.
    Update,
    /// To load the page anew.
    Reload,
    /// To tell the worker which files this page has loaded without it.
    TellFiles,
    /// To tell the worker that this page was loaded from it.
    TellVersion,
    /// To have the browser ask the person whether to install the app.
    Install,
}

thread_local! {
    /// `upkeep.js`, once it is loaded.
    static SCRIPT: RefCell<JsValue> = const { RefCell::new(JsValue::UNDEFINED) };
}

fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &name.into()).ok().filter(|found| !found.is_undefined())
}

fn call(of: &JsValue, name: &str) -> Option<JsValue> {
    get(of, name)?.dyn_into::<Function>().ok()?.call0(of).ok()
}

/// Whether the app can be kept here so that it works without a network: not while developing, where every build would be
/// shown once too late, not in a frame, whose page decides what is kept of it, and not without a service worker.
pub fn can_be_kept() -> bool {
    let Some(window) = web_sys::window().filter(|_| !cfg!(debug_assertions) && !is_framed()) else {
        return false;
    };
    // By its name, because a sandboxed page throws.
    get(&window.navigator(), "serviceWorker").is_some()
}

/// Begins, and calls back with what happens.
pub fn begin_beside(mut tell: impl FnMut(Beside) + 'static) {
    listen("twelvefold:beside", move |event| {
        if let Some(beside) = get(&event, "detail").and_then(|detail| read(&detail)) {
            tell(beside);
        }
    });
    spawn_local(async {
        let window: JsValue = web_sys::window().into();
        let coming = get(&window, "twelvefold").and_then(|boot| call(&boot, "loadUpkeep"));
        let Some(coming) = coming else { return };
        // Without it the app goes on as one that is not kept and not installed.
        let Ok(script) = JsFuture::from(Promise::from(coming)).await else {
            return;
        };
        call(&script, "watch");
        if can_be_kept() {
            call(&script, "keep");
        }
        SCRIPT.set(script);
    });
}

/// Asks for something. What comes of it is told, if anything.
pub fn beside(wish: Wish) {
    let name = match wish {
        Wish::Look => "look",
        Wish::Update => "update",
        Wish::Reload => "reload",
        Wish::TellFiles => "tellFiles",
        Wish::TellVersion => "tellVersion",
        Wish::Install => "install",
    };
    SCRIPT.with_borrow(|script| call(script, name));
}

fn read(detail: &JsValue) -> Option<Beside> {
    let words = get(detail, "words")?.as_string()?;
    let has = |word: &str| words.split(' ').any(|other| other == word);
    Some(match words.split(' ').next()? {
        "registered" => Beside::Worker(Event::Registered {
            active: has("active"),
            controlled: has("controlled"),
            waiting: has("waiting"),
        }),
        "installed" => Beside::Worker(Event::Installed),
        "changed" => Beside::Worker(Event::Changed),
        "visible" => Beside::Visible,
        "install" if has("now") => Beside::Installed,
        "install" if has("done") => Beside::Install(Installing::Done),
        "install" if has("offered") => Beside::Install(Installing::Offered),
        "install" => Beside::Install(Installing::ByHand),
        "launch" => {
            let files: Array = get(detail, "files")?.unchecked_into();
            let files = files.iter().map(|file| PickedFile::new(file.unchecked_into(), false));
            let hash = get(detail, "hash")?.as_string()?;
            Beside::Launch(Launch { files: files.collect(), hash })
        }
        _ => return None,
    })
}
