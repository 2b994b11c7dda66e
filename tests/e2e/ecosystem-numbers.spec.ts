// Every number that an ecosystem view shows is the one that the published formulas give, worked out anew in cohort.ts; what
// must not be shown is nowhere: not on the screen, not in a drawing, not in an export, and not by subtraction.

import type { Page } from "@playwright/test";
import { alignment, group, heldLevel, lowerMedian, mean, respondentScore, type PracticeFigures, type Response } from "./cohort";
import { COMPILING, responses, sample, View, type Size } from "./ecosystem";
import { expect, test } from "./fixtures";
import { asked, content, principles, words } from "./model";

test.describe.configure({ timeout: COMPILING });

// ------------------------------------------------------- what is expected ----

type Named = "nobody" | "orchestrators" | "everybody";

interface Rules {
  named?: Named;
  least?: number;
  byHeads?: boolean;
}

/** What is shown of a practice in a group; null is what is not. */
interface Cell {
  n: number;
  mean: number;
  median: number;
  consensus: number | null;
}

interface Figures {
  value: number;
  held: number;
  consensus: number | null;
  practices: number;
}

interface Side {
  shown: boolean;
  cells: Record<string, Cell | null>;
  shares: Record<string, number | null>;
  spreads: Record<string, PracticeFigures | null>;
  figures: Record<string, Figures | null>;
}

interface Expected {
  sides: Record<"all" | "orchestrators" | "members", Side>;
  gaps: Record<string, number | null>;
  value: Record<string, number | null>;
  held: Record<string, number | null>;
  overall: number | null;
  overallHeld: number | null;
  alignment: number | null;
}

const known = <T>(values: (T | null)[]) => values.filter((value): value is T => value !== null);
const practices = principles.flatMap(({ practice }) => practice.map(({ id }) => id));
const SIDES = ["all", "orchestrators", "members"] as const;

/**
 * Which of everybody, orchestrators and members can be shown, where so many of each role stand behind a number: each from
 * the least number on, and everybody only if this does not leave fewer than that of one role by subtraction.
 */
function visible(crowds: [number, number][], named: Named, least: number): [boolean, boolean, boolean] {
  const open = [named !== "nobody", named === "everybody"];
  const hidden = (crowd: [number, number]) => crowd.map((n, role) => (open[role] ? 0 : n));
  const enough = (n: number, people: number) => people > 0 && (n === 0 || n >= least);
  const roles = [0, 1].map((role) => crowds.every((crowd) => enough(hidden(crowd)[role]!, crowd[role]!)));
  const all = crowds.every((crowd) => {
    const [one, other] = hidden(crowd) as [number, number];
    if (!enough(one + other, crowd[0] + crowd[1])) return false;
    const left = (roles[0] ? 0 : one) + (roles[1] ? 0 : other);
    // With one role shown, the other is the rest; with both or neither there is nothing to take away.
    return roles[0] === roles[1] || left === 0 || left >= least;
  });
  return [all, roles[0]!, roles[1]!];
}

function expected(all: Response[], { named = "nobody", least = 5, byHeads = false }: Rules = {}): Expected {
  const of = (role: string) => all.filter((response) => response.role === role);
  const [everybody, orchestrators, members] = [all, of("orchestrator"), of("member")].map((some) => group(some, { named: true }));
  const raw = [everybody!, orchestrators!, members!];
  const crowd = (count: (figures: PracticeFigures) => number, practice: string): [number, number] => [
    count(orchestrators!.practices[practice]!),
    count(members!.practices[practice]!),
  ];
  const people: [number, number] = [orchestrators!.respondents, members!.respondents];
  const groups = visible([people], named, least);
  const sides = SIDES.map((name, at): Side => {
    const side: Side = { shown: groups[at]!, cells: {}, shares: {}, spreads: {}, figures: {} };
    for (const practice of practices) {
      const figures = raw[at]!.practices[practice]!;
      const who = crowd((of) => of.asked, practice);
      const rated = crowd((of) => of.n, practice);
      const answered = crowd((of) => of.asked - of.unanswered, practice);
      const has = groups[at]! && visible([who, rated], named, least)[at]!;
      const share = groups[at]! && visible([who], named, least)[at]!;
      const spread = has && visible([answered, rated], named, Math.max(least, 8))[at]!;
      side.cells[practice] = has
        ? { n: figures.n, mean: figures.mean!, median: figures.median!, consensus: figures.consensus }
        : null;
      side.shares[practice] = share ? figures.cannotTell / figures.asked : null;
      side.spreads[practice] = spread ? figures : null;
    }
    const isOpen = (["orchestrator", "member"] as const).every(
      (role, i) => (at > 0 && at !== i + 1) || people[i] === 0 || named === "everybody" || (named === "orchestrators" && role === "orchestrator"),
    );
    for (const { id, practice: list } of principles) {
      const shown = known(list.map((practice) => side.cells[practice.id]!));
      const base = list.filter((practice) => {
        const { asked: n, notApplicable } = raw[at]!.practices[practice.id]!;
        return n - notApplicable >= (isOpen ? 1 : least);
      }).length;
      // As of one respondent: two practices at least, and three fifths of those that could be shown.
      const enough = shown.length >= 2 && shown.length * 100 >= 60 * base;
      side.figures[id] = enough
        ? {
            value: mean(shown.map((cell) => cell.mean))!,
            held: heldLevel(shown.map((cell) => cell.median))!,
            consensus: mean(known(shown.map((cell) => cell.consensus))),
            practices: shown.length,
          }
        : null;
    }
    return side;
  });
  const [whole, lead, rest] = sides as [Side, Side, Side];
  const minus = (one?: number | null, other?: number | null) => (one == null || other == null ? null : one - other);
  const gaps = Object.fromEntries([
    ...practices.map((id) => [id, minus(lead.cells[id]?.mean, rest.cells[id]?.mean)]),
    ...principles.map(({ id }) => [id, minus(lead.figures[id]?.value, rest.figures[id]?.value)]),
  ]);
  const any = (side: Side) => Object.values(side.figures).some((figures) => figures !== null);
  const heads = any(whole) && (byHeads || (!any(lead) && !any(rest)));
  const sources = heads ? [whole] : [lead, rest];
  const value = Object.fromEntries(principles.map(({ id }) => [id, mean(known(sources.map((side) => side.figures[id]?.value ?? null)))]));
  const held = Object.fromEntries(
    principles.map(({ id }) => {
      const levels = known(sources.map((side) => side.figures[id]?.held ?? null));
      return [id, levels.length > 0 ? Math.min(...levels) : null];
    }),
  );
  const scored = known(Object.values(value));
  return {
    sides: { all: whole, orchestrators: lead, members: rest },
    gaps,
    value,
    held,
    overall: scored.length >= 8 ? mean(scored) : null,
    overallHeld: scored.length >= 8 ? heldLevel(known(Object.values(held))) : null,
    alignment: alignment(known(principles.map(({ id }) => gaps[id]!))),
  };
}

interface Topic {
  practice: string;
  reason: "gap" | "split" | "unknown";
  size: number;
}

/** What to talk about first, from what is shown. What many cannot tell counts from a quarter on. */
function topics({ sides, gaps }: Expected): Topic[] {
  const { all, orchestrators, members } = sides;
  const common = all.shown ? all : orchestrators.shown && !members.shown ? orchestrators : members;
  const found: Topic[] = [];
  const add = (reason: Topic["reason"], size: (practice: string) => number | null, rank: (size: number) => number, wanted: (size: number) => boolean) => {
    const more = practices
      .filter((practice) => !found.some((topic) => topic.practice === practice))
      .flatMap((practice): Topic[] => {
        const of = size(practice);
        return of !== null && wanted(of) ? [{ practice, reason, size: of }] : [];
      });
    found.push(...more.sort((one, other) => (Math.abs(rank(one.size) - rank(other.size)) < 1e-9 ? 0 : rank(one.size) - rank(other.size))));
  };
  add("gap", (id) => gaps[id]!, (gap) => -Math.abs(gap), (gap) => Math.abs(gap) >= 1 - 1e-9);
  add("split", (id) => common.cells[id]?.consensus ?? null, (value) => value, (value) => value < 0.6 - 1e-9);
  add("unknown", (id) => common.shares[id]!, (share) => -share, (share) => share >= 0.25 - 1e-9);
  return found;
}

// ----------------------------------------------------------- what is shown ----

const near = (value: number | null | undefined) => (value == null ? null : expect.closeTo(value, 9));
const decimal = (value: number, digits: number) =>
  new Intl.NumberFormat("en-GB", { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);

/** Attributes with numbers and words of cells, of the elements that a selector finds. */
function table(page: Page, selector: string, key: string, attributes: string[]) {
  return page.locator(selector).evaluateAll(
    (rows, [key, attributes]) =>
      Object.fromEntries(
        rows.map((row) => [
          row.getAttribute(key as string)!,
          {
            ...Object.fromEntries(
              (attributes as string[]).map((name) => {
                const value = row.getAttribute(`data-${name}`);
                return [name, value === null ? null : Number(value)];
              }),
            ),
            // Words also of what is folded.
            cells: [...row.querySelectorAll("td")].map((cell) => cell.textContent!.trim()),
          },
        ]),
      ),
    [key, attributes] as const,
  ) as Promise<Record<string, { [name: string]: number | null } & { cells: string[] }>>;
}

const score = (value: number | null | undefined) => (value == null ? "–" : decimal(value, 1));
const whole = (value: number | null | undefined) => (value == null ? "–" : new Intl.NumberFormat("en-GB").format(value));

async function checkScreen(page: Page, wanted: Expected, all: Response[]): Promise<void> {
  const { all: everybody, orchestrators, members } = wanted.sides;
  await expect(page.locator("[data-respondents]")).toHaveAttribute("data-respondents", `${all.length}`);

  const first = page.locator(".view-first");
  const attribute = async (name: string) => {
    const value = await first.getAttribute(name);
    return value === null ? null : Number(value);
  };
  expect(await attribute("data-overall-score"), "overall value").toEqual(near(wanted.overall));
  expect(await attribute("data-overall-held"), "overall held level").toBe(wanted.overallHeld);

  const rows = await table(page, ".principle-table tr[data-principle]", "data-principle", ["score", "held", "orchestrators", "members", "gap"]);
  expect(Object.keys(rows)).toEqual(principles.map(({ id }) => id));
  for (const { id } of principles) {
    const [lead, rest] = [orchestrators.figures[id], members.figures[id]];
    expect(rows[id], id).toMatchObject({
      score: near(wanted.value[id]),
      held: wanted.held[id],
      orchestrators: near(lead?.value),
      members: near(rest?.value),
      gap: near(wanted.gaps[id]),
    });
    const [value, ...cells] = rows[id]!.cells;
    expect(value, id).toBe(score(wanted.value[id]));
    expect(cells.slice(0, 4), id).toEqual([score(lead?.value), whole(lead?.held), score(rest?.value), whole(rest?.held)]);
  }

  const shownAlignment = page.locator("[data-alignment]");
  if (wanted.alignment === null) await expect(shownAlignment).toHaveCount(0);
  else expect(Number(await shownAlignment.getAttribute("data-alignment"))).toBeCloseTo(wanted.alignment, 9);

  const named = page.locator("li[data-topic]");
  const found = await named.evaluateAll((items) =>
    items.map((item) => ({ practice: item.getAttribute("data-topic"), reason: item.getAttribute("data-reason") })),
  );
  expect(found, "topics").toEqual(topics(wanted).map(({ practice, reason }) => ({ practice, reason })));

  const common = everybody.shown ? everybody : orchestrators.shown && !members.shown ? orchestrators : members;
  const blind = practices.filter((id) => (common.shares[id] ?? 0) >= 0.25 - 1e-9);
  const spots = await table(page, "tr[data-blind]", "data-blind", ["share"]);
  expect(Object.keys(spots).sort(), "blind spots").toEqual(blind.sort());
  for (const id of blind) expect(spots[id]!.share).toBeCloseTo(common.shares[id]!, 9);

  // Practices, after opening.
  const of = await table(page, "tr[data-practice-row]", "data-practice-row", [
    "orchestrators",
    "members",
    "orchestrators-consensus",
    "members-consensus",
    "gap",
  ]);
  for (const id of practices) {
    const [lead, rest] = [orchestrators.cells[id], members.cells[id]];
    const isAsked = all.some((response) => principles.some((principle) => asked(principle, response).includes(id)));
    expect(id in of, `${id} is on the screen`).toBe(isAsked);
    if (!isAsked) continue;
    expect(of[id], id).toMatchObject({
      orchestrators: near(lead?.mean),
      members: near(rest?.mean),
      "orchestrators-consensus": near(lead?.consensus),
      "members-consensus": near(rest?.consensus),
      gap: near(wanted.gaps[id]),
    });
    const cells = [lead, rest].flatMap((cell) => [
      whole(cell?.n),
      cell ? decimal(cell.mean, 2) : "–",
      whole(cell?.median),
      cell?.consensus == null ? "–" : decimal(cell.consensus, 2),
    ]);
    expect(of[id]!.cells.slice(0, 8), id).toEqual(cells);
  }

  await checkSpreads(page, wanted);
}

/** The tables of how answers are spread, by the words in them: each row is a practice and a role. */
async function checkSpreads(page: Page, { sides }: Expected): Promise<void> {
  const titles = content.text.practice;
  for (const { id, practice } of principles) {
    const rows = await page
      .locator(`figure[data-chart="ecosystem-spread-${id}"] tbody tr`)
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent!.trim())));
    const wanted = practice.flatMap((one) =>
      (["orchestrators", "members"] as const).flatMap((side) => {
        const spread = sides[side].spreads[one.id];
        if (!spread) return [];
        const counts = [...spread.counts, spread.notApplicable, spread.cannotTell, spread.unanswered];
        return [[titles[one.id].title, words(`cohort.${side}`), ...counts.map((n) => new Intl.NumberFormat("en-GB").format(n))]];
      }),
    );
    expect(rows, `spread of ${id}`).toEqual(wanted);
  }
}

/** Everything in the JSON file. */
function checkResult(result: any, wanted: Expected, all: Response[]): void {
  const place = Object.fromEntries(SIDES.map((side) => [side, result.groups.findIndex((group: any) => group.kind === side)]));
  for (const side of SIDES) expect(result.groups[place[side]!].shown, side).toBe(wanted.sides[side].shown);
  expect(result.groups[place.all!].respondents).toBe(all.length);
  expect(result.ecosystem).toMatchObject({
    score: near(wanted.overall),
    held: wanted.overallHeld,
    alignment: near(wanted.alignment),
  });
  for (const principle of result.principles) {
    const { id } = principle;
    expect(principle, id).toMatchObject({ value: near(wanted.value[id]), held: wanted.held[id], gap: near(wanted.gaps[id]) });
    for (const side of SIDES) {
      const figures = wanted.sides[side].figures[id];
      expect(principle.groups[place[side]!], `${id} of ${side}`).toMatchObject({
        value: near(figures?.value),
        held: figures?.held ?? null,
        practices: figures?.practices ?? null,
        consensus: near(figures?.consensus),
      });
      const { lower_quartile: lower, upper_quartile: upper } = principle.groups[place[side]!];
      expect(lower === null, `${id} of ${side}: both quartiles or none`).toBe(upper === null);
      if (lower === null) continue;
      const role = side === "orchestrators" ? "orchestrator" : "member";
      expect(side, "quartiles are of roles").not.toBe("all");
      const one = principles.find((principle) => principle.id === id)!;
      const scores = known(all.filter((response) => response.role === role).map((response) => respondentScore(one, response)));
      const raw = group(all.filter((response) => response.role === role), { named: true }).principles[id]!;
      expect(scores.length).toBeGreaterThanOrEqual(5);
      expect([lower, upper], `${id} of ${side}`).toEqual([near(raw.quartiles![0]), near(raw.quartiles![2])]);
    }
  }
  for (const practice of result.practices) {
    expect(practice.gap, practice.id).toEqual(near(wanted.gaps[practice.id]));
    for (const side of SIDES) {
      const what = `${practice.id} of ${side}`;
      const cell = wanted.sides[side].cells[practice.id];
      const found = practice.groups[place[side]!];
      expect(found, what).toMatchObject({
        n: cell?.n ?? null,
        mean: near(cell?.mean),
        median: cell?.median ?? null,
        consensus: near(cell?.consensus),
        unknown_share: near(wanted.sides[side].shares[practice.id]),
      });
      const spread = wanted.sides[side].spreads[practice.id];
      expect(found.distribution, what).toEqual(
        spread
          ? {
              levels: spread.counts,
              not_applicable: spread.notApplicable,
              unknown: spread.cannotTell,
              unanswered: spread.unanswered,
              lowest: spread.lowest,
              highest: spread.highest,
              sd: near(spread.deviation),
            }
          : null,
      );
    }
  }
  const wantedTopics = topics(wanted).map((topic) => ({ ...topic, size: near(topic.size) }));
  expect(result.topics.map(({ practice, reason, size }: any) => ({ practice, reason, size }))).toEqual(wantedTopics);
}

/** The table of numbers says the same as the JSON file. */
function checkNumbers(rows: Record<string, string>[], result: any): void {
  const cell = (value: unknown) => (value == null ? "" : String(value));
  const same = (found: string | undefined, value: number | null, what: string) =>
    value === null ? expect(found, what).toBe("") : expect(Number(found), what).toBeCloseTo(value, 9);
  for (const practice of result.practices) {
    for (const [i, { kind, value }] of result.groups.entries()) {
      const row = rows.find((row) => row.kind === "practice" && row.practice_id === practice.id && row.group === kind && row.tag_value === cell(value));
      if (!row) {
        expect(practice.groups[i].n, `${practice.id} of ${kind} ${value}`).toBeNull();
        continue;
      }
      const found = practice.groups[i];
      const what = `${practice.id} of ${kind}`;
      expect([row.n, row.median, row.shown], what).toEqual([cell(found.n), cell(found.median), found.mean === null ? "no" : "yes"]);
      same(row.mean, found.mean, what);
      same(row.consensus, found.consensus, what);
      same(row.unknown_share, found.unknown_share, what);
      same(row.sd, found.distribution?.sd ?? null, what);
      same(row.gap, practice.gap, what);
      const counts = [1, 2, 3, 4, 5].map((level) => row[`level_${level}`]);
      expect(counts, what).toEqual(found.distribution?.levels.map(String) ?? ["", "", "", "", ""]);
    }
  }
  for (const principle of result.principles) {
    for (const [i, { kind, value }] of result.groups.entries()) {
      const row = rows.find((row) => row.kind === "principle" && row.principle_id === principle.id && row.group === kind && row.tag_value === cell(value))!;
      const found = principle.groups[i];
      same(row.mean, found.value, principle.id);
      expect(row.held).toBe(cell(found.held));
      same(row.consensus, found.consensus, principle.id);
      same(row.lower_quartile, found.lower_quartile, principle.id);
    }
  }
  const last = rows.filter((row) => row.kind === "ecosystem");
  expect(last.length).toBeGreaterThan(0);
  same(last.at(-1)!.alignment, result.ecosystem.alignment, "alignment");
  same(last.at(-1)!.mean, result.ecosystem.score, "value of the ecosystem");
}

async function checkAll(view: View, all: Response[], rules: Rules = {}): Promise<Expected> {
  const wanted = expected(all, rules);
  await view.drawn();
  await view.openPrinciples();
  await checkScreen(view.page, wanted, all);
  const result = await view.result();
  checkResult(result, wanted, all);
  checkNumbers(await view.numbers(), result);
  return wanted;
}

// ------------------------------------------------------------------ tests ----

const ECOSYSTEMS: [what: string, size: Size][] = [
  ["one orchestrator and twelve members", { orchestrators: 1, members: 12 }],
  ["nine orchestrators and forty members", { orchestrators: 9, members: 40, seed: 3 }],
  ["two forms, of which one asks less", { orchestrators: 11, members: 25, form: "mixed", seed: 5 }],
  ["members alone", { orchestrators: 0, members: 9, seed: 4 }],
  ["too few", { orchestrators: 2, members: 2 }],
];

for (const [what, size] of ECOSYSTEMS) {
  test(`every number: ${what}`, async ({ app }) => {
    const text = sample("codes", size);
    const all = responses(text);
    expect(all).toHaveLength(size.orchestrators! + size.members!);
    const view = await View.begin(app);
    await view.paste(text);
    for (const named of ["nobody", "orchestrators", "everybody"] as const) {
      await view.named(named);
      await checkAll(view, all, { named });
    }
  });
}

test("every number: three thousand members and twenty orchestrators", async ({ app }) => {
  const text = sample("codes", { orchestrators: 20, members: 3000, form: "mixed" });
  const all = responses(text);
  const view = await View.begin(app);
  await view.paste(text);
  await checkAll(view, all);
});
