// The browser's side of what goes on in the background: the service worker, installing the app, and what the device opens
// with it. In JavaScript, because bindings for it would be part of the first download, whichever part of the app uses them.
//
// It decides nothing. What happens it tells as an event of the window, and it does what it is asked to; see
// src/platform/background.rs for both.

const WORKER = new URL("sw.js", document.baseURI).href;

const workers = navigator.serviceWorker;
let registration;

const tell = (words, more = {}) =>
  dispatchEvent(new CustomEvent("twelvefold:background", { detail: { words, ...more } }));

// The worker of this folder, if this page has its files from it. As long as there is none, a page can have that of a
// deployment further up.
const controller = () => (workers.controller?.scriptURL === WORKER ? workers.controller : null);

// Tells when the worker that is being installed has everything.
function follow() {
  const worker = registration.installing;
  worker?.addEventListener("statechange", () => {
    if (worker.state === "installed") tell("installed");
  });
}

// Registers the service worker. The browser looks for a new version then.
export async function keep() {
  const controlled = controller();
  workers.addEventListener("controllerchange", () => {
    if (controller()) tell("changed");
  });
  try {
    registration = await workers.register(WORKER, { scope: "./", updateViaCache: "none" });
  } catch {
    return; // A host without the file, or no network: the app goes on without it.
  }
  if (!registration) return;
  const { active, waiting } = registration;
  tell(["registered", active && "active", controlled && "controlled", waiting && "waiting"].filter(Boolean).join(" "));
  follow();
  registration.addEventListener("updatefound", follow);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") tell("visible");
  });
}

// Looks for a new version. Without a network there is none to be found.
export function look() {
  registration.update().catch(() => {});
}

// Has the version that waits take over. Another tab can have been faster: then what is left is to load the page.
export function update() {
  if (registration.waiting) registration.waiting.postMessage("update");
  else location.reload();
}

export function reload() {
  location.reload();
}

// Tells the worker that this page was loaded from it.
export function tellVersion() {
  controller()?.postMessage("tidy");
}

// Tells the worker what this page has loaded before it was there. It keeps what belongs to whoever runs the site.
export function tellFiles() {
  controller()?.postMessage({ keep: performance.getEntriesByType("resource").map((entry) => entry.name) });
}

// ------------------------------------------------------ installing -----

const offer = (next) => {
  globalThis.twelvefold.install = next;
};

function tellInstalling() {
  // Safari on phones says it in its own way.
  const isDone = matchMedia("(display-mode: standalone)").matches || navigator.standalone;
  const isOffered = globalThis.twelvefold.install;
  tell(isDone ? "install done" : isOffered ? "install offered" : "install by-hand");
}

// Has the browser ask the person. An offer is good for once, also if the person says no; the browser may make another.
export async function install() {
  const asking = globalThis.twelvefold.install?.prompt();
  offer(null);
  await asking;
  tellInstalling();
}

// Begins to tell what browser and device want.
export function watch() {
  tellInstalling();
  // `boot.js` has kept it.
  addEventListener("beforeinstallprompt", tellInstalling);
  addEventListener("appinstalled", () => {
    offer(null);
    tell("install now");
  });

  // The first launch is the one that has opened the page, whose address is known.
  let isFirst = true;
  globalThis.launchQueue?.setConsumer(async ({ targetURL, files = [] }) => {
    const hash = isFirst ? "" : new URL(targetURL ?? "", document.baseURI).hash;
    isFirst = false;
    const found = await Promise.allSettled(files.map((handle) => handle.getFile()));
    // One that is gone since has no name to say so of.
    tell("launch", { hash, files: found.flatMap(({ value }) => value ?? []) });
  });
}
