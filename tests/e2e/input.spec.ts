// Names and notes are text: whatever is in them, in whatever script, and however long.

import { assessment, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, principles, words } from "./model.mjs";

const principle = principles[0]!;
const [one] = asked(principle, PROFILE) as [string];
const answering = `#/a/test-assessment/${principle.id}`;
const LIMIT = 10_000;

/** What could be taken for markup, a script, the end of an attribute, a template or an entity. A name has room for 120. */
const MARKUP = `<img src=x onerror="globalThis.hacked = 1"><script>hacked = 1</script>"><svg onload=hacked=1>{{1+1}} &amp; &lt;b&gt;`;

test("markup in a name and in a note stays text on every screen", { tag: "@quick" }, async ({ app, page }) => {
  await app.open("#/new?role=member");
  await page.getByRole("textbox").fill(MARKUP);
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/#\/a\/[^/]+\/.+/);
  await app.entered();
  const id = app.assessmentId();
  const note = app.practice(one).locator("xpath=..").locator("details");
  await note.locator("summary").click();
  await page.locator("textarea").first().fill(MARKUP);
  await app.answer(one, "na");
  for (const hash of ["#/", `#/a/${id}/results`, "#/data", `#/a/${id}/profile`]) {
    await app.follow(hash);
    const strange = await page.evaluate(() => ({
      images: [...document.querySelectorAll("main img, main script, main [onerror], main [onload]")].length,
      hacked: "hacked" in globalThis,
    }));
    expect(strange, hash).toEqual({ images: 0, hacked: false });
  }
  await expect(page.getByRole("textbox")).toHaveValue(MARKUP);
  await app.follow(`#/a/${id}/results`);
  await expect(app.heading()).toHaveText(MARKUP);
  expect(await page.title()).toContain(MARKUP);
  await app.follow("#/");
  await page.getByRole("button", { name: `${words("welcome.delete")}: ${MARKUP}`, exact: true }).click();
  await expect(page.getByRole("status")).toContainText(MARKUP);
  await expect(page.getByRole("status").locator("img, script, svg")).toHaveCount(0);
});

test("a name in any script is read from its own side", async ({ app, page }) => {
  const names = { arabic: "نضج التعاون في الميناء", hebrew: "שיתוף 2026 (A)", emoji: "👩‍👩‍👧‍👦 🏳️‍🌈 Häfen" };
  await app.openWith(stored(...Object.entries(names).map(([id, name]) => assessment({ id, name }))));
  for (const [id, name] of Object.entries(names)) {
    const direction = /[\u0590-\u06ff]/.test(name) ? "rtl" : "ltr";
    await app.follow("#/");
    const heading = page.getByRole("heading", { name, exact: true });
    await expect(heading).toHaveAttribute("dir", "auto");
    await expect(heading).toHaveCSS("direction", direction);
    await app.follow(`#/a/${id}/profile`);
    await expect(page.getByRole("textbox")).toHaveValue(name);
    await expect(page.getByRole("textbox")).toHaveCSS("direction", direction);
    await app.follow(`#/a/${id}/results`);
    await expect(app.heading()).toHaveText(name);
    await expect(app.heading()).toHaveCSS("direction", direction);
  }
});

test("a note in Arabic is written and read from the right", async ({ app, page }) => {
  await app.openWith(stored(assessment({ answers: { [one]: "na" }, notes: { [one]: "لا ينطبق علينا" } })), answering);
  const area = page.locator(`[id="${one}-note"]`);
  await expect(area).toHaveValue("لا ينطبق علينا");
  await expect(area).toHaveCSS("direction", "rtl");
  await app.follow("#/a/test-assessment/results");
  await expect(page.locator("main [dir=auto]", { hasText: "لا ينطبق علينا" }).first()).toHaveCSS("direction", "rtl");
});

test("a note of 10,000 characters is kept, and a longer one is cut with a word about it", async ({ app, page }) => {
  await app.openWith(stored(assessment({ answers: { [one]: 3 } })), answering);
  const card = app.practice(one).locator("xpath=..");
  await card.locator("summary").click();
  const area = card.getByRole("textbox");
  // Characters that take two UTF-16 units, four bytes: limits are in characters.
  const full = "a😀".repeat(LIMIT / 2);
  await area.fill(full);
  await expect(area).toHaveValue(full);
  await app.reload();
  await expect(page.locator("textarea").first()).toHaveValue(full);
  expect(JSON.parse((await app.stored())["twelvefold:a:test-assessment"]!).answers[one].note).toBe(full);

  await card.locator("summary").click();
  await area.fill(`${full}beyond`);
  await expect(area).toHaveValue(full);
  await expect(card).toContainText(/The note is full|10,000/);
  await app.reload();
  await expect(page.locator("textarea").first()).toHaveValue(full);
  await app.follow("#/a/test-assessment/results");
  await expect(app.heading()).toHaveText("Harbour");
});

test("a name has an end, too", async ({ app, page }) => {
  await app.open("#/new?role=member");
  await page.getByRole("textbox").fill("n".repeat(500));
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/#\/a\/[^/]+\/.+/);
  await app.entered();
  const [text] = Object.values(await app.stored());
  expect(JSON.parse(text!).header.name).toBe("n".repeat(120));
});

test("typing a note is not taken for answers", async ({ app, page }) => {
  await app.openWith(stored(assessment({ answers: { [one]: 3 } })), answering);
  const card = app.practice(one).locator("xpath=..");
  await card.locator("summary").click();
  await card.getByRole("textbox").pressSequentially("1 2 ? 0 5");
  await expect(card.getByRole("textbox")).toHaveValue("1 2 ? 0 5");
  expect(await app.chosen(one)).toBe("3");
});
