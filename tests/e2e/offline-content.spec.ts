// Content that does not come, or comes damaged: said plainly, tried again on demand, and never a half-working app.

import { readFileSync } from "node:fs";
import type { Page, Route } from "@playwright/test";
import { assessment, stored } from "./documents";
import { expect, test } from "./fixtures";

const CONTENT = readFileSync(new URL("../../dist/content/en.json", import.meta.url), "utf8");

function changed(change: (content: any) => void): string {
  const content = JSON.parse(CONTENT);
  change(content);
  return JSON.stringify(content);
}

const json = (body: string) => (route: Route) => route.fulfill({ contentType: "application/json", body });

const FAILURES: Record<string, [answer: (route: Route) => Promise<void>, message: RegExp]> = {
  "no connection": [(route) => route.abort("internetdisconnected"), /fetch/i],
  "not there": [(route) => route.fulfill({ status: 404 }), /404/],
  "a page of the host": [(route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" }), /not JSON/],
  "cut off": [json(CONTENT.slice(0, 5_000)), /\S/],
  empty: [json(""), /\S/],
  "no content at all": [json("[]"), /\S/],
  "of another schema": [json(changed((content) => (content.model.schema = 999))), /schema/],
  "a practice without words": [json(changed((content) => delete content.text.practice["rm-framework"])), /rm-framework/],
};

const notice = (page: Page) => page.locator("#load-failed");

/** Tries again, by the button of the notice, which loads the page anew. */
async function again(page: Page): Promise<void> {
  await Promise.all([page.waitForEvent("load"), notice(page).getByRole("button").click()]);
}

test("content that fails is said with its reason, as often as it is tried, until it comes", async ({ app, page, site, guard }) => {
  guard.expect(/Failed to load resource/);
  const before = stored(assessment());
  await app.store(before);
  const address = `${site.url}#/a/test-assessment/results`;
  for (const [what, [answer, message]] of Object.entries(FAILURES)) {
    await test.step(what, async () => {
      await page.route("**/content/*.json", answer);
      // The first is loaded by its address, the others by the button that the one before has left.
      if (page.url() === address) await again(page);
      else await page.goto(address);
      await expect(notice(page)).toBeVisible();
      await expect(notice(page)).toHaveAttribute("role", "alert");
      await expect(notice(page).locator("[data-message]")).toHaveText(message);
      await expect(page.locator("#app")).toBeHidden();
      await expect(page.locator("#crash")).toBeHidden();
      await expect(page.locator("html")).not.toHaveAttribute("data-ready");
      await page.unroute("**/content/*.json");
    });
  }
  await again(page);
  await app.ready();
  await expect(notice(page)).toBeHidden();
  await expect(app.heading()).toHaveText("Harbour");
  expect(await app.stored()).toEqual(before);
});
