// The app as a person uses it. Only what the project promises to the outside is used: routes, data attributes, roles.

import { expect, type Locator, type Page } from "@playwright/test";

/** Ids of the model; absent means what the app proposes. */
export interface Profile {
  role?: string;
  scale?: string;
  stage?: string;
  form?: "short" | "full";
}

export type AnswerValue = 1 | 2 | 3 | 4 | 5 | "na" | "unknown";

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
    await expect(this.page.locator("html[data-ready]")).toBeAttached();
  }

  /** Fills in the profile and begins; afterwards the first principle is open. */
  async startAssessment(profile: Profile = {}): Promise<string> {
    await this.open(`#/new?${new URLSearchParams({ ...profile })}`);
    await this.page.locator("button[type=submit]").click();
    await this.page.waitForURL(/#\/a\/[^/]+\/.+/);
    return this.assessmentId();
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

  /** Gives every practice on the screen the same answer, and returns their ids. */
  async answerAll(value: AnswerValue): Promise<string[]> {
    const ids: string[] = [];
    for (const practice of await this.practices().all()) {
      const id = await practice.getAttribute("data-practice");
      if (id) ids.push(id);
    }
    for (const id of ids) await this.answer(id, value);
    return ids;
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
