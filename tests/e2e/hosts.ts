// Pages of other people with the app in them, on sites that are really different: every `*.localhost` is one of its own and
// counts as secure. Playwright's own browser does not keep the storage of embedded sites apart, so this one is started by
// hand, as a person would start it.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, expect, type Browser, type BrowserContext, type Frame, type Locator, type Page } from "@playwright/test";
import { App, type AnswerValue } from "./app";
import { SharedContext, test as base } from "./fixtures";
import { BASE, startServer } from "./server.mjs";

export { expect };

/** A page of a test: what is in it and which headers its host sends. */
interface HostPage {
  html: string;
  headers?: Record<string, string>;
}

export interface Told {
  type: string;
  detail: any;
  /** The id of the element, or its tag. */
  from: string;
}

/** What every page of a host does first: remembers events, messages, shifts and listeners. The tests look at `seen`. */
function remember(): void {
  // A new window runs this twice: for the empty page that it begins with, too.
  if ("seen" in window) return;
  const seen = { events: [] as Told[], messages: 0, shifts: [] as unknown[], listeners: 0, warnings: [] as string[] };
  Object.defineProperty(window, "seen", { value: seen, enumerable: false });
  // Frames of the page run this too; only the page is asked. Of the listeners only those count that are elements: the tools
  // of the tests have some of their own.
  const { addEventListener: add, removeEventListener: remove } = window;
  add.call(window, "message", () => {
    seen.messages += 1;
  });
  window.addEventListener = (...all: any[]) => {
    if (all[1] instanceof Element) seen.listeners += 1;
    return (add as any).apply(window, all);
  };
  window.removeEventListener = (...all: any[]) => {
    if (all[1] instanceof Element) seen.listeners -= 1;
    return (remove as any).apply(window, all);
  };
  for (const type of ["ready", "progress", "complete", "cta", "error"]) {
    document.addEventListener(`twelvefold:${type}`, (event) => {
      const { id, localName } = event.target as HTMLElement;
      seen.events.push({ type, detail: (event as CustomEvent).detail, from: id || localName });
    });
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as any[]) {
      seen.shifts.push(`${entry.value}: ${entry.sources.map(({ node }: any) => node?.nodeName ?? "?").join(", ")}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
}

/** A site whose pages the tests write themselves, with the real app and an empty stand-in for it beside them. */
export class Hosts {
  readonly warnings: string[] = [];

  private static started = 0;
  private readonly number = (Hosts.started += 1);

  private constructor(
    private readonly server: Awaited<ReturnType<typeof startServer>>,
    private readonly pages: Map<string, HostPage>,
    readonly context: BrowserContext,
  ) {}

  static async start(context: BrowserContext, headers: Record<string, string>): Promise<Hosts> {
    const pages = new Map<string, HostPage>();
    const server = await startServer({
      headers,
      also: ["examples"],
      respond(request, response) {
        const { pathname } = new URL(request.url ?? "/", "http://localhost");
        const page = pages.get(pathname);
        if (!page) return false;
        response.writeHead(200, { "content-type": "text/html; charset=utf-8", "cache-control": "no-store", ...page.headers }).end(page.html);
        return true;
      },
    });
    pages.set("/fake/", { html: '<!doctype html><title>stand-in</title><link rel="icon" href="data:,"><input>' });
    const hosts = new Hosts(server, pages, context);
    context.on("console", (message) => {
      if (message.type() === "warning") hosts.warnings.push(message.text());
    });
    return hosts;
  }

  async stop(): Promise<void> {
    await this.server.stop();
  }

  /**
   * An address on a site of its own. That of the app is `b`, for all tests of a worker; the others are new for each test, so
   * that what the app stores below them is found by no other.
   */
  at(site: string, path = "/"): string {
    const name = site === "b" ? site : `${site}${this.number}`;
    return `http://${name}.localhost:${this.server.port}${path}`;
  }

  /** The finished app, on the site `b` unless it is said otherwise. */
  app(site = "b"): string {
    return this.at(site, BASE);
  }

  /** A page of the gallery. */
  example(name: string, site = "b"): string {
    return this.at(site, `${BASE}examples/embed/${name}`);
  }

  /** The stand-in for the app: a page that does nothing by itself. */
  fake(site = "b"): string {
    return this.at(site, "/fake/");
  }

  script(site = "b"): string {
    return `${this.app(site)}embed.js`;
  }

  /** Puts a page on all sites. */
  put(path: string, body: string, { headers = {} as Record<string, string>, head = "" } = {}): void {
    const html =
      '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">' +
      `<title>Host</title><link rel="icon" href="data:,">${head}<body>${body}`;
    this.pages.set(path, { html, headers });
  }

  /** Opens a page with this body on the site `a`. */
  async open(body: string, { site = "a", path = "/page", headers = {}, head = "" } = {}): Promise<Page> {
    this.put(path, body, { headers, head });
    const page = await this.context.newPage();
    await page.goto(this.at(site, path));
    return page;
  }

  /** The body of a page with the script and the stand-in. */
  withFake(attributes = "", after = ""): string {
    return `<script src="${this.script()}"></script>${this.element(`src="${this.fake()}" ${attributes}`)}${after}`;
  }

  element(attributes = "", inside = ""): string {
    return `<twelvefold-assessment ${attributes}>${inside}</twelvefold-assessment>`;
  }
}

/** The frame of an element, once it is there. */
export async function frameOf(page: Page, element = "twelvefold-assessment"): Promise<Frame> {
  const handle = await page.locator(`${element} iframe`).elementHandle();
  const frame = await handle?.contentFrame();
  if (!frame) throw new Error(`${element} has no frame`);
  await frame.waitForLoadState();
  return frame;
}

/**
 * The app in a frame, used by keys: where a click lands in a frame of another site is only known some time after the page
 * around it has scrolled.
 */
export class FramedApp extends App {
  constructor(readonly frame: Frame) {
    // What the page object asks of a page is what a frame has too.
    super(frame as unknown as Page, frame.url().split(/[?#]/)[0]!);
  }

  override async answer(practice: string, value: AnswerValue): Promise<void> {
    await this.choice(practice, value).press("Space");
    await expect(this.choice(practice, value)).toBeChecked();
  }

  override async answerAll(value: AnswerValue): Promise<string[]> {
    const ids = await this.practices().evaluateAll((all) => all.map((one) => one.getAttribute("data-practice")!));
    for (const id of ids) await this.answer(id, value);
    return ids;
  }

  /** Activates a link or a button. */
  async activate(what: Locator): Promise<void> {
    await what.press("Enter");
  }

  /** Puts the focus into the frame, as somebody who begins to use it does; a frame does not take it by itself. */
  async enter(): Promise<void> {
    await this.frame.locator("a[href], button, input").first().focus();
  }
}

/** The app in the frame of an element, ready to be used. */
export async function appOf(page: Page, element = "twelvefold-assessment"): Promise<FramedApp> {
  const frame = await frameOf(page, element);
  await frame.locator("html[data-ready]").waitFor({ state: "attached" });
  return new FramedApp(frame);
}

/** The id that the element has given to the frame. */
export function idOf(frame: Frame): string {
  return new URL(frame.url()).searchParams.get("embed") ?? "";
}

/** Posts messages to the page around, from the frame; `id` and version are added where they are not given. */
export async function say(frame: Frame, ...messages: unknown[]): Promise<void> {
  const embed = idOf(frame);
  await frame.evaluate(
    ({ messages, embed }) => {
      for (const message of messages as any[]) parent.postMessage({ twelvefold: 1, embed, ...message }, "*");
    },
    { messages, embed },
  );
}

export async function events(page: Page): Promise<Told[]> {
  return page.evaluate(() => (window as any).seen.events);
}

/** Waits until something of this type was told, and returns what was told so far. */
export async function until(page: Page, type: string, times = 1): Promise<Told[]> {
  await page.waitForFunction(
    ({ type, times }) => (window as any).seen.events.filter((told: any) => told.type === type).length >= times,
    { type, times },
  );
  return events(page);
}

/** The sum of what moved by itself in the page, with what moved. */
export async function shifts(page: Page): Promise<unknown[]> {
  return page.evaluate(
    // Entries come with the frame after the one that they are about.
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done((window as any).seen.shifts)))),
  ) as Promise<unknown[]>;
}

/** A context of the browser that was started by hand, whose pages remember what happens in them. */
async function contextOf(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "en-GB", viewport: { width: 1000, height: 800 } });
  await context.addInitScript(remember);
  return context;
}

interface Options {
  /** What the server sends with everything, the app included. */
  serverHeaders: Record<string, string>;
}

export const test = base.extend<Options & { hosts: Hosts }, { browserByHand: Browser }>({
  serverHeaders: [{}, { option: true }],

  browserByHand: [
    async ({}, use, { project }) => {
      const folder = await mkdtemp(join(tmpdir(), "twelvefold-"));
      const { executablePath = chromium.executablePath(), args = [], env } = project.use.launchOptions ?? {};
      const child = spawn(
        executablePath,
        ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${folder}`, ...args, "about:blank"],
        { stdio: ["ignore", "ignore", "pipe"], env: env as NodeJS.ProcessEnv },
      );
      const closed = new Promise((done) => child.once("exit", done));
      const address = await new Promise<string>((found, failed) => {
        let text = "";
        child.once("error", failed);
        child.once("exit", () => failed(new Error(`the browser did not start: ${text}`)));
        child.stderr.on("data", (chunk) => {
          text += chunk;
          const address = /DevTools listening on (\S+)/.exec(text)?.[1];
          if (address) found(address);
        });
      });
      const browser = await chromium.connectOverCDP(address);
      await use(browser);
      await browser.close();
      child.kill();
      await closed;
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
    { scope: "worker" },
  ],

  sharedContext: [
    async ({ browserByHand, site }, use) => {
      const context = new SharedContext(() => contextOf(browserByHand), site.url.replace("localhost", "b.localhost"));
      await use(context);
      await context.close();
    },
    { scope: "worker" },
  ],

  // Of this browser and no other, so that the guard watches it, and none is made that nobody uses.
  context: async ({ browserByHand, shared, sharedContext }, use) => {
    if (shared) {
      await use(await sharedContext.open());
      await sharedContext.clear();
    } else {
      const context = await contextOf(browserByHand);
      await use(context);
      await context.close();
    }
  },

  hosts: async ({ context, guard, serverHeaders }, use) => {
    const hosts = await Hosts.start(context, serverHeaders);
    for (const site of ["a", "b", "c"]) guard.allowOrigin(hosts.at(site));
    await use(hosts);
    await hosts.stop();
  },
});
