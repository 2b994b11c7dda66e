// How an ecosystem view is kept: loaded anew, in two tabs, deleted, without room, and what cannot be opened.

import { App } from "./app";
import { storedViews, view as document, viewKeyOf } from "./documents";
import { View } from "./ecosystem";
import { expect, test } from "./fixtures";
import { pattern, words } from "./model.mjs";
import { sample } from "./sample.mjs";

/** Twelve members and an orchestrator. */
const SIZE = { orchestrators: 1, members: 12 };

test("everything is there after loading the page anew", async ({ app, page }) => {
  const view = await View.begin(app);
  await view.paste(sample("csv", SIZE));
  await page.locator('[data-tags="Type"]').click();
  await view.named("orchestrators");
  await page.locator("details.rename-view > summary").click();
  await page.locator("#view-name").fill("  Port <b>logistics</b> ");
  await page.locator("#view-name").press("Tab");
  await expect(app.heading()).toHaveText("Port <b>logistics</b>");
  await view.drawn();
  const before = await view.result();
  await app.reload();
  await view.has(13);
  await view.drawn();
  const { created: _, ...after } = await view.result();
  expect(after).toEqual(expect.objectContaining({ ...after, view: before.view, groups: before.groups, practices: before.practices }));
  await app.follow("#/e");
  const card = page.locator(`[data-view="${before.view.id ?? ""}"], [data-view]`).first();
  await expect(card).toContainText("Port <b>logistics</b>");
  await expect(card).toContainText("13");
  await card.getByRole("link").click();
  await app.entered();
  await view.has(13);
});

test("what a view shows is kept, however soon the page is left", async ({ app, page }) => {
  const view = await View.begin(app);
  // As the first number is on the screen, and before anything else can be done.
  await page.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('[data-respondents="13"]')) location.reload();
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
  const loaded = page.waitForEvent("load");
  await view.startPaste(sample("codes", SIZE));
  await loaded;
  await app.ready();
  await view.has(13);
});

// What becomes of what two tabs change and delete, and of what cannot be stored: workspace_rules.rs of the native tests.
test("two tabs that put in different responses at the same time both have all, until one deletes it", async ({ app, page, context, site }) => {
  const view = await View.begin(app);
  await view.paste(sample("codes", SIZE));
  await view.has(13);
  const other = new View(new App(await context.newPage(), site.url));
  await other.app.open(`#/e/${view.id()}`);
  await other.has(13);
  await Promise.all([view.paste(sample("codes", { ...SIZE, seed: 7 })), other.paste(sample("codes", { ...SIZE, seed: 9 }))]);
  await view.has(39);
  await other.has(39);
  await other.named("orchestrators");
  await expect(view.page.locator('input[name=named][value="orchestrators"]')).toBeChecked();
  await view.drawn();
  await other.drawn();
  expect(await view.picture()).toEqual(await other.picture());

  await other.app.follow("#/e");
  await other.page.locator("[data-view] .minor button").click();
  await expect(other.page.locator("[data-view]")).toHaveCount(0);
  await page.waitForURL(/#\/e$/);
  await expect(page.getByRole("status").filter({ hasText: words("views.gone") })).toBeVisible();
  await other.page.locator('[data-action="bring-back"]').click();
  await expect(other.page.locator("[data-view]")).toHaveCount(1);
  await app.reload();
  await page.locator("[data-view]").getByRole("link").click();
  await view.has(39);
});

test("a view is deleted and brought back as it was", async ({ app, page }) => {
  const before = storedViews(document());
  await app.openWith(before, "#/e");
  await page.getByRole("button", { name: `${words("welcome.delete")}: Port logistics`, exact: true }).click();
  await expect(app.heading()).toBeFocused();
  expect(await app.stored()).toEqual({});
  await expect(page.getByText(words("views.empty"), { exact: true })).toBeVisible();
  await page.locator('[data-action="bring-back"]').click();
  await expect(page.locator("[data-view]")).toContainText("Port logistics");
  expect(await app.stored()).toEqual(before);
  // One that was begun and not used leaves an entry that can be told from others.
  await View.begin(app);
  await app.follow("#/e");
  await expect(page.locator("[data-view]").filter({ hasText: words("view.untitled") })).toHaveCount(1);
});

test("a view works from memory when storage is full, and is kept when there is room again", async ({ app, page, context, site }) => {
  await page.addInitScript(() => {
    const state = globalThis as unknown as { full: boolean };
    state.full = true;
    const setItem = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (state.full) throw new DOMException("no room", "QuotaExceededError");
      return setItem.call(this, key, text);
    };
  });
  const view = await View.begin(app);
  const id = view.id();
  await view.paste(sample("codes", SIZE));
  await view.has(13);
  await expect(app.trouble()).toContainText(words("trouble.full"));
  await view.named("orchestrators");
  const before = await view.picture();
  // Going elsewhere in the app and back loses nothing, and it is in a backup.
  const file = JSON.parse(await app.download(page.getByRole("button", { name: words("trouble.backup"), exact: true })));
  expect(file.views).toEqual([expect.objectContaining({ id, count: 13 })]);
  await app.follow("#/method");
  await app.follow(`#/e/${id}`);
  await view.has(13);
  await view.drawn();
  expect(await view.picture()).toEqual(before);

  await page.evaluate(() => Object.assign(globalThis, { full: false }));
  await page.getByRole("button", { name: words("trouble.retry"), exact: true }).click();
  await expect.poll(async () => Object.keys(await app.stored())).toContain(viewKeyOf(id));
  const sound = new View(new App(await context.newPage(), site.url));
  await sound.app.open(`#/e/${id}`);
  await sound.has(13);
});

test("views that cannot be opened say why, and are left as they are", async ({ app, page }) => {
  const damaged = JSON.stringify(document({ id: "damaged", checksum: 1 }));
  const torn = JSON.stringify(document({ id: "torn" })).slice(0, 400);
  const newer = document({ id: "of-future", schema: 999, mood: "good" });
  const other = document({ id: "of-others", model: { id: "another-model", version: "1.0.0" } });
  const before = { [viewKeyOf("damaged")]: damaged, [viewKeyOf("torn")]: torn, ...storedViews(newer, other, document()) };
  await app.openWith(before, "#/e/damaged");
  await expect(app.heading()).toHaveText(words("views.shut_title"));
  await expect(page.locator("[data-view-missing]")).toContainText(words("views.damaged"));
  await app.follow("#/e");
  await expect(page.locator('[data-view="of-future"]')).toContainText(words("views.newer"));
  await expect(page.locator('[data-view="of-others"]')).toContainText(pattern("views.other_model"));
  for (const id of ["of-future", "of-others"]) {
    await expect(page.locator(`[data-view="${id}"]`).getByRole("link")).toHaveCount(0);
    await app.follow(`#/e/${id}`);
    await expect(page.locator(`[data-view-missing="${id}"]`)).toBeVisible();
    await app.follow("#/e");
  }
  await app.follow("#/e/nowhere");
  await expect(app.heading()).toHaveText(words("views.missing_title"));
  await expect(page.locator("[data-view-missing]")).toContainText(words("views.missing"));

  const after = await app.stored();
  expect(after[viewKeyOf("of-future")]).toBe(JSON.stringify(newer));
  expect(after[viewKeyOf("of-others")]).toBe(JSON.stringify(other));
  const texts = Object.values(after);
  expect(texts).toContain(damaged);
  expect(texts).toContain(torn);
  // And the good one beside them opens.
  await app.follow(`#/e/${document().id}`);
  await new View(app).has(12);
});

test("a view of an older version counts as before, and says when a newer one comes in", async ({ app, page }) => {
  await app.store(storedViews(document()));
  await app.open(`#/e/${document()["id"] as string}`);
  const view = new View(app);
  await view.has(12);
  await view.drawn();
  const note = page.locator("[data-version-note]");
  await expect(note).toHaveCount(0);
  await view.paste(sample("codes", SIZE));
  await view.has(25);
  await view.drawn();
  await expect(note).toHaveCount(1);
  await expect(note).toContainText("0.1.0");
  await view.action("undo-last").click();
  await view.has(12);
  await view.drawn();
  await expect(note).toHaveCount(0);
});
