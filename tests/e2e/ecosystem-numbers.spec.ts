// Every number that an ecosystem view shows is the one that the published formulas give, worked out anew in cohort.mjs; what
// must not be shown is nowhere: not on the screen, not in a drawing, not in an export, and not by subtraction.

import type { Page } from "@playwright/test";
import { App } from "./app";
import { alignment, encode, group, heldLevel, lowerMedian, mean, respondentScore } from "./cohort.mjs";
import type { PracticeFigures, Response } from "./cohort.mjs";
import { parseCsv, responses, View } from "./ecosystem";
import { expect, test } from "./fixtures";
import { asked, content, principles, words } from "./model.mjs";
import { sample } from "./sample.mjs";
import type { Size } from "./sample.mjs";

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
  const wantedRows = principles.map(({ id }) => {
    const [lead, rest] = [orchestrators.figures[id], members.figures[id]];
    const row = {
      score: near(wanted.value[id]),
      held: wanted.held[id],
      orchestrators: near(lead?.value),
      members: near(rest?.value),
      gap: near(wanted.gaps[id]),
      cells: [score(wanted.value[id]), score(lead?.value), whole(lead?.held), score(rest?.value), whole(rest?.held), expect.any(String)],
    };
    return [id, row];
  });
  expect(rows, "the table of the radar").toEqual(Object.fromEntries(wantedRows));

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
  const isAsked = new Set(all.flatMap((response) => principles.flatMap((principle) => asked(principle, response))));
  const wantedPractices = practices.filter((id) => isAsked.has(id)).map((id) => {
    const [lead, rest] = [orchestrators.cells[id], members.cells[id]];
    const cells = [lead, rest].flatMap((cell) => [
      whole(cell?.n),
      cell ? decimal(cell.mean, 2) : "–",
      whole(cell?.median),
      cell?.consensus == null ? "–" : decimal(cell.consensus, 2),
    ]);
    const row = {
      orchestrators: near(lead?.mean),
      members: near(rest?.mean),
      "orchestrators-consensus": near(lead?.consensus),
      "members-consensus": near(rest?.consensus),
      gap: near(wanted.gaps[id]),
      cells: [...cells, expect.any(String)],
    };
    return [id, row];
  });
  expect(of, "the tables of practices").toEqual(Object.fromEntries(wantedPractices));

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
  const found: Record<string, unknown> = {};
  const expectedOf: Record<string, unknown> = {};
  for (const principle of result.principles) {
    const { id, value, held, gap } = principle;
    found[id] = { value, held, gap };
    expectedOf[id] = { value: near(wanted.value[id]), held: wanted.held[id], gap: near(wanted.gaps[id]) };
    for (const side of SIDES) {
      const key = `${id} of ${side}`;
      const figures = wanted.sides[side].figures[id];
      const shown = principle.groups[place[side]!];
      found[key] = [shown.value, shown.held, shown.practices, shown.consensus];
      expectedOf[key] = [near(figures?.value), figures?.held ?? null, figures?.practices ?? null, near(figures?.consensus)];
      const quartiles = [shown.lower_quartile, shown.upper_quartile];
      if (quartiles.every((quartile) => quartile === null)) continue;
      // Whether there are any follows from how many have a score; these are of roles only, and of five at least.
      const role = { all: "", orchestrators: "orchestrator", members: "member" }[side];
      const some = all.filter((response) => response.role === role);
      const one = principles.find((principle) => principle.id === id)!;
      found[`${key}: quartiles`] = quartiles;
      expectedOf[`${key}: quartiles`] =
        known(some.map((response) => respondentScore(one, response))).length < 5
          ? "none"
          : group(some, { named: true }).principles[id]!.quartiles!.filter((_, i) => i !== 1).map(near);
    }
  }
  for (const practice of result.practices) {
    found[practice.id] = practice.gap;
    expectedOf[practice.id] = near(wanted.gaps[practice.id]);
    for (const side of SIDES) {
      const key = `${practice.id} of ${side}`;
      const cell = wanted.sides[side].cells[practice.id];
      const spread = wanted.sides[side].spreads[practice.id];
      const { consensus_class: _, ...shown } = practice.groups[place[side]!];
      found[key] = shown;
      expectedOf[key] = {
        n: cell?.n ?? null,
        mean: near(cell?.mean),
        median: cell?.median ?? null,
        consensus: near(cell?.consensus),
        unknown_share: near(wanted.sides[side].shares[practice.id]),
        distribution: spread && {
          levels: spread.counts,
          not_applicable: spread.notApplicable,
          unknown: spread.cannotTell,
          unanswered: spread.unanswered,
          lowest: spread.lowest,
          highest: spread.highest,
          sd: near(spread.deviation),
        },
      };
    }
  }
  expect(found, "the JSON file").toEqual(expectedOf);
  const wantedTopics = topics(wanted).map((topic) => ({ ...topic, size: near(topic.size) }));
  expect(result.topics.map(({ practice, reason, size }: any) => ({ practice, reason, size }))).toEqual(wantedTopics);
}

/** The table of numbers says the same as the JSON file. */
function checkNumbers(rows: Record<string, string>[], result: any): void {
  const cell = (value: unknown) => (value == null ? "" : String(value));
  const number = (text?: string) => (text ? Number(text) : null);
  // Compared all at once: ten thousand single expectations take minutes.
  const byGroup = new Map(rows.map((row) => [[row.kind, row.practice_id || row.principle_id, row.group, row.tag_value].join("|"), row]));
  const found: Record<string, unknown> = {};
  const wanted: Record<string, unknown> = {};
  for (const practice of result.practices) {
    for (const [i, { kind, value }] of result.groups.entries()) {
      const key = ["practice", practice.id, kind, cell(value)].join("|");
      const row = byGroup.get(key);
      const figures = practice.groups[i];
      if (!row && figures.n === null) continue;
      found[key] = {
        n: number(row?.n),
        median: number(row?.median),
        shown: row?.shown,
        mean: number(row?.mean),
        consensus: number(row?.consensus),
        share: number(row?.unknown_share),
        sd: number(row?.sd),
        gap: number(row?.gap),
        counts: [1, 2, 3, 4, 5].map((level) => number(row?.[`level_${level}`])),
      };
      wanted[key] = {
        n: figures.n,
        median: figures.median,
        shown: figures.mean === null ? "no" : "yes",
        mean: near(figures.mean),
        consensus: near(figures.consensus),
        share: near(figures.unknown_share),
        sd: near(figures.distribution?.sd),
        gap: near(practice.gap),
        counts: figures.distribution?.levels ?? [null, null, null, null, null],
      };
    }
  }
  for (const principle of result.principles) {
    for (const [i, { kind, value }] of result.groups.entries()) {
      const key = ["principle", principle.id, kind, cell(value)].join("|");
      const row = byGroup.get(key);
      const figures = principle.groups[i];
      if (!row && figures.value === null) continue;
      found[key] = [row?.mean, row?.held, row?.consensus, row?.lower_quartile, row?.upper_quartile].map(number);
      wanted[key] = [figures.value, figures.held, figures.consensus, figures.lower_quartile, figures.upper_quartile].map(near);
    }
  }
  const last = rows.filter((row) => row.kind === "ecosystem").at(-1);
  found.ecosystem = [last?.alignment, last?.mean].map(number);
  wanted.ecosystem = [result.ecosystem.alignment, result.ecosystem.score].map(near);
  expect(found, "the table of numbers").toEqual(wanted);
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

test("every number where each respondent counts once, and with other limits", async ({ app, page }) => {
  const text = sample("codes", { orchestrators: 9, members: 40, seed: 3 });
  const all = responses(text);
  const view = await View.begin(app);
  await view.paste(text);
  await view.drawn();
  await page.locator("details.view-rules > summary").click();
  await page.locator('[data-rule="heads"]').check();
  await checkAll(view, all, { byHeads: true });
  await page.locator('select[data-rule="least"]').selectOption("10");
  await checkAll(view, all, { byHeads: true, least: 10 });
  await page.locator('[data-rule="heads"]').uncheck();
  await page.locator('select[data-rule="least"]').selectOption("3");
  await checkAll(view, all, { least: 3 });
});

test("groups by the tags of a table", async ({ app, page }) => {
  const csv = sample("csv", { orchestrators: 9, members: 40, seed: 3 });
  const rows = parseCsv(csv);
  const all = rows.map((row) => responses(row.Code!)[0]!);
  const view = await View.begin(app);
  await view.paste(csv);
  expect(await view.tally()).toEqual({ new: 49 });
  await page.locator('[data-tags="Region"]').click();
  await page.locator('[data-tags="Type"]').click();
  for (const tag of ["Region", "Type"]) {
    await view.filter("group", { label: tag });
    const wanted = expected(all);
    const result = await view.result();
    expect(result.view.grouped_by).toBe(tag);
    // What is said of the roles does not depend on how one groups.
    checkResult(result, wanted, all);
    checkNumbers(await view.numbers(), result);

    const values = [...new Set(rows.map((row) => row[tag]!))];
    const tagged = result.groups.flatMap(({ kind, value }: any, at: number) => (kind === "tag" ? [{ value, at }] : []));
    expect(tagged.flatMap(({ value }: any) => value ?? []).sort()).toEqual(values.toSorted());
    let shown = 0;
    for (const { value, at } of tagged) {
      const some = all.filter((_, i) => rows[i]![tag] === value);
      expect(result.groups[at].respondents, value).toBe(some.length);
      if (some.length < 5) expect(result.groups[at].shown, value).toBe(false);
      const raw = group(some, { named: true });
      const numbers = result.practices.map((practice: any) => {
        const { n, mean, median, consensus, unknown_share: share, distribution } = practice.groups[at];
        if (n !== null) shown += 1;
        return [n, mean, median, consensus, share, distribution?.levels ?? null];
      });
      const wantedNumbers = result.practices.map((practice: any) => {
        const { n, unknown_share: share, distribution } = practice.groups[at];
        const figures = raw.practices[practice.id]!;
        const own = figures.n >= 5 ? [figures.n, near(figures.mean), figures.median, near(figures.consensus)] : ["too few"];
        return [
          ...(n === null ? [null, null, null, null] : own),
          share === null ? null : figures.asked >= 5 ? near(figures.cannotTell / figures.asked) : "too few",
          distribution === null ? null : figures.n >= 8 ? figures.counts : "too few",
        ];
      });
      expect(numbers, value).toEqual(wantedNumbers);
    }
    expect(shown, "numbers of the parts that are shown").toBeGreaterThan(100);

    // The map of consensus: a column for everybody, for each role and for each value.
    const map = page.locator('figure[data-chart="ecosystem-consensus"]');
    const heads = await map.locator("thead th").evaluateAll((cells) => cells.slice(1).map((cell) => cell.textContent));
    const columns = result.groups.filter(({ respondents }: any) => respondents > 0);
    expect(heads).toEqual(columns.map(({ name }: any) => name));
    for (const principle of result.principles) {
      const cells = await map
        .locator(`tr[data-principle="${principle.id}"] td`)
        .evaluateAll((all) => all.map((cell) => ({ value: cell.getAttribute("data-consensus"), words: cell.textContent!.trim() })));
      const figures = principle.groups.filter((_: any, i: number) => result.groups[i].respondents > 0);
      expect(cells.map(({ value }) => (value === null ? null : Number(value)))).toEqual(figures.map((one: any) => near(one.consensus)));
      for (const [i, { consensus: value }] of figures.entries()) {
        if (value === null) expect(cells[i]!.words).toBe(words("view.hidden"));
        else expect(cells[i]!.words).toBe(`${decimal(value, 2)} · ${words(`view.consensus_${value >= 0.8 - 1e-9 ? "strong" : value >= 0.6 - 1e-9 ? "mixed" : "split"}`)}`);
      }
    }
  }
});

test("only one role, and only one value of a tag", async ({ app, page }) => {
  const csv = sample("csv", { orchestrators: 9, members: 200, seed: 6 });
  const rows = parseCsv(csv);
  const all = rows.map((row) => responses(row.Code!)[0]!);
  const view = await View.begin(app);
  await view.paste(csv);
  await page.locator('[data-tags="Region"]').click();
  await view.filter("group", "");
  await view.filter("role", "member");
  const members = all.filter(({ role }) => role === "member");
  checkResult(await view.result(), expected(members), members);
  await view.filter("role", "");

  const region = rows[0]!.Region!;
  await view.filter("tag", { label: region });
  const some = all.filter((_, i) => rows[i]!.Region === region);
  await view.has(some.length);
  const result = await view.result();
  expect(result.view.filter.tag).toEqual({ tag: "Region", value: region });
  const raw = group(some, { named: true });
  let shown = 0;
  for (const practice of result.practices) {
    const { n, mean: center } = practice.groups[0];
    if (n === null) continue;
    shown += 1;
    expect([n, center]).toEqual([raw.practices[practice.id]!.n, near(raw.practices[practice.id]!.mean)]);
  }
  expect(shown).toBeGreaterThan(50);
  await view.action("clear-filter").click();
  await view.has(all.length);
  await expect(page.locator('select[data-filter="tag"]')).toHaveValue("");
  await checkAll(view, all);
});

test("two points in time", async ({ app, page }) => {
  // So many that each practice is rated by enough of both roles on both dates, and nothing has to be left out.
  const text = sample("codes", { orchestrators: 40, members: 80, rounds: 2, seed: 8 });
  const all = responses(text);
  const view = await View.begin(app);
  await view.paste(text);
  await checkAll(view, all);
  const months = [...new Set(all.map(({ month }) => month))].sort();
  expect(months).toHaveLength(2);
  const at = months.map((month) => expected(all.filter((response) => response.month === month)));
  const signed = (value: number) => {
    const size = decimal(Math.abs(value), 2);
    return size === "0.00" ? size : `${value < 0 ? "−" : "+"}${size}`;
  };
  const meaning = (change: number) =>
    words(`view.trend_${Math.abs(change) < 0.3 - 1e-9 ? "none" : change > 0 ? "up" : "down"}`);
  for (const [side, role] of [["orchestrators", "orchestrator"], ["members", "member"]] as const) {
    const [before, after] = at.map(({ sides }) => sides[side].cells);
    const changes = (ids: string[]) => {
      const matched = ids.filter((id) => before![id] && after![id]);
      const means = [before!, after!].map((cells) => mean(matched.map((id) => cells[id]!.mean)));
      return { count: matched.length, earlier: means[0]!, later: means[1]! };
    };
    const rows = await page
      .locator(`figure[data-chart="ecosystem-trend-${role}"] tbody tr`)
      .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent!.trim())));
    const wanted = principles.map(({ id, practice }) => {
      const { earlier, later } = changes(practice.map((one) => one.id));
      const change = later - earlier;
      return [content.text.principle[id].title, score(earlier), score(later), signed(change), meaning(change)];
    });
    expect(rows, side).toEqual(wanted);
    const { count, earlier, later } = changes(practices);
    expect(count).toBeGreaterThan(40);
    const sentence = page.locator("p.reading", { hasText: `${words(`cohort.${side}`)}: ${signed(later - earlier)} ` });
    await expect(sentence).toContainText(String(count));
    await expect(sentence).toContainText(meaning(later - earlier));
  }
  // The other way round there is nothing to compare, and it is said.
  await page.locator('select[data-filter="earlier"]').selectOption(months[1]!);
  await expect(page.getByText(words("view.trend_overlap"), { exact: true })).toBeVisible();

  // Only one of the two rounds is looked at.
  await view.filter("from", months[1]!);
  await view.has(120);
  const result = await view.result();
  checkResult(result, at[1]!, all.filter(({ month }) => month === months[1]));
});

// ----------------------------------------------------------- who sees what ----

/** Everything on the page that is a number, and everything that is exported. */
async function everything(view: View): Promise<string> {
  await view.openPrinciples();
  const page = await view.page.evaluate(() => {
    const main = document.querySelector("main")!;
    const attributes = [...main.querySelectorAll("*")].flatMap((element) =>
      [...element.attributes].filter(({ name }) => name.startsWith("data-") || name === "aria-label").map(({ value }) => value),
    );
    return [main.textContent, ...attributes].join("\n");
  });
  const report = await view.app.download(view.button("cohort_export.report_download"));
  const numbers = JSON.stringify(await view.numbers());
  return [page, report, numbers].join("\n");
}

test("with one orchestrator who is not named, the view is the same whatever the orchestrator said", async ({ app, context, site }) => {
  const all = responses(sample("codes", { orchestrators: 1, members: 12 }));
  const read = async (one: App, answers: (answer: number) => number) => {
    const view = await View.begin(one);
    const changed = all.map((response) =>
      response.role === "orchestrator" ? { ...response, answers: response.answers.map(answers) } : response,
    );
    await view.paste(changed.map(encode).join("\n"));
    await view.has(13);
    await view.drawn();
    const { created: _, ...result } = await view.result();
    return { result, all: await everything(view) };
  };
  const isAsked = (answer: number) => answer !== 0;
  // All it says is the lowest, the highest, or nothing that can be rated: no number anywhere is another one.
  const lowest = await read(app, (answer) => (isAsked(answer) ? 1 : 0));
  const other = async () => new App(await context.newPage(), site.url);
  const highest = await read(await other(), (answer) => (isAsked(answer) ? 5 : 0));
  const nothing = await read(await other(), (answer) => (isAsked(answer) ? 7 : 0));
  expect(lowest.result.groups.map(({ shown }: any) => shown)).toEqual([false, false, true]);
  expect(highest).toEqual(lowest);
  expect(nothing).toEqual(lowest);
});

test("the one orchestrator cannot be had by filters, tags and groups", async ({ app, page }) => {
  const csv = sample("csv", { orchestrators: 1, members: 30, seed: 2 });
  const rows = parseCsv(csv);
  const view = await View.begin(app);
  await view.paste(csv);
  await page.locator('[data-tags="Region"]').click();
  await view.drawn();
  const sums = async () => {
    const result = await view.result();
    return result.groups.map(({ kind, value, respondents }: any, i: number) => ({
      what: `${kind} ${value}`,
      respondents,
      // Of each practice how many rated it and the sum of their levels, where these are shown.
      sums: result.practices.map((practice: any) => {
        const { n, mean } = practice.groups[i];
        return n === null ? null : [n, Math.round(n * mean)];
      }),
    }));
  };
  await view.filter("role", "orchestrator");
  for (const { sums: all } of await sums()) expect(all.every((one: unknown) => one === null)).toBe(true);
  await expect(page.locator(".principle-table tr[data-score]")).toHaveCount(0);
  await view.filter("role", "member");
  const members = await sums();
  await view.filter("role", "");
  const both = await sums();
  const last = (all: any[], what: string) => all.find((one) => one.what === what);
  // Everybody, and the part that the orchestrator is in: never beside the same without it.
  const region = rows[responses(csv).findIndex(({ role }) => role === "orchestrator")]!.Region;
  for (const what of ["all null", `tag ${region}`]) {
    const [with_, without] = [last(both, what), last(members, what)];
    for (const [i, one] of with_.sums.entries()) {
      if (one !== null && without.sums[i] !== null) expect(one, what).toEqual(without.sums[i]);
    }
  }
  // Nor as what the parts of everybody leave.
  const parts = both.filter(({ what }: any) => what.startsWith("tag"));
  for (const [i, all] of last(members, "members null").sums.entries()) {
    const shown = parts.filter(({ sums }: any) => sums[i] !== null);
    if (all === null || shown.length < parts.filter(({ respondents }: any) => respondents > 0).length) continue;
    const n = shown.reduce((sum: number, { sums }: any) => sum + sums[i][0], 0);
    expect(n, "the parts together are not the members and one more").not.toBe(all[0] + 1);
  }
});

test("names are shown of those who agreed, and of nobody else", async ({ app, page }) => {
  const all = responses(sample("codes", { orchestrators: 1, members: 12 })).map((response, i) => ({
    ...response,
    name: `${response.role === "orchestrator" ? "Lead" : "Partner"} No ${i}`,
  }));
  const view = await View.begin(app);
  await view.paste(all.map(encode).join("\n"));
  await view.has(13);
  const seen = async () => {
    await view.drawn();
    const text = await everything(view);
    const answers = await app.download(view.button("cohort_export.answers_download"));
    return { lead: /Lead No/.test(text), partner: /Partner No/.test(text), leadFile: /Lead No/.test(answers), partnerFile: /Partner No/.test(answers) };
  };
  expect(await seen()).toEqual({ lead: false, partner: false, leadFile: false, partnerFile: false });
  await view.named("orchestrators");
  expect(await seen()).toEqual({ lead: true, partner: false, leadFile: true, partnerFile: false });
  await view.named("everybody");
  expect(await seen()).toEqual({ lead: true, partner: true, leadFile: true, partnerFile: true });
  // Whoever holds the responses has their names in any case.
  await page.locator("details.view-responses > summary").click();
  await expect(page.locator(".responses-table")).toContainText("Lead No 0");
});
