// One answer, from the click to the painted radar: how much work is it for the main thread?
//
// Real clicks through the browser's input pipeline. The work is what the browser itself counts for the page between the
// click and the second frame after it (its metrics TaskDuration, ScriptDuration, LayoutDuration, RecalcStyleDuration),
// less what the same click costs on a spot where nothing happens.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "../tests/e2e/node_modules/@playwright/test/index.mjs";
import { startServer } from "../tests/e2e/server.mjs";

const LIMIT_MS = 16;
const LEVELS = ["2", "4", "3", "5", "1"];

const browserPath =
  process.env.TWELVEFOLD_CHROMIUM ??
  ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((file) => existsSync(file));

const server = await startServer();
const browser = await chromium.launch({
  executablePath: browserPath,
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-background-networking"],
});

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const most = (numbers) => Math.max(...numbers);

async function measure(rate) {
  // Without a service worker nothing says that the site is kept now, above what is to be clicked.
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, serviceWorkers: "block" });
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(`${server.url}#/new?role=orchestrator&scale=curated&stage=management&form=full`);
  await page.locator("button[type=submit]").click();
  const practice = page.locator("fieldset[data-practice]").first();
  await practice.waitFor();
  await session.send("Emulation.setCPUThrottlingRate", { rate });

  const metrics = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return Object.fromEntries(metrics.map(({ name, value }) => [name, value * 1000]));
  };
  // Two frames: the first paints, and in the second it is certain that it did.
  const painted = () =>
    page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const click = async (x, y) => {
    await page.mouse.move(x, y);
    await painted();
    const before = await metrics();
    await page.mouse.down();
    await page.mouse.up();
    await painted();
    const after = await metrics();
    const spent = (name) => after[name] - before[name];
    return {
      task: spent("TaskDuration"),
      script: spent("ScriptDuration"),
      layout: spent("LayoutDuration") + spent("RecalcStyleDuration"),
    };
  };
  const centre = async (locator) => {
    await locator.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await locator.boundingBox();
    return [x + width / 2, y + height / 2];
  };

  const svg = page.locator("figure[data-chart=dial] svg");
  const nothing = [];
  const answers = [];
  for (let i = 0; i < 30; i += 1) {
    nothing.push(await click(...(await centre(practice.locator("legend")))));
    const before = await svg.innerHTML();
    answers.push(await click(...(await centre(practice.locator(`input[value="${LEVELS[i % 5]}"]`)))));
    if ((await svg.innerHTML()) === before) throw new Error("the radar did not follow the answer");
  }
  await page.close();
  // The first five warm up.
  const part = (clicks, name) => clicks.slice(5).map((click) => click[name]);
  const base = median(part(nothing, "task"));
  return {
    "CPU": `${rate}× slower`,
    "work, median ms": (median(part(answers, "task")) - base).toFixed(1),
    "work, most ms": (most(part(answers, "task")) - base).toFixed(1),
    "script ms": median(part(answers, "script")).toFixed(1),
    "layout ms": median(part(answers, "layout")).toFixed(1),
    "idle click ms": base.toFixed(1),
  };
}

const rows = [await measure(1), await measure(4)];
console.table(rows);
console.log(`To reach: at most ${LIMIT_MS} ms of work at full speed.`);
await browser.close();
await server.stop();
