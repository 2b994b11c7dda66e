// Ends the use without a network: removes what an earlier sw.js of the same folder has kept, and then itself.
//
// Put this file into the folder of the site in the place of sw.js. Each browser fetches it the next time the site is opened
// with a network, and from then on has everything from the network again. Open pages go on; nothing that a person has saved
// is touched. See docs/offline.md.

const PREFIX = `twelvefold:${new URL(registration.scope).pathname}:`;

addEventListener("install", () => skipWaiting());

addEventListener("activate", (event) => {
  const end = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(PREFIX)).map((name) => caches.delete(name)));
    await registration.unregister();
  };
  event.waitUntil(end());
});
