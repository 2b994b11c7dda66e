// Rounds: the next one, what has changed since, and two or more of them compared.

import type { AnswerValue, App } from "./app";
import { assessment, everything, keyOf, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, content, principles, words } from "./model.mjs";
import type { FullProfile } from "./model.mjs";

type Answers = Record<string, AnswerValue>;

/** Other answers than `everything` gives, some of them no level. */
function changed(profile: Partial<FullProfile> = {}): Answers {
  const values: AnswerValue[] = [4, 4, 3, 5, 2, "unknown", 5, 3, 2, "na", 2];
  return Object.fromEntries(Object.keys(everything(profile)).map((id, i) => [id, values[i % values.length]!]));
}

interface Expected {
  matched: number;
  change: number;
  byPrinciple: Record<string, { matched: number; change: number | null }>;
  onlyEarlier: number;
  onlyLater: number;
}

/** The published formula, worked out on its own. */
function compared(profile: FullProfile, earlier: Answers, later: Answers): Expected {
  const level = (answer: AnswerValue | undefined) => (typeof answer === "number" ? answer : null);
  const result: Expected = { matched: 0, change: 0, byPrinciple: {}, onlyEarlier: 0, onlyLater: 0 };
  let sum = 0;
  for (const principle of principles) {
    let [own, count] = [0, 0];
    for (const id of asked(principle, profile)) {
      const [before, after] = [level(earlier[id]), level(later[id])];
      if (before !== null && after !== null) {
        own += after - before;
        count += 1;
      } else if (before !== null) result.onlyEarlier += 1;
      else if (after !== null) result.onlyLater += 1;
    }
    sum += own;
    result.matched += count;
    result.byPrinciple[principle.id] = { matched: count, change: count > 0 ? own / count : null };
  }
  result.change = sum / result.matched;
  return result;
}

const round = (id: string, name: string, answers: Answers, more: Record<string, unknown> = {}, profile: Partial<FullProfile> = {}) =>
  assessment({ id, name, answers, profile, more });

const first = round("round-one", "Harbour", everything());
const second = round("round-two", "Harbour, round 2", changed(), { follows: "round-one" });
const headline = (app: App) => app.page.locator("[data-matched]");

for (const form of ["short", "full"] as const) {
  test(`the comparison is what the formulas say: ${form} form`, async ({ app, page }) => {
    const profile = { ...PROFILE, form };
    const [earlier, later] = [everything({ form }), changed({ form })];
    await app.openWith(
      stored(round("round-one", "One", earlier, {}, { form }), round("round-two", "Two", later, {}, { form })),
      "#/compare/round-one/round-two",
    );
    const expected = compared(profile, earlier, later);
    expect(expected.matched).toBeGreaterThan(10);
    expect(Number(await headline(app).getAttribute("data-matched"))).toBe(expected.matched);
    expect(Number(await headline(app).getAttribute("data-mean-change"))).toBeCloseTo(expected.change, 12);
    for (const [id, { matched, change }] of Object.entries(expected.byPrinciple)) {
      const row = app.chart("changes").locator(`tr[data-principle="${id}"]`);
      const found = await row.getAttribute("data-change");
      if (change === null) expect(found).toBeNull();
      else expect(Number(found)).toBeCloseTo(change, 12);
      await expect(row.locator("td").last()).toHaveText(String(matched));
    }
    const once = page.locator('[data-list="once"]');
    await expect(once).toContainText(String(expected.onlyEarlier));
    await expect(once.locator("li")).toHaveCount(expected.onlyEarlier + expected.onlyLater);
    for (const chart of ["compare-radar", "changes"]) {
      await expect(app.chart(chart).locator("svg[role=img]")).toBeVisible();
    }

    // The other way round every change has the other sign.
    await page.getByRole("link", { name: words("compare.swap"), exact: true }).click();
    await page.waitForURL((url) => url.hash === "#/compare/round-two/round-one");
    await expect(headline(app)).toHaveAttribute("data-matched", String(expected.matched));
    expect(Number(await headline(app).getAttribute("data-mean-change"))).toBeCloseTo(-expected.change, 12);
  });
}

test("both descriptions are quoted of what rose and what fell", { tag: "@quick" }, async ({ app, page }) => {
  const answers = everything();
  const rated = Object.keys(answers).filter((id) => typeof answers[id] === "number");
  const up = rated.find((id) => answers[id] === 2)!;
  const down = rated.find((id) => answers[id] === 4)!;
  await app.openWith(
    stored(first, round("round-two", "Two", { ...answers, [up]: 5, [down]: 3 })),
    "#/compare/round-one/round-two",
  );
  for (const [list, id, levels] of [["rises", up, [2, 5]], ["falls", down, [4, 3]]] as const) {
    const rows = page.locator(`[data-list="${list}"] li`);
    await expect(rows).toHaveCount(1);
    await expect(rows).toHaveAttribute("data-practice-change", id);
    const texts = levels.map((level) => content.text.practice[id].levels[level - 1]);
    await expect(rows.locator("blockquote")).toHaveText(texts);
  }
});

test("below the limit there is no clear change", async ({ app }) => {
  const answers = everything();
  const up = Object.keys(answers).find((id) => answers[id] === 3)!;
  await app.openWith(stored(first, round("round-two", "Two", { ...answers, [up]: 4 })), "#/compare/round-one/round-two");
  const change = Number(await headline(app).getAttribute("data-mean-change"));
  expect(change).toBeGreaterThan(0);
  expect(change).toBeLessThan(0.3);
  await expect(headline(app)).toContainText("no clear change");
});

const member = round("member-one", "Member", everything({ role: "member" }), {}, { role: "member" });
const full = round("full-one", "Full", everything({ form: "full" }), {}, { form: "full" });
const foreign = { ...round("other-one", "Foreign", everything()), model: { id: "another", version: "1.0.0" } };

for (const [what, id, reason] of [
  ["another side", "member-one", "change.other_role"],
  ["another form", "full-one", "change.other_form"],
  ["another model", "other-one", "change.other_model"],
] as const) {
  test(`refused with the reason and a way on: ${what}`, async ({ app, page }) => {
    await app.openWith(stored(first, second, member, full, foreign), `#/compare/round-one/${id}`);
    await expect(page.locator(".refused")).toContainText(words("compare.refused"));
    await expect(page.locator(".refused")).toContainText(words(reason));
    await expect(headline(app)).toHaveCount(0);
    await page.locator("#compare-later").selectOption("round-two");
    await page.getByRole("button", { name: words("compare.show"), exact: true }).click();
    await expect(headline(app)).toBeVisible();
    // Those that do not fit are told apart, each with its reason.
    expect(
      await page.locator("#compare-earlier optgroup option").evaluateAll((all: HTMLOptionElement[]) => all.map((o) => o.value).sort()),
    ).toEqual(["full-one", "member-one", "other-one"]);
    await expect(page.locator(".choose details li")).toHaveCount(3);
  });
}

test("what is missing or the same is said, with a way on", async ({ app, page }) => {
  await app.openWith(stored(first, second), "#/compare/round-one/nowhere");
  await expect(page.getByText(words("compare.missing"))).toBeVisible();
  await page.locator("#compare-later").selectOption("round-one");
  await page.getByRole("button", { name: words("compare.show"), exact: true }).click();
  await expect(page.getByText(words("compare.same"))).toBeVisible();
  await page.locator("#compare-later").selectOption("round-two");
  await page.getByRole("button", { name: words("compare.show"), exact: true }).click();
  await expect(headline(app)).toBeVisible();
});

test("with fewer than two assessments there is a way to the first page", async ({ app, page }) => {
  await app.openWith(stored(first), "#/compare/round-one/nowhere");
  await expect(page.getByText(words("compare.none"))).toBeVisible();
  await page.locator("main a.button").click();
  await page.waitForURL((url) => url.hash === "#/");
});

test("nothing rated both times is nothing to compare", async ({ app, page }) => {
  await app.openWith(stored(first, round("round-two", "Two", {})), "#/compare/round-one/round-two");
  await expect(headline(app)).toHaveAttribute("data-matched", "0");
  await expect(headline(app)).toContainText(words("change.nothing"));
  expect(await headline(app).getAttribute("data-mean-change")).toBeNull();
  await expect(page.locator("figure")).toHaveCount(0);
});

for (const keep of [true, false]) {
  test(`the next round begins ${keep ? "with the answers from last time" : "with empty answers"}`, async ({ app, page }) => {
    const [some] = Object.keys(everything()) as [string];
    const before = assessment({
      answers: everything(),
      notes: { [some]: "Seen in May" },
      more: { competencies: { listening: { revision: 2, own: 4 } } },
    });
    await app.openWith(stored(before));
    await page.getByRole("link", { name: `${words("welcome.next_round")}: Harbour`, exact: true }).click();
    await expect(page.locator("#round-name")).toHaveValue("Harbour, round 2");
    await page.locator(`input[name=begin][value=${keep ? "keep" : "empty"}]`).check({ force: true });
    await page.locator("button[type=submit]").click();
    await expect(page.locator("fieldset[data-practice]").first()).toBeVisible();
    const id = app.assessmentId();
    expect(id).not.toBe("test-assessment");
    const all = await app.stored();
    expect(JSON.parse(all[keyOf("test-assessment")]!)).toEqual(before);
    const next = JSON.parse(all[keyOf(id)]!);
    expect(next).toMatchObject({ follows: "test-assessment", header: { name: "Harbour, round 2", profile: before.header.profile } });
    if (keep) expect(next.answers).toMatchObject(before.answers);
    else expect(next.answers).toEqual({});
    expect(next.competencies).toEqual(keep ? { listening: { revision: 2, own: 4 } } : undefined);

    await app.follow("#/");
    const card = page.locator(".card").filter({ has: page.getByRole("heading", { name: "Harbour, round 2", exact: true }) });
    await expect(card).toContainText("Follows “Harbour”");
    // Its results know the round before without being told.
    await app.follow(`#/a/${id}/results`);
    if (keep) {
      await expect(page.locator("#change-with")).toHaveValue("test-assessment");
      await page.getByRole("link", { name: words("results.change_link"), exact: true }).click();
      await page.waitForURL((url) => url.hash === `#/compare/test-assessment/${id}`);
      await expect(headline(app)).toHaveAttribute("data-mean-change", "0");
    }
  });
}

test("results compare with whatever the person chooses, and say why not", async ({ app, page }) => {
  await app.openWith(stored(first, round("round-two", "Two", changed()), member), "#/a/round-two/results");
  const section = page.locator("section.change");
  await expect(page.locator("#change-with")).toHaveValue("");
  await page.locator("#change-with").selectOption("member-one");
  await expect(section).toContainText(words("change.other_role"));
  await page.locator("#change-with").selectOption("round-one");
  const expected = compared(PROFILE, everything(), changed());
  await expect(section).toContainText(`${expected.matched} practices`);
  await expect(section.getByRole("link", { name: words("results.change_link") })).toHaveAttribute("href", "#/compare/round-one/round-two");
});

test("three rounds have a trend; what does not fit is left out with the reason", async ({ app, page }) => {
  const third = round("round-three", "Harbour, round 3", everything(), { follows: "round-two" });
  await app.openWith(stored(first, second), "#/compare/round-one/round-two");
  await expect(headline(app)).toBeVisible();
  await expect(app.chart("trend")).toHaveCount(0);

  // The newest decides what is followed, so the form of one in the middle is the one that is left out.
  const odd = round("round-odd", "Harbour, full", everything({ form: "full" }), { follows: "round-one" }, { form: "full" });
  await app.openWith(stored(third, odd), "#/compare/round-one/round-three");
  const chart = app.chart("trend");
  await expect(chart.locator("svg[role=img]")).toBeVisible();
  const heads = (await chart.locator("thead th").allTextContents()).slice(2);
  expect(heads).toEqual(["Harbour", "Harbour, round 2", "Harbour, round 3"]);
  await expect(page.locator(".left-out li")).toHaveText([`Harbour, full: ${words("change.other_form")}`]);

  const level = (answers: Answers, id: string) => (typeof answers[id] === "number" ? (answers[id] as number) : null);
  const rounds = [everything(), changed(), everything()];
  const matched = Object.keys(everything()).filter((id) => rounds.every((answers) => level(answers, id) !== null));
  const means = rounds.map((answers) => matched.reduce((sum, id) => sum + level(answers, id)!, 0) / matched.length);
  const cells = await chart.locator("tbody tr").first().locator("td").allTextContents();
  expect(cells[0]).toBe(String(matched.length));
  means.forEach((mean, i) => expect(Math.abs(Number(cells[i + 1]) - mean)).toBeLessThanOrEqual(0.05 + 1e-9));

  const before = await chart.locator("svg").innerHTML();
  await page.locator("#trend-also").selectOption("2");
  await expect.poll(() => chart.locator("svg").innerHTML()).not.toBe(before);
});

test("long names and markup stay inside and are text", async ({ app, page }) => {
  const name = `<i>${"Donaudampfschifffahrt".repeat(5)}</i>`;
  await page.setViewportSize({ width: 360, height: 700 });
  await app.openWith(
    stored(round("round-one", name, everything()), round("round-two", name, changed(), { follows: "round-one" })),
    "#/compare/round-one/round-two",
  );
  await expect(headline(app)).toBeVisible();
  expect(await page.evaluate(() => document.scrollingElement!.scrollWidth)).toBeLessThanOrEqual(360);
  await expect(page.locator("main i")).toHaveCount(0);
});

test("answers to an older version of the model are compared, and that is said once", async ({ app, page }) => {
  const [first, second, third] = ["round-one", "round-two", "round-three"];
  const older = { model: { id: content.model.id, version: "0.1.0" } };
  await app.store(
    stored(
      assessment({ id: first, schema: 2, answers: everything(), more: older }),
      assessment({ id: second, schema: 2, answers: everything(), more: { ...older, follows: first } }),
      assessment({ id: third, schema: 2, answers: changed(), more: { follows: second } }),
    ),
  );
  const note = page.locator("[data-version-note]");
  await app.open(`#/compare/${second}/${third}`);
  await expect(page.locator("section.trend")).toBeVisible();
  await expect(note).toHaveCount(1);
  await expect(note).toContainText("0.1.0");
  await note.locator("summary").click();
  expect(await note.locator("li").count()).toBeGreaterThan(3);
  await app.follow(`#/compare/${first}/${second}`);
  // Between these two nothing was written anew; the line through all three has both.
  await expect(page.locator("section.trend [data-version-note]")).toBeVisible();
  await expect(note).toHaveCount(1);
  await app.follow(`#/a/${third}/results`);
  await expect(page.locator("section.change [data-version-note]")).toBeVisible();
});
