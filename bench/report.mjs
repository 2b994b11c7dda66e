// The report of a full assessment, from the click on its tab to its last drawing: how long until it is there?
//
// The app and its later part are loaded before. Each opening goes from the results to the report, and is timed inside the
// page: from the change of the address to the second frame after it, with everything laid out and painted by then.

import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "../tests/e2e/node_modules/@playwright/test/index.mjs";
import { startServer } from "../tests/e2e/server.mjs";

const LIMIT_MS = 200;
const OPENINGS = 15;

const browserPath =
  process.env.TWELVEFOLD_CHROMIUM ??
  ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((file) => existsSync(file));

const content = JSON.parse(readFileSync(new URL("../dist/content/en.json", import.meta.url), "utf8"));
const VALUES = [3, 4, 2, 5, "na", 3, 4, "unknown", 1, 3, 2, 4, 3];
const practices = content.model.principle.flatMap((principle) => principle.practice.map((practice) => practice.id));
const answers = (shift) =>
  Object.fromEntries(
    practices.map((id, i) => [id, { revision: i + 2, value: VALUES[(i + shift) % 13], evidence: 2, note: "Seen in the joint review in May.", note_revision: i + 2 }]),
  );
const checks = (later) => Object.fromEntries(later.model.competency.map(({ id }, i) => [id, { revision: 70 + i, own: 1 + (i % 5), others: 1 + ((i + 2) % 5) }]));
const later = JSON.parse(readFileSync(new URL(`../dist/content/${content.later}`, import.meta.url), "utf8"));
const document = (id, shift, more) => ({
  app: "twelvefold",
  kind: "assessment",
  schema: 2,
  id,
  revision: 100,
  model: { id: content.model.id, version: content.model.version },
  header: { revision: 1, name: "Port logistics", profile: { role: "orchestrator", scale: "curated", stage: "management", form: "full" } },
  created: 1_790_000_000_000,
  changed: 1_790_000_100_000,
  answers: answers(shift),
  ...more,
});

const server = await startServer();
const browser = await chromium.launch({
  executablePath: browserPath,
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-background-networking"],
});
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function measure(rate) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const entries = Object.fromEntries(
    [document("first", 0), document("second", 3, { follows: "first", competencies: checks(later) })].map((d) => [`twelvefold:a:${d.id}`, JSON.stringify(d)]),
  );
  await context.addInitScript((texts) => {
    for (const [key, text] of Object.entries(texts)) localStorage.setItem(key, text);
  }, entries);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  // Time that the main thread worked, and not what passed on a busy machine.
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const worked = async () => (await session.send("Performance.getMetrics")).metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  await page.goto(`${server.url}#/a/second/results`);
  await page.locator("figure[data-chart=radar]").waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const open = (hash, selector) =>
    page.evaluate(
      ([hash, selector]) =>
        new Promise((done, fail) => {
          const begun = performance.now();
          location.hash = hash;
          const look = () => {
            if (performance.now() - begun > 20_000) fail(new Error(`${selector} did not come`));
            else if (document.querySelector(selector)) requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        }),
      [hash, selector],
    );
  const times = [];
  const works = [];
  for (let i = 0; i < OPENINGS; i += 1) {
    const before = await worked();
    times.push(await open("#/a/second/report", "[data-appendix=standard]"));
    works.push((await worked()) - before);
    await open("#/a/second/results", ".colophon");
  }
  const size = await page.evaluate(() => document.querySelectorAll("main *").length);
  await context.close();
  return {
    "CPU": `${rate}× slower`,
    "work, median ms": median(works).toFixed(0),
    "ready, median ms": median(times).toFixed(0),
    "ready, first ms": times[0].toFixed(0),
    "ready, most ms": Math.max(...times).toFixed(0),
    "elements of the results": size,
  };
}

console.table([await measure(1), await measure(4)]);
console.log(`To reach: at most ${LIMIT_MS} ms at full speed.`);
await browser.close();
await server.stop();
