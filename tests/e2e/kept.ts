// What is kept on the device: what is in the caches, and a second build of the site.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, type Page } from "@playwright/test";
import { constant, DIST, filesBelow, shouldBeKept } from "./site.mjs";

/** A folder of the test's own with the finished site in it, or with part of it for a site of several deployments. */
export class Copy {
  readonly folder = mkdtempSync(join(tmpdir(), "twelvefold-site-"));

  constructor(readonly below = "") {
    this.add(below);
  }

  /** Puts the site into a folder of this one. */
  add(below: string): string {
    const folder = join(this.folder, below);
    cpSync(DIST, folder, { recursive: true, filter: (name) => !/\.(br|gz)$/.test(name) });
    return folder;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Something to recognize the second build by, on the first screen. */
export const MARK = "How well does your ecosystem work together, all in all?";

/**
 * Makes another build of the site in a folder: other hashes in all names and wherever they are named, another text, and a
 * new list. Nothing of the first build is left.
 */
export function rebuild(folder: string): void {
  const hashes = new Set(filesBelow(folder).flatMap((name) => /-([0-9a-f]{16})[-_.]/.exec(name)?.[1] ?? []));
  const other = (hash: string) => [...hash].reverse().join("");
  for (const name of filesBelow(folder)) {
    const file = join(folder, name);
    // As bytes: programs have names in them, too. All hashes are as long as before.
    let bytes = readFileSync(file, "latin1");
    for (const hash of hashes) bytes = bytes.replaceAll(hash, other(hash));
    if (/^content\/[a-z]+\.json$/.test(name)) {
      const title = "How well does your ecosystem work together?";
      if (!bytes.includes(title)) throw new Error(`${name} has no title to change`);
      bytes = bytes.replaceAll(title, MARK);
    }
    writeFileSync(file, bytes, "latin1");
    const renamed = [...hashes].reduce((text, hash) => text.replaceAll(hash, other(hash)), name);
    if (renamed !== name) renameSync(file, join(folder, renamed));
  }
  const files = shouldBeKept(folder);
  const path = join(folder, "sw.js");
  const text = readFileSync(path, "utf8");
  const version = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  writeFileSync(
    path,
    text
      .replace(constant(text, "FILES"), JSON.stringify(files))
      .replace(constant(text, "VERSION"), JSON.stringify(version)),
  );
}

/** Waits until the first worker has everything. Only where no other was before. */
export async function kept(page: Page): Promise<void> {
  await expect(page.locator('[data-keeping="ready"]')).toBeVisible();
}

/** The names of all caches of the origin, in their order. */
export const cacheNames = (page: Page): Promise<string[]> => page.evaluate(() => caches.keys());

/** The addresses in a cache, with the media types. */
export async function cached(page: Page, name: string): Promise<Record<string, string>> {
  return page.evaluate(async (cacheName) => {
    const cache = await caches.open(cacheName);
    const entries = (await cache.keys()).map(async (request) => {
      const response = await cache.match(request.url, { ignoreVary: true });
      return [request.url, response?.headers.get("content-type") ?? ""] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }, name);
}

/** The text that a page gets for an address below the site, or the status where it is none of success. */
export async function got(page: Page, path: string, init: RequestInit = {}): Promise<string | number> {
  return page.evaluate(
    async ({ path, init }) => {
      const response = await fetch(path, init);
      return response.ok ? response.text() : response.status;
    },
    { path, init },
  );
}

/** How many service workers the origin has. */
export const registrations = (page: Page): Promise<number> =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
