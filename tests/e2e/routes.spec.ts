// Every address leads somewhere: to its screen, or to words and a way back.

import { assessment, everything, PROFILE, stored } from "./documents";
import { expect, test } from "./fixtures";
import { asked, content, principles, words } from "./model.mjs";

const title = (id: string): string => content.text.principle[id].title;
const first = principles[0]!;

const SCREENS: [hash: string, heading: string][] = [
  ["", content.text.model.question],
  ["#", content.text.model.question],
  ["#/", content.text.model.question],
  ["#/new", words("profile.title")],
  ["#/method", words("method.title")],
  ["#/data", words("data.title")],
];

test("every screen without an assessment", { tag: "@quick" }, async ({ app, page }) => {
  for (const [hash, heading] of SCREENS) {
    await app.open(hash);
    await expect(app.heading(), hash).toHaveText(heading);
    await expect(page.locator("h1")).toHaveCount(1);
    await expect(page).toHaveTitle(/Twelvefold/);
  }
});

test("every screen of an assessment", async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: "Port", answers: everything() })));
  await expect(app.heading()).toHaveText(words("welcome.saved_title"));
  const screens: [string, string][] = [
    ["profile", words("profile.edit_title")],
    ["results", "Port"],
    ...principles.map(({ id }): [string, string] => [id, title(id)]),
  ];
  const titles = new Set<string>();
  for (const [screen, heading] of screens) {
    await app.follow(`#/a/test-assessment/${screen}`);
    await expect(app.heading()).toHaveText(heading);
    await expect(page).toHaveTitle(new RegExp(`${heading}.*Twelvefold`));
    titles.add(await page.title());
  }
  expect(titles.size, "each screen has a title of its own").toBe(screens.length);
});

const NOTHING = [
  ["#/nowhere", "not_found.title"],
  ["#/method/more", "not_found.title"],
  ["#/a", "not_found.title"],
  ["#/a/x", "not_found.title"],
  [`#/a/${"x".repeat(41)}`, "not_found.title"],
  ["#/a/has.dots.in.it/results", "not_found.title"],
  ["#/a/%3Cscript%3E/results", "not_found.title"],
  ["#/a/<img src=x onerror=alert(1)>", "not_found.title"],
  ["#/a/test-assessment/results/more", "not_found.title"],
  ["#%", "not_found.title"],
  ["#/a/not-here", "not_found.assessment_title"],
  ["#/a/not-here/results", "not_found.assessment_title"],
  ["#/a/not-here/profile", "not_found.assessment_title"],
  ["#/a/not-here/exit-strategy", "not_found.assessment_title"],
] as const;

test("an address that leads nowhere says so, with a way back", async ({ app, page }) => {
  for (const [hash, key] of NOTHING) {
    await app.open(hash);
    await expect(app.heading(), hash).toHaveText(words(key));
    await expect(page).toHaveTitle(new RegExp(words(key)));
    await page.getByRole("link", { name: words("not_found.home"), exact: true }).click();
    await expect(app.heading()).toHaveText(content.text.model.question);
  }
  expect(await app.stored()).toEqual({});
});

test("an address that leads nowhere, when the page opens there", async ({ app, page }) => {
  await app.open("#/a/not-here/results");
  await expect(app.heading()).toHaveText(words("not_found.assessment_title"));
  await app.open("#/nowhere");
  await app.reload();
  await expect(app.heading()).toHaveText(words("not_found.title"));
  await expect(page.locator("h1")).toHaveCount(1);
});

test("a missing assessment says that something could not be read, when that is so", async ({ app, page }) => {
  await app.openWith({ "twelvefold:a:torn": "{" }, "#/a/torn/results");
  await expect(app.heading()).toHaveText(words("not_found.assessment_title"));
  await expect(page.getByText(words("not_found.aside"))).toBeVisible();
});

test("a principle that is not one says so, with a way on", async ({ app, page }) => {
  await app.openWith(stored(assessment()));
  for (const principle of ["no-such-principle", "%3Cb%3E", "<img src=x onerror=alert(1)>"]) {
    await app.follow(`#/a/test-assessment/${principle}`);
    await expect(app.heading(), principle).toHaveText(words("answer.not_in_scope_title"));
    await expect(app.practices()).toHaveCount(0);
    await expect(page.locator("main img")).toHaveCount(0);
    await page.getByRole("link", { name: words("answer.continue"), exact: true }).click();
    await expect(app.heading()).toHaveText(title(first.id));
  }
});

test("an assessment alone leads to its first open principle", async ({ app, page }) => {
  const answers = Object.fromEntries([0, 1, 3].flatMap((i) => asked(principles[i]!, PROFILE)).map((id) => [id, 3 as const]));
  answers[asked(principles[2]!, PROFILE)[0]!] = 3;
  await app.openWith(stored(assessment({ answers })), "#/a/test-assessment");
  await expect(page).toHaveURL(new RegExp(`#/a/test-assessment/${principles[2]!.id}$`));
  await expect(app.heading()).toHaveText(title(principles[2]!.id));

  // And a complete one to the first of all.
  await app.openWith(stored(assessment({ answers: everything() })), "#/a/test-assessment");
  await expect(page).toHaveURL(new RegExp(`#/a/test-assessment/${first.id}$`));
});

test("the address that leads on leaves no trap in the history", async ({ app, page }) => {
  await app.openWith(stored(assessment()));
  await app.follow("#/a/test-assessment");
  await expect(app.heading()).toHaveText(title(first.id));
  await page.goBack();
  await expect(app.heading()).toHaveText(words("welcome.saved_title"));
});

test("a screen that is entered has the focus on its heading and begins at the top", async ({ app, page }) => {
  await app.openWith(stored(assessment({ name: "Port", answers: everything() })));
  await expect(app.heading()).not.toBeFocused(); // The browser decides, when the page opens.
  for (const [hash, heading] of [
    ["#/method", words("method.title")],
    ["#/data", words("data.title")],
    ["#/new", words("profile.title")],
    ["#/a/test-assessment/results", "Port"],
    [`#/a/test-assessment/${first.id}`, title(first.id)],
    [`#/a/test-assessment/${principles[5]!.id}`, title(principles[5]!.id)],
    ["#/nowhere", words("not_found.title")],
    ["#/", words("welcome.saved_title")],
  ] as const) {
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await app.follow(hash);
    await expect(app.heading()).toHaveText(heading);
    await expect(app.heading()).toBeFocused();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(0);
  }
});

test("back and forward", async ({ app, page }) => {
  await app.open();
  await page.getByRole("link", { name: words("app.method"), exact: true }).first().click();
  await expect(app.heading()).toHaveText(words("method.title"));
  await page.getByRole("link", { name: words("app.data"), exact: true }).click();
  await expect(app.heading()).toHaveText(words("data.title"));
  await page.goBack();
  await expect(app.heading()).toHaveText(words("method.title"));
  await expect(app.heading()).toBeFocused();
  await page.goBack();
  await expect(app.heading()).toHaveText(content.text.model.question);
  await page.goForward();
  await expect(app.heading()).toHaveText(words("method.title"));
});

test("the current screen is marked in the menu", async ({ app, page }) => {
  await app.open("#/method");
  const menu = page.getByRole("navigation", { name: words("app.menu") });
  await expect(menu.locator("[aria-current=page]")).toHaveText(words("app.method"));
  await app.follow("#/data");
  await expect(menu.locator("[aria-current=page]")).toHaveText(words("app.data"));
  await app.follow("#/nowhere");
  await expect(menu.locator("[aria-current]")).toHaveCount(0);
});

test("the first stop of the keyboard skips to the content", async ({ app, page }) => {
  await app.open("#/method");
  await page.keyboard.press("Tab");
  const skip = page.getByRole("button", { name: words("app.skip") });
  await expect(skip).toBeFocused();
  await expect(skip).toBeInViewport();
  await page.keyboard.press("Enter");
  await expect(app.heading()).toBeFocused();
  await expect(page).toHaveURL(/#\/method$/);
});

// Every way to preset a profile: route.rs of the native tests.
test("a link presets what it names well, and the person can go on from there", async ({ app, page }) => {
  const full = { role: "member", scale: "platform", stage: "strategic", form: "full" };
  // Nobody proposes a role.
  const { role: _, ...proposed } = PROFILE;
  for (const [query, chosen] of [
    ["?role=king&scale=&stage=%00&form=medium", proposed],
    [`?${new URLSearchParams(full)}`, full],
  ] as const) {
    await app.open(`#/new${query}`);
    for (const [group, value] of Object.entries(chosen)) {
      await expect(page.locator(`input[name=${group}]:checked`), query).toHaveAttribute("value", value);
    }
    await expect(page.locator("input[name=role]:checked"), query).toHaveCount("role" in chosen ? 1 : 0);
  }
  await page.locator("button[type=submit]").click();
  await page.waitForURL(new RegExp(`/${first.id}$`));
  const [text] = Object.values(await app.stored());
  expect(JSON.parse(text!).header.profile).toEqual(full);
});
