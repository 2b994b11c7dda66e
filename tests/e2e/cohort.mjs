// Response codes, and what many responses say together, worked out from the published descriptions alone: the format in
// docs/response-code.md, the formulas under Method. To hold the app to them; nothing of the app is used. Plain JavaScript, so
// that the tests of just this run without a browser.

import { asked, content, principles } from "./model.mjs";

// ------------------------------------------------------------------ codes ----

/**
 * Why a code cannot be read, in the words of the test vectors.
 *
 * @typedef {"no-code" | "character" | "cut-short" | "too-long" | "checksum" | "format" | "other-model" | "newer-model"
 *   | "impossible"} Reason
 */

export class Refused extends Error {
  /**
   * @param {Reason} reason
   * @param {string | number} detail What the vectors say beside the reason: the character, the format, the version or the
   *   part.
   */
  constructor(reason, detail = "") {
    super(`${reason} ${detail}`);
    this.reason = reason;
    this.detail = detail;
  }
}

/**
 * What one organization has answered.
 *
 * - `id`: hexadecimal, twelve digits. `month`: `2026-11`.
 * - `answers`: in the order of the codes: 0 unanswered, 1 to 5 the level, 6 does not apply, 7 cannot tell.
 * - `evidence`: one for each rated answer, 1 to 3.
 * - `competencies`: own organization and others, 0 not said, 1 to 5, 7 cannot tell.
 *
 * @typedef {import("./model.mjs").FullProfile & {
 *   version: string, id: string, revision: number, month: string, answers: number[], evidence?: number[],
 *   competencies?: [number, number][], name?: string,
 * }} Response
 */

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CHECKSUM = 7;
const ROLES = ["orchestrator", "member"];
const SCALES = ["handful", "curated", "large", "platform"];
const STAGES = ["strategic", "engagement", "management"];

/** @type {any} */
const model = content.model;
/** @type {string[]} */
const order = model.response.order;
/** @type {unknown[]} */
const competencies = model.competency;

/** @param {string} text */
function crc32(text) {
  let register = 0xffffffff;
  for (const letter of text) {
    register ^= letter.charCodeAt(0);
    for (let bit = 0; bit < 8; bit += 1) register = (register >>> 1) ^ (register & 1 ? 0xedb88320 : 0);
  }
  return ~register >>> 0;
}

/** @param {string} text */
function fnv1a(text) {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash;
}

/** @param {string} text */
const versionOf = (text) => text.split(".").map(Number);
/** @param {number[]} one @param {number[]} other */
function compareVersions(one, other) {
  for (let i = 0; i < 3; i += 1) if (one[i] !== other[i]) return one[i] - other[i];
  return 0;
}

/** The bits of a code, as a string of zeros and ones: slow and plain. */
class Bits {
  #at = 0;
  #bits;

  /** @param {string} bits */
  constructor(bits) {
    this.#bits = bits;
  }

  /** @param {number} count */
  take(count) {
    if (this.#at + count > this.#bits.length) throw new Refused("impossible", "length");
    const found = this.#bits.slice(this.#at, this.#at + count);
    this.#at += count;
    return BigInt(`0b0${found}`);
  }

  /** @param {number} count */
  number(count) {
    return Number(this.take(count));
  }

  /** @param {bigint} most @param {string} part */
  grouped(most, part) {
    let value = 0n;
    for (let groups = 1; ; groups += 1) {
      const follows = this.number(1);
      const group = this.take(4);
      if (groups === 1 && follows && group === 0n) throw new Refused("impossible", part);
      value = value * 16n + group;
      if (value > most) throw new Refused("impossible", part);
      if (!follows) return value;
    }
  }

  end() {
    const left = this.#bits.slice(this.#at);
    if (left.length > 4) throw new Refused("impossible", "length");
    if (left.includes("1")) throw new Refused("impossible", "filling");
  }
}

/**
 * Whether a version of the model can have so many entries, of which this one has `known`.
 *
 * @param {number[]} version
 * @param {number} found
 * @param {number} known
 * @param {string} part
 */
function checkCount(version, found, known, part) {
  const age = compareVersions(version, versionOf(content.model.version));
  if (found === known || (age < 0 && found < known)) return;
  if (age > 0 && found > known) throw new Refused("newer-model", version.join("."));
  throw new Refused("impossible", part);
}

const UNSEEN =
  /[\u0000-\u001F\u007F-\u009F\u2028\u2029\u00AD\u061C\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/u;
const SPACE_AROUND = /^\p{White_Space}|\p{White_Space}$/u;

/**
 * Reads what follows `12F-`: capitals of the alphabet only, as many as the length says.
 *
 * @param {string} body
 * @returns {Response}
 */
function read(body) {
  const summed = body.slice(0, -CHECKSUM);
  const sum = [...body.slice(-CHECKSUM)].reduce((value, letter) => value * 32 + ALPHABET.indexOf(letter), 0);
  if (sum !== crc32(`12F-${summed}`)) throw new Refused("checksum");
  const bits = new Bits([...summed].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0")).join(""));
  const format = bits.number(5);
  if (format !== 1) throw new Refused("format", format);
  bits.take(10);
  if (bits.number(32) !== fnv1a(content.model.id)) throw new Refused("other-model");
  const version = [0, 1, 2].map(() => Number(bits.grouped(65535n, "model version")));
  const [hasEvidence, hasCompetencies, hasName] = [bits.number(1), bits.number(1), bits.number(1)];
  const role = ROLES[bits.number(1)];
  const scale = SCALES[bits.number(2)];
  const stage = STAGES[bits.number(2)];
  if (!stage) throw new Refused("impossible", "profile");
  const form = bits.number(1) ? "full" : "short";
  const id = bits.take(48).toString(16).padStart(12, "0");
  const revision = Number(bits.grouped(2n ** 53n, "revision"));
  const months = bits.number(12);
  if (months > 2399) throw new Refused("impossible", "month");
  const count = bits.number(8);
  checkCount(version, count, order.length, "answers");
  const answers = Array.from({ length: count }, () => bits.number(3));
  /** @type {Response} */
  const response = {
    version: version.join("."),
    role,
    scale,
    stage,
    form,
    id,
    revision,
    month: `${2000 + Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, "0")}`,
    answers,
  };
  if (hasEvidence) {
    response.evidence = answers.filter((answer) => answer >= 1 && answer <= 5).map(() => bits.number(2));
    if (response.evidence.includes(0)) throw new Refused("impossible", "evidence");
  }
  if (hasCompetencies) {
    const items = bits.number(8);
    checkCount(version, items, competencies.length, "competencies");
    response.competencies = Array.from({ length: items }, () => [bits.number(3), bits.number(3)]);
    if (response.competencies.flat().includes(6)) throw new Refused("impossible", "competencies");
  }
  if (hasName) {
    const bytes = Uint8Array.from({ length: bits.number(8) }, () => bits.number(8));
    try {
      response.name = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw new Refused("impossible", "name");
    }
    const letters = [...response.name].length;
    if (letters < 1 || letters > 60 || UNSEEN.test(response.name) || SPACE_AROUND.test(response.name)) {
      throw new Refused("impossible", "name");
    }
  }
  bits.end();
  return response;
}

/**
 * The code of a response, after the same description. Only of this version of the model.
 *
 * @param {Response} response
 */
export function encode(response) {
  let bits = "";
  /** @type {(count: number, value: number | bigint) => void} */
  const put = (count, value) => (bits += BigInt(value).toString(2).padStart(count, "0"));
  /** @param {number} value */
  const grouped = (value) => {
    const groups = [...value.toString(16)].map((digit) => parseInt(digit, 16));
    groups.forEach((group, i) => put(5, group + (i < groups.length - 1 ? 16 : 0)));
  };
  put(32, fnv1a(content.model.id));
  for (const number of versionOf(response.version)) grouped(number);
  for (const part of [response.evidence, response.competencies, response.name]) put(1, part ? 1 : 0);
  put(1, ROLES.indexOf(response.role));
  put(2, SCALES.indexOf(response.scale));
  put(2, STAGES.indexOf(response.stage));
  put(1, response.form === "full" ? 1 : 0);
  put(48, BigInt(`0x${response.id}`));
  grouped(response.revision);
  const [year, month] = response.month.split("-").map(Number);
  put(12, (year - 2000) * 12 + month - 1);
  put(8, response.answers.length);
  for (const answer of response.answers) put(3, answer);
  for (const grade of response.evidence ?? []) put(2, grade);
  if (response.competencies) {
    put(8, response.competencies.length);
    for (const item of response.competencies.flat()) put(3, item);
  }
  if (response.name) {
    const bytes = new TextEncoder().encode(response.name);
    put(8, bytes.length);
    for (const byte of bytes) put(8, byte);
  }
  // Format and length come first, and the length counts them and the checksum too.
  const length = Math.ceil((15 + bits.length) / 5) + CHECKSUM;
  bits = `00001${length.toString(2).padStart(10, "0")}${bits}`;
  /** @param {string} text */
  const letters = (text) => text.match(/.{5}/g).map((five) => ALPHABET[parseInt(five, 2)]).join("");
  const summed = letters(bits.padEnd(Math.ceil(bits.length / 5) * 5, "0"));
  return `12F-${summed}${letters(crc32(`12F-${summed}`).toString(2).padStart(5 * CHECKSUM, "0"))}`;
}

/**
 * A character of a text, or what an escape of addresses stands for.
 *
 * @typedef {{ letter: string, kind: "value" | "hyphen" | "nothing" | "other", end: number }} Symbol
 */

const HYPHEN = /[\p{Pd}\u2212]/u;
const NOTHING = /[\p{White_Space}\p{Cc}\p{Cf}\p{Pi}\p{Pf}\p{Ps}\p{Pe}"'`´<>|=*_~\uFFFD]/u;
const WORD = /[\p{L}\p{N}]/u;

/** @param {string} text @param {number} at @returns {Symbol | null} */
function symbolAt(text, at) {
  if (at >= text.length) return null;
  let letter = String.fromCodePoint(text.codePointAt(at));
  let end = at + letter.length;
  const escape = /^(?:%[0-9a-f]{2})+/i.exec(text.slice(at, at + 12))?.[0];
  if (escape) {
    // The first character of the escapes.
    for (let length = 3; length <= escape.length; length += 3) {
      try {
        letter = decodeURIComponent(escape.slice(0, length));
        end = at + length;
        break;
      } catch {
        // Not whole yet.
      }
    }
  }
  const upper = /^[a-z]$/.test(letter) ? letter.toUpperCase() : letter;
  const value = upper === "O" ? "0" : upper === "I" || upper === "L" ? "1" : upper;
  if (ALPHABET.includes(value)) return { letter: value, kind: "value", end };
  if (HYPHEN.test(letter)) return { letter, kind: "hyphen", end };
  return { letter, kind: NOTHING.test(letter) ? "nothing" : "other", end };
}

/**
 * Where the fields of a code begin, if `12F-` stands here.
 *
 * @param {string} text
 * @param {number} at
 */
function beginning(text, at) {
  for (const wanted of ["1", "2", "F", "hyphen"]) {
    let symbol = symbolAt(text, at);
    while (symbol?.kind === "nothing" && wanted !== "1") symbol = symbolAt(text, symbol.end);
    if (!symbol || (wanted === "hyphen" ? symbol.kind !== "hyphen" : symbol.letter !== wanted)) return null;
    at = symbol.end;
  }
  return at;
}

/**
 * What begins as a code in a text, in order: each a response, or why there is none.
 *
 * @param {string} text
 * @returns {{ response?: Response, refused?: Refused }[]}
 */
export function find(text) {
  const found = [];
  let at = 0;
  while (at < text.length) {
    const start = beginning(text, at);
    if (start === null) {
      at += 1;
      continue;
    }
    let body = "";
    let end = start;
    let refused;
    for (;;) {
      const length = body.length < 3 ? Infinity : lengthOf(body);
      if (length < 10) {
        refused = new Refused("impossible", "length");
        break;
      }
      if (body.length === length) {
        const next = symbolAt(text, end);
        const more = next && (next.kind === "value" || WORD.test(next.letter)) && beginning(text, end) === null;
        if (more) refused = new Refused("too-long");
        break;
      }
      const symbol = symbolAt(text, end);
      if (!symbol || (symbol.kind === "value" && beginning(text, end) !== null)) {
        refused = new Refused("cut-short");
        break;
      }
      if (symbol.kind === "other") {
        const next = symbolAt(text, symbol.end);
        const isInside = WORD.test(symbol.letter) || (next && (next.kind === "value" || WORD.test(next.letter)));
        refused = isInside ? new Refused("character", symbol.letter) : new Refused("cut-short");
        break;
      }
      if (symbol.kind === "value") body += symbol.letter;
      end = symbol.end;
    }
    at = Math.max(end, start);
    try {
      if (refused) throw refused;
      found.push({ response: read(body) });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      found.push({ refused: error });
    }
  }
  return found;
}

/** How many characters follow the beginning. @param {string} body */
function lengthOf(body) {
  return ALPHABET.indexOf(body[1]) * 32 + ALPHABET.indexOf(body[2]);
}

/**
 * Each response once, in its newest revision, where it first stood.
 *
 * @param {Response[]} responses
 * @returns {Response[]}
 */
export function newest(responses) {
  const byId = new Map();
  for (const response of responses) {
    const there = byId.get(response.id);
    if (!there || response.revision > there.revision) byId.set(response.id, response);
  }
  return [...byId.values()];
}

// ----------------------------------------------------------- many responses ----

/**
 * - `named`: everybody has agreed to be shown by name: no thresholds. Consensus and quartiles are never those of fewer than
 *   five all the same: readers get dots there.
 * - `least`: from how many ratings something is shown of a group.
 * - `leastForDistribution`: from how many its distribution and what is made of it.
 *
 * @typedef {{ named?: boolean, least?: number, leastForDistribution?: number }} Options
 */

/**
 * A practice in a group. What is hidden or cannot be said is null; counts are always there.
 *
 * - `asked`: how many were asked: the practice is in scope for their profile. `n`: how many rated it.
 * - `counts`: how many gave the levels 1 to 5. `median`: the lower one.
 * - `deviation`, `sampleDeviation`: standard deviation of the group itself, and as an estimate from a sample (n − 1).
 *
 * @typedef {{
 *   asked: number, n: number, counts: number[], notApplicable: number, cannotTell: number, unanswered: number,
 *   shown: boolean, distributionShown: boolean, mean: number | null, median: number | null, lowest: number | null,
 *   highest: number | null, consensus: number | null, deviation: number | null, sampleDeviation: number | null,
 * }} PracticeFigures
 */

/**
 * `quartiles` are of the scores of single respondents; `scored` is how many of them have a score.
 *
 * @typedef {{
 *   mean: number | null, held: number | null, consensus: number | null, quartiles: [number, number, number] | null,
 *   scored: number,
 * }} PrincipleFigures
 *
 * @typedef {{
 *   respondents: number, practices: Record<string, PracticeFigures>, principles: Record<string, PrincipleFigures>,
 * }} GroupFigures
 */

/**
 * - `gaps`: orchestrators' mean less members' mean.
 * - `value`: by principle: each role once, and each respondent once. `overall`: over all principles, if eight or more have
 *   a value.
 *
 * @typedef {{
 *   all: GroupFigures, orchestrators: GroupFigures, members: GroupFigures,
 *   gaps: { practices: Record<string, number | null>, principles: Record<string, number | null> },
 *   alignment: number | null,
 *   value: { roles: Record<string, number | null>, heads: Record<string, number | null> },
 *   overall: { roles: number | null, heads: number | null },
 *   talkFirst: Topic[],
 * }} Cohort
 *
 * @typedef {{ practice: string, why: "gap" | "consensus" | "cannot-tell", value: number }} Topic
 */

const TOLERANCE = 1e-9;
const LEAST_FOR_STATISTICS = 5;
/** @param {number[]} numbers */
const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
/** @param {number[]} numbers */
export const mean = (numbers) => (numbers.length > 0 ? sum(numbers) / numbers.length : null);
/** @type {(numbers: (number | null | undefined)[]) => number[]} */
const known = (numbers) => numbers.filter((number) => number != null);

/**
 * The lower of the two in the middle where there are two.
 *
 * @param {number[]} levels
 */
export function lowerMedian(levels) {
  return levels.toSorted((a, b) => a - b)[Math.ceil(levels.length / 2) - 1] ?? null;
}

/**
 * The highest level that four of five reach while none is more than one below.
 *
 * @param {number[]} levels
 */
export function heldLevel(levels) {
  if (levels.length === 0) return null;
  /** @param {number} level */
  const holds = (level) =>
    levels.filter((x) => x >= level).length * 100 >= 80 * levels.length && Math.min(...levels) >= level - 1;
  return Math.max(...[1, 2, 3, 4, 5].filter(holds));
}

/**
 * Tastle and Wierman 2007, of how many chose each of the levels from 1 on. The width is that of the scale.
 *
 * @param {number[]} counts
 */
export function consensus(counts) {
  const n = sum(counts);
  if (n === 0) return null;
  const center = sum(counts.map((count, i) => count * (i + 1))) / n;
  const width = counts.length - 1;
  const terms = counts.map((count, i) =>
    count === 0 ? 0 : (count / n) * Math.log2(1 - Math.abs(i + 1 - center) / width),
  );
  return Math.min(1, Math.max(0, 1 + sum(terms)));
}

/**
 * A quantile by linear interpolation between closest ranks (type 7).
 *
 * @param {number[]} numbers
 * @param {number} share
 */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const low = sorted[below];
  const high = sorted[Math.min(below + 1, sorted.length - 1)];
  return low + (high - low) * (place - below);
}

/**
 * 1 where both sides see the same, 0.5 where they are a level apart on average, 0 from two levels on.
 *
 * @param {number[]} gaps
 */
export function alignment(gaps) {
  const apart = mean(gaps.map(Math.abs));
  return apart === null ? null : Math.max(0, 1 - apart / 2);
}

/** @type {Map<string, Set<string>>} */
const scopes = new Map();

/**
 * All practices that a profile is asked.
 *
 * @param {import("./model.mjs").FullProfile} profile
 */
function scope(profile) {
  const key = [profile.scale, profile.stage, profile.form].join(" ");
  const known = scopes.get(key) ?? new Set(principles.flatMap((principle) => asked(principle, profile)));
  scopes.set(key, known);
  return known;
}

/**
 * What a response says about a practice. Practices that its profile is not asked count nowhere.
 *
 * @param {Response} response
 * @param {string} practice
 */
function answerTo(response, practice) {
  return scope(response).has(practice) ? (response.answers[order.indexOf(practice)] ?? 0) : null;
}

/** @param {number | null} answer */
const isLevel = (answer) => answer !== null && answer >= 1 && answer <= 5;

/**
 * A respondent's own score of a principle: two rated at least, and 60 % of what applies to them.
 *
 * @param {import("./model.mjs").Principle} principle
 * @param {Response} response
 */
export function respondentScore(principle, response) {
  const answers = asked(principle, response).map((practice) => answerTo(response, practice));
  const rated = answers.filter(isLevel);
  const applicable = answers.filter((answer) => answer !== 6).length;
  return rated.length >= 2 && rated.length * 100 >= 60 * applicable ? mean(rated) : null;
}

/**
 * @param {string} practice
 * @param {Response[]} responses
 * @param {Options} options
 * @returns {PracticeFigures}
 */
function practiceFigures(practice, responses, options) {
  const { named = false, least = 5, leastForDistribution = 8 } = options;
  const answers = responses.map((response) => answerTo(response, practice)).filter((answer) => answer !== null);
  const levels = answers.filter(isLevel);
  /** @param {number} what */
  const count = (what) => answers.filter((answer) => answer === what).length;
  const counts = [1, 2, 3, 4, 5].map(count);
  const n = levels.length;
  const shown = n > 0 && (named || n >= least);
  const distributionShown = n > 0 && (named || n >= leastForDistribution);
  const center = mean(levels);
  const squares = center === null ? 0 : sum(levels.map((level) => (level - center) ** 2));
  return {
    asked: answers.length,
    n,
    counts,
    notApplicable: count(6),
    cannotTell: count(7),
    unanswered: count(0),
    shown,
    distributionShown,
    mean: shown ? center : null,
    median: shown ? lowerMedian(levels) : null,
    lowest: distributionShown ? Math.min(...levels) : null,
    highest: distributionShown ? Math.max(...levels) : null,
    consensus: shown && n >= LEAST_FOR_STATISTICS ? consensus(counts) : null,
    deviation: shown ? Math.sqrt(squares / n) : null,
    sampleDeviation: shown && n > 1 ? Math.sqrt(squares / (n - 1)) : null,
  };
}

/**
 * A group: all, those of one role, or those with a tag.
 *
 * @param {Response[]} responses
 * @param {Options} options
 * @returns {GroupFigures}
 */
export function group(responses, options = {}) {
  const { named = false, leastForDistribution = 8 } = options;
  /** @type {GroupFigures} */
  const figures = { respondents: responses.length, practices: {}, principles: {} };
  for (const principle of principles) {
    const all = principle.practice.map(({ id }) => (figures.practices[id] = practiceFigures(id, responses, options)));
    const medians = known(all.map(({ median }) => median));
    const scores = known(responses.map((response) => respondentScore(principle, response)));
    const hasQuartiles = scores.length >= (named ? LEAST_FOR_STATISTICS : leastForDistribution);
    figures.principles[principle.id] = {
      mean: mean(known(all.map((practice) => practice.mean))),
      held: heldLevel(medians),
      consensus: mean(known(all.map((practice) => practice.consensus))),
      quartiles: hasQuartiles ? [quantile(scores, 0.25), quantile(scores, 0.5), quantile(scores, 0.75)] : null,
      scored: scores.length,
    };
  }
  return figures;
}

/**
 * Everything that the responses say together. Copies and older revisions of a response have to be gone already.
 *
 * @param {Response[]} responses
 * @param {Options} options
 * @returns {Cohort}
 */
export function cohort(responses, options = {}) {
  /** @param {string} role */
  const of = (role) =>
    group(
      responses.filter((response) => response.role === role),
      options,
    );
  const [all, orchestrators, members] = [group(responses, options), of("orchestrator"), of("member")];
  /** @type {(one: number | null, other: number | null) => number | null} */
  const difference = (one, other) => (one === null || other === null ? null : one - other);
  const ids = principles.map(({ id }) => id);
  const practices = principles.flatMap(({ practice }) => practice.map(({ id }) => id));
  const gaps = {
    practices: Object.fromEntries(
      practices.map((id) => [id, difference(orchestrators.practices[id].mean, members.practices[id].mean)]),
    ),
    principles: Object.fromEntries(
      ids.map((id) => [id, difference(orchestrators.principles[id].mean, members.principles[id].mean)]),
    ),
  };
  /** @param {string} id */
  const byRoles = (id) => mean(known([orchestrators.principles[id].mean, members.principles[id].mean]));
  const value = {
    roles: Object.fromEntries(ids.map((id) => [id, byRoles(id)])),
    heads: Object.fromEntries(ids.map((id) => [id, all.principles[id].mean])),
  };
  /** @param {Record<string, number | null>} values */
  const overall = (values) => {
    const scored = known(Object.values(values));
    return scored.length >= 8 ? mean(scored) : null;
  };
  return {
    all,
    orchestrators,
    members,
    gaps,
    alignment: alignment(known(Object.values(gaps.principles))),
    value,
    overall: { roles: overall(value.roles), heads: overall(value.heads) },
    talkFirst: talkFirst(practices, gaps.practices, all, options),
  };
}

/**
 * What to talk about first: gaps of a level or more, then the least agreed on, then what most cannot tell.
 *
 * @param {string[]} practices
 * @param {Record<string, number | null>} gaps
 * @param {GroupFigures} all
 * @param {Options} options
 * @returns {Topic[]}
 */
function talkFirst(practices, gaps, all, { named = false, least = 5 }) {
  /** @type {Topic[]} */
  const topics = [];
  /**
   * @param {Topic["why"]} why
   * @param {(value: number) => boolean} wanted
   * @param {(practice: string) => number | null} value
   * @param {(value: number) => number} size
   */
  const add = (why, wanted, value, size) => {
    const found = practices
      .filter((practice) => !topics.some((topic) => topic.practice === practice))
      .map((practice) => ({ practice, why, value: value(practice) }))
      .filter((topic) => topic.value !== null && wanted(topic.value));
    // Sorting is stable: where two are alike, the order of the model stays.
    topics.push(
      ...found.sort((a, b) => {
        const apart = size(b.value) - size(a.value);
        return Math.abs(apart) < TOLERANCE ? 0 : apart;
      }),
    );
  };
  add("gap", (gap) => Math.abs(gap) >= 1 - TOLERANCE, (id) => gaps[id], Math.abs);
  add("consensus", (value) => value < 0.6 - TOLERANCE, (id) => all.practices[id].consensus, (value) => -value);
  add(
    "cannot-tell",
    (share) => share > 0,
    (id) => {
      const { asked, cannotTell } = all.practices[id];
      return asked > 0 && (named || asked >= least) ? cannotTell / asked : null;
    },
    (share) => share,
  );
  return topics;
}
