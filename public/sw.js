// Keeps the whole site on the device, so that it works without a network. What it does and how to get rid of it is
// described in docs/offline.md. It reloads nothing and asks for nothing: the pages do, when a person wants it.

// The build puts in: every file of the site with the beginning of its SHA-256, and a hash over all of them.
const FILES = {/* files */};
const VERSION = "/* version */";
// What only this build's page names.
const GLUE = "/* glue */";

const SCOPE = registration.scope;
const PATH = new URL(SCOPE).pathname;
// Several deployments can share an origin and with it all caches. The path is part of the name, and the sign behind it
// keeps `/a/` and `/a/b/` apart.
const PREFIX = `twelvefold:${PATH}:`;
const NAME = PREFIX + VERSION;
// What belongs to whoever runs the site: configuration, models, pictures.
const OWN = `${PREFIX}own`;
const MAX_OWN = 40;
// A page that was open before an update can still ask for the parts of its own version.
const MAX_OLDER = 2;

const isMedia = /\.(json|webmanifest|svg|png|jpe?g|gif|webp|avif)$/;
const isHashed = /-[0-9a-f]{16}[-_.]/;
const isConfig = (url) => url === `${SCOPE}config.json`;
const isPage = (path) => path === "" || path === "index.html";
const pathOf = (url) => url.slice(SCOPE.length).split(/[?#]/)[0];

function check(is, url, why) {
  if (!is) throw new Error(`not kept offline: ${url}: ${why}`);
}

// Some hosts answer every address with a page.
function isOfItsKind(url, response) {
  const extension = new URL(url).pathname.split(".").pop();
  const type = response.headers.get("content-type") ?? "";
  const word = { js: "javascript", webmanifest: "json", jpg: "jpeg" }[extension] ?? extension;
  return response.ok && response.type === "basic" && type.includes(word);
}

async function digest(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await response.arrayBuffer()));
  return Array.from(bytes.subarray(0, 4), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A file as the build made it, or an error: never a mixture of two builds, nor the page of a login.
async function fetchFile(path) {
  const url = SCOPE + path;
  const response = await fetch(new Request(url, { cache: "reload" }));
  check(isOfItsKind(url, response), url, `status ${response.status}, ${response.headers.get("content-type")}`);
  check((await digest(response.clone())) === FILES[path], url, "is not of this build");
  return [url, response];
}

// The page. Hosts may add to it, so only what it starts is compared. Some do not know the address of the folder, others
// send from the file's address to that of the folder.
async function fetchPage() {
  for (const url of [SCOPE, `${SCOPE}index.html`]) {
    const response = await fetch(new Request(url, { cache: "reload" }));
    const text = await response.text();
    if (response.ok && response.type === "basic" && text.includes(GLUE)) {
      // Anew, because a browser refuses to show an answer that was redirected.
      return [SCOPE, new Response(text, { headers: response.headers })];
    }
  }
  check(false, SCOPE, "is not of this build");
}

// All files or none. A version that was here before becomes the newest one again: caches are listed in the order in which
// they came.
async function install() {
  const files = await Promise.all([fetchPage(), ...Object.keys(FILES).map(fetchFile)]);
  await caches.delete(NAME);
  const cache = await caches.open(NAME);
  await Promise.all(files.map(([url, response]) => cache.put(url, response)));
  await refresh(`${SCOPE}config.json`).catch(() => {});
}

async function versions() {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith(PREFIX) && name !== OWN);
}

// Not a newer one, which may wait for its turn.
async function older() {
  const names = await versions();
  return names.slice(0, Math.max(0, names.indexOf(NAME)));
}

const remove = (names) => Promise.all(names.map((name) => caches.delete(name)));

async function match(name, url) {
  const cache = await caches.open(name);
  return cache.match(url, { ignoreVary: true });
}

async function kept(request, url) {
  let found = await match(NAME, url);
  if (!found && isHashed.test(url)) {
    for (const name of await versions()) found ??= await match(name, url);
  }
  return found ?? fetch(request);
}

// Fetches something of the site's owner and keeps it if it is what it seems. That there is no configuration is kept too.
async function refresh(url) {
  const cache = await caches.open(OWN);
  const response = await fetch(url, { cache: "no-cache" });
  const isGone = response.status === 404 || response.status === 410;
  if (isOfItsKind(url, response)) await cache.put(url, response.clone()).catch(() => {});
  else if (isConfig(url) && (isGone || (response.ok && !response.redirected))) {
    await cache.put(url, new Response("{}", { headers: { "content-type": "application/json" } }));
  } else if (isGone) await cache.delete(url);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, -MAX_OWN).map((key) => cache.delete(key)));
  return response;
}

// What is kept at once, and what is new the next time.
async function own(event, url) {
  // Before a deployment within this one has a worker of its own, its page has this one.
  const client = await clients.get(event.clientId);
  if (!client || !isPage(pathOf(client.url))) return fetch(event.request);
  const found = await match(OWN, url);
  const fresh = refresh(url);
  if (!found) return fresh;
  event.waitUntil(fresh.catch(() => {}));
  return found;
}

// Older versions go once a single page is open, which is one of this version, for only such a page asks for it.
async function tidy() {
  if ((await clients.matchAll()).length === 1) await remove(await older());
}

addEventListener("install", (event) => event.waitUntil(install()));

addEventListener("activate", (event) => {
  const begin = async () => {
    await remove((await older()).slice(0, -MAX_OLDER));
    await clients.claim();
  };
  event.waitUntil(begin());
});

addEventListener("message", (event) => {
  const { data } = event;
  if (data === "update") skipWaiting();
  if (data === "tidy") event.waitUntil(tidy());
  if (data?.keep) {
    const urls = data.keep.filter((url) => url.startsWith(SCOPE) && isMedia.test(pathOf(url)) && !(pathOf(url) in FILES));
    event.waitUntil(Promise.allSettled(urls.map(refresh)));
  }
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const { url } = request;
  if (request.method !== "GET" || !url.startsWith(SCOPE) || request.headers.has("range")) return;
  const path = pathOf(url);
  if (request.mode === "navigate") {
    if (isPage(path)) event.respondWith(kept(request, SCOPE));
  } else if (!url.includes("?") && (path in FILES || isHashed.test(path))) {
    event.respondWith(kept(request, url));
  } else if (isMedia.test(path)) {
    event.respondWith(own(event, url));
  }
});
