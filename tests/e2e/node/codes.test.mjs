// Response codes as the tests of the ecosystem view read and write them, held to the published vectors.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { encode, find, newest } from "../cohort.mjs";
import { response } from "./responses.mjs";

const vectors = JSON.parse(readFileSync(new URL("../../../docs/response-code-vectors.json", import.meta.url), "utf8"));

const digits = (text) => [...text].map(Number);

/** What a vector says, as it is read. */
function said(vector) {
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

describe("a code", () => {
  for (const vector of vectors.codes) {
    test(`is read: ${vector.case}`, () => assert.deepEqual(find(vector.code), [{ response: said(vector) }]));
    test(`is written: ${vector.case}`, () => assert.equal(encode(said(vector)), vector.code));
  }
  for (const { case: name, text, codes } of vectors.texts) {
    test(`is found: ${name}`, () => {
      const wanted = codes.map((wanted) => said(vectors.codes.find((one) => one.case === wanted)));
      assert.deepEqual(find(text).flatMap(({ response }) => response ?? []), wanted);
    });
  }
  for (const vector of vectors.refused) {
    test(`is refused: ${vector.case}`, () => {
      const found = find(vector.text).map(({ refused }) => [refused?.reason, refused?.detail]);
      const detail = vector.found ?? vector.format ?? vector.version ?? vector.part ?? "";
      assert.deepEqual(found, vector.reason === "no-code" ? [] : [[vector.reason, detail]]);
    });
  }
});

test("each response counts once, in its newest revision", () => {
  const [old, other] = [response("1", { revision: 3 }), response("2")];
  const late = { ...old, revision: 4, answers: response("5").answers };
  assert.deepEqual(newest([old, other, late, old, other]), [late, other]);
});
