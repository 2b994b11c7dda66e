// What works before, without and after the app: language, theme, and the two static notices.

import { readFileSync } from "node:fs";
import { axe, expect, test } from "./fixtures";
import { startServer } from "./server.mjs";

declare global {
  var twelvefold: { language: string; languages: string[]; content: Promise<string>; crash(message: string): void };
}

test("the finished page carries its policy and no inline code", { tag: "@quick" }, async ({ app, page, guard }) => {
  guard.expect(/script-src|policy/);
  await app.open();
  const policy = page.locator('head > meta[charset] + meta[http-equiv="Content-Security-Policy"]');
  await expect(policy).toHaveAttribute("content", /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "globalThis.broken = true";
    document.body.append(script);
    return "broken" in globalThis;
  });
  expect(ran).toBe(false);
});

test("the content of the chosen language is handed over", async ({ app, page }) => {
  await app.open("#/", "?lang=en-GB");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
  await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  const content = JSON.parse(await page.evaluate(() => twelvefold.content));
  expect(Object.keys(content)).toEqual(["later", "model", "text"]);
  expect(JSON.stringify(content)).not.toContain("derived_from");
});

test("a language that is not offered is English", async ({ app, page }) => {
  await app.open("#/", "?lang=xx");
  await expect(page.locator("html")).toHaveAttribute("lang", "en");
});

test("a stored theme is there before the app", async ({ page, site }) => {
  await page.addInitScript(() => {
    localStorage.setItem("twelvefold:settings", JSON.stringify({ theme: "dark" }));
  });
  await page.route("**/*.wasm", () => {}); // Never answered: the app does not start.
  await page.goto(site.url);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("settings that make no sense do no harm", async ({ app, page }) => {
  await app.open();
  for (const settings of ["{", "null", "[]", '{"theme":5,"language":{}}']) {
    await page.evaluate((value) => localStorage.setItem("twelvefold:settings", value), settings);
    await app.reload();
    await expect(app.heading(), settings).toBeVisible();
    await expect(page.locator("#load-failed")).toBeHidden();
  }
});

for (const [what, status] of [
  ["app", 404],
  ["script", 500],
] as const) {
  test(`a missing ${what} is said, and can be tried again`, async ({ page, guard }) => {
    guard.expect(/status of|status 404|Failed to fetch|dynamically imported module/);
    let broken = true;
    const site = await startServer({
      respond: (request, response) => {
        const asked = what === "app" ? request.url?.endsWith(".wasm") : /twelvefold-.*\.js$/.test(request.url ?? "");
        if (!broken || !asked) return false;
        response.writeHead(status).end();
        return true;
      },
    });
    guard.allowOrigin(site.url);
    await page.goto(site.url);
    const notice = page.locator("#load-failed");
    await expect(notice).toBeVisible();
    await expect(page.locator("#app")).toBeHidden();
    await expect(notice.locator("h2")).toBeFocused();
    await axe(page, { include: "#load-failed" });
    broken = false;
    await notice.getByRole("button").click();
    await expect(page.locator("html[data-ready]")).toBeAttached();
    await expect(notice).toBeHidden();
    await site.stop();
  });
}

test("content that is a page instead of JSON is refused", async ({ page, guard }) => {
  const site = await startServer({
    respond: (request, response) => {
      if (!request.url?.includes("/content/")) return false;
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
      return true;
    },
  });
  guard.allowOrigin(site.url);
  await page.goto(site.url);
  await page.waitForFunction(() => "twelvefold" in globalThis);
  const outcome = await page.evaluate(() => twelvefold.content.then(() => "taken", (error) => String(error)));
  expect(outcome).toContain("not JSON");
  await site.stop();
});

test("after a crash the data can be taken out without the app", async ({ app, page }) => {
  await app.open();
  await page.evaluate(() => {
    localStorage.setItem("twelvefold:a:test", '{"half": ');
    localStorage.setItem("another-app", "not ours");
    twelvefold.crash("panicked at 'boom'");
  });
  const notice = page.locator("#crash");
  await expect(notice).toBeVisible();
  await expect(notice).toContainText("boom");
  await expect(notice.locator("h2")).toBeFocused();
  await axe(page, { include: "#crash" });

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    notice.locator('[data-action="rescue"]').click(),
  ]);
  const rescued = JSON.parse(readFileSync(await download.path(), "utf8"));
  expect(rescued).toMatchObject({ app: "twelvefold", kind: "rescue" });
  // The text as it was stored, also when it is damaged.
  expect(rescued.entries["twelvefold:a:test"]).toBe('{"half": ');
  expect(rescued.entries).not.toHaveProperty("another-app");

  await notice.locator('[data-action="reload"]').click();
  await app.ready();
  await expect(notice).toBeHidden();
});

test("without storage the notices still work", async ({ page, site }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await page.route("**/*.wasm", () => {});
  await page.goto(site.url);
  await page.waitForFunction(() => "twelvefold" in globalThis);
  await page.evaluate(() => twelvefold.crash("no storage"));
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.locator('#crash [data-action="rescue"]').click(),
  ]);
  expect(JSON.parse(readFileSync(await download.path(), "utf8")).entries).toEqual({});
});

test("starts in a sandboxed frame, which has no origin and no storage", async ({ page, guard }) => {
  const site = await startServer({
    headers: { "access-control-allow-origin": "*" },
    respond: (request, response) => {
      if (request.url !== "/host") return false;
      response
        .writeHead(200, { "content-type": "text/html" })
        .end('<!doctype html><title>host</title><link rel="icon" href="data:,"><iframe title="app" sandbox="allow-scripts" src="some/sub/path/"></iframe>');
      return true;
    },
  });
  guard.allowOrigin(site.url);
  await page.goto(new URL("/host", site.url).href);
  const frame = page.frameLocator("iframe");
  await expect(frame.locator("html[data-ready]")).toBeAttached();
  await expect(frame.locator("#load-failed")).toBeHidden();
  await site.stop();
});
