// The report: all of its parts in order, the numbers of the results, on paper as on the screen, and nothing of it stored.

import type { Page } from "@playwright/test";
import { assessment, everything, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, principles, words } from "./model.mjs";
import { expected } from "./scoring";

const FULL = { ...PROFILE, form: "full" } as const;
const NAME = 'Harbour & <b>"Süd"</b>';
const REASON = "Reason <i>known</i> to one person.";
const answers = everything({ form: "full" });
const notApplicable = Object.keys(answers).find((id) => answers[id] === "na")!;
const own = "own:abcdefgh2345";

const round1 = assessment({ id: "round-one", name: "First round", profile: FULL, answers: { ...answers, ...Object.fromEntries(principles.map((p) => [asked(p, FULL)[0]!, 1])) } });
const round2 = assessment({
  name: NAME,
  profile: FULL,
  answers,
  notes: { [notApplicable]: REASON },
  schema: 2,
  more: {
    follows: "round-one",
    revision: 200,
    plan: {
      [own]: { revision: 150, principle: principles[0]!.id, words: "Ask <u>everybody</u>", owner: "Inès", due: "2027-02-28", horizon: "now", state: "started" },
      "own:zzzzzzzz2345": { revision: 151, principle: principles[0]!.id, words: "Dropped thing", state: "dropped" },
    },
    competencies: { listening: { revision: 160, own: 4, others: 2 }, openness: { revision: 161, own: 5, others: "unknown" } },
  },
});
const HASH = "#/a/test-assessment/report";
const PARTS = ["headline", "radar", "standouts", "balance", "views", "priorities", "roadmap", "people", "sure", "change", "appendix"];

const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);
const option = (page: Page, name: string) => page.locator(`.report-options input[name="${name}"]`);
const foot = (page: Page) => page.evaluate(() => document.documentElement.style.getPropertyValue("--running-foot"));

test.describe("a whole assessment", () => {
  test.beforeEach(async ({ app, page }) => {
    await app.openWith(stored(round1, round2), HASH);
    await expect(part(page, "radar")).toBeVisible();
  });

  test("has every part, in order, with the numbers of the results", async ({ app, page }) => {
    await expect(app.heading()).toHaveText(NAME);
    const parts = page.locator("[data-part]");
    expect(await parts.evaluateAll((all) => all.map((one) => one.getAttribute("data-part")))).toEqual(PARTS);
    const right = expected(FULL, answers);
    expect(await app.overallScore()).toBeCloseTo(right.score!, 9);
    expect(await app.overallHeld()).toBe(right.held);
    for (const { id } of principles) {
      const { score } = right.principles[id]!;
      const shown = await app.result(id).getAttribute("data-score");
      if (score === null) expect(shown).toBeNull();
      else expect(Number(shown)).toBeCloseTo(score, 9);
    }
    // One row for each practice that is asked, and for nothing else.
    expect(await page.locator("[data-answer]").count()).toBe(Object.keys(answers).length);
    await expect(page.locator(`[data-answer="${notApplicable}"]`)).toContainText(REASON);
    await expect(part(page, "sure")).toContainText(REASON);
    await expect(app.chart("people").locator('tr[data-item="listening"] td')).toHaveText(["4", "2", "+2"]);
    await expect(app.chart("people").locator('tr[data-item="openness"] td')).toHaveText(["5", "–", "–"]);
    await expect(part(page, "change")).toContainText("First round");
    await expect(app.chart("changes")).toBeVisible();
    const action = page.locator(`[data-action="${own}"]`);
    for (const text of ["Ask <u>everybody</u>", "Inès", "2027-02-28", words("plan.state_started")]) await expect(action).toContainText(text);
    await expect(part(page, "roadmap")).not.toContainText("Dropped thing");
    // What was written is text and nothing else.
    await expect(page.locator(".paper").locator("b, i, u")).toHaveCount(0);
  });

  test("the list of contents leads to every part", async ({ page }) => {
    const entries = page.locator(".contents button");
    await expect(entries).toHaveCount(PARTS.length);
    for (const [i, name] of PARTS.entries()) {
      await entries.nth(i).click();
      await expect(part(page, name).locator("> h2")).toBeFocused();
      await expect(part(page, name).locator("> h2")).toBeInViewport();
    }
    expect(new URL(page.url()).hash).toBe(HASH);
  });

  test("parts can be left out, names too", async ({ app, page }) => {
    await expect(page).toHaveTitle(new RegExp(`Harbour & <b>"Süd"</b>`));
    expect(await foot(page)).toContain('Harbour & <b>\\"Süd\\"</b>');
    await option(page, "names").uncheck();
    await expect(app.heading()).toHaveText(words("report.unnamed"));
    expect(await page.title()).not.toContain("Harbour");
    expect(await foot(page)).not.toContain("Harbour");
    for (const name of ["Harbour", "First round", "Inès"]) await expect(page.locator(".paper")).not.toContainText(name);
    await expect(option(page, "names")).toBeFocused();

    await option(page, "notes").uncheck();
    await option(page, "appendix").uncheck();
    await page.emulateMedia({ media: "print" });
    await expect(part(page, "appendix")).toBeHidden();
    const text = await page.locator(".paper").innerText();
    expect(text).not.toContain(REASON);
    await page.emulateMedia({ media: "screen" });
    await option(page, "names").check();
    await expect(app.heading()).toHaveText(NAME);
  });

  test("a logo is shown on the cover and kept nowhere", async ({ app, page }) => {
    const before = await app.stored();
    const logo = page.locator(".cover-logo");
    await expect(logo).toHaveCount(0);
    const field = page.getByLabel(words("report.logo"), { exact: true });
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40"/></svg>';
    await field.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg) });
    await expect(logo).toBeVisible();
    await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(120);
    await field.setInputFiles({ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no image") });
    await expect(page.getByRole("status")).toContainText(words("report.logo_kind"));
    await expect(logo).toBeVisible();
    await page.getByRole("button", { name: words("report.logo_remove") }).click();
    await expect(logo).toHaveCount(0);
    await expect(field).toBeFocused();
    await field.setInputFiles({ name: "broken.png", mimeType: "image/png", buffer: Buffer.from("not a picture") });
    await expect(page.getByRole("status")).toContainText(words("report.logo_failed"));
    await expect(logo).toHaveCount(0);
    expect(await app.stored()).toEqual(before);
  });

  test("printing has nothing of the interface, and says so when it is refused", async ({ page }) => {
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(page.locator("button, input, select, nav, .report-tools").filter({ visible: true })).toHaveCount(0);
    for (const name of PARTS) await expect(part(page, name)).toBeVisible();
    await page.emulateMedia({ media: "screen" });
    await page.evaluate(() => {
      window.print = () => {
        throw new DOMException("sandboxed", "NotAllowedError");
      };
    });
    await page.getByRole("button", { name: words("results.print"), exact: true }).click();
    await expect(page.getByRole("status")).toContainText(words("app.print_unavailable"));
    await expect(page.getByRole("link", { name: words("report.own_window") })).toHaveAttribute("href", HASH);
  });

  test("it becomes a tagged PDF with bookmarks, on A4 and on Letter", async ({ page }) => {
    for (const format of ["A4", "Letter"] as const) {
      const pdf = (await page.pdf({ format, tagged: true, outline: true })).toString("latin1");
      expect(pdf, format).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
      expect(pdf, format).toContain("/StructTreeRoot");
      expect(pdf, format).toContain("/Outlines");
      expect(pdf.match(/\/S\s*\/H2\b/g)?.length, format).toBe(PARTS.length);
      expect(pdf.match(/\/S\s*\/Table\b/g)?.length ?? 0, format).toBeGreaterThan(principles.length + 5);
      const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
      expect(pages, format).toBeGreaterThan(10);
      expect(pages, format).toBeLessThan(30);
    }
  });

  test("leaving the report takes its foot away", async ({ app, page }) => {
    expect(await foot(page)).not.toBe("");
    await app.follow("#/a/test-assessment/results");
    expect(await foot(page)).toBe("");
  });
});

test("without answers it says what will be here", { tag: "@quick" }, async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: "" })), HASH);
  await expect(app.heading()).toHaveText(words("app.untitled"));
  await expect(page.locator("[data-part]")).toHaveCount(1);
  await expect(page.locator("[data-part]")).toContainText(words("results.empty"));
});

test("what is not there is said in one line each", async ({ app, page }) => {
  const few = Object.fromEntries(asked(principles[0]!, PROFILE).map((id) => [id, 2 as const]));
  await app.openWith(stored(assessment({ answers: few })), HASH);
  await expect(part(page, "people")).toContainText(words("report.people_none"));
  await expect(part(page, "change")).toContainText(words("report.change_first"));
  await expect(part(page, "balance")).toContainText(words("report.balance_none"));
  await expect(part(page, "headline").locator(".partial")).toBeVisible();
});

test("a round that is not here or cannot be compared is said to be so", async ({ app, page }) => {
  const follows = (id: string) => ({ schema: 2, answers: everything(), more: { follows: id } });
  const away = assessment({ id: "away", ...follows("nowhere") });
  const other = assessment({ id: "other", ...follows("member"), name: "Other" });
  const member = assessment({ id: "member", name: "Members", profile: { role: "member" }, answers: everything() });
  await app.openWith(stored(away, other, member), "#/a/away/report");
  await expect(part(page, "change")).toContainText(words("report.change_away"));
  await app.follow("#/a/other/report");
  await expect(part(page, "change")).toContainText("Members");
  await expect(part(page, "change")).toContainText(words("change.other_role"));
});

test("the blank form has every practice with its levels, for either side", async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: NAME, answers: everything() })), "#/a/test-assessment/form");
  const practices = page.locator("[data-form-practice]");
  await expect(practices).toHaveCount(24);
  const ids = await practices.evaluateAll((all) => all.map((one) => one.getAttribute("data-form-practice")));
  expect(ids).toEqual(principles.flatMap((principle) => asked(principle, PROFILE)));
  const ticks = (all: Element[]) => all.map((one) => [".tick-levels .tick", ".form-last .tick"].map((kind) => one.querySelectorAll(kind).length));
  expect(await practices.evaluateAll(ticks)).toEqual(Array(24).fill([5, 2]));
  const question = practices.first().locator(".form-ask");
  const asOrchestrator = await question.innerText();
  const [role, form] = await page.locator(".report-tools select").all();
  await role!.selectOption("member");
  await expect(question).not.toHaveText(asOrchestrator);
  await form!.selectOption("full");
  await expect(practices).toHaveCount(64);
  await form!.selectOption("short");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("button, select, nav").filter({ visible: true })).toHaveCount(0);
  const pdf = (await page.pdf({ format: "A4", tagged: true, outline: true })).toString("latin1");
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(3);
  expect(pages).toBeLessThan(9);
});
