// How the end-to-end tests run: the system's Chromium, no network, no second chances.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import type { Options } from "./fixtures";

// `cargo xtask test e2e` says which browser. Looked for here too, so that an editor can run a single test; where nothing
// is found, Playwright takes its own.
function chromium(): string | undefined {
  if (process.env.TWELVEFOLD_CHROMIUM) return process.env.TWELVEFOLD_CHROMIUM;
  const folders = (process.env.PATH ?? "").split(delimiter);
  return ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((file) => existsSync(file));
}

/** What is about storage, processes, tabs or the network itself: each test has a profile of its own, each tab its process. */
const OWN = ["ecosystem-kept", "hosting", "install", "later", "mirror", "offline", "persist", "storage"].map((name) => `${name}.spec.ts`);

const launchOptions = {
  executablePath: chromium(),
  // A bare machine has no locale, and then the browser writes file names with letters of ASCII only.
  env: { ...process.env, LC_ALL: "C.UTF-8" } as Record<string, string>,
  args: [
    // The sandbox does not start as root; every page of the tests is ours.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    // The browser itself wants to talk to its maker. Nothing may leave this machine.
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE *.localhost, EXCLUDE 127.0.0.1",
  ],
};

// In `hosting/` is what needs more programs than a browser (`cargo xtask test hosting`), in `node/` what needs none.
export default defineConfig<Options>({
  testDir: ".",
  outputDir: "results",
  reporter: [["list"], ["./times.ts"]],
  fullyParallel: true,
  workers: 2,
  // A test that fails now and then is a defect, of the app or of the test. Only a machine that stood still is none: CONTRIBUTING.md.
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  // For what never comes. No test waits for a time to pass, and a machine that is slow or busy makes none fail.
  timeout: 300_000,
  expect: { timeout: 60_000 },
  use: {
    ...devices["Desktop Chrome"],
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    // A page would have its files from the device a moment after the start, past what a test does to the network. The tests
    // of just that allow it: offline.spec.ts, install.spec.ts.
    serviceWorkers: "block",
    // Recording slows every test down by a third; ask for it when a failure is hard to understand.
    trace: process.env.TWELVEFOLD_TRACE ? "retain-on-failure" : "off",
    launchOptions,
  },
  projects: [
    {
      name: "shared",
      testIgnore: [...OWN, "hosting/**", "node/**"],
      // All pages of the site in one process, which keeps the compiled program from one test to the next (fixtures.ts).
      use: { shared: true, launchOptions: { ...launchOptions, args: [...launchOptions.args, "--process-per-site"] } },
    },
    { name: "own", testMatch: OWN },
  ],
});
