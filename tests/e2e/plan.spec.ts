// From the result to decisions: targets, impact, priorities and a roadmap that keeps what people wrote.

import type { Locator, Page } from "@playwright/test";
import type { AnswerValue, App } from "./app";
import { assessment, everything, keyOf, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, content, pattern, principles, words } from "./model.mjs";

const PLAN = "#/a/test-assessment/plan";
const first = principles[0]!;
const [one, two] = asked(first, PROFILE) as [string, string];

/** The first principle at 1 and 2, all others at 3. */
const low: Record<string, AnswerValue> = Object.fromEntries(
  principles.flatMap((principle) => asked(principle, PROFILE)).map((id) => [id, (id === one ? 1 : id === two ? 2 : 3) as AnswerValue]),
);
const suggested = (principle: string): number => {
  const model = content.model as unknown as {
    suggested_targets: Record<string, Record<string, number>>;
    scoring: { default_target: number };
  };
  // In management nothing limits them.
  return model.suggested_targets[PROFILE.scale]?.[principle] ?? model.scoring.default_target;
};
/** Targets of 3 for all, so that tests do not hang on what the content suggests. */
const aims = Object.fromEntries(principles.map((principle, i) => [principle.id, { revision: 40 + i, target: 3 }]));
const document = (more: Record<string, unknown> = {}, answers = low) =>
  assessment({ answers, schema: 2, more: { aims, revision: 99, ...more } });

const aim = (page: Page, id = first.id) => page.locator(`.aim[data-principle="${id}"]`);
const card = (page: Page, action: string) => page.locator(`.step[data-action="${action}"]`);
const group = (page: Page, id: string) => page.locator(`[data-horizon="${id}"], [data-group="${id}"]`);
const button = (within: Locator, key: string) => within.getByRole("button", { name: words(key), exact: true });
const field = (within: Locator, key: string) => within.getByLabel(words(key), { exact: true });

async function plan(app: App): Promise<any> {
  const text = (await app.stored())[keyOf("test-assessment")];
  return JSON.parse(text ?? "{}");
}

test("targets and impact by keyboard; everything follows at once", { tag: "@quick" }, async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  const row = aim(page);
  const radar = app.chart("plan-radar").locator("svg");
  const [before, gapsBefore] = [await radar.innerHTML(), await app.chart("gaps").locator("svg").innerHTML()];
  await expect(row.locator(".aim-result")).toContainText("3.0");
  await row.locator('input[value="3"]').focus();
  await page.keyboard.press("ArrowRight");
  await expect(row.locator('input[value="4"]')).toBeFocused();
  await expect(row.locator('input[value="4"]')).toBeChecked();
  // Gap 4 − 1.5, priority 2 × 2.5.
  await expect(row.locator(".aim-result")).toContainText("2.5");
  await expect(row.locator(".aim-result")).toContainText("5.0");
  await expect(row.locator(".aim-result")).toContainText(words("plan.priority_high"));
  expect(await radar.innerHTML()).not.toBe(before);
  expect(await app.chart("gaps").locator("svg").innerHTML()).not.toBe(gapsBefore);
  const progress = page.locator(".plan-progress .figure-number");
  const share = await progress.textContent();
  await row.locator("select").focus();
  await page.keyboard.press("ArrowDown");
  await expect(row.locator("select")).toHaveValue("3");
  await expect(row.locator(".aim-result")).toContainText("7.5");
  await expect(row.locator("select")).toBeFocused();
  await expect(progress).toHaveText(share!);
  await app.reload();
  await expect(aim(page).locator('input[value="4"]')).toBeChecked();
  await expect(aim(page).locator("select")).toHaveValue("3");
});

test("what is suggested is named, and there is a way back to it", async ({ app, page }) => {
  await app.openWith(stored(assessment({ answers: low })), PLAN);
  const row = aim(page);
  const level = suggested(first.id);
  await expect(row).toContainText(words("plan.as_suggested"));
  await expect(row.locator(`input[value="${level}"]`)).toBeChecked();
  await row.locator('input[value="5"]').check({ force: true });
  const back = row.getByRole("button", { name: pattern("plan.back_to_suggested_label") });
  await expect(back).toHaveText(pattern("plan.back_to_suggested", { level: String(level) }));
  await back.press("Enter");
  await expect(row.locator(`input[value="${level}"]`)).toBeChecked();
  await expect(row.locator(`input[value="${level}"]`)).toBeFocused();
  await expect(back).toBeHidden();
  expect((await plan(app)).aims[first.id].target).toBeUndefined();
});

test("a step is taken on, reworded, owned and dated, and survives a reload", async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  const step = () => card(page, `${one}:1`);
  await expect(group(page, "now").locator(".step").first()).toHaveAttribute("data-action", `${one}:1`);
  await expect(step()).toContainText(pattern("plan.why", { from: "1", to: "2" }));
  const suggestion = await step().locator(".step-words").textContent();
  await button(step(), "plan.take").click();
  await expect(field(step(), "plan.owner")).toBeFocused();
  await page.keyboard.type("Ines <b>Maier</b>");
  await field(step(), "plan.due").fill("2199-02-28");
  await field(step(), "plan.state").selectOption("started");
  await button(step(), "plan.reword").click();
  const text = field(step(), "plan.words");
  await expect(text).toBeFocused();
  await expect(text).toHaveValue(suggestion!);
  await text.fill('Draw a <img src=x onerror="alert(1)"> map');
  await button(step(), "plan.reword_end").click();
  for (const reloaded of [false, true]) {
    if (reloaded) await app.reload();
    await expect(step().locator(".step-words")).toHaveText('Draw a <img src=x onerror="alert(1)"> map');
    await expect(field(step(), "plan.owner")).toHaveValue("Ines <b>Maier</b>");
    await expect(field(step(), "plan.due")).toHaveValue("2199-02-28");
    await expect(field(step(), "plan.state")).toHaveValue("started");
    await expect(step()).toContainText(words("plan.edited"));
  }
  await expect(page.locator("main img, main b")).toHaveCount(0);
  await button(step(), "plan.reword").click();
  await button(step(), "plan.words_back").click();
  await expect(step().locator(".step-words")).toHaveText(suggestion!);
  expect((await plan(app)).plan[`${one}:1`].words ?? "").toBe("");
});

test("typing keeps focus and caret, and every letter is stored", async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  const step = card(page, `${one}:1`);
  await button(step, "plan.take").click();
  const owner = field(step, "plan.owner");
  await page.keyboard.type("Ins");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("e");
  await expect(owner).toHaveValue("Ines");
  expect(await owner.evaluate((e: HTMLInputElement) => e.selectionStart)).toBe(3);
  expect((await plan(app)).plan[`${one}:1`].owner).toBe("Ines");
  await button(step, "plan.reword").click();
  const text = field(step, "plan.words");
  await text.press("Control+a");
  await page.keyboard.press("Delete");
  await expect(text).toHaveValue("");
  await page.keyboard.type("Meet Anna ");
  for (let i = 0; i < 5; i += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("with ");
  await expect(text).toBeFocused();
  await expect(text).toHaveValue("Meet with Anna ");
  expect((await plan(app)).plan[`${one}:1`].words).toBe("Meet with Anna ");
});

test("texts that are too long are cut, and it is said", async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  const step = card(page, `${one}:1`);
  await button(step, "plan.take").click();
  await field(step, "plan.owner").fill("x".repeat(130));
  await expect(field(step, "plan.owner")).toHaveValue("x".repeat(120));
  await expect(step.locator(".problem:visible")).toContainText("120");
  await button(step, "plan.reword").click();
  await field(step, "plan.words").fill("y".repeat(510));
  await expect(field(step, "plan.words")).toHaveValue("y".repeat(500));
  await expect(step.locator(".step-editor .problem")).toContainText("500");
});

test("a date that is none is not kept, and a past one is marked in words", async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  const step = card(page, `${one}:1`);
  await button(step, "plan.take").click();
  const due = field(step, "plan.due");
  await due.fill("2020-02-29");
  await expect(step.locator(".late")).toContainText(pattern("plan.overdue"));
  await expect(step.locator(".late")).toContainText("2020");
  await due.fill("0212-01-01");
  await due.blur();
  await expect(step).toContainText(pattern("plan.due_bad_kept"));
  await expect(due).toHaveAttribute("aria-invalid", "true");
  expect((await plan(app)).plan[`${one}:1`].due).toBe("2020-02-29");
  await field(step, "plan.state").selectOption("done");
  await expect(group(page, "done").locator("summary")).toBeFocused();
  await expect(group(page, "done").locator("summary")).toHaveText(`${words("plan.done_title")} (1)`);
  await group(page, "done").locator("summary").click();
  await expect(card(page, `${one}:1`)).toBeVisible();
  await expect(card(page, `${one}:1`).locator(".late")).toHaveCount(0);
});

test("actions move between horizons, and are dropped and taken back", async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  const step = card(page, `${one}:1`);
  await button(step, "plan.take").click();
  await field(step, "plan.horizon").selectOption("later");
  await expect(group(page, "later").locator(`[data-action="${one}:1"]`)).toBeVisible();
  await expect(field(step, "plan.horizon")).toBeFocused();
  await expect(page.getByRole("status")).toContainText(words("plan.horizon_later"));
  await button(card(page, `${one}:2`), "plan.drop").click();
  await expect(group(page, "next").locator(`[data-action="${one}:2"]`)).toHaveCount(0);
  const dropped = group(page, "dropped");
  await dropped.locator("summary").click();
  await button(dropped, "plan.take_back").click();
  await expect(group(page, "next").locator(`[data-action="${one}:2"]`)).toBeVisible();
  await expect(dropped).toBeHidden();
  await app.reload();
  await expect(group(page, "later").locator(`[data-action="${one}:1"]`)).toBeVisible();
});

test("an action of one's own", async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  const form = page.getByRole("group", { name: words("plan.add_title"), exact: true });
  await button(form, "plan.add").click();
  await expect(form).toContainText(words("plan.add_empty"));
  await expect(field(form, "plan.words")).toBeFocused();
  await field(form, "plan.words").fill("Invite the <b>harbour</b> master");
  await field(form, "plan.add_principle").selectOption(principles[3]!.id);
  await field(form, "plan.horizon").selectOption("next");
  await button(form, "plan.add").click();
  await expect(field(form, "plan.words")).toHaveValue("");
  for (const reloaded of [false, true]) {
    if (reloaded) await app.reload();
    const own = group(page, "next").locator('.step[data-action^="own:"]');
    await expect(own.locator(".step-words")).toHaveText("Invite the <b>harbour</b> master");
    await expect(own).toContainText(principles[3]!.clause);
    await expect(field(own, "plan.state")).toHaveValue("taken");
  }
});

test("more suggestions can be taken on", async ({ app, page }) => {
  await app.openWith(stored(document({}, Object.fromEntries(Object.keys(low).map((id) => [id, 1 as const])))), PLAN);
  const more = page.locator(".more-steps");
  await more.locator("summary").click();
  const row = more.getByRole("listitem").first();
  const text = await row.locator("p").first().textContent();
  const count = await page.locator(".horizon .step").count();
  await row.getByRole("button").click();
  await expect(page.locator(".horizon .step.taken .step-words")).toHaveText([text!]);
  await expect(page.locator(".horizon .step")).toHaveCount(count + 1);
  await expect(more.locator("summary")).toBeFocused();
});

test("nothing that was written is lost when an answer changes", async ({ app, page }) => {
  await app.openWith(stored(document()), PLAN);
  await button(card(page, `${one}:1`), "plan.take").click();
  await field(card(page, `${one}:1`), "plan.owner").fill("Ines");
  await app.follow(`#/a/test-assessment/${first.id}`);
  await app.answer(one, 3);
  await app.follow(PLAN);
  const step = card(page, `${one}:1`);
  await expect(step).toContainText(words("plan.not_suggested"));
  await expect(field(step, "plan.owner")).toHaveValue("Ines");
  await expect(card(page, `${one}:2`)).toHaveCount(0);
});

test("a full plan takes nothing more, and says so", async ({ app, page }) => {
  const letters = "abcdefghijklmnopqrstuvwxyz";
  const own = Array.from({ length: 500 }, (_, i) => [
    `own:abcdefghij${letters[i % 26]}${letters[Math.floor(i / 26)]}`,
    { revision: 50, words: `Action ${i}`, state: "done" },
  ]);
  await app.openWith(stored(document({ plan: Object.fromEntries(own) })), PLAN);
  await button(card(page, `${one}:1`), "plan.take").click();
  await expect(page.getByRole("status")).toContainText("500");
  await expect(button(card(page, `${one}:1`), "plan.take")).toBeVisible();
});

test("without answers it says what will be here; at target it says so", async ({ app, page }) => {
  await app.openWith(stored(assessment()), PLAN);
  await expect(page.locator("main")).toContainText(words("plan.empty_title"));
  await expect(page.getByRole("link", { name: words("answer.continue") })).toBeVisible();
  const all = Object.fromEntries(Object.keys(low).map((id) => [id, 5 as const]));
  await app.openWith(stored(document({}, all)), PLAN);
  await app.reload();
  await expect(page.locator(".plan-sentence")).toHaveText(/All 12/);
  await expect(page.locator("main")).toContainText(words("plan.priorities_none"));
  await expect(page.locator("main")).toContainText(words("plan.practices_none"));
});

test("what can only be looked at cannot be changed", async ({ app, page }) => {
  await app.openWith(stored(assessment({ schema: 999, answers: everything() })), PLAN);
  await expect(page.locator("main .warning")).toBeVisible();
  await expect(page.locator(".horizon .step").first()).toBeVisible();
  await expect(page.locator("main :is(input, select, textarea, button):enabled")).toHaveCount(0);
  expect(await page.locator("main :is(input, select, textarea, button):disabled").count()).toBeGreaterThan(80);
});

test("the results lead to the plan", async ({ app, page }) => {
  await app.openWith(stored(document()), "#/a/test-assessment/results");
  const section = page.locator(".result-priorities");
  await expect(section).toContainText(words("plan.progress"));
  await expect(page.locator(".first-steps li").first()).toBeVisible();
  await page.locator(".what-next").getByRole("link", { name: words("plan.results_link") }).click();
  await app.entered();
  await expect(page.locator(".roadmap")).toBeVisible();
});

test("on paper the plan has values and no controls", async ({ app, page }) => {
  const action = { revision: 50, owner: "Ines", due: "2199-02-28", state: "taken" };
  await app.openWith(stored(document({ plan: { [`${one}:1`]: action } })), PLAN);
  await page.emulateMedia({ media: "print" });
  const controls = "main :is(select, textarea, button, input[type=text], input[type=date])";
  await expect(page.locator(`${controls}:visible`)).toHaveCount(0);
  const values = card(page, `${one}:1`).locator(".step-values");
  await expect(values).toContainText("Ines");
  await expect(values).toContainText("2199");
  await expect(values).toContainText(words("plan.state_taken"));
});
