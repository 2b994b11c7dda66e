// The finished site starts, under a sub-path, on its own.

import { expect, test } from "./fixtures";

test("starts", { tag: "@quick" }, async ({ app, page }) => {
  await app.open();
  await expect(page).toHaveTitle(/Twelvefold/);
  await expect(page.locator("h1").first()).toBeVisible();
  await expect(page.locator("#crash")).toBeHidden();
  await expect(page.locator("#load-failed")).toBeHidden();
});
