// The computation that the view of an ecosystem is held to, held to published figures itself, and the baseline of the
// benchmark held to it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import vm from "node:vm";
import {
  alignment,
  cohort,
  consensus,
  find,
  group,
  heldLevel,
  lowerMedian,
  mean,
  newest,
  quantile,
  respondentScore,
} from "../cohort.mjs";
import { content, principles } from "../model.mjs";
import { sample } from "../sample.mjs";
import { near, rounded } from "./near.mjs";
import { answers, principle as first, response } from "./responses.mjs";

const [ONE, TWO] = first.practice.map(({ id }) => id);

/** Responses that each rate the first practice. */
const rating = (levels, more = {}) => levels.map((level) => response(String(level), more));

/** These entries of a table. */
const only = (table, ...keys) => Object.fromEntries(keys.map((key) => [key, table[key]]));

describe("one respondent", () => {
  for (const [text, score, held] of [
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
  ]) {
    test(`${text}: score ${score}, held ${held}`, () => {
      const found = respondentScore(first, response(text));
      if (score === null) assert.equal(found, null);
      else near(found, score);
      if (held !== null) assert.equal(heldLevel(answers(text).filter((x) => x >= 1 && x <= 5)), held);
    });
  }

  test("what the profile is not asked counts nowhere", () => {
    // Of this principle the short form asks the first and the last practice.
    const short = response("3 5 5 5 4", { form: "short" });
    near(respondentScore(first, short), 3.5);
    const figures = group([short], { named: true }).practices[TWO];
    assert.deepEqual(only(figures, "asked", "n", "mean"), { asked: 0, n: 0, mean: null });
    const early = response("3 3 1 1 3", { stage: "strategic" });
    assert.equal(respondentScore(first, early), 3);
  });
});

describe("many respondents", () => {
  for (const [levels, value] of [
    [[4, 4, 4, 4, 4], 1],
    [[3, 4, 4, 4, 5], 0.834],
    [[3, 3, 3, 4, 4, 4], 0.8074],
    [[2, 2, 2, 4, 4, 4], 0.585],
    [[1, 1, 1, 5, 5, 5], 0],
    [[1, 2, 3, 4, 5], 0.434],
    [[2, 3, 3, 4, 5], 0.6206],
    [[1, 2, 4, 4, 5], 0.3654],
  ]) {
    test(`consensus of ${levels}`, () => {
      const figures = group(rating(levels)).practices[ONE];
      near(figures.consensus, value, 4);
      near(consensus(figures.counts.toReversed()), value, 4);
    });
  }

  test("consensus of a published example with seven points", () => {
    near(consensus([30, 40, 210, 130, 530, 50, 10]), 0.7256876, 7);
  });

  test("alignment of three gaps", () => {
    near(alignment([1.2, 0.1, -0.5]), 0.7);
    assert.equal(alignment([3, 3]), 0);
    assert.equal(alignment([]), null);
  });

  test("quantiles, the lower median, mean and deviations", () => {
    // As R's quantile(c(1, 2, 4, 8)) says.
    assert.deepEqual([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([8, 1, 4, 2], share)), [1, 1.75, 3, 5, 8]);
    assert.equal(quantile([3], 0.25), 3);
    assert.deepEqual([lowerMedian([5, 1, 2, 4]), lowerMedian([5, 1, 2]), lowerMedian([])], [2, 2, null]);
    assert.equal(mean([]), null);
    const figures = group(rating([2, 4, 4, 4, 5, 5, 1, 3])).practices[ONE];
    assert.deepEqual([figures.mean, figures.median, figures.lowest, figures.highest], [3.5, 4, 1, 5]);
    near(figures.deviation, Math.sqrt(14 / 8));
    near(figures.sampleDeviation, Math.sqrt(2));
  });

  test("counts of what is no level", () => {
    const all = ["3", "NA", "DK", "DK", "-", "4"].map((text) => response(text));
    const wanted = {
      asked: 6,
      n: 2,
      counts: [0, 0, 1, 1, 0],
      notApplicable: 1,
      cannotTell: 2,
      unanswered: 1,
      shown: false,
      mean: null,
      consensus: null,
    };
    assert.deepEqual(only(group(all).practices[ONE], ...Object.keys(wanted)), wanted);
  });

  test("a principle is the mean of its practices, and held by their lower medians", () => {
    const all = ["4 4", "4 4", "4 4", "5 2", "5 2"].map((text) => response(text));
    const figures = group(all).principles[first.id];
    near(figures.mean, (4.4 + 3.2) / 2);
    assert.equal(figures.held, 4);
    near(figures.consensus, mean([consensus([0, 0, 0, 3, 2]), consensus([0, 2, 0, 3, 0])]));
    assert.deepEqual([figures.quartiles, figures.scored], [null, 0]);
  });

  test("quartiles are of respondents' own scores", () => {
    const all = [1, 2, 3, 4, 5, 1, 2, 3].map((x) => response(`${x} ${x} ${x}`));
    all.push(response("5 - - - -"));
    const figures = group(all).principles[first.id];
    assert.equal(figures.scored, 8);
    assert.deepEqual(figures.quartiles, [1.75, 2.5, 3.25]);
    const quartiles = (count, options = {}) => group(all.slice(0, count), options).principles[first.id].quartiles;
    assert.deepEqual([quartiles(7), quartiles(4, { named: true })], [null, null]);
    assert.deepEqual(quartiles(5, { named: true }), [2, 3, 4]);
  });

  test("fewer than five ratings are not shown, and left out of the principle", () => {
    const all = ["4 1", "4 1", "4 1", "4 1", "4 DK"].map((text) => response(text));
    const figures = group(all);
    assert.deepEqual(only(figures.practices[TWO], "n", "shown", "mean"), { n: 4, shown: false, mean: null });
    assert.equal(figures.principles[first.id].mean, 4);
    const named = group(all, { named: true });
    assert.equal(named.principles[first.id].mean, 2.5);
    assert.deepEqual(only(named.practices[TWO], "shown", "mean", "consensus"), { shown: true, mean: 1, consensus: null });
    assert.equal(group(all, { least: 4 }).principles[first.id].mean, 2.5);
  });

  test("gaps have a sign, and the ecosystem counts each role once", () => {
    const sides = [...rating([4], { role: "orchestrator" }), ...rating([2, 2, 3, 3])];
    const named = cohort(sides, { named: true });
    near(named.gaps.practices[ONE], 1.5);
    near(named.gaps.principles[first.id], 1.5);
    near(named.alignment, 0.25);
    near(named.value.roles[first.id], 3.25);
    near(named.value.heads[first.id], 2.8);
    // Too few principles for a value of the whole.
    assert.deepEqual(named.overall, { roles: null, heads: null });
    const hidden = cohort(sides);
    assert.equal(hidden.gaps.principles[first.id], null);
    assert.equal(hidden.alignment, null);
    assert.equal(cohort(rating([2, 2, 3, 3, 5])).value.roles[first.id], 3);
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
    assert.deepEqual(
      rounded(cohort(sides, { named: true }).talkFirst),
      rounded([
        { practice: three, why: "gap", value: 4 },
        { practice: one, why: "gap", value: 2 },
        { practice: two, why: "consensus", value: consensus([2, 0, 2, 0, 2]) },
        { practice: five, why: "cannot-tell", value: 0.5 },
        { practice: four, why: "cannot-tell", value: 1 / 6 },
      ]),
    );
  });
});

describe("the baseline of the benchmark", () => {
  const script = readFileSync(new URL("../../../bench/ecosystem-baseline.js", import.meta.url), "utf8");

  /** What it makes of a text, and the drawing that it puts into its page. */
  function baseline(text) {
    const place = { innerHTML: "" };
    const window = {};
    const document = { querySelector: () => place };
    vm.runInNewContext(script, { window, document, performance, TextEncoder, TextDecoder });
    return { ...window.baseline(text, content.model), drawing: place.innerHTML };
  }

  for (const [name, what, size] of [
    ["3,000 responses", "codes", { members: 2980, orchestrators: 20, form: "mixed" }],
    ["a thread of mail", "mail", { members: 40, orchestrators: 6, seed: 5 }],
    ["a table of two rounds", "csv", { members: 30, orchestrators: 4, rounds: 2, seed: 9 }],
    ["too few", "codes", { members: 4, orchestrators: 0 }],
  ]) {
    test(`says the same of ${name}`, () => {
      const text = sample(what, size);
      const found = find(text);
      const responses = newest(found.flatMap(({ response }) => response ?? []));
      assert.equal(responses.length, (size.members + size.orchestrators) * (size.rounds ?? 1));
      const { results, drawing, milliseconds: _, ...counts } = baseline(text);
      assert.deepEqual(counts, { responses: responses.length, copies: found.length - responses.length, refused: 0 });
      assert.deepEqual(rounded(results), rounded(cohort(responses)));
      assert.match(drawing, /^<svg .*<polygon .*<\/svg>$/);
    });
  }
});
