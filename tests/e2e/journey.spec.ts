// The whole way, as one person goes it: first round, plan, second round, comparison, report, backup, another browser, and
// everything is found again.

import { expect, test } from "./fixtures";
import { asked, principles, words } from "./model.mjs";
import { PROFILE } from "./documents";

const practices = principles.map((principle) => [principle, asked(principle, PROFILE)] as const);

test("from the first answer to everything found again after a wipe", { tag: "@quick" }, async ({ app, page }) => {
  // Round 1: all at level 2, but the first practice at level 1.
  const first = await app.startAssessment(PROFILE);
  for (const [principle, ids] of practices) {
    await app.follow(`#/a/${first}/${principle.id}`);
    for (const id of ids) await app.answer(id, id === practices[0]![1][0] ? 1 : 2);
  }
  await app.follow(`#/a/${first}/results`);
  const before = (await app.overallScore())!;
  expect(before).toBeCloseTo((11 * 2 + 1.5) / 12, 9);

  // The plan: the first step is taken on, with a name and a date.
  await app.follow(`#/a/${first}/plan`);
  const action = `${practices[0]![1][0]}:1`;
  const step = page.locator(`.step[data-action="${action}"]`);
  await step.getByRole("button", { name: words("plan.take"), exact: true }).click();
  await step.getByLabel(words("plan.owner"), { exact: true }).fill("Alliance office");
  await step.getByLabel(words("plan.due"), { exact: true }).fill("2199-02-28");

  // Round 2, from the answers of the first: the first principle is at 3 now.
  await app.follow(`#/a/${first}/round`);
  await page.locator("input[name=begin][value=keep]").check({ force: true });
  await page.locator("button[type=submit]").click();
  await page.waitForURL((url) => !url.hash.includes(first) && /#\/a\/[^/]+\/.+/.test(url.hash));
  const second = app.assessmentId();
  await app.follow(`#/a/${second}/${practices[0]![0].id}`);
  await app.answerAll(3);
  await app.follow(`#/compare/${first}/${second}`);
  const headline = page.locator("[data-matched]");
  await expect(headline).toHaveAttribute("data-matched", "24");
  expect(Number(await headline.getAttribute("data-mean-change"))).toBeCloseTo((2 + 1) / 24, 9);

  // The report knows the round before and the plan that was carried over.
  await app.follow(`#/a/${second}/report`);
  const report = page.locator("main");
  await expect(report).toContainText("Alliance office");
  await expect(app.chart("radar").locator("svg")).toBeVisible();

  // Backup, wipe, restore.
  await app.follow("#/data");
  const stored = await app.stored();
  const backup = page.getByRole("button", { name: words("data.backup"), exact: true });
  const [download] = await Promise.all([page.waitForEvent("download"), backup.click()]);
  const path = await download.path();
  await app.wipe();
  await app.open("#/data");
  expect(Object.keys(await app.stored()).filter((key) => key.startsWith("twelvefold:a:"))).toEqual([]);
  await page.getByLabel(words("restore.choose"), { exact: true }).setInputFiles(path);
  await page.getByRole("button", { name: words("restore.go"), exact: true }).click();
  await expect(page.locator("section.restore .summary")).toContainText(words("restore.done"));

  const documents = (all: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(all)
        .filter(([key]) => key.startsWith("twelvefold:a:"))
        .map(([key, text]) => [key, JSON.parse(text)]),
    );
  expect(documents(await app.stored())).toEqual(documents(stored));
  await app.reload();
  await app.follow(`#/a/${first}/results`);
  expect(await app.overallScore()).toBe(before);
  await app.follow(`#/a/${second}/plan`);
  await expect(page.locator(`.step[data-action="${action}"]`).getByLabel(words("plan.owner"), { exact: true })).toHaveValue(
    "Alliance office",
  );
});
