// The app as a part of another page: options, messages, consent, height, focus and history, and what is left where the
// browser gives the frame no storage. The page around is one of the test's own, without any script of ours.

import type { FrameLocator, Locator, Page } from "@playwright/test";
import { App } from "./app";
import { assessment, keyOf, PROFILE, stored } from "./documents";
import { axe, expect, type Guard, test } from "./fixtures";
import { asked, content, pattern, principles, words } from "./model.mjs";
import { startServer } from "./server.mjs";

const EMBED = "frame-1";
const first = principles[0]!;
const [one] = asked(first, { ...PROFILE, form: "short" }) as [string];

interface Message {
  twelvefold: number;
  embed: string;
  type: string;
  [field: string]: unknown;
}

interface Around {
  /** Options of the frame. */
  query?: Record<string, string>;
  hash?: string;
  /** Whether the frame gets a name and is told to whom to send messages. */
  told?: boolean;
  sandbox?: string;
  /** What else the frame is allowed. */
  allow?: string;
  /** Whether the page around makes the frame as high as it asks for. */
  grows?: boolean;
  width?: string;
  /** What stands before the frame. */
  before?: string;
  style?: string;
}

/** A page around the app, on an origin of its own. */
class HostPage {
  private constructor(
    readonly page: Page,
    readonly app: Awaited<ReturnType<typeof startServer>>,
    readonly server: Awaited<ReturnType<typeof startServer>>,
    readonly frame: FrameLocator,
    readonly url: string,
  ) {}

  static async open(page: Page, guard: Guard, around: Around = {}): Promise<HostPage> {
    const app = await startServer({ headers: { "access-control-allow-origin": "*" } });
    const server = await startServer({
      respond: (request, response) => {
        if (!request.url?.startsWith("/host")) return false;
        response.writeHead(200, { "content-type": "text/html; charset=utf-8" }).end(html);
        return true;
      },
    });
    guard.allowOrigin(app.url);
    guard.allowOrigin(server.url);
    const { query = {}, hash = "", told = true, sandbox, allow = "", grows = false, width = "100%", before = "", style = "" } = around;
    const origin = new URL(server.url).origin;
    const options = new URLSearchParams({ ...query, ...(told ? { embed: EMBED, host: origin } : {}) });
    const src = `${app.url}${options.size > 0 ? `?${options}` : ""}${hash}`;
    const html = `<!doctype html><html lang="en"><title>host</title><link rel="icon" href="data:,">
<style>body { margin: 0 } iframe { border: 0; width: ${width}; height: 700px } ${style}</style>
<script>
  messages = [];
  addEventListener("message", (event) => {
    if (event.source !== document.querySelector("iframe").contentWindow) return;
    messages.push({ ...event.data, from: event.origin });
    if (${grows} && event.data.type === "height") document.querySelector("iframe").style.height = event.data.height + "px";
  });
</script>
${before}<iframe title="app" ${sandbox === undefined ? "" : `sandbox="${sandbox}"`} allow="${allow}" src="${src.replaceAll("&", "&amp;")}"></iframe>`;
    const host = new HostPage(page, app, server, page.frameLocator("iframe"), new URL("/host", server.url).href);
    await page.goto(host.url);
    await expect(host.frame.locator("html[data-ready]")).toBeAttached();
    return host;
  }

  async stop(): Promise<void> {
    await this.page.goto("about:blank");
    await this.server.stop();
    await this.app.stop();
  }

  async messages(type?: string): Promise<Message[]> {
    const all: Message[] = await this.page.evaluate("messages");
    return all.filter((message) => type === undefined || message.type === type);
  }

  /** Waits for the next message of a type after as many as there were, and gives all of them. */
  async told(type: string, least = 1): Promise<Message[]> {
    await expect.poll(async () => (await this.messages(type)).length, { message: type }).toBeGreaterThanOrEqual(least);
    return this.messages(type);
  }

  async answer(value: number | string, practice = one): Promise<void> {
    await this.frame.locator(`fieldset[data-practice="${practice}"] label:has(input[value="${value}"])`).click();
  }

  async answerAll(value: number): Promise<void> {
    for (const practice of await this.frame.locator("fieldset[data-practice]").all()) {
      await practice.locator(`label:has(input[value="${value}"])`).click();
    }
  }

  tab(key: string): Locator {
    return this.frame.locator(".tabs").getByRole("link", { name: words(key), exact: true });
  }

  button(key: string): Locator {
    return this.frame.getByRole("button", { name: words(key), exact: true });
  }

  /** Sends something to the frame. */
  async post(data: unknown): Promise<void> {
    await this.page.evaluate(
      ([data, origin]) => document.querySelector("iframe")!.contentWindow!.postMessage(data, origin as string),
      [data, new URL(this.app.url).origin] as const,
    );
  }

  root(): Locator {
    return this.page.locator("iframe[title=app]").contentFrame().locator("html");
  }
}

const QUESTIONS = { start: "questions", role: "orchestrator", form: "short" };

// ------------------------------------------------------------- the guest -----

test("without a name and an origin the frame tells nobody anything", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { told: false, query: { form: "short" } });
  await expect(host.frame.locator(".masthead")).toHaveCount(0);
  await expect(host.frame.getByRole("contentinfo")).toContainText(words("app.private"));
  await expect(host.root()).toHaveAttribute("data-embedded", "scrolls");
  await host.frame.getByRole("link", { name: words("welcome.start"), exact: true }).click();
  await expect(host.frame.locator("input[name=form][value=short]")).toBeChecked();
  await host.frame.locator("input[name=role][value=member]").check({ force: true });
  await host.frame.locator("button[type=submit]").click();
  await host.answer(4);
  await host.tab("app.tab_results").click();
  await expect(host.frame.locator(`tr[data-principle="${first.id}"]`).first()).toBeVisible();
  expect(await host.messages()).toEqual([]);
  await expect(host.frame.getByRole("alert").locator("*")).toHaveCount(0);
  // Saved in the partition of the page around, and there again.
  await page.reload();
  await expect(host.frame.getByRole("heading", { name: words("welcome.saved_title"), exact: true })).toBeVisible();
  await host.stop();
});

/** Waits until whatever the app does with its second copy is done: of one database one transaction comes after the other. */
async function settled(host: HostPage): Promise<void> {
  await host.root().evaluate(async () => {
    for (let times = 0; times < 3; times += 1) {
      await new Promise((turn) => setTimeout(turn));
      await new Promise((done, failed) => {
        const opened = indexedDB.open("twelvefold");
        opened.onerror = () => failed(opened.error);
        opened.onsuccess = () => {
          const transaction = opened.result.transaction("ring", "readwrite");
          transaction.oncomplete = done;
          transaction.objectStore("ring").count();
        };
      });
    }
  });
}

test("what is to be answered stays there however long nobody answers", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: QUESTIONS });
  await host.told("ready");
  // With the second copy the app begins to look after what was lost, whenever the person returns.
  await expect.poll(() => host.root().evaluate(async () => (await indexedDB.databases()).length)).toBe(1);
  await settled(host);
  await host.root().evaluate(() => window.dispatchEvent(new Event("focus")));
  await settled(host);
  await host.answer(4);
  await expect(host.frame.locator(`fieldset[data-practice="${one}"] input[value="4"]`)).toBeChecked();
  await expect(host.frame.locator(".message")).toHaveCount(0);
  await host.stop();
});

test("what is to be answered is there again when the page is loaded anew before the first answer", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: QUESTIONS });
  await host.told("ready");
  const before = await host.root().evaluate(() => location.hash);
  expect(before).toMatch(/^#\/a\//);
  await host.root().evaluate(() => {
    delete document.documentElement.dataset.ready;
    location.reload();
  });
  await expect(host.frame.locator("html[data-ready]")).toBeAttached();
  await host.answer(4);
  await expect(host.frame.locator(`fieldset[data-practice="${one}"] input[value="4"]`)).toBeChecked();
  const hash = await host.root().evaluate(() => location.hash);
  expect(hash).toMatch(/^#\/a\//);
  await host.stop();
});

test("tells what happens, in order and with the numbers of the screen", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: QUESTIONS });
  const { model } = content;
  const [ready] = await host.told("ready");
  expect(ready).toMatchObject({ twelvefold: 1, embed: EMBED, model: model.id, version: model.version, language: "en" });
  expect(ready!.from).toBe(new URL(host.app.url).origin);
  expect((await host.messages())[0]!.type).toBe("ready");
  await expect(host.frame.getByRole("contentinfo")).toContainText(new URL(host.server.url).host);

  for (const value of [4, 3, 5, 2, 3, 4, 2, 3]) {
    await host.answerAll(value);
    await host.frame.locator(".turn a").last().click();
    await expect(host.frame.locator("main h1")).toBeFocused();
  }
  const progress = await host.told("progress", 16);
  expect(progress.map((message) => message.answered)).toEqual(Array.from({ length: 16 }, (_, i) => i + 1));
  expect(new Set(progress.map((message) => message.total)).size).toBe(1);
  expect(await host.messages("complete")).toEqual([]);

  await host.tab("app.tab_results").click();
  const [complete] = await host.told("complete");
  const headline = host.frame.locator("[data-overall-score]").first();
  expect(complete!.overall).toBe(Number(await headline.getAttribute("data-overall-score")));
  expect(complete!.held).toBe(Number(await headline.getAttribute("data-overall-held")));
  expect(complete).toMatchObject({ model: model.id, version: model.version, answered: 16 });
  const told = complete!.principles as Record<string, { score: number | null; held: number | null }>;
  expect(Object.keys(told)).toEqual(principles.map((principle) => principle.id));
  for (const principle of principles) {
    const row = host.frame.locator(`tr[data-principle="${principle.id}"]`).first();
    const number = async (name: string) => {
      const value = await row.getAttribute(name);
      return value === null ? null : Number(value);
    };
    expect(told[principle.id]).toEqual({ score: await number("data-score"), held: await number("data-held") });
  }
  expect(complete).not.toHaveProperty("code");
  // Every message has the same mark, and none says more than it should.
  for (const message of await host.messages()) {
    expect(message).toMatchObject({ twelvefold: 1, embed: EMBED });
    expect(JSON.stringify(message)).not.toContain("12F-");
  }
  await host.stop();
});

test.describe("with a clock", () => {
  // It stays in its context.
  test.use({ shared: false });

  test("what was answered at another time is nobody's business", async ({ page, guard }) => {
    await page.clock.install();
    const host = await HostPage.open(page, guard, { query: QUESTIONS });
    await host.answer(4);
    await host.tab("app.tab_results").click();
    await host.told("complete");
    await page.reload();
    await expect(host.frame.locator("html[data-ready]")).toBeAttached();
    await host.tab("app.tab_results").click();
    await expect(host.frame.locator(`tr[data-principle="${first.id}"]`).first()).toBeVisible();
    await page.clock.runFor(5_000);
    expect(await host.messages("complete")).toEqual([]);
    expect(await host.messages("progress")).toEqual([]);
    await host.tab("app.tab_answers").click();
    await host.frame.locator(`a[href$="/${first.id}"]`).first().click();
    await host.answer(2);
    await host.tab("app.tab_results").click();
    await page.clock.runFor(5_000);
    await host.told("complete");
    await host.stop();
  });
});

// --------------------------------------------------------------- options -----

test("the look follows the options, and nothing of it is stored", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, {
    query: { theme: "dark", accent: "#7a1f5c", radius: "17", ground: "transparent", "heading-level": "3" },
  });
  const root = host.root();
  await expect(root).toHaveAttribute("data-theme", "dark");
  await expect(root).toHaveCSS("--radius", "17px");
  await expect(root).toHaveCSS("background-color", "rgba(0, 0, 0, 0)");
  await expect(host.frame.getByRole("heading", { name: content.text.model.question })).toHaveAttribute("aria-level", "3");
  await expect(host.frame.locator("h2").first()).toHaveAttribute("aria-level", "4");
  await expect(host.frame.locator("#app :is(h1:not([aria-level='3']), h2:not([aria-level='4']))")).toHaveCount(0);
  const start = host.frame.getByRole("link", { name: words("welcome.start"), exact: true });
  const painted = await start.evaluate((link) => getComputedStyle(link).backgroundColor);
  const plain = await HostPage.open(await page.context().newPage(), guard, { query: { theme: "dark" } });
  const usual = plain.frame.getByRole("link", { name: words("welcome.start"), exact: true });
  expect(painted).not.toBe(await usual.evaluate((link) => getComputedStyle(link).backgroundColor));
  await plain.stop();
  await host.post({ twelvefold: 1, embed: EMBED, type: "theme", theme: "light" });
  await expect(root).toHaveAttribute("data-theme", "light");
  const settings = await root.evaluate(() => localStorage.getItem("twelvefold:settings"));
  expect(settings).toBeNull();
  await host.stop();
});

test("the profile is preset, and nothing is stored before the first answer", async ({ page, guard }) => {
  const preset = { role: "member", scale: "large", stage: "engagement", form: "full" };
  const host = await HostPage.open(page, guard, { query: { start: "new", ...preset } });
  for (const [name, value] of Object.entries(preset)) {
    await expect(host.frame.locator(`input[name=${name}][value=${value}]`)).toBeChecked();
  }
  await host.stop();

  const begun = await HostPage.open(page, guard, { query: { start: "questions", ...preset } });
  await expect(begun.frame.locator("fieldset[data-practice]").first()).toBeVisible();
  const keys = () => begun.root().evaluate(() => Object.keys(localStorage));
  expect((await keys()).filter((key) => key.startsWith("twelvefold:a:"))).toEqual([]);
  await begun.answerAll(3);
  expect((await keys()).filter((key) => key.startsWith("twelvefold:a:"))).toHaveLength(1);
  // The next visit goes on with it.
  await page.reload();
  await expect(begun.frame.locator("fieldset[data-practice]").first()).toBeVisible();
  await expect(begun.frame.locator(".progress-words")).not.toContainText(/^0/);
  expect((await keys()).filter((key) => key.startsWith("twelvefold:a:"))).toHaveLength(1);
  await begun.stop();
});

test("wrong options are named once each and ignored", async ({ page, guard }) => {
  const warnings: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "warning") warnings.push(message.text());
  });
  const host = await HostPage.open(page, guard, {
    query: {
      theme: "pink",
      accent: "#808080",
      radius: "99",
      "heading-level": "0",
      form: "short",
      role: "king",
      model: "javascript:alert(1)//.json",
      cta: "Go",
      "cta-href": "javascript:alert(1)",
      ground: "url(javascript:alert(1))",
      start: "javascript:alert(1)",
      answers: "take",
      colour: "red",
    },
  });
  const wrong = ["theme", "accent", "radius", "heading-level", "role", "model", "cta-href", "ground", "start", "answers", "colour"];
  expect(warnings.map((warning) => /^option "([^"]+)" is ignored: /.exec(warning)?.[1]).sort()).toEqual(wrong.sort());
  const [error] = await host.told("error");
  expect(error!.reason).toBe("option-refused");
  await expect(host.frame.locator("a[href^='javascript' i]")).toHaveCount(0);
  // What was right counts.
  await host.frame.getByRole("link", { name: words("welcome.start"), exact: true }).click();
  await expect(host.frame.locator("input[name=form][value=short]")).toBeChecked();
  await host.stop();
});

test("a link with options works without a frame, and puts no button on the site", async ({ app, page }) => {
  await app.open("#/", "?theme=dark&form=short&cta=Buy&cta-href=https%3A%2F%2Fexample.org&answers=ask&embed=a&host=https%3A%2F%2Fexample.org");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.locator(".masthead")).toBeVisible();
  await expect(page.getByRole("link", { name: "Buy" })).toHaveCount(0);
  await expect(page.locator(".consent")).toHaveCount(0);
  // Whoever chooses a theme has it.
  await page.locator(".theme select").selectOption("light");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "light");
});

// --------------------------------------------------------------- consent -----

const consent = (host: HostPage, what: "agree" | "decline") => host.frame.locator(`[data-consent="${what}"]`);

test("answers are handed over only after the person has agreed, and until it is taken back", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: { ...QUESTIONS, answers: "ask" } });
  const name = new URL(host.server.url).origin;
  await expect(host.frame.getByRole("heading", { name: pattern("frame.ask_title", { host: name }) })).toBeVisible();
  await expect(host.frame.locator(".consent")).toContainText(name);
  // Nothing said is a no, and everything works.
  await host.answer(4);
  await host.tab("app.tab_results").click();
  const [silent] = await host.told("complete");
  expect(silent).not.toHaveProperty("code");

  await consent(host, "agree").click();
  const agreed = (await host.told("complete", 2))[1]!;
  const shown = host.frame.locator("code[data-response-code]").first();
  expect(agreed.code).toBe(await shown.getAttribute("data-response-code"));
  await expect(host.frame.getByRole("contentinfo")).toContainText(pattern("frame.private_handed", { host: name }));

  await consent(host, "decline").click();
  const back = (await host.told("complete", 3))[2]!;
  expect(back).not.toHaveProperty("code");
  await expect(host.frame.locator(".consent")).toContainText(pattern("frame.kept", { host: name }));

  // Another assessment is another question.
  await host.frame.getByRole("contentinfo").getByRole("link", { name: words("app.home"), exact: true }).click();
  await expect(host.frame.locator("#consent-title")).toBeVisible();
  await consent(host, "agree").click();
  await host.frame.getByRole("link", { name: words("welcome.start_another"), exact: true }).click();
  await host.frame.locator("input[name=role][value=member]").check({ force: true });
  await host.frame.locator("button[type=submit]").click();
  await expect(host.frame.locator(".consent[data-said=yes]")).toBeVisible();
  await host.answerAll(2);
  await host.tab("app.tab_results").click();
  const second = (await host.told("complete", 4))[3]!;
  expect(second.code).toMatch(/^12F-/);
  expect(second.code).not.toBe(agreed.code);
  await host.stop();
});

test("a consent does not outlast the page", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: { ...QUESTIONS, answers: "ask" } });
  await consent(host, "agree").click();
  await host.answer(4);
  await page.reload();
  await expect(host.frame.locator("#consent-title")).toBeVisible();
  await host.answer(3);
  await host.tab("app.tab_results").click();
  const [complete] = await host.told("complete");
  expect(complete).not.toHaveProperty("code");
  await host.stop();
});

// ------------------------------------------- height, focus and history -----

test("the frame becomes as high as what is in it, in every window", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: QUESTIONS, grows: true });
  const fits = async () => {
    const [wide, high, inside] = await host.root().evaluate((root) => [
      root.scrollWidth - root.clientWidth,
      root.scrollHeight,
      innerHeight,
    ] as const);
    return { wide, rest: high - inside };
  };
  const widths = [320, 700, 1280];
  const fitsEverywhere = async () => {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 800 });
      await expect.poll(fits, `${width} px`).toEqual({ wide: 0, rest: 0 });
    }
  };
  await fitsEverywhere();
  await host.answer(3);
  await host.tab("app.tab_results").click();
  await expect(host.frame.locator(`tr[data-principle="${first.id}"]`).first()).toBeVisible();
  await fitsEverywhere();
  const long = (await host.messages("height")).at(-1)!.height as number;
  await host.tab("app.tab_plan").click();
  await fitsEverywhere();
  // And shorter again.
  await host.frame.getByRole("contentinfo").getByRole("link", { name: words("app.home"), exact: true }).click();
  await expect(host.frame.getByRole("heading", { name: words("welcome.saved_title"), exact: true })).toBeVisible();
  await expect.poll(async () => (await host.messages("height")).at(-1)!.height).toBeLessThan(long / 2);
  await fitsEverywhere();
  // No growing back and forth: never more than a few heights for each screen, and never the same twice in a row.
  const heights = (await host.messages("height")).map((message) => message.height as number);
  expect(heights.length).toBeLessThan(25 * widths.length);
  for (const [i, height] of heights.entries()) {
    expect(Number.isInteger(height)).toBe(true);
    expect(height).not.toBe(heights[i - 1]);
  }
  await host.stop();
});

test("a message is where the person looks, in a frame that is higher than the window", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: QUESTIONS, grows: true, allow: "clipboard-write" });
  await host.answer(3);
  await host.tab("app.tab_results").click();
  const copy = host.button("share.copy_code");
  await copy.scrollIntoViewIfNeeded();
  await copy.click();
  await expect(host.frame.locator(".message")).toBeInViewport();
  await host.button("share.large").click();
  await expect(host.frame.locator("dialog[open] button")).toBeInViewport({ ratio: 1 });
  await expect(host.frame.locator("dialog[open] svg")).toBeInViewport({ ratio: 1 });
  await host.stop();
});

test("asks for its top when another screen comes, and not when it opens", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: QUESTIONS });
  await host.told("height");
  expect(await host.messages("scroll")).toEqual([]);
  await host.frame.locator(".turn a").last().click();
  expect(await host.told("scroll")).toMatchObject([{ top: 0 }]);
  await host.stop();
});

test("neither focus nor place of the page around are touched", async ({ page, guard }) => {
  const before = '<input id="field" autofocus><div style="height: 1500px"></div>';
  for (const query of [QUESTIONS, { start: "new" }, {}] as Record<string, string>[]) {
    const host = await HostPage.open(page, guard, { query, before, grows: true });
    await host.told("height");
    await expect(page.locator("#field")).toBeFocused();
    expect(await page.evaluate("scrollY")).toBe(0);
    await host.stop();
  }
  // Also not by an address that leads on to another one.
  const host = await HostPage.open(page, guard, { query: QUESTIONS, before });
  await host.answer(3);
  const hash = await host.root().evaluate(() => location.hash.split("/").slice(0, 3).join("/"));
  await page.locator("iframe").evaluate((frame: HTMLIFrameElement, hash) => (frame.src = frame.src + hash), hash);
  await page.reload();
  await expect(host.frame.locator("fieldset[data-practice]").first()).toBeVisible();
  await expect(page.locator("#field")).toBeFocused();
  expect(await page.evaluate("scrollY")).toBe(0);
  await host.stop();
});

test("the history of the page around does not grow", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: { form: "short" } });
  const length = await page.evaluate("history.length");
  await host.frame.getByRole("link", { name: words("welcome.start"), exact: true }).click();
  await host.frame.locator("input[name=role][value=member]").check({ force: true });
  await host.frame.locator("button[type=submit]").click();
  await host.answer(4);
  await host.frame.locator(".turn a").last().click();
  for (const key of ["app.tab_results", "app.tab_plan", "app.tab_competencies", "app.tab_answers"]) {
    await host.tab(key).click();
    await expect(host.tab(key)).toHaveAttribute("aria-current", "page");
  }
  expect(await page.evaluate("history.length")).toBe(length);
  await host.stop();
});

// ------------------------------------------------------ bad messages -----

test("only the page around is heard, and only what is to the letter ours", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: { theme: "dark" } });
  const right = { twelvefold: 1, embed: EMBED, type: "theme", theme: "light" };
  const wrong: unknown[] = [
    { ...right, twelvefold: 2 },
    { ...right, twelvefold: "1" },
    { ...right, embed: "frame-2" },
    { ...right, embed: [EMBED] },
    { ...right, type: "navigate", href: "https://example.org" },
    { ...right, type: "ready" },
    { ...right, theme: "pink" },
    { ...right, theme: { id: "light" } },
    { ...right, more: "x".repeat(5_000_000) },
    [right],
    JSON.stringify(right),
    null,
    42,
    "twelvefold",
    {},
  ];
  for (const message of wrong) await host.post(message);
  // From within, and from a frame beside: the right words from the wrong mouth.
  await host.root().evaluate((_, right) => window.postMessage(right, "*"), right);
  await page.evaluate((right) => {
    const other = document.createElement("iframe");
    other.srcdoc = `<script>parent.frames[0].postMessage(${JSON.stringify(right)}, "*")</script>`;
    other.title = "another";
    const loaded = new Promise((done) => (other.onload = done));
    document.body.append(other);
    return loaded;
  }, right);
  // All of them have come when this has; it says so itself.
  await page.locator("iframe[title=app]").contentFrame().locator("html").evaluate(() => new Promise((done) => setTimeout(done)));
  await expect(host.root()).toHaveAttribute("data-theme", "dark");
  await host.post(right);
  await expect(host.root()).toHaveAttribute("data-theme", "light");
  await host.stop();
});

test("a flood of messages does not keep the app from working", async ({ page, guard }) => {
  const host = await HostPage.open(page, guard, { query: QUESTIONS });
  await page.evaluate(
    ([embed, origin]) => {
      const frame = document.querySelector("iframe")!.contentWindow!;
      for (let i = 0; i < 20_000; i += 1) {
        frame.postMessage({ twelvefold: 1, embed, type: "theme", theme: i % 2 ? "dark" : "light" }, origin!);
      }
    },
    [EMBED, new URL(host.app.url).origin],
  );
  await host.answer(4);
  await host.told("progress");
  await host.tab("app.tab_results").click();
  await host.told("complete");
  await host.stop();
});

// --------------------------------------------- nothing can be stored -----

const SANDBOX = "allow-scripts";

test("without storage it works from memory, says so once and carries the answers away", async ({ page, guard }) => {
  // The browser says in the console what a sandbox forbids.
  guard.expect(/sandbox|permissions policy/i);
  const host = await HostPage.open(page, guard, { query: { ...QUESTIONS, lang: "en" }, sandbox: SANDBOX });
  const [error] = await host.told("error");
  expect(error!.reason).toBe("storage-blocked");
  expect(error!.from).toBe("null");
  await host.answerAll(4);
  await expect(host.frame.locator(".memory")).toContainText(words("frame.memory"));
  await expect(host.frame.getByRole("alert").locator("*")).toHaveCount(0);
  expect(await host.messages("error")).toHaveLength(1);
  await host.tab("app.tab_results").click();
  await host.told("complete");

  const link = host.frame.locator(".memory [data-action=full-window]");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", "noopener");
  await expect(link).toHaveAttribute("href", /\?lang=en#\/continue\/12F-/);
  const href = (await link.getAttribute("href"))!;

  // Where even copying is forbidden, the link is there to be copied by hand.
  await host.button("frame.copy").click();
  await expect(host.frame.locator("#full-window-link")).toHaveValue(href);
  await host.stop();

  const server = await startServer({ port: Number(new URL(href).port) });
  const full = new App(await page.context().newPage(), server.url);
  await full.page.goto(href);
  await full.ready();
  await expect(full.page.getByRole("heading", { name: words("carry.title"), exact: true })).toBeVisible();
  expect(await full.stored(), "looking stores nothing").toEqual({});
  await full.page.getByRole("button", { name: words("carry.keep"), exact: true }).click();
  await full.entered();
  const kept = Object.keys(await full.stored()).filter((key) => key.startsWith("twelvefold:a:"));
  expect(kept).toHaveLength(1);
  await full.follow(`#/a/${full.assessmentId()}/${first.id}`);
  expect(await full.chosen(one)).toBe("4");

  // The same link again makes no second copy.
  await full.page.goto("about:blank");
  await full.page.goto(href);
  await full.ready();
  await expect(full.page.getByRole("button", { name: words("carry.keep"), exact: true })).toHaveCount(0);
  await full.page.getByRole("link", { name: words("carry.open"), exact: true }).click();
  await full.entered();
  expect(Object.keys(await full.stored()).filter((key) => key.startsWith("twelvefold:a:"))).toEqual(kept);
  await server.stop();
});

test("a damaged link into a full window says what is wrong and stores nothing", async ({ app, page }) => {
  for (const code of ["12F-ABC", "nothing", "%3Cscript%3E"]) {
    await page.goto("about:blank");
    await app.open(`#/continue/${code}`);
    await expect(page.locator("[data-code-error]")).toBeVisible();
    expect(await app.stored()).toEqual({});
  }
});

test("a window that may be opened from the sandbox goes on with the answers", async ({ page, guard }) => {
  guard.expect(/sandbox|permissions policy/i);
  const host = await HostPage.open(page, guard, {
    query: QUESTIONS,
    sandbox: "allow-scripts allow-popups allow-popups-to-escape-sandbox",
  });
  await host.answer(5);
  const [popup] = await Promise.all([
    page.waitForEvent("popup"),
    host.frame.locator(".memory [data-action=full-window]").click(),
  ]);
  await expect(popup.getByRole("button", { name: words("carry.keep"), exact: true })).toBeVisible();
  expect(await popup.evaluate("opener")).toBeNull();
  await host.stop();
});

test("what cannot be downloaded or printed in a sandbox is offered as text, or the reason is said", async ({ page, guard }) => {
  guard.expect(/sandbox|permissions policy|modal/i);
  const host = await HostPage.open(page, guard, { query: QUESTIONS, sandbox: SANDBOX });
  const status = host.frame.getByRole("status").last();
  await host.answerAll(4);
  await host.tab("app.tab_results").click();
  for (const key of ["export.markdown_download", "export.csv_download", "export.json_download"]) {
    await host.button(key).click();
    await expect(host.frame.getByRole("textbox", { name: words("export.field_label") })).not.toHaveValue("");
  }
  await host.button("results.print").click();
  await expect(status).toContainText(words("app.print_unavailable"));
  await host.button("share.copy_code").click();
  await expect(host.frame.locator("#code-refused")).toHaveValue(/^12F-/);
  await host.button("share.print").click();
  await expect(status).toContainText(words("app.print_unavailable"));
  await host.stop();
});

// ----------------------------------------------------------- for all -----

test("embedded screens are usable by everybody", async ({ page, guard }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.setViewportSize({ width: 320, height: 800 });
  const host = await HostPage.open(page, guard, { query: { answers: "ask", form: "short", "heading-level": "2" } });
  const check = (screen: string) =>
    test.step(screen, async () => {
      const frame = page.frames().find((frame) => frame.parentFrame() !== null)! as unknown as Page;
      await page.emulateMedia({ colorScheme: "light" });
      // The first heading is a part of the page around, as it has asked for.
      await axe(frame, { disable: ["page-has-heading-one"] });
      await page.emulateMedia({ colorScheme: "dark" });
      await axe(frame, { only: ["color-contrast"] });
      expect(await host.root().evaluate((root) => root.scrollWidth - root.clientWidth), screen).toBe(0);
    });
  await check("welcome");
  await host.frame.getByRole("link", { name: words("welcome.start"), exact: true }).click();
  await check("profile");
  await host.frame.locator("input[name=role][value=member]").check({ force: true });
  await host.frame.locator("button[type=submit]").click();
  await consent(host, "decline").click();
  await host.answerAll(3);
  await check("answers");
  await host.tab("app.tab_results").click();
  await expect(host.frame.locator(`tr[data-principle="${first.id}"]`).first()).toBeVisible();
  await check("results");
  await host.tab("app.tab_plan").click();
  await check("plan");
  await host.stop();
});
