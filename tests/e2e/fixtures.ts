// What every test has: a host with the finished site under a sub-path, the page object, and a guard that fails the test
// when the app talks to anybody else, reports an error or breaks its own policy.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test as base, expect, type BrowserContext, type ConsoleMessage, type Page, type Request, type WebError } from "@playwright/test";
import { App } from "./app";
import { startServer } from "./server.mjs";
import { DIST, filesBelow, isHashed } from "./site.mjs";

export { expect };

export type Site = Awaited<ReturnType<typeof startServer>>;

/** Watches browser contexts. */
export class Guard {
  readonly findings: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly origins = new Set<string>();
  private readonly watched: BrowserContext[] = [];

  /** Errors that this test provokes. */
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  /** Another server of the test's own. */
  allowOrigin(url: string): void {
    this.origins.add(new URL(url).origin);
  }

  private readonly request = (request: Request): void => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && protocol !== "blob:" && !this.origins.has(origin)) {
      this.findings.push(`request to another origin: ${request.method()} ${request.url()}`);
    }
  };

  private readonly console = (message: ConsoleMessage): void => {
    if (message.type() === "error") this.findings.push(`console error: ${message.text()} (${message.location().url})`);
  };

  private readonly error = (error: WebError): void => {
    this.findings.push(`uncaught: ${error.error().stack ?? error.error().message}`);
  };

  /** For contexts that a test opens itself; the page of the test is watched already. */
  async watch(context: BrowserContext): Promise<void> {
    await reportViolations(context);
    this.watched.push(context);
    context.on("request", this.request);
    context.on("console", this.console);
    context.on("weberror", this.error);
  }

  stop(): void {
    for (const context of this.watched.splice(0)) {
      context.off("request", this.request);
      context.off("console", this.console);
      context.off("weberror", this.error);
    }
  }

  unexpected(): string[] {
    return this.findings.filter((finding) => !this.expected.some((pattern) => pattern.test(finding)));
  }
}

const reporting = new WeakSet<BrowserContext>();

/** Chromium reports most violations to the console, but not those of a policy that only a worker or a frame has. */
async function reportViolations(context: BrowserContext): Promise<void> {
  if (reporting.has(context)) return;
  reporting.add(context);
  await context.addInitScript(() => {
    addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy violation: ${event.violatedDirective} by ${event.blockedURI}`);
    });
  });
}

/**
 * A browser context that the tests of a worker use one after the other, because to make one costs more than most tests: it
 * is a profile and a process of its own, in which the program is compiled anew. The pages of all tests are in one process,
 * where a page that stays open holds the compiled program. Between two tests pages, storage and permissions are cleared.
 */
export class SharedContext {
  private opened: Promise<BrowserContext> | undefined;
  private holder: Page | undefined;

  constructor(
    private readonly create: () => Promise<BrowserContext>,
    /** The address of the site, in whose process all pages are. */
    private readonly url: string,
  ) {}

  /** Made when a test needs it; it has the options of that test, which are those of all that share it. */
  open(): Promise<BrowserContext> {
    this.opened ??= this.make();
    return this.opened;
  }

  private async make(): Promise<BrowserContext> {
    const context = await this.create();
    await reportViolations(context);
    const page = await context.newPage();
    await page.goto(`${this.url}blank`);
    await page.evaluate(async (names) => {
      const programs = names.map((name) => WebAssembly.compileStreaming(fetch(name)));
      Object.assign(globalThis, { programs: await Promise.all(programs) });
    }, filesBelow(DIST).filter((name) => name.endsWith(".wasm")));
    this.holder = page;
    return context;
  }

  /** Takes away what a test has left: pages, listeners, permissions, and what the site has stored. */
  async clear(): Promise<void> {
    const context = await this.opened;
    const holder = this.holder;
    if (!context || !holder) return;
    for (const page of context.pages()) if (page !== holder) await page.close();
    for (const event of ["request", "response", "console", "weberror", "page"] as const) context.removeAllListeners(event);
    await context.clearPermissions();
    // In the process that all pages were in, so that it comes after whatever they had still to write.
    await holder.evaluate(() => localStorage.clear());
    const session = await context.newCDPSession(holder);
    const origin = new URL(this.url).origin;
    await session.send("Storage.clearDataForOrigin", { origin, storageTypes: "local_storage,indexeddb,cache_storage" });
    await session.detach();
  }

  async close(): Promise<void> {
    await (await this.opened)?.close();
  }
}

export interface Options {
  /** `test.use({ guarded: false })` where a test looks at failures itself. */
  guarded: boolean;
  /**
   * Whether the test uses the context of its worker. `test.use({ shared: false })` where a test leaves what cannot be cleared,
   * such as a clock; whole files that need contexts of their own are named in the configuration.
   */
  shared: boolean;
}

interface Fixtures {
  guard: Guard;
  app: App;
}

interface Workers {
  site: Site;
  sharedContext: SharedContext;
}

export const test = base.extend<Options & Fixtures, Workers>({
  guarded: [true, { option: true }],
  shared: [false, { option: true }],

  // A server and so an origin for each worker: no port to agree on, and no storage in common.
  site: [
    async ({}, use, { project }) => {
      // As docs/hosting.md advises, where a profile is shared. Elsewhere the browser keeps nothing by itself, or it could stand
      // in for the worker that is to keep everything.
      const advised = (file: string) => (isHashed(file) ? "public, max-age=31536000, immutable" : "no-cache");
      const { shared } = project.use as Partial<Options>;
      const site = await startServer(shared ? { caching: advised } : {});
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ site }, use) => {
    await use(site.url);
  },

  sharedContext: [
    async ({ browser, site }, use) => {
      const context = new SharedContext(() => browser.newContext(), site.url);
      await use(context);
      await context.close();
    },
    { scope: "worker" },
  ],

  context: async ({ browser, shared, sharedContext }, use) => {
    if (shared) {
      await use(await sharedContext.open());
      await sharedContext.clear();
    } else {
      const context = await browser.newContext();
      await use(context);
      await context.close();
    }
  },

  guard: [
    async ({ context, site, guarded }, use) => {
      const guard = new Guard();
      guard.allowOrigin(site.url);
      await guard.watch(context);
      await use(guard);
      guard.stop();
      if (guarded) expect(guard.unexpected(), "what the guard has seen").toEqual([]);
    },
    { auto: true },
  ],

  app: async ({ page, site }, use) => {
    await use(new App(page, site.url));
  },
});

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Asserts that axe finds nothing wrong in the page as it is now.
 *
 * The source goes in through the debugger: as a script tag our own policy would refuse it. Contrast takes axe longer than
 * everything else together, text by text, so it is asked for the first and the last of all texts that are alike, with the
 * same elements, classes and colours around them up to the root, and once for as long as the page is not loaded anew. Nor is
 * the rest asked twice of a page in which nothing but sizes has changed, as in a wider window: only what depends on these.
 */
export async function axe(page: Page, { include = "html", disable = [] as string[], only = [] as string[] } = {}): Promise<void> {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(AXE);
  const violations = await page.evaluate(
    async ({ include, disable, only }) => {
      const CONTRAST = "color-contrast";
      const OF_SIZES = "scrollable-region-focusable";

      const page = globalThis as unknown as { looks?: { ids: Map<string, number>; right: Set<number>; states: Set<string> } };
      const { ids, right, states } = (page.looks ??= { ids: new Map(), right: new Set(), states: new Set() });
      const known = new WeakMap<Element, number>();
      /** The same number for elements that are drawn in the same way. */
      const look = (element: Element | null): number => {
        if (!element) return matchMedia("(forced-colors: active)").matches ? -1 : 0;
        let id = known.get(element);
        if (id === undefined) {
          const style = getComputedStyle(element);
          const key = [
            look(element.parentElement),
            element.tagName,
            element.getAttribute("class"),
            style.color,
            style.fill,
            style.backgroundColor,
            style.backgroundImage,
            style.opacity,
            style.fontSize,
            style.fontWeight,
          ].join("|");
          id = ids.get(key) ?? ids.size + 1;
          ids.set(key, id);
          known.set(element, id);
        }
        return id;
      };
      const hasText = (element: Element) =>
        element.matches("input, select, textarea") ||
        [...element.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent!.trim() !== "");
      const texts = () => {
        const alike = new Map<number, Element[]>();
        for (const root of document.querySelectorAll(include)) {
          for (const element of [root, ...root.querySelectorAll("*")]) {
            if (!hasText(element) || !isSeen(element)) continue;
            const id = look(element);
            alike.set(id, [alike.get(id)?.[0] ?? element, element]);
          }
        }
        return new Map([...alike].filter(([id]) => !right.has(id)));
      };

      const isSeen = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      /** All that rules ask of a page but sizes and colours: what is there, how it is named, and whether it is to be seen. */
      const state = () =>
        [...document.querySelectorAll("*")]
          .flatMap((element) => {
            // The strokes of a drawing follow the room that it has. It is named as a whole.
            const isDrawn = element.closest("svg") !== null;
            const names = element.getAttributeNames().filter((name) => !isDrawn || /^(role|aria-.+|id|tabindex|href|title)$/.test(name));
            if (isDrawn && names.length === 0) return [];
            const { left, top, right, bottom } = element.getBoundingClientRect();
            const isInside = right > 0 && bottom + scrollY > 0 && right > left && bottom > top;
            const own = [...element.childNodes].map((child) => (child.nodeType === Node.TEXT_NODE ? child.textContent : ""));
            const said = names.map((name) => `${name}=${element.getAttribute(name)}`);
            return [[element.tagName, isSeen(element), isInside, (element as HTMLInputElement).disabled, ...said, ...own].join("|")];
          })
          .join("\n");

      const run = async (context: unknown, options: object) => {
        const results = await (globalThis as any).axe.run(context, { resultTypes: ["violations"], ...options });
        return results.violations.flatMap((violation: any) =>
          violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`),
        );
      };
      const found: string[] = [];
      const others = only.filter((rule) => rule !== CONTRAST);
      if (only.length === 0 || others.length > 0) {
        const now = [include, ...disable, ...only, state()].join("\n");
        const asked = states.has(now) ? [OF_SIZES] : others;
        const rules = Object.fromEntries([CONTRAST, ...disable].map((rule) => [rule, { enabled: false }]));
        found.push(...(await run(include, { rules, ...(asked.length > 0 ? { runOnly: asked } : {}) })));
        if (found.length === 0) states.add(now);
      }
      if (!disable.includes(CONTRAST) && (only.length === 0 || only.includes(CONTRAST))) {
        const left = texts();
        if (left.size > 0) found.push(...(await run({ include: [...new Set([...left.values()].flat())] }, { runOnly: [CONTRAST] })));
        for (const id of left.keys()) right.add(id);
      }
      return found;
    },
    { include, disable, only },
  );
  expect(violations, "accessibility violations").toEqual([]);
}
