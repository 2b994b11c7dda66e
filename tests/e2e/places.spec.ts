// Where the app can stand, and what works there: starting, saving, going on later, printing, downloading. The table in the
// README names these tests and those that look closer at one place. Without a network: offline.spec.ts.

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";
import { words } from "./model.mjs";
import { startServer } from "./server.mjs";

const PLACES: Record<string, string | null> = {
  "a site of its own": null,
  "a plain frame": "<iframe title='app' width='1000' height='900' src='{app}'></iframe>",
  // The frame that embed.js makes; what the page around is told is looked at elsewhere.
  "the frame of an element": "<iframe title='app' width='1000' height='900' allow='clipboard-write' src='{app}?embed=1&host={host}'></iframe>",
};

for (const [place, markup] of Object.entries(PLACES)) {
  test(`starts, saves, goes on later, downloads and prints: ${place}`, async ({ page, site, guard }) => {
    await page.addInitScript(() => {
      // There is no dialog in a browser without a window.
      window.print = () => document.documentElement.setAttribute("data-printed", "");
    });
    let url = site.url;
    const around = await startServer({
      respond: (request, response) => {
        if (request.url !== "/host") return false;
        const filled = (markup ?? "").replace("{app}", site.url).replace("{host}", encodeURIComponent(new URL(url).origin));
        response
          .writeHead(200, { "content-type": "text/html" })
          .end(`<!doctype html><title>host</title><link rel="icon" href="data:,">${filled}`);
        return true;
      },
    });
    guard.allowOrigin(around.url);
    // Another origin of the same site. On another site, this browser as Playwright starts it gives a frame no storage at all;
    // embed-app.spec.ts starts it as people do.
    if (markup !== null) url = new URL("/host", around.url).href;
    const app = markup === null ? page.locator("html") : page.frameLocator("iframe").locator("html");
    const link = (key: string) => app.getByRole("link", { name: words(key), exact: true });
    const button = (key: string) => app.getByRole("button", { name: words(key), exact: true });
    const first = app.locator("fieldset[data-practice]").first();

    await page.goto(url);
    await link("welcome.start").click();
    await app.locator("input[name=form][value=short]").check({ force: true });
    await app.locator("input[name=role][value=member]").check({ force: true });
    await app.locator("button[type=submit]").click();
    await first.locator("input[value='4']").check({ force: true });
    await expect(app.getByText(words("answer.saved"), { exact: true })).toBeVisible();

    await page.goto("about:blank");
    await page.goto(url);
    await app.getByRole("link", { name: words("welcome.continue") }).first().click();
    await expect(app.locator("main h1")).toBeVisible();
    await link("app.tab_results").click();
    const [download] = await Promise.all([page.waitForEvent("download"), button("export.csv_download").click()]);
    expect(readFileSync(await download.path(), "utf8")).toContain("assessment_id,assessment_name");
    await button("results.print").click();
    await expect(page.frames().at(-1)!.locator("html[data-printed]")).toBeAttached();
    await page.goto("about:blank");
    await around.stop();
  });
}
