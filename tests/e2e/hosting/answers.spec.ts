// What a host answers with the examples that people copy: types, caching, compression, security, and the app on top of it.

import { readFileSync, readdirSync } from "node:fs";
import { request as ask, type IncomingMessage } from "node:http";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { expect } from "@playwright/test";
import { kept } from "../kept";
import { test } from "./servers";

const DIST = fileURLToPath(new URL("../../../dist", import.meta.url));

const FILES = readdirSync(DIST, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name).slice(DIST.length + 1))
  .filter((name) => !/\.(br|gz)$/.test(name));

const TYPES: Record<string, string> = {
  ".css": "text/css",
  ".html": "text/html",
  ".js": "text/javascript",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

interface Answer {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
}

// Not by fetch, which decompresses what it gets and follows where it is sent.
async function get(url: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((answered, failed) => {
    ask(url, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => answered({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }));
    })
      .on("error", failed)
      .end();
  });
}

const isHashed = (name: string) => /-[0-9a-f]{16}[^/]*$/.test(name);

test("every file has its type, its caching and its bytes", async ({ host }) => {
  expect(FILES.length).toBeGreaterThan(10);
  expect(FILES.filter(isHashed).length).toBeGreaterThan(5);
  for (const name of FILES) {
    const { status, headers, body } = await get(host.url + name);
    expect(status, name).toBe(200);
    expect(headers["content-type"]?.split(";")[0], name).toBe(TYPES[extname(name)]);
    if (/\.(css|html|js|txt)$/.test(name)) expect(headers["content-type"], name).toMatch(/; ?charset=utf-8$/i);
    expect(headers["cache-control"], name).toBe(isHashed(name) ? "public, max-age=31536000, immutable" : "no-cache");
    expect(headers["content-encoding"], name).toBeUndefined();
    expect(body.equals(readFileSync(join(DIST, name))), name).toBe(true);
  }
});

for (const [coding, extension, accepted, unpack] of [
  ["br", "br", "gzip, deflate, br, zstd", brotliDecompressSync],
  ["gzip", "gz", "gzip, deflate", gunzipSync],
] as const) {
  test(`whoever takes ${coding} gets the file made by the build`, async ({ host }) => {
    const compressed = FILES.filter((name) => TYPES[extname(name)] !== "image/png");
    for (const name of [...compressed, ""]) {
      const { status, headers, body } = await get(host.url + name, { "accept-encoding": accepted });
      const file = name || "index.html";
      expect(status, file).toBe(200);
      expect(headers["content-encoding"], file).toBe(coding);
      expect(headers["content-type"]?.split(";")[0], file).toBe(TYPES[extname(file)]);
      expect(headers.vary, file).toMatch(/accept-encoding/i);
      expect(headers["cache-control"], file).toBe(isHashed(file) ? "public, max-age=31536000, immutable" : "no-cache");
      expect(body.equals(readFileSync(join(DIST, `${file}.${extension}`))), file).toBe(true);
      expect(unpack(body).equals(readFileSync(join(DIST, file))), file).toBe(true);
    }
  });
}

test("what has not changed is not sent again", async ({ host }) => {
  for (const name of ["", "boot.js", "content/en.json"]) {
    const accepted = { "accept-encoding": "br" };
    const first = await get(host.url + name, accepted);
    expect(first.headers.etag, name).toBeTruthy();
    const again = await get(host.url + name, { ...accepted, "if-none-match": first.headers.etag ?? "" });
    expect(again.status, name).toBe(304);
    expect(again.headers["cache-control"], name).toBe("no-cache");
  }
});

test("every answer says what a page may do, and lets frames without an origin load", async ({ host }) => {
  const meta = /Content-Security-Policy" content="([^"]*)"/.exec(readFileSync(join(DIST, "index.html"), "utf8"))?.[1];
  expect(meta).toContain("default-src 'none'");
  for (const name of [...FILES, "", "not-there"]) {
    const { headers } = await get(host.url + name, { origin: "null" });
    expect(headers["content-security-policy"], name).toBe(`${meta}; frame-ancestors 'self' ${new URL(host.friend).origin}`);
    expect(headers["x-content-type-options"], name).toBe("nosniff");
    expect(headers["referrer-policy"], name).toBe("no-referrer");
    expect(headers["permissions-policy"], name).toContain("camera=()");
    expect(headers["access-control-allow-origin"], name).toBe("*");
    // It would forbid what the policy allows.
    expect(headers["x-frame-options"], name).toBeUndefined();
  }
});

test("an unknown address is not found, and nobody remembers that", async ({ host }) => {
  for (const name of ["not-there", "content/xx.json", "twelvefold-0123456789abcdef_bg.wasm", "a/b/", ".git/config"]) {
    const { status, headers, body } = await get(host.url + name, { "accept-encoding": "br" });
    expect(status, name).toBe(404);
    expect(headers["cache-control"] ?? "", name).not.toContain("max-age");
    expect(body.toString(), name).not.toContain("data-wasm");
  }
  for (const name of [".htaccess", "content/"]) {
    expect([403, 404], name).toContain((await get(host.url + name)).status);
  }
  expect((await get(`${host.url}.well-known/config`)).body.toString()).toBe("of a tool\n");
});

test("without its last slash the address leads to the page", async ({ host, page, place }) => {
  test.skip(place === "/", "there is none");
  const { status, headers } = await get(host.url.slice(0, -1), { "accept-encoding": "br" });
  expect(status).toBe(301);
  expect(new URL(headers.location ?? "", host.url).href).toBe(host.url);
  await page.goto(`${host.url.slice(0, -1)}#/method`);
  await expect(page).toHaveURL(`${host.url}#/method`);
  await expect(page.locator("html[data-ready]")).toBeAttached();
});

test("the app starts, answers, shows results and keeps them", async ({ app, page }) => {
  const errors: string[] = [];
  page.on("console", (message) => {
    // Without a service worker here: the next test has it.
    if (message.text().includes("blocked by Playwright")) return;
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  await app.startAssessment({ form: "short" });
  await app.answerAll(4);
  await app.go("results");
  await expect(app.chart("radar")).toBeVisible();
  await app.open("#/e");
  await expect(app.heading()).toBeVisible();
  await app.open();
  expect(Object.keys(await app.stored()).some((key) => key.startsWith("twelvefold:a:"))).toBe(true);
  expect(errors).toEqual([]);
});

test.describe("with its service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("all of it is kept on the device, and the app starts without the host", async ({ app, page, context }) => {
    await app.open();
    await kept(page);
    await context.setOffline(true);
    await app.reload();
    await app.open("#/e");
    await expect(app.heading()).toBeVisible();
  });
});

test("the site that is named may embed it, also in a sandbox", async ({ host, page }) => {
  for (const sandbox of ["", "allow-scripts"]) {
    await page.goto(`${host.friend}?${new URLSearchParams({ embed: host.url, sandbox })}`);
    await expect(page.frameLocator("iframe").locator("html[data-ready]")).toBeAttached();
  }
});

test("no other site may embed it", async ({ host, page }) => {
  const [refusal] = await Promise.all([
    page.waitForEvent("console", (message) => message.text().includes("frame-ancestors")),
    page.goto(`${host.stranger}?${new URLSearchParams({ embed: host.url })}`),
  ]);
  expect(refusal.type()).toBe("error");
  await expect(page.frameLocator("iframe").locator("[data-wasm], #app")).toHaveCount(0);
});
