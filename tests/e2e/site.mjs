// The finished site as a folder: which files are in it, and what its service worker says that it keeps. Written from
// docs/offline.md and docs/hosting.md and without the build tool, so that the two are held against each other.

import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project. */
export const ROOT = fileURLToPath(new URL("../../", import.meta.url));

export const DIST = join(ROOT, "dist");

/**
 * All files below a folder, with `/` between the parts, sorted. What begins with a dot belongs to tools.
 *
 * @param {string} folder
 */
export function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
    .filter((name) => !/(^|\/)\./.test(name))
    .sort();
}

/** The files of the site, without their compressed versions. */
export const siteFiles = () => filesBelow(DIST).filter((name) => !/\.(br|gz)$/.test(name));

/** Whether a name changes with what is in the file. @param {string} name */
export const isHashed = (name) => /-[0-9a-f]{16}[^/]*$/.test(name);

/** @param {string} file */
const digest = (file) => createHash("sha256").update(readFileSync(file)).digest("hex").slice(0, 8);

/**
 * What a site should have on its list: everything but the page itself, what belongs to its owner, and what only readers
 * need.
 *
 * @param {string} folder
 * @returns {Record<string, string>}
 */
export function shouldBeKept(folder) {
  const names = filesBelow(folder).filter(
    (name) =>
      /\.(css|js|json|png|svg|wasm)$/.test(name) &&
      !/^(sw\.js|config\.json|embed\.js|_.*|(screenshots|examples|schema|docs)\/.*)$/.test(name),
  );
  return Object.fromEntries(names.map((name) => [name, digest(join(folder, name))]));
}

/**
 * A constant of the service worker, as it is written there.
 *
 * @param {string} worker
 * @param {string} name
 */
export function constant(worker, name) {
  const found = new RegExp(`^const ${name} = (.*);$`, "m").exec(worker);
  if (!found) throw new Error(`the service worker has no ${name}`);
  return found[1] ?? "";
}

/**
 * What a site's service worker says.
 *
 * @param {string} folder
 * @returns {{ files: Record<string, string>, version: string, glue: string }}
 */
export function worker(folder) {
  const text = readFileSync(join(folder, "sw.js"), "utf8");
  return {
    files: JSON.parse(constant(text, "FILES")),
    version: JSON.parse(constant(text, "VERSION")),
    glue: JSON.parse(constant(text, "GLUE")),
  };
}
