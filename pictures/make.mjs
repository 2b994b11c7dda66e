// Draws the icons and takes the screenshots that an installed app has, from the drawings and from the finished site:
//
//     cargo xtask dist && node pictures/make.mjs [icons | screenshots]
//
// Icons are drawn from public/icon.svg, which has a transparent ground, and from maskable.svg, whose ground fills the whole
// square because phones cut a shape of their own out of it; the star stays within the middle four fifths.

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

if (which !== "screenshots") {
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

if (which !== "icons") {
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
        const level = 2 + ((place * 2 + i) % 3);
        await radios.nth(i).locator(`input[value="${level}"]`).check({ force: true });
      }
    }
    await page.goto(`${server.url}#/a/${id}/${principles[2]}`);
    await page.locator("html[data-ready]").waitFor();
    await page.locator("fieldset[data-practice]").first().waitFor();
    await shoot("answering");
    await page.goto(`${server.url}#/a/${id}/results`);
    await page.locator("[data-chart] svg").first().waitFor();
    await shoot("results");
    await context.close();
  }
  await server.stop();
}
await browser.close();
