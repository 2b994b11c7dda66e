// Backups: made, restored, refused. Nothing is stored before the person says so, nothing that is here is written over, and
// whatever else a person chooses or drops has its message.

import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { App } from "./app";
import { assessment, everything, keyOf, PROFILE, stored, storedViews, view, viewKeyOf } from "./documents";
import { axe, expect, test } from "./fixtures";
import { asked, content, pattern, principles, words } from "./model.mjs";

const principle = principles[0]!;
const [one, two] = asked(principle, PROFILE) as [string, string];
const answering = `#/a/test-assessment/${principle.id}`;

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const file = (content: unknown, name = "backup.json"): File => ({
  name,
  mimeType: "application/json",
  buffer: Buffer.isBuffer(content) ? content : Buffer.from(typeof content === "string" ? content : JSON.stringify(content)),
});

const backupOf = (assessments: unknown[], more: Record<string, unknown> = {}) => ({
  app: "twelvefold",
  kind: "backup",
  schema: 1,
  created: 1_790_000_200_000,
  settings: null,
  assessments,
  set_aside: {},
  ...more,
});

const section = (page: Page) => page.locator("section.restore");
const preview = (page: Page) => section(page).locator(".preview");
const rows = (page: Page) => preview(page).locator("tbody tr");
const summary = (page: Page) => section(page).locator(".summary");
const refused = (page: Page) => section(page).locator(".refused");
const button = (page: Page, key: string) => page.getByRole("button", { name: words(key), exact: true });

/** Chooses files as a person does, by the label of the field. */
const choose = (page: Page, ...files: (File | string)[]) =>
  page.getByLabel(words("restore.choose"), { exact: true }).setInputFiles(files as File[]);

async function restore(page: Page, ...files: (File | string)[]): Promise<void> {
  await choose(page, ...files);
  await button(page, "restore.go").click();
  await expect(summary(page)).toBeVisible();
}

/** A message about a count, as a pattern. */
function counted(key: string, form: "one" | "other", gaps: Record<string, string>): RegExp {
  const [section, name] = key.split(".") as [string, string];
  const text = (content.text.interface[section]![name] as Record<string, string>)[form]!;
  const escape = (part: string) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(text.split(/\{([^}]+)\}/).map((part, i) => escape(i % 2 ? gaps[part]! : part)).join(""));
}

test("everything comes back after the browser was wiped", { tag: "@quick" }, async ({ app, page }) => {
  const whole = assessment({
    schema: 2,
    name: "Harbour",
    answers: everything(),
    notes: { [one]: "As agreed with the port" },
    more: {
      revision: 90,
      aims: { [principle.id]: { revision: 80, target: 5, impact: 3 } },
      plan: {
        [`${one}:3`]: { revision: 81, words: "Write it down", owner: "Ada", due: "2027-03-31", horizon: "next", state: "taken" },
        "own:abcdefghijkl": { revision: 82, principle: principle.id, words: "Invite the members" },
      },
      competencies: { integrity: { revision: 83, own: 4, others: "unknown" } },
    },
  });
  const torn = '{"app":"twelvefold","kind":"assessm';
  await app.openWith({ ...stored(whole), [keyOf("torn")]: torn }, "#/data");
  await page.locator("select").selectOption("dark");
  const before = await app.stored();
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "data.backup").click()]);
  expect(download.suggestedFilename()).toMatch(/^twelvefold-backup-\d{4}-\d\d-\d\d\.json$/);
  const path = await download.path();
  await expect(page.locator(".last-backup")).toContainText("0 changes");

  await button(page, "data.delete").click();
  await button(page, "data.delete_confirm").click();
  await expect(page).toHaveURL(/#\/$/);
  expect(await app.stored()).toEqual({});
  await expect(page.locator("html")).not.toHaveAttribute("data-theme", "dark");

  await app.follow("#/data");
  await choose(page, path);
  await expect(rows(page)).toHaveCount(2);
  await expect(rows(page).first()).toContainText("Harbour");
  await expect(rows(page).first()).toContainText(words("restore.new"));
  await expect(rows(page).last()).toContainText(words("restore.kept_aside"));
  expect(await app.stored(), "nothing is stored before it is asked for").toEqual({});
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(words("restore.done"));
  await expect(summary(page)).toContainText(words("restore.done_settings"));
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");

  const after = await app.stored();
  const keys = (texts: Record<string, string>) => Object.keys(texts).filter((key) => key !== "twelvefold:backups");
  expect(keys(after)).toEqual(keys(before));
  // The order of entries in a document says nothing.
  const ours = keyOf(whole.id);
  expect(JSON.parse(after[ours]!)).toMatchObject(whole);
  for (const key of keys(before).filter((key) => key !== ours)) expect(after[key]).toBe(before[key]);
  await summary(page).getByRole("link", { name: "Harbour" }).click();
  await app.entered();
  await expect(app.heading()).toContainText("Harbour");
  await app.reload();
  await app.open(answering);
  expect(await app.chosen(one)).toBe("3");
  await app.open();
  await expect(page.getByRole("heading", { name: "Harbour", exact: true })).toBeVisible();
  await expect(page.locator("main .warning-box")).toContainText("torn");
});

test("of one assessment the newer answer wins, there and here", async ({ app, page, context, site }) => {
  const doc = (answers: Record<string, unknown>, revision: number) => ({ ...assessment(), revision, answers });
  const here = doc({ [one]: { revision: 2, value: 1 }, [two]: { revision: 9, value: 5 } }, 9);
  const there = doc({ [one]: { revision: 7, value: 4 }, [two]: { revision: 3, value: 2 } }, 7);
  await app.openWith(stored(here as never), "#/data");
  const other = new App(await context.newPage(), site.url);
  await other.open(answering);
  expect(await other.chosen(one)).toBe("1");

  await choose(page, file(backupOf([there])));
  await expect(rows(page)).toContainText(counted("restore.newer_parts", "one", { count: "1" }));
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(counted("restore.done_merged", "one", { count: "1" }));
  await app.follow(answering);
  expect([await app.chosen(one), await app.chosen(two)]).toEqual(["4", "5"]);
  // Another tab has heard of it.
  await expect(other.choice(one, 4)).toBeChecked();
  await expect(other.choice(two, 5)).toBeChecked();

  // The same file again has nothing new, and changes nothing.
  await app.follow("#/data");
  const before = await app.stored();
  await choose(page, file(backupOf([there])));
  await expect(rows(page)).toContainText(words("restore.nothing"));
  await expect(preview(page)).toContainText(words("restore.all_here"));
  await expect(button(page, "restore.go")).toBeDisabled();
  await button(page, "welcome.cancel").click();
  await expect(preview(page)).toHaveCount(0);
  expect(await app.stored()).toEqual(before);
});

test("copies of which neither is newer stand side by side, once", async ({ app, page }) => {
  const here = assessment({ answers: { [one]: 1, [two]: 3 } });
  const there = assessment({ answers: { [one]: 5, [two]: 3 } });
  await app.openWith(stored(here), "#/data");
  const before = await app.stored();
  await choose(page, file(backupOf([there])));
  await expect(rows(page)).toContainText(counted("restore.conflict", "one", { count: "1" }));
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(counted("restore.done_beside", "one", { count: "1" }));
  expect(await app.stored()).toMatchObject(before);

  const copies = async () =>
    Object.values(await app.stored()).map((text) => JSON.parse(text)).filter((document) => document.kind === "assessment");
  const [copy] = (await copies()).filter((document) => document.id !== here.id);
  expect(copy.answers[one].value).toBe(5);
  expect(copy.header.name).toBe(`Harbour ${words("restore.suffix")}`);
  await app.follow("#/");
  await expect(page.getByRole("heading", { name: copy.header.name, exact: true })).toBeVisible();

  await app.follow("#/data");
  await choose(page, file(backupOf([there])));
  await expect(rows(page)).toContainText(words("restore.nothing"));
  expect(await copies()).toHaveLength(2);
});

// ------------------------------------------------------ ecosystem views -----

/** What the list of stored data says of a view with twelve responses. */
const listed = (name: string) => counted("data.kind_view", "other", { name, count: "12" });

test("ecosystem views are listed, in a backup, deleted with everything, and come back", async ({ app, page }) => {
  const newer = view({ id: "of-future", schema: 2, mood: "good" });
  const damaged = JSON.stringify(view({ id: "damaged", checksum: 1 }));
  const aside = "twelvefold:aside:e:damaged:1";
  await app.openWith({ ...storedViews(view(), newer), [viewKeyOf("damaged")]: damaged });
  expect((await app.stored())[viewKeyOf("damaged")], "the first screen does not even look at it").toBe(damaged);
  await app.follow("#/data");
  const table = page.locator("table.keys-table");
  await expect(table).toContainText(aside);
  await expect(table).toContainText(listed("Port logistics"));
  await expect(table).toContainText("twelvefold:e:h7m2p9qrstuv");
  const before = await app.stored();
  const backup = await app.download(button(page, "data.backup"));
  expect(JSON.parse(backup).views).toEqual([view()]);
  expect(JSON.parse(backup).set_aside).toEqual({ [aside]: damaged, [viewKeyOf("of-future")]: JSON.stringify(newer) });

  await button(page, "data.delete").click();
  await button(page, "data.delete_confirm").click();
  await expect(page).toHaveURL(/#\/$/);
  expect(await app.stored()).toEqual({});
  await app.follow("#/data");
  await expect(button(page, "data.backup"), "there is nothing to back up").toBeDisabled();

  await choose(page, file(backup));
  await expect(rows(page)).toHaveCount(3);
  await expect(rows(page).first()).toContainText("Port logistics");
  await expect(rows(page).first()).toContainText(counted("restore.view_of", "other", { count: "12" }));
  await expect(rows(page).first()).toContainText(words("restore.new"));
  await expect(rows(page).filter({ hasText: words("restore.kept_aside") })).toHaveCount(1);
  await expect(rows(page).filter({ hasText: words("restore.look_later") })).toHaveCount(1);
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(counted("restore.done_views_added", "other", { count: "2" }));
  await expect(table, "the list follows").toContainText(listed("Port logistics"));
  await expect(button(page, "data.backup")).toBeEnabled();
  for (const key of [viewKeyOf("of-future"), aside]) expect((await app.stored())[key]).toBe(before[key]);
  // The view was written by an older version: put back it has room for the practices that came since, and is the same otherwise.
  const own = viewKeyOf("h7m2p9qrstuv");
  const after = JSON.parse((await app.stored())[own]!);
  expect(after.practices).toBe(principles.flatMap((principle) => principle.practice).length);
  const { practices, responses, checksum } = after;
  expect({ ...JSON.parse(before[own]!), practices, responses, checksum }).toEqual(after);
  await axe(page);
  await expect(page.locator(".last-backup"), "all of it is in the file that was restored").toContainText("0 changes");
});

test("of an ecosystem view that is here the newer settings count, or both are kept", async ({ app, page }) => {
  await app.openWith(storedViews(view()), "#/data");
  await choose(page, file(view({ revision: 9, name: "Harbour" })));
  await expect(preview(page)).toContainText(pattern("restore.file_view", { file: "backup.json" }));
  await expect(rows(page)).toContainText(counted("restore.newer_parts", "one", { count: "1" }));
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(counted("restore.done_views_merged", "one", { count: "1" }));
  const table = page.locator("table.keys-table");
  await expect(table).toContainText(listed("Harbour"));

  const stored = JSON.parse((await app.stored())[viewKeyOf("h7m2p9qrstuv")]!);
  await choose(page, file({ ...stored, name: "Quay" }));
  await expect(rows(page)).toContainText(counted("restore.conflict", "one", { count: "1" }));
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(counted("restore.done_beside", "one", { count: "1" }));
  await expect(table).toContainText(listed("Harbour"));
  await expect(table).toContainText(listed(`Quay ${words("restore.suffix")}`));
});

test("what is left out is not restored, and several files are one", async ({ app, page }) => {
  await app.open("#/data");
  const doc = (id: string, name: string, value: 1 | 2) => assessment({ id, name, answers: { [one]: value } });
  const settings = { app: "twelvefold", kind: "settings", schema: 1, theme: "dark", language: null, shortcuts: true };
  const rescue = { app: "twelvefold", kind: "rescue", entries: { ...stored(doc("third", "Third", 1)), "twelvefold:settings": JSON.stringify(settings) } };
  await choose(
    page,
    file(backupOf([doc("first", "First", 1), doc("second", "Second", 2)])),
    file(doc("first", "First", 1), "again.json"),
    file(rescue, "twelvefold-rescue.json"),
    file("no backup at all", "holiday.txt"),
  );
  await expect(rows(page)).toHaveCount(3);
  await expect(refused(page).getByRole("listitem")).toHaveCount(1);
  await expect(refused(page)).toContainText("holiday.txt");
  await expect(refused(page).getByRole("heading")).toBeFocused();
  await preview(page).getByRole("checkbox", { name: "Second", exact: true }).uncheck();
  expect(await app.stored()).toEqual({});
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(counted("restore.done_added", "other", { count: "2" }));
  const after = await app.stored();
  expect(Object.keys(after).filter((key) => key.startsWith("twelvefold:a:")).sort()).toEqual([keyOf("first"), keyOf("third")]);
  expect(JSON.parse(after["twelvefold:settings"]!)).toEqual(settings);
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a pasted text is restored, and a dropped file", async ({ app, page }) => {
  await app.open("#/data");
  await page.getByText(words("restore.paste"), { exact: true }).click();
  await page.getByLabel(words("restore.text"), { exact: true }).fill(JSON.stringify(assessment({ name: "Pasted" })));
  await button(page, "restore.read_text").click();
  await expect(rows(page)).toContainText("Pasted");
  await expect(preview(page).getByRole("heading")).toBeFocused();
  await button(page, "restore.go").click();
  await expect(summary(page).getByRole("heading").first()).toBeFocused();

  // Anywhere on the screen, or the browser would open it in the place of the app.
  const data = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "dropped.json"));
    return data;
  }, JSON.stringify(assessment({ id: "dropped", name: "Dropped" })));
  const target = app.heading();
  const over = await target.evaluate(
    (element, dataTransfer) => element.dispatchEvent(new DragEvent("dragover", { dataTransfer, bubbles: true, cancelable: true })),
    data,
  );
  expect(over, "the browser is told that it can be dropped").toBe(false);
  await expect(page.locator(".drop.over")).toBeVisible();
  await target.dispatchEvent("drop", { dataTransfer: data });
  await expect(rows(page)).toContainText("Dropped");
});

const deep = (open: string, close: string) => `${open.repeat(10_000)}1${close.repeat(10_000)}`;
const whole = JSON.stringify(backupOf([assessment({ answers: everything() })]));
const REFUSED: Record<string, [content: unknown, message: RegExp]> = {
  empty: ["", pattern("restore.truncated")],
  truncated: [whole.slice(0, whole.length - 40), pattern("restore.truncated")],
  "not JSON": ["<!doctype html><p>Sign in", pattern("restore.not_json", { line: "1", column: "1" })],
  "JSON with an error": ['{"app":\n"twelvefold",}', pattern("restore.not_json", { line: "2" })],
  "another app": [{ app: "excalidraw", kind: "backup", schema: 1 }, pattern("restore.other_app", { app: "excalidraw" })],
  "of no app": [[1, 2, 3], pattern("restore.no_app")],
  "another kind": [{ app: "twelvefold", kind: "recipe" }, pattern("restore.other_kind", { kind: "recipe" })],
  "of no kind": [{ app: "twelvefold" }, pattern("restore.no_kind")],
  "schema 999": [backupOf([], { schema: 999 }), pattern("restore.newer", { schema: "999" })],
  "lists 10,000 deep": [deep("[", "]"), pattern("restore.too_deep")],
  "tables 10,000 deep": [deep('{"a":', "}"), pattern("restore.too_deep")],
  "half an assessment": [{ app: "twelvefold", kind: "assessment", schema: 2 }, pattern("restore.not_whole")],
  "no UTF-8": [Buffer.from(`\ufeff${whole}`, "utf16le"), pattern("restore.not_text")],
};

test("what is no backup is refused with its reason, and the next file is read as if nothing had been", async ({ app, page }) => {
  const here = stored(assessment({ answers: { [one]: 2 } }));
  await app.openWith(here, "#/data");
  for (const [what, [content, message]] of Object.entries(REFUSED)) {
    await choose(page, file(content, `${what}.json`));
    await expect(refused(page), what).toContainText(`${what}.json`);
    await expect(refused(page), what).toContainText(message);
    await expect(refused(page)).toContainText(words("restore.untouched"));
    await expect(preview(page)).toHaveCount(0);
    expect(await app.stored(), what).toEqual(here);
  }
  await restore(page, file(assessment({ id: "next-one", name: "Next" })));
  await expect(refused(page)).toHaveCount(0);
  await expect(summary(page)).toContainText("Next");
});

test("a file that is too large is not read, and one that is gone cannot be", async ({ app, page }, info) => {
  mkdirSync(info.outputDir, { recursive: true });
  const [huge, gone] = ["huge.json", "gone.json"].map((name) => info.outputPath(name)) as [string, string];
  writeFileSync(huge, "");
  truncateSync(huge, 50_000_000);
  writeFileSync(gone, whole);
  await app.open("#/data");
  await page.evaluate(() => {
    const read = Blob.prototype.arrayBuffer;
    Blob.prototype.arrayBuffer = async function () {
      if ((this as File).name === "huge.json") throw new Error("read");
      await new Promise((go) => Object.assign(globalThis, { go }));
      return read.call(this);
    };
  });
  await choose(page, huge);
  await expect(refused(page)).toContainText("huge.json");
  await expect(refused(page)).toContainText(pattern("restore.too_large"));
  await expect(refused(page)).toContainText("50.0 MB");
  await expect(refused(page)).toContainText("20.0 MB");

  // Deleted between the choice and the reading.
  await choose(page, gone);
  await page.waitForFunction(() => "go" in globalThis);
  rmSync(gone);
  await page.evaluate(() => (globalThis as any).go());
  await expect(refused(page)).toContainText(pattern("restore.gone"));
});

test("markup in every text field is text", async ({ app, page }) => {
  const evil = `<img src=x onerror="document.title='evil'"><b>b</b>{name}`;
  const marked = assessment({
    name: evil,
    answers: { [one]: 2 },
    notes: { [one]: evil },
    more: { model: { id: evil, version: evil } },
  });
  const partly = { ...assessment({ id: "partly", name: evil, answers: { [one]: 2 } }), answers: { [evil]: { revision: 1, value: evil } } };
  await app.open("#/data");
  await choose(
    page,
    file(backupOf([marked, partly], { set_aside: { [`twelvefold:aside:${evil}:1`]: evil } }), `${evil}.json`),
    file({ app: evil }, "app.json"),
    file({ app: "twelvefold", kind: evil }, "kind.json"),
  );
  await expect(rows(page).first()).toContainText(evil);
  await expect(refused(page)).toContainText("<img");
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(evil);
  await app.follow("#/");
  await expect(page.getByRole("heading", { name: evil, exact: true }).first()).toBeVisible();
  await expect(page.locator("main img, main b")).toHaveCount(0);
  expect(await page.title()).not.toBe("evil");
});

test("ids that are there twice, and days and times that are none", async ({ app, page }) => {
  const twice = [1, 2, 3].map((value) => ({ ...assessment({ id: "twice", name: "Twice" }), revision: 3, answers: { [one]: { revision: 3, value } } }));
  const never = {
    ...assessment({ id: "never", name: "Never", schema: 2, answers: { [one]: 4 } }),
    changed: 9_007_199_254_740_991,
    plan: { "own:abcdefghijkl": { revision: 1, principle: principle.id, words: "Soon", due: "9999-99-99" } },
  };
  await app.open("#/data");
  await choose(page, file(backupOf([...twice, never], { created: 9_007_199_254_740_991 })));
  // Three copies that say something else, one with problems, and the whole text of that.
  await expect(rows(page)).toHaveCount(5);
  const row = rows(page).filter({ has: page.getByRole("checkbox", { name: "Never", exact: true }) });
  await expect(row).toContainText(words("restore.partly"));
  await row.getByText(words("restore.details")).click();
  await expect(row).toContainText("due");
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(words("restore.done"));
  const values = Object.entries(await app.stored())
    .filter(([key]) => key.startsWith("twelvefold:a:"))
    .map(([, text]) => JSON.parse(text).answers[one].value);
  expect(values.sort()).toEqual([1, 2, 3, 4]);
  await app.follow("#/");
  await expect(page.getByRole("heading", { name: "Never", exact: true })).toBeVisible();
});

test("when there is no room, it is said what is not restored, and nothing is lost", async ({ app, page }) => {
  const here = stored(assessment({ answers: { [one]: 2 } }));
  await app.openWith(here, "#/data");
  const small = assessment({ id: "small", name: "Small" });
  const big = assessment({ id: "big-one", name: "Big", answers: { [one]: 3 }, notes: { [one]: "x".repeat(9_000) } });
  await page.evaluate(() => localStorage.setItem("filler", "x".repeat(5_242_880 - 12_000)));
  await choose(page, file(backupOf([big, { ...big, id: "big-two", header: { ...big.header, name: "Bigger" } }, small])));
  await expect(rows(page)).toHaveCount(3);
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(words("restore.done_partly"));
  await expect(summary(page).locator(".warning-box")).toContainText("Bigger");
  await expect(summary(page).locator(".warning-box")).toContainText(words("restore.why_full"));
  const after = await app.stored();
  expect(after).toMatchObject(here);
  expect(Object.keys(after)).toContain(keyOf("small"));
  expect(Object.keys(after)).not.toContain(keyOf("big-two"));

  // With room again, the same file adds what is missing.
  await page.evaluate(() => localStorage.removeItem("filler"));
  await restore(page, file(backupOf([big, { ...big, id: "big-two", header: { ...big.header, name: "Bigger" } }, small])));
  await expect(summary(page)).toContainText(counted("restore.done_added", "one", { count: "1" }));
  await expect(summary(page)).toContainText("Bigger");
});

test("where nothing can be stored, it is said before", async ({ app, page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("denied", "SecurityError");
      },
    });
  });
  await app.open("#/data");
  await choose(page, file(backupOf([assessment()])));
  await expect(preview(page)).toContainText(words("restore.denied"));
  await expect(rows(page)).toContainText(words("restore.impossible"));
  await expect(button(page, "restore.go")).toBeDisabled();
});

test("a newer document can be looked at, and one of another model is kept", async ({ app, page }) => {
  await app.open("#/data");
  const newer = assessment({ id: "newer", name: "Newer", schema: 999, answers: { [one]: 3 } });
  const other = assessment({ id: "other", name: "Other", more: { model: { id: "another", version: "9" } } });
  await choose(page, file(backupOf([newer, other])));
  await expect(rows(page).filter({ hasText: "Newer" })).toContainText(words("restore.look_only"));
  await expect(rows(page).filter({ hasText: "Other" })).toContainText(words("restore.other_model"));
  await expect(rows(page).filter({ hasText: "Other" })).toContainText("another 9");
  await button(page, "restore.go").click();
  await expect(summary(page)).toContainText(counted("restore.done_added", "other", { count: "2" }));
  expect(JSON.parse((await app.stored())[keyOf("newer")]!)).toEqual(newer);
  await app.follow("#/a/newer/results");
  await expect(page.getByText(words("welcome.read_only_newer"), { exact: true })).toBeVisible();
});

test("the keyboard alone restores", async ({ app, page }) => {
  // The browser is told of it now: told only with the key, it could be a moment too late and open a window of its own.
  page.on("filechooser", () => {});
  await app.open("#/data");
  const tabTo = async (selector: string) => {
    for (let presses = 0; presses < 60; presses += 1) {
      if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`the keyboard does not reach ${selector}`);
  };
  await tabTo("#restore-files");
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.keyboard.press("Enter")]);
  await chooser.setFiles([file(backupOf([assessment({ name: "First" }), assessment({ id: "second", name: "Second" })]))] as never);
  await expect(preview(page).getByRole("heading")).toBeFocused();
  await tabTo("#restore-1");
  await page.keyboard.press("Space");
  await expect(preview(page).getByRole("checkbox", { name: "Second", exact: true })).not.toBeChecked();
  await tabTo(".preview .button.primary");
  await page.keyboard.press("Enter");
  await expect(summary(page).getByRole("heading").first()).toBeFocused();
  await expect(summary(page)).toContainText("First");
  expect(Object.keys(await app.stored())).not.toContain(keyOf("second"));
});

test("the backup can be copied where it cannot be downloaded", async ({ app, page }) => {
  await app.openWith(stored(assessment({ answers: { [one]: 4 } })), "#/data");
  await expect(page.locator(".last-backup")).toHaveText(words("data.backup_never"));
  await page.evaluate(() => {
    URL.createObjectURL = () => {
      throw new Error("not here");
    };
  });
  await button(page, "data.backup").click();
  const text = page.getByLabel(words("data.backup_text"), { exact: true });
  await expect(text).toBeVisible();
  await expect(page.locator(".last-backup"), "no backup was made").toHaveText(words("data.backup_never"));
  expect(JSON.parse(await text.inputValue())).toMatchObject({ kind: "backup", assessments: [{ answers: { [one]: { value: 4 } } }] });
  await button(page, "app.close").click();
  await button(page, "data.backup_copy").click();
  const selected = await text.evaluate((field: HTMLTextAreaElement) => field.selectionEnd - field.selectionStart);
  expect(selected).toBe((await text.inputValue()).length);
});

test("a completed assessment is reminded of once, in the results and in the list", async ({ app, page }) => {
  const answers = everything();
  const open = asked(principle, PROFILE)[0]!;
  delete answers[open];
  await app.openWith(stored(assessment({ answers })), answering);
  const reminder = page.locator(".reminder");
  await app.follow("#/a/test-assessment/results");
  await expect(reminder).toHaveCount(0);
  await app.follow(answering);
  await app.answer(open, 3);
  await expect(reminder, "not while answering").toHaveCount(0);
  await app.follow("#/a/test-assessment/results");
  await expect(reminder).toContainText("Harbour");
  await axe(page);
  await app.follow("#/");
  await expect(reminder).toContainText("Harbour");
  await axe(page);
  await button(page, "reminder.later").click();
  await expect(reminder).toHaveCount(0);
  await expect(app.heading()).toBeFocused();
  await app.reload();
  await app.follow("#/a/test-assessment/results");
  await expect(reminder).toHaveCount(0);
});

test("many changes are reminded of, and a backup ends it", async ({ app, page }) => {
  await app.openWith(stored({ ...assessment({ answers: { [one]: 1 }, schema: 2, more: { response: 7 } }), revision: 150 } as never), "#/a/test-assessment/results");
  const reminder = page.locator(".reminder");
  await expect(reminder).toContainText("150");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    reminder.getByRole("button", { name: words("data.backup"), exact: true }).click(),
  ]);
  expect(JSON.parse(readFileSync(await download.path(), "utf8")).assessments).toHaveLength(1);
  await expect(reminder).toHaveCount(0);
  await app.follow("#/data");
  await expect(page.locator(".last-backup")).toContainText("0 changes");
  await app.follow(answering);
  await app.answer(two, 3);
  await app.follow("#/data");
  await expect(page.locator(".last-backup")).toContainText("1 change ");
});
