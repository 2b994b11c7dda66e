// What is in the folder of the finished site: names, addresses, types, caching, the list of what is kept offline, the
// pictures of the manifest.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { test } from "node:test";
import { laterFile } from "../model.mjs";
import { DIST, filesBelow, isHashed, ROOT, shouldBeKept, siteFiles, worker } from "../site.mjs";

const FILES = siteFiles();
const text = (name) => readFileSync(join(DIST, name), "utf8");

/** Asserts that something is so, and says of what it is not. */
const holds = (value, what) => assert.ok(value, what);

// ------------------------------------------------------- what is copied there --

test("the site can be put anywhere: no address in it is absolute", () => {
  const index = text("index.html");
  const addresses = [...index.matchAll(/\s(?:href|src|data-js|data-wasm|data-later-style)="([^"]*)"/g)].map(([, address]) => address);
  holds(addresses.length > 4, "there are addresses");
  for (const address of addresses) {
    assert.match(address, /^(\.\/)?[A-Za-z0-9]/);
    assert.doesNotMatch(address, /^[a-z]+:/i);
    holds(FILES.includes(address.replace(/^\.\//, "")), `${address} is there`);
  }
  assert.doesNotMatch(index, /<base\b/i);
  for (const name of FILES.filter((name) => name.endsWith(".js"))) {
    const script = text(name);
    for (const [, address] of script.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["']([^"']*)["']/g)) {
      assert.match(address, /^\.\//, name);
    }
    for (const [, address] of script.matchAll(/new URL\(["']([^"']*)["']/g)) {
      assert.match(address, /^(\.$|\.\/|[A-Za-z0-9])/, name);
      assert.doesNotMatch(address, /^[a-z]+:/i, name);
    }
  }
  for (const name of FILES.filter((name) => name.endsWith(".css"))) {
    for (const [, address] of text(name).matchAll(/url\(["']?([^"')]*)/g)) {
      assert.match(address, /^(data:|#|\.\/|[A-Za-z0-9])/, name);
      assert.doesNotMatch(address, /^(https?|file):/, name);
    }
  }
});

test("no file of the site tells about the machine that built it", () => {
  const told = [ROOT, `${homedir()}/`, `${homedir()}\\`, "/home/", "/Users/", "/.cargo/", "/.rustup/", "file:///"];
  for (const name of FILES) {
    const bytes = readFileSync(join(DIST, name), "latin1");
    assert.deepEqual(told.filter((place) => bytes.includes(place)), [], name);
  }
});

test("the names of the files suit every host, and each text has its compressed versions", () => {
  holds(FILES.length > 10, "there are files");
  assert.equal(new Set(FILES.map((name) => name.toLowerCase())).size, FILES.length);
  const all = filesBelow(DIST);
  for (const name of FILES) {
    assert.match(name, /^([A-Za-z0-9][A-Za-z0-9_.-]*\/)*[A-Za-z0-9][A-Za-z0-9_.-]*$/);
    if (!/\.(css|html|js|json|svg|txt|wasm|webmanifest)$/.test(name)) continue;
    holds(all.includes(`${name}.br`), `${name}.br`);
    holds(all.includes(`${name}.gz`), `${name}.gz`);
  }
});

test("the guide says of every file what it is", () => {
  const guide = readFileSync(join(ROOT, "docs/hosting.md"), "utf8");
  const named = [...guide.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name);
  const gaps = { hash: "[0-9a-f]{16}", language: "[A-Za-z-]+", part: "(split|chunk)_\\w+", purpose: "[a-z]+", screen: "[a-z]+", width: "(narrow|wide)", size: "[0-9]+" };
  const patterns = named.map((name) => {
    const escaped = name.replace(/[.*+?^$()|[\]\\]/g, "\\$&");
    return new RegExp(`^${Object.entries(gaps).reduce((text, [gap, what]) => text.replace(`{${gap}}`, what), escaped)}$`);
  });
  holds(patterns.length > 5, "the guide has names");
  assert.deepEqual(FILES.filter((name) => !patterns.some((pattern) => pattern.test(name))), []);
});

test("the list of what is kept offline has what is in the folder, byte for byte", () => {
  const { files, version, glue } = worker(DIST);
  assert.deepEqual(files, shouldBeKept(DIST));
  assert.match(version, /^[0-9a-f]{16}$/);
  holds(Object.hasOwn(files, glue), glue);
  // What would make the list wrong without making the two differ.
  for (const kind of [/^content\/en\.json$/, /^content\/en-/, /^style-/, /_bg\.wasm$/, /split_later\.wasm$/, /^boot\.js$/]) {
    holds(Object.keys(files).some((name) => kind.test(name)), String(kind));
  }
});

// ------------------------------------------------------------------ examples --

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
  assert.deepEqual(kept.filter((name) => !isHashed(name)), []);
  // The second content file is small and left to the host's own rule: its name cannot be told from that of a language.
  assert.deepEqual(FILES.filter((name) => isHashed(name) && !kept.includes(name)), [`content/${laterFile}`]);
  // What two rules say about one header is joined.
  for (const name of FILES) {
    const said = rules.filter(({ pattern }) => pattern.test(`/${name}`)).flatMap(({ headers }) => headers.match(/^ *[\w-]+(?=:)/gm) ?? []);
    assert.equal(new Set(said).size, said.length, name);
  }
});

for (const there of [false, true]) {
  test(`the upload to a bucket gives each file its type, its caching and its turn${there ? ", and keeps a configuration" : ""}`, () => {
    const folder = mkdtempSync(join(tmpdir(), "twelvefold-bucket-"));
    try {
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
      const names = calls.map(([, , from = ""]) => from.slice(DIST.length + 1));
      assert.deepEqual([...names].sort(), FILES.filter((name) => !there || name !== "config.json"));
      assert.deepEqual(names.slice(-2), ["index.html", "sw.js"]);
      const firstChanging = names.findIndex((name) => !isHashed(name));
      assert.deepEqual(names.slice(firstChanging).filter(isHashed), []);
      for (const [s3, cp, , to = "", progress, typeOption, type, cachingOption, caching] of calls) {
        const name = to.replace("s3://bucket/site/", "");
        assert.deepEqual(
          [s3, cp, progress, typeOption, cachingOption],
          ["s3", "cp", "--no-progress", "--content-type", "--cache-control"],
        );
        holds(FILES.includes(name), name);
        assert.notEqual(type, "application/octet-stream", name);
        if (name.endsWith(".wasm")) assert.equal(type, "application/wasm");
        assert.equal(caching, isHashed(name) ? "public, max-age=31536000, immutable" : "no-cache", name);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

// ------------------------------------------------------------------ manifest --

const manifest = JSON.parse(text("manifest.webmanifest"));

test("every picture of the manifest is there and as large as it says", () => {
  const pictures = [...manifest.icons, ...manifest.screenshots].filter((picture) => picture.type === "image/png");
  holds(pictures.length > 5, "there are pictures");
  for (const { src, sizes } of pictures) {
    const bytes = readFileSync(join(DIST, src));
    // The head of a PNG: eight bytes of signature, length and name of the first part, width, height.
    assert.equal(bytes.toString("latin1", 1, 4), "PNG", src);
    assert.equal(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, sizes, src);
  }
  const sizes = (purpose) => manifest.icons.filter((icon) => icon.purpose === purpose).map((icon) => icon.sizes);
  for (const size of ["192x192", "512x512"]) holds(sizes("any").includes(size), size);
  assert.deepEqual(sizes("maskable"), ["192x192", "512x512"]);
  assert.deepEqual(new Set(manifest.screenshots.map((shot) => shot.form_factor)), new Set(["wide", "narrow"]));
});

test("nothing in the manifest depends on where the site is", () => {
  assert.deepEqual([manifest.start_url, manifest.scope, manifest.display], ["./", "./", "standalone"]);
  // A relative id would be one of the whole origin. Without one, the start address is it.
  assert.equal(manifest.id, undefined);
  const addresses = [
    ...manifest.icons.map((icon) => icon.src),
    ...manifest.screenshots.map((shot) => shot.src),
    ...manifest.shortcuts.map((shortcut) => shortcut.url),
    ...manifest.file_handlers.map((handler) => handler.action),
  ];
  const base = new URL("https://example.org/some/sub/path/manifest.webmanifest");
  for (const address of addresses) assert.match(new URL(address, base).href, /^https:\/\/example\.org\/some\/sub\/path\//);
});
