// Storage that refuses, that is full, that lies, or that holds what cannot be read: nothing is lost, and it is said.

import type { Page } from "@playwright/test";
import { App } from "./app";
import { assessment, keyOf, PROFILE, stored } from "./documents";
import { View } from "./ecosystem";
import { expect, test } from "./fixtures";
import { asked, principles, words } from "./model.mjs";
import { sample } from "./sample.mjs";

const principle = principles[0]!;
const [one, two] = asked(principle, PROFILE) as [string, string];
const answering = `#/a/test-assessment/${principle.id}`;

const retry = (page: Page) => page.getByRole("button", { name: words("trouble.retry"), exact: true });
const backup = (page: Page) => page.getByRole("button", { name: words("trouble.backup"), exact: true });

type Kind = "touch" | "write" | "full" | "forgetful";

/** Makes the storage of a page fail, until `globalThis.broken` is false. */
async function breakStorage(page: Page, kind: Kind): Promise<void> {
  await page.addInitScript((kind) => {
    const state = globalThis as unknown as { broken: boolean };
    state.broken = true;
    if (kind === "touch") {
      const storage = window.localStorage;
      Object.defineProperty(window, "localStorage", {
        get() {
          if (state.broken) throw new DOMException("denied", "SecurityError");
          return storage;
        },
      });
      return;
    }
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (!state.broken) return setItem.call(this, key, text);
      if (kind === "full") throw new DOMException("no room", "QuotaExceededError");
      if (kind === "write") throw new TypeError("out of order");
    };
  }, kind);
}

const WORDS: Record<Kind, string> = {
  touch: words("trouble.denied"),
  write: "TypeError: out of order",
  full: words("trouble.full"),
  forgetful: words("trouble.not_kept"),
};

// What becomes of what could not be saved, and when it is tried again: workspace_rules.rs of the native tests.
test("works from memory when storage fails", { tag: "@quick" }, async ({ app, page, context, site }) => {
  await breakStorage(page, "touch");
  await app.startAssessment();
  const id = app.assessmentId();
  await app.answer(one, 4);
  await app.answer(two, "na");
  await expect(app.trouble()).toContainText(WORDS.touch);
  await expect(page.getByText(words("answer.not_saved"), { exact: true })).toBeVisible();

  // It goes on as if nothing were wrong.
  await app.follow(`#/a/${id}/results`);
  await expect(app.result(principle.id)).toBeVisible();
  await app.follow(`#/a/${id}/${principle.id}`);
  await expect(app.choice(one, 4)).toBeChecked();
  await expect(app.choice(two, "na")).toBeChecked();

  const file = JSON.parse(await app.download(backup(page)));
  expect(file).toMatchObject({ app: "twelvefold", kind: "backup" });
  expect(file.assessments).toHaveLength(1);
  expect(file.assessments[0]).toMatchObject({ id, answers: { [one]: { value: 4 }, [two]: { value: "na" } } });

  // Trying again while it still fails changes nothing.
  await retry(page).click();
  await expect(app.trouble()).toContainText(WORDS.touch);

  await page.evaluate(() => Object.assign(globalThis, { broken: false }));
  await retry(page).click();
  await expect(retry(page)).toHaveCount(0);
  await expect(page.getByText(words("answer.saved"), { exact: true })).toBeVisible();
  const sound = new App(await context.newPage(), site.url);
  await sound.open(`#/a/${id}/${principle.id}`);
  expect(await sound.chosen(one)).toBe("4");
  expect(await sound.chosen(two)).toBe("na");
});

test("each way in which storage fails is said in its own words", async ({ app, context, site }) => {
  for (const kind of ["write", "full", "forgetful"] as const) {
    const tab = new App(await context.newPage(), site.url);
    await breakStorage(tab.page, kind);
    await tab.startAssessment();
    await tab.answer(one, 4);
    await expect(tab.trouble(), kind).toContainText(WORDS[kind]);
    await tab.page.close();
  }
  // And what another tab with a newer version of the app has written is not written over.
  await app.openWith(stored(assessment({ answers: { [one]: 3 } })), answering);
  const newer = stored(assessment({ answers: { [one]: 5 }, schema: 999, more: { future: true } }));
  await app.page.evaluate((texts) => {
    for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
  }, newer);
  await app.answer(two, 2);
  await expect(app.trouble()).toContainText(words("trouble.newer"));
  expect(await app.stored()).toEqual(newer);
});

/** Fills what is left of the storage, to the last character. */
const fill = (page: Page) =>
  page.evaluate(() => {
    let text = "";
    for (let size = 4_194_304; size >= 1; size >>= 1) {
      try {
        localStorage.setItem("filler", text + "x".repeat(size));
        text += "x".repeat(size);
      } catch {
        // Half of it, then.
      }
    }
  });

test("a storage that is really full", async ({ app, page }) => {
  await app.openWith(stored(assessment({ answers: { [one]: 3 } })), answering);
  await fill(page);
  const before = await app.stored();
  await app.answer(two, 5);
  await expect(app.trouble()).toContainText(words("trouble.full"));
  expect(await app.stored(), "the last state that could be kept").toEqual(before);
  const view = await View.begin(app);
  await view.paste(sample("codes", { orchestrators: 1, members: 12 }));
  await view.has(13);
  await expect(app.trouble()).toContainText(words("trouble.full"));
  expect(await app.stored(), "the last state that could be kept").toEqual(before);
  await page.evaluate(() => localStorage.removeItem("filler"));
  await retry(page).click();
  await expect(retry(page)).toHaveCount(0);
  await app.reload();
  await view.has(13);
  await app.follow(answering);
  expect(await app.chosen(one)).toBe("3");
  expect(await app.chosen(two)).toBe("5");
});

// ------------------------------------------------- what cannot be read -----

const good = assessment({ id: "good", name: "Good" });

/** Texts that cannot be read, by the id under which they are stored. */
const UNREADABLE: Record<string, string> = {
  torn: '{"app":"twelvefold","kind":"assessment","schema":1,"id":"torn',
  empty: "",
  "no-object": "[1,2,3]",
  "other-app": '{"app":"other","kind":"assessment","schema":1}',
  "wrong-types": JSON.stringify({ ...assessment({ id: "wrong-types" }), header: "none", created: "yesterday", answers: 5 }),
  "a-king": JSON.stringify(assessment({ id: "a-king", profile: { role: "king" } })),
  deep: "[".repeat(100_000),
  "another-id": JSON.stringify(assessment({ id: "somebody-else" })),
};

/** A text of a version to come that this one does not understand. It stays where it is. */
const OF_FUTURE = { [keyOf("of-future")]: '{"app":"twelvefold","schema":999,"all":"different"}' };

test("texts that cannot be read are kept as they are, can be taken out, and the good one beside them is used", async ({ app, page }) => {
  const texts = Object.fromEntries(Object.entries(UNREADABLE).map(([id, text]) => [keyOf(id), text]));
  await app.openWith({ ...stored(good), ...texts, ...OF_FUTURE });
  const keptAs: Record<string, string> = {
    ...Object.fromEntries(Object.entries(UNREADABLE).map(([id, text]) => [`twelvefold:aside:a:${id}:1`, text])),
    ...OF_FUTURE,
  };
  const aside = async () => Object.fromEntries(Object.entries(await app.stored()).filter(([key]) => key !== keyOf("good")));
  expect(await aside()).toEqual(keptAs);
  await expect(page.getByRole("heading", { name: "Good", exact: true })).toBeVisible();
  for (const [key, text] of Object.entries(keptAs)) {
    await expect(page.getByText(key).first()).toBeVisible();
    const name = `${words("welcome.download")}: ${key}`;
    expect(await app.download(page.getByRole("button", { name, exact: true })), key).toBe(text);
  }

  await app.follow(`#/a/good/${principle.id}`);
  await app.answer(one, 3);
  await app.reload();
  await app.answer(two, 4);
  await app.follow("#/");
  for (const key of Object.keys(keptAs)) await expect(page.getByText(key).first()).toBeVisible();
  await app.reload();
  expect(await aside()).toEqual(keptAs);

  // One goes only when the person says so, and comes back.
  const [key] = Object.keys(keptAs) as [string];
  const remove = page.getByRole("button", { name: `${words("welcome.remove")}: ${key}`, exact: true });
  await remove.click();
  await expect(page.locator("main").getByText(key)).toHaveCount(0);
  expect(await aside()).not.toHaveProperty([key]);
  await page.getByRole("button", { name: words("welcome.undo"), exact: true }).click();
  await expect(remove).toBeVisible();
  expect(await aside()).toEqual(keptAs);
});

test("what is no text at all stays where it is", async ({ app, page }) => {
  const key = keyOf("bad1");
  // Half a character is in no file and in no message between test and page, so it is made there.
  const put = () => page.evaluate((key) => localStorage.setItem(key, "half \ud800 and \udfff\u0000"), key);
  const kept = () => page.evaluate((key) => localStorage.getItem(key) === "half \ud800 and \udfff\u0000", key);
  await app.store(stored(good));
  await put();
  await app.open();
  await expect(page.getByText(key).first()).toBeVisible();
  await app.follow(`#/a/good/${principle.id}`);
  await app.answer(one, 3);
  await app.reload();
  expect(await kept()).toBe(true);
  expect(Object.keys(await app.stored()).sort()).toEqual([key, keyOf("good")]);
});

test("five megabytes of rubbish, which leave no room for a copy", async ({ app, page }) => {
  const key = keyOf("bad1");
  await app.store(stored(good));
  await page.evaluate((key) => localStorage.setItem(key, "rubbish ".repeat(625_000)), key);
  await app.open();
  const kept = () => page.evaluate((key) => localStorage.getItem(key) === "rubbish ".repeat(625_000), key);
  expect(await kept()).toBe(true);
  await expect(page.getByText(key).first()).toBeVisible();
  const name = `${words("welcome.download")}: ${key}`;
  const file = await app.download(page.getByRole("button", { name, exact: true }));
  expect(file === "rubbish ".repeat(625_000)).toBe(true);
  await app.follow(`#/a/good/${principle.id}`);
  await app.answer(one, 3);
  await app.reload();
  expect(await app.chosen(one)).toBe("3");
  expect(await kept()).toBe(true);
});

test("a damaged answer with no room for a copy: looked at, not changed", async ({ app, page }) => {
  const document = assessment({ answers: { [one]: 3, [two]: 4 } });
  (document.answers[two] as { value: unknown }).value = 17;
  const entries = { [keyOf(document.id)]: JSON.stringify(document) };
  await app.store(entries);
  await fill(page);
  await app.open(answering);
  await expect(page.getByText(words("welcome.read_only_damaged"))).toBeVisible();
  await expect(app.choice(one, 5)).toBeDisabled();
  expect(await app.stored()).toEqual(entries);
});

// ------------------------------------------------------ of a newer version --

test("an assessment of a newer version can be looked at and not changed", async ({ app, page }) => {
  const newer = assessment({ name: "Port", answers: { [one]: 4 }, schema: 999, more: { future: { of: ["us"] } } });
  const before = stored(newer);
  await app.openWith(before, answering);
  await expect(page.getByText(words("welcome.read_only_newer"))).toBeVisible();
  await expect(app.choice(one, 4)).toBeChecked();
  for (const radio of await app.practice(one).getByRole("radio").all()) await expect(radio).toBeDisabled();
  await app.choice(one, 2).evaluate((radio: HTMLInputElement) => radio.click());
  await app.practice(one).press("2");
  await expect(app.choice(one, 4)).toBeChecked();
  expect(await app.stored()).toEqual(before);

  await app.follow("#/");
  await expect(page.getByText(words("welcome.read_only_newer"))).toBeVisible();
  await expect(page.getByRole("button", { name: `${words("welcome.rename")}: Port` })).toHaveCount(0);
  await app.follow("#/a/test-assessment/results");
  await expect(page.getByText(words("welcome.read_only_newer"))).toBeVisible();
  await app.follow("#/a/test-assessment/profile");
  const submit = page.locator("button[type=submit]");
  if (await submit.isVisible()) await submit.click();
  await app.reload();
  expect(await app.stored()).toEqual(before);
});
