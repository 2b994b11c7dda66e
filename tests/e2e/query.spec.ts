// The query in docs/exports.md, as it stands there, run by DuckDB on the table of all answers: it gives what the view shows.
// Needs no browser.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { DuckDBInstance } from "@duckdb/node-api";
import { expect, test } from "@playwright/test";

const root = new URL("../../", import.meta.url);
const FILE = "'answers.csv'";

/** The queries in the document. */
function queries(): string[] {
  const text = readFileSync(new URL("docs/exports.md", root), "utf8");
  return [...text.matchAll(/^```sql\n([\s\S]*?)^```$/gm)].map(([, sql]) => sql!);
}

interface Row {
  principle_id: string;
  role: "orchestrator" | "member";
  practices: number;
  fewest_ratings: number;
  mean: number;
  lower_medians: number[];
  held: number;
  gap: number | null;
}

/** What the query makes of a table of answers. */
async function run(table: string): Promise<Row[]> {
  const [sql] = queries();
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const quoted = `'${table.replaceAll("'", "''")}'`;
    const read = await connection.runAndReadAll(sql!.replace(FILE, quoted));
    // Large whole numbers come as text there; none of these are large.
    return read.getRowObjectsJson().map(
      ({ principle_id, role, lower_medians, gap, ...numbers }: any): Row => ({
        principle_id,
        role,
        lower_medians: lower_medians.map(Number),
        gap: gap === null ? null : Number(gap),
        ...(Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, Number(number)])) as any),
      }),
    );
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The same numbers as the view shows them. */
function shown(result: any): Row[] {
  const rows: Row[] = [];
  const roles = { orchestrators: "orchestrator", members: "member" } as const;
  for (const principle of result.principles) {
    for (const [kind, role] of Object.entries(roles)) {
      const group = result.groups.findIndex((group: any) => group.kind === kind);
      const { value, held, practices } = principle.groups[group];
      if (value === null) continue;
      const cells = result.practices
        .filter((practice: any) => practice.principle === principle.id)
        .sort((one: any, other: any) => (one.id < other.id ? -1 : 1))
        .map((practice: any) => practice.groups[group])
        .filter(({ mean }: any) => mean !== null);
      rows.push({
        principle_id: principle.id,
        role,
        practices,
        fewest_ratings: Math.min(...cells.map(({ n }: any) => n)),
        mean: value,
        lower_medians: cells.map(({ median }: any) => median),
        held,
        gap: principle.gap,
      });
    }
  }
  const key = ({ principle_id, role }: Row) => `${principle_id} ${role}`;
  return rows.sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

const ECOSYSTEMS: [what: string, members: number, orchestrators: number, form: string, sides: number][] = [
  ["both sides", 60, 8, "full", 2],
  ["two forms, of which one asks less", 25, 12, "mixed", 2],
  ["too few orchestrators", 12, 3, "full", 1],
  ["just enough members, who do not all rate everything", 6, 0, "full", 1],
  ["too few of both", 4, 4, "full", 0],
  ["many", 3000, 20, "mixed", 2],
];

// Run alone, it may have to compile the program that makes ecosystems up.
test.describe.configure({ timeout: 300_000 });

for (const [what, members, orchestrators, form, sides] of ECOSYSTEMS) {
  test(`the query gives what the view shows: ${what}`, async ({}, info) => {
    const folder = info.outputPath("view");
    const size = ["--members", `${members}`, "--orchestrators", `${orchestrators}`, "--form", form];
    const arguments_ = ["xtask", "sample", ...size, "--what", "view", "--out", folder];
    execFileSync("cargo", arguments_, { cwd: fileURLToPath(root), stdio: "pipe" });
    const result = JSON.parse(readFileSync(join(folder, "result.json"), "utf8"));
    const expected = shown(result);
    expect(new Set(expected.map(({ role }) => role)).size).toBe(sides);
    const found = await run(join(folder, "answers.csv"));
    // Sums of decimals differ in the last digits by the order in which they are added.
    const near = (number: number | null) => (number === null ? null : expect.closeTo(number, 9));
    expect(found).toEqual(expected.map((row) => ({ ...row, mean: near(row.mean), gap: near(row.gap) })));
  });
}

test("there is one query, and it names the table once", () => {
  const found = queries();
  expect(found).toHaveLength(1);
  expect(found[0]!.split(FILE)).toHaveLength(2);
});
