// What the second copy in the browser's database adds to an answer: the same clicks with it and without it, by turns.
//
// Two pages, one of which has no database. The work is what the browser counts for the main thread (TaskDuration) from the
// click until 100 ms after the second frame, when the database has answered everything. The assessment is full, with a note
// of 300 characters to each practice, so about 40 kB: more than most will ever be.

import { existsSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium } from "../tests/e2e/node_modules/@playwright/test/index.mjs";
import { startServer } from "../tests/e2e/server.mjs";

const LIMIT_MS = 1;
const CLICKS = 60;
const LEVELS = ["2", "4", "3", "5", "1"];

const browserPath =
  process.env.TWELVEFOLD_CHROMIUM ??
  ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
    .flatMap((name) => (process.env.PATH ?? "").split(delimiter).map((folder) => join(folder, name)))
    .find((file) => existsSync(file));

const content = JSON.parse(readFileSync(new URL("../dist/content/en.json", import.meta.url), "utf8"));
const practices = content.model.principle.flatMap(({ practice }) => practice.map(({ id }) => id));
const document = JSON.stringify({
  app: "twelvefold",
  kind: "assessment",
  schema: 2,
  id: "bench",
  revision: practices.length + 1,
  model: { id: content.model.id, version: content.model.version },
  header: {
    revision: 1,
    name: "Bench",
    profile: { role: "orchestrator", scale: "curated", stage: "management", form: "full" },
  },
  created: 1_790_000_000_000,
  changed: 1_790_000_000_000,
  answers: Object.fromEntries(
    practices.map((id, i) => [id, { revision: i + 2, value: 1 + (i % 5), note: "x".repeat(300), note_revision: i + 2 }]),
  ),
});

const server = await startServer();
const browser = await chromium.launch({
  executablePath: browserPath,
  args: [...(process.getuid?.() === 0 ? ["--no-sandbox"] : []), "--disable-background-networking"],
});
const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];

async function open(hasDatabase) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  if (!hasDatabase) {
    await page.addInitScript(() => Object.defineProperty(window, "indexedDB", { value: undefined }));
  }
  await page.addInitScript((text) => localStorage.setItem("twelvefold:a:bench", text), document);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(`${server.url}#/a/bench/${content.model.principle[0].id}`);
  await page.locator(".upkeep").waitFor({ state: "attached" });
  const practice = page.locator("fieldset[data-practice]").first();
  const work = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration").value * 1000;
  };
  let count = 0;
  const click = async () => {
    const input = practice.locator(`input[value="${LEVELS[count++ % LEVELS.length]}"]`);
    await input.scrollIntoViewIfNeeded();
    const { x, y, width, height } = await input.boundingBox();
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.waitForTimeout(50);
    const before = await work();
    await page.mouse.down();
    await page.mouse.up();
    await page.evaluate(
      () =>
        new Promise((done) =>
          requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))),
        ),
    );
    return (await work()) - before;
  };
  const copies = () =>
    page.evaluate(
      () =>
        new Promise((done) => {
          indexedDB.open("twelvefold").onsuccess = ({ target: { result } }) => {
            result.transaction("ring").objectStore("ring").count().onsuccess = (event) => done(event.target.result);
          };
        }),
    );
  return { session, click, copies, close: () => context.close() };
}

async function measure(rate) {
  const [on, off] = [await open(true), await open(false)];
  for (const { session } of [on, off]) await session.send("Emulation.setCPUThrottlingRate", { rate });
  const [kept, bare] = [[], []];
  for (let i = 0; i < CLICKS; i += 1) {
    kept.push(await on.click());
    bare.push(await off.click());
  }
  if ((await on.copies()) < 3) throw new Error("nothing was copied");
  // The first ones warm up.
  const [a, b] = [kept, bare].map((all) => median(all.slice(10)));
  await on.close();
  await off.close();
  return {
    "CPU": `${rate}× slower`,
    "with, median ms": a.toFixed(2),
    "without, median ms": b.toFixed(2),
    "added ms": (a - b).toFixed(2),
  };
}

console.table([await measure(1), await measure(4)]);
console.log(`To reach: at most ${LIMIT_MS} ms added at full speed.`);
await browser.close();
await server.stop();
