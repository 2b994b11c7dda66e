// What the view of an ecosystem does with a pasted text, in plain JavaScript: the measure for the app's own time.
//
// Written as for a page of its own, without a library and without tricks: a regular expression for where codes begin, a
// loop over their characters, typed arrays for what is counted, one string for the drawing. A classic script; it defines
//
//     window.baseline(text, model) → { milliseconds, responses, copies, refused, results }
//
// `model` is the entry `model` of a content file. The figures are those of tests/e2e/cohort.mjs, under the same names, and
// a test holds them together. Parts of a code that no figure needs (grades of evidence, competencies, names) are not read.
"use strict";

(() => {
  const LEAST = 5;
  const LEAST_FOR_DISTRIBUTION = 8;
  const MIN_PRINCIPLES = 8;
  const ROLES = ["orchestrator", "member"];
  const SCALES = ["handful", "curated", "large", "platform"];
  const STAGES = ["strategic", "engagement", "management"];
  const NOT_APPLICABLE = 6;
  const CANNOT_TELL = 7;

  // ---------------------------------------------------------------- codes ----

  const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  const CHECKSUM = 7;
  const SKIP = 32;
  const STOP = 33;

  /** What an ASCII character is in a code: its value, something between characters, or the end. */
  const VALUES = new Uint8Array(128).fill(STOP);
  for (let code = 0; code <= 32; code += 1) VALUES[code] = SKIP;
  for (const letter of "\x7F-\"'`()[]{}<>|=*_~") VALUES[letter.charCodeAt(0)] = SKIP;
  [...ALPHABET].forEach((letter, value) => {
    VALUES[letter.charCodeAt(0)] = value;
    VALUES[letter.toLowerCase().charCodeAt(0)] = value;
  });
  for (const [letters, value] of [["Oo", 0], ["IiLl", 1]]) {
    for (const letter of letters) VALUES[letter.charCodeAt(0)] = value;
  }
  const SKIPPED = /[\s\p{C}\p{Pd}\p{Pi}\p{Pf}\u00AD\u2212\uFFFD]/u;

  const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
    let sum = byte;
    for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    return sum;
  });
  const crcOf = (sum, code) => (sum >>> 8) ^ CRC[(sum ^ code) & 0xff];
  const CRC_OF_BEGINNING = [..."12F-"].reduce((sum, letter) => crcOf(sum, letter.charCodeAt(0)), 0xffffffff);
  const LETTERS = Uint8Array.from(ALPHABET, (letter) => letter.charCodeAt(0));

  function hashOf(text) {
    let hash = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
    return hash >>> 0;
  }

  /** Numbers out of values of five bits each. */
  class Bits {
    constructor(values, end) {
      this.values = values;
      this.end = end;
      this.at = 0;
      this.value = 0;
      this.left = 0;
    }

    take(count) {
      let number = 0;
      while (count > 0) {
        if (this.left === 0) {
          if (this.at === this.end) throw new Error("too short");
          this.value = this.values[this.at];
          this.at += 1;
          this.left = 5;
        }
        const now = Math.min(this.left, count);
        this.left -= now;
        count -= now;
        // Not shifted: an id has 48 bits.
        number = number * (1 << now) + ((this.value >> this.left) & ((1 << now) - 1));
      }
      return number;
    }

    grouped() {
      let number = 0;
      for (;;) {
        const group = this.take(5);
        number = number * 16 + (group & 15);
        if (group < 16) return number;
      }
    }
  }

  /** Finds the codes of a text, checks and reads them. */
  function read(text, model) {
    const hash = hashOf(model.id);
    const count = model.response.order.length;
    const values = new Uint8Array(1024);
    const responses = new Map();
    let refused = 0;
    let copies = 0;
    for (const match of text.matchAll(/[1IL]2F(?:[-\u2010-\u2015\u2212]|%2D)/gi)) {
      let at = match.index + match[0].length;
      let length = 0;
      let expected = Infinity;
      while (length < expected && at < text.length) {
        const code = text.charCodeAt(at);
        // An escaped blank or hyphen in a link.
        if (code === 37 && /^%[0-9A-F]{2}/i.test(text.slice(at, at + 3))) {
          at += 3;
          continue;
        }
        const value = code < 128 ? VALUES[code] : SKIPPED.test(text[at]) ? SKIP : STOP;
        if (value === STOP) break;
        at += 1;
        if (value === SKIP) continue;
        values[length] = value;
        length += 1;
        if (length === 3) expected = Math.min(values[1] * 32 + values[2], values.length);
      }
      // A seat or a gate can be called 12F-3.
      if (length < 16) continue;
      const response = length === expected ? decode(values, length, hash, count) : null;
      if (!response) {
        refused += 1;
        continue;
      }
      const there = responses.get(response.id);
      if (there) copies += 1;
      if (!there || response.revision > there.revision) responses.set(response.id, response);
    }
    return { responses: [...responses.values()], copies, refused };
  }

  function decode(values, length, hash, count) {
    const end = length - CHECKSUM;
    let sum = CRC_OF_BEGINNING;
    for (let i = 0; i < end; i += 1) sum = crcOf(sum, LETTERS[values[i]]);
    let written = 0;
    for (let i = end; i < length; i += 1) written = written * 32 + values[i];
    if (written !== ~sum >>> 0) return null;
    try {
      const bits = new Bits(values, end);
      const format = bits.take(5);
      bits.take(10);
      if (format !== 1 || bits.take(32) !== hash) return null;
      for (let part = 0; part < 3; part += 1) bits.grouped();
      bits.take(3);
      const [role, scale, stage, form] = [bits.take(1), bits.take(2), bits.take(2), bits.take(1)];
      const id = bits.take(48);
      const revision = bits.grouped();
      const month = bits.take(12);
      const answered = bits.take(8);
      if (stage >= STAGES.length || answered > count) return null;
      // Of an older version; what came later is unanswered.
      const answers = new Uint8Array(count);
      for (let i = 0; i < answered; i += 1) answers[i] = bits.take(3);
      return { role, profile: (scale * 4 + stage) * 2 + form, id, revision, month, answers };
    } catch {
      return null;
    }
  }

  // ----------------------------------------------------------- statistics ----

  /** The places in codes of the practices that a profile asks, by principle. */
  function askedOf(model, profile) {
    const form = profile % 2;
    const stage = STAGES[Math.floor(profile / 2) % 4];
    const scale = SCALES[Math.floor(profile / 8)];
    return model.principle.map(({ practice }) =>
      practice
        .filter((one) => form === 1 || one.core)
        .filter((one) => one.stages.includes(stage) && (!one.scales || one.scales.includes(scale)))
        .map((one) => model.response.order.indexOf(one.id)),
    );
  }

  const meanOf = (numbers) => {
    let sum = 0;
    let count = 0;
    for (const number of numbers) {
      if (number === null) continue;
      sum += number;
      count += 1;
    }
    return count > 0 ? sum / count : null;
  };

  const difference = (one, other) => (one === null || other === null ? null : one - other);

  function heldLevel(levels) {
    if (levels.length === 0) return null;
    for (let level = 5; level > 1; level -= 1) {
      const reached = levels.filter((x) => x >= level).length;
      if (reached * 100 >= 80 * levels.length && levels.every((x) => x >= level - 1)) return level;
    }
    return 1;
  }

  /** By linear interpolation between closest ranks, of sorted numbers. */
  function quantile(sorted, share) {
    const place = (sorted.length - 1) * share;
    const below = Math.floor(place);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (sorted[above] - sorted[below]) * (place - below);
  }

  /** What was said about one practice: how often it was unanswered, each level, does not apply, cannot tell. */
  function practiceFigures(counts) {
    const levels = [...counts.subarray(1, 6)];
    const n = levels.reduce((sum, count) => sum + count, 0);
    const shown = n >= LEAST;
    const distributionShown = n >= LEAST_FOR_DISTRIBUTION;
    const figures = {
      asked: counts.reduce((sum, count) => sum + count, 0),
      n,
      counts: levels,
      notApplicable: counts[NOT_APPLICABLE],
      cannotTell: counts[CANNOT_TELL],
      unanswered: counts[0],
      shown,
      distributionShown,
      mean: null,
      median: null,
      lowest: null,
      highest: null,
      consensus: null,
      deviation: null,
      sampleDeviation: null,
    };
    if (!shown) return figures;
    const mean = levels.reduce((sum, count, i) => sum + count * (i + 1), 0) / n;
    let consensus = 1;
    let squares = 0;
    let before = 0;
    levels.forEach((count, i) => {
      if (count === 0) return;
      const level = i + 1;
      const distance = Math.abs(level - mean);
      consensus += (count / n) * Math.log2(1 - distance / 4);
      squares += count * distance * distance;
      if (before * 2 < n && (before + count) * 2 >= n) figures.median = level;
      before += count;
    });
    figures.mean = mean;
    figures.consensus = Math.min(1, Math.max(0, consensus));
    figures.deviation = Math.sqrt(squares / n);
    figures.sampleDeviation = Math.sqrt(squares / (n - 1));
    if (distributionShown) {
      figures.lowest = levels.findIndex((count) => count > 0) + 1;
      figures.highest = levels.findLastIndex((count) => count > 0) + 1;
    }
    return figures;
  }

  function groupFigures(model, respondents, counts, scores) {
    const figures = { respondents, practices: {}, principles: {} };
    model.principle.forEach((principle, place) => {
      const practices = principle.practice.map(({ id }) => {
        const at = model.response.order.indexOf(id) * 8;
        return (figures.practices[id] = practiceFigures(counts.subarray(at, at + 8)));
      });
      const sorted = Float64Array.from(scores[place]).sort();
      figures.principles[principle.id] = {
        mean: meanOf(practices.map(({ mean }) => mean)),
        held: heldLevel(practices.map(({ median }) => median).filter((median) => median !== null)),
        consensus: meanOf(practices.map(({ consensus }) => consensus)),
        quartiles:
          sorted.length >= LEAST_FOR_DISTRIBUTION ? [0.25, 0.5, 0.75].map((share) => quantile(sorted, share)) : null,
        scored: sorted.length,
      };
    });
    return figures;
  }

  function statistics(responses, model) {
    const principles = model.principle.length;
    const practices = model.response.order.length;
    const groups = [0, 1].map(() => ({
      respondents: 0,
      counts: new Uint32Array(practices * 8),
      scores: Array.from({ length: principles }, () => []),
    }));
    const scopes = new Map();
    for (const { role, profile, answers } of responses) {
      let asked = scopes.get(profile);
      if (!asked) scopes.set(profile, (asked = askedOf(model, profile)));
      const { counts, scores } = groups[role];
      groups[role].respondents += 1;
      for (let principle = 0; principle < principles; principle += 1) {
        let sum = 0;
        let rated = 0;
        let applicable = 0;
        for (const practice of asked[principle]) {
          const answer = answers[practice];
          counts[practice * 8 + answer] += 1;
          if (answer !== NOT_APPLICABLE) applicable += 1;
          if (answer >= 1 && answer <= 5) {
            sum += answer;
            rated += 1;
          }
        }
        if (rated >= 2 && rated * 100 >= 60 * applicable) scores[principle].push(sum / rated);
      }
    }
    const [own, others] = groups;
    const orchestrators = groupFigures(model, own.respondents, own.counts, own.scores);
    const members = groupFigures(model, others.respondents, others.counts, others.scores);
    const all = groupFigures(
      model,
      responses.length,
      own.counts.map((count, i) => count + others.counts[i]),
      own.scores.map((scores, i) => [...scores, ...others.scores[i]]),
    );
    const gaps = { practices: {}, principles: {} };
    const value = { roles: {}, heads: {} };
    for (const { id, practice } of model.principle) {
      const [one, other] = [orchestrators.principles[id].mean, members.principles[id].mean];
      gaps.principles[id] = difference(one, other);
      value.roles[id] = meanOf([one, other]);
      value.heads[id] = all.principles[id].mean;
      for (const { id } of practice) {
        gaps.practices[id] = difference(orchestrators.practices[id].mean, members.practices[id].mean);
      }
    }
    const apart = meanOf(Object.values(gaps.principles).map((gap) => (gap === null ? null : Math.abs(gap))));
    const overall = (values) => {
      const scored = Object.values(values).filter((value) => value !== null);
      return scored.length >= MIN_PRINCIPLES ? meanOf(scored) : null;
    };
    return {
      all,
      orchestrators,
      members,
      gaps,
      alignment: apart === null ? null : Math.max(0, 1 - apart / 2),
      value,
      overall: { roles: overall(value.roles), heads: overall(value.heads) },
      talkFirst: talkFirst(model, gaps.practices, all.practices),
    };
  }

  /** Gaps of a level or more, then the least agreed on, then what most cannot tell; each practice once. */
  function talkFirst(model, gaps, figures) {
    const seen = new Set();
    const ids = model.principle.flatMap(({ practice }) => practice.map(({ id }) => id));
    const topics = (why, valueOf, size, least) =>
      ids
        .filter((id) => !seen.has(id))
        .map((practice) => ({ practice, why, value: valueOf(practice) }))
        .filter(({ value }) => value !== null && size(value) > least)
        .sort((a, b) => {
          const apart = size(b.value) - size(a.value);
          return Math.abs(apart) < 1e-9 ? 0 : apart;
        })
        .map((topic) => (seen.add(topic.practice), topic));
    const cannotTell = (id) => {
      const { asked, cannotTell } = figures[id];
      return asked >= LEAST ? cannotTell / asked : null;
    };
    return [
      ...topics("gap", (id) => gaps[id], Math.abs, 1 - 1e-9),
      ...topics("consensus", (id) => figures[id].consensus, (value) => -value, -0.6 + 1e-9),
      ...topics("cannot-tell", cannotTell, (share) => share, 0),
    ];
  }

  // -------------------------------------------------------------- drawing ----

  const escape = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

  function radar(results, model) {
    const [size, radius] = [720, 260];
    const count = model.principle.length;
    const point = (i, level) => {
      const angle = (i / count) * 2 * Math.PI - Math.PI / 2;
      const distance = (level / 5) * radius;
      return [size / 2 + Math.cos(angle) * distance, size / 2 + Math.sin(angle) * distance];
    };
    const written = (points) => points.map((at) => at.map((number) => number.toFixed(1)).join(",")).join(" ");
    const shape = (levelOf, attributes) => {
      const points = model.principle.flatMap(({ id }, i) => {
        const level = levelOf(id);
        return level === null || level === undefined ? [] : [point(i, level)];
      });
      return points.length > 2 ? `<polygon points="${written(points)}" ${attributes}/>` : "";
    };
    const ring = (level) =>
      `<polygon points="${written(model.principle.map((_, i) => point(i, level)))}" fill="none" stroke="#ccc"/>`;
    const spokes = model.principle.map((principle, i) => {
      const [x, y] = point(i, 5).map((number) => number.toFixed(1));
      const [labelX, labelY] = point(i, 5.6).map((number) => number.toFixed(1));
      const words = escape(principle.title ?? principle.clause);
      return (
        `<line x1="${size / 2}" y1="${size / 2}" x2="${x}" y2="${y}" stroke="#ddd"/>` +
        `<text x="${labelX}" y="${labelY}" font-size="15" text-anchor="middle">${words}</text>`
      );
    });
    const mean = (group) => (id) => results[group].principles[id].mean;
    const quartile = (place) => (id) => results.all.principles[id].quartiles?.[place];
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" role="img" aria-label="Radar">` +
      [1, 2, 3, 4, 5].map(ring).join("") +
      spokes.join("") +
      shape(quartile(2), 'fill="#dde7e7" stroke="none"') +
      shape(quartile(0), 'fill="#fff" stroke="none"') +
      shape(mean("orchestrators"), 'fill="none" stroke="#0b6e6e" stroke-width="3"') +
      shape(mean("members"), 'fill="none" stroke="#b4530a" stroke-width="3" stroke-dasharray="8 5"') +
      "</svg>"
    );
  }

  window.baseline = (text, model) => {
    const start = performance.now();
    const { responses, copies, refused } = read(text, model);
    const results = statistics(responses, model);
    let place = document.querySelector("#baseline");
    if (!place) {
      place = document.createElement("div");
      place.id = "baseline";
      document.body.append(place);
    }
    place.innerHTML = radar(results, model);
    return { milliseconds: performance.now() - start, responses: responses.length, copies, refused, results };
  };
})();
