// What hosts, scripts and outside tests rely on. A change here is a change for others.

import type { AnswerValue } from "./app";
import { assessment, everything, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, principles } from "./model.mjs";

const VALUES: AnswerValue[] = [1, 2, 3, 4, 5, "unknown", "na"];
const first = principles[0]!;

test("html[data-ready] is there once the app is mounted and storage was read", { tag: "@quick" }, async ({ app, page, site }) => {
  await app.store(stored(assessment({ name: "Port" })));
  // What the page looks like at the very moment the attribute appears.
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (!document.documentElement?.hasAttribute("data-ready") || "atReady" in globalThis) return;
      Object.assign(globalThis, { atReady: document.querySelector("#app")?.textContent });
    }).observe(document, { attributes: true, subtree: true });
  });
  await page.goto(site.url);
  await app.ready();
  expect(await page.evaluate(() => (globalThis as any).atReady)).toContain("Port");
});

test("the preset profile screen has one submit button, which leads to the first principle", async ({ app, page }) => {
  await app.open("#/new?role=member&scale=handful&stage=strategic&form=full");
  await expect(page.locator("button[type=submit]")).toHaveCount(1);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/#\/a\/[^/]+\/.+/);
  await app.entered();
  expect(new URL(page.url()).hash).toBe(`#/a/${app.assessmentId()}/${first.id}`);
});

test("a practice is a fieldset with native radios", async ({ app, page }) => {
  await app.openWith(stored(assessment({ profile: { form: "full" } })), `#/a/test-assessment/${first.id}`);
  for (const id of asked(first, { ...PROFILE, form: "full" })) {
    const practice = page.locator(`fieldset[data-practice="${id}"]`);
    await expect(practice).toHaveCount(1);
    await expect(practice.locator(":scope > legend")).not.toBeEmpty();
    const radios = practice.locator("input[type=radio]");
    const found = await radios.evaluateAll((all: HTMLInputElement[]) => all.map((radio) => radio.value));
    expect([...found].sort()).toEqual(VALUES.map(String).sort());
    expect(await practice.locator("input[type=radio]:checked").count(), "nothing is chosen beforehand").toBe(0);
    const names = await radios.evaluateAll((all: HTMLInputElement[]) => new Set(all.map((radio) => radio.name)).size);
    expect(names, "one group").toBe(1);
  }
});

test("a chart is a figure with a named picture and a table", async ({ app, page }) => {
  await app.openWith(stored(assessment({ answers: everything() })), "#/a/test-assessment/results");
  const figures = page.locator("figure[data-chart]");
  const names = await figures.evaluateAll((all) => all.map((figure) => figure.getAttribute("data-chart")));
  expect(names).toEqual(["radar", "matrix", ...principles.map(({ id }) => `principle-${id}`), "balance"]);
  for (const figure of await figures.all()) {
    await expect(figure.locator("svg[role=img]")).toHaveCount(1);
    await expect(figure.locator("svg[role=img]")).toHaveAccessibleName(/\S/);
    await expect(figure.locator("table")).toHaveCount(1);
    await expect(figure.locator("figcaption")).not.toBeEmpty();
    expect(await figure.locator("tbody tr").count()).toBeGreaterThan(0);
  }
  await app.follow(`#/a/test-assessment/${first.id}`);
  await expect(app.chart("dial").locator("svg[role=img]")).toHaveAccessibleName(/\S/);
  await expect(app.chart("dial").locator("tbody tr")).toHaveCount(principles.length);
});

test("scores are unrounded decimal point numbers, in every language of the browser", async ({ app, page }) => {
  // Thirds, which no rounding leaves alone.
  const [one, two, three] = asked(first, { ...PROFILE, form: "full" }) as [string, string, string];
  const answers = Object.fromEntries(
    principles.flatMap((p) => asked(p, { ...PROFILE, form: "full" })).map((id): [string, AnswerValue] => [id, 3]),
  );
  Object.assign(answers, { [one]: 4, [two]: 3, [three]: 3 });
  for (const id of asked(first, { ...PROFILE, form: "full" }).slice(3)) answers[id] = "na";
  await page.addInitScript(() => {
    Object.defineProperty(navigator, "languages", { get: () => ["de-DE", "ar-EG"] });
  });
  await app.openWith(stored(assessment({ answers, profile: { form: "full" } })), "#/a/test-assessment/results");
  const row = page.locator(`tr[data-principle="${first.id}"]`);
  await expect(row).toHaveAttribute("data-score", /^3\.3333333333333\d*$/);
  await expect(row).toHaveAttribute("data-held", "3");
  await expect(page.locator("tr[data-principle]")).toHaveCount(principles.length);
  await expect(page.locator("[data-overall-score]")).toHaveAttribute("data-overall-score", /^3\.02777777777\d*$/);
  await expect(page.locator("[data-overall-held]")).toHaveAttribute("data-overall-held", "3");
});

test("scores are absent when not enough is answered", async ({ app, page }) => {
  const [one] = asked(first, PROFILE) as [string];
  await app.openWith(stored(assessment({ answers: { [one]: 3 } })), "#/a/test-assessment/results");
  await expect(page.locator(`tr[data-principle="${first.id}"]`)).toHaveCount(1);
  await expect(page.locator("[data-overall-score], [data-overall-held]")).toHaveCount(0);
  await expect(page.locator("[data-score], [data-held]")).toHaveCount(0);
});

test("storage keys begin with the name of the app", async ({ app, page }) => {
  await app.startAssessment();
  await app.answerAll(2);
  await page.locator("select").selectOption("light");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
  const keys = await page.evaluate(() => Object.keys(localStorage));
  expect(keys).toHaveLength(2);
  for (const key of keys) expect(key).toMatch(/^twelvefold:/);
});
