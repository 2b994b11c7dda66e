// Taking results along: files as the browser gets them, the clipboard, pictures, and what is offered where all that is
// forbidden.

import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import type { FrameLocator, Locator, Page } from "@playwright/test";
import { assessment, everything, PROFILE, stored } from "./documents";
import { axe, expect, test } from "./fixtures";
import { asked, content, principles, words } from "./model.mjs";
import { expected } from "./scoring";
import { startServer } from "./server.mjs";

const FULL = { ...PROFILE, form: "full" as const };
const answers = everything({ form: "full" });
const [one, two, three] = asked(principles[0]!, FULL) as [string, string, string];
const notes = {
  [one]: '=HYPERLINK("http://example.org","click")',
  [two]: "Größe, Été; 日本 \"quoted\"\nsecond line",
  [three]: "<img src=x onerror=alert(1)> | `code`",
};
const NAME = 'Port <b>"Ä"</b> & Co.';
const entries = stored(assessment({ name: NAME, profile: { form: "full" }, answers, notes }));
const result = expected(FULL, answers);
const RESULTS = "#/a/test-assessment/results";

const button = (page: Page | FrameLocator | Locator, key: string) =>
  page.getByRole("button", { name: words(key), exact: true });

/** The day where the browser is, which need not be where the test is. */
const today = (page: Page) =>
  page.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  });

/** Clicks what downloads something, and returns its name and bytes. */
async function file(page: Page, what: Locator): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([page.waitForEvent("download"), what.click()]);
  const name = download.suggestedFilename();
  await expect(page.getByRole("status")).toContainText(name);
  return { name, bytes: readFileSync(await download.path()) };
}

/** A reader of RFC 4180. */
function rows(csv: string): string[][] {
  const all: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    row.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'));
    if (end === "\r\n") {
      all.push(row);
      row = [];
    }
  }
  return all;
}

const clipboard = (page: Page, kind = "text/plain") =>
  page.evaluate(async (kind) => {
    const [item] = await navigator.clipboard.read();
    return (await item!.getType(kind)).text();
  }, kind);

/** The same, while it may still be written. */
const beingWritten = (page: Page) => clipboard(page).catch(() => "");

test.describe("files", () => {
  test.beforeEach(async ({ app }) => {
    await app.openWith(entries, RESULTS);
  });

  test("the CSV has every practice, the right numbers, and no formula", async ({ page }) => {
    const { name, bytes } = await file(page, button(page, "export.csv_download"));
    expect(name).toBe(`twelvefold-Port-b-Ä-b-Co-practices-${await today(page)}.csv`);
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const text = bytes.subarray(3).toString("utf8");
    const [heads, ...body] = rows(text) as [string[], ...string[][]];
    expect(body).toHaveLength(principles.flatMap(({ practice }) => practice).length);
    const table = body.map((row) => Object.fromEntries(heads.map((head, i) => [head, row[i]!])));
    for (const row of table) {
      const { score, held } = result.principles[row.principle_id!]!;
      expect(row.principle_score === "" ? null : Number(row.principle_score)).toBe(score);
      expect(row.principle_held === "" ? null : Number(row.principle_held)).toBe(held);
      expect(row.answer).toBe(String(answers[row.practice_id!] ?? "unanswered"));
      const gap = score === null ? "" : Math.max(0, Number(row.target) - score);
      expect(row.gap === "" ? "" : Number(row.gap)).toBe(gap);
      expect(row.assessment_name).toBe(NAME);
      expect(row.date).toBe("2026-09-21");
      for (const cell of Object.values(row)) expect(cell).not.toMatch(/^[\s"']*[=+@-](?<!'.*)/);
    }
    const note = Object.fromEntries(table.map((row) => [row.practice_id!, row.note!]));
    expect(note[one]).toBe(`'${notes[one]}`);
    expect(note[two]).toBe(notes[two]);
    expect(note[three]).toBe(notes[three]);
  });

  test("the JSON has the result and can be read back", async ({ page }) => {
    const { name, bytes } = await file(page, button(page, "export.json_download"));
    expect(name).toBe(`twelvefold-Port-b-Ä-b-Co-result-${await today(page)}.json`);
    const found = JSON.parse(bytes.toString("utf8"));
    expect(found).toMatchObject({ app: "twelvefold", kind: "result", schema: 1, $schema: "result-1.json", language: "en" });
    expect(found.overall.score).toBeCloseTo(result.score!, 12);
    expect(found.overall.held).toBe(result.held);
    for (const { id, score, held } of found.principles) {
      expect({ score, held }).toEqual(result.principles[id]);
    }
    expect(found.assessment.header.name).toBe(NAME);
    expect(found.assessment.answers[one]).toMatchObject({ value: answers[one], note: notes[one] });
    await expect(page.locator(".headline > p").first()).toHaveText(found.headline[0]);
  });

  test("the report has headings, numbers and notes, and no markup of a person's", async ({ page }) => {
    const { name, bytes } = await file(page, button(page, "export.markdown_download"));
    expect(name).toBe(`twelvefold-Port-b-Ä-b-Co-report-${await today(page)}.md`);
    const text = bytes.toString("utf8");
    expect(text).toContain('# Port \\<b\\>"Ä"\\</b\\> \\& Co.\n');
    expect(text).toContain("> \\<img src=x onerror=alert(1)\\> \\| \\`code\\`\n");
    const { title } = content.text.principle[principles[0]!.id];
    const score = result.principles[principles[0]!.id]!.score!.toFixed(1);
    expect(text).toMatch(new RegExp(`\\| ${principles[0]!.clause} ${title} \\| ${score} \\|`));
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await button(page, "export.copy_text").click();
    await expect(page.getByRole("status")).toContainText(words("export.copied"));
    expect(await clipboard(page)).toBe(text);
  });

  test("the backup says when it was made", async ({ app, page }) => {
    await app.follow("#/data");
    expect((await file(page, button(page, "data.backup"))).name).toBe(`twelvefold-backup-${await today(page)}.json`);
  });
});

test("the table of principles is copied as a table and as text", { tag: "@quick" }, async ({ app, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await app.openWith(entries, RESULTS);
  await button(page, "export.copy_table").click();
  await expect(page.getByRole("status")).toContainText(words("export.copied"));
  const lines = (await clipboard(page)).trimEnd().split("\n");
  expect(lines).toHaveLength(principles.length + 1);
  const cells = await page.evaluate(
    (html) => [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("tr")].map((row) => row.cells.length),
    await clipboard(page, "text/html"),
  );
  expect(cells).toEqual(lines.map((line) => line.split("\t").length));
  const second = lines[1]!.split("\t");
  expect(Number(second[1])).toBeCloseTo(result.principles[principles[0]!.id]!.score!, 1);
});

test.describe("charts", () => {
  const open = (figure: Locator) => figure.getByRole("button", { name: new RegExp(`^${words("export.chart_open")}:`) });

  test("each can be taken along", async ({ app, page }) => {
    await app.openWith(entries, RESULTS);
    const figures = page.locator("figure[data-chart]");
    await expect(open(page.locator("main"))).toHaveCount(await figures.count());
    await expect(button(page, "export.chart_svg")).toHaveCount(0);
    await open(app.chart("matrix")).click();
    await expect(open(app.chart("matrix"))).toHaveAttribute("aria-expanded", "true");
    await expect(button(page, "export.chart_svg")).toHaveCount(1);
    await open(app.chart("matrix")).click();
    await expect(button(page, "export.chart_svg")).toHaveCount(0);
  });

  test("as SVG it stands alone, light and on white, also from a dark phone", async ({ app, page }) => {
    await page.setViewportSize({ width: 360, height: 800 });
    await page.emulateMedia({ colorScheme: "dark" });
    await app.openWith(entries, RESULTS);
    for (const chart of ["radar", "matrix", "balance", `principle-${principles[0]!.id}`]) {
      await open(app.chart(chart)).click();
      const { name, bytes } = await file(page, button(app.chart(chart), "export.chart_svg"));
      expect(name).toBe(`twelvefold-Port-b-Ä-b-Co-${chart}-${await today(page)}.svg`);
      const found = await page.evaluate((text) => {
        const document = new DOMParser().parseFromString(text, "image/svg+xml");
        const svg = document.documentElement;
        return {
          error: document.querySelector("parsererror")?.textContent,
          root: svg.nodeName,
          namespace: svg.namespaceURI,
          title: svg.querySelector(":scope > title")?.textContent,
          ground: svg.querySelector(":scope > rect")?.getAttribute("fill"),
          active: svg.querySelectorAll("script, a, image, use, foreignObject, style").length,
          events: [...svg.querySelectorAll("*")].flatMap((e) => e.getAttributeNames()).filter((n) => n.startsWith("on")),
          width: Number(svg.getAttribute("width")),
        };
      }, bytes.toString("utf8"));
      expect(found).toMatchObject({ error: undefined, root: "svg", namespace: "http://www.w3.org/2000/svg" });
      expect(found).toMatchObject({ ground: "#FFFFFF", active: 0, events: [] });
      expect(found.title).toBe(await app.chart(chart).locator("svg").getAttribute("aria-label"));
      // With full titles, whatever fits the window.
      if (chart === "radar") expect(found.width).toBeGreaterThan(600);
    }
  });

  /** Size and some points of a PNG with eight bits a channel. */
  function points(png: Buffer) {
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    const [width, height, depth, colour] = [png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]];
    expect({ depth, interlace: png[28] }).toEqual({ depth: 8, interlace: 0 });
    const channels = colour === 6 ? 4 : 3;
    const data: Buffer[] = [];
    for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
      if (png.subarray(at + 4, at + 8).toString() === "IDAT") data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
    }
    const raw = inflateSync(Buffer.concat(data));
    const line = width * channels;
    const picture = Buffer.alloc(line * height);
    for (let y = 0; y < height; y++) {
      const filter = raw[y * (line + 1)]!;
      for (let x = 0; x < line; x++) {
        const left = x < channels ? 0 : picture[y * line + x - channels]!;
        const up = y === 0 ? 0 : picture[(y - 1) * line + x]!;
        const corner = y === 0 || x < channels ? 0 : picture[(y - 1) * line + x - channels]!;
        const near = left + up - corner;
        const [a, b, c] = [Math.abs(near - left), Math.abs(near - up), Math.abs(near - corner)];
        const paeth = a <= b && a <= c ? left : b <= c ? up : corner;
        const guess = [0, left, up, (left + up) >> 1, paeth][filter]!;
        picture[y * line + x] = (raw[y * (line + 1) + 1 + x]! + guess) & 255;
      }
    }
    const at = (x: number, y: number) => [...picture.subarray(y * line + x * channels, y * line + x * channels + 3)];
    const colours = new Set<string>();
    for (let i = 0; i < picture.length; i += channels) colours.add(picture.subarray(i, i + 3).toString("hex"));
    return { width, height, at, colours };
  }

  test("as PNG it has twice the size, white corners and the colours of the light theme", async ({ app, page }) => {
    await page.emulateMedia({ colorScheme: "dark" });
    await app.openWith(entries, RESULTS);
    const figure = app.chart("matrix");
    await open(figure).click();
    const svg = (await file(page, button(figure, "export.chart_svg"))).bytes.toString("utf8");
    const [width, height] = ["width", "height"].map((side) => Number(new RegExp(` ${side}="([\\d.]+)"`).exec(svg)![1]));
    const { name, bytes } = await file(page, button(figure, "export.chart_png"));
    expect(name).toMatch(/-matrix-[\d-]+\.png$/);
    const png = points(bytes);
    expect([png.width, png.height]).toEqual([Math.round(width!) * 2, Math.round(height!) * 2]);
    for (const [x, y] of [[0, 0], [png.width - 1, 0], [0, png.height - 1], [png.width - 1, png.height - 1]]) {
      expect(png.at(x!, y!)).toEqual([255, 255, 255]);
    }
    // Level 3 and the held level's outline.
    expect([...png.colours]).toContain("79b3aa");
    expect([...png.colours]).toContain("1f2421");
  });

  test("the numbers are copied as text and as table", async ({ app, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await app.openWith(entries, RESULTS);
    const figure = app.chart("balance");
    await open(figure).click();
    for (const key of ["export.chart_text", "export.chart_table"]) {
      await page.evaluate(() => navigator.clipboard.writeText("nothing"));
      await button(figure, key).click();
      await expect.poll(() => beingWritten(page)).toContain("\t");
      const lines = (await clipboard(page)).trimEnd().split("\n");
      expect(lines).toHaveLength(await figure.locator("tr").count());
      const scores = Object.values(result.principles).flatMap(({ score }) => (score === null ? [] : [score]));
      expect(Number(lines[1]!.split("\t")[1])).toBeCloseTo(Math.max(...scores), 1);
    }
    expect(await clipboard(page, "text/html")).toContain("<th>");
  });
});

test("what the clipboard refuses is selected in a field", async ({ app, page }) => {
  await page.addInitScript(() => {
    const refuse = () => Promise.reject(new DOMException("no", "NotAllowedError"));
    Object.assign(Clipboard.prototype, { write: refuse, writeText: refuse });
  });
  await app.openWith(entries, RESULTS);
  await button(page, "export.copy_text").click();
  const field = page.getByRole("textbox", { name: words("export.field_label") });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/^# Port/);
  await expect(page.getByRole("status")).toContainText(words("export.field_refused"));
  const selected = () => field.evaluate((area: HTMLTextAreaElement) => area.selectionEnd - area.selectionStart);
  expect(await selected()).toBe((await field.inputValue()).length);
  await axe(page, { include: ".export" });
  await button(page.locator(".export"), "app.close").click();
  await expect(field).toHaveCount(0);
});

test("a download that the browser refuses is offered as text", async ({ app, page }) => {
  await app.openWith(entries, RESULTS);
  await page.evaluate(() => {
    URL.createObjectURL = () => {
      throw new TypeError("no addresses today");
    };
  });
  await button(page, "export.json_download").click();
  const field = page.getByRole("textbox", { name: words("export.field_label") });
  await expect(field).toHaveValue(/^\{"\$schema":"result-1\.json"/);
  await expect(page.getByRole("status")).toContainText("no addresses today");
  await button(page.getByRole("status"), "app.close").click();
  // And a picture as the text of its drawing.
  const figure = app.chart("radar");
  await figure.getByRole("button", { name: new RegExp(`^${words("export.chart_open")}:`) }).click();
  await button(figure, "export.chart_png").click();
  await expect(figure.getByRole("textbox")).toHaveValue(/^<svg /);
});

for (const [sandbox, why] of [
  ["allow-scripts", "export.field_blocked"],
  ["allow-scripts allow-same-origin", "export.field_unsure"],
] as const) {
  test(`in a frame with sandbox="${sandbox}" the text is offered`, async ({ page, guard }) => {
    // The browser says in the console that it has blocked the download.
    guard.expect(/sandbox/i);
    const site = await startServer({
      headers: { "access-control-allow-origin": "*" },
      respond: (request, response) => {
        if (request.url !== "/host") return false;
        response
          .writeHead(200, { "content-type": "text/html" })
          .end(`<!doctype html><title>host</title><link rel="icon" href="data:,"><iframe title="app" width="1000" height="900" sandbox="${sandbox}" src="some/sub/path/#/new?role=member&form=short"></iframe>`);
        return true;
      },
    });
    guard.allowOrigin(site.url);
    try {
      await page.goto(new URL("/host", site.url).href);
      const frame = page.frameLocator("iframe");
      await frame.locator("button[type=submit]").click();
      await frame.locator("fieldset[data-practice] label:has(input[value='3'])").first().click();
      await frame.getByRole("link", { name: words("app.tab_results"), exact: true }).click();
      await button(frame, "export.csv_download").click();
      const field = frame.getByRole("textbox", { name: words("export.field_label") });
      await expect(field).toBeFocused();
      await expect(field).toHaveValue(/assessment_id,assessment_name/);
      await expect(frame.getByRole("status").last()).toContainText(words(why));
      await button(frame, "export.markdown_download").click();
      await expect(field).toHaveValue(new RegExp(`^# ${words("app.untitled")}`));
    } finally {
      await site.stop();
    }
  });
}

test("the panel is usable by everybody", async ({ app, page }) => {
  await app.openWith(entries, RESULTS);
  await app.chart("radar").getByRole("button", { name: new RegExp(`^${words("export.chart_open")}:`) }).click();
  await axe(page, { include: ".export" });
  await axe(page, { include: "figure[data-chart=radar]" });
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".export")).toBeHidden();
});
