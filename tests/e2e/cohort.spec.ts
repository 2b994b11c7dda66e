// The computation that the view of an ecosystem is held to, held to the published test vectors itself. Needs no browser,
// but for the baseline of the benchmark, whose figures are held to those here.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import {
  alignment,
  cohort,
  consensus,
  encode,
  find,
  group,
  heldLevel,
  lowerMedian,
  mean,
  newest,
  quantile,
  respondentScore,
  type Response,
} from "./cohort";
import { content, principles } from "./model";

const vectors = JSON.parse(readFileSync(new URL("../../docs/response-code-vectors.json", import.meta.url), "utf8"));
const order: string[] = (content.model as any).response.order;
const first = principles[0]!;

const digits = (text: string) => [...text].map(Number);

/** What a vector says, as it is read. */
function said(vector: any): Response {
  const { case: _, code: __, answers, evidence, competencies, ...rest } = vector;
  return {
    ...rest,
    answers: digits(answers),
    ...(evidence === undefined ? {} : { evidence: digits(evidence) }),
    ...(competencies === undefined
      ? {}
      : { competencies: digits(competencies.own).map((own, i) => [own, Number(competencies.others[i])]) }),
  };
}

/** Answers in short notation, as in the vectors of the scoring. */
const answers = (text: string) =>
  text.split(" ").map((word) => ({ NA: 6, DK: 7, "-": 0 })[word] ?? Number(word));

let ids = 0;
/** A response with these answers to the practices of the first principle, in a full form that asks all of them. */
function response(text: string, more: Partial<Response> = {}): Response {
  ids += 1;
  const all = order.map(() => 0);
  answers(text).forEach((answer, i) => (all[order.indexOf(first.practice[i]!.id)] = answer));
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

/** Responses that each rate the first practice. */
const rating = (levels: number[], more: Partial<Response> = {}) => levels.map((level) => response(String(level), more));
const ONE = first.practice[0]!.id;
const TWO = first.practice[1]!.id;

test.describe("response codes", () => {
  for (const vector of vectors.codes) {
    test(`is read: ${vector.case}`, () => {
      expect(find(vector.code)).toEqual([{ response: said(vector) }]);
    });
    test(`is written: ${vector.case}`, () => {
      expect(encode(said(vector))).toBe(vector.code);
    });
  }
  for (const { case: name, text, codes } of vectors.texts) {
    test(`is found: ${name}`, () => {
      const wanted = codes.map((wanted: string) => said(vectors.codes.find((one: any) => one.case === wanted)));
      expect(find(text).flatMap(({ response }) => response ?? [])).toEqual(wanted);
    });
  }
  for (const vector of vectors.refused) {
    test(`is refused: ${vector.case}`, () => {
      const found = find(vector.text);
      if (vector.reason === "no-code") {
        expect(found).toEqual([]);
        return;
      }
      const detail = vector.found ?? vector.format ?? vector.version ?? vector.part ?? "";
      expect(found.map(({ refused }) => [refused?.reason, refused?.detail])).toEqual([[vector.reason, detail]]);
    });
  }

  test("each response counts once, in its newest revision", () => {
    const [old, other] = [response("1", { revision: 3 }), response("2")];
    const late = { ...old, revision: 4, answers: response("5").answers };
    expect(newest([old, other, late, old, other])).toEqual([late, other]);
  });
});

test.describe("one respondent", () => {
  const scores: [string, number | null, number | null][] = [
    ["3 3 3 3 3", 3, 3],
    ["4 4 4 4 3", 3.8, 4],
    ["4 4 4 4 2", 3.6, 3],
    ["5 5 5 5 1", 4.2, 2],
    ["1 1 1 1 5", 1.8, 1],
    ["3 3 2 2 1", 2.2, 2],
    ["2 3 4 NA DK", 3, 2],
    ["3 4 - DK NA", null, null],
    ["4 NA NA NA 3", 3.5, 3],
    ["4 NA NA NA NA", null, null],
    ["3 4 2 NA DK", 3, 2],
  ];
  for (const [text, score, held] of scores) {
    test(`${text}: score ${score}, held ${held}`, () => {
      const found = respondentScore(first, response(text));
      if (score === null) expect(found).toBeNull();
      else expect(found).toBeCloseTo(score, 9);
      if (held !== null) expect(heldLevel(answers(text).filter((x) => x >= 1 && x <= 5))).toBe(held);
    });
  }

  test("what the profile is not asked counts nowhere", () => {
    // Of the first principle the short form asks the first and the fourth practice.
    const short = response("3 5 5 4 5", { form: "short" });
    expect(respondentScore(first, short)).toBeCloseTo(3.5, 9);
    expect(group([short], { named: true }).practices[TWO]).toMatchObject({ asked: 0, n: 0, mean: null });
    const early = response("3 3 3 3 1", { stage: "strategic" });
    expect(respondentScore(first, early)).toBe(3);
  });
});

test.describe("many respondents", () => {
  const agreement: [number[], number][] = [
    [[4, 4, 4, 4, 4], 1],
    [[3, 4, 4, 4, 5], 0.834],
    [[3, 3, 3, 4, 4, 4], 0.8074],
    [[2, 2, 2, 4, 4, 4], 0.585],
    [[1, 1, 1, 5, 5, 5], 0],
    [[1, 2, 3, 4, 5], 0.434],
    [[2, 3, 3, 4, 5], 0.6206],
    [[1, 2, 4, 4, 5], 0.3654],
  ];
  for (const [levels, value] of agreement) {
    test(`consensus of ${levels}`, () => {
      const figures = group(rating(levels)).practices[ONE]!;
      expect(figures.consensus).toBeCloseTo(value, 4);
      expect(consensus(figures.counts.toReversed())).toBeCloseTo(value, 4);
    });
  }

  test("consensus of a published example with seven points", () => {
    expect(consensus([30, 40, 210, 130, 530, 50, 10])).toBeCloseTo(0.7256876, 7);
  });

  test("alignment of three gaps", () => {
    expect(alignment([1.2, 0.1, -0.5])).toBeCloseTo(0.7, 9);
    expect(alignment([3, 3])).toBe(0);
    expect(alignment([])).toBeNull();
  });

  test("quantiles, the lower median, mean and deviations", () => {
    // As R's quantile(c(1, 2, 4, 8)) says.
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([8, 1, 4, 2], share))).toEqual([1, 1.75, 3, 5, 8]);
    expect(quantile([3], 0.25)).toBe(3);
    expect([lowerMedian([5, 1, 2, 4]), lowerMedian([5, 1, 2]), lowerMedian([])]).toEqual([2, 2, null]);
    expect(mean([])).toBeNull();
    const figures = group(rating([2, 4, 4, 4, 5, 5, 1, 3])).practices[ONE]!;
    expect([figures.mean, figures.median, figures.lowest, figures.highest]).toEqual([3.5, 4, 1, 5]);
    expect(figures.deviation).toBeCloseTo(Math.sqrt(14 / 8), 9);
    expect(figures.sampleDeviation).toBeCloseTo(Math.sqrt(2), 9);
  });

  test("counts of what is no level", () => {
    const all = ["3", "NA", "DK", "DK", "-", "4"].map((text) => response(text));
    expect(group(all).practices[ONE]).toMatchObject({
      asked: 6,
      n: 2,
      counts: [0, 0, 1, 1, 0],
      notApplicable: 1,
      cannotTell: 2,
      unanswered: 1,
      shown: false,
      mean: null,
      consensus: null,
    });
  });

  test("a principle is the mean of its practices, and held by their lower medians", () => {
    const all = ["4 4", "4 4", "4 4", "5 2", "5 2"].map((text) => response(text));
    const figures = group(all).principles[first.id]!;
    expect(figures.mean).toBeCloseTo((4.4 + 3.2) / 2, 9);
    expect(figures.held).toBe(4);
    const consensuses = [consensus([0, 0, 0, 3, 2])!, consensus([0, 2, 0, 3, 0])!];
    expect(figures.consensus).toBeCloseTo(mean(consensuses)!, 9);
    expect([figures.quartiles, figures.scored]).toEqual([null, 0]);
  });

  test("quartiles are of respondents' own scores", () => {
    const all = [1, 2, 3, 4, 5, 1, 2, 3].map((x) => response(`${x} ${x} ${x}`));
    all.push(response("5 - - - -"));
    const figures = group(all).principles[first.id]!;
    expect(figures.scored).toBe(8);
    expect(figures.quartiles).toEqual([1.75, 2.5, 3.25]);
    const quartiles = (count: number, options = {}) => group(all.slice(0, count), options).principles[first.id]!.quartiles;
    expect([quartiles(7), quartiles(4, { named: true })]).toEqual([null, null]);
    expect(quartiles(5, { named: true })).toEqual([2, 3, 4]);
  });

  test("fewer than five ratings are not shown, and left out of the principle", () => {
    const all = ["4 1", "4 1", "4 1", "4 1", "4 DK"].map((text) => response(text));
    const figures = group(all);
    expect(figures.practices[TWO]).toMatchObject({ n: 4, shown: false, mean: null });
    expect(figures.principles[first.id]!.mean).toBe(4);
    expect(group(all, { named: true }).principles[first.id]!.mean).toBe(2.5);
    expect(group(all, { named: true }).practices[TWO]).toMatchObject({ shown: true, mean: 1, consensus: null });
    expect(group(all, { least: 4 }).principles[first.id]!.mean).toBe(2.5);
  });

  test("gaps have a sign, and the ecosystem counts each role once", () => {
    const sides = [...rating([4], { role: "orchestrator" }), ...rating([2, 2, 3, 3])];
    const named = cohort(sides, { named: true });
    expect(named.gaps.practices[ONE]).toBeCloseTo(1.5, 9);
    expect(named.gaps.principles[first.id]).toBeCloseTo(1.5, 9);
    expect(named.alignment).toBeCloseTo(0.25, 9);
    expect(named.value.roles[first.id]).toBeCloseTo(3.25, 9);
    expect(named.value.heads[first.id]).toBeCloseTo(2.8, 9);
    // Too few principles for a value of the whole.
    expect(named.overall).toEqual({ roles: null, heads: null });
    const hidden = cohort(sides);
    expect(hidden.gaps.principles[first.id]).toBeNull();
    expect(hidden.alignment).toBeNull();
    expect(cohort(rating([2, 2, 3, 3, 5])).value.roles[first.id]).toBe(3);
  });

  test("what to talk about first: gaps, then split practices, then what cannot be seen, each once", () => {
    const [one, two, three, four, five] = first.practice.map(({ id }) => id);
    const sides = [
      response("5 3 5 3 DK", { role: "orchestrator" }),
      response("3 3 1 3 3"),
      response("3 5 1 3 DK"),
      response("3 1 1 DK DK"),
      response("3 5 1 3 3"),
      response("3 1 1 3 3"),
    ];
    expect(cohort(sides, { named: true }).talkFirst).toEqual([
      { practice: three, why: "gap", value: 4 },
      { practice: one, why: "gap", value: 2 },
      { practice: two, why: "consensus", value: expect.closeTo(consensus([2, 0, 2, 0, 2])!, 9) },
      { practice: five, why: "cannot-tell", value: 0.5 },
      { practice: four, why: "cannot-tell", value: expect.closeTo(1 / 6, 9) },
    ]);
  });
});

/** What the organizations of a made-up ecosystem hand over. */
function sample(...options: string[]): string {
  const cwd = fileURLToPath(new URL("../..", import.meta.url));
  return execFileSync("cargo", ["xtask", "sample", ...options], { cwd, encoding: "utf8", maxBuffer: 1 << 28 });
}

/** Every number rounded to nine digits, so that only what differs by more than noise differs. */
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (_, entry) => (typeof entry === "number" ? Number(entry.toFixed(9)) : entry)));

test.describe("the baseline of the benchmark", () => {
  // The build tool is made anew when it has changed and somebody runs only this.
  test.describe.configure({ timeout: 120_000 });
  const script = readFileSync(new URL("../../bench/ecosystem-baseline.js", import.meta.url), "utf8");
  const samples: [string, string[]][] = [
    ["3,000 responses", ["--members", "2980", "--orchestrators", "20", "--form", "mixed"]],
    ["a thread of mail", ["--members", "40", "--orchestrators", "6", "--what", "mail", "--seed", "5"]],
    ["a table of two rounds", ["--members", "30", "--orchestrators", "4", "--rounds", "2", "--what", "csv", "--seed", "9"]],
    ["too few", ["--members", "4", "--orchestrators", "0"]],
  ];
  for (const [name, options] of samples) {
    test(`says the same of ${name}`, async ({ page }) => {
      const text = sample(...options);
      const found = find(text);
      const responses = newest(found.flatMap(({ response }) => response ?? []));
      await page.evaluate(script);
      const { results, ...counts } = await page.evaluate(
        ([text, model]) => {
          const { milliseconds: _, ...rest } = (globalThis as any).baseline(text, model);
          return rest;
        },
        [text, content.model] as const,
      );
      const members = Number(options[1]) + Number(options[3]);
      const rounds = options.includes("--rounds") ? 2 : 1;
      expect(responses.length).toBe(members * rounds);
      expect(counts).toEqual({ responses: responses.length, copies: found.length - responses.length, refused: 0 });
      expect(rounded(results)).toEqual(rounded(cohort(responses)));
      await expect(page.locator("#baseline svg polygon").first()).toBeAttached();
    });
  }
});
