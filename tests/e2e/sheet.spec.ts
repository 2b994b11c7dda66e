// A view on paper: the workshop sheet, and the report. What they say is what the view shows, and paper holds all of it.

import type { Page } from "@playwright/test";
import type { App } from "./app";
import { expect, test } from "./fixtures";
import { content, principles, words } from "./model.mjs";
import { sample } from "./sample.mjs";

const HANDFUL = () => sample("codes", { members: 12, orchestrators: 1 });
const TWO_SIDES = () => sample("codes", { members: 20, orchestrators: 8 });

type Paper = "sheet" | "report";

/** A new view with these responses, and one of its papers, by the link on its screen. */
async function openPaper(app: App, page: Page, codes: string, paper: Paper, named?: string) {
  await app.open("#/e");
  await page.locator('[data-action="new-view"]').click();
  await page.locator("textarea[data-paste]").waitFor({ state: "attached" });
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    const paste = new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector("textarea[data-paste]")!.dispatchEvent(paste);
  }, codes);
  const count = codes.trim().split("\n").length;
  await expect(page.locator("[data-respondents]")).toHaveAttribute("data-respondents", String(count));
  if (named) {
    await page.locator(".view-rules > summary").click();
    await page.locator(`input[name="named"][value="${named}"]`).check();
  }
  await page.locator(`.view-head a[href$="/${paper}"]`).click();
  await app.entered();
}

const items = (page: Page) => page.locator("[data-sheet]");
const part = (page: Page, name: string) => page.locator(`[data-part="${name}"]`);
const foot = (page: Page) => page.evaluate(() => document.documentElement.style.getPropertyValue("--running-foot"));

async function pdf(page: Page, format: "A4" | "Letter"): Promise<string> {
  return (await page.pdf({ format, tagged: true, outline: true })).toString("latin1");
}
const pagesOf = (file: string) => file.match(/\/Type\s*\/Page\b/g)?.length ?? 0;

/** What stands out of its box and would be cut or lie over something else. */
const overflows = (page: Page) =>
  page.locator(".sheet-item, .sheet-page").evaluateAll((all) =>
    all.filter((one) => one.scrollHeight > one.clientHeight + 1).map((one) => `${one.className}: ${one.textContent?.slice(0, 60)}`),
  );

test.describe("the workshop sheet", () => {
  test("has the practices that people see most differently, with two descriptions and room to write", async ({ app, page }) => {
    await openPaper(app, page, TWO_SIDES(), "sheet");
    await expect(items(page)).toHaveCount(10);
    // Gaps come first and shrink.
    const why = await items(page).evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset.why));
    const order = ["gap", "consensus", "unknown", "range"];
    expect(why[0]).toBe("gap");
    const gaps = why.filter((one) => one === "gap").length;
    expect(why.slice(0, gaps)).toEqual(Array(gaps).fill("gap"));
    for (const one of why) expect(order).toContain(one);
    const sizes = await page.locator('[data-why="gap"] .sheet-why').allInnerTexts();
    const levels = sizes.map((text) => Number(/([\d.]+) levels/.exec(text)![1]));
    expect(levels).toEqual([...levels].sort((a, b) => b - a));
    expect(levels.at(-1)).toBeGreaterThanOrEqual(1);

    for (const item of await items(page).all()) {
      const id = (await item.getAttribute("data-sheet"))!;
      const principle = principles.find((one) => one.practice.some((practice) => practice.id === id))!;
      await expect(item).toContainText(principle.clause);
      const shown = await item.locator("[data-level]").evaluateAll((all) => all.map((one) => Number((one as HTMLElement).dataset.level)));
      expect(shown.length).toBeGreaterThan(0);
      expect(shown).toEqual([...shown].sort((a, b) => a - b));
      const descriptors = content.text.practice[id].levels as string[];
      for (const [i, level] of shown.entries()) {
        await expect(item.locator(".sheet-words").nth(i)).toHaveText(descriptors[level - 1]!);
      }
      await expect(item.locator(".sheet-lines")).toHaveCount(2);
    }
    await expect(page).toHaveTitle(new RegExp(words("sheet.title")));
  });

  test("there can be five or twenty", async ({ app, page }) => {
    await openPaper(app, page, TWO_SIDES(), "sheet");
    const most = page.locator('select[data-filter="most"]');
    await most.selectOption("5");
    await expect(items(page)).toHaveCount(5);
    expect(pagesOf(await pdf(page, "A4"))).toBe(1);
    await most.selectOption("20");
    await expect(items(page)).toHaveCount(20);
    expect(pagesOf(await pdf(page, "A4"))).toBe(4);
    const numbers = await page.locator(".sheet-number").allInnerTexts();
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, i) => String(i + 1)));
  });

  test("the top ten fill two pages of A4 and of Letter, and nothing is cut", async ({ app, page }) => {
    await openPaper(app, page, TWO_SIDES(), "sheet");
    for (const format of ["A4", "Letter"] as const) {
      const file = await pdf(page, format);
      expect(pagesOf(file), format).toBe(2);
      expect(file.match(/\/S\s*\/H2\b/g)?.length, format).toBe(11);
    }
    await page.emulateMedia({ media: "print" });
    // As wide and as high as what is inside of the margins, of both.
    for (const [width, height] of [[182, 270], [187.9, 252.4]] as const) {
      const px = (mm: number) => Math.floor((mm / 25.4) * 96);
      await page.setViewportSize({ width: px(width), height: px(height) });
      expect(await overflows(page), `${width} mm`).toEqual([]);
    }
  });

  test("a few who are shown by name are compared by range, and fewer are told nothing", async ({ app, page }) => {
    const few = sample("codes", { members: 3, orchestrators: 1 });
    await openPaper(app, page, few, "sheet", "everybody");
    await expect(items(page)).toHaveCount(10);
    await expect(page.locator(".sheet-head")).toContainText(words("cohort.named_everybody"));
    expect(await page.locator('[data-why="range"], [data-why="gap"]').count()).toBeGreaterThan(0);
    await expect(page.locator('[data-why="consensus"]')).toHaveCount(0);

    await openPaper(app, page, few, "sheet");
    await expect(items(page)).toHaveCount(0);
    await expect(page.getByText(words("sheet.nothing_title"))).toBeVisible();
  });
});

const PARTS = ["headline", "radar", "gaps", "topics", "balance", "consensus", "blind-spots", "principles", "counted", "appendix"];

test.describe("the report of a view", () => {
  test("has every part, in order, and says on page one who can see what", async ({ app, page }) => {
    await openPaper(app, page, TWO_SIDES(), "report");
    const names = await page.locator("[data-part]").evaluateAll((all) => all.map((one) => one.getAttribute("data-part")));
    expect(names).toEqual(PARTS);
    await expect(page.locator(".cover")).toContainText(words("cohort.confidential"));
    await expect(page.locator(".cover-facts")).toContainText("28");
    await expect(page.locator("[data-principle-details]")).toHaveCount(principles.length);
    for (const { id } of principles) {
      await expect(app.chart(`ecosystem-practices-${id}`)).toBeVisible();
      await expect(app.chart(`ecosystem-spread-${id}`)).toBeVisible();
    }
    expect(await page.locator("h2", { hasText: words("view_report.how") }).count()).toBe(1);
    expect(await page.locator(".paper").innerText()).not.toMatch(/anonym|certified|compliant|approved/i);

    const entries = page.locator(".contents button");
    await expect(entries).toHaveCount(PARTS.length);
    for (const [i, name] of PARTS.entries()) {
      await entries.nth(i).click();
      await expect(part(page, name).locator("h2").first()).toBeFocused();
    }
  });

  test("two months are compared when there are two", async ({ app, page }) => {
    await openPaper(app, page, sample("codes", { members: 20, orchestrators: 8, rounds: 2 }), "report");
    await expect(part(page, "trend").locator("figure[data-chart]").first()).toBeVisible();
  });

  test("details and names can be left out", async ({ app, page }) => {
    const codes = sample("codes", { members: 5, orchestrators: 1 });
    await openPaper(app, page, codes, "report", "everybody");
    await expect(page.locator(".cover")).toContainText(words("cohort.named_everybody"));
    const dots = page.locator('[data-chart^="ecosystem-dots"]');
    await expect(dots).toHaveCount(principles.length);
    const option = (name: string) => page.locator(`.report-options input[name="${name}"]`);
    await option("names").uncheck();
    await expect(dots).toHaveCount(principles.length);
    await expect(dots.first().locator("table")).toContainText("Response 1");
    await option("details").uncheck();
    await page.emulateMedia({ media: "print" });
    await expect(part(page, "principles")).toBeHidden();
  });

  test("one orchestrator among members who are protected stays hidden", async ({ app, page }) => {
    await openPaper(app, page, HANDFUL(), "report");
    await expect(page.locator("[data-orchestrators]")).toHaveCount(0);
    await expect(page.locator('[data-chart^="ecosystem-dots"]')).toHaveCount(0);
    await expect(page.locator('.report-options input[name="names"]')).toHaveCount(0);
  });

  test("a logo is shown on the cover", async ({ app, page }) => {
    await openPaper(app, page, HANDFUL(), "report");
    const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40"><rect width="120" height="40"/></svg>';
    const field = page.getByLabel(words("report.logo"), { exact: true });
    await field.setInputFiles({ name: "logo.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg) });
    await expect(page.locator(".cover-logo")).toBeVisible();
    await page.getByRole("button", { name: words("report.logo_remove") }).click();
    await expect(page.locator(".cover-logo")).toHaveCount(0);
  });

  test("it becomes a tagged PDF with bookmarks, on A4 and on Letter", async ({ app, page }) => {
    await openPaper(app, page, TWO_SIDES(), "report");
    for (const format of ["A4", "Letter"] as const) {
      const file = await pdf(page, format);
      expect(file, format).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
      expect(file, format).toContain("/Outlines");
      // One on the cover.
      expect(file.match(/\/S\s*\/H2\b/g)?.length, format).toBe(PARTS.length + 1);
      expect(file.match(/\/S\s*\/H3\b/g)?.length, format).toBeGreaterThan(principles.length);
      expect(pagesOf(file), format).toBeGreaterThan(15);
      expect(pagesOf(file), format).toBeLessThan(30);
    }
    await page.locator('.report-options input[name="details"]').uncheck();
    for (const format of ["A4", "Letter"] as const) expect(pagesOf(await pdf(page, format)), format).toBeLessThan(14);
  });

  test("three thousand responses print as well", async ({ app, page }) => {
    await openPaper(app, page, sample("codes", { members: 2990, orchestrators: 10 }), "report");
    const pages = pagesOf(await pdf(page, "A4"));
    expect(pages).toBeGreaterThan(15);
    expect(pages).toBeLessThan(30);
  });
});

for (const paper of ["sheet", "report"] as const) {
  test(`printing the ${paper} has nothing of the interface and is light on dark screens`, async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await openPaper(app, page, TWO_SIDES(), paper);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await expect(page.locator("button, input, select, nav, .report-tools").filter({ visible: true })).toHaveCount(0);
    const ink = await page.locator(".paper").locator("h1, h2, p, svg text").evaluateAll((all) => {
      // Computed in whatever notation; drawn, a colour is numbers.
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
      return all.map((one) => {
        const { color, fill } = getComputedStyle(one);
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = one.closest("svg") ? fill : color;
        canvas.fillRect(0, 0, 1, 1);
        const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data as unknown as [number, number, number];
        return { light: (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255, drawn: !!one.closest("svg") };
      });
    });
    expect(ink.length).toBeGreaterThan(20);
    // In drawings there are light words on dark bars.
    expect(Math.max(...ink.filter((one) => !one.drawn).map((one) => one.light))).toBeLessThan(0.5);
    expect(Math.min(...ink.map((one) => one.light))).toBeLessThan(0.2);
    await page.emulateMedia({ media: "screen" });
    expect(await foot(page)).not.toBe("");
    await page.getByRole("link", { name: words("sheet.back"), exact: true }).click();
    await app.entered();
    expect(await foot(page)).toBe("");
  });
}
