// Any static host: what hosts do differently, several versions beside each other, and what is copied there.

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { App } from "./app";
import { assessment, everything, stored } from "./documents";
import { expect, test } from "./fixtures";
import { content, laterFile, words } from "./model";
import { startServer } from "./server.mjs";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const DIST = join(ROOT, "dist");

const FILES = filesBelow(DIST).filter((name) => !/\.(br|gz)$/.test(name));

/** Names with `/` between the parts, sorted. What begins with a dot belongs to tools. */
function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
    .filter((name) => !/(^|\/)\./.test(name))
    .sort();
}

const isHashed = (name: string) => /-[0-9a-f]{16}[^/]*$/.test(name);
const stem = FILES.map((name) => /^(twelvefold-[0-9a-f]{16})_bg\.wasm$/.exec(name)?.[1]).find((found) => found) ?? "";

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

// ------------------------------------------------------- what is copied there --

test("the site can be put anywhere: no address in it is absolute", () => {
  const index = readFileSync(join(DIST, "index.html"), "utf8");
  const addresses = [...index.matchAll(/\s(?:href|src|data-js|data-wasm|data-later-style)="([^"]*)"/g)].map((match) => match[1]);
  expect(addresses.length).toBeGreaterThan(4);
  for (const address of addresses) {
    expect(address).toMatch(/^(\.\/)?[A-Za-z0-9]/);
    expect(address).not.toMatch(/^[a-z]+:/i);
    expect(FILES, "the file is there").toContain(address?.replace(/^\.\//, ""));
  }
  expect(index).not.toMatch(/<base\b/i);
  for (const name of FILES.filter((name) => name.endsWith(".js"))) {
    const script = readFileSync(join(DIST, name), "utf8");
    for (const [, address] of script.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"']*)["']/g)) {
      expect(address, name).toMatch(/^\.\//);
    }
    for (const [, address] of script.matchAll(/new URL\(["']([^"']*)["']/g)) {
      expect(address, name).toMatch(/^(\.$|\.\/|[A-Za-z0-9])/);
      expect(address, name).not.toMatch(/^[a-z]+:/i);
    }
  }
  for (const name of FILES.filter((name) => name.endsWith(".css"))) {
    for (const [, address] of readFileSync(join(DIST, name), "utf8").matchAll(/url\(["']?([^"')]*)/g)) {
      expect(address, name).toMatch(/^(data:|#|\.\/|[A-Za-z0-9])/);
      expect(address, name).not.toMatch(/^(https?|file):/);
    }
  }
});

test("no file of the site tells about the machine that built it", () => {
  const told = [ROOT, `${homedir()}/`, `${homedir()}\\`, "/home/", "/Users/", "/.cargo/", "/.rustup/", "file:///"];
  for (const name of FILES) {
    const text = readFileSync(join(DIST, name), "latin1");
    expect(told.filter((place) => text.includes(place)), name).toEqual([]);
  }
});

test("the names of the files suit every host, and each text has its compressed versions", () => {
  expect(FILES.length).toBeGreaterThan(10);
  expect(new Set(FILES.map((name) => name.toLowerCase())).size).toBe(FILES.length);
  const all = filesBelow(DIST);
  for (const name of FILES) {
    expect(name).toMatch(/^([A-Za-z0-9][A-Za-z0-9_.-]*\/)*[A-Za-z0-9][A-Za-z0-9_.-]*$/);
    if (!/\.(css|html|js|json|svg|txt|wasm|webmanifest)$/.test(name)) continue;
    expect(all).toContain(`${name}.br`);
    expect(all).toContain(`${name}.gz`);
  }
});

test("the guide says of every file what it is", () => {
  const guide = readFileSync(join(ROOT, "docs/hosting.md"), "utf8");
  const named = [...guide.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name ?? "");
  const gaps = { hash: "[0-9a-f]{16}", language: "[A-Za-z-]+", part: "(split|chunk)_\\w+", purpose: "[a-z]+", screen: "[a-z]+", width: "(narrow|wide)", size: "[0-9]+" };
  const patterns = named.map((name) => {
    const escaped = name.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(`^${Object.entries(gaps).reduce((text, [gap, what]) => text.replace(`{${gap}}`, what), escaped)}$`);
  });
  expect(patterns.length).toBeGreaterThan(5);
  expect(FILES.filter((name) => !patterns.some((pattern) => pattern.test(name)))).toEqual([]);
});

// ----------------------------------------------------------------- examples --

test("the rules for Netlify and Cloudflare let only what never changes be kept", () => {
  const rules = readFileSync(join(ROOT, "examples/hosting/_headers"), "utf8")
    .split("\n")
    .filter((line) => !line.startsWith("#"))
    .join("\n")
    .trim()
    .split(/\n(?=\/)/)
    .map((rule) => {
      const [path = "", ...headers] = rule.trim().split("\n");
      return { pattern: new RegExp(`^${path.replaceAll(".", "\\.").replace("*", ".*")}$`), headers: headers.join("\n") };
    });
  const kept = FILES.filter((name) => rules.some(({ pattern, headers }) => pattern.test(`/${name}`) && headers.includes("immutable")));
  expect(kept.filter((name) => !isHashed(name))).toEqual([]);
  // The second content file is small and left to the host's own rule: its name cannot be told from that of a language.
  expect(FILES.filter((name) => isHashed(name) && !kept.includes(name))).toEqual([`content/${laterFile}`]);
  // What two rules say about one header is joined.
  for (const name of FILES) {
    const said = rules.filter(({ pattern }) => pattern.test(`/${name}`)).flatMap(({ headers }) => headers.match(/^ *[\w-]+(?=:)/gm) ?? []);
    expect(new Set(said).size, name).toBe(said.length);
  }
});

for (const there of [false, true]) {
  test(`the upload to a bucket gives each file its type, its caching and its turn${there ? ", and keeps a configuration" : ""}`, () => {
    const folder = folderWith();
    const log = join(folder, "log");
    mkdirSync(join(folder, "bin"));
    // In place of the command line that talks to the bucket: writes down what it is asked for.
    writeFileSync(
      join(folder, "bin/aws"),
      `#!/bin/sh\nif [ "$2" = ls ]; then exit ${there ? 0 : 1}; fi\nprintf '%s\\n' "$(printf '%s\\t' "$@")" >> '${log}'\n`,
    );
    chmodSync(join(folder, "bin/aws"), 0o755);
    execFileSync("bash", [join(ROOT, "examples/hosting/s3-upload.sh"), DIST, "s3://bucket/site/"], {
      env: { ...process.env, PATH: `${join(folder, "bin")}${delimiter}${process.env.PATH}` },
    });
    const calls = readFileSync(log, "utf8").trim().split("\n").map((line) => line.trim().split("\t"));
    const names = calls.map(([, , from]) => (from ?? "").slice(DIST.length + 1));
    expect([...names].sort()).toEqual(FILES.filter((name) => !there || name !== "config.json"));
    expect(names.slice(-2)).toEqual(["index.html", "sw.js"]);
    const firstChanging = names.findIndex((name) => !isHashed(name));
    expect(names.slice(firstChanging).filter(isHashed)).toEqual([]);
    for (const [s3, cp, , to, progress, typeOption, type, cachingOption, caching] of calls) {
      const name = (to ?? "").replace("s3://bucket/site/", "");
      expect([s3, cp, progress, typeOption, cachingOption]).toEqual(["s3", "cp", "--no-progress", "--content-type", "--cache-control"]);
      expect(FILES).toContain(name);
      expect(type, name).not.toBe("application/octet-stream");
      if (name.endsWith(".wasm")) expect(type).toBe("application/wasm");
      expect(caching, name).toBe(isHashed(name) ? "public, max-age=31536000, immutable" : "no-cache");
    }
  });
}
