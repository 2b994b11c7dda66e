// The content of the finished site, as far as tests need it: which practices there are, and the words on the screen.
// Plain JavaScript, so that tests without a browser read it too.

import { readFileSync } from "node:fs";

const folder = new URL("../../dist/content/", import.meta.url);
/** @type {(file: string) => any} */
const read = (file) => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
/** @type {(value: unknown) => boolean} */
const isTable = (value) => typeof value === "object" && value !== null;

/**
 * The site has its content in two files: what the first screens need, and what is loaded later.
 *
 * @param {any} one
 * @param {any} other
 * @returns {any}
 */
function join(one, other) {
  if (Array.isArray(one) && Array.isArray(other)) return one.map((value, i) => join(value, other[i]));
  if (!isTable(one) || !isTable(other)) return one === undefined ? other : one;
  const joined = { ...other };
  for (const key of Object.keys(one)) joined[key] = join(one[key], other[key]);
  return joined;
}

/** The name of the second content file. @type {string} */
export const laterFile = read("en.json").later;

/**
 * @typedef {{ id: string, core?: boolean, stages: string[], scales?: string[] }} Practice
 * @typedef {{ id: string, clause: string, practice: Practice[] }} Principle
 * @typedef {{
 *   model: { id: string, version: string, principle: Principle[] },
 *   text: { interface: Record<string, Record<string, unknown>>, [part: string]: any },
 * }} Content
 * @typedef {{ role: string, scale: string, stage: string, form: "short" | "full" }} FullProfile
 */

/** @type {Content} */
export const content = join(read("en.json"), read(laterFile));

export const principles = content.model.principle;

/**
 * A text of the interface without gaps, such as `words("app.close")`.
 *
 * @param {string} key
 * @returns {string}
 */
export function words(key) {
  const [section = "", name = ""] = key.split(".");
  const text = content.text.interface[section]?.[name];
  if (typeof text !== "string") throw new Error(`${key} is not a text`);
  return text;
}

/**
 * A text with a gap, as a pattern; for accessible names that say what a button is for.
 *
 * @param {string} key
 * @param {Record<string, string>} gaps
 */
export function pattern(key, gaps = {}) {
  const parts = words(key).split(/\{([^}]+)\}/);
  /** @type {(text: string) => string} */
  const escape = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(parts.map((part, i) => (i % 2 ? (gaps[part] ? escape(gaps[part]) : ".*") : escape(part))).join(""));
}

/**
 * The practices of a principle that a profile asks.
 *
 * @param {Principle} principle
 * @param {{ scale: string, stage: string, form: string }} profile
 */
export function asked(principle, { scale, stage, form }) {
  return principle.practice
    .filter((practice) => form === "full" || practice.core)
    .filter((practice) => practice.stages.includes(stage))
    .filter((practice) => !practice.scales || practice.scales.includes(scale))
    .map((practice) => practice.id);
}
