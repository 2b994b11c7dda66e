// Ecosystem views as a person uses them.

import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";
import { type App, becomes } from "./app";
import { find, newest } from "./cohort.mjs";
import type { Response } from "./cohort.mjs";
import { principles, words } from "./model.mjs";

/** The responses in a text, each once. */
export const responses = (text: string): Response[] => newest(find(text).flatMap(({ response }) => response ?? []));

/** Codes in the test vectors, by their case. */
export const vectors = JSON.parse(readFileSync(new URL("../../docs/response-code-vectors.json", import.meta.url), "utf8"));

export type TallyLine = "new" | "same" | "replaced" | "older" | "refused";

/** A row of the places that could not be read. */
export interface RefusedRow {
  where: string;
  text: string;
  why: string;
}

export class View {
  readonly page: Page;

  constructor(readonly app: App) {
    this.page = app.page;
  }

  /** Begins a new view from the list. */
  static async begin(app: App): Promise<View> {
    await app.open("#/e");
    const view = new View(app);
    await view.action("new-view").click();
    await app.page.waitForURL(/#\/e\/[^/?]+$/);
    await app.entered();
    return view;
  }

  /** The id in the address. */
  id(): string {
    const id = /#\/e\/([^/?]+)/.exec(this.page.url())?.[1];
    if (!id) throw new Error(`no view is open at ${this.page.url()}`);
    return id;
  }

  action(name: string): Locator {
    return this.page.locator(`[data-action="${name}"]`);
  }

  /** Opens the section for bringing responses in, which closes when there are some. */
  async collecting(): Promise<void> {
    const section = this.page.locator("details.collect");
    if (!(await section.evaluate((details: HTMLDetailsElement) => details.open))) await section.locator("> summary").click();
  }

  /** Pastes a text, as the clipboard would, and waits for what is told of it. */
  async paste(text: string): Promise<void> {
    await this.startPaste(text);
    await this.told();
  }

  /** Pastes a text, and does not wait. */
  async startPaste(text: string): Promise<void> {
    await this.collecting();
    await this.page.locator("textarea[data-paste]").evaluate((field, text) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", text);
      field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Chooses files. */
  async choose(files: string | string[] | { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> {
    await this.collecting();
    await this.page.locator("input[data-files]").setInputFiles(files);
    await this.told();
  }

  tallied(): Locator {
    return this.page.locator("section.tally");
  }

  async told(): Promise<void> {
    const isTold = () => document.querySelector("section.tally")?.checkVisibility() && !document.querySelector(".being-read");
    await becomes(this.page, isTold, null);
  }

  /** What came of the last reading, by what happened. */
  async tally(): Promise<Partial<Record<TallyLine, number>>> {
    return this.tallied()
      .locator("[data-tally][data-count]")
      .evaluateAll((lines) =>
        Object.fromEntries(lines.map((line) => [line.getAttribute("data-tally"), Number(line.getAttribute("data-count"))])),
      );
  }

  /** The places that could not be read, opened. */
  async refused(): Promise<RefusedRow[]> {
    const details = this.page.locator("details.refused");
    if (!(await details.evaluate((one: HTMLDetailsElement) => one.open))) await details.locator("summary").click();
    return details
      .locator("tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) => {
          const [where, text, why] = [...row.children].map((cell) => (cell as HTMLElement).innerText.trim());
          return { where: where!, text: text!, why: why! };
        }),
      );
  }

  /** Waits until this many responses are looked at. */
  async has(count: number): Promise<void> {
    if (count === 0) await expect(this.page.getByText(words("view.empty"), { exact: true })).toBeVisible();
    else await becomes(this.page, (count) => document.querySelector("[data-respondents]")?.getAttribute("data-respondents") === count, `${count}`);
  }

  async named(who: "nobody" | "orchestrators" | "everybody"): Promise<void> {
    const rules = this.page.locator("details.view-rules");
    if (!(await rules.evaluate((details: HTMLDetailsElement) => details.open))) await rules.locator("> summary").click();
    await this.page.locator(`input[name=named][value="${who}"]`).check();
    await this.drawn();
  }

  /** Chooses in one of the lists above the picture. */
  async filter(name: string, value: string | { label: string }): Promise<void> {
    await this.page.locator(`select[data-filter="${name}"]`).selectOption(value);
    await this.drawn();
  }

  /**
   * Waits until all parts of the picture follow the last change. They come one after the other, each in a turn of its own and
   * the second after a frame, so after a few frames and turns in which none came there is none left. Of turns, not of time: a
   * busy machine lets time pass without any.
   */
  async drawn(): Promise<void> {
    await this.page.evaluate(async () => {
      const turn = () => new Promise((done) => setTimeout(done));
      const frame = () => new Promise((done) => requestAnimationFrame(done));
      let quiet = 0;
      const watch = new MutationObserver(() => (quiet = 0));
      watch.observe(document.querySelector(".view-picture") ?? document.body, { childList: true, subtree: true });
      for (; quiet < 4; quiet += 1) {
        await frame();
        await turn();
      }
      watch.disconnect();
    });
  }

  /** Opens all principles, which are built only then. */
  async openPrinciples(): Promise<void> {
    const all = this.page.locator("details.view-principle");
    await expect(all).toHaveCount(principles.length);
    await all.evaluateAll((all) => all.forEach((one) => (one as HTMLDetailsElement).open || one.querySelector("summary")!.click()));
    await expect(this.page.locator("details.view-principle .view-details")).toHaveCount(principles.length);
  }

  button(key: string): Locator {
    return this.page.getByRole("button", { name: words(key), exact: true });
  }

  /** The result as JSON. */
  async result(): Promise<any> {
    return JSON.parse(await this.app.download(this.button("cohort_export.result_download")));
  }

  /** The same without what tells when it was made, and what the view is called. */
  async picture(): Promise<unknown> {
    const { created: _, view: settings, ...rest } = await this.result();
    return { ...rest, rules: { ...settings, name: "" } };
  }

  /** The numbers as CSV, by column. */
  async numbers(): Promise<Record<string, string>[]> {
    return parseCsv(await this.app.download(this.button("cohort_export.numbers_download")));
  }
}

/** A table by RFC 4180, its rows by the names in the first one. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/gy;
  const body = text.replace(/^\uFEFF/, "");
  while (cell.lastIndex < body.length) {
    const found = cell.exec(body);
    if (!found) throw new Error("not a table by RFC 4180");
    rows.at(-1)!.push(found[1]?.replaceAll('""', '"') ?? found[2]!);
    if (found[3] === "\r\n") rows.push([]);
  }
  if (rows.at(-1)!.length === 0) rows.pop();
  const [heads, ...rest] = rows as [string[], ...string[][]];
  return rest.map((row) => {
    if (row.length !== heads.length) throw new Error(`${row.length} cells in place of ${heads.length}`);
    return Object.fromEntries(heads.map((head, i) => [head, row[i]!]));
  });
}
