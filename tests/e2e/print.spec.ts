// On paper: light, without what only works on a screen, with everything that is folded there.

import { assessment, everything, stored } from "./documents";
import { expect, test } from "./fixtures";
import { principles, words } from "./model.mjs";

test.beforeEach(async ({ app, page }) => {
  await page.emulateMedia({ colorScheme: "dark" });
  const settings = JSON.stringify({ kind: "settings", theme: "dark", shortcuts: true });
  const entries = { ...stored(assessment({ answers: everything() })), "twelvefold:settings": settings };
  await app.openWith(entries, "#/a/test-assessment/results");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(app.chart("radar")).toBeVisible();
});

const luminance = (color: string) => {
  const [r, g, b] = (color.match(/[\d.]+/g) ?? []).map(Number) as [number, number, number];
  return (0.2126 * r + 0.7152 * g + 0.0722 * b) / 255;
};

test("paper is light, also when the screen is dark", async ({ page }) => {
  const colours = () =>
    page.evaluate(() => {
      // Computed in whatever notation; drawn, a colour is numbers.
      const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })!;
      const drawn = (colour: string) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = "#fff";
        canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return canvas.getImageData(0, 0, 1, 1).data.join(" ");
      };
      const body = getComputedStyle(document.body);
      const heading = getComputedStyle(document.querySelector("main h1")!);
      const label = getComputedStyle(document.querySelector("figure[data-chart=radar] svg text")!);
      return {
        paper: drawn(body.backgroundColor),
        root: drawn(getComputedStyle(document.documentElement).backgroundColor),
        ink: drawn(heading.color),
        label: drawn(label.fill),
      };
    });
  const screen = await colours();
  expect(luminance(screen.ink), "light on dark, on the screen").toBeGreaterThan(0.6);
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const print = await colours();
  expect(luminance(print.paper)).toBeGreaterThan(0.95);
  expect(luminance(print.root)).toBeGreaterThan(0.95);
  expect(luminance(print.ink)).toBeLessThan(0.4);
  expect(luminance(print.label)).toBeLessThan(0.5);
});

test("what only works on a screen is not printed", async ({ page }) => {
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("button, [role=button], input[type=button], input[type=submit], nav, select").filter({ visible: true })).toHaveCount(0);
  await expect(page.locator("main h1")).toBeVisible();
  for (const { id } of principles) await expect(page.locator(`figure[data-chart="principle-${id}"] svg`)).toBeVisible();
});

test("what is folded on the screen is open on paper", async ({ page }) => {
  // Ways of saving, copying and handing over have no place on paper.
  const details = page.locator("main details:not(.no-print *, .hand-over *)");
  expect(await details.count()).toBeGreaterThan(0);
  const heights = () =>
    details.evaluateAll((all) =>
      all.map((one) => {
        const inside = [...one.children].filter((child) => child.tagName !== "SUMMARY");
        return inside.reduce((sum, child) => sum + (child.checkVisibility() ? child.getBoundingClientRect().height : 0), 0);
      }),
    );
  expect(Math.max(...(await heights()))).toBe(0);
  await page.emulateMedia({ media: "print" });
  for (const height of await heights()) expect(height).toBeGreaterThan(20);
});

test("it becomes a tagged PDF with the language and headings of the page", async ({ page }) => {
  const pdf = (await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true })).toString("latin1");
  expect(pdf.startsWith("%PDF-")).toBe(true);
  expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
  expect(pdf).toContain("/StructTreeRoot");
  expect(pdf).toMatch(/\/Lang\s*\(en/);
  expect(pdf.match(/\/S\s*\/Table\b/g)?.length ?? 0).toBeGreaterThan(2);
  // A dozen principles take more than a few pages, and not an endless number.
  const pages = pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(2);
  expect(pages).toBeLessThan(40);
});

test("without a print dialog the button says so", async ({ page }) => {
  await page.evaluate(() => {
    window.print = () => {
      throw new DOMException("sandboxed", "NotAllowedError");
    };
  });
  await page.getByRole("button", { name: words("results.print"), exact: true }).click();
  await expect(page.getByRole("status")).toContainText(words("app.print_unavailable"));
});
