// The app as one of the device: its manifest, installing it, its shortcuts, and the files that the device opens with it.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "@playwright/test";
import { App } from "./app";
import { expect, test } from "./fixtures";
import { kept } from "./kept";
import { principles, words } from "./model.mjs";
import { startServer } from "./server.mjs";
import { DIST } from "./site.mjs";

/** Where the installed app begins. What else is in the manifest: node/site.test.mjs. */
const START: string = JSON.parse(readFileSync(join(DIST, "manifest.webmanifest"), "utf8")).start_url;

test.describe("with a worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("the browser finds nothing that keeps it from installing", async ({ app, page }) => {
    await app.open();
    await kept(page);
    const browser = await page.context().newCDPSession(page);
    const { errors } = await browser.send("Page.getAppManifest");
    expect(errors).toEqual([]);
    const { installabilityErrors } = await browser.send("Page.getInstallabilityErrors");
    // Contexts of tests are private ones, and in a private window nothing is installed.
    expect(installabilityErrors.map((error) => error.errorId).filter((id) => id !== "in-incognito")).toEqual([]);
  });

  test("a window of the app without a network: starts, saves, goes on later, downloads and prints", async ({ guard, launchOptions }) => {
    const profile = mkdtempSync(join(tmpdir(), "twelvefold-profile-"));
    const host = await startServer();
    guard.allowOrigin(host.url);
    const open = async (args: string[]) => {
      const options = { ...launchOptions, args: [...(launchOptions.args ?? []), ...args], locale: "en-GB" };
      const context = await chromium.launchPersistentContext(profile, options);
      await guard.watch(context);
      return context;
    };
    /** A window as the browser opens one for an app: of its own, without a bar for addresses. */
    const start = async () => {
      const context = await open([`--app=${new URL(START, host.url).href}`]);
      const page = context.pages()[0]!;
      const app = new App(page, host.url);
      await app.ready();
      expect(await page.evaluate(() => matchMedia("(display-mode: standalone)").matches)).toBe(true);
      return { context, page, app, link: (key: string) => page.getByRole("link", { name: words(key), exact: true }) };
    };
    try {
      const visit = await open([]);
      const page = await visit.newPage();
      await new App(page, host.url).open();
      await kept(page);
      await visit.close();
      await host.stop();

      const first = await start();
      await first.link("welcome.start").click();
      await first.page.locator("input[name=form][value=short]").check({ force: true });
      await first.page.locator("input[name=role][value=member]").check({ force: true });
      await first.page.locator("button[type=submit]").click();
      await first.app.entered();
      const [practice = ""] = await first.app.answerAll(4);
      await expect(first.page.getByText(words("answer.saved"), { exact: true })).toBeVisible();
      await first.link("app.data").click();
      await expect(first.page.locator(".device")).toContainText(words("device.is_installed"));
      await first.context.close();

      const second = await start();
      await second.page.getByRole("link", { name: words("welcome.continue") }).first().click();
      await second.app.entered();
      await second.app.follow(`#/a/${second.app.assessmentId()}/${principles[0]!.id}`);
      expect(await second.app.chosen(practice)).toBe("4");
      await second.link("app.tab_results").click();
      await second.app.entered();
      const csv = second.page.getByRole("button", { name: words("export.csv_download"), exact: true });
      expect(await second.app.download(csv)).toContain("assessment_id,assessment_name");
      // There is no dialog in a browser that nobody sees.
      await second.page.evaluate(() => {
        window.print = () => document.documentElement.setAttribute("data-printed", "");
      });
      await second.page.getByRole("button", { name: words("results.print"), exact: true }).click();
      await expect(second.page.locator("html[data-printed]")).toBeAttached();
      await second.context.close();
    } finally {
      await host.stop().catch(() => {});
      rmSync(profile, { recursive: true, force: true });
    }
  });
});

test("the app is offered where the browser offers it, and steps are written down where not", async ({ app, page }) => {
  await app.open("#/data");
  await expect(page.locator("[data-install-steps]")).toContainText("Add to Home Screen");
  await page.evaluate(() => {
    const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), {
      prompt: async () => {
        (globalThis as any).asked = offer.defaultPrevented;
        return { outcome: "accepted" };
      },
    });
    dispatchEvent(offer);
  });
  await expect(page.locator("[data-install-steps]")).toHaveCount(0);
  await page.getByRole("button", { name: "Install the app" }).click();
  expect(await page.evaluate(() => (globalThis as any).asked)).toBe(true);
  // An offer is good once.
  await expect(page.locator("[data-install-steps]")).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event("appinstalled")));
  await expect(page.locator(".device")).toContainText("The app is installed on this device.");
  await expect(page.locator(".messages")).toContainText("Twelvefold is installed");
});

test("an offer that comes before the app is not lost", async ({ app, page }) => {
  await page.addInitScript(() => {
    addEventListener("DOMContentLoaded", () => {
      const offer = Object.assign(new Event("beforeinstallprompt", { cancelable: true }), { prompt: async () => ({}) });
      // After the script that starts everything, before the app.
      const watch = new MutationObserver(() => {
        if (!("twelvefold" in globalThis)) return;
        watch.disconnect();
        dispatchEvent(offer);
      });
      watch.observe(document, { attributes: true, childList: true, subtree: true });
    });
  });
  await app.open("#/data");
  await expect(page.getByRole("button", { name: "Install the app" })).toBeVisible();
});

test("#/last is the results of the assessment that was changed last", async ({ app, page }) => {
  await app.open("#/last");
  await expect(page).toHaveURL(/#\/$/);
  await app.startAssessment({ form: "short" });
  const second = await app.startAssessment({ form: "short" });
  await app.answerAll(3);
  await page.goto("about:blank");
  await app.open("#/last");
  await expect(page).toHaveURL(new RegExp(`#/a/${second}/results$`));
  await expect(app.heading()).toBeVisible();
});

test.describe("a file that the device opens", () => {
  test.beforeEach(async ({ page }) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, "launchQueue", {
        value: {
          setConsumer(consumer: (launch: object) => void) {
            (globalThis as any).launch = (targetURL: string, texts: [string, string][] = []) =>
              consumer({
                targetURL,
                files: texts.map(([name, text]) => ({ getFile: async () => new File([text], name) })),
              });
          },
        },
      });
    });
  });

  test("is shown and not stored before the person says so", async ({ app, page }) => {
    await app.startAssessment({ form: "short" });
    await app.answerAll(3);
    await app.go("results");
    const stored = await app.stored();
    const [key] = Object.keys(stored).filter((name) => name.startsWith("twelvefold:a:"));
    await page.evaluate(() => localStorage.clear());
    await app.open("#/method");
    await page.waitForFunction(() => "launch" in globalThis);
    await page.evaluate(([text]) => (globalThis as any).launch("x#/data", [["mine.json", text]]), [stored[key ?? ""] ?? ""]);
    await expect(page).toHaveURL(/#\/data$/);
    await expect(page.locator(".restore .preview")).toContainText("mine.json");
    expect(Object.keys(await app.stored()).filter((name) => name.startsWith("twelvefold:a:"))).toEqual([]);

    // Another one while the screen is open, and one that is none of ours.
    await page.evaluate(() => (globalThis as any).launch("x#/data", [["other.json", '{"app":"other"}']]));
    await expect(page.locator(".restore .refused")).toContainText("other.json");
  });

  test("or a shortcut while it is open goes to its screen", async ({ app, page }) => {
    await app.open();
    await page.waitForFunction(() => "launch" in globalThis);
    // The one that has opened the page.
    await page.evaluate(() => (globalThis as any).launch("x#/data"));
    await page.evaluate(() => (globalThis as any).launch("x#/method"));
    await expect(page).toHaveURL(/#\/method$/);
    await page.evaluate(() => (globalThis as any).launch("x"));
    await expect(page).toHaveURL(/#\/method$/);
  });
});
