// Numbers that may differ in their last digits, by the order in which they were added.

import assert from "node:assert/strict";

/** @type {(found: number | null | undefined, wanted: number, digits?: number) => void} */
export function near(found, wanted, digits = 9) {
  assert.equal(typeof found, "number");
  assert.ok(Math.abs(Number(found) - wanted) < 0.5 * 10 ** -digits, `${found} is not ${wanted}`);
}

/**
 * Every number in a value rounded, so that only what differs by more than noise differs.
 *
 * @param {unknown} value
 * @returns {any}
 */
export const rounded = (value) =>
  JSON.parse(JSON.stringify(value, (_, entry) => (typeof entry === "number" ? Number(entry.toFixed(9)) : entry)));
