// The example: one click away, complete, marked on every screen, and nothing of it is stored.

import type { Page } from "@playwright/test";
import type { App } from "./app";
import { assessment, everything, keyOf, stored } from "./documents";
import { expect, test } from "./fixtures";
import { content, principles, words } from "./model.mjs";

const EXAMPLE = "#/a/example";
const SCREENS = [
  `${EXAMPLE}/results`,
  `${EXAMPLE}/plan`,
  `${EXAMPLE}/competencies`,
  `${EXAMPLE}/report`,
  `${EXAMPLE}/form`,
  `${EXAMPLE}/profile`,
  `${EXAMPLE}/${principles[4]!.id}`,
  "#/a/example-1/results",
  "#/compare/example-1/example",
];
const example = content.text.example as { name: string; note: Record<string, string> };

const bar = (page: Page) => page.locator("[data-example]");
const entries = (page: Page): Promise<Record<string, string>> => page.evaluate(() => ({ ...localStorage }));

/** What is stored but for the settings, which belong to the device and can be changed on any screen. */
async function withoutSettings(page: Page): Promise<Record<string, string>> {
  const { "twelvefold:settings": _, ...others } = await entries(page);
  return others;
}

/** Changes everything on the screen that can be changed, as a person would who does not read the bar. */
async function fiddle(page: Page): Promise<void> {
  await page.locator("main").evaluate((main) => {
    for (const control of main.querySelectorAll<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      "input, select, textarea",
    )) {
      const fixed = control.disabled || (control as HTMLInputElement).readOnly;
      if (fixed || control.type === "file") continue;
      if (control instanceof HTMLSelectElement) control.selectedIndex = control.options.length - 1;
      else if (control.type === "radio" || control.type === "checkbox") control.click();
      else if (control.type === "date") control.value = "2031-02-03";
      else control.value = "changed";
      for (const kind of ["input", "change", "blur"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  });
}

async function lookAtEverything(app: App, page: Page, act?: (page: Page) => Promise<void>): Promise<void> {
  for (const hash of SCREENS) {
    await app.follow(hash);
    await expect(bar(page)).toContainText(words("app.example"));
    await expect(page).toHaveTitle(new RegExp(words("app.example")));
    await act?.(page);
  }
}

for (const [what, before] of Object.entries({
  empty: {},
  filled: stored(assessment({ answers: everything() }), assessment({ id: "other", name: "Other" })),
})) {
  test(`is one click from the welcome screen, marked everywhere, and leaves no trace: storage ${what}`, async ({
    app,
    page,
  }) => {
    await app.openWith(before);
    const there = await entries(page);
    await page.getByRole("link", { name: words("welcome.see_example"), exact: true }).click();
    await app.entered();
    expect(new URL(page.url()).hash).toBe(`${EXAMPLE}/results`);
    await expect(app.heading()).toContainText(example.name);
    expect(await app.overallScore()).toBeGreaterThan(1);
    expect(await app.overallHeld()).toBeGreaterThan(0);

    await lookAtEverything(app, page);
    expect(await entries(page), "what is stored after looking").toEqual(there);
    await app.follow("#/");
    await lookAtEverything(app, page, fiddle);
    expect(await withoutSettings(page), "what is stored after trying to change it").toEqual(there);

    // Not among what the person has.
    await app.follow("#/");
    await expect(bar(page)).toHaveCount(0);
    await expect(page.locator("main")).not.toContainText(example.name);
    await app.follow("#/data");
    await expect(page.locator("main")).not.toContainText(example.name);
  });
}

test("its screens are tabs as those of any assessment", { tag: "@quick" }, async ({ app, page }) => {
  await app.open(`${EXAMPLE}/results`);
  const tabs = page.getByRole("navigation", { name: words("app.tabs") });
  for (const [tab, screen] of [
    ["app.tab_plan", "plan"],
    ["app.tab_competencies", "competencies"],
    ["app.tab_report", "report"],
    ["app.tab_answers", principles[0]!.id],
    ["app.tab_results", "results"],
  ] as const) {
    await tabs.getByRole("link", { name: words(tab), exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`${EXAMPLE}/${screen}$`));
    await expect(bar(page)).toBeVisible();
  }
});

test("answers, grades and notes can be read and not changed", async ({ app, page }) => {
  const [practice, note] = Object.entries(example.note)[0]!;
  const principle = principles.find((one) => one.practice.some(({ id }) => id === practice))!;
  await app.open(`${EXAMPLE}/${principle.id}`);
  expect(await app.chosen(practice)).not.toBeNull();
  await expect(page.locator("main input[type=radio]:enabled")).toHaveCount(0);
  const more = app.practice(practice).locator("xpath=..").locator("details");
  const area = more.locator("textarea");
  await more.locator("summary").click();
  await expect(area).toHaveValue(note);
  await expect(area).not.toBeEditable();
});

test("a bare link to it leads to its answers", async ({ app, page }) => {
  await app.open(EXAMPLE);
  await expect(page).toHaveURL(new RegExp(`${EXAMPLE}/${principles[0]!.id}$`));
  await expect(app.practices()).not.toHaveCount(0);
});

test("works where nothing can be stored", async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await app.open(`${EXAMPLE}/results`);
  await expect(app.chart("radar")).toBeVisible();
  await expect(bar(page)).toBeVisible();
});

test("what somebody has stored under its id is theirs", async ({ app, page }) => {
  const theirs = stored(assessment({ id: "example", name: "Theirs", answers: everything() }));
  await app.openWith(theirs, `${EXAMPLE}/results`);
  await expect(app.heading()).toHaveText("Theirs");
  await expect(bar(page)).toHaveCount(0);
  await app.follow(`${EXAMPLE}/${principles[0]!.id}`);
  const practice = await app.practices().first().getAttribute("data-practice");
  await app.answer(practice!, 5);
  const text = (await entries(page))[keyOf("example")]!;
  expect(JSON.parse(text).answers[practice!].value).toBe(5);
  expect(JSON.parse(text).header.name).toBe("Theirs");
});

test("on paper it is marked as well", async ({ app, page }) => {
  await app.open(`${EXAMPLE}/results`);
  await page.emulateMedia({ media: "print" });
  await expect(bar(page)).toBeVisible();
  await expect(bar(page).getByRole("link")).toBeHidden();
  await expect(app.heading()).toContainText(words("app.example"));
});
