// Starts the app. Plain JavaScript with no help from the app itself, because it also has to work when the app cannot be
// loaded or has stopped: it starts the downloads, chooses language and theme, and shows the two static notices.

const PREFIX = "twelvefold:";
const RIGHT_TO_LEFT = ["ar", "dv", "fa", "he", "ku", "ps", "sd", "ug", "ur", "yi"];

const page = document.documentElement;
const framed = window.top !== window;
const query = new URLSearchParams(location.search);
const script = document.querySelector("script[data-wasm]");
const resolve = (path) => new URL(path, document.baseURI);

// Even to look at the storage can throw, for example in a sandboxed frame.
function storage() {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

function settings() {
  try {
    const stored = JSON.parse(storage().getItem(`${PREFIX}settings`));
    return stored !== null && typeof stored === "object" ? stored : {};
  } catch {
    return {};
  }
}

// The first wish that can be met: by the language itself, else by its family (`de-AT` by `de`).
function chooseLanguage(offered, wishes) {
  for (const wish of wishes) {
    if (typeof wish !== "string" || wish === "") continue;
    const tag = wish.toLowerCase();
    const family = tag.split("-")[0];
    const found =
      offered.find((language) => language.toLowerCase() === tag) ??
      offered.find((language) => language.toLowerCase() === family) ??
      offered.find((language) => language.toLowerCase().split("-")[0] === family);
    if (found) return found;
  }
  return offered.includes("en") ? "en" : offered[0];
}

async function load(path, options) {
  const response = await fetch(resolve(path), options);
  if (!response.ok) throw new Error(`${path}: status ${response.status}`);
  return response;
}

// For names without a hash: some hosts let browsers keep everything for a while, and this belongs to the app of today.
const ASK_AGAIN = { cache: "no-cache" };

// A content file, as text. The app asks for the second one itself, when its words are needed.
async function loadContent(file, options) {
  const path = `content/${file}`;
  const response = await load(path, options);
  const type = response.headers.get("content-type") ?? "";
  // Some hosts answer every address with a page.
  if (!/\bjson\b/i.test(type)) throw new Error(`${path}: is ${type || "of no type"}, not JSON`);
  return response.text();
}

// What whoever runs the site has set, as text; empty without such a file, and the app starts all the same.
async function loadConfig() {
  try {
    const response = await load("config.json", ASK_AGAIN);
    const type = response.headers.get("content-type") ?? "";
    // Some hosts answer every address with a page.
    if (!/\bjson\b/i.test(type)) {
      console.warn(`config.json is ${type || "of no type"}, not JSON, and is left out`);
      return "";
    }
    const text = await response.text();
    // Another questionnaire is coming: the first screen in the page is not what will be shown.
    if (text.includes('"model"')) page.dataset.deep = "";
    return text;
  } catch {
    return "";
  }
}

// The same, but no longer waited for than this once everything else is there: a server that does not answer must not keep
// people out.
async function configInTime() {
  let waiting;
  const late = new Promise((give) => {
    waiting = setTimeout(() => {
      console.warn("config.json did not come in time and is left out");
      give("");
    }, 1_500);
  });
  const text = await Promise.race([coming, late]);
  clearTimeout(waiting);
  return text;
}

// A style sheet besides that of the page. Once it is there it stays.
function loadStyle(name) {
  return new Promise((there, failed) => {
    const sheet = document.createElement("link");
    sheet.rel = "stylesheet";
    sheet.href = resolve(name);
    sheet.onload = there;
    sheet.onerror = () => {
      sheet.remove();
      failed(new Error(`${sheet.href}: not loaded`));
    };
    document.head.append(sheet);
  });
}

// The sheet of the screens that are loaded when they are asked for.
const loadLaterStyle = () => loadStyle(page.dataset.laterStyle);

// ------------------------------------------------------------ notices -----

let stopped = false;

function show(id, message) {
  if (stopped) return;
  stopped = true;
  const notice = document.getElementById(id);
  document.getElementById("app").hidden = true;
  notice.querySelector("[data-message]").textContent = message;
  notice.hidden = false;
  // A frame takes the focus only from itself.
  if (!framed || document.hasFocus()) notice.querySelector("h2").focus({ preventScroll: framed });
}

// Says that the app has stopped, and offers what works without it.
function crash(message) {
  show("crash", String(message));
}

// Says that the app cannot start, and why: content that did not come or is damaged.
function fail(message) {
  show("load-failed", String(message));
}

function rescue() {
  const entries = {};
  try {
    const stored = storage();
    for (let i = 0; i < stored.length; i += 1) {
      const key = stored.key(i);
      if (key.startsWith(PREFIX)) entries[key] = stored.getItem(key);
    }
  } catch {
    // Nothing can be read, and the file says so by being empty.
  }
  const json = JSON.stringify({ app: "twelvefold", kind: "rescue", entries });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([json], { type: "application/json" }));
  link.download = "twelvefold-rescue.json";
  link.click();
  // Later: some browsers read the data only after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

document.addEventListener("click", (event) => {
  const action = event.target.closest?.("#crash [data-action], #load-failed [data-action]")?.dataset.action;
  if (action === "reload") location.reload();
  if (action === "rescue") rescue();
});

// A trap ends the app without its panic hook, for example when the stack overflows.
const isTrap = (error) => error instanceof WebAssembly.RuntimeError;
addEventListener("error", (event) => {
  if (isTrap(event.error)) crash(event.message);
});
addEventListener("unhandledrejection", (event) => {
  if (isTrap(event.reason)) crash(event.reason);
});

// -------------------------------------------------------------- start -----

const stored = settings();
const theme = query.get("theme") ?? stored.theme;
if (theme === "light" || theme === "dark") page.dataset.theme = theme;

// A link into the app: the first screen in the page is not what will be shown.
if (location.hash.length > 2 || query.has("model") || query.has("start")) page.dataset.deep = "";

// In another page, the frame becomes as high as what is in it, if that page listens.
let frameStyle;
if (framed) {
  page.dataset.embedded = query.has("embed") && query.has("host") ? "grows" : "scrolls";
  if (query.get("ground") === "transparent") page.dataset.ground = "transparent";
  // Without it the app is only less becoming.
  frameStyle = loadStyle(page.dataset.frameStyle).catch(() => {});
}

// The biggest download first.
const wasm = load(script.dataset.wasm);
const glue = import(resolve(script.dataset.js));

const coming = loadConfig();

const languages = (page.dataset.languages ?? "en").split(" ");
const language = chooseLanguage(languages, [
  query.get("lang"),
  stored.language,
  ...(navigator.languages ?? []),
]);
page.lang = language;
page.dir = RIGHT_TO_LEFT.includes(language.split("-")[0]) ? "rtl" : "ltr";

const content = loadContent(`${language}.json`, ASK_AGAIN);
// The app handles the failure once it runs; until then it is not unhandled.
content.catch(() => {});

const loadBackground = () => import(resolve("background.js"));

globalThis.twelvefold = { language, languages, content, config: configInTime, loadContent, loadLaterStyle, loadBackground, crash, fail };

// The offer to install the app can come before the app is there to show it.
addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault();
  globalThis.twelvefold.install = event;
});

try {
  const [{ default: start }, response] = await Promise.all([glue, wasm]);
  if (document.readyState === "loading") {
    await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready, { once: true }));
  }
  await frameStyle;
  await start({ module_or_path: response });
} catch (error) {
  console.error(error);
  if (isTrap(error)) crash(error);
  else fail(error);
}
