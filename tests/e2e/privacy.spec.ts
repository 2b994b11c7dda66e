// Nothing leaves the browser. The guard of every test looks for requests to others; this one goes through all of the app.

import { answerEverywhere } from "./tour";
import { expect, test } from "./fixtures";
import { words } from "./model.mjs";

test("a full run talks to nobody and leaves no trace but its own keys", async ({ app, page, context, site, guard }) => {
  const requests: URL[] = [];
  context.on("request", (request) => requests.push(new URL(request.url())));
  await app.open();
  await page.getByRole("link", { name: words("welcome.start"), exact: true }).click();
  await page.locator("input[name=role][value=member]").check({ force: true });
  await page.getByRole("textbox").fill("Port of tomorrow");
  await page.locator("button[type=submit]").click();
  await page.waitForURL(/#\/a\/[^/]+\/.+/);
  await app.entered();
  await answerEverywhere(app, 3);
  await app.follow(`#/a/${app.assessmentId()}/results`);
  await expect(app.chart("radar")).toBeVisible();
  await app.follow("#/method");
  await expect(app.heading()).toHaveText(words("method.title"));
  await app.follow("#/data");
  const file = await app.download(page.getByRole("button", { name: words("data.backup"), exact: true }));
  expect(file).toContain("Port of tomorrow");

  const { origin, pathname } = new URL(site.url);
  const others = requests.filter((url) => url.protocol !== "blob:" && url.protocol !== "data:");
  expect(others.length).toBeGreaterThan(3);
  for (const url of others) {
    expect(url.origin).toBe(origin);
    expect(url.pathname.startsWith(pathname), url.pathname).toBe(true);
    expect(url.search, "nothing is told in an address").toBe("");
  }
  expect(guard.unexpected()).toEqual([]);

  expect(await context.cookies()).toEqual([]);
  const traces = await page.evaluate(async () => ({
    cookies: document.cookie,
    local: Object.keys(localStorage).filter((key) => !key.startsWith("twelvefold:")),
    session: Object.keys(sessionStorage),
    databases: (await indexedDB.databases()).map(({ name }) => name),
  }));
  expect(traces).toEqual({ cookies: "", local: [], session: [], databases: ["twelvefold"] });
});

test("the policy is strict, and the page keeps it", async ({ app, page }) => {
  await app.startAssessment();
  await answerEverywhere(app, 4);
  await app.go("results");
  await expect(app.chart("radar")).toBeVisible();
  const policy = await page.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute("content");
  const rules = new Map(
    (policy ?? "").split(";").map((rule) => {
      const [name = "", ...sources] = rule.trim().split(/\s+/);
      return [name, sources];
    }),
  );
  expect(rules.get("default-src")).toEqual(["'none'"]);
  expect(rules.get("script-src")).toEqual(["'self'", "'wasm-unsafe-eval'"]);
  expect(rules.get("style-src")).toEqual(["'self'"]);
  expect(rules.get("connect-src")).toEqual(["'self'"]);
  expect(rules.get("base-uri")).toEqual(["'none'"]);
  expect(rules.get("form-action")).toEqual(["'none'"]);
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/);

  const inline = await page.evaluate(() => ({
    scripts: [...document.scripts].filter((script) => !script.src).length,
    styles: document.querySelectorAll("style").length,
    handlers: [...document.querySelectorAll("*")].flatMap((element) =>
      element.getAttributeNames().filter((name) => name.startsWith("on")),
    ),
  }));
  expect(inline).toEqual({ scripts: 0, styles: 0, handlers: [] });
});

test("the policy refuses what would tell somebody else", async ({ app, page, guard }) => {
  guard.expect(/policy|other\.localhost|Refused|Failed to fetch/i);
  await app.open();
  const outcome = await page.evaluate(async () => {
    const image = await new Promise((done) => {
      const image = new Image();
      image.onload = () => done("loaded");
      image.onerror = () => done("refused");
      image.src = "http://other.localhost/pixel.gif";
    });
    const fetched = await fetch("http://other.localhost/").then(
      () => "sent",
      () => "refused",
    );
    return { image, fetched };
  });
  expect(outcome).toEqual({ image: "refused", fetched: "refused" });
});
