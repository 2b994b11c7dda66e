// Draws the icons and takes the screenshots that an installed app has, from the drawings and from the finished site:
//
//     cargo xtask dist && node pictures/make.mjs [icons | screenshots | docs]
//
// docs: the pictures of README.md.
//
// Icons are drawn from public/icon.svg, which has a transparent ground, and from maskable.svg, whose ground fills the whole
// square because phones cut a shape of their own out of it; the star stays within the middle four fifths.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "../tests/e2e/node_modules/@playwright/test/index.mjs";
import { startServer } from "../tests/e2e/server.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

const ICONS = [
  { name: "any-192", source: "../public/icon.svg", size: 192 },
  { name: "any-512", source: "../public/icon.svg", size: 512 },
  { name: "maskable-192", source: "maskable.svg", size: 192 },
  { name: "maskable-512", source: "maskable.svg", size: 512 },
  // Phones of Apple make transparent ground black and round the corners themselves.
  { name: "apple-180", source: "maskable.svg", size: 180 },
];

// An ecosystem with something to see: strong and weak principles, none of them at an end.
const LEVELS = [3, 4, 2, 3, 2, 4, 3, 1, 2, 3, 4, 2];

const which = process.argv[2];
const browserPath =
  process.env.TWELVEFOLD_CHROMIUM ??
  ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((path) => existsSync(path));
const browser = await chromium.launch({
  executablePath: browserPath,
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-background-networking"],
});

if (!which || which === "icons") {
  for (const { name, source, size } of ICONS) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const drawing = Buffer.from(readFileSync(file(source))).toString("base64");
    await page.setContent(
      `<style>body{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="data:image/svg+xml;base64,${drawing}">`,
    );
    await page.locator("img").evaluate((image) => image.decode());
    await page.screenshot({ path: file(`../public/icons/${name}.png`), omitBackground: true });
    await page.close();
  }
}

if (!which || which === "screenshots") {
  const server = await startServer();
  for (const { name, form, width, height } of [
    { name: "wide", form: "full", width: 1280, height: 800 },
    { name: "narrow", form: "short", width: 360, height: 720 },
  ]) {
    // A phone has two dots for each pixel or more; stores want at least 320.
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: width < 500 ? 2 : 1,
      locale: "en-GB",
      colorScheme: "light",
      serviceWorkers: "block",
    });
    const page = await context.newPage();
    const shoot = (what) => page.screenshot({ path: file(`../public/screenshots/${name}-${what}.png`) });
    await page.goto(`${server.url}#/new?role=orchestrator&form=${form}`);
    await page.locator("#assessment-name").fill("Port logistics");
    await page.locator("button[type=submit]").click();
    await page.locator("fieldset[data-practice]").first().waitFor();
    const principles = await page.evaluate(
      async (url) => (await (await fetch(`${url}content/en.json`)).json()).model.principle.map((principle) => principle.id),
      server.url,
    );
    const id = /#\/a\/([^/]+)/.exec(page.url())[1];
    for (const [place, principle] of principles.entries()) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/a/${id}/${principle}`);
      await page.locator(`main h1:focus`).waitFor();
      const radios = page.locator("fieldset[data-practice]");
      for (let i = 0; i < (await radios.count()); i += 1) {
        const level = LEVELS[place] + (i % 3 === 1 ? 1 : 0);
        await radios.nth(i).locator(`input[value="${level}"]`).check({ force: true });
      }
    }
    await page.goto(`${server.url}#/a/${id}/${principles[2]}`);
    await page.locator("html[data-ready]").waitFor();
    await page.locator("fieldset[data-practice]").first().waitFor();
    await shoot("answering");
    await page.goto(`${server.url}#/a/${id}/results`);
    // The reminder of a backup is not what a picture of the results is about.
    await page.locator(".reminder .quiet-button").click();
    const radar = page.locator("figure[data-chart=radar]");
    await radar.locator("svg").waitFor();
    await radar.evaluate((figure) => scrollTo(0, figure.closest("section").getBoundingClientRect().top + scrollY - 32));
    await shoot("results");
    await context.close();
  }
  await server.stop();
}

if (!which || which === "docs") {
  const server = await startServer();
  const context = await browser.newContext({ locale: "en-GB", colorScheme: "light", serviceWorkers: "block" });
  const page = await context.newPage();
  const open = async (hash, width, height) => {
    await page.setViewportSize({ width, height });
    await page.goto(`${server.url}${hash}`);
    await page.locator("html[data-ready]").waitFor();
  };
  const shoot = (name, options = {}) => page.screenshot({ path: file(`../docs/${name}.png`), ...options });
  // The example has something of everything.
  await open("#/", 1200, 820);
  const id = await page
    .locator('a[href^="#/a/"]')
    .first()
    .evaluate((link) => /#\/a\/([^/]+)/.exec(link.getAttribute("href"))[1]);
  await open(`#/a/${id}/business-objectives`, 1200, 820);
  await page.locator("fieldset[data-practice]").first().waitFor();
  await shoot("answering");
  await open(`#/a/${id}/plan`, 1200, 860);
  await page.locator(".aims").waitFor();
  await page.locator(".aims-section").evaluate((section) => scrollTo(0, section.getBoundingClientRect().top + scrollY - 24));
  await shoot("plan");

  await open(`#/a/${id}/report`, 794, 1123);
  await page.emulateMedia({ media: "print" });
  await page.locator(".cover").waitFor();
  const parts = [".cover", "[data-part=radar]", "[data-part=standouts]", "[data-part=roadmap]"];
  const images = [];
  for (const part of parts) {
    const found = page.locator(part).first();
    if (await found.count()) images.push((await found.screenshot()).toString("base64"));
  }
  await page.emulateMedia({ media: "screen" });
  const paper = await context.newPage();
  await paper.setViewportSize({ width: 1894, height: 672 });
  const pages = images.map((image) => `<div><img src="data:image/png;base64,${image}"></div>`).join("");
  await paper.setContent(
    `<style>body{margin:0;padding:12px;display:flex;gap:14px;background:#e9e4d8}div{flex:1;block-size:648px;overflow:hidden;` +
      `background:#fff;padding:24px;box-sizing:border-box}img{inline-size:100%}</style>${pages}`,
  );
  await paper.locator("img").last().evaluate((image) => image.decode());
  await paper.screenshot({ path: file("../docs/report.png") });

  const sample = execFileSync("cargo", ["run", "-q", "-p", "xtask", "--", "sample", "--orchestrators", "3", "--members", "120"], {
    cwd: file(".."),
    encoding: "utf8",
    maxBuffer: 1 << 26,
  });
  await open("#/e", 800, 1010);
  await page.locator('[data-action="new-view"]').click();
  await page.locator("textarea[data-paste]").evaluate((field, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, sample);
  await page.locator("section.view-first").waitFor();
  await page.waitForTimeout(1_000);
  await page.locator("section.view-first").evaluate((section) => scrollTo(0, section.getBoundingClientRect().top + scrollY - 24));
  await shoot("ecosystem");
  await context.close();
  await server.stop();
}
await browser.close();
