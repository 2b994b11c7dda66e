// Made-up ecosystems, by the program that makes them. The same options give the same bytes.

import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

/** @type {string | undefined} */
let built;

/** Where the program is, once Cargo has made it: asked once, as Cargo takes longer to look at the sources than it runs. */
function program() {
  built ??= execFileSync("cargo", ["build", "--package", "xtask", "--message-format", "json-render-diagnostics"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 1 << 26,
    stdio: ["ignore", "pipe", "pipe"],
  })
    .split("\n")
    .filter((line) => line.startsWith("{"))
    .map((line) => JSON.parse(line).executable)
    .findLast((executable) => executable);
  if (!built) throw new Error("Cargo does not say where the program is");
  return built;
}

/** @type {Map<string, string>} */
const made = new Map();

/**
 * Options by their names: `{ members: 12 }` is `--members 12`.
 *
 * @typedef {{ members?: number, orchestrators?: number, rounds?: number, seed?: number, form?: "full" | "short" | "mixed" }} Size
 * @typedef {"codes" | "links" | "mail" | "csv" | "json" | "view"} What
 */

/**
 * A made-up ecosystem, as a text in one of the forms in which responses come back; for `json` and `view` into a folder.
 *
 * @param {What} what
 * @param {Size} size
 * @param {string} [folder]
 * @returns {string}
 */
export function sample(what, size = {}, folder) {
  const options = Object.entries(size).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  if (folder) options.push("--out", folder);
  const run = () =>
    execFileSync(program(), ["sample", ...options, "--what", what], {
      cwd: ROOT,
      encoding: "utf8",
      maxBuffer: 1 << 30,
      stdio: ["ignore", "pipe", "pipe"],
    });
  if (folder) return run();
  const key = [what, ...options].join(" ");
  const text = made.get(key) ?? run();
  made.set(key, text);
  return text;
}
