// Answering through the interface, and the numbers that come of it.

import type { AnswerValue, App } from "./app";
import { assessment, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, content, pattern, principles, words } from "./model.mjs";
import type { FullProfile } from "./model.mjs";
import { expected, type Expected } from "./scoring";

const first = principles[0]!;
const last = principles.at(-1)!;

/** Goes through all principles as a person does, and gives the answers there are; the results are open afterwards. */
async function answerEverything(app: App, profile: FullProfile, answers: Record<string, AnswerValue>): Promise<void> {
  await app.startAssessment(profile);
  for (const [place, principle] of principles.entries()) {
    await expect(app.page).toHaveURL(new RegExp(`/${principle.id}$`));
    const ids = asked(principle, profile);
    await app.entered();
    await expect(app.practice(ids[0]!)).toBeVisible();
    expect(await app.practices().evaluateAll((all) => all.map((p) => p.getAttribute("data-practice")))).toEqual(ids);
    for (const id of ids) {
      const answer = answers[id];
      if (answer !== undefined) await app.answer(id, answer);
    }
    const next = principles[place + 1];
    const link = next
      ? app.page.getByRole("link", {
          name: pattern("answer.next", { principle: content.text.principle[next.id].title }),
        })
      : app.page.getByRole("link", { name: words("answer.results"), exact: true });
    await link.click();
  }
  await expect(app.page).toHaveURL(/\/results$/);
}

async function shown(app: App): Promise<Expected> {
  await expect(app.chart("radar")).toBeVisible();
  const number = (text: string | null) => (text === null ? null : Number(text));
  const result: Expected = {
    principles: {},
    score: await app.overallScore(),
    held: await app.overallHeld(),
  };
  for (const { id } of principles) {
    const row = app.result(id);
    await expect(row).toHaveCount(1);
    result.principles[id] = {
      score: number(await row.getAttribute("data-score")),
      held: number(await row.getAttribute("data-held")),
    };
  }
  return result;
}

async function compare(app: App, wanted: Expected): Promise<void> {
  const found = await shown(app);
  const close = (value: number | null) => (value === null ? null : expect.closeTo(value, 9));
  expect(found).toEqual({
    principles: Object.fromEntries(
      Object.entries(wanted.principles).map(([id, { score, held }]) => [id, { score: close(score), held }]),
    ),
    score: close(wanted.score),
    held: wanted.held,
  });
}

/** A pattern in which every kind of answer and every reason for having no score occurs. */
function mixed(profile: FullProfile, gaps: boolean): Record<string, AnswerValue> {
  const levels: AnswerValue[][] = [
    [3, 4, 4, 3, 3],
    [4, 4, 4, 4, 2],
    [5, 5, 5, 5, 1],
    [2, 3, 4, "na", "unknown"],
    [4, "na", "na", "na", 3],
    [1, 1, 2, 1, 5],
    [5, 4, 5, 5, 4],
    [3, 3, 2, 2, 1],
    [4, 5, "unknown", 3, 3],
    [2, 2, 2, 3, 2],
    [3, 2, 1, "na", 4],
    [2, 1, 3, 2, 2],
  ];
  const short: AnswerValue[][] = levels.map((row) => row.slice(0, 2));
  const answers: Record<string, AnswerValue> = {};
  for (const [place, principle] of principles.entries()) {
    const row = (profile.form === "short" ? short : levels)[place]!;
    for (const [i, id] of asked(principle, profile).entries()) answers[id] = row[i]!;
  }
  if (gaps) {
    // One of two left open, and one that cannot be told: neither principle has a score.
    delete answers[asked(principles[1]!, profile)[0]!];
    for (const id of asked(principles[2]!, profile)) answers[id] = "unknown";
    for (const id of asked(principles[5]!, profile)) delete answers[id];
  }
  return answers;
}

for (const role of ["orchestrator", "member"]) {
  test(`the short form, ${role}`, async ({ app }) => {
    const profile: FullProfile = { ...PROFILE, role };
    const answers = mixed(profile, true);
    await answerEverything(app, profile, answers);
    const wanted = expected(profile, answers);
    expect(wanted.score, "the pattern has an overall score").not.toBeNull();
    expect(Object.values(wanted.principles).filter(({ score }) => score === null)).not.toHaveLength(0);
    await compare(app, wanted);
  });

  test(`the full form, ${role}`, async ({ app }) => {
    const profile: FullProfile = { ...PROFILE, role, scale: "large", form: "full" };
    const answers = mixed(profile, false);
    expect(Object.keys(answers)).toHaveLength(65);
    await answerEverything(app, profile, answers);
    await compare(app, expected(profile, answers));
  });
}

test("fewer than eight scored principles have no overall score", { tag: "@quick" }, async ({ app }) => {
  const answers: Record<string, AnswerValue> = {};
  for (const principle of principles.slice(0, 7)) for (const id of asked(principle, PROFILE)) answers[id] = 4;
  await app.openWith(stored(assessment({ answers })), "#/a/test-assessment/results");
  await compare(app, expected(PROFILE, answers));
  expect(await app.overallScore()).toBeNull();
  expect(await app.overallHeld()).toBeNull();
  // The eighth makes it.
  const eighth = principles[7]!;
  await app.go(eighth.id);
  for (const id of asked(eighth, PROFILE)) {
    answers[id] = 2;
    await app.answer(id, 2);
  }
  await app.go("results");
  await compare(app, expected(PROFILE, answers));
  expect(await app.overallScore()).toBe(3.75);
});

for (const [what, profile, count] of [
  ["the strategic stage", { stage: "strategic", scale: "curated" }, 38],
  ["a small circle", { stage: "management", scale: "handful" }, 63],
] as const) {
  test(`${what} asks ${count} practices and no other`, async ({ app, page }) => {
    await app.startAssessment({ ...profile, form: "full" });
    const found: (string | null)[] = [];
    for (const principle of principles) {
      await app.follow(`#/a/${app.assessmentId()}/${principle.id}`);
      await expect(page.locator("main h1")).toHaveText(content.text.principle[principle.id].title);
      found.push(...(await app.practices().evaluateAll((all) => all.map((p) => p.getAttribute("data-practice")))));
    }
    expect(found).toEqual(principles.flatMap((p) => asked(p, { ...PROFILE, ...profile, form: "full" })));
    expect(found).toHaveLength(count);
  });
}

test("each role reads its own words", async ({ app }) => {
  const [id] = asked(first, PROFILE);
  const text = content.text.practice[id!];
  expect(text.levels_member[2]).not.toBe(text.levels[2]);
  await app.startAssessment({ role: "member" });
  await expect(app.practice(id!)).toContainText(text.ask_member);
  await expect(app.practice(id!)).toContainText(text.levels_member[2]);
  await expect(app.practice(id!)).not.toContainText(text.ask_orchestrator);
  await app.startAssessment({ role: "orchestrator" });
  await expect(app.practice(id!)).toContainText(text.ask_orchestrator);
  await expect(app.practice(id!)).toContainText(text.levels[2]);
  await expect(app.practice(id!)).not.toContainText(text.ask_member);
});

test("the example fits the scale", async ({ app }) => {
  const [id] = asked(first, PROFILE);
  const text = content.text.practice[id!];
  await app.startAssessment({ scale: "handful" });
  await expect(app.practice(id!)).toContainText(text.in_small);
  // Those for large ecosystems are not among what is loaded first.
  await app.startAssessment({ scale: "large" });
  await expect(app.practice(id!)).toContainText(text.in_large);
  await app.startAssessment({ scale: "platform" });
  await expect(app.practice(id!)).toContainText(text.in_platform);
});

test("changing the profile keeps every answer, also those that are out of scope", async ({ app, page }) => {
  const profile: FullProfile = { ...PROFILE, form: "full" };
  const ids = asked(first, profile);
  const hidden = ids.filter((id) => !asked(first, { ...profile, stage: "strategic" }).includes(id));
  expect(hidden).not.toHaveLength(0);
  await app.startAssessment(profile);
  for (const [i, id] of ids.entries()) await app.answer(id, ((i % 5) + 1) as AnswerValue);

  const setStage = async (stage: string) => {
    await app.go("profile");
    await page.locator(`input[name=stage][value=${stage}]`).check({ force: true });
    await page.locator("button[type=submit]").click();
    await page.waitForURL((url) => !url.hash.endsWith("profile"));
    await app.follow(`#/a/${app.assessmentId()}/${first.id}`);
    await expect(app.practice(ids[0]!)).toBeVisible();
  };
  await setStage("strategic");
  for (const id of hidden) await expect(app.practice(id)).toHaveCount(0);
  await setStage("management");
  for (const [i, id] of ids.entries()) expect(await app.chosen(id)).toBe(String((i % 5) + 1));
});

test("an answer can be taken back", async ({ app, page }) => {
  await app.startAssessment();
  const [id, other] = asked(first, PROFILE) as [string, string];
  await app.answer(id, 4);
  await app.answer(other, 2);
  const name = pattern("answer.take_back_label", { practice: content.text.practice[id].title });
  await page.getByRole("button", { name }).click();
  await expect(app.practice(id).locator("input:checked")).toHaveCount(0);
  expect(await app.chosen(other)).toBe("2");
  await expect(app.practice(id).locator("button")).toBeDisabled();
  await app.reload();
  expect(await app.chosen(id)).toBeNull();
  expect(await app.chosen(other)).toBe("2");
  await app.go("results");
  await expect(app.result(first.id)).not.toHaveAttribute("data-score");
});

for (const width of [1280, 360]) {
  test(`the live radar grows with each answer, and nothing moves, ${width} px`, async ({ app, page }) => {
    await page.setViewportSize({ width, height: 800 });
    await app.startAssessment({ form: "full" });
    const ids = asked(first, { ...PROFILE, form: "full" });
    const drawing = () => app.chart("dial").locator("svg").evaluate((svg) => svg.outerHTML);
    await app.practice(ids[0]!).scrollIntoViewIfNeeded();
    await page.evaluate(() => {
      const shifts: unknown[] = [];
      // Also those that follow an input within half a second, which the metric of that name forgives.
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as any[]) {
          shifts.push({ value: entry.value, moved: entry.sources.map((source: any) => source.node?.outerHTML) });
        }
      }).observe({ type: "layout-shift" });
      Object.assign(globalThis, { shifts });
    });
    const values: AnswerValue[] = [4, 2, "na", 5, "unknown"];
    for (const [i, id] of ids.entries()) {
      const value = values[i % values.length]!;
      await app.choice(id, value).scrollIntoViewIfNeeded();
      const place = async () => [await page.evaluate(() => scrollY), await app.practice(id).boundingBox()];
      const [before, dial] = [await place(), await drawing()];
      await app.choice(id, value).check({ force: true });
      await expect.poll(drawing, `the dial after ${value}`).not.toBe(dial);
      expect(await place(), `the place of ${id}`).toEqual(before);
    }
    // Two frames later everything that was going to move has.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: unknown[] }).shifts)).toEqual([]);
  });
}

test("every principle leads to the next, and the last to the results", async ({ app, page }) => {
  await app.openWith(stored(assessment()), `#/a/test-assessment/${last.id}`);
  await expect(page.getByRole("link", { name: words("answer.results"), exact: true })).toBeVisible();
  const before = principles.at(-2)!;
  const name = pattern("answer.previous", { principle: content.text.principle[before.id].title });
  await page.getByRole("link", { name }).click();
  await expect(app.heading()).toHaveText(content.text.principle[before.id].title);
});
