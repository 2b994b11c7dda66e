// Everybody can use it: by keyboard, with a screen reader, on a small window, with large text, in forced colours.

import type { Page } from "@playwright/test";
import type { AnswerValue, App } from "./app";
import { assessment, everything, keyOf, PROFILE, stored, storedViews, view as viewDocument, viewKeyOf } from "./documents";
import { vectors, View } from "./ecosystem";
import { axe, expect, test } from "./fixtures";
import { asked, principles, words } from "./model.mjs";
import { sample } from "./sample.mjs";

const first = principles[0]!;
const [one] = asked(first, PROFILE) as [string];
const LONG = "Donaudampfschifffahrtsgesellschaftskapitänsverband der Häfen von Übermorgen";

const few: Record<string, AnswerValue> = Object.fromEntries(
  principles.slice(0, 2).flatMap((principle) => asked(principle, PROFILE)).map((id) => [id, 2 as const]),
);
const empty = stored(assessment());
const part = stored(assessment({ answers: few }));
const full = stored(
  assessment({ name: LONG, profile: { form: "full" }, answers: everything({ form: "full" }), notes: { [one]: "Note" } }),
);

const checked = {
  competencies: { listening: { revision: 2, own: 5, others: 3 }, openness: { revision: 3, own: 1, others: "unknown" } },
};
/** What can only be looked at, and what cannot even be read. */
const unusable = {
  ...full,
  ...stored(assessment({ id: "newer", schema: 999, answers: everything() })),
  [keyOf("torn")]: "{",
  [keyOf("late")]: '{"schema":999}',
};
const rounds = stored(
  assessment({ name: LONG, profile: { form: "full" }, answers: { ...everything({ form: "full" }), ...few }, more: checked }),
  assessment({ id: "second", name: LONG, profile: { form: "full" }, answers: few, more: { follows: "test-assessment" } }),
  assessment({
    id: "third",
    name: `${LONG}, round 3`,
    profile: { form: "full" },
    answers: everything({ form: "full" }),
    more: { follows: "second" },
  }),
  assessment({ id: "member", name: "Member", profile: { role: "member" }, answers: everything({ role: "member" }) }),
);

const vector = (name: string): string => vectors.codes.find((one: any) => one.case === name).code;

const openAll = async (page: Page) => {
  await page.locator("main details").evaluateAll((all: HTMLDetailsElement[]) => all.forEach((one) => (one.open = true)));
};

const views = storedViews(
  viewDocument({ name: LONG }),
  viewDocument({ id: "of-future", schema: 999 }),
  viewDocument({ id: "of-others", model: { id: LONG.replaceAll(" ", ""), version: "1" } }),
);

/** Begins a view and puts responses of two dates and both sides into it, with tags and names, and some that cannot be read. */
async function collect(app: App, page: Page): Promise<void> {
  const view = await View.begin(app);
  await page.locator("details.rename-view > summary").click();
  await page.locator("#view-name").fill(LONG);
  await page.locator("#view-name").press("Enter");
  const table = sample("csv", { orchestrators: 8, members: 20, rounds: 2 });
  await view.paste(`${table}${vector("longest name")}\n${vector("full form").slice(0, 40)}`);
  await page.locator("[data-tags]").first().click();
  await view.named("everybody");
  // One principle stands for all twelve, which are built alike: with all of them, one look takes a minute.
  await page.locator("details.view-principle > summary").first().click();
  await page.locator("main details:not(.view-principle)").evaluateAll((all: HTMLDetailsElement[]) => all.forEach((one) => (one.open = true)));
  await view.drawn();
}

interface Screen {
  /** Where it is; without it, wherever one is. */
  hash?: string;
  /** Whether the page is loaded anew for it, because the one before has left something there. */
  anew?: boolean;
  /** What a person does there before one looks. */
  act?: (app: App, page: Page) => Promise<void>;
  /** Whether it is looked at in forced colours, too. */
  forced?: boolean;
}

interface Walk {
  /** What is stored before it. */
  entries: Record<string, string>;
  /** The screens, one after the other. What changes something comes last. */
  screens: Record<string, Screen>;
}

const answering = `#/a/test-assessment/${first.id}`;

/** All screens, in walks that load the page once: to load it takes as long as to look at a small one. */
const WALKS: Record<string, Walk> = {
  "with nothing stored": {
    entries: {},
    screens: {
      "the first visit": { hash: "#/" },
      "a new profile": { hash: "#/new" },
      "the results of the example": { hash: "#/a/example/results", act: (_, page) => openAll(page) },
      "an answer of the example": { hash: `#/a/example/${first.id}`, act: (_, page) => openAll(page) },
      "ecosystem views, none": { hash: "#/e" },
      method: { hash: "#/method" },
      "not found": { hash: "#/nowhere" },
      "a missing assessment": { hash: "#/a/nowhere/results" },
    },
  },
  "with responses of others": {
    entries: {},
    screens: {
      "opening a response": { hash: "#/", act: (_, page) => openAll(page) },
      "a response": { hash: `#/r/${vector("everything")}`, act: (_, page) => openAll(page) },
      "several responses": { hash: `#/r/${vector("longest name")}%20${vector("full form")}%20${vector("name").slice(0, 40)}` },
      "a damaged response": { hash: `#/r/${vector("longest name").slice(0, 300)}` },
    },
  },
  "with nothing answered": {
    entries: empty,
    screens: {
      "answering, nothing answered": { hash: answering },
      "a principle that is not asked": { hash: "#/a/test-assessment/none" },
      "results, empty": { hash: "#/a/test-assessment/results" },
      "plan, empty": { hash: "#/a/test-assessment/plan" },
      "the blank form": { hash: "#/a/test-assessment/form" },
      "the self-check, empty": { hash: "#/a/test-assessment/competencies" },
      "trouble with storage and a message": {
        hash: answering,
        act: async (app, page) => {
          await page.evaluate(() => {
            Storage.prototype.setItem = () => {
              throw new DOMException("full", "QuotaExceededError");
            };
          });
          await app.answer(one, 3);
          await expect(app.trouble()).toContainText(words("trouble.full"));
          await app.download(page.getByRole("button", { name: words("trouble.backup"), exact: true }));
          await expect(page.getByRole("status")).not.toBeEmpty();
        },
      },
    },
  },
  "with some answered": {
    entries: part,
    screens: {
      renaming: {
        hash: "#/",
        act: async (_, page) => {
          await page.getByRole("button", { name: `${words("welcome.rename")}: Harbour`, exact: true }).click();
        },
      },
      "results, partial": { hash: "#/a/test-assessment/results" },
      "plan, partial": { hash: "#/a/test-assessment/plan" },
      "the report, hardly answered": { hash: "#/a/test-assessment/report" },
    },
  },
  "with all answered": {
    entries: full,
    screens: {
      "the profile of an assessment": { hash: "#/a/test-assessment/profile" },
      "answering, all answered and open": { hash: answering, forced: true, act: (_, page) => openAll(page) },
      "results, all answered and open": {
        hash: "#/a/test-assessment/results",
        forced: true,
        act: (_, page) => openAll(page),
      },
      "the report": { hash: "#/a/test-assessment/report" },
      "the next round": { hash: "#/a/test-assessment/round" },
    },
  },
  "with all answered, to be taken along": {
    entries: full,
    screens: {
      "handing over, with everything ticked": {
        hash: "#/a/test-assessment/results",
        act: async (_, page) => {
          await openAll(page);
          for (const box of await page.locator(".hand-over input[type=checkbox]").all()) await box.check();
        },
      },
      "plan, all answered and open": {
        hash: "#/a/test-assessment/plan",
        forced: true,
        act: async (_, page) => {
          const take = page.getByRole("button", { name: words("plan.take"), exact: true });
          await take.first().click();
          await page.locator(".horizon input[type=text]:visible").fill(LONG);
          await page.locator(".horizon input[type=date]:visible").fill("2020-01-31");
          await expect(page.locator(".late")).toBeVisible();
          await page.getByRole("button", { name: words("plan.reword"), exact: true }).first().click();
          await page.getByRole("button", { name: words("plan.drop"), exact: true }).last().click();
          await openAll(page);
        },
      },
      "data, restored": {
        hash: "#/data",
        act: async (_, page) => {
          const buffer = Buffer.from(JSON.stringify(assessment({ id: "another", name: LONG })));
          await page.locator("#restore-files").setInputFiles({ name: "backup.json", mimeType: "application/json", buffer });
          await page.getByRole("button", { name: words("restore.go"), exact: true }).click();
          await expect(page.locator(".summary")).toBeVisible();
        },
      },
      "a code shown large": {
        hash: "#/a/test-assessment/results",
        act: (_, page) => page.getByRole("button", { name: words("share.large"), exact: true }).click(),
      },
    },
  },
  "with what cannot be used": {
    entries: unusable,
    screens: {
      "assessments and texts set aside": { hash: "#/", forced: true },
      "answering what can only be looked at": { hash: `#/a/newer/${first.id}` },
      data: { hash: "#/data" },
      "data, about to restore": {
        hash: "#/data",
        act: async (_, page) => {
          const other = assessment({ id: "another", name: LONG, more: { model: { id: LONG.replaceAll(" ", ""), version: "1" } } });
          await page.locator("#restore-files").setInputFiles([
            { name: "backup.json", mimeType: "application/json", buffer: Buffer.from(JSON.stringify(other)) },
            { name: `${LONG}.json`, mimeType: "application/json", buffer: Buffer.from("{") },
          ]);
          await expect(page.locator(".restore-table")).toBeVisible();
          await openAll(page);
        },
      },
    },
  },
  "with several rounds": {
    entries: rounds,
    screens: {
      "the self-check, rated and open": { hash: "#/a/test-assessment/competencies", act: (_, page) => openAll(page) },
      "a comparison, all open": { hash: "#/compare/test-assessment/third", act: (_, page) => openAll(page) },
      "a comparison that is refused": { hash: "#/compare/test-assessment/member", act: (_, page) => openAll(page) },
    },
  },
  "with ecosystem views": {
    entries: { ...views, [viewKeyOf("damaged")]: "{" },
    screens: {
      "an ecosystem view that cannot be opened": { hash: "#/e/of-future" },
      "ecosystem views, some waiting": {
        hash: `#/e?add=${vector("full form")}`,
        act: async (_, page) => {
          await expect(page.locator("[data-view]")).toHaveCount(3);
        },
      },
      "ecosystem views, one deleted": {
        hash: "#/e",
        anew: true,
        act: (_, page) => page.locator("[data-view] .minor button").first().click(),
      },
    },
  },
  "with an ecosystem view that is begun": {
    entries: full,
    screens: {
      "an ecosystem view, empty": { hash: "#/e", act: async (app, page) => { await View.begin(app); await openAll(page); } },
      "an ecosystem view, too few to show": {
        hash: "#/e",
        act: async (app) => {
          const view = await View.begin(app);
          await view.paste(sample("codes", { orchestrators: 1, members: 3 }));
          await view.drawn();
          await view.tallied().getByRole("button", { name: words("app.close"), exact: true }).click();
          await openAll(view.page);
        },
      },
    },
  },
  "with a whole ecosystem view": {
    entries: {},
    screens: {
      "an ecosystem view, all open": { hash: "#/e", forced: true, act: collect },
      "the report of an ecosystem view": { act: (app, page) => app.follow(`${new URL(page.url()).hash}/report`) },
      "the workshop sheet of an ecosystem view": { act: (app, page) => app.follow(new URL(page.url()).hash.replace("/report", "/sheet")) },
    },
  },
};

/** Goes to a screen. */
async function enter(app: App, { hash, anew, act }: Screen): Promise<void> {
  if (hash !== undefined) await app.follow(hash);
  if (anew) await app.reload();
  await expect(app.heading()).toBeVisible();
  await act?.(app, app.page);
}

/** What reaches out of the window: nothing, or the page would scroll sideways. */
async function sideways(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.scrollingElement!;
    if (root.scrollWidth <= root.clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > root.clientWidth + 0.5);
    return [`${root.scrollWidth} > ${root.clientWidth}`, ...wide.slice(0, 5).map((e) => e.outerHTML.slice(0, 160))];
  });
}

/** Drawings of an ecosystem. */
const DRAWINGS = ["ecosystem-radar", "ecosystem-gaps", "ecosystem-consensus"];

async function look(app: App, page: Page, what: string, screen: Screen): Promise<void> {
  // Entered where there is the least room, which everything has to find by itself.
  await page.setViewportSize({ width: 320, height: 640 });
  await page.emulateMedia({ colorScheme: "light" });
  await page.evaluate(() => (document.documentElement.style.fontSize = ""));
  await enter(app, screen);
  expect(await sideways(page), "at 320 px").toEqual([]);
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await expect.poll(() => sideways(page), `at ${width} px`).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await axe(page);
    // A theme changes colours and nothing else.
    await page.emulateMedia({ colorScheme: "dark" });
    await axe(page, { only: ["color-contrast"] });
  }
  if (screen.forced) {
    await page.emulateMedia({ forcedColors: "active", colorScheme: "light" });
    expect(await page.evaluate(() => matchMedia("(forced-colors: active)").matches)).toBe(true);
    await axe(page, { only: ["color-contrast"] });
    // Both roles and all levels of an ecosystem are told apart by more than a colour.
    for (const name of what.startsWith("an ecosystem view") ? DRAWINGS : []) {
      await expect(app.chart(name).locator("svg")).toBeVisible();
      expect((await app.chart(name).locator("svg text").allTextContents()).join("")).not.toBe("");
    }
    await page.emulateMedia({ forcedColors: "none" });
  }
  // Text of twice the size, which the person set in the browser.
  await page.setViewportSize({ width: 640, height: 800 });
  await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
  await expect.poll(() => sideways(page), "at 640 px with text of 200%").toEqual([]);
}

for (const [walk, { entries, screens }] of Object.entries(WALKS)) {
  test(`usable in every window and theme, with nothing reaching out: ${walk}`, async ({ app, page }) => {
    // Colours are looked at when they have arrived.
    await page.emulateMedia({ reducedMotion: "reduce" });
    await page.setViewportSize({ width: 320, height: 640 });
    await app.openWith(entries, Object.values(screens)[0]?.hash);
    for (const [what, screen] of Object.entries(screens)) await test.step(what, () => look(app, page, what, screen));
  });
}

test("the theme is what the person sets, whatever the system has", async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await app.openWith(full, "#/a/test-assessment/results");
  const theme = page.locator("html");
  await page.locator("select").selectOption("dark");
  await expect(theme).toHaveAttribute("data-theme", "dark");
  await expect(theme).toHaveCSS("color-scheme", "dark");
  await axe(page, { only: ["color-contrast"] });
  await app.reload();
  await expect(theme).toHaveAttribute("data-theme", "dark");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("select").selectOption("light");
  await expect(theme).toHaveCSS("color-scheme", "light");
  await axe(page, { only: ["color-contrast"] });
});

test("who wants less motion gets none", async ({ app, page }) => {
  const moving = () =>
    page.evaluate(() =>
      [...document.querySelectorAll("*")].filter((element) => {
        const style = getComputedStyle(element);
        const longest = (list: string) => Math.max(...list.split(",").map((time) => parseFloat(time)));
        const animated = style.animationName !== "none" && longest(style.animationDuration) > 0.01;
        return animated || longest(style.transitionDuration) > 0.01;
      }).length,
    );
  await page.emulateMedia({ reducedMotion: "no-preference" });
  await app.openWith(empty, answering);
  expect(await moving(), "otherwise something moves, or this test sees nothing").toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  for (const hash of [answering, "#/", "#/new", "#/a/test-assessment/results", "#/method", "#/data"]) {
    await app.follow(hash);
    expect(await moving(), hash).toBe(0);
  }
});

// ------------------------------------------------------------ keyboard -----

/** Presses Tab until the focused element fits, and fails when it never does. */
async function tabTo(page: Page, what: string, selector: string): Promise<void> {
  for (let presses = 0; presses < 120; presses += 1) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, selector)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`the keyboard does not reach ${what} (${selector})`);
}

test("the keyboard alone completes the short form", async ({ app, page }) => {
  await app.open();
  await tabTo(page, "the start", 'main a[href="#/new"]');
  await page.keyboard.press("Enter");
  await expect(app.heading()).toBeFocused();
  await tabTo(page, "the role", "input[name=role]");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("input[name=role][value=member]")).toBeChecked();
  await tabTo(page, "the submit button", "button[type=submit]");
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/a\/[^/]+\/.+/);
  const id = app.assessmentId();

  const keys: [key: string, value: string][] = [
    ["1", "1"], ["2", "2"], ["3", "3"], ["4", "4"], ["5", "5"], ["0", "na"], ["?", "unknown"], ["Space", "1"], ["ArrowDown", "2"],
  ];
  let turn = 0;
  for (const [place, principle] of principles.entries()) {
    await expect(app.heading()).toBeFocused();
    for (const practice of asked(principle, { ...PROFILE, role: "member" })) {
      const [key, value] = keys[turn++ % keys.length]!;
      await tabTo(page, practice, `fieldset[data-practice="${practice}"] input`);
      await page.keyboard.press(key);
      await expect(app.choice(practice, value as AnswerValue)).toBeChecked();
      await expect(app.choice(practice, value as AnswerValue)).toBeFocused();
    }
    const next = principles[place + 1];
    const href = `#/a/${id}/${next ? next.id : "results"}`;
    await tabTo(page, "the way on", `article a[href="${href}"]`);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.hash === href);
  }
  await expect(app.heading()).toBeFocused();
  await expect(app.chart("radar")).toBeVisible();
  expect(await app.overallScore()).not.toBeNull();
});

test("the keyboard alone collects responses, looks at a principle and takes a step back", async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.open("#/");
  await page.evaluate((text) => navigator.clipboard.writeText(text), sample("codes", { orchestrators: 1, members: 12 }));
  await tabTo(page, "the ecosystem views", 'a[href="#/e"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/e$/);
  await app.entered();
  await tabTo(page, "a new view", '[data-action="new-view"]');
  await page.keyboard.press("Enter");
  await page.waitForURL(/#\/e\/.+/);
  await app.entered();
  const view = new View(app);
  await tabTo(page, "the field", "textarea[data-paste]");
  await page.keyboard.press("Control+v");
  await view.told();
  expect(await view.tally()).toEqual({ new: 13 });
  await view.drawn();
  // Where the field was closed, the focus is not lost at the end of nowhere: the next thing is reached by Tab.
  await tabTo(page, "who can see what", "details.view-rules > summary");
  await page.keyboard.press("Enter");
  await tabTo(page, "the names", "input[name=named]");
  await page.keyboard.press("ArrowDown");
  await expect(page.locator('input[name=named][value="orchestrators"]')).toBeChecked();
  await expect(page.locator('input[name=named][value="orchestrators"]')).toBeFocused();
  await view.drawn();
  const first = `details.view-principle[data-principle="${principles[0]!.id}"]`;
  await tabTo(page, "a principle", `${first} > summary`);
  await page.keyboard.press("Enter");
  await expect(page.locator(`${first} tr[data-practice-row]`).first()).toBeAttached();
  await expect(page.locator("[data-alignment]")).toBeVisible();
  await tabTo(page, "the way back", '[data-action="undo-last"], [data-action="undo"]');
  await page.keyboard.press("Enter");
  await expect(page.locator('input[name=named][value="nobody"]')).toBeChecked();
  await view.drawn();
  await tabTo(page, "the way back", '[data-action="undo-last"]');
  await page.keyboard.press("Enter");
  await view.has(0);
});

test("the single keys can be switched off, by keyboard, for good", async ({ app, page }) => {
  await app.openWith(empty, answering);
  const toggle = page.getByRole("checkbox", { name: words("answer.keys_on") });
  await expect(toggle).toBeChecked();
  await app.heading().focus();
  await page.keyboard.press("Shift+Tab");
  for (let presses = 0; presses < 60 && !(await toggle.evaluate((e) => e === document.activeElement)); presses += 1) {
    await page.keyboard.press("Shift+Tab");
  }
  await page.keyboard.press("Space");
  await expect(toggle).not.toBeChecked();
  for (const reloaded of [false, true]) {
    if (reloaded) await app.reload();
    await app.choice(one, 1).focus();
    for (const key of ["3", "0", "?"]) await page.keyboard.press(key);
    expect(await app.chosen(one)).toBeNull();
  }
  // The browser's own keys are nobody's to switch off.
  await page.keyboard.press("ArrowDown");
  await expect(app.choice(one, 2)).toBeChecked();
  await toggle.check({ force: true });
  await app.choice(one, 2).focus();
  await page.keyboard.press("5");
  await expect(app.choice(one, 5)).toBeChecked();
});

test("keys with a modifier belong to the browser", async ({ app, page }) => {
  await app.openWith(empty, answering);
  await app.choice(one, 1).focus();
  await page.keyboard.press("Alt+3");
  await page.keyboard.press("Control+4");
  expect(await app.chosen(one)).toBeNull();
});

test("the focus is always to be seen", async ({ app, page }) => {
  await app.openWith(part, answering);
  const seen = new Set<string>();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    const focus = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement | null;
      if (!element || element === document.body) return null;
      // A control that its card draws shows the focus there.
      const shown = [element, element.closest("label")].filter((e) => e !== null);
      const visible = shown.some((e) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(e);
        return (outlineStyle !== "none" && parseFloat(outlineWidth) > 0) || boxShadow !== "none";
      });
      return { html: element.outerHTML.slice(0, 120), visible };
    });
    if (focus === null) break;
    seen.add(focus.html);
    expect(focus.visible, focus.html).toBe(true);
  }
  expect(seen.size).toBeGreaterThan(15);
});
