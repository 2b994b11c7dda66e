// The self-check of competencies and behaviours: rating by keyboard and pointer, what comes out, and that no score changes.

import type { App } from "./app";
import { assessment, everything, keyOf, stored } from "./documents";
import { expect, test } from "./fixtures";
import { content, principles, words } from "./model.mjs";

const HASH = "#/a/test-assessment/competencies";
const items: { id: string; principles: string[] }[] = (content.model as any).competency;
const [first, second] = items as [{ id: string }, { id: string }];

type Rating = number | "unknown";
type Side = "own" | "others";

const choice = (app: App, item: string, side: Side, value: Rating) =>
  app.page.locator(`fieldset[data-competency="${item}"] [data-side="${side}"] input[value="${value}"]`);

const takeBack = (app: App, item: string, side: Side) =>
  app.page.locator(`fieldset[data-competency="${item}"] [data-side="${side}"] button`);

const kept = async (app: App, id = "test-assessment") => JSON.parse((await app.stored())[keyOf(id)]!);

/** A document with these ratings, in the order of the model: `[own, others]`. */
const rated = (ratings: (readonly [Rating?, Rating?])[], more = {}) =>
  assessment({
    answers: everything(),
    ...more,
    more: {
      competencies: Object.fromEntries(
        ratings.map(([own, others], i) => [
          items[i]!.id,
          { revision: 2, ...(own === undefined ? {} : { own }), ...(others === undefined ? {} : { others }) },
        ]),
      ),
    },
  });

test("twelve items, each for two sides, nothing chosen beforehand", { tag: "@quick" }, async ({ app, page }) => {
  await app.openWith(stored(assessment()), HASH);
  const shown = page.locator("fieldset[data-competency]");
  await expect(shown).toHaveCount(items.length);
  expect(await shown.evaluateAll((all) => all.map((one) => one.getAttribute("data-competency")))).toEqual(
    items.map((item) => item.id),
  );
  for (const item of items) {
    for (const side of ["own", "others"]) {
      const radios = page.locator(`fieldset[data-competency="${item.id}"] [data-side="${side}"] input[type=radio]`);
      expect(await radios.evaluateAll((all: HTMLInputElement[]) => all.map((one) => one.value))).toEqual(
        ["1", "2", "3", "4", "5", "unknown"],
      );
    }
  }
  await expect(page.locator("main input:checked")).toHaveCount(0);
  await expect(page.getByText(words("competencies.result_empty"))).toBeVisible();
  await expect(app.chart("competencies")).toHaveCount(0);
});

test("the keyboard rates, takes back and keeps the focus; a reload finds what was said", async ({ app, page }) => {
  await app.openWith(stored(assessment()), HASH);
  await choice(app, first.id, "own", 1).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(choice(app, first.id, "own", 3)).toBeChecked();
  await expect(choice(app, first.id, "own", 3)).toBeFocused();
  await expect(app.chart("competencies")).toBeVisible();
  await choice(app, first.id, "others", 1).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(choice(app, first.id, "others", "unknown")).toBeChecked();
  await choice(app, second.id, "others", 5).check({ force: true });
  expect((await kept(app)).competencies).toMatchObject({
    [first.id]: { own: 3, others: "unknown" },
    [second.id]: { others: 5 },
  });

  await takeBack(app, first.id, "own").focus();
  await page.keyboard.press("Enter");
  await expect(choice(app, first.id, "own", 1)).toBeFocused();
  await expect(choice(app, first.id, "own", 3)).not.toBeChecked();
  await expect(takeBack(app, first.id, "own")).toBeDisabled();

  await app.reload();
  await expect(page.locator("main input:checked")).toHaveCount(2);
  await expect(choice(app, first.id, "others", "unknown")).toBeChecked();
  await expect(choice(app, second.id, "others", 5)).toBeChecked();
  expect((await kept(app)).competencies[first.id]).not.toHaveProperty("own");
});

test("no score changes, whatever is rated", async ({ app }) => {
  await app.openWith(stored(assessment({ answers: everything() })), "#/a/test-assessment/results");
  const scores = async () => ({
    score: await app.overallScore(),
    held: await app.overallHeld(),
    rows: await app.page.locator("tr[data-principle]").evaluateAll((all) =>
      all.map((row) => [row.getAttribute("data-principle"), row.getAttribute("data-score"), row.getAttribute("data-held")]),
    ),
  });
  const before = await scores();
  expect(before.score).not.toBeNull();
  await app.follow(HASH);
  for (const item of items) {
    await choice(app, item.id, "own", 1).check({ force: true });
    await choice(app, item.id, "others", 5).check({ force: true });
  }
  await app.follow("#/a/test-assessment/results");
  expect(await scores()).toEqual(before);
  // It is shown beside the principles that it says most about, and nowhere else.
  await expect(app.page.locator(".beside-people")).toHaveCount(2);
});

const COLUMNS: (readonly [Rating?, Rating?])[] = [
  [5, 4], [4, 4], [5, "unknown"], [2, 1], [3, 3], [1, 2], [4, undefined], ["unknown", 3], [3, 1], [5, 2], [undefined, undefined], [2, 2],
];

test("the profile, the difference, strengths, what to work on and what it explains are what the formulas say", async ({
  app,
  page,
}) => {
  await app.openWith(stored(rated(COLUMNS)), HASH);
  const number = (rating: Rating | undefined) => (typeof rating === "number" ? rating : null);
  const mean = (numbers: number[]) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
  const pairs = COLUMNS.map(([own, others]) => [number(own), number(others)] as const);
  const differences = pairs.flatMap(([own, others]) => (own !== null && others !== null ? [own - others] : []));
  const shown = Number(await page.locator("[data-difference]").getAttribute("data-difference"));
  expect(shown).toBeCloseTo(mean(differences), 12);
  expect(shown, "so that the gentle words are due").toBeGreaterThan(0.5);
  await expect(page.locator("[data-difference]")).toContainText(words("competencies.kindly").split(".")[0]!);

  const means = pairs.map((pair) => {
    const known = pair.filter((one) => one !== null);
    return known.length > 0 ? mean(known) : null;
  });
  const ranked = means.flatMap((value, i) => (value === null ? [] : [{ id: items[i]!.id, value, i }]));
  const strengths = ranked.filter((one) => one.value > 3).sort((a, b) => b.value - a.value || a.i - b.i).slice(0, 3);
  const limit = Math.min(...strengths.map((one) => one.value));
  const work = ranked.filter((one) => one.value < limit).sort((a, b) => a.value - b.value || a.i - b.i).slice(0, 3);
  const listed = (name: string) =>
    page.locator(`[data-list="${name}"] li`).evaluateAll((all) => all.map((one) => one.getAttribute("data-item")));
  expect(await listed("strengths")).toEqual(strengths.map((one) => one.id));
  expect(await listed("to-work-on")).toEqual(work.map((one) => one.id));

  const explained = page.locator('[data-list="explains"] li');
  expect(await explained.count()).toBeGreaterThan(0);
  for (const row of await explained.all()) {
    const principle = await row.getAttribute("data-principle");
    const text = await row.innerText();
    const linked = ranked.filter((one) => one.value <= 3 && items[one.i]!.principles.includes(principle!));
    const named = items.filter((item) => text.includes(content.text.competency[item.id].name));
    expect(named.map((item) => item.id).sort()).toEqual(linked.map((one) => one.id).sort());
  }
  const [row] = await explained.all();
  const principle = await row!.getAttribute("data-principle");
  await row!.locator("a").click();
  await page.waitForURL((url) => url.hash === `#/a/test-assessment/${principle}`);
  expect(principles.map((one) => one.id)).toContain(principle);

  await app.follow(HASH);
  await page.locator("figure[data-chart=competencies] summary").click();
  const cells = page.locator(`tr[data-item="${first.id}"] td`);
  await expect(cells).toHaveText(["5", "4", "+1"]);
  await expect(page.locator(`tr[data-item="${items[2]!.id}"] td`)).toHaveText(["5", words2("cannot_say"), "–"]);
});

const words2 = (name: string): string => content.text.competency_check[name];

test("what can only be looked at is shown and cannot be rated", async ({ app, page }) => {
  await app.openWith(stored(rated([[4, 3]], { schema: 999 })), HASH);
  await expect(choice(app, first.id, "own", 4)).toBeChecked();
  expect(await page.locator("main input[type=radio]:not(:disabled)").count()).toBe(0);
  await expect(page.getByText(words("welcome.read_only_newer"))).toBeVisible();
});

test("a name with markup is text, and a long one stays inside", async ({ app, page }) => {
  const name = `<b>${"Donaudampfschifffahrt".repeat(5)}</b>`;
  await page.setViewportSize({ width: 360, height: 700 });
  await app.openWith(stored(rated([[4, 3]], { name })), HASH);
  await expect(page.getByText(name)).toBeVisible();
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
});
