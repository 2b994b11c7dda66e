//! The service worker: registering it, hearing from it, and telling it what a page wants.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache, VisibilityState,
};

use super::{
    hand_over::address,
    page::{is_framed, now},
};
use crate::keeping::{Event, is_time_to_look};

thread_local! {
    static REGISTRATION: RefCell<Option<ServiceWorkerRegistration>> = const { RefCell::new(None) };
}

/// The browser's side of it; `None` where it has none. Asked for by its name, because a sandboxed page throws.
fn container() -> Option<ServiceWorkerContainer> {
    let navigator = web_sys::window()?.navigator();
    Reflect::get(&navigator, &"serviceWorker".into()).ok()?.dyn_into().ok()
}

/// Whether the app can be kept here so that it works without a network: not while developing, where every build would be
/// shown once too late, not in a frame, whose page decides what is kept of it, and not without a service worker.
pub fn can_be_kept() -> bool {
    !cfg!(debug_assertions) && !is_framed() && container().is_some()
}

/// Registers the service worker of the folder that the page is in, and calls back with what happens to it. The browser looks
/// for a new version then, and again when the page comes back into sight after a long time.
pub fn keep(tell: impl Fn(Event) + 'static) {
    let Some(container) = container().filter(|_| can_be_kept()) else { return };
    let tell = Rc::new(tell);
    let controlled = controller().is_some();
    {
        let tell = Rc::clone(&tell);
        // Also when the one of a deployment further up does.
        listen(&container, "controllerchange", move || {
            if controller().is_some() {
                tell(Event::Changed);
            }
        });
    }
    spawn_local(async move {
        let options = RegistrationOptions::new();
        options.set_scope("./");
        options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
        // A host without the file, or no network: the app goes on without it.
        let Ok(found) = JsFuture::from(container.register_with_options("sw.js", &options)).await
        else {
            return;
        };
        let Ok(registration) = found.dyn_into::<ServiceWorkerRegistration>() else { return };
        tell(Event::Registered {
            active: registration.active().is_some(),
            controlled,
            waiting: registration.waiting().is_some(),
        });
        follow(&registration, &tell);
        {
            let (found, tell) = (registration.clone(), Rc::clone(&tell));
            listen(&registration, "updatefound", move || follow(&found, &tell));
        }
        look_again(&registration);
        REGISTRATION.set(Some(registration));
    });
}

fn listen(target: &web_sys::EventTarget, event: &str, act: impl FnMut() + 'static) {
    let act = Closure::<dyn FnMut()>::new(act);
    _ = target.add_event_listener_with_callback(event, act.as_ref().unchecked_ref());
    // Listens as long as the page lives.
    act.forget();
}

/// Reports when the worker that is being installed has everything.
fn follow(registration: &ServiceWorkerRegistration, tell: &Rc<impl Fn(Event) + 'static>) {
    let Some(worker) = registration.installing() else { return };
    let (same, tell) = (worker.clone(), Rc::clone(tell));
    listen(&worker, "statechange", move || {
        if same.state() == ServiceWorkerState::Installed {
            tell(Event::Installed);
        }
    });
}

fn look_again(registration: &ServiceWorkerRegistration) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let (registration, page) = (registration.clone(), document.clone());
    let last = Cell::new(now());
    listen(&document, "visibilitychange", move || {
        let now = now();
        if page.visibility_state() == VisibilityState::Visible && is_time_to_look(last.get(), now) {
            last.set(now);
            let looking = registration.update();
            spawn_local(async move {
                // Without a network there is nothing to be found.
                if let Ok(looking) = looking {
                    _ = JsFuture::from(looking).await;
                }
            });
        }
    });
}

/// The worker of this folder, if it is the one that this page has its files from. As long as there is none, a page can have
/// the worker of a deployment further up.
fn controller() -> Option<ServiceWorker> {
    let controller = container()?.controller()?;
    let address = address();
    let folder = address.rsplit_once('/').map_or("", |(folder, _)| folder);
    (controller.script_url() == format!("{folder}/sw.js")).then_some(controller)
}

fn post(worker: Option<ServiceWorker>, message: &JsValue) {
    if let Some(worker) = worker {
        _ = worker.post_message(message);
    }
}

/// Asks the worker that waits to take over. Returns whether there is one.
pub fn update_worker() -> bool {
    REGISTRATION.with_borrow(|registration| {
        let waiting = registration.as_ref().and_then(ServiceWorkerRegistration::waiting);
        let is_there = waiting.is_some();
        post(waiting, &"update".into());
        is_there
    })
}

/// Tells the worker that this page was loaded from it.
pub fn tell_version() {
    post(controller(), &"tidy".into());
}

/// Tells the worker which files this page has loaded. It keeps those that belong to whoever runs the site, which came before
/// it was there.
pub fn tell_files() {
    let entries = web_sys::window()
        .and_then(|window| window.performance())
        .map(|performance| performance.get_entries_by_type("resource"))
        .unwrap_or_default();
    let names: Array =
        entries.iter().filter_map(|entry| Reflect::get(&entry, &"name".into()).ok()).collect();
    let message = Object::new();
    // Fails only for objects that are sealed.
    _ = Reflect::set(&message, &"keep".into(), &names);
    post(controller(), &message);
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = web_sys::window() {
        _ = window.location().reload();
    }
}
