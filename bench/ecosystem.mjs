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
  const session = await page.context().newCDPSession(page);
  const rounds = [];
  // A page of its own for each round, as for the app: a person does it once.
  for (let i = 0; i < ROUNDS; i += 1) {
    await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
    await page.goto(server.url);
    await page.reload();
    await page.locator("html[data-ready]").waitFor();
    await page.evaluate(watch);
    await page.evaluate(baseline);
    await page.evaluate(([text, model]) => Object.assign(window, { text, model }), [text, model]);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
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

/** In the page: pastes a text into the open view and waits for the radar. */
function drive() {
  const field = () => document.querySelector("textarea[data-paste]");
  const appears = (selector, before) =>
    new Promise((done) => {
      const found = () => {
        const there = document.querySelector(selector);
        return there && there !== before ? there : undefined;
      };
      if (found()) return done();
      const observer = new MutationObserver(() => {
        if (!found()) return;
        observer.disconnect();
        done();
      });
      observer.observe(document.body, { childList: true, subtree: true });
    });
  const RADAR = 'figure[data-chart="ecosystem-radar"] svg';
  window.paste = async (text) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    field().dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
    await appears(RADAR);
    return {};
  };
  window.choose = async (name, value) => {
    const before = document.querySelector(RADAR);
    const list = document.querySelector(`select[data-filter="${name}"]`);
    list.value = value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
    await appears(RADAR, before);
    return {};
  };
}

/** Lets the page tell how much memory the app has. */
function weigh() {
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const original = WebAssembly[name];
    WebAssembly[name] = async (...given) => {
      const made = await original(...given);
      const memory = (made.instance ?? made).exports.memory;
      if (memory) window.appMemory = memory;
      return made;
    };
  }
}

/** An empty view in a page of its own, at full speed, with the text to paste at hand. */
async function beginView(page, session, text) {
  await session.send("Emulation.setCPUThrottlingRate", { rate: 1 });
  await page.goto(`${server.url}#/e`);
  await page.evaluate(() => localStorage.clear());
  await page.reload();
  await page.locator('[data-action="new-view"]').click();
  await page.locator("textarea[data-paste]").waitFor();
  await page.evaluate(watch);
  await page.evaluate(drive);
  await page.evaluate((text) => Object.assign(window, { text }), text);
}

async function measureApp([name, count, options], rate, rounds) {
  const text = sample(options);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.addInitScript(weigh);
  const session = await page.context().newCDPSession(page);
  const results = [];
  const filters = [];
  let memory = 0;
  for (let i = 0; i < rounds; i += 1) {
    await beginView(page, session, text);
    const before = await page.evaluate(() => window.appMemory?.buffer.byteLength ?? 0);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    const { painted } = await page.evaluate(() => window.watched(() => window.paste(window.text)));
    // The other parts come one by one, and then it is stored: also they must not hold the page up.
    results.push({
      painted,
      ...(await page.evaluate(() =>
        window.watched(async () => {
          await new Promise((done) => setTimeout(done, 3000));
          return {};
        }),
      )),
      first: painted,
    });
    memory = Math.max(memory, (await page.evaluate(() => window.appMemory?.buffer.byteLength ?? 0)) - before);
    const found = Number(await page.locator("[data-respondents]").getAttribute("data-respondents"));
    if (found !== count) throw new Error(`${found} of ${count} responses are there`);
    for (const value of ["member", ""]) {
      filters.push((await page.evaluate((value) => window.watched(() => window.choose("role", value)), value)).painted);
    }
  }
  await page.close();
  const of = (pick) => median(results.slice(1).map(pick)).toFixed(0);
  return {
    what: name,
    "CPU": `${rate}× slower`,
    "text MB": (Buffer.byteLength(text) / 1_000_000).toFixed(1),
    "painted, median ms": of((round) => round.first),
    "first ms": results[0].first.toFixed(0),
    "longest task after, most ms": most(results.slice(1).map((round) => round.longest)).toFixed(0),
    "filter to repaint, median ms": median(filters.slice(2)).toFixed(0),
    "memory MB": (memory / 1_000_000).toFixed(1),
  };
}

/** The longest task from the paste to the end of everything that follows it, in a round of its own: both in one watch. */
async function measureBlocking([name, , options], rate) {
  const text = sample(options);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  const session = await page.context().newCDPSession(page);
  const longest = [];
  for (let i = 0; i < 5; i += 1) {
    await beginView(page, session, text);
    await session.send("Emulation.setCPUThrottlingRate", { rate });
    const seen = await page.evaluate(() =>
      window.watched(async () => {
        await window.paste(window.text);
        await new Promise((done) => setTimeout(done, 4000));
        return {};
      }),
    );
    longest.push(seen.longest);
  }
  await page.close();
  return { what: `${name}, everything`, "CPU": `${rate}× slower`, "longest task, median ms": median(longest).toFixed(0), "most ms": most(longest).toFixed(0) };
}

const only = process.argv[2];
const [rows, ours, blocks] = [[], [], []];
for (const input of INPUTS.filter(([name]) => !only || name.startsWith(only))) {
  for (const rate of [1, 4]) {
    const plain = await measureBaseline(input, rate);
    const app = await measureApp(input, rate, input[1] > 10_000 ? 3 : 6);
    app["of plain"] = (app["painted, median ms"] / plain["painted, median ms"]).toFixed(2);
    rows.push(plain);
    ours.push(app);
  }
  blocks.push(await measureBlocking(input, 4));
}
console.table(rows);
console.table(ours);
console.table(blocks);
console.log("Medians after a first round. Aims for 10,000 codes: 150 ms, 0.75 of plain JavaScript, no task over 50 ms at 4×, a filter in 50 ms, 5 MB.");
await browser.close();
await server.stop();
