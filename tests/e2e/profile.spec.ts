// The profile: what is chosen before the first question.

import { expect, test } from "./fixtures";
import { principles, words } from "./model.mjs";

const first = principles[0]!;

test("nobody proposes a role: starting without one says so and leads there", { tag: "@quick" }, async ({ app, page }) => {
  await app.open("#/new");
  const role = page.locator("[data-group=role]");
  await expect(role.locator("input:checked")).toHaveCount(0);
  await page.locator("button[type=submit]").click();
  await expect(role).toContainText(words("profile.role_missing"));
  await expect(role.locator("input").first()).toBeFocused();
  await expect(role.locator("input").first()).toBeInViewport();
  await expect(page).toHaveURL(/#\/new$/);
  expect(await app.stored()).toEqual({});
  await page.keyboard.press("ArrowDown");
  await expect(role.locator("input[value=member]")).toBeChecked();
  await expect(role).not.toContainText(words("profile.role_missing"));
  await page.locator("button[type=submit]").click();
  await page.waitForURL(new RegExp(`/${first.id}$`));
});

for (const [width, height] of [[1280, 800], [360, 740]] as const) {
  test(`the start is in sight and no choice lies behind it: ${width} × ${height}`, async ({ app, page }) => {
    await page.setViewportSize({ width, height });
    await app.open("#/new?stage=strategic");
    const start = page.locator("button[type=submit]");
    await expect(start).toBeInViewport({ ratio: 1 });
    const choices = page.locator("[data-group] input");
    for (const choice of await choices.all()) {
      await choice.focus();
      const [shown, bar] = [await choice.locator("xpath=..").boundingBox(), await start.boundingBox()];
      await expect(start).toBeInViewport({ ratio: 1 });
      const isBeside = shown!.x + shown!.width <= bar!.x;
      const isAbove = shown!.y + shown!.height <= bar!.y;
      expect(isBeside || isAbove, await choice.getAttribute("value") ?? "").toBe(true);
      expect(shown!.y).toBeGreaterThanOrEqual(0);
    }
  });
}
