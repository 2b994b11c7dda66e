// Ten thousand pasted responses, from the text to the painted radar: how long does it take, and for how long does the page
// not answer?
//
// The text comes from `cargo xtask sample` and is the same in every run. bench/ecosystem-baseline.js does the job in plain
// JavaScript, in one go: what a page that nobody took any trouble with would take, in the same browser on the same machine.

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "../tests/e2e/node_modules/@playwright/test/index.mjs";
import { startServer } from "../tests/e2e/server.mjs";

const ROUNDS = 9;
const INPUTS = [
  ["10,000 codes", 10_000, ["--members", "9980", "--orchestrators", "20"]],
  ["10,000 in mail", 10_000, ["--members", "9980", "--orchestrators", "20", "--what", "mail"]],
  ["100,000 codes", 100_000, ["--members", "99950", "--orchestrators", "50"]],
];

const browserPath =
  process.env.TWELVEFOLD_CHROMIUM ??
  ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((file) => existsSync(file));

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const content = JSON.parse(read("../dist/content/en.json"));
const later = JSON.parse(read(`../dist/content/${content.later}`));
const model = {
  ...content.model,
  response: later.model.response,
  principle: content.model.principle.map((principle) => ({ ...principle, title: content.text.principle[principle.id].title })),
};
const baseline = read("ecosystem-baseline.js");

const sample = (options) =>
  execFileSync("cargo", ["xtask", "sample", "--form", "mixed", ...options], {
    cwd: fileURLToPath(new URL("..", import.meta.url)),
    encoding: "utf8",
    maxBuffer: 1 << 30,
  });

const server = await startServer();
const browser = await chromium.launch({
  executablePath: browserPath,
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-background-networking"],
});
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const most = (numbers) => Math.max(...numbers);

/**
 * Watches, in the page, how long the main thread is busy in one go, in two ways: the tasks over 50 ms that the browser
 * reports, and the longest time that a timer of 5 ms did not come. `watched` runs something and says what was seen
 * until the frame after it was painted.
 */
function watch() {
  window.watched = async (work) => {
    let longest = 0;
    const note = (entries) => {
      for (const { duration } of entries) longest = Math.max(longest, duration);
    };
    const tasks = new PerformanceObserver((list) => note(list.getEntries()));
    tasks.observe({ type: "longtask" });
    let gap = 0;
    let last = performance.now();
    const tick = () => {
      const now = performance.now();
      gap = Math.max(gap, now - last);
      last = now;
    };
    const timer = setInterval(tick, 5);
    // A task of its own, which the browser does not count together with what the debugger asked for.
    await new Promise((done) => setTimeout(done, 20));
    const result = await new Promise((done, fail) => {
      setTimeout(() => {
        const start = performance.now();
        Promise.resolve(work()).then((result) => {
          requestAnimationFrame(() => setTimeout(() => done({ result, painted: performance.now() - start })));
        }, fail);
      });
    });
    await new Promise((done) => setTimeout(done, 20));
    clearInterval(timer);
    tick();
    note(tasks.takeRecords());
    tasks.disconnect();
    return { ...result, longest, gap };
  };
}

async function measureBaseline([name, count, options], rate) {
  const text = sample(options);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(server.url);
  await page.locator("html[data-ready]").waitFor();
  await page.evaluate(watch);
  await page.evaluate(baseline);
  await page.evaluate(([text, model]) => Object.assign(window, { text, model }), [text, model]);
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
  const rounds = [];
  for (let i = 0; i < ROUNDS; i += 1) {
    rounds.push(
      await page.evaluate(async () => {
        const { result, ...times } = await window.watched(() => window.baseline(window.text, window.model));
        const { milliseconds, responses, refused } = result;
        return { ...times, milliseconds, responses, refused };
      }),
    );
  }
  await page.close();
  for (const { responses, refused } of rounds) {
    if (responses !== count || refused > 0) throw new Error(`${responses} of ${count} were read, ${refused} refused`);
  }
  const of = (pick) => median(rounds.slice(1).map(pick)).toFixed(0);
  return {
    what: `${name}, plain JavaScript`,
    "CPU": `${rate}× slower`,
    "text MB": (Buffer.byteLength(text) / 1_000_000).toFixed(1),
    "painted, median ms": of((round) => round.painted),
    "first ms": rounds[0].painted.toFixed(0),
    "of it script ms": of((round) => round.milliseconds),
    "longest task, median ms": of((round) => round.longest),
    "longest gap, most ms": most(rounds.slice(1).map((round) => round.gap)).toFixed(0),
  };
}

const rows = [];
for (const input of INPUTS) {
  for (const rate of [1, 4]) rows.push(await measureBaseline(input, rate));
}
console.table(rows);
console.log(`Medians of ${ROUNDS - 1} rounds after a first one.`);
await browser.close();
await server.stop();
