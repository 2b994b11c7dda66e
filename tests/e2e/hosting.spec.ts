// Any static host: what hosts do differently, and several versions beside each other. What is copied there:
// node/site.test.mjs.

import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "./app";
import { assessment, everything, stored } from "./documents";
import { expect, test } from "./fixtures";
import { content, words } from "./model.mjs";
import { startServer } from "./server.mjs";
import { DIST, filesBelow, siteFiles } from "./site.mjs";

const stem = siteFiles().map((name) => /^(twelvefold-[0-9a-f]{16})_bg\.wasm$/.exec(name)?.[1]).find((found) => found) ?? "";

const made: string[] = [];

test.afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder with copies of the site under these names, which a test may change. It is removed at the end. */
function folderWith(...copies: string[]): string {
  const folder = mkdtempSync(join(tmpdir(), "twelvefold-site-"));
  made.push(folder);
  for (const copy of copies) cpSync(DIST, join(folder, copy), { recursive: true });
  return folder;
}

/** Makes another version of a copy: other words on the first screen, and other names of the app's files. */
function makeOther(site: string, title: string): void {
  const file = join(site, "content/en.json");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(content.text.model.question, title));
  const other = stem.replace(/[0-9a-f]{16}/, "0123456789abcdef");
  for (const name of filesBelow(site).filter((name) => name === "index.html" || name.startsWith(stem))) {
    // As bytes: a letter each, so that a compiled program stays what it is.
    const bytes = readFileSync(join(site, name), "latin1").replaceAll(stem, other);
    writeFileSync(join(site, name), bytes, "latin1");
    if (name !== "index.html") renameSync(join(site, name), join(site, name.replace(stem, other)));
  }
}

// ------------------------------------------------- what hosts do differently --

test("a host that knows neither the type of wasm nor caching", async ({ page, guard }) => {
  const site = await startServer({ types: { ".wasm": "application/octet-stream" }, caching: "" });
  guard.allowOrigin(site.url);
  const app = new App(page, site.url);
  await app.openWith(stored(assessment({ answers: everything() })));
  await app.follow("#/a/test-assessment/results");
  await expect(app.chart("radar")).toBeVisible();
  await app.follow("#/e");
  await expect(app.heading()).toHaveText(words("app.views"));
  await site.stop();
});

test("a host that answers what it does not have with the page", async ({ page, guard }) => {
  guard.expect(/WebAssembly|CompileError|Failed/);
  const root = folderWith("");
  for (const name of ["config.json", `${stem}-split_later.wasm`]) rmSync(join(root, name));
  const site = await startServer({ root, notFound: "index.html" });
  guard.allowOrigin(site.url);
  const app = new App(page, site.url);
  const before = stored(assessment({ answers: everything() }));
  await app.store(before);
  await app.open();
  await app.follow("#/a/test-assessment/results");
  await expect(app.heading()).toHaveText(words("later.failed_title"));
  expect(await app.stored()).toMatchObject(before);
  cpSync(join(DIST, `${stem}-split_later.wasm`), join(root, `${stem}-split_later.wasm`));
  await page.getByRole("button", { name: words("later.retry") }).click();
  await expect(app.chart("radar")).toBeVisible();
  await site.stop();
});

test("a host that lets everything be kept for ten minutes: after an update nothing of it is mixed", async ({
  context,
  guard,
}) => {
  const root = folderWith("");
  const site = await startServer({ root, caching: "max-age=600" });
  guard.allowOrigin(site.url);
  const before = new App(await context.newPage(), site.url);
  await before.open();
  await expect(before.heading()).toHaveText(content.text.model.question);

  const file = join(root, "content/en.json");
  writeFileSync(file, readFileSync(file, "utf8").replaceAll(content.text.model.question, "As of today"));
  const asked = site.requests.length;
  const after = new App(await context.newPage(), site.url);
  await after.open();
  await expect(after.heading()).toHaveText("As of today");
  // The page of the first visit is still good, so this is about what the page fetches, and not about the page.
  expect(site.requests.slice(asked)).not.toContain(site.base);
  await site.stop();
});

test("a host with a redirect to the folder's last slash", async ({ page, guard }) => {
  const site = await startServer({
    respond: (request, response) => {
      if (request.url !== "/some/sub/path") return false;
      response.writeHead(301, { location: "/some/sub/path/" }).end();
      return true;
    },
  });
  guard.allowOrigin(site.url);
  await page.goto(`${site.url.slice(0, -1)}#/method`);
  const app = new App(page, site.url);
  await app.ready();
  await expect(page).toHaveURL(`${site.url}#/method`);
  await expect(app.heading()).toHaveText(words("method.title"));
  await site.stop();
});

// ------------------------------------------- several versions on one origin --

test("two versions on one origin load their own files and show the same answers", async ({ context, guard }) => {
  const root = folderWith("a", "b");
  makeOther(join(root, "b"), "The other one");
  const site = await startServer({ root, base: "/" });
  guard.allowOrigin(site.url);

  const open = async (name: string) => {
    const page = await context.newPage();
    const asked: string[] = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const app = new App(page, `${site.url}${name}/`);
    await app.open();
    return { app, asked };
  };
  const a = await open("a");
  const b = await open("b");
  await expect(a.app.heading()).toHaveText(content.text.model.question);
  await expect(b.app.heading()).toHaveText("The other one");

  const id = await a.app.startAssessment();
  const [practice = ""] = await a.app.answerAll(4);
  await b.app.open(new URL(a.app.page.url()).hash);
  expect(await b.app.chosen(practice)).toBe("4");
  await b.app.answer(practice, 2);
  await expect(a.app.choice(practice, 2)).toBeChecked();

  for (const { app } of [a, b]) {
    await app.open(`#/a/${id}/results`);
    await expect(app.heading()).toBeVisible();
    await expect(app.page.locator("#crash, #load-failed").filter({ visible: true })).toHaveCount(0);
  }
  expect(a.asked.length).toBeGreaterThan(5);
  expect(a.asked.filter((path) => !path.startsWith("/a/"))).toEqual([]);
  expect(b.asked.filter((path) => !path.startsWith("/b/"))).toEqual([]);
  await site.stop();
});

test("an older version leaves what a newer one beside it has written as it is", async ({ page, guard }) => {
  const root = folderWith("old", "new");
  const site = await startServer({ root, base: "/" });
  guard.allowOrigin(site.url);
  const newer = stored(assessment({ answers: everything(), schema: 999, more: { future: { of: ["us"] } } }));
  await new App(page, `${site.url}new/`).store(newer);
  const old = new App(page, `${site.url}old/`);
  await old.open("#/a/test-assessment/results");
  await expect(page.getByText(words("welcome.read_only_newer"))).toBeVisible();
  expect(await old.stored()).toMatchObject(newer);
  await site.stop();
});
