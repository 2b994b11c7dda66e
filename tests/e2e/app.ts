// The app as a person uses it. Only what the project promises to the outside is used: routes, data attributes, roles.

import { readFileSync } from "node:fs";
import { expect, type Locator, type Page } from "@playwright/test";

/** Ids of the model; absent means what the app proposes. */
export interface Profile {
  role?: string;
  scale?: string;
  stage?: string;
  form?: "short" | "full";
}

export type AnswerValue = 1 | 2 | 3 | 4 | 5 | "na" | "unknown";

/**
 * Waits until something is so in a page. The page looks by itself, every few milliseconds. An assertion of the runner that does
 * not hold at once looks again after 100, 250, 500 and then every 1,000 ms; for what comes with each page and each screen that
 * adds up to a good part of all tests.
 */
export async function becomes<Arg>(page: Page, isSo: (arg: Arg) => unknown, arg: Arg): Promise<void> {
  await page.waitForFunction(isSo as (arg: unknown) => unknown, arg, { polling: 10, timeout: 60_000 });
}

export class App {
  constructor(
    readonly page: Page,
    /** The address of the site, ending in a slash. */
    readonly url: string,
  ) {}

  /** Opens a route such as `#/method`; loads the page when it is not open yet. */
  async open(hash = "#/", query = ""): Promise<void> {
    await this.page.goto(`${this.url}${query}${hash}`);
    await this.ready();
  }

  /** Waits until the app is mounted and storage has been read. */
  async ready(): Promise<void> {
    await becomes(this.page, () => document.documentElement.hasAttribute("data-ready"), null);
  }

  /** Fills in the profile, as an orchestrator if nothing else is said, and begins; afterwards the first principle is open. */
  async startAssessment(profile: Profile = {}): Promise<string> {
    await this.open(`#/new?${new URLSearchParams({ role: "orchestrator", ...profile })}`);
    await this.page.locator("button[type=submit]").click();
    await this.page.waitForURL(/#\/a\/[^/]+\/.+/);
    await this.entered();
    return this.assessmentId();
  }

  /** Writes into the storage of the site before the app runs, and opens a route. */
  async openWith(entries: Record<string, string>, hash = "#/"): Promise<void> {
    await this.store(entries);
    await this.open(hash);
  }

  /** Writes into the storage of the site from a page of it that does not run the app. */
  async store(entries: Record<string, string>): Promise<void> {
    await this.page.goto(`${this.url}blank`);
    await this.page.evaluate((texts) => {
      for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
    }, entries);
  }

  /** Takes away everything that the site has in this browser, the second copy too, as on a device of somebody else. */
  async wipe(): Promise<void> {
    await this.store({});
    await this.page.evaluate(
      () =>
        new Promise((done, failed) => {
          localStorage.clear();
          const deleting = indexedDB.deleteDatabase("twelvefold");
          deleting.onsuccess = done;
          deleting.onerror = failed;
        }),
    );
  }

  /** Loads the page anew. */
  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  /** Goes to another route as a link would, without loading the page, and waits until its screen is there. */
  async follow(hash: string): Promise<void> {
    const there = await this.page.evaluate((to) => {
      if (location.hash === to) return true;
      (document.activeElement as HTMLElement | null)?.blur();
      location.hash = to;
      return false;
    }, hash);
    if (!there) await this.entered();
  }

  /** Waits until a screen has the focus: it has scrolled to the top then, and moves no more under what a test does. */
  async entered(): Promise<void> {
    const isEntered = () => {
      const [heading, ...others] = document.querySelectorAll("main h1");
      return heading && others.length === 0 && heading === document.activeElement && document.hasFocus();
    };
    await becomes(this.page, isEntered, null);
  }

  heading(): Locator {
    return this.page.locator("main h1");
  }

  /** What is wrong with storage; the notices that are part of the page are hidden and so no alerts. */
  trouble(): Locator {
    return this.page.getByRole("alert");
  }

  /** The id of the open assessment. */
  assessmentId(): string {
    const id = /#\/a\/([^/?]+)/.exec(this.page.url())?.[1];
    if (!id) throw new Error(`no assessment is open at ${this.page.url()}`);
    return id;
  }

  /** Goes to a screen of the open assessment: a principle's id, `results`, `plan`, `report`, `competencies`. */
  async go(screen: string): Promise<void> {
    await this.open(`#/a/${this.assessmentId()}/${screen}`);
  }

  /** All practices on the screen. */
  practices(): Locator {
    return this.page.locator("fieldset[data-practice]");
  }

  practice(id: string): Locator {
    return this.page.locator(`fieldset[data-practice="${id}"]`);
  }

  choice(practice: string, value: AnswerValue): Locator {
    return this.practice(practice).locator(`input[type=radio][value="${value}"]`);
  }

  /** Answers one practice. The radio may be drawn by its card, so it is checked where it is. */
  async answer(practice: string, value: AnswerValue): Promise<void> {
    await this.choice(practice, value).check({ force: true });
  }

  /** Gives every practice on the screen the same answer, all in one go, and returns their ids. */
  async answerAll(value: AnswerValue): Promise<string[]> {
    const chosen = await this.practices().evaluateAll(
      (all, value) =>
        all.map((one) => {
          const radio = one.querySelector<HTMLInputElement>(`input[type=radio][value="${value}"]`);
          radio?.click();
          return [one.getAttribute("data-practice")!, radio?.checked] as const;
        }),
      value,
    );
    for (const [id, isChosen] of chosen) expect(isChosen, id).toBe(true);
    return chosen.map(([id]) => id);
  }

  /** Which radio of a practice is chosen, or null. */
  async chosen(practice: string): Promise<string | null> {
    const chosen = this.practice(practice).locator("input[type=radio]:checked");
    return (await chosen.count()) === 0 ? null : chosen.getAttribute("value");
  }

  /** Clicks what downloads something, and returns its text. */
  async download(what: Locator): Promise<string> {
    const [download] = await Promise.all([this.page.waitForEvent("download"), what.click()]);
    return readFileSync(await download.path(), "utf8");
  }

  chart(name: string): Locator {
    return this.page.locator(`figure[data-chart="${name}"]`);
  }

  /** A principle's row in the table of results. */
  result(principle: string): Locator {
    return this.page.locator(`tr[data-principle="${principle}"]`);
  }

  /** The overall score, or null when not enough is answered. */
  async overallScore(): Promise<number | null> {
    return this.number("data-overall-score");
  }

  async overallHeld(): Promise<number | null> {
    return this.number("data-overall-held");
  }

  async responseCode(): Promise<string> {
    const code = await this.page.locator("[data-response-code]").getAttribute("data-response-code");
    expect(code, "the response code").toBeTruthy();
    return code ?? "";
  }

  /** What the app has stored, by key. */
  async stored(): Promise<Record<string, string>> {
    return this.page.evaluate(() =>
      Object.fromEntries(Object.entries(localStorage).filter(([key]) => key.startsWith("twelvefold:"))),
    );
  }

  private async number(attribute: string): Promise<number | null> {
    const element = this.page.locator(`[${attribute}]`).first();
    if ((await element.count()) === 0) return null;
    const value = await element.getAttribute(attribute);
    return value ? Number(value) : null;
  }
}
