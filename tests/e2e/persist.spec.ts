// What was answered is still there: after a reload, in another tab, after the browser was closed.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page } from "@playwright/test";
import { App } from "./app";
import { assessment, keyOf, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, pattern, principles, words } from "./model.mjs";

const [one, two] = asked(principles[0]!, PROFILE) as [string, string];

/** The button of an assessment; every row has the same words on its buttons, and the name after them. */
function action(page: Page, key: string, name: string) {
  return page.getByRole("button", { name: `${words(key)}: ${name}`, exact: true });
}

function card(page: Page, name: string) {
  return page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });
}

test("answers survive closing the browser", async ({ site, guard }, { project }) => {
  const folder = await mkdtemp(join(tmpdir(), "twelvefold-"));
  const start = async () => {
    const browser = await chromium.launchPersistentContext(folder, project.use.launchOptions);
    await guard.watch(browser);
    return { browser, app: new App(await browser.newPage(), site.url) };
  };
  try {
    const before = await start();
    await before.app.startAssessment();
    await before.app.answer(one, 4);
    const id = before.app.assessmentId();
    await before.browser.close();

    const after = await start();
    await after.app.open(`#/a/${id}/${principles[0]!.id}`);
    expect(await after.app.chosen(one)).toBe("4");
    await after.browser.close();
  } finally {
    await rm(folder, { recursive: true });
  }
});

// What becomes of what two tabs write, begin and delete: workspace_rules.rs of the native tests.
test("two tabs lose nothing to each other, and both show both", async ({ app, context, site }) => {
  await app.openWith(stored(assessment()), `#/a/test-assessment/${principles[0]!.id}`);
  const other = new App(await context.newPage(), site.url);
  await other.open(`#/a/test-assessment/${principles[0]!.id}`);
  await Promise.all([app.answer(one, 2), other.answer(two, 4)]);
  for (const tab of [app, other]) {
    await expect(tab.choice(one, 2)).toBeChecked();
    await expect(tab.choice(two, 4)).toBeChecked();
  }
  // Both change the same answer, one after the other: the later one counts, in both.
  await app.answer(one, 5);
  await expect(other.choice(one, 5)).toBeChecked();
  await other.answer(one, 1);
  await expect(app.choice(one, 1)).toBeChecked();

  const note = async (tab: App, practice: string) => {
    const more = tab.practice(practice).locator("xpath=..").locator("details.more");
    if (!(await more.evaluate((details: HTMLDetailsElement) => details.open))) await more.locator("summary").click();
    return more.locator("textarea");
  };
  await (await note(app, one)).fill("from the first tab");
  await (await note(other, two)).fill("from the second tab");
  for (const tab of [app, other]) {
    await expect(await note(tab, one)).toHaveValue("from the first tab");
    await expect(await note(tab, two)).toHaveValue("from the second tab");
  }
  await (await note(other, one)).fill("changed by the second");
  await expect(await note(app, one)).toHaveValue("changed by the second");
  await app.reload();
  expect(await app.chosen(one)).toBe("1");
  expect(await app.chosen(two)).toBe("4");

  // In the list, too: what goes there goes here, and can be brought back from here.
  for (const tab of [app, other]) await tab.follow("#/");
  const name = assessment().header.name;
  await action(other.page, "welcome.delete", name).click();
  await expect(card(app.page, name)).toHaveCount(0);
  await expect(app.page.getByText(`“${name}” was deleted in another tab.`)).toBeVisible();
  await app.page.getByRole("button", { name: words("welcome.undo"), exact: true }).click();
  for (const tab of [app, other]) await expect(card(tab.page, name)).toBeVisible();
});

test("an assessment can be renamed, and its copy goes its own way", async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: "Port", answers: { [one]: 2 } })));
  await action(page, "welcome.rename", "Port").click();
  const field = page.getByRole("textbox", { name: words("welcome.name") });
  await expect(field).toBeFocused();
  await field.fill("Harbour of tomorrow");
  await page.getByRole("button", { name: words("welcome.save_name") }).click();
  await expect(card(page, "Harbour of tomorrow")).toBeVisible();
  await app.reload();
  await expect(card(page, "Harbour of tomorrow")).toBeVisible();
  await expect(card(page, "Port")).toHaveCount(0);

  await action(page, "welcome.duplicate", "Harbour of tomorrow").click();
  await expect(page.getByRole("heading", { name: pattern("welcome.copy_name", { name: "Harbour of tomorrow" }) })).toBeVisible();
  const ids = Object.keys(await app.stored()).map((key) => key.replace(keyOf(""), ""));
  expect(ids).toHaveLength(2);
  const id = ids.find((id) => id !== "test-assessment")!;
  await app.follow(`#/a/${id}/${principles[0]!.id}`);
  await expect(app.choice(one, 2)).toBeChecked();
  await app.answer(one, 5);
  await app.reload();
  expect(await app.chosen(one)).toBe("5");
  await app.follow(`#/a/test-assessment/${principles[0]!.id}`);
  await expect(app.choice(one, 2)).toBeChecked();
});

test("two deleted assessments can both be brought back", async ({ app, page }) => {
  const before = stored(assessment({ name: "Port", answers: { [one]: 2 } }), assessment({ id: "farm", name: "Farm" }));
  await app.openWith(before);
  for (const name of ["Port", "Farm"]) {
    await action(page, "welcome.delete", name).click();
    await expect(card(page, name)).toHaveCount(0);
  }
  expect(await app.stored()).toEqual({});
  await page.getByRole("button", { name: words("welcome.undo"), exact: true }).click();
  for (const name of ["Port", "Farm"]) await expect(card(page, name)).toBeVisible();
  expect(Object.keys(await app.stored()).sort()).toEqual(Object.keys(before).sort());
  await app.reload();
  await app.follow(`#/a/test-assessment/${principles[0]!.id}`);
  await expect(app.choice(one, 2)).toBeChecked();
});

test("an assessment of another model is neither asked nor scored with this one", async ({ app, page }) => {
  const document = assessment({ name: "Port", answers: { [one]: 2 } });
  document.model.id = "another-model";
  const before = stored(document);
  await app.openWith(before, `#/a/test-assessment/${principles[0]!.id}`);
  await expect(page.locator("main h1")).toHaveText(words("welcome.other_model_title"));
  await app.follow("#/a/test-assessment/results");
  await expect(page.locator("main h1")).toHaveText(words("welcome.other_model_title"));
  await expect(page.locator("fieldset[data-practice], [data-overall-score]")).toHaveCount(0);
  expect(await app.stored()).toEqual(before);
});

test("deleting everything removes what is ours and nothing else", async ({ app, page }) => {
  await app.openWith(
    {
      ...stored(assessment()),
      "twelvefold:a:torn": '{"half": ',
      "twelvefold:of-another-version": "x",
      another: "not ours",
      "another:twelvefold:a:x": "not ours either",
    },
    "#/data",
  );
  await page.locator("select").selectOption("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.getByRole("button", { name: words("data.delete"), exact: true }).click();
  // One more question, and the way out of it.
  await page.getByRole("button", { name: words("welcome.cancel"), exact: true }).click();
  expect(Object.keys(await app.stored()).length).toBeGreaterThan(2);
  await page.getByRole("button", { name: words("data.delete"), exact: true }).click();
  await page.getByRole("button", { name: words("data.delete_confirm"), exact: true }).click();
  await expect(page.getByText(words("app.delete_done"))).toBeVisible();
  expect(await page.evaluate(() => Object.fromEntries(Object.entries(localStorage)))).toEqual({
    another: "not ours",
    "another:twelvefold:a:x": "not ours either",
  });
  await app.reload();
  expect(await app.stored()).toEqual({});
  await expect(page.locator("a[href^='#/a/']:not([href^='#/a/example/'])")).toHaveCount(0);
});
