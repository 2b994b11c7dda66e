// Collecting responses in whatever they come back in, and taking steps back. Bad input of every kind gets an answer in words,
// and what was there stays. How a view is kept: ecosystem-kept.spec.ts.

import { mkdirSync, readdirSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { App } from "./app";
import { encode } from "./cohort.mjs";
import type { Response } from "./cohort.mjs";
import { assessment, everything, stored } from "./documents";
import { responses, vectors, View } from "./ecosystem";
import { expect, test } from "./fixtures";
import { asked, pattern, principles, words } from "./model.mjs";
import { sample } from "./sample.mjs";
import type { What } from "./sample.mjs";

const code = (name: string): string => vectors.codes.find((one: any) => one.case === name).code;
const bad = (name: string): string => vectors.refused.find((one: any) => one.case === name).text;

/** Twelve members and an orchestrator. */
const SIZE = { orchestrators: 1, members: 12 };
const thirteen = () => responses(sample("codes", SIZE));

const file = (name: string, text: string | Buffer, mimeType = "text/plain") => ({ name, mimeType, buffer: Buffer.from(text) });

/** Drops files on the page, as a person would from the desktop. A folder is one by its name. */
async function drop(page: Page, files: { name: string; text: string }[]): Promise<void> {
  await page.locator("article.ecosystem").evaluate((article, files) => {
    const dataTransfer = new DataTransfer();
    for (const { name, text } of files) dataTransfer.items.add(new File([text], name));
    // Only what is really dragged has entries, so the folder is played.
    const entry = DataTransferItem.prototype.webkitGetAsEntry;
    DataTransferItem.prototype.webkitGetAsEntry = function () {
      const isDirectory = this.getAsFile()?.name.endsWith(".d") ?? false;
      return { isDirectory } as FileSystemEntry;
    };
    for (const type of ["dragover", "drop"]) {
      article.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    }
    DataTransferItem.prototype.webkitGetAsEntry = entry;
  }, files);
}

// -------------------------------------------------------------- collecting ----

test("the same responses give the same picture, in whatever they come back in", { tag: "@quick" }, async ({ app }, info) => {
  const pictures: Record<string, unknown> = {};
  for (const what of ["codes", "links", "mail", "csv"] as What[]) {
    const text = sample(what, SIZE);
    for (const how of ["pasted", "in a file"]) {
      const view = await View.begin(app);
      if (how === "pasted") await view.paste(text);
      else await view.choose([file(`${what}.txt`, text)]);
      const { same = 0, ...tally } = await view.tally();
      expect(tally, `${what} ${how}`).toEqual({ new: 13 });
      // Answers to a mail quote its code.
      if (what === "mail") expect(same).toBeGreaterThan(0);
      else expect(same).toBe(0);
      await view.has(13);
      pictures[`${what} ${how}`] = await view.picture();
    }
  }
  const folder = info.outputPath("results");
  sample("json", SIZE, folder);
  const files = readdirSync(folder).map((name) => join(folder, name));
  expect(files).toHaveLength(13);
  const view = await View.begin(app);
  await view.choose(files);
  expect(await view.tally()).toEqual({ new: 13 });
  await expect(view.tallied()).toContainText("13 files");
  pictures["files of JSON"] = await view.picture();
  for (const [what, one] of Object.entries(pictures)) expect(one, what).toEqual(pictures["codes pasted"]);
});

test("many files of every kind at once, chosen and dropped, and each response once", async ({ app, page }, info) => {
  const folder = info.outputPath("results");
  mkdirSync(folder, { recursive: true });
  sample("json", SIZE, folder);
  const texts = (["codes", "links", "mail", "csv"] as What[]).map((what) => join(folder, `${what}.txt`));
  for (const [i, what] of (["codes", "links", "mail", "csv"] as What[]).entries()) writeFileSync(texts[i]!, sample(what, SIZE));
  const view = await View.begin(app);
  const files = readdirSync(folder).map((name) => join(folder, name));
  await view.choose(files);
  const tally = await view.tally();
  expect(tally).toMatchObject({ new: 13 });
  expect(tally.refused).toBeUndefined();
  await view.has(13);
  await expect(view.tallied()).toContainText(`${files.length} files`);

  await drop(page, [{ name: "again.txt", text: sample("codes", SIZE) }, { name: "one.txt", text: code("full form") }]);
  await expect(page.locator('[data-tally="new"]')).toHaveAttribute("data-count", "1");
  // Of the same revision, a code that carries less than the file before is left aside.
  const { same = 0, older = 0, ...rest } = await view.tally();
  expect([same + older, rest]).toEqual([13, { new: 1 }]);
  await view.has(14);
});

test("a selection of another page can be dropped too", async ({ app, page }) => {
  const view = await View.begin(app);
  await page.locator("article.ecosystem").evaluate((article, text) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", text);
    article.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, sample("codes", SIZE));
  await view.told();
  expect(await view.tally()).toEqual({ new: 13 });
});

test("what is typed is read on demand", async ({ app, page }) => {
  const view = await View.begin(app);
  await page.locator("textarea[data-paste]").fill(`from the phone: ${code("full form").toLowerCase()}`);
  await view.button("view.read").click();
  await view.told();
  expect(await view.tally()).toEqual({ new: 1 });
  await view.collecting();
  await expect(page.locator("textarea[data-paste]")).toHaveValue("");
});

test("an assessment of this device is taken, once, and in its newest state", async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: "Harbour", answers: everything() }), assessment({ id: "bare", name: "Bare" })));
  const view = await View.begin(app);
  const take = (name: string) =>
    page.getByRole("button", { name: words("view.take_label").replace("{name}", name), exact: true }).click();
  await take("Harbour");
  await view.told();
  expect(await view.tally()).toEqual({ new: 1 });
  await view.collecting();
  await take("Harbour");
  await expect(page.locator('[data-tally="same"]')).toHaveAttribute("data-count", "1");
  await take("Bare");
  await expect(page.getByRole("status").filter({ hasText: words("view.take_empty") })).toBeVisible();
  await view.has(1);
  const id = view.id();

  // What is answered afterwards replaces it.
  const [practice] = asked(principles[0]!, { role: "orchestrator", scale: "curated", stage: "management", form: "short" });
  await app.follow(`#/a/test-assessment/${principles[0]!.id}`);
  await app.answer(practice!, 5);
  await app.follow(`#/e/${id}`);
  await view.collecting();
  await take("Harbour");
  await expect(page.locator('[data-tally="replaced"]')).toHaveAttribute("data-count", "1");
  await view.has(1);

  // Its own code is the same response, and has no grades of evidence in it.
  await app.follow("#/a/test-assessment/results");
  const own = await app.responseCode();
  await app.follow(`#/e/${id}`);
  await view.paste(own);
  await expect(page.locator('[data-tally="older"]')).toHaveAttribute("data-count", "1");
  await view.has(1);
});

test("a response that was opened by its link is put into a view, new or there already", async ({ app, page }) => {
  await app.open(`#/r/${code("full form")}`);
  await page.locator('[data-action="collect"]').click();
  await app.entered();
  await expect(page.getByRole("status").filter({ hasText: "1 response is waiting" })).toBeVisible();
  // A step back does not bring it in a second time.
  expect(new URL(page.url()).hash).toBe("#/e");
  await page.locator('[data-action="new-view"]').click();
  const view = new View(app);
  await view.told();
  expect(await view.tally()).toEqual({ new: 1 });

  await app.open(`#/r/${code("full form")}%20${code("short form of a member")}`);
  await page.locator('[data-action="collect"]').click();
  await expect(page.getByRole("status").filter({ hasText: "2 responses are waiting" })).toBeVisible();
  await page.locator(`[data-view]`).getByRole("link").click();
  await view.told();
  expect(await view.tally()).toEqual({ new: 1, same: 1 });
  await view.has(2);
});

test("of several revisions of a response the newest counts, in whatever order they come", async ({ app }) => {
  const [response] = thirteen() as [Response, ...Response[]];
  const at = (revision: number, level: number) =>
    encode({ ...response, revision, evidence: undefined, answers: response.answers.map((answer) => (answer === 0 ? 0 : level)) });
  const view = await View.begin(app);
  await view.paste(at(7, 2));
  expect(await view.tally()).toEqual({ new: 1 });
  await view.named("everybody");
  const score = async () => Number(await view.page.locator("[data-overall-score]").getAttribute("data-overall-score"));
  expect(await score()).toBe(2);
  await view.paste(at(6, 5));
  await expect(view.page.locator('[data-tally="older"]')).toHaveAttribute("data-count", "1");
  expect(await score()).toBe(2);
  await view.paste(at(8, 4));
  await expect(view.page.locator('[data-tally="replaced"]')).toHaveAttribute("data-count", "1");
  expect(await score()).toBe(4);
  await view.paste([at(9, 1), at(11, 3), at(10, 5)].join("\n"));
  await expect(view.page.locator('[data-tally="replaced"]')).toHaveAttribute("data-count", "2");
  expect(await view.tally()).toEqual({ replaced: 2, older: 1 });
  expect(await score()).toBe(3);
  await view.has(1);
});

test("what cannot be read is shown with its line and the reason", async ({ app }) => {
  const lines = [
    "Dear all,",
    code("full form"),
    bad("one character changed"),
    "12F is our room",
    bad("another model"),
    `Two in a line: ${code("short form of a member")} and ${bad("half")}.`,
    bad("newer version with more practices"),
  ];
  const view = await View.begin(app);
  await view.paste(lines.join("\r\n"));
  expect(await view.tally()).toEqual({ new: 2, refused: 4 });
  const refused = await view.refused();
  expect(refused.map(({ where }) => where)).toEqual([3, 5, 6, 7].map((line) => words("view.refused_line").replace("{line}", `${line}`)));
  for (const { text, why } of refused) {
    expect(text).toMatch(/^12F-/);
    expect(why.length).toBeGreaterThan(30);
  }
  expect(new Set(refused.map(({ why }) => why)).size, "four reasons").toBe(4);
  await view.has(2);

  await view.choose([file("north.txt", `\n\n${bad("half")}`), file("south.txt", `${code("name")}\n${bad("one character changed")}`)]);
  await expect(view.page.locator('[data-tally="refused"]')).toHaveAttribute("data-count", "2");
  const places = (await view.refused()).map(({ where }) => where);
  const place = (name: string, line: number) => words("view.refused_file_line").replace("{file}", name).replace("{line}", `${line}`);
  expect(places).toEqual([place("north.txt", 3), place("south.txt", 2)]);
});

test("the invitation follows the name and the profile, and its link asks just that", async ({ app, page }) => {
  const view = await View.begin(app);
  await page.locator("details.invite > summary").click();
  const text = page.locator("#invitation");
  await expect(text).toHaveValue(/works in our ecosystem from the point of view/);
  await page.locator("details.rename-view > summary").click();
  await page.locator("#view-name").fill("Hafen Süd");
  await page.locator("#view-name").press("Enter");
  await expect(app.heading()).toHaveText("Hafen Süd");
  await expect(text).toHaveValue(/our ecosystem, Hafen Süd, from the point/);
  const id = view.id();
  const lists = page.locator("details.invite select");
  await lists.nth(0).selectOption("orchestrator");
  await lists.nth(1).selectOption("large");
  await lists.nth(3).selectOption("full");
  await expect(text).toHaveValue(/role=orchestrator/);
  const link = /https?:\S+/.exec(await text.inputValue())![0];
  expect(new URL(link).hash).toBe("#/new?role=orchestrator&scale=large&stage=management&form=full");
  const mail = new URL((await page.getByRole("link", { name: words("view.invite_mail") }).getAttribute("href"))!);
  expect(mail.searchParams.get("body")!.replaceAll("\r\n", "\n")).toBe(await text.inputValue());
  await page.goto(link);
  await app.ready();
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/#\/a\/[^/]+\/.+/);
  await app.entered();
  await expect(app.practices()).toHaveCount(asked(principles[0]!, { role: "orchestrator", scale: "large", stage: "management", form: "full" }).length);
  await app.follow(`#/e/${id}`);
  await expect(app.heading()).toHaveText("Hafen Süd");
});

// ------------------------------------------------------------------ undoing ----

test("every step can be taken back, one after the other", async ({ app, page }) => {
  const view = await View.begin(app);
  const steps: unknown[] = [];
  const remember = async () => {
    await view.drawn();
    steps.push(await view.picture());
  };
  await view.paste(sample("csv", SIZE));
  await view.has(13);
  await remember();
  await page.locator('[data-tags="Region"]').click();
  await remember();
  await page.locator('[data-tags="Type"]').click();
  await remember();
  await view.filter("group", { label: "Region" });
  await remember();
  await view.named("orchestrators");
  await remember();
  await page.locator('select[data-rule="least"]').selectOption("3");
  await remember();
  await page.locator('[data-rule="heads"]').check();
  await remember();
  await page.locator("details.view-responses > summary").click();
  const boxes = page.locator(".responses-table input[type=checkbox]");
  await boxes.nth(3).check();
  await boxes.nth(4).check();
  await view.action("remove-responses").click();
  await view.has(11);
  await remember();
  await boxes.nth(0).check();
  await page.locator("#tag-name").fill("Size");
  await page.locator("#tag-value").fill("Large");
  await view.action("tag-responses").click();
  await view.filter("group", { label: "Size" });
  await remember();
  await view.paste(code("full form"));
  await view.has(12);

  // Each differs from the one before, or there was nothing to take back.
  for (const [i, step] of steps.entries()) if (i > 0) expect(step, `step ${i}`).not.toEqual(steps[i - 1]);
  for (const [i, step] of steps.toReversed().entries()) {
    await view.action("undo-last").click();
    // Giving a tag and grouping by it are two steps.
    if (i === 1) await view.action("undo-last").click();
    await view.drawn();
    expect(await view.picture(), `${i + 1} steps back`).toEqual(step);
  }
  await view.action("undo-last").click();
  await view.has(0);
  await expect(view.action("undo-last")).toHaveCount(0);
  // It stays undone.
  await app.reload();
  await view.has(0);
  const [stored] = Object.entries(await app.stored()).filter(([key]) => key.startsWith("twelvefold:e:"));
  expect(JSON.parse(stored![1]).count).toBe(0);
});

test("a paste is undone as a whole from its tally, twice in a row", async ({ app, page }) => {
  const view = await View.begin(app);
  await view.paste(sample("codes", { ...SIZE, seed: 5 }));
  await view.has(13);
  await view.paste(`${sample("codes", SIZE)}${code("full form")}`);
  await view.has(27);
  await view.action("undo").click();
  await view.has(13);
  await expect(view.tallied()).toHaveCount(0);
  await view.action("undo-last").click();
  await view.has(0);
  // And once more: nothing was lost by taking it back.
  await view.paste(sample("codes", SIZE));
  await view.has(13);
  await app.reload();
  await view.has(13);
  await expect(page.locator("[data-overall-score]")).toBeVisible();
});

// ---------------------------------------------------------------- bad input ----

test("codes of other models and versions among good ones are left out, each with its reason", async ({ app }) => {
  // What only begins like a code is passed over where there is anything else.
  const refused = vectors.refused.filter(({ case: name, reason }: any) => reason !== "no-code" && name !== "only the beginning");
  const good = vectors.codes.map(({ code }: any) => code);
  const view = await View.begin(app);
  await view.paste(sample("codes", SIZE));
  const before = await view.picture();
  await view.paste(refused.map(({ text }: any) => text).join("\n\n"));
  await expect(view.page.locator('[data-tally="refused"]')).toHaveAttribute("data-count", `${refused.length}`);
  expect(await view.tally()).toEqual({ refused: refused.length });
  for (const { why } of await view.refused()) expect(why).toMatch(/\.$/);
  expect(await view.picture()).toEqual(before);
  await view.paste([...refused.map(({ text }: any) => text), ...good].join("\n\n"));
  await expect(view.page.locator('[data-tally="new"]')).toBeVisible();
  const tally = await view.tally();
  expect(tally.refused).toBe(refused.length);
  // Some of the good ones are of the same response.
  expect(tally.new! + (tally.same ?? 0) + (tally.older ?? 0) + (tally.replaced ?? 0)).toBe(good.length);
});

test("one code ten thousand times counts once", async ({ app }) => {
  const view = await View.begin(app);
  await view.paste(`${code("full form")}\n`.repeat(10_000));
  expect(await view.tally()).toEqual({ new: 1, same: 9999 });
  await view.has(1);
});

test("codes with letters that nobody sees, in any column, of any kind of table", async ({ app }) => {
  const view = await View.begin(app);
  const all = thirteen().map(encode);
  const hidden = (text: string) => [...text].join("\u200B").replace("\u200B", "\u00AD").replace(/(.{40})/, "$1\uFEFF\u2060");
  await view.paste(all.slice(0, 4).map(hidden).join("\n"));
  expect(await view.tally()).toEqual({ new: 4 });
  await view.paste(["Code\tRegion", ...all.slice(4, 7).map((one) => `${one}\tNorth`)].join("\n"));
  await expect(view.page.locator('[data-tally="new"]')).toHaveAttribute("data-count", "3");
  await view.paste(["Nr;Region;Code;Note", ...all.slice(7, 10).map((one, i) => `${i};"${i ? "North; or so" : "South"}";${one};"said ""yes"""`)].join("\r\n"));
  await expect(view.page.locator('[data-tags="Region"]')).toBeVisible();
  await expect(view.tallied()).toContainText("South and North; or so");
  expect(await view.tally()).toEqual({ new: 3 });
  await view.paste(["A,B,C,Code", ...all.slice(10).map((one) => `x,"line\nbreak",y,"${one}"`)].join("\r\n"));
  await expect(view.page.locator('[data-tally="new"]')).toHaveAttribute("data-count", "3");
  await view.has(13);
});

/**
 * Notes in the page when the reading can be stopped, and stops it then: from outside it can be too late. Time passes a
 * thousand times as fast, as if the page were that slow: else it would take a very long text to be offered a way out.
 */
async function onStop(page: Page, { click }: { click: boolean }): Promise<void> {
  await page.evaluate((click) => {
    const now = performance.now.bind(performance);
    performance.now = () => now() * 1000;
    const watch = new MutationObserver(() => {
      const stop = document.querySelector<HTMLElement>('[data-action="stop"]');
      if (!stop) return;
      watch.disconnect();
      setTimeout(() => {
        Object.assign(globalThis, { offered: stop.getClientRects().length });
        if (click) stop.click();
      });
    });
    watch.observe(document, { childList: true, subtree: true });
  }, click);
}

/** So many that reading them is work. How long a hundred thousand take is the business of the benchmark. */
const MANY = { members: 3000, orchestrators: 20, form: "mixed" } as const;
const ALL = MANY.members + MANY.orchestrators;

test("half a million lines without a code: it says so, and the page answers all the while", async ({ app, page }) => {
  const view = await View.begin(app);
  await view.paste(sample("codes", SIZE));
  const before = await view.picture();
  await view.collecting();
  await page.evaluate(() => {
    const seen = { longest: 0, last: performance.now(), turns: 0 };
    Object.assign(globalThis, { seen });
    const turn = () => {
      // Those after the reading prove nothing.
      if (document.querySelector("[data-tally-of='0']")) return;
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
      seen.turns += 1;
      setTimeout(turn);
    };
    turn();
    // Made in the page: it would take longer to bring it there than to read it.
    const text = "12 of us sat in room 12 F and talked about nothing in particular\n".repeat(500_000);
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    seen.last = performance.now();
    seen.longest = 0;
    seen.turns = 0;
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.querySelector("textarea[data-paste]")!.dispatchEvent(event);
  });
  await expect(page.locator("[data-tally-of]")).toHaveAttribute("data-tally-of", "0");
  await expect(view.tallied()).toContainText(words("view.tally_nothing"));
  expect(await view.tally()).toEqual({});
  // A page that answered only at the end would have had one. How long a turn takes is the business of the benchmark.
  expect(await page.evaluate(() => (globalThis as any).seen.turns)).toBeGreaterThan(5);
  expect(await view.picture()).toEqual(before);
  await view.has(13);
});

test("many codes can be stopped, and what was read until then counts", async ({ app, page }) => {
  const text = sample("codes", MANY);
  const view = await View.begin(app);
  await onStop(page, { click: true });
  await view.startPaste(text);
  await view.told();
  await expect(view.tallied()).toContainText(words("view.tally_stopped"));
  const read = (await view.tally()).new!;
  expect(read).toBeGreaterThan(0);
  expect(read).toBeLessThan(ALL);
  await view.has(read);
  await view.action("undo").click();
  await view.has(0);

  // Whoever goes on reading gets all of them.
  await view.paste(text);
  expect(await view.tally()).toEqual({ new: ALL });
  await view.has(ALL);
  await page.locator(".principle-table tr[data-score]").first().waitFor({ state: "attached" });
  await view.drawn();
});

test("what is done while responses are read is not lost, nor what is read", async ({ app, page }) => {
  const view = await View.begin(app);
  await view.paste(sample("codes", { ...SIZE, seed: 5 }));
  await view.has(13);
  await onStop(page, { click: false });
  // Each turn that the reading waits for takes a while, so that what follows comes in the midst of it.
  await page.evaluate(() => {
    const { postMessage } = MessagePort.prototype;
    MessagePort.prototype.postMessage = function (...all: unknown[]) {
      setTimeout(() => postMessage.apply(this, all as [unknown]));
    };
  });
  const codes = sample("codes", MANY).split("\n").slice(0, 1000);
  await view.startPaste(codes.join("\n"));
  await page.waitForFunction(() => (globalThis as any).offered > 0);
  // Another paste, another setting, and some are taken out.
  await view.startPaste(code("full form"));
  await view.named("orchestrators");
  await page.locator("details.view-responses > summary").click();
  await page.locator(".responses-table input[type=checkbox]").first().check();
  await view.action("remove-responses").click();
  await view.has(codes.length + 13 + 1 - 1);
  await expect(page.locator('input[name=named][value="orchestrators"]')).toBeChecked();
  await app.reload();
  await view.has(codes.length + 13);
});

test("files that cannot be read: too large, empty, no text, a folder, gone", async ({ app, page }, info) => {
  const folder = info.outputPath("files");
  mkdirSync(folder, { recursive: true });
  const large = join(folder, "large.csv");
  writeFileSync(large, "");
  truncateSync(large, 33 * 1024 * 1024);
  writeFileSync(join(folder, "picture.png"), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0xff, 0xfe, 0xc3, 0x28]));
  writeFileSync(join(folder, "empty.txt"), "");
  writeFileSync(join(folder, "torn.json"), JSON.stringify(assessment({ answers: everything() })).slice(0, 300));
  writeFileSync(join(folder, "newer.json"), JSON.stringify(assessment({ schema: 999, answers: everything() })));
  writeFileSync(join(folder, "bare.json"), JSON.stringify(assessment()));
  writeFileSync(join(folder, "good.txt"), code("full form"));
  const view = await View.begin(app);
  await view.paste(sample("codes", SIZE));
  await view.has(13);
  await view.choose(readdirSync(folder).map((name) => join(folder, name)));
  await expect(view.tallied()).toContainText("7 files");
  expect(await view.tally()).toEqual({ new: 1, refused: 6 });
  const why = Object.fromEntries((await view.refused()).map(({ where, why }) => [where.split(",")[0]!, why]));
  expect(Object.keys(why).sort()).toEqual(["bare.json", "empty.txt", "large.csv", "newer.json", "picture.png", "torn.json"]);
  expect(why["large.csv"]).toMatch(pattern("view.why_too_large"));
  expect(why["large.csv"]).toContain("MB");
  expect(why["picture.png"]).toBe(words("view.why_not_text"));
  expect(why["empty.txt"]).toBe(words("view.why_nothing"));
  expect(why["torn.json"]).toMatch(pattern("view.why_json"));
  expect(why["newer.json"]).toBe(words("view.why_json_newer"));
  expect(why["bare.json"]).toBe(words("view.why_json_empty"));
  await view.has(14);

  await drop(page, [{ name: "answers.d", text: "" }, { name: "more.txt", text: code("short form of a member") }]);
  await expect(page.locator('[data-tally="refused"]')).toHaveAttribute("data-count", "1");
  expect(await view.tally()).toEqual({ new: 1, refused: 1 });
  expect(await view.refused()).toEqual([expect.objectContaining({ where: "answers.d", why: words("view.why_folder") })]);

  // Moved or deleted between choosing and reading, or locked, or anything else.
  await page.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = function () {
      const name = (this as File).name ?? "";
      if (name.startsWith("gone")) return Promise.reject(new DOMException("no such file", "NotFoundError"));
      if (name.startsWith("locked")) return Promise.reject(new DOMException("no permission", "NotReadableError"));
      if (name.startsWith("odd")) return Promise.reject(new TypeError("out of order"));
      return read.call(this);
    };
  });
  await view.choose([file("gone.txt", "x"), file("locked.txt", "x"), file("odd.txt", "x"), file("fine.txt", code("name"))]);
  await expect(page.locator('[data-tally="refused"]')).toHaveAttribute("data-count", "3");
  expect((await view.tally()).new ?? (await view.tally()).older ?? (await view.tally()).replaced).toBe(1);
  expect(await view.refused()).toEqual([
    expect.objectContaining({ where: "gone.txt", why: words("view.why_vanished") }),
    expect.objectContaining({ where: "locked.txt", why: words("view.why_vanished") }),
    expect.objectContaining({ where: "odd.txt", why: expect.stringContaining("out of order") }),
  ]);
});

test("a text in another encoding is read as what it is", async ({ app, page }) => {
  const view = await View.begin(app);
  const text = sample("csv", SIZE);
  await view.choose([file("utf16.csv", Buffer.from(`\uFEFF${text}`, "utf16le"), "text/csv")]);
  expect(await view.tally()).toEqual({ new: 13 });
  await view.choose([file("bom.csv", `\uFEFF${text}`, "text/csv")]);
  await expect(page.locator('[data-tally="same"]')).toHaveAttribute("data-count", "13");
});

// ------------------------------------------------------------------ privacy ----

test("nothing is asked of any server while responses are read, looked at and exported", async ({ app, page, context }) => {
  const view = await View.begin(app);
  const requests: string[] = [];
  context.on("request", (request) => requests.push(request.url()));
  await view.paste(sample("mail", SIZE));
  await view.choose([file("table.csv", sample("csv", SIZE))]);
  await view.named("everybody");
  await view.openPrinciples();
  await view.result();
  await view.numbers();
  await app.download(view.button("cohort_export.answers_download"));
  await app.download(view.button("cohort_export.report_download"));
  await page.locator("details.view-responses > summary").click();
  await app.follow("#/e");
  await app.follow(`#/e/${await page.locator("[data-view]").first().getAttribute("data-view")}`);
  await view.has(13);
  // The browser itself looks for the icon again when the address changes.
  const asked = requests.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:") && url !== `${app.url}icon.svg`);
  expect(asked).toEqual([]);
  expect(await page.evaluate(() => document.cookie)).toBe("");
  expect(Object.keys(await page.evaluate(() => ({ ...localStorage }))).every((key) => key.startsWith("twelvefold:"))).toBe(true);
});
