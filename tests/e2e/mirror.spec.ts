// The second copy in the browser's database: what the storage loses comes back from it, and what a person deletes does not.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "@playwright/test";
import { App } from "./app";
import { assessment as document, keyOf, PROFILE, stored, storedViews, view as viewDocument } from "./documents";
import { View } from "./ecosystem";
import { expect, test } from "./fixtures";
import { asked, principles, words } from "./model.mjs";
import { sample } from "./sample.mjs";

const principle = principles[0]!;
const FULL = { ...PROFILE, form: "full" as const };
const [one, two, three] = asked(principle, FULL) as [string, string, string];
const answering = `#/a/test-assessment/${principle.id}`;
const key = keyOf("test-assessment");

/** A full form, so that each principle has practices to spare. */
const assessment = (options: Parameters<typeof document>[0] = {}) => document({ profile: FULL, ...options });

/** What is said when something was brought back. */
const brought = (page: Page) => page.getByRole("status").filter({ hasText: "from the second copy" });

interface Said {
  key: string;
  text?: string;
  deleted?: string[];
}

/** What is in the database, in the order of saving. */
const ring = (page: Page): Promise<Said[]> =>
  page.evaluate(
    () =>
      new Promise((done, failed) => {
        const opened = indexedDB.open("twelvefold");
        opened.onerror = () => failed(opened.error);
        // Nothing has been there: not for us to lay out.
        opened.onupgradeneeded = () => opened.transaction!.abort();
        opened.onsuccess = () => {
          const all = opened.result.transaction("ring").objectStore("ring").getAll();
          all.onsuccess = () => {
            opened.result.close();
            done(all.result);
          };
        };
      }),
  );

/** The last that the database has under a key, once that is what is stored. */
async function mirrored(page: Page, key: string): Promise<void> {
  const isMirrored = async () => {
    const text = await page.evaluate((key) => localStorage.getItem(key), key);
    const last = (await ring(page).catch(() => [])).findLast((said) => said.key === key);
    return last !== undefined && (last.text ?? null) === text;
  };
  await expect.poll(isMirrored, { intervals: [50] }).toBe(true);
}

/** Loses what is stored, as only the browser can: no page of the app is there to see it. */
async function lose(app: App, left: Record<string, string> = {}): Promise<void> {
  await app.store({});
  await app.page.evaluate((left) => {
    localStorage.clear();
    for (const [key, text] of Object.entries(left)) localStorage.setItem(key, text);
  }, left);
}

// ------------------------------------------------------------ kill -9 -----

/** A browser of our own with its data in a folder, to be killed with all of its processes. */
async function start(folder: string, options: { executablePath?: string; args?: string[]; env?: any }) {
  const browser = spawn(
    options.executablePath ?? chromium.executablePath(),
    [...(options.args ?? []), "--headless=new", "--remote-debugging-port=0", `--user-data-dir=${folder}`, "about:blank"],
    { detached: true, env: options.env, stdio: ["ignore", "ignore", "pipe"] },
  );
  const address = await new Promise<string>((found, failed) => {
    let said = "";
    browser.stderr.on("data", (data) => {
      said += data;
      const match = /DevTools listening on (ws:\S+)/.exec(said);
      if (match) found(match[1]!);
    });
    browser.once("exit", () => failed(new Error(said)));
  });
  const connected = await chromium.connectOverCDP(address);
  const context: BrowserContext = connected.contexts()[0]!;
  const kill = async () => {
    const exited = once(browser, "exit");
    process.kill(-browser.pid!, "SIGKILL");
    await exited;
  };
  const page = await context.newPage();
  // As wide as that of the other tests: on a small one some words have no room.
  await page.setViewportSize({ width: 1280, height: 720 });
  return { context, page, kill };
}

// At once the browser's own storage is behind; ten seconds later it has been written too.
for (const seconds of [0, 10]) {
  test(`answers survive the browser being killed ${seconds === 0 ? "at once" : `${seconds} seconds later`}`, async ({ site, guard }, { project }) => {
    const folder = await mkdtemp(join(tmpdir(), "twelvefold-killed-"));
    const browsers = [];
    try {
      const before = await start(folder, project.use.launchOptions ?? {});
      browsers.push(before);
      await guard.watch(before.context);
      const app = new App(before.page, site.url);
      const id = await app.startAssessment(FULL);
      await app.answer(one, 3);
      await mirrored(app.page, keyOf(id));
      await app.answer(two, 5);
      await expect(app.page.getByText(words("answer.saved"), { exact: true })).toBeVisible();
      await app.page.waitForTimeout(seconds * 1000);
      await browsers.pop()!.kill();

      const after = await start(folder, project.use.launchOptions ?? {});
      browsers.push(after);
      await guard.watch(after.context);
      const again = new App(after.page, site.url);
      // What the browser had kept of its storage, before the app sees it.
      await again.page.addInitScript((key) => Object.assign(globalThis, { kept: localStorage.getItem(key) }), keyOf(id));
      await again.open(`#/a/${id}/${principle.id}`);
      const kept = await again.page.evaluate(() => (globalThis as any).kept);
      const isBehind = JSON.parse(kept)?.answers[two]?.value !== 5;
      test.info().annotations.push({ type: "storage", description: isBehind ? "behind" : "up to date" });
      await expect(again.choice(one, 3)).toBeChecked();
      await expect(again.choice(two, 5)).toBeChecked();
      if (isBehind) await expect(brought(again.page)).toBeVisible();
      expect(JSON.parse((await again.stored())[keyOf(id)]!).answers[two].value).toBe(5);
    } finally {
      for (const browser of browsers) await browser.kill();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

// ------------------------------------------------- lost, behind, torn -----

test("what the storage has lost is there again, and it is said", async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: "Port", answers: { [one]: 2, [two]: 4 } })), answering);
  await app.page.locator("select").selectOption("dark");
  await mirrored(page, key);
  await mirrored(page, "twelvefold:settings");
  const before = await app.stored();
  await lose(app);
  // What is not there turns into the assessment while one looks at it.
  await app.open(answering);
  await expect(brought(page)).toContainText("“Port”");
  await expect(brought(page)).toContainText("2 answers");
  await expect(app.choice(one, 2)).toBeChecked();
  await expect(app.choice(two, 4)).toBeChecked();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  expect(await app.stored()).toEqual(before);
  await app.reload();
  expect(await app.chosen(two)).toBe("4");
  await mirrored(page, key);
  await expect(brought(page)).toHaveCount(0);
});

// ----------------------------------------------------- what is deleted -----

const deleteButton = (page: Page) =>
  page.getByRole("button", { name: `${words("welcome.delete")}: Port`, exact: true });

test("what is deleted before the second copy was read stays deleted", async ({ app, page, context, site }) => {
  await app.openWith(stored(assessment({ name: "Port", answers: { [one]: 2 } })));
  await mirrored(page, key);
  // Another page has the database to itself, as a slow disk would.
  const other = new App(await context.newPage(), site.url);
  await other.open("#/data");
  const holder = other.page;
  await holder.evaluate(
    () =>
      new Promise<void>((held) => {
        const opened = indexedDB.open("twelvefold");
        opened.onsuccess = () => {
          const ring = opened.result.transaction("ring", "readwrite").objectStore("ring");
          const hold = () => {
            held();
            if (!("release" in globalThis)) ring.count().onsuccess = hold;
          };
          hold();
        };
      }),
  );
  await page.bringToFront();
  await page.addInitScript(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...all) {
      Object.assign(globalThis, { asked: true });
      return transaction.apply(this, all);
    };
  });
  await app.reload();
  await deleteButton(page).click();
  // The app has asked for what is kept, and does not get it.
  await page.waitForFunction(() => "asked" in globalThis);
  expect(await app.stored()).toEqual({});
  await holder.evaluate(() => Object.assign(globalThis, { release: true }));
  await mirrored(page, key);
  for (const _ of [1, 2]) {
    await expect(deleteButton(page)).toHaveCount(0);
    await expect(brought(page)).toHaveCount(0);
    expect(await app.stored()).toEqual({});
    await app.reload();
    await mirrored(page, key);
  }
});

test("deleting everything leaves nothing in the second copy either, in any tab", async ({ app, page, context, site }) => {
  const all = { ...stored(assessment({ name: "Port" }), assessment({ id: "farm", name: "Farm" })), ...storedViews(viewDocument()) };
  await app.openWith(all, "#/data");
  const looking = new App(await context.newPage(), site.url);
  await looking.open(`#/e/${viewDocument().id}`);
  await new View(looking).has(12);
  const other = new App(await context.newPage(), site.url);
  await other.open(`#/a/farm/${principle.id}`);
  await other.answer(one, 2);
  await mirrored(page, key);
  await mirrored(page, keyOf("farm"));
  await page.getByRole("button", { name: words("data.delete"), exact: true }).click();
  await page.getByRole("button", { name: words("data.delete_confirm"), exact: true }).click();
  await expect(page.getByText(words("app.delete_done"))).toBeVisible();
  await expect.poll(() => ring(page)).toEqual([]);
  await expect(other.heading()).toHaveText(words("not_found.assessment_title"));
  await looking.page.waitForURL(/#\/e$/);
  await other.page.bringToFront();
  for (const tab of [app, other, looking]) {
    await tab.reload();
    await expect(tab.page.locator(".upkeep")).toBeAttached();
    expect(await tab.stored()).toEqual({});
    expect(await ring(tab.page)).toEqual([]);
  }
});

// ------------------------------------- emptied by somebody else, two tabs -----

test("a storage that another page empties is filled again, and nothing open is lost", async ({ app, page, context, site }) => {
  await app.openWith(stored(assessment({ name: "Port", answers: { [one]: 2 } })), answering);
  await app.answer(two, 4);
  await mirrored(page, key);
  const before = await app.stored();
  const other = new App(await context.newPage(), site.url);
  await lose(other);
  await expect(brought(page)).toContainText("“Port”");
  await expect.poll(() => app.stored()).toEqual(before);
  await expect(app.choice(two, 4)).toBeChecked();
  await app.answer(three, 1);
  await app.reload();
  for (const [practice, value] of [[one, "2"], [two, "4"], [three, "1"]] as const) {
    expect(await app.chosen(practice)).toBe(value);
  }
});

test("a storage emptied in this very tab is filled again when one comes back to it", async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: "Port", answers: { [one]: 2 } })));
  await mirrored(page, key);
  const before = await app.stored();
  await page.evaluate(() => {
    localStorage.clear();
    dispatchEvent(new Event("focus"));
  });
  await expect(brought(page)).toContainText("“Port”");
  expect(await app.stored()).toEqual(before);
});

// ------------------------------------------------- a database in trouble -----

const TROUBLES: Record<string, () => void> = {
  absent: () => Object.defineProperty(window, "indexedDB", { value: undefined }),
  refused: () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException("not here", "SecurityError");
    };
  },
  full: () => {
    IDBObjectStore.prototype.put = () => {
      throw new DOMException("no room", "QuotaExceededError");
    };
  },
  silent: () => {
    IDBFactory.prototype.open = () => new EventTarget() as IDBOpenDBRequest;
  },
  failing: () => {
    IDBFactory.prototype.open = () => {
      const request = new EventTarget() as IDBOpenDBRequest;
      Object.defineProperty(request, "error", { value: new DOMException("broken", "UnknownError") });
      setTimeout(() => request.onerror!(new Event("error")));
      return request;
    };
  },
};

test("a database that does not work keeps nobody from answering", async ({ context, site }) => {
  for (const [name, trouble] of Object.entries(TROUBLES)) {
    await test.step(name, async () => {
      const page = await context.newPage();
      const app = new App(page, site.url);
      await page.addInitScript(trouble);
      const id = await app.startAssessment(FULL);
      await expect(page.locator(".upkeep")).toBeAttached();
      await app.answer(one, 4);
      await expect(page.getByText(words("answer.saved"), { exact: true })).toBeVisible();
      await expect(app.trouble()).toHaveText("");
      await app.reload();
      expect(await app.chosen(one)).toBe("4");
      await app.follow("#/data");
      const said = page.locator(".second-copy");
      if (name === "silent") await expect(said).toHaveText(words("mirror.waiting"));
      else await expect(said).toContainText(words("mirror.failed").split("(")[0]!);
      await app.follow(`#/a/${id}/${principle.id}`);
      await app.answer(two, 2);
      await expect(app.trouble()).toHaveText("");
      await page.close();
    });
  }
});

test("a database that had no room gets what it missed with the next change", async ({ app, page }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    (globalThis as any).full = true;
    IDBObjectStore.prototype.put = function (...all) {
      if ((globalThis as any).full) throw new DOMException("no room", "QuotaExceededError");
      return put.apply(this, all);
    };
  });
  await app.openWith(stored(assessment()), "#/data");
  await expect(page.locator(".second-copy")).toContainText("storage full");
  await page.evaluate(() => ((globalThis as any).full = false));
  await app.page.locator("select").selectOption("dark");
  await expect(page.locator(".second-copy")).toContainText("last written");
  await mirrored(page, key);
  await mirrored(page, "twelvefold:settings");
});

// ------------------------------------------------------------- bounds -----

test("ten thousand responses are kept, are there again, and have their second copy within bounds", async ({ app, page }) => {
  const view = await View.begin(app);
  await view.paste(sample("codes", { members: 9_980, orchestrators: 20, form: "mixed" }));
  await view.has(10_000);
  await view.drawn();
  const before = await view.picture();
  const id = view.id();
  const viewKey = `twelvefold:e:${id}`;
  await mirrored(page, viewKey);
  await app.reload();
  await view.has(10_000);
  await expect(app.trouble()).toBeEmpty();
  await view.drawn();
  expect(await view.picture()).toEqual(before);
  // The list of single responses turns pages, and does not build ten thousand rows.
  await page.locator("details.view-responses > summary").click();
  await expect(page.locator(".responses-table tbody tr")).toHaveCount(50);
  await page.locator(".pager").getByRole("button", { name: words("view.page_next"), exact: true }).click();
  await expect(page.locator(".responses-table tbody tr").first()).toContainText("51");

  for (const who of ["orchestrators", "everybody", "nobody", "orchestrators"] as const) {
    await view.named(who);
    await mirrored(page, viewKey);
  }
  const kept = async () => (await ring(page)).filter((said) => said.key === viewKey);
  await expect.poll(async () => (await kept()).length).toBe(3);
  const stored = (await app.stored())[viewKey]!.length;
  const units = (await kept()).reduce((sum, said) => sum + said.text!.length, 0);
  expect(units).toBeLessThan(3.1 * stored);
  await lose(app);
  await app.open("#/e");
  await expect(brought(page)).toBeVisible();
  await app.follow(`#/e/${id}`);
  await view.has(10_000);
});

// -------------------------------------------------- what is promised -----

test("the browser is asked once to keep everything, when there is a result", async ({ app, page }) => {
  await page.addInitScript(() => {
    const asked = () => Number(sessionStorage.getItem("asked"));
    StorageManager.prototype.persist = async () => {
      sessionStorage.setItem("asked", `${asked() + 1}`);
      return true;
    };
    StorageManager.prototype.persisted = async () => asked() > 1;
  });
  const times = () => page.evaluate(() => Number(sessionStorage.getItem("asked")));
  await app.openWith(stored(assessment({ answers: { [one]: 2 } })), "#/a/example/results");
  await expect(page.locator(".upkeep")).toBeAttached();
  await app.follow(answering);
  await app.follow("#/a/test-assessment/results");
  await expect.poll(times).toBe(1);
  await app.follow(answering);
  await app.reload();
  await app.follow("#/a/test-assessment/results");
  await app.follow("#/data");
  await expect(page.locator("[data-persisted=no]")).toContainText(words("mirror.may_clear"));
  expect(await times()).toBe(1);
  await page.getByRole("button", { name: words("mirror.ask"), exact: true }).click();
  await expect(page.locator("[data-persisted=yes]")).toContainText(words("mirror.persisted"));
  await expect(page.getByRole("button", { name: words("mirror.ask"), exact: true })).toHaveCount(0);
  expect(await times()).toBe(2);
});
