// The query in docs/exports.md, as it stands there, run by DuckDB on the table of all answers: it gives what the view shows.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { DuckDBInstance } from "@duckdb/node-api";
import { sample } from "../sample.mjs";
import { rounded } from "./near.mjs";

const FILE = "'answers.csv'";

/** The queries in the document. */
function queries() {
  const text = readFileSync(new URL("../../../docs/exports.md", import.meta.url), "utf8");
  return [...text.matchAll(/^```sql\n([\s\S]*?)^```$/gm)].map(([, sql]) => sql);
}

/** What the query makes of a table of answers. */
async function run(table) {
  const [sql] = queries();
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const quoted = `'${table.replaceAll("'", "''")}'`;
    const read = await connection.runAndReadAll(sql.replace(FILE, quoted));
    // Large whole numbers come as text there; none of these are large.
    return read.getRowObjectsJson().map(({ principle_id, role, lower_medians, gap, ...numbers }) => ({
      principle_id,
      role,
      lower_medians: lower_medians.map(Number),
      gap: gap === null ? null : Number(gap),
      ...Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, Number(number)])),
    }));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The same numbers as the view shows them. */
function shown(result) {
  const rows = [];
  const roles = { orchestrators: "orchestrator", members: "member" };
  for (const principle of result.principles) {
    for (const [kind, role] of Object.entries(roles)) {
      const group = result.groups.findIndex((group) => group.kind === kind);
      const { value, held, practices } = principle.groups[group];
      if (value === null) continue;
      const cells = result.practices
        .filter((practice) => practice.principle === principle.id)
        .sort((one, other) => (one.id < other.id ? -1 : 1))
        .map((practice) => practice.groups[group])
        .filter(({ mean }) => mean !== null);
      rows.push({
        principle_id: principle.id,
        role,
        practices,
        fewest_ratings: Math.min(...cells.map(({ n }) => n)),
        mean: value,
        lower_medians: cells.map(({ median }) => median),
        held,
        gap: principle.gap,
      });
    }
  }
  const key = ({ principle_id, role }) => `${principle_id} ${role}`;
  return rows.sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

for (const [what, members, orchestrators, form, sides] of [
  ["both sides", 60, 8, "full", 2],
  ["two forms, of which one asks less", 25, 12, "mixed", 2],
  ["too few orchestrators", 12, 3, "full", 1],
  ["just enough members, who do not all rate everything", 6, 0, "full", 1],
  ["too few of both", 4, 4, "full", 0],
  ["many", 3000, 20, "mixed", 2],
]) {
  test(`the query gives what the view shows: ${what}`, async () => {
    const folder = mkdtempSync(join(tmpdir(), "twelvefold-view-"));
    try {
      sample("view", { members, orchestrators, form }, folder);
      const expected = shown(JSON.parse(readFileSync(join(folder, "result.json"), "utf8")));
      assert.equal(new Set(expected.map(({ role }) => role)).size, sides);
      // Sums of decimals differ in the last digits by the order in which they are added.
      assert.deepEqual(rounded(await run(join(folder, "answers.csv"))), rounded(expected));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}

test("there is one query, and it names the table once", () => {
  const found = queries();
  assert.equal(found.length, 1);
  assert.equal(found[0].split(FILE).length, 2);
});
