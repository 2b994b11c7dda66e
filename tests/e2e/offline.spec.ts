// The site kept on the device: complete, whole or not at all, and enough to start and work without a network.

import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { App } from "./app";
import { expect, Guard, test, type Site } from "./fixtures";
import { Copy, MARK, cached, cacheNames, got, kept, rebuild, registrations } from "./kept";
import { startServer } from "./server.mjs";
import { DIST, worker } from "./site.mjs";

test.use({ serviceWorkers: "allow" });

type Answer = NonNullable<NonNullable<Parameters<typeof startServer>[0]>["respond"]>;

/** Runs against a host of the test's own, which can be stopped. */
async function withHost(
  options: Parameters<typeof startServer>[0],
  guard: Guard,
  run: (host: Site) => Promise<void>,
): Promise<void> {
  const host = await startServer(options);
  guard.allowOrigin(host.url);
  try {
    await run(host);
  } finally {
    await host.stop();
  }
}

/** Answers one path of the site in a way of its own. */
const instead =
  (path: RegExp, status: number, type: string, body: string): Answer =>
  (request, response) => {
    if (!path.test(request.url ?? "")) return false;
    response.writeHead(status, { "content-type": type }).end(body);
    return true;
  };

/** How often a file of the site was asked for so far. */
const timesAsked = (host: Site, name: string): number => host.requests.filter((path) => path.endsWith(`/${name}`)).length;

async function answered(app: App): Promise<string> {
  const id = await app.startAssessment({ form: "short" });
  await app.answerAll(3);
  return id;
}

test("the first visit keeps all of it and says so once", async ({ app, page, site, context }) => {
  await app.open();
  await kept(page);
  const { files, version } = worker(DIST);
  const path = new URL(site.url).pathname;
  expect(await cacheNames(page)).toEqual([`twelvefold:${path}:${version}`, `twelvefold:${path}:own`]);
  const found = await cached(page, `twelvefold:${path}:${version}`);
  expect(Object.keys(found).sort()).toEqual(["", ...Object.keys(files)].map((name) => site.url + name).sort());
  expect(found[site.url]).toContain("text/html");
  expect(found[`${site.url}${worker(DIST).glue}`]).toBe("application/wasm");

  await page.locator('[data-keeping="ready"] button').click();
  await expect(page.locator("[data-keeping]")).toHaveCount(0);
  await expect(app.heading()).toBeFocused();
  const again = await context.newPage();
  await new App(again, site.url).open("#/data");
  await expect(again.locator("[data-kept]")).toHaveText(/is on this device/);
  await expect(again.locator("[data-keeping]")).toHaveCount(0);
});

test("every screen starts and works without a network", async ({ app, page, site, context }) => {
  await app.open();
  await kept(page);
  await context.setOffline(true);
  // In the page that is open, parts that were never asked for before.
  await app.follow("#/e");
  await page.locator("[data-action=new-view]").click();
  await page.waitForURL(/#\/e\/.+/);
  const view = new URL(page.url()).hash;
  const id = await answered(app);
  for (const [hash, seen] of [
    [`#/a/${id}/results`, "figure[data-chart=radar] svg"],
    [`#/a/${id}/report`, ".report"],
    [view, ".ecosystem"],
    ["#/method", "main h1"],
    ["#/data", "[data-kept]"],
    ["#/new", "button[type=submit]"],
  ] as const) {
    const fresh = await context.newPage();
    await new App(fresh, site.url).open(hash, "?lang=en");
    await expect(fresh.locator(seen).first()).toBeVisible();
    await fresh.close();
  }
  const file = await context.newPage();
  await file.goto(`${site.url}index.html#/method`);
  await new App(file, site.url).ready();
});

test("a browser that starts anew needs no host", async ({ guard, launchOptions }) => {
  const profile = mkdtempSync(join(tmpdir(), "twelvefold-profile-"));
  const start = async () => {
    const context = await chromium.launchPersistentContext(profile, { ...launchOptions, locale: "en-GB" });
    await guard.watch(context);
    const page = await context.newPage();
    return { context, page };
  };
  const host = await startServer();
  guard.allowOrigin(host.url);
  try {
    const first = await start();
    const app = new App(first.page, host.url);
    await app.open();
    await kept(first.page);
    const id = await answered(app);
    await first.context.close();
    await host.stop();

    const second = await start();
    const later = new App(second.page, host.url);
    await later.open(`#/a/${id}/results`);
    await expect(later.chart("radar").locator("svg")).toBeVisible();
    await later.open("#/");
    await second.page.reload();
    await later.ready();
    await second.context.close();
  } finally {
    await host.stop().catch(() => {});
    rmSync(profile, { recursive: true, force: true });
  }
});

test("a host that dies between page and app is said, and leaves nothing behind", async ({ page, guard }) => {
  let isDead = true;
  const respond: Answer = (request, response) => {
    if (!isDead || !/_bg\.wasm/.test(request.url ?? "")) return false;
    response.destroy();
    return true;
  };
  guard.expect(/Failed to fetch|ERR_EMPTY_RESPONSE|ERR_CONNECTION/);
  await withHost({ respond }, guard, async (host) => {
    await page.goto(host.url);
    await expect(page.locator("#load-failed")).toBeVisible();
    expect(await cacheNames(page)).toEqual([]);
    isDead = false;
    await page.locator("#load-failed [data-action=reload]").click();
    await new App(page, host.url).ready();
    await kept(page);
  });
});

test.describe("nothing is kept of a site", () => {
  const files = Object.keys(worker(DIST).files);
  const lazy = new RegExp(files.find((name) => name.includes("split_ecosystem")) ?? "split");
  const page200 = "<!doctype html><title>everything</title>";
  for (const [what, respond] of [
    ["with an error in the place of a file", instead(lazy, 503, "text/plain", "busy")],
    ["with a page in the place of a file", instead(lazy, 200, "text/html", page200)],
    ["with a file of another build", instead(lazy, 200, "application/wasm", "\0asm")],
    ["with a file of a wrong type", instead(/icons\/any-192/, 200, "text/plain", "no picture")],
    // The page comes well until the worker asks for it, which it does after its own file was asked for.
    ["with another page", instead(/\/(index\.html)?$/, 200, "text/html", page200)],
  ] as const) {
    test(what, async ({ page, guard }) => {
      guard.expect(/not kept offline|503/);
      let isMended = false;
      let isOfWorker = false;
      const answer: Answer = (request, response) => {
        isOfWorker ||= /\/sw\.js$/.test(request.url ?? "");
        return isOfWorker && !isMended && respond(request, response);
      };
      await withHost({ respond: answer }, guard, async (host) => {
        const app = new App(page, host.url);
        await page.goto(host.url);
        // Chromium keeps a worker that could not be installed only until it has failed.
        await expect.poll(() => timesAsked(host, "sw.js")).toBe(1);
        await expect.poll(() => registrations(page)).toBe(0);
        expect(await cacheNames(page)).toEqual([]);
        await expect(page.locator("[data-keeping]")).toHaveCount(0);
        await app.ready();
        // The app itself is as it was, and the next start tries again.
        isMended = true;
        await app.reload();
        await kept(page);
      });
    });
  }
});

test("what belongs to the owner is kept as it comes, and what is none is not", async ({ page, guard }) => {
  guard.expect(/404|500|Failed to load resource/);
  const logo = '<svg xmlns="http://www.w3.org/2000/svg"/>';
  let config: string | null = null;
  let gone = false;
  let isLoggedOut = false;
  const respond: Answer = (request, response) => {
    const { pathname } = new URL(request.url ?? "", "http://localhost");
    const send = (status: number, type: string, body: string) => {
      response.writeHead(status, { "content-type": type }).end(body);
      return true;
    };
    if (pathname.endsWith("/login")) return send(200, "text/html", "Who are you?");
    if (pathname.endsWith("/config.json") && isLoggedOut) {
      response.writeHead(302, { location: "login" }).end();
      return true;
    }
    if (pathname.endsWith("/config.json")) {
      return config === null ? send(404, "text/html", "none") : send(200, "application/json", config);
    }
    if (pathname.endsWith("/logo.svg")) return gone ? send(410, "text/plain", "") : send(200, "image/svg+xml", logo);
    if (pathname.endsWith("/page.svg")) return send(200, "text/html", "<p>everything</p>");
    if (pathname.endsWith("/broken.json")) return send(500, "application/json", "{}");
    return false;
  };
  await withHost({ respond }, guard, async (host) => {
    const app = new App(page, host.url);
    const own = `twelvefold:${new URL(host.url).pathname}:own`;
    /** What the page gets, once the host was asked behind it as well. */
    const readConfig = async () => {
      const before = timesAsked(host, "config.json");
      const text = await got(page, "config.json");
      await expect.poll(() => timesAsked(host, "config.json")).toBe(before + 1);
      return text;
    };
    await app.open();
    await kept(page);
    // That there is none is known, and costs no error and no waiting.
    expect(Object.keys(await cached(page, own))).toEqual([`${host.url}config.json`]);
    expect(await readConfig()).toBe("{}");

    expect(await got(page, "logo.svg")).toBe(logo);
    expect(await got(page, "page.svg")).toBe("<p>everything</p>");
    expect(await got(page, "broken.json")).toBe(500);
    expect(await got(page, "notes.txt")).toBe(404);
    await expect.poll(async () => Object.keys(await cached(page, own)).sort()).toEqual(
      [`${host.url}config.json`, `${host.url}logo.svg`].sort(),
    );

    // The old one now, the new one the next time.
    config = '{"unknown":1}';
    expect(await readConfig()).toBe("{}");
    await expect.poll(readConfig).toBe(config);
    // A login in the way says nothing about it.
    isLoggedOut = true;
    for (const _ of [1, 2, 3]) expect(await readConfig()).toBe(config);
    gone = true;
    expect(await got(page, "logo.svg")).toBe(logo);
    await expect.poll(() => got(page, "logo.svg")).toBe(410);
  });
});

test("other requests go to the host as they are", async ({ page, guard }) => {
  guard.expect(/404|405|Failed to load resource/);
  await withHost({}, guard, async (host) => {
    await new App(page, host.url).open();
    await kept(page);
    const asked = async (path: string, init: RequestInit) => {
      const before = host.requests.length;
      await got(page, path, init);
      return host.requests.slice(before).length;
    };
    expect(await asked("boot.js", {})).toBe(0);
    expect(await asked("boot.js", { headers: { range: "bytes=0-1" } })).toBe(1);
    expect(await asked("boot.js", { method: "POST", body: "x" })).toBe(1);
    expect(await asked("../elsewhere.json", {})).toBe(1);
    // Nor is the page shown under an address that is not its own.
    const response = await page.goto(`${host.url}no/such/page`);
    expect(response?.status()).toBe(404);
  });
});

test("no worker is registered in a frame", async ({ page, site }) => {
  const around = `${site.url}around`;
  const body = `<!doctype html><link rel="icon" href="data:,"><iframe src="${site.url}" width="600" height="800"></iframe>`;
  await page.route(around, (route) => route.fulfill({ contentType: "text/html", body }));
  await page.goto(around);
  const frame = page.frameLocator("iframe");
  // The upkeep has begun: where it is built, a worker would have been registered.
  await expect(frame.locator(".upkeep")).toBeAttached();
  expect(await registrations(page)).toBe(0);
});

// ------------------------------------------------------------ updates -----

/** A host whose site is replaced by another build. */
async function withUpdate(guard: Guard, run: (host: Site, update: () => void) => Promise<void>): Promise<void> {
  const copy = new Copy();
  try {
    await withHost({ root: copy.folder }, guard, (host) => run(host, () => rebuild(copy.folder)));
  } finally {
    copy.remove();
  }
}

/** Opens the site in another tab. */
async function anotherTab(page: Page, host: Site, hash = "#/"): Promise<App> {
  const app = new App(await page.context().newPage(), host.url);
  await app.open(hash);
  return app;
}

test("a new version comes when the person wants it; another tab is told and goes on", async ({ page, guard }) => {
  await withUpdate(guard, async (host, update) => {
    const app = new App(page, host.url);
    await app.open();
    await kept(page);
    await page.locator('[data-keeping="ready"] button').click();
    const [first] = await cacheNames(page);
    const other = await anotherTab(page, host);
    await other.page.evaluate(() => ((globalThis as any).stayed = true));

    update();
    await app.reload();
    await expect(page.locator('[data-keeping="new"]')).toBeVisible();
    await expect(app.heading()).not.toHaveText(MARK);
    // Both have heard of it. Only this one wants it.
    await expect(other.page.locator('[data-keeping="new"]')).toBeVisible();
    const navigated = page.waitForEvent("load");
    await page.locator('[data-keeping="new"] button').first().click();
    await navigated;
    await app.ready();
    await expect(app.heading()).toHaveText(MARK);
    await expect(page.locator("[data-keeping]")).toHaveCount(0);

    await expect(other.page.locator('[data-keeping="elsewhere"]')).toBeVisible();
    expect(await other.page.evaluate(() => (globalThis as any).stayed)).toBe(true);
    // A part of its own version that it has never asked for, and that the host no longer has.
    await other.follow("#/e");
    await expect(other.page.locator("[data-action=new-view]")).toBeVisible();
    expect(await cacheNames(page)).toContain(first);

    // When the old page is gone, so are the files that were kept for it.
    await other.page.close();
    await app.reload();
    await expect.poll(async () => (await cacheNames(page)).includes(first ?? "")).toBe(false);
    await page.context().setOffline(true);
    await app.reload();
    await expect(app.heading()).toHaveText(MARK);
  });
});

test("later means later, and the other tab can reload from its message", async ({ page, guard }) => {
  await withUpdate(guard, async (host, update) => {
    const app = new App(page, host.url);
    await app.open();
    await kept(page);
    const other = await anotherTab(page, host);
    update();
    await app.reload();
    await page.locator('[data-keeping="new"] button').nth(1).click();
    await expect(page.locator("[data-keeping]")).toHaveCount(0);
    await expect(app.heading()).not.toHaveText(MARK);
    await app.reload();
    await expect(page.locator('[data-keeping="new"]')).toBeVisible();
    await expect(app.heading()).not.toHaveText(MARK);

    await other.page.locator('[data-keeping="new"] button').first().click();
    await expect(other.heading()).toHaveText(MARK);
    await page.locator('[data-keeping="elsewhere"] button').first().click();
    await expect(app.heading()).toHaveText(MARK);
  });
});

test("nothing is loaded anew while answers are not saved", async ({ page, guard }) => {
  await withUpdate(guard, async (host, update) => {
    const app = new App(page, host.url);
    await app.open();
    await kept(page);
    update();
    await app.startAssessment({ form: "short" });
    await app.reload();
    await expect(page.locator('[data-keeping="new"]')).toBeVisible();
    await page.evaluate(() => {
      const { setItem } = Storage.prototype;
      (globalThis as any).mend = () => (Storage.prototype.setItem = setItem);
      Storage.prototype.setItem = () => {
        throw new DOMException("full", "QuotaExceededError");
      };
    });
    const [practice] = await app.answerAll(4);
    await page.locator('[data-keeping="new"] button').first().click();
    await expect(page.locator(".messages")).toContainText("Not updated");
    expect(await page.evaluate(() => "mend" in globalThis)).toBe(true);
    await page.evaluate(() => (globalThis as any).mend());
    const navigated = page.waitForEvent("load");
    await page.locator('[data-keeping="new"] button').first().click();
    await navigated;
    await app.ready();
    expect(await app.chosen(practice ?? "")).toBe("4");
    expect(await got(page, "content/en.json")).toContain(MARK);
  });
});

test("a page that comes back into sight after an hour looks for a new version", async ({ page, guard }) => {
  await page.clock.install();
  await withUpdate(guard, async (host, update) => {
    const app = new App(page, host.url);
    await app.open();
    await page.clock.runFor(2_000);
    await kept(page);
    update();
    const asked = () => timesAsked(host, "sw.js");
    const show = () => page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    const before = asked();
    await page.clock.fastForward("59:00");
    await show();
    await page.clock.fastForward("02:00");
    expect(asked()).toBe(before);
    await show();
    await expect.poll(asked).toBe(before + 1);
    await expect(page.locator('[data-keeping="new"]')).toBeVisible();
  });
});

test("deployments beside and within each other leave each other alone", async ({ page, guard }) => {
  const copy = new Copy("one");
  const inside = copy.add("one/two");
  try {
    await withHost({ root: copy.folder, base: "/" }, guard, async (host) => {
      const one = new App(page, `${host.url}one/`);
      const two = new App(await page.context().newPage(), `${host.url}one/two/`);
      await one.open();
      await kept(page);
      await two.open();
      await kept(two.page);
      const names = await cacheNames(page);
      const of = (path: string) => names.filter((name) => name.startsWith(`twelvefold:${path}:`));
      expect(of("/one/")).toHaveLength(2);
      expect(of("/one/two/")).toHaveLength(2);

      rebuild(inside);
      await two.reload();
      await two.page.locator('[data-keeping="new"] button').first().click();
      await expect(two.heading()).toHaveText(MARK);
      await two.reload();
      // The old version of the one is gone, nothing of the other.
      await expect
        .poll(async () => (await cacheNames(page)).filter((name) => !names.includes(name)).length)
        .toBe(1);
      await expect.poll(() => cacheNames(page)).not.toContain(of("/one/two/")[0]);
      expect(await cacheNames(page)).toEqual(expect.arrayContaining(of("/one/")));
      await expect(page.locator('[data-keeping="elsewhere"]')).toHaveCount(0);
      await page.context().setOffline(true);
      await one.reload();
      await expect(one.heading()).not.toHaveText(MARK);
      await two.reload();
      await expect(two.heading()).toHaveText(MARK);
    });
  } finally {
    copy.remove();
  }
});

test("the file that ends it removes everything but what was saved", async ({ page, guard }) => {
  const off = fileURLToPath(new URL("../../examples/sw-off.js", import.meta.url));
  const copy = new Copy();
  try {
    await withHost({ root: copy.folder }, guard, async (host) => {
      const app = new App(page, host.url);
      await app.open();
      await kept(page);
      const id = await answered(app);
      const saved = await app.stored();
      await page.evaluate(() => caches.open("somebody-else"));
      copyFileSync(off, join(copy.folder, "sw.js"));
      await app.reload();
      await expect.poll(() => registrations(page)).toBe(0);
      await expect.poll(() => cacheNames(page)).toEqual(["somebody-else"]);
      expect(await app.stored()).toEqual(saved);
      const before = host.requests.length;
      await app.open(`#/a/${id}/results`);
      await app.reload();
      expect(host.requests.slice(before)).toContainEqual(expect.stringMatching(/_bg\.wasm$/));
      await expect(page.locator('[data-keeping="ready"]')).toHaveCount(0);
    });
  } finally {
    copy.remove();
  }
});
