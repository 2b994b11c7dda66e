// What every test has: a host with the finished site under a sub-path, the page object, and a guard that fails the test
// when the app talks to anybody else, reports an error or breaks its own policy.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { test as base, expect, type BrowserContext, type Page } from "@playwright/test";
import { App } from "./app";
import { startServer } from "./server.mjs";

export { expect };

export type Site = Awaited<ReturnType<typeof startServer>>;

/** Watches browser contexts. */
export class Guard {
  readonly findings: string[] = [];
  private readonly expected: RegExp[] = [];
  private readonly origins = new Set<string>();

  /** Errors that this test provokes. */
  expect(...patterns: RegExp[]): void {
    this.expected.push(...patterns);
  }

  /** Another server of the test's own. */
  allowOrigin(url: string): void {
    this.origins.add(new URL(url).origin);
  }

  /** For contexts that a test opens itself; the page of the test is watched already. */
  async watch(context: BrowserContext): Promise<void> {
    context.on("request", (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol !== "data:" && protocol !== "blob:" && !this.origins.has(origin)) {
        this.findings.push(`request to another origin: ${request.method()} ${request.url()}`);
      }
    });
    context.on("console", (message) => {
      if (message.type() === "error") {
        this.findings.push(`console error: ${message.text()} (${message.location().url})`);
      }
    });
    context.on("weberror", (error) => {
      this.findings.push(`uncaught: ${error.error().stack ?? error.error().message}`);
    });
    // Chromium reports most violations to the console, but not those of a policy that only a worker or a frame has.
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`policy violation: ${event.violatedDirective} by ${event.blockedURI}`);
      });
    });
  }

  unexpected(): string[] {
    return this.findings.filter((finding) => !this.expected.some((pattern) => pattern.test(finding)));
  }
}

interface Options {
  /** `test.use({ guarded: false })` where a test looks at failures itself. */
  guarded: boolean;
}

interface Fixtures {
  guard: Guard;
  app: App;
}

interface Workers {
  site: Site;
}

export const test = base.extend<Options & Fixtures, Workers>({
  guarded: [true, { option: true }],

  // A server and so an origin for each worker: no port to agree on, and no storage in common.
  site: [
    async ({}, use) => {
      const site = await startServer();
      await use(site);
      await site.stop();
    },
    { scope: "worker" },
  ],

  baseURL: async ({ site }, use) => {
    await use(site.url);
  },

  guard: [
    async ({ context, site, guarded }, use) => {
      const guard = new Guard();
      guard.allowOrigin(site.url);
      await guard.watch(context);
      await use(guard);
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
 * The source goes in through the debugger: as a script tag our own policy would refuse it.
 */
export async function axe(page: Page, { include = "html", disable = [] as string[], only = [] as string[] } = {}): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(
    async ({ include, disable, only }) => {
      const rules = Object.fromEntries(disable.map((rule) => [rule, { enabled: false }]));
      const results = await (globalThis as any).axe.run(include, {
        rules,
        resultTypes: ["violations"],
        ...(only.length > 0 ? { runOnly: only } : {}),
      });
      return results.violations.flatMap((violation: any) =>
        violation.nodes.map((node: any) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`),
      );
    },
    { include, disable, only },
  );
  expect(violations, "accessibility violations").toEqual([]);
}
