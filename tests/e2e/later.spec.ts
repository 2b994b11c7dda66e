// What is loaded when it is asked for: the later screens and their words, and what happens when they do not come.

import { assessment, everything, stored } from "./documents";
import { expect, test } from "./fixtures";
import { laterFile, words } from "./model.mjs";

const isLater = (url: string) => url.includes("split_later") || url.endsWith(laterFile);

test("the first screen loads nothing of the later ones before it has come to rest", { tag: "@quick" }, async ({ app, page }) => {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(request.url()));
  await app.open();
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.clock.runFor(900);
  await page.waitForLoadState("networkidle");
  expect(asked.filter(isLater)).toEqual([]);
  const coming = page.waitForResponse((response) => response.url().includes("split_later"));
  await page.clock.runFor(1_000);
  await coming;
});

test("the first answer brings what the result will need", async ({ app, page }) => {
  await app.open("#/new?role=member");
  const coming = Promise.all(
    ["split_later", laterFile].map((part) => page.waitForResponse((response) => response.url().includes(part))),
  );
  await page.locator("button[type=submit]").click();
  await coming;
});

for (const part of ["split_later", laterFile]) {
  test(`a later screen that does not come is said, keeps what is there, and can be tried again: ${part}`, async ({
    app,
    page,
    guard,
  }) => {
    guard.expect(/Failed to load resource|Failed to fetch|WebAssembly/);
    await app.store(stored(assessment({ answers: everything() })));
    let broken = true;
    await page.route(
      (url) => url.href.includes(part),
      (route) => (broken ? route.abort() : route.continue()),
    );
    await app.open();
    await app.follow("#/a/test-assessment/results");
    await expect(page.getByRole("heading", { level: 1, name: words("later.failed_title") })).toBeFocused();
    expect(await page.evaluate(() => localStorage.getItem("twelvefold:a:test-assessment"))).toContain('"value":4');
    broken = false;
    await page.getByRole("button", { name: words("later.retry") }).click();
    await expect(page.locator("figure[data-chart=radar]")).toBeVisible();
  });
}

test("a second content file of another build is refused", async ({ app, page, guard }) => {
  guard.expect(/Failed/);
  await page.route(
    (url) => url.href.endsWith(laterFile),
    (route) => route.fulfill({ contentType: "application/json", body: '{"text":{"interface":{"new":{"word":"x"}}}}' }),
  );
  await app.open("#/method");
  await expect(page.getByRole("heading", { level: 1, name: words("later.failed_title") })).toBeVisible();
});
