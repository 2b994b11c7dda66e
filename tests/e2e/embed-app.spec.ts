// The finished app on other people's pages: real sites, with the storage of embedded ones kept apart. What embed.js does
// with what a stranger might say is in embed.spec.ts.

import { type Page } from "@playwright/test";
import { App } from "./app";
import { assessment, everything, stored } from "./documents";
import { axe } from "./fixtures";
import { appOf, expect, type FramedApp, frameOf, type Hosts, shifts, test, type Told, until } from "./hosts";
import { principles, words } from "./model.mjs";
import { answerEverywhere } from "./tour";

const ELEMENT = "twelvefold-assessment";

/** A page with the element, and with something below it that could be moved. */
function body(hosts: Hosts, attributes = "", site = "b"): string {
  return (
    `<h1>Host</h1><script src="${hosts.script(site)}"></script>` +
    hosts.element(attributes, `<a href="${hosts.app(site)}">Self-assessment</a>`) +
    '<p id="after">What comes after it</p>'
  );
}

/** Begins an assessment of a member, with what else is proposed. */
async function begin(page: Page, element = ELEMENT): Promise<FramedApp> {
  const app = await appOf(page, element);
  await app.page.locator("input[name=role][value=member]").check({ force: true });
  await app.activate(app.page.locator("button[type=submit]"));
  await expect.poll(() => app.page.url()).toMatch(/#\/a\/[^/]+\/.+/);
  await app.entered();
  return app;
}

/** Goes on to the next principle, by the link below the questions. */
async function next(app: FramedApp): Promise<void> {
  await app.activate(app.page.getByRole("navigation", { name: words("answer.turn") }).getByRole("link").last());
}

/** Opens the results. */
async function results(app: App): Promise<void> {
  await app.follow(`#/a/${app.assessmentId()}/results`);
  await expect(app.page.locator("[data-overall-score]")).toBeVisible();
}

/** All that was told but how far one has come. */
const news = (told: Told[]) => told.map(({ type }) => type).filter((type) => type !== "progress");

test.describe("from start to results", () => {
  test("the page is told what the app shows, in order", async ({ hosts }) => {
    const page = await hosts.open(body(hosts, 'start="new" form="short" data-role="member"'));
    const [ready] = await until(page, "ready");
    expect(ready!.detail.language).toBe("en");
    const app = await begin(page);
    await expect(app.page.getByRole("button", { name: words("frame.agree") }), "the page asks for no answers").toHaveCount(0);
    await answerEverywhere(app, 3);
    await app.follow(`#/a/${app.assessmentId()}/${principles[0]!.id}`);
    await app.answerAll(5);
    await results(app);
    const told = await until(page, "complete");
    expect(news(told)).toEqual(["ready", "complete"]);

    const progress = told.filter(({ type }) => type === "progress").map(({ detail }) => detail.answered);
    expect(progress[0]).toBe(1);
    expect(progress.at(-1)).toBe(24);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));

    const { detail } = told.findLast(({ type }) => type === "complete")!;
    expect(detail).not.toHaveProperty("code");
    expect([detail.answered, detail.total]).toEqual([24, 24]);
    expect(detail.overall).toBe(await app.overallScore());
    expect(detail.held).toBe(await app.overallHeld());
    expect(Object.keys(detail.principles).sort()).toEqual(principles.map(({ id }) => id).sort());
    for (const { id } of principles) {
      const shown = async (name: string) => {
        const value = await app.result(id).getAttribute(name);
        return value === null ? null : Number(value);
      };
      expect(detail.principles[id], id).toEqual({ score: await shown("data-score"), held: await shown("data-held") });
    }

    // Results that change are told again.
    await app.follow(`#/a/${app.assessmentId()}/${principles[0]!.id}`);
    await app.answerAll(1);
    await results(app);
    const again = (await until(page, "complete", 2)).findLast(({ type }) => type === "complete")!;
    expect(again.detail.overall).toBe(await app.overallScore());
    expect(again.detail.overall).toBeLessThan(detail.overall);
    expect(hosts.warnings).toEqual([]);
  });

  test("what was answered at another visit is nobody's news", async ({ hosts }) => {
    const page = await hosts.open(body(hosts, 'start="new" form="short"'));
    const before = await appOf(page);
    await before.frame.evaluate((texts) => {
      for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
    }, stored(assessment({ answers: everything() })));
    await page.reload();
    const app = await appOf(page);
    await app.enter();
    await app.follow("#/a/test-assessment/results");
    await expect(app.page.locator("[data-overall-score]")).toBeVisible();
    await app.follow(`#/a/test-assessment/${principles[0]!.id}`);
    await app.answer((await app.answerAll(4))[0]!, 1);
    // The results of this visit are; everything before them was said by then.
    await results(app);
    const told = await until(page, "complete");
    expect(news(told)).toEqual(["ready", "complete"]);
    expect(told.at(-1)!.detail.overall).toBe(await app.overallScore());
  });

  test("a call to action is told of, and opens a window of its own", async ({ hosts, guard }) => {
    guard.expect(/GET mailto:hello@example\.org/);
    const page = await hosts.open(body(hosts, 'start="new" form="short" cta="Talk to us" cta-href="mailto:hello@example.org"'));
    const app = await begin(page);
    await app.answerAll(3);
    await app.follow(`#/a/${app.assessmentId()}/results`);
    const link = app.page.getByRole("link", { name: "Talk to us" }).first();
    await expect(link).toHaveAttribute("href", "mailto:hello@example.org");
    await app.activate(link);
    // The results can be told after it: what is said of them waits for the sums.
    const told = (await until(page, "cta")).filter(({ type }) => type === "cta");
    expect(told).toEqual([{ type: "cta", from: ELEMENT, detail: {} }]);
  });

  // What a person can say besides, and when: frame.spec.ts.
  test("answers are handed over after a yes, until it is taken back", async ({ hosts }) => {
    const page = await hosts.open(body(hosts, 'start="new" form="short" answers="ask"'));
    const asked = await appOf(page);
    const { host } = new URL(page.url());
    await expect(asked.page.locator("body"), "who asks is said before anything is answered").toContainText(host);
    await asked.activate(asked.page.getByRole("button", { name: words("frame.agree") }));
    const app = await begin(page);
    await app.answerAll(4);
    await app.follow(`#/a/${app.assessmentId()}/results`);
    const { code } = (await until(page, "complete")).at(-1)!.detail;
    expect(code).toMatch(/^12F-/);

    // It is the code that the app itself would hand over: somebody else can open it.
    const other = new App(await hosts.context.newPage(), hosts.app());
    await other.page.goto(`${hosts.app()}#/r/${code}`);
    await other.ready();
    await expect(other.result(principles[0]!.id)).toHaveAttribute("data-score", "4");
    await other.page.close();

    await app.activate(app.page.getByRole("button", { name: words("frame.take_back") }).first());
    expect((await until(page, "complete", 2)).at(-1)!.detail).not.toHaveProperty("code");
  });
});

test.describe("the page around", () => {
  test("nothing in it moves while the app comes", async ({ hosts }) => {
    const page = await hosts.open(body(hosts), { head: `<style>${ELEMENT} { display: block; min-height: 640px }</style>` });
    await until(page, "ready");
    await appOf(page);
    expect(await page.locator("#after").evaluate((after) => after.getBoundingClientRect().top), "it is in sight").toBeLessThan(800);
    expect(await shifts(page)).toEqual([]);
  });

  test("nothing in it moves when the script comes late, with the room reserved", async ({ hosts }) => {
    const page = await hosts.open(`<h1>Host</h1>${hosts.element()}<p id="after">after</p>`, {
      head: `<style>${ELEMENT} { display: block; min-height: 640px }</style>`,
    });
    await page.evaluate(
      (src) => document.head.append(Object.assign(document.createElement("script"), { src })),
      hosts.script(),
    );
    await until(page, "ready");
    expect(await shifts(page)).toEqual([]);
  });

  test("makes room as soon as somebody uses the app", async ({ hosts }) => {
    const page = await hosts.open(body(hosts, 'start="new"'));
    const app = await begin(page);
    const frame = await frameOf(page);
    const fits = () => frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
    await expect.poll(fits, "nothing is cut off").toBe(true);
    const height = await page.locator(`${ELEMENT} iframe`).evaluate((frame) => frame.getBoundingClientRect().height);
    expect(height).toBeGreaterThan(640);
    await app.answerAll(3);
    await expect.poll(fits).toBe(true);
    expect(hosts.warnings).toEqual([]);
  });

  test("keeps its focus, its place and its history", async ({ hosts }) => {
    const page = await hosts.open(`<input id="mine" autofocus><div style="height: 500px"></div>${body(hosts, 'start="new" form="short"')}`);
    const steps = await page.evaluate(() => history.length);
    await until(page, "ready");
    await expect(page.locator("#mine")).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(0);

    const app = await begin(page);
    for (let step = 0; step < 3; step += 1) {
      await app.answerAll(3);
      const before = await app.heading().textContent();
      await next(app);
      await expect(app.heading()).not.toHaveText(before ?? "");
    }
    expect(await page.evaluate(() => history.length)).toBe(steps);
  });

  test("follows to the next screen when its top is out of sight", async ({ hosts }) => {
    const page = await hosts.open(`<div style="height: 300px"></div>${body(hosts, 'start="new" form="full"')}<div style="height: 2000px"></div>`);
    const app = await begin(page);
    await app.answerAll(3);
    await next(app);
    await expect(app.heading()).toBeFocused();
    const top = () => page.locator(ELEMENT).evaluate((element) => Math.abs(Math.round(element.getBoundingClientRect().top)));
    await expect.poll(top).toBe(0);
  });

  test("with a strict policy has the app in it", async ({ hosts }) => {
    const { origin } = new URL(hosts.app());
    const page = await hosts.open(body(hosts, 'start="new" form="short"'), {
      headers: {
        "content-security-policy":
          `default-src 'none'; script-src ${hosts.script()}; frame-src ${origin}; img-src data:; require-trusted-types-for 'script'`,
      },
    });
    const app = await begin(page);
    await app.answerAll(3);
    await until(page, "progress");
  });

  test("several apps in it are independent", async ({ hosts }) => {
    const page = await hosts.open(
      body(hosts, 'id="one" start="new" form="short" data-role="member"') +
        hosts.element('id="two" eager start="new" form="short" data-role="orchestrator"'),
    );
    const one = await begin(page, "#one");
    const two = await begin(page, "#two");
    await one.answerAll(1);
    await until(page, "progress");
    await two.answerAll(5);
    expect(one.assessmentId()).not.toBe(two.assessmentId());
    const told = await until(page, "progress", 4);
    expect(told.filter(({ type }) => type === "progress").map(({ from, detail }) => `${from} ${detail.answered}`)).toEqual([
      "one 1",
      "one 2",
      "two 1",
      "two 2",
    ]);
  });
});

test.describe("what is kept", () => {
  /** The names of the assessments, or what else stands there: how many can be continued. */
  const kept = async (app: App) => Object.keys(await app.stored()).filter((key) => key.startsWith("twelvefold:a")).length;

  test("is there again in the same page, and nowhere else", async ({ hosts }) => {
    const page = await hosts.open(body(hosts, 'start="new" form="short"'));
    const app = await begin(page);
    const [id] = await app.answerAll(4);
    const here = await kept(app);
    expect(here).toBeGreaterThan(0);
    const assessment = app.assessmentId();

    await page.reload();
    const again = await appOf(page);
    await again.enter();
    await again.follow(`#/a/${assessment}/${principles[0]!.id}`);
    expect(await again.chosen(id!)).toBe("4");

    const other = await hosts.open(body(hosts), { site: "c" });
    expect(await kept(await appOf(other)), "another site's page").toBe(0);
    const alone = new App(await hosts.context.newPage(), hosts.app());
    await alone.open();
    expect(await kept(alone), "a window of its own").toBe(0);
  });

  test("is shared with a window of its own where the app is on a sub-domain of the page's site", async ({ hosts, guard }) => {
    guard.allowOrigin(hosts.at("www.a"));
    guard.allowOrigin(hosts.at("assessment.a"));
    const page = await hosts.open(body(hosts, 'start="new" form="short"', "assessment.a"), { site: "www.a" });
    const app = await begin(page);
    await app.answerAll(4);
    const alone = new App(await hosts.context.newPage(), hosts.app("assessment.a"));
    await alone.open();
    expect(await alone.stored()).toEqual(await app.stored());
  });

  test("is taken along into a window of its own", async ({ hosts }) => {
    const page = await hosts.open(body(hosts, 'start="new" form="short"'));
    const app = await begin(page);
    const [id] = await app.answerAll(4);
    const link = app.page.locator("[data-action=full-window]").first();
    await expect(link).toHaveAttribute("href", /#\/continue\/.+/);
    const [popup] = await Promise.all([hosts.context.waitForEvent("page"), app.activate(link)]);
    const alone = new App(popup, hosts.app());
    await alone.ready();
    expect(new URL(popup.url()).searchParams.has("embed")).toBe(false);
    await popup.getByRole("button", { name: words("carry.keep") }).click();
    await popup.waitForURL(/#\/a\/[^/]+\/.+/);
    await alone.follow(`#/a/${alone.assessmentId()}/${principles[0]!.id}`);
    expect(await alone.chosen(id!)).toBe("4");
  });
});

test.describe("in a sandbox that allows scripts and nothing else", () => {
  test.use({ serverHeaders: { "access-control-allow-origin": "*" } });

  test("the element works, says what does not, and shows a way out", async ({ hosts, guard }) => {
    guard.expect(/sandbox|allow-popups/);
    const page = await hosts.open(body(hosts, 'start="new" form="short" sandbox="allow-scripts"'));
    const app = await begin(page);
    const [id] = await app.answerAll(4);
    const told = await until(page, "progress", 2);
    expect(told.filter(({ type }) => type === "error").map(({ detail }) => detail.reason)).toEqual(["storage-blocked"]);
    await expect(app.page.getByText(words("frame.memory"))).toBeVisible();
    const href = await app.page.locator("[data-action=full-window]").first().getAttribute("href");
    const alone = new App(await hosts.context.newPage(), hosts.app());
    await alone.page.goto(href!);
    await alone.ready();
    await alone.page.getByRole("button", { name: words("carry.keep") }).click();
    await alone.page.waitForURL(/#\/a\/[^/]+\/.+/);
    await alone.follow(`#/a/${alone.assessmentId()}/${principles[0]!.id}`);
    expect(await alone.chosen(id!)).toBe("4");
  });

  test("a plain frame, as WordPress makes one, goes from start to results", async ({ hosts }) => {
    const page = await hosts.open(
      `<iframe sandbox="allow-scripts" security="restricted" width="600" height="700" title="x" src="${hosts.app()}?form=short&start=new"></iframe>`,
    );
    const app = await begin(page, "body");
    await answerEverywhere(app, 3);
    await results(app);
    expect(await app.overallScore()).toBe(3);
    await expect(app.chart("radar")).toBeVisible();
    expect(await page.evaluate(() => (window as any).seen.messages), "nobody listens, so nothing is said").toBe(0);
  });
});

test.describe("a sandbox whose app does not let strangers read it", () => {
  // A clock stays in its context.
  test.use({ shared: false });

  test("ends in the link", async ({ hosts, guard }) => {
    guard.expect(/CORS policy|net::ERR_FAILED|Failed to load/);
    hosts.put("/page", body(hosts, 'sandbox="allow-scripts"'));
    const page = await hosts.context.newPage();
    await page.clock.install();
    await page.goto(hosts.at("a", "/page"));
    await frameOf(page);
    await page.screenshot();
    await page.clock.fastForward(21_000);
    await expect(page.getByRole("link", { name: "Twelvefold" })).toBeVisible();
    expect((await until(page, "error")).map(({ detail }) => detail.reason)).toEqual(["load-failed"]);
  });
});

test.describe("the gallery", () => {
  test.use({ serverHeaders: { "access-control-allow-origin": "*" } });

  for (const name of ["index", "light", "dark", "busy", "sandboxed"]) {
    test(`${name} has the app in it, small and large`, async ({ hosts, guard }) => {
      // Said by the browser of a frame in a sandbox, and meant so.
      if (name === "sandboxed") guard.expect(/sandbox/);
      const page = await hosts.context.newPage();
      await page.setViewportSize({ width: 360, height: 800 });
      await page.goto(hosts.example(`${name}.html`));
      const frames = await page.locator("iframe").all();
      expect(frames.length).toBeGreaterThan(0);
      for (const frame of frames) {
        await frame.scrollIntoViewIfNeeded();
        await frame.contentFrame().locator("html[data-ready]").waitFor({ state: "attached" });
      }
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        await expect.poll(over, `nothing sticks out at ${width} px`).toBeLessThanOrEqual(0);
        await axe(page, { disable: ["frame-tested"] });
      }
      expect(hosts.warnings).toEqual([]);
    });
  }
});
