// Responses made up answer by answer, in the short notation of the vectors of the scoring.

import { content, principles } from "../model.mjs";

/** @type {string[]} */
const order = /** @type {any} */ (content.model).response.order;
/** The one that the answers are of: it has five practices, and a full form in management asks all of them. */
export const principle = principles[1];

/** @type {(text: string) => number[]} */
export const answers = (text) =>
  text.split(" ").map((word) => ({ NA: 6, DK: 7, "-": 0 })[word] ?? Number(word));

let ids = 0;

/**
 * A response with these answers to the practices of that principle, in a full form that asks all of them.
 *
 * @param {string} text
 * @param {Partial<import("../cohort.mjs").Response>} more
 * @returns {import("../cohort.mjs").Response}
 */
export function response(text, more = {}) {
  ids += 1;
  const all = order.map(() => 0);
  answers(text).forEach((answer, i) => (all[order.indexOf(principle.practice[i].id)] = answer));
  return {
    version: content.model.version,
    role: "member",
    scale: "curated",
    stage: "management",
    form: "full",
    id: ids.toString(16).padStart(12, "0"),
    revision: 1,
    month: "2026-11",
    answers: all,
    ...more,
  };
}
