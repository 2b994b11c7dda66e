// The published formulas, worked out here once more and on their own, to hold the app to them. Nothing of the app is used.

import type { AnswerValue } from "./app";
import { asked, principles } from "./model.mjs";
import type { FullProfile } from "./model.mjs";

export interface Expected {
  principles: Record<string, { score: number | null; held: number | null }>;
  score: number | null;
  held: number | null;
}

const mean = (numbers: number[]) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

/** The highest level that four of five reach while none is more than one below. */
function heldLevel(levels: number[]): number {
  return Math.max(
    ...[1, 2, 3, 4, 5].filter(
      (level) =>
        levels.filter((x) => x >= level).length * 100 >= 80 * levels.length && Math.min(...levels) >= level - 1,
    ),
  );
}

/** What the results have to say. */
export function expected(profile: FullProfile, answers: Record<string, AnswerValue>): Expected {
  const result: Expected = { principles: {}, score: null, held: null };
  const scores: number[] = [];
  const helds: number[] = [];
  for (const principle of principles) {
    const given = asked(principle, profile).map((id) => answers[id]);
    const rated = given.filter((answer): answer is 1 | 2 | 3 | 4 | 5 => typeof answer === "number");
    const counted = given.filter((answer) => answer !== "na");
    const enough = rated.length >= 2 && rated.length * 100 >= 60 * counted.length;
    const score = enough ? mean(rated) : null;
    const held = enough ? heldLevel(rated) : null;
    if (score !== null) scores.push(score);
    if (held !== null) helds.push(held);
    result.principles[principle.id] = { score, held };
  }
  if (scores.length >= 8) {
    result.score = mean(scores);
    result.held = heldLevel(helds);
  }
  return result;
}
