// Handing over answers as a code, and looking at what others handed over. Opening a link writes nothing.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { App } from "./app";
import { assessment, everything, keyOf, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, content, pattern, principles, words } from "./model.mjs";

const vectors = JSON.parse(readFileSync(new URL("../../docs/response-code-vectors.json", import.meta.url), "utf8"));
const FULL_FORM: string = vectors.codes[0].code;
const MEMBER: string = vectors.codes.find((vector: any) => vector.case === "short form of a member").code;
const NAMED: string = vectors.codes.find((vector: any) => vector.case === "name").code;

const order: string[] = (content.model as any).response.order;

const results = "#/a/test-assessment/results";
const full = stored(assessment({ answers: everything(), notes: { [asked(principles[0]!, PROFILE)[0]!]: "Secret note" } }));
const link = (text: string) => `#/r/${encodeURIComponent(text)}`;
// What the device knows of its backups is no answer of anybody.
const kept = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() => Object.fromEntries(Object.entries(localStorage).filter(([key]) => key !== "twelvefold:backups")));
const button = (page: Page, key: string) => page.getByRole("button", { name: words(key), exact: true });

/** Every number of the table, and the overall ones. */
async function numbers(app: App) {
  const rows = await app.page
    .locator("tr[data-principle]")
    .evaluateAll((all: HTMLElement[]) => all.map((row) => [row.dataset.principle, row.dataset.score, row.dataset.held]));
  return { rows, score: await app.overallScore(), held: await app.overallHeld() };
}

test("the code of a result opens elsewhere with the same numbers, and writes nothing there", { tag: "@quick" }, async ({ app, browser, guard, site }) => {
  await app.openWith(full, results);
  const code = await app.responseCode();
  expect(code).toMatch(/^12F-[0-9A-HJKMNP-TV-Z]+$/);
  expect(code.length).toBeLessThanOrEqual(100);
  await expect(app.page.locator("[data-response-code]")).toHaveText(code);
  const before = await numbers(app);
  expect(before.rows).toHaveLength(principles.length);
  expect(before.score).not.toBeNull();

  const context = await browser.newContext();
  await guard.watch(context);
  const there = new App(await context.newPage(), site.url);
  await there.open(`#/r/${code}`);
  await expect(there.chart("response-radar").locator("svg[role=img]")).toBeVisible();
  expect(await numbers(there)).toEqual(before);
  await there.reload();
  expect(await numbers(there)).toEqual(before);
  expect(await kept(there.page)).toEqual({});
  expect(await there.page.content()).not.toContain("Harbour");
  await context.close();
});

test("the code stays the same until something is changed", async ({ app, page }) => {
  await app.openWith(full, results);
  const code = await app.responseCode();
  const before = await kept(page);
  await app.reload();
  expect(await app.responseCode()).toBe(code);
  expect(await kept(page)).toEqual(before);
  await app.go(principles[0]!.id);
  await app.answer(asked(principles[0]!, PROFILE)[0]!, 5);
  await app.go("results");
  expect(await app.responseCode()).not.toBe(code);
});

test("only what is ticked is in the code", async ({ app, page }) => {
  await app.openWith(full, results);
  const plain = await app.responseCode();
  await expect(page.locator("#response-name")).toHaveCount(0);
  await page.getByLabel(words("share.evidence")).check();
  const graded = await app.responseCode();
  expect(graded.length).toBeGreaterThan(plain.length);
  await page.getByLabel(words("share.evidence")).uncheck();
  await expect(page.locator("[data-response-code]")).toHaveText(plain);
  await page.locator(".hand-over .grades input[type=checkbox]").last().check();
  await page.getByLabel(words("share.name_label")).fill("Port <b>authority</b> ".repeat(9));
  expect((await page.getByLabel(words("share.name_label")).inputValue()).length).toBe(60);
  const named = await app.responseCode();
  await app.follow(`#/r/${named}`);
  await expect(app.heading()).toContainText("Port <b>authority</b> Port");
  expect(await page.locator("main b").count()).toBe(0);
  // Nothing to tick where there is nothing to hand over.
  await app.follow(results);
  await expect(page.getByLabel(words("share.competencies"))).toHaveCount(0);
});

test("what cannot be handed over says why", async ({ app, page }) => {
  const entries = stored(assessment(), assessment({ id: "newer", schema: 999, answers: everything() }));
  await app.openWith(entries, results);
  await expect(page.locator(".hand-over")).toContainText(words("share.empty"));
  await app.follow("#/a/newer/results");
  await expect(page.locator(".hand-over")).toContainText(words("share.read_only"));
  await expect(page.locator("[data-response-code]")).toHaveCount(0);
  expect(await kept(page)).toEqual(entries);
});

test("without storage there is a code too", async ({ app, page, guard }) => {
  guard.expect(/never/);
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  });
  await app.startAssessment();
  const id = app.assessmentId();
  await app.answer(asked(principles[0]!, PROFILE)[0]!, 4);
  await app.follow(`#/a/${id}/results`);
  const code = await app.responseCode();
  await app.follow(`#/r/${code}`);
  await expect(page.locator(".keeping")).toContainText(pattern("response.there"));
});

test("the QR code has a name, and can be shown large", async ({ app, page }) => {
  await app.openWith(full, results);
  await expect(page.locator(".code-box svg[role=img]")).toHaveAccessibleName(words("share.qr"));
  const large = page.getByRole("dialog");
  await expect(large).toHaveCount(0);
  await button(page, "share.large").click();
  await expect(large).toHaveAccessibleName(words("share.large_title"));
  await expect(large.locator("svg")).toBeInViewport();
  await expect(large).toContainText(await app.responseCode());
  await page.keyboard.press("Escape");
  await expect(large).toHaveCount(0);
  await expect(button(page, "share.large")).toBeFocused();
  await button(page, "share.large").click();
  await large.getByRole("button", { name: words("app.close") }).click();
  await expect(large).toHaveCount(0);
});

test("code and link are copied", async ({ app, page, context, site }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.openWith(full, results);
  const code = await app.responseCode();
  const pasted = () => page.evaluate(() => navigator.clipboard.readText());
  await button(page, "share.copy_code").click();
  await expect(page.getByRole("status")).toContainText(words("share.copied_code"));
  expect(await pasted()).toBe(code);
  await button(page, "share.copy_link").click();
  await expect(page.getByRole("status")).toContainText(words("share.copied_link"));
  expect(await pasted()).toBe(`${site.url}#/r/${code}`);
});

for (const [how, refuse] of [
  ["refuses", () => (navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError")))],
  ["has none", () => Object.defineProperty(navigator, "clipboard", { value: undefined })],
] as const) {
  test(`where the clipboard ${how}, the text is selected`, async ({ app, page }) => {
    await app.openWith(full, results);
    await page.evaluate(refuse);
    await button(page, "share.copy_code").click();
    const field = page.getByLabel(words("share.refused"));
    await expect(field).toBeFocused();
    expect(await page.evaluate(() => getSelection()?.toString())).toBe(await app.responseCode());
  });
}

test("an e-mail is ready, and opens when all of it is pasted", async ({ app, page, site }) => {
  await app.openWith(full, results);
  const code = await app.responseCode();
  const mail = new URL((await page.getByRole("link", { name: words("share.mail") }).getAttribute("href"))!);
  expect(mail.protocol).toBe("mailto:");
  const body = mail.searchParams.get("body")!;
  expect(body).toContain(`${site.url}#/r/${code}`);
  await app.follow("#/");
  await page.getByText(words("welcome.open_title"), { exact: true }).click();
  await page.getByLabel(words("welcome.open_label")).fill(`> ${body.replaceAll("\n", "\n> ")}`);
  await button(page, "welcome.open").click();
  await expect(page.locator("[data-overall-score]")).toBeVisible();
  // Of the mail, only the code is left in the address.
  expect(new URL(page.url()).hash).toBe(`#/r/${code}`);
});

test("the sheet is printed alone, and nothing of it with the results", async ({ app, page }) => {
  await app.openWith(full, results);
  const code = await app.responseCode();
  await page.evaluate(() => (window.print = () => {}));
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".hand-over")).toBeHidden();
  await page.emulateMedia({ media: "screen" });
  await button(page, "share.print").click();
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".code-sheet")).toContainText(code);
  await expect(page.locator(".code-sheet svg")).toBeVisible();
  await expect(page.locator(".code-sheet")).not.toContainText("Harbour");
  await expect(app.chart("radar")).toBeHidden();
  await expect(app.heading()).toBeHidden();
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
  // Printed, by the line before; whatever is printed next is the whole page again, any number of times.
  for (let times = 0; times < 2; times += 1) {
    await page.evaluate(() => dispatchEvent(new Event("afterprint")));
    await expect(app.chart("radar")).toBeVisible();
  }
});

test("a link never changes what is saved", async ({ app, page }) => {
  await app.openWith({ ...full, foreign: "left alone" }, "#/");
  const before = await kept(page);
  for (const code of [FULL_FORM, MEMBER, NAMED, `${FULL_FORM} ${MEMBER}`, FULL_FORM.slice(0, 40)]) {
    await app.follow(link(code));
    await app.reload();
    await expect(app.heading()).toBeVisible();
  }
  expect(await kept(page)).toEqual(before);
});

test("a response is added on request, once, and as an entry of its own", async ({ app, page }) => {
  await app.openWith(full, `#/r/${NAMED}`);
  const before = await kept(page);
  await expect(app.heading()).toHaveText("Hafen Süd, Logistik");
  const shown = await numbers(app);
  await button(page, "response.add").click();
  await page.waitForURL(/#\/a\/[^/]+\/results/);
  await app.entered();
  await expect(app.heading()).toHaveText("Hafen Süd, Logistik");
  await expect(page.getByRole("status")).toContainText(pattern("response.added"));
  expect(await numbers(app)).toEqual(shown);
  const id = app.assessmentId();
  const after = await kept(page);
  expect(Object.keys(after).sort()).toEqual([...Object.keys(before), keyOf(id)].sort());
  for (const key of Object.keys(before)) expect(after[key]).toBe(before[key]);
  // Handed over again it is the same response.
  await page.locator(".hand-over .grades input[type=checkbox]").last().check();
  await page.getByLabel(words("share.name_label")).fill("Hafen Süd, Logistik");
  await expect(page.locator("[data-response-code]")).toHaveText(NAMED);

  await app.follow(`#/r/${NAMED}`);
  await expect(page.locator(".keeping")).toContainText(words("response.there").replace("{name}", "Hafen Süd, Logistik"));
  await expect(button(page, "response.add")).toHaveCount(0);
  await page.getByRole("link", { name: words("response.open_there") }).click();
  await app.entered();
  expect(app.assessmentId()).toBe(id);
  expect(await kept(page)).toEqual(after);
});

test("a newer state of a response becomes a new entry, and an older one never replaces it", async ({ app, page }) => {
  await app.openWith(full, results);
  const older = await app.responseCode();
  await app.go(principles[0]!.id);
  await app.answer(asked(principles[0]!, PROFILE)[0]!, 5);
  await app.go("results");
  const newer = await app.responseCode();
  // On a device that has the older one only.
  await app.wipe();
  await app.open("#/");
  await app.follow(`#/r/${older}`);
  const made = await app.heading().innerText();
  expect(made).toContain(content.text.role[PROFILE.role].name);
  await button(page, "response.add").click();
  await page.waitForURL(/#\/a\/[^/]+\/results/);
  await app.entered();
  const first = app.assessmentId();
  const before = await kept(page);
  await app.follow(`#/r/${newer}`);
  await expect(page.locator(".keeping")).toContainText(words("response.there_earlier").replace("{name}", made));
  await button(page, "response.add_new").click();
  await page.waitForURL(/#\/a\/[^/]+\/results/);
  await app.entered();
  expect(app.assessmentId()).not.toBe(first);
  expect((await kept(page))[keyOf(first)]).toBe(before[keyOf(first)]);
  await app.follow(`#/r/${older}`);
  await expect(page.locator(".keeping")).toContainText(words("response.there").replace("{name}", made));
});

test("a changed copy is told from what was handed over", async ({ app, page }) => {
  await app.openWith({}, `#/r/${FULL_FORM}`);
  await button(page, "response.add").click();
  await page.waitForURL(/#\/a\/[^/]+\/results/);
  await app.entered();
  await app.go(principles[0]!.id);
  // What was said of the copy lies over the end of the window.
  await page.locator(".message .close").click();
  const [one] = asked(principles[0]!, { ...PROFILE, form: "full" }) as [string];
  await app.answer(one, (await app.chosen(one)) === "5" ? 1 : 5);
  await app.follow(`#/r/${FULL_FORM}`);
  await expect(page.locator(".keeping")).toContainText(pattern("response.there_later"));
});

test("the codes of the document are read", async ({ app, page }) => {
  await app.open("#/");
  for (const vector of vectors.codes) {
    await app.follow(`#/r/${vector.code}`);
    if (vector.name) await expect(app.heading(), vector.case).toHaveText(vector.name);
    const role = content.text.role[vector.role].name;
    const form = content.text.form[vector.form].name;
    await expect(page.locator("main header"), vector.case).toContainText(role);
    await expect(page.locator("main header"), vector.case).toContainText(form);
    await expect(page.locator("main header"), vector.case).toContainText(vector.month.slice(0, 4));
    // A description for each level, of what the profile asks.
    const inScope = new Set(principles.flatMap((principle) => asked(principle, vector)));
    const levels = [...vector.answers].filter((digit: string, i) => digit >= "1" && digit <= "5" && inScope.has(order[i]!));
    await expect(page.locator(".chosen blockquote"), vector.case).toHaveCount(levels.length);
    expect(await page.locator(".self-check-table").count(), vector.case).toBe(vector.competencies ? 1 : 0);
  }
  expect(await kept(page)).toEqual({});
});

test("codes are found in what people paste", async ({ app, page }) => {
  await app.open("#/");
  for (const { case: what, text, codes } of vectors.texts) {
    await app.follow(link(text));
    const found: string[] = codes.map((name: string) => vectors.codes.find((vector: any) => vector.case === name).code);
    const distinct = [...new Set(found)];
    expect(new URL(page.url()).hash, what).toBe(`#/r/${distinct.join("%20")}`);
    if (distinct.length > 1) {
      const links = page.locator(".response-list a");
      await expect(links, what).toHaveCount(distinct.length);
      await links.last().click();
      await app.entered();
    }
    await expect(app.chart("response-radar"), what).toBeVisible();
  }
});

test("what cannot be read says why, and nothing is changed", async ({ app, page }) => {
  await app.openWith(full, "#/");
  const before = await kept(page);
  const seen = new Set<string>();
  for (const vector of vectors.refused) {
    // Without anything after it, it is no address of a response.
    if (!vector.text) continue;
    await app.follow(link(vector.text));
    const why = page.locator("[data-code-error]");
    await expect(why, vector.case).toHaveAttribute("data-code-error", vector.reason);
    for (const named of [vector.found, vector.version, vector.format && `${vector.format}`].filter(Boolean)) {
      await expect(why, vector.case).toContainText(named);
    }
    await expect(page.locator("main")).toContainText(words("response.nothing_changed"));
    await expect(app.chart("response-radar")).toHaveCount(0);
    seen.add(vector.reason);
  }
  expect(seen.size).toBe(9);
  expect(await kept(page)).toEqual(before);
  // And it can be put right on the spot.
  await page.getByLabel(words("welcome.open_label")).fill(MEMBER.toLowerCase());
  await button(page, "welcome.open").click();
  await expect(app.chart("response-radar")).toBeVisible();
});

test("beside a damaged code the others are offered", async ({ app, page }) => {
  await app.open(link(`${FULL_FORM}\n${MEMBER}\n${NAMED.slice(0, 50)}`));
  await expect(page.locator(".response-list a")).toHaveCount(2);
  await expect(page.locator(".warning-box")).toContainText(pattern("response.cut_short"));
});

test("a very long text does not hang the page", async ({ app, page }) => {
  await app.open("#/");
  await page.getByText(words("welcome.open_title"), { exact: true }).click();
  const noise = "12F-12F- Dear all, 12F-3 ".repeat(4_000);
  await page.getByLabel(words("welcome.open_label")).fill(`${noise}\n${FULL_FORM}\n${noise}`);
  await button(page, "welcome.open").click();
  await expect(app.chart("response-radar")).toBeVisible();
});
