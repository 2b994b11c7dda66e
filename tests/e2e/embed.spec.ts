// What embed.js does on other people's pages, against a stand-in for the app that says what the tests tell it to say. How it
// goes with the real app is in embed-app.spec.ts.

import { type Frame, type Page } from "@playwright/test";
import { events, expect, frameOf, idOf, say, shifts, test, until } from "./hosts";

const READY = { type: "ready", model: "ecosystem", version: "1.0", language: "en" };
const COMPLETE = {
  type: "complete",
  model: "ecosystem",
  version: "1.0",
  answered: 24,
  total: 24,
  overall: 3.25,
  held: 2,
  principles: { purpose: { score: 3.5, held: 3 }, trust: { score: null, held: null } },
};

/** Messages that are none of ours, one mistake in each. The id and version are right unless they are what is wrong. */
const WRONG: [string, Record<string, unknown>][] = [
  ["another version", { ...READY, twelvefold: 2 }],
  ["the version as text", { ...READY, twelvefold: "1" }],
  ["another id", { ...READY, embed: "0123456789abcdef" }],
  ["no id", { ...READY, embed: undefined }],
  ["no type", { ...READY, type: undefined }],
  ["an unknown type", { ...READY, type: "open" }],
  ["a type of every object", { type: "constructor" }],
  ["a type that only reads like one", { ...READY, type: ["ready"] }],
  ["a missing field", { ...READY, model: undefined }],
  ["a number for a text", { ...READY, language: 7 }],
  ["a text that is too long", { ...READY, model: "x".repeat(2001) }],
  ["part of an answer", { type: "progress", answered: 1.5, total: 24 }],
  ["fewer than none", { type: "progress", answered: -1, total: 24 }],
  ["too many", { type: "progress", answered: 1, total: 1e9 }],
  ["no number", { type: "progress", answered: Number.NaN, total: 24 }],
  ["a score out of range", { ...COMPLETE, overall: 1e300 }],
  ["a score that is missing", { ...COMPLETE, overall: undefined }],
  ["a level out of range", { ...COMPLETE, held: 6 }],
  ["principles in a list", { ...COMPLETE, principles: [{ score: 1, held: 1 }] }],
  ["a principle without numbers", { ...COMPLETE, principles: { purpose: {} } }],
  ["a principle that is nothing", { ...COMPLETE, principles: { purpose: null } }],
  [
    "too many principles",
    { ...COMPLETE, principles: Object.fromEntries(Array.from({ length: 65 }, (_, i) => [`p${i}`, { score: 1, held: 1 }])) },
  ],
  ["a principle with a long name", { ...COMPLETE, principles: { ["p".repeat(2001)]: { score: 1, held: 1 } } }],
  ["a code that is none", { ...COMPLETE, code: { toString: "12F" } }],
  ["a code that is too long", { ...COMPLETE, code: "1".repeat(2001) }],
  ["a reason that is a sentence", { type: "error", reason: "Click here to go on" }],
];

/** How high the frame is in the page. */
async function height(page: Page, element = "twelvefold-assessment"): Promise<number> {
  return page.locator(`${element} iframe`).evaluate((frame) => frame.getBoundingClientRect().height);
}

/** The frame is used: a click into it gives it the focus, as a hand would. */
async function use(page: Page): Promise<void> {
  await page.locator("twelvefold-assessment iframe").contentFrame().locator("input").click();
}

/** Says it, and waits until the element has heard it. */
async function tell(page: Page, frame: Frame, ...messages: Record<string, unknown>[]): Promise<void> {
  const before = (await events(page)).filter(({ type }) => type === "cta").length;
  await say(frame, ...messages, { type: "cta" });
  await until(page, "cta", before + 1);
}

test.describe("the script", () => {
  test("works wherever it stands", async ({ hosts }) => {
    const [script, element] = [hosts.script(), hosts.element(`src="${hosts.fake()}"`)];
    for (const [how, body] of [
      ["before the element", `<script src="${script}"></script>${element}`],
      ["after the element", `${element}<script src="${script}"></script>`],
      ["async", `<script async src="${script}"></script>${element}`],
      ["deferred", `<script defer src="${script}"></script>${element}`],
      ["twice", `<script src="${script}"></script>${element}<script src="${script}"></script>`],
    ] as const) {
      await test.step(how, async () => {
        const page = await hosts.open(body);
        await expect(page.locator("twelvefold-assessment iframe")).toHaveCount(1);
        await say(await frameOf(page), READY);
        expect(await until(page, "ready")).toEqual([
          { type: "ready", from: "twelvefold-assessment", detail: { model: "ecosystem", version: "1.0", language: "en" } },
        ]);
        await page.close();
      });
    }
    expect(hosts.warnings).toEqual([]);
  });

  test("works in pages that add something to every object", async ({ hosts }) => {
    const page = await hosts.open(`<script>Object.prototype.each = () => {}</script>${hosts.withFake()}`);
    await say(await frameOf(page), COMPLETE);
    const [complete] = await until(page, "complete");
    expect(Object.keys(complete!.detail.principles)).toEqual(["purpose", "trust"]);
  });

  test("leaves nothing in the page but the element", async ({ hosts }) => {
    const names = "Object.getOwnPropertyNames(window).sort().join()";
    const page = await hosts.open(
      `<script>Object.defineProperty(window, "names", { value: "" }); document.names = ${names}</script>` +
        `<script src="${hosts.script()}"></script>`,
    );
    expect(await page.evaluate(`${names} === document.names`)).toBe(true);
    expect(await page.evaluate(() => [document.querySelectorAll("style, link[rel=stylesheet]").length, document.adoptedStyleSheets.length])).toEqual([0, 0]);
  });

  test("finds the app beside itself", async ({ hosts }) => {
    const page = await hosts.open(`<script src="${hosts.script("c")}"></script>${hosts.element()}`);
    await expect(page.locator("twelvefold-assessment iframe")).toHaveAttribute("src", new RegExp(`^${hosts.app("c")}\\?`));
  });

  test("without a script there is the link that stands in the element", async ({ hosts }) => {
    const page = await hosts.open(hosts.element("", `<a href="${hosts.app()}">To the self-assessment</a>`));
    await expect(page.getByRole("link")).toBeVisible();
  });

  test("is allowed by a strict policy of the page", async ({ hosts }) => {
    const { origin } = new URL(hosts.fake());
    const policy =
      `default-src 'none'; script-src ${hosts.script()}; frame-src ${origin}; img-src data:; ` +
      "require-trusted-types-for 'script'; trusted-types 'none'";
    const page = await hosts.open(hosts.withFake('min-height="300"'), { headers: { "content-security-policy": policy } });
    const frame = await frameOf(page);
    await use(page);
    await tell(page, frame, READY, { type: "height", height: 900 });
    expect(await height(page)).toBe(900);
  });
});

test.describe("options", () => {
  test("of the element are options of the address", async ({ hosts }) => {
    const page = await hosts.open(
      hosts.withFake(
        'lang="de" theme="dark" accent="#0a5" ground="transparent" radius="8" heading-level="3" form="short" ' +
          'data-role="member" data-scale="large" stage="strategic" start="questions" model="models/other.json" ' +
          'cta="Talk to us" cta-href="mailto:hello@example.org?subject=A%20b" answers="ask" unknown="1"',
      ),
    );
    const { searchParams } = new URL((await frameOf(page)).url());
    const { embed, host, ...options } = Object.fromEntries(searchParams);
    expect(options).toEqual({
      lang: "de",
      theme: "dark",
      accent: "#0a5",
      ground: "transparent",
      radius: "8",
      "heading-level": "3",
      form: "short",
      role: "member",
      scale: "large",
      stage: "strategic",
      start: "questions",
      model: "models/other.json",
      cta: "Talk to us",
      "cta-href": "mailto:hello@example.org?subject=A%20b",
      answers: "ask",
    });
    expect(host).toBe(new URL(hosts.at("a")).origin);
    expect(embed).toMatch(/^[0-9a-f]{32}$/);
    expect(hosts.warnings).toEqual([]);
  });

  /** The address that the frame of an element has been given, also of one that is not in sight and not loaded. */
  const source = async (page: Page, element: string) =>
    new URL((await page.locator(`${element} iframe`).getAttribute("src"))!);

  test("refuse addresses that lead anywhere else", async ({ hosts }) => {
    const addresses = ["javascript:alert(1)", "data:text/html,x", "blob:http://a.localhost/x", "file:///etc/passwd", "http://", "vbscript:x"];
    // Out of sight, where no frame is loaded: they all show the app.
    const page = await hosts.open(
      `<script src="${hosts.script()}"></script><div style="height: 20000px"></div>` +
        addresses
          .map((address, i) => hosts.element(`id="e${i}" src="${address}" model="${address}" cta="Go" cta-href="${address}"`))
          .join(""),
    );
    for (const [i, address] of addresses.entries()) {
      expect((await source(page, `#e${i}`)).href, address).toMatch(new RegExp(`^${hosts.app()}\\?cta=Go&embed=`));
    }
    const notes = hosts.warnings.filter((text) => text.startsWith("<twelvefold-assessment>: "));
    expect(notes.map((text) => text.split(" ")[1])).toEqual(addresses.flatMap(() => ["src", "model", "cta-href"]));
  });

  test("refuse what they do not mean", async ({ hosts }) => {
    const wrong = [
      ["accent", "red"],
      ["accent", "#12345"],
      ["accent", "#fff;background:url(x)"],
      ["theme", "neon"],
      ["model", "https://elsewhere.example/model.json"],
      ["model", "//elsewhere.example/model.json"],
      ["model", "model.html"],
      ["cta-href", "http://example.org/"],
      ["cta-href", "/relative"],
    ] as const;
    const page = await hosts.open(
      `<script src="${hosts.script()}"></script>` +
        wrong.map(([option, value], i) => hosts.element(`id="e${i}" src="${hosts.fake()}" ${option}="${value}"`)).join(""),
    );
    for (const [i, [option, value]] of wrong.entries()) {
      expect([...(await source(page, `#e${i}`)).searchParams.keys()], `${option}: ${value}`).toEqual(["embed", "host"]);
    }
    expect(hosts.warnings).toEqual(
      wrong.map(([option, value]) => `<twelvefold-assessment>: ${option} is refused: ${JSON.stringify(value)}`),
    );
  });

  test("of the frame itself are the element's", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake('frame-title="How we work together" min-height="50vh" eager sandbox="allow-scripts"'));
    const frame = page.locator("twelvefold-assessment iframe");
    await expect(frame).toHaveAttribute("title", "How we work together");
    await expect(frame).toHaveAttribute("loading", "eager");
    await expect(frame).toHaveAttribute("sandbox", "allow-scripts");
    expect(await height(page)).toBe(400);
    await page.locator("twelvefold-assessment").evaluate((element) => {
      element.setAttribute("min-height", "100");
      element.setAttribute("frame-title", "Another");
    });
    await expect(frame).toHaveAttribute("title", "Another");
    expect(await height(page)).toBe(100);
  });

  test("an empty sandbox is the strictest one", async ({ hosts, guard }) => {
    guard.expect(/sandbox/);
    const page = await hosts.open(hosts.withFake('sandbox=""'));
    await expect(page.locator("twelvefold-assessment iframe")).toHaveAttribute("sandbox", "");
  });

  test("have sensible defaults", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake());
    const frame = page.locator("twelvefold-assessment iframe");
    await expect(frame).toHaveAttribute("title", "Twelvefold");
    await expect(frame).toHaveAttribute("loading", "lazy");
    expect(await height(page)).toBe(640);
  });

  test("that change load the frame anew, once, and without a step in the history", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake());
    const before = idOf(await frameOf(page));
    const steps = await page.evaluate(() => history.length);
    await page.locator("twelvefold-assessment").evaluate((element) => {
      element.setAttribute("form", "full");
      element.setAttribute("data-role", "member");
    });
    await page.locator("twelvefold-assessment iframe[src*='form=full'][src*='role=member']").waitFor();
    expect(idOf(await frameOf(page)), "a new frame has a new id").not.toBe(before);
    expect(await page.evaluate(() => history.length)).toBe(steps);
    await expect(page.locator("twelvefold-assessment iframe")).toHaveCount(1);
  });

  test("that change after an answer wait for the next time", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake());
    const frame = await frameOf(page);
    await tell(page, frame, { type: "progress", answered: 1, total: 24 });
    await page.locator("twelvefold-assessment").evaluate((element) => element.setAttribute("form", "full"));
    await tell(page, frame, READY);
    expect(await until(page, "ready"), "the frame is still there").toHaveLength(4);
    expect(hosts.warnings).toEqual([expect.stringContaining("form: something has been answered")]);
  });

  for (const sandbox of ["", "allow-scripts"]) {
    test(`the theme changes without loading ${sandbox && "in a sandbox"}`, async ({ hosts }) => {
      const page = await hosts.open(hosts.withFake(sandbox && `sandbox="${sandbox}"`));
      const frame = await frameOf(page);
      const told = frame.evaluate(
        () => new Promise((done) => addEventListener("message", ({ data, origin }) => done({ data, origin }), { once: true })),
      );
      // Before the app is there nobody listens, so it is told then.
      await page.locator("twelvefold-assessment").evaluate((element) => element.setAttribute("theme", "dark"));
      await say(frame, READY);
      expect(await told).toEqual({
        data: { twelvefold: 1, embed: idOf(frame), type: "theme", theme: "dark" },
        origin: new URL(hosts.at("a")).origin,
      });
      const again = frame.evaluate(() => new Promise((done) => addEventListener("message", ({ data }) => done(data.theme), { once: true })));
      await page.locator("twelvefold-assessment").evaluate((element) => element.setAttribute("theme", "neon"));
      expect(await again, "what is no theme is none").toBe("auto");
    });
  }
});

test.describe("messages", () => {
  test("become events with their fields and nothing else", async ({ hosts }) => {
    const page = await hosts.open(`<main>${hosts.withFake('id="one" answers="ask"')}</main>`);
    await say(
      await frameOf(page),
      { ...READY, extra: "x" },
      { type: "progress", answered: 3, total: 24 },
      { ...COMPLETE, code: "12F-AB", principles: { purpose: { score: 3.5, held: 3, extra: "x" } } },
      { type: "cta" },
      { type: "error", reason: "storage-blocked" },
    );
    const { type, ...complete } = COMPLETE;
    expect(await until(page, "error")).toEqual([
      { type: "ready", from: "one", detail: { model: "ecosystem", version: "1.0", language: "en" } },
      { type: "progress", from: "one", detail: { answered: 3, total: 24 } },
      { type, from: "one", detail: { ...complete, principles: { purpose: { score: 3.5, held: 3 } }, code: "12F-AB" } },
      { type: "cta", from: "one", detail: {} },
      { type: "error", from: "one", detail: { reason: "storage-blocked" } },
    ]);
  });

  test("have no code in them where nobody has asked for it", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake());
    await say(await frameOf(page), { ...COMPLETE, code: "12F-AB" });
    const [complete] = await until(page, "complete");
    expect(complete!.detail).not.toHaveProperty("code");
    expect(complete!.detail.overall).toBe(3.25);
  });

  test("that are wrong in one thing are ignored", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake('answers="ask"'));
    const frame = await frameOf(page);
    for (const [what, message] of WRONG) {
      const before = (await events(page)).length;
      await tell(page, frame, message);
      expect((await events(page)).slice(before).map(({ type }) => type), what).toEqual(["cta"]);
    }
    expect(hosts.warnings).toEqual([]);
  });

  test("that are no objects are ignored", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake());
    const frame = await frameOf(page);
    await frame.evaluate(() => {
      const all = [null, undefined, 1, "ready", [], [1], new Map([["twelvefold", 1]]), new Date(), new Uint8Array(8), new Error("x")];
      for (const data of all) parent.postMessage(data, "*");
    });
    await tell(page, frame);
    expect(await events(page)).toHaveLength(1);
  });

  test("of other windows are ignored, with the right id and from the right site", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake("", `<iframe name="other" src="${hosts.fake()}"></iframe>`));
    const frame = await frameOf(page);
    const embed = idOf(frame);
    const message = { twelvefold: 1, embed, ...READY };
    const other = page.frame("other")!;
    await other.waitForLoadState();
    await other.evaluate((message) => parent.postMessage(message, "*"), message);
    await page.evaluate((message) => postMessage(message, "*"), message);
    await page.waitForFunction(() => (window as any).seen.messages === 2);
    await tell(page, frame);
    expect((await events(page)).map(({ type }) => type)).toEqual(["cta"]);
  });

  test("of another site in the same frame are ignored", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake());
    const frame = await frameOf(page);
    const embed = idOf(frame);
    await frame.goto(`${hosts.fake("c")}?embed=${embed}`);
    await say(await frameOf(page), READY);
    await page.waitForFunction(() => (window as any).seen.messages === 1);
    expect(await events(page)).toEqual([]);
  });

  test("of a sandboxed frame, which has no origin, are heard", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake('sandbox="allow-scripts"'));
    await say(await frameOf(page), READY);
    expect(await until(page, "ready")).toHaveLength(1);
  });

  test("are looked at a hundred times a second", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake());
    const frame = await frameOf(page);
    // The second lasts for as long as the test wants it to.
    await page.evaluate(() => {
      (window as any).seen.now = 5000;
      performance.now = () => (window as any).seen.now;
    });
    const flood = Array.from({ length: 1000 }, (_, i) => ({ type: "progress", answered: i, total: 1000 }));
    await say(frame, ...flood);
    await page.waitForFunction(() => (window as any).seen.messages === 1000);
    expect((await events(page)).map(({ detail }) => detail.answered)).toEqual(Array.from({ length: 100 }, (_, i) => i));
    await page.evaluate(() => {
      (window as any).seen.now += 1000;
    });
    await say(frame, READY);
    await until(page, "ready");
  });

  // Numbers that look random and are the same every time (mulberry32).
  const random = (seed: number) => () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };

  test("that are made up are ignored or right, never half of both", async ({ hosts }) => {
    const seeds = [1, 2, 3, 4];
    // An element for each seed: of one element's messages a hundred a second are looked at.
    const page = await hosts.open(
      `<script src="${hosts.script()}"></script>` +
        seeds.map((seed) => hosts.element(`id="s${seed}" eager answers="ask" src="${hosts.fake()}"`)).join(""),
    );
    for (const seed of seeds) {
      const next = random(seed);
      const one = <T>(list: T[]): T => list[Math.floor(next() * list.length)]!;
      const strange = () =>
        one<unknown>([null, true, -1, 0, 1, 2.5, 6, 99, 1e9, Number.POSITIVE_INFINITY, "", "3", "x".repeat(3000), [], [3], {}, { score: 1, held: 1 }]);
      const base = [READY, COMPLETE, { type: "progress", answered: 1, total: 2 }, { type: "height", height: 700 }, { type: "scroll", top: 5 }, { type: "error", reason: "x" }];
      // A right message with some of it changed, at any depth, or something with no shape at all.
      const spoil = (value: any): any => {
        if (typeof value !== "object" || value === null || next() < 0.1) return next() < 0.25 ? strange() : value;
        const copy: Record<string, unknown> = {};
        for (const [key, inner] of Object.entries(value)) {
          if (next() < 0.08) continue;
          copy[next() < 0.04 ? one(["__proto__", "constructor", "toString", "x".repeat(3000)]) : key] = spoil(inner);
        }
        if (next() < 0.1) copy[one(["type", "embed", "twelvefold", "code", "held"])] = strange();
        return copy;
      };
      const frame = await frameOf(page, `#s${seed}`);
      await tell(page, frame, ...Array.from({ length: 60 }, () => spoil(one(base))));
      const whole = (value: unknown) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 100_000;
      const text = (value: unknown) => typeof value === "string" && value.length <= 2000;
      const score = (value: unknown) => value === null || (typeof value === "number" && value >= 0 && value <= 100);
      const held = (value: unknown) => value === null || [1, 2, 3, 4, 5].includes(value as number);
      for (const { type, detail } of await events(page)) {
        const keys = Object.keys(detail);
        const said = `${seed}: ${JSON.stringify(detail)}`;
        if (type === "progress") expect(keys.every((key) => whole(detail[key])), said).toBe(true);
        if (type === "ready") expect(text(detail.model) && text(detail.language), said).toBe(true);
        if (type === "complete") {
          const all = Object.values<any>(detail.principles);
          const fine =
            whole(detail.answered) && whole(detail.total) && score(detail.overall) && held(detail.held) &&
            (!("code" in detail) || text(detail.code)) && all.every((is) => score(is.score) && held(is.held));
          expect(fine, said).toBe(true);
        }
      }
      // Nothing of it has stopped the element, and its height is one that was allowed.
      expect([640, 700]).toContain(await height(page, `#s${seed}`));
      const ready = (await events(page)).filter(({ type }) => type === "ready").length;
      await say(frame, READY);
      await until(page, "ready", ready + 1);
    }
  });
});

test.describe("height", () => {
  test("follows the frame while its end is out of sight", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake('min-height="900"', '<p id="after">after</p>'));
    const frame = await frameOf(page);
    await tell(page, frame, { type: "height", height: 1500 });
    expect(await height(page)).toBe(1500);
    await tell(page, frame, { type: "height", height: 1499 });
    expect(await height(page), "one pixel less is rounding").toBe(1500);
    await tell(page, frame, { type: "height", height: 1501 });
    expect(await height(page), "one pixel more is room that is missing").toBe(1501);
    await tell(page, frame, { type: "height", height: 1400 });
    expect(await height(page)).toBe(1400);
    await tell(page, frame, { type: "height", height: 300 });
    expect(await height(page), "what is reserved stays").toBe(900);
    for (const wrong of [0, -5, 100_001, 1.5, "1200", null]) await tell(page, frame, { type: "height", height: wrong });
    expect(await height(page)).toBe(900);
    expect(await shifts(page)).toEqual([]);
  });

  test("moves nothing in sight until the frame is used", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake('min-height="300"', '<p id="after">after</p>'));
    const frame = await frameOf(page);
    await tell(page, frame, READY, { type: "height", height: 700 });
    expect(await height(page)).toBe(300);
    expect(await shifts(page)).toEqual([]);
    await use(page);
    await expect.poll(() => height(page)).toBe(700);
  });

  test("is made up for when the end goes out of sight", async ({ hosts }) => {
    const page = await hosts.open(`<div id="room" hidden style="height: 700px"></div>${hosts.withFake('min-height="300"', '<p>after</p>')}`);
    const frame = await frameOf(page);
    await tell(page, frame, { type: "height", height: 700 });
    expect(await height(page)).toBe(300);
    await page.locator("#room").evaluate((room) => {
      room.hidden = false;
    });
    await expect.poll(() => height(page)).toBe(700);
  });

  test("does not grow without end", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake('min-height="900"'));
    const frame = await frameOf(page);
    await page.evaluate(() => {
      performance.now = () => 5000;
    });
    await tell(page, frame, ...Array.from({ length: 40 }, (_, i) => ({ type: "height", height: 1000 + 10 * i })));
    expect(await height(page), "twenty times").toBe(1190);
    expect(hosts.warnings).toEqual([expect.stringContaining("grows without end")]);
    await tell(page, frame, { type: "height", height: 3000 }, { type: "height", height: 1000 });
    expect(await height(page)).toBe(1190);
  });

  test("grows along while the page becomes narrower", async ({ hosts }) => {
    const page = await hosts.open(`<div id="room">${hosts.withFake('min-height="900"')}</div>`);
    const frame = await frameOf(page);
    await page.evaluate(() => {
      performance.now = () => 5000;
    });
    const narrow = (width: number) =>
      page.locator("#room").evaluate((room, width) => {
        room.style.width = `${width}px`;
      }, width);
    for (let i = 0; i < 40; i++) {
      await narrow(1000 - 10 * i);
      await tell(page, frame, { type: "height", height: 1000 + 10 * i });
    }
    expect(await height(page)).toBe(1390);
    expect(hosts.warnings).toEqual([]);
  });

  test("a frame that grows with its height is stopped", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake('min-height="900"'));
    const frame = await frameOf(page);
    const embed = idOf(frame);
    await frame.evaluate((embed) => {
      new ResizeObserver(() => {
        parent.postMessage({ twelvefold: 1, embed, type: "height", height: innerHeight + 50 }, "*");
      }).observe(document.documentElement.appendChild(Object.assign(document.createElement("div"), { className: "tall" })));
      document.head.append(Object.assign(document.createElement("style"), { textContent: ".tall { height: 100vh }" }));
    }, embed);
    await expect.poll(() => hosts.warnings.join()).toContain("grows without end");
  });
});

test.describe("scrolling", () => {
  const far = (hosts: any, extra = "") =>
    hosts.withFake('min-height="3000"', '<div style="height: 2000px"></div>').replace("<script", `<div style="height: 200px">before</div>${extra}<script`);
  const top = (page: Page) => page.locator("twelvefold-assessment").evaluate((element) => element.getBoundingClientRect().top);

  test("follows the frame when its top is out of sight and it is used", async ({ hosts }) => {
    const page = await hosts.open(far(hosts));
    const frame = await frameOf(page);
    await page.mouse.wheel(0, 100);
    await page.waitForFunction(() => scrollY === 100);
    await use(page);
    await tell(page, frame, { type: "scroll", top: 0 });
    expect(await page.evaluate(() => scrollY), "the top is in sight").toBe(100);
    await page.evaluate(() => scrollTo(0, 1500));
    await tell(page, frame, { type: "scroll", top: 400 });
    expect(Math.round(await top(page))).toBe(-400);
    await tell(page, frame, { type: "scroll", top: 0 });
    expect(Math.round(await top(page))).toBe(0);
  });

  test("is left to the reader who does not use the frame", async ({ hosts }) => {
    const page = await hosts.open(far(hosts));
    const frame = await frameOf(page);
    await page.evaluate(() => scrollTo(0, 1500));
    await tell(page, frame, READY, { type: "scroll", top: 0 });
    expect(await page.evaluate(() => scrollY)).toBe(1500);
  });

  test("leaves room for a bar at the top", async ({ hosts }) => {
    const page = await hosts.open(far(hosts), { head: "<style>twelvefold-assessment { scroll-margin-top: 64px } html { scroll-behavior: smooth }</style>" });
    const frame = await frameOf(page);
    await use(page);
    await page.evaluate(() => scrollTo({ top: 1500, behavior: "instant" }));
    await tell(page, frame, { type: "scroll", top: 0 });
    expect(Math.round(await top(page))).toBe(64);
  });

  test("the page keeps its focus and its place", async ({ hosts }) => {
    const page = await hosts.open(`<input id="mine" autofocus>${far(hosts)}`);
    const frame = await frameOf(page);
    await expect(page.locator("#mine")).toBeFocused();
    await tell(page, frame, READY, { type: "height", height: 3500 }, { type: "scroll", top: 300 });
    await expect(page.locator("#mine")).toBeFocused();
    expect(await page.evaluate(() => scrollY)).toBe(0);
  });
});

test.describe("the life of an element", () => {
  test("several are independent", async ({ hosts }) => {
    const page = await hosts.open(
      hosts.withFake('id="one" min-height="900"') + hosts.element(`id="two" min-height="900" eager src="${hosts.fake("c")}"`),
    );
    const [one, two] = [await frameOf(page, "#one"), await frameOf(page, "#two")];
    expect(idOf(one)).not.toBe(idOf(two));
    await say(one, { type: "height", height: 1200 }, READY);
    await say(two, { type: "height", height: 1700 }, { ...READY, embed: idOf(one), language: "de" }, { ...READY, language: "fr" });
    const told = await until(page, "ready", 2);
    expect(told.map(({ from, detail }) => `${from} ${detail.language}`).sort()).toEqual(["one en", "two fr"]);
    expect([await height(page, "#one"), await height(page, "#two")]).toEqual([1200, 1700]);
  });

  test("a removed one leaves no listener", async ({ hosts }) => {
    const page = await hosts.open(`<script src="${hosts.script()}"></script>`);
    const add = (src: string) =>
      page.evaluate((src) => {
        const element = document.createElement("twelvefold-assessment");
        element.setAttribute("src", src);
        document.body.append(element);
        return (window as any).seen.listeners as number;
      }, src);
    const before = await page.evaluate(() => (window as any).seen.listeners as number);
    expect(await add(hosts.fake())).toBeGreaterThan(before);
    await frameOf(page);
    const after = await page.evaluate(() => {
      document.querySelector("twelvefold-assessment")!.remove();
      return (window as any).seen.listeners as number;
    });
    expect(after).toBe(before);
  });

  test("a moved one begins anew", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake("", '<div id="there"></div>'));
    const before = idOf(await frameOf(page));
    await page.evaluate(() => document.querySelector("#there")!.append(document.querySelector("twelvefold-assessment")!));
    const frame = await frameOf(page, "#there twelvefold-assessment");
    expect(idOf(frame)).not.toBe(before);
    await say(frame, READY);
    expect(await until(page, "ready")).toHaveLength(1);
    await expect(page.locator("iframe")).toHaveCount(1);
  });

  test("one that is moved in a way that keeps it goes on", async ({ hosts }) => {
    const page = await hosts.open(hosts.withFake("", '<div id="there"></div>'));
    const before = idOf(await frameOf(page));
    await page.evaluate(() => (document.querySelector("#there") as any).moveBefore(document.querySelector("twelvefold-assessment"), null));
    const frame = await frameOf(page, "#there twelvefold-assessment");
    expect(idOf(frame)).toBe(before);
    await say(frame, READY);
    expect(await until(page, "ready")).toHaveLength(1);
  });

  test("one that is far down is loaded when it is reached", async ({ hosts }) => {
    const page = await hosts.open(`<div style="height: 20000px"></div>${hosts.withFake()}`);
    await expect(page.locator("twelvefold-assessment iframe")).toHaveCount(1);
    const hasLoaded = () => page.frames().some((frame) => frame.url().startsWith(hosts.fake()));
    expect(hasLoaded()).toBe(false);
    await page.locator("twelvefold-assessment").scrollIntoViewIfNeeded();
    await expect.poll(hasLoaded).toBe(true);
  });

  test("in a page without an origin the frame is there all the same", async ({ hosts }) => {
    hosts.put("/inner", hosts.withFake());
    const page = await hosts.open(`<iframe sandbox="allow-scripts" width="900" height="700" src="${hosts.at("a", "/inner")}"></iframe>`);
    const inner = page.frameLocator("iframe").locator("twelvefold-assessment iframe");
    await expect(inner).toHaveAttribute("src", hosts.fake());
    expect(hosts.warnings).toEqual([expect.stringContaining("no origin")]);
  });
});

test.describe("the patience of an element", () => {
  // A clock stays in its context.
  test.use({ shared: false });

  test("one whose app does not come says so, and shows a way to it", async ({ hosts }) => {
    hosts.put("/page", hosts.withFake('lang="de" frame-title="Self-assessment"'));
    const page = await hosts.context.newPage();
    await page.clock.install();
    await page.goto(hosts.at("a", "/page"));
    const frame = await frameOf(page);
    const link = page.getByRole("link", { name: "Self-assessment" });
    await expect(link).toBeHidden();
    // The frame has been in sight when a picture of it was taken.
    await page.screenshot();
    // The clock runs on by itself meanwhile, on a slow machine for seconds.
    await page.clock.fastForward(10_000);
    await expect(link).toBeHidden();
    await page.clock.fastForward(11_000);
    await expect(link).toBeVisible();
    await expect(link).toHaveAttribute("href", `${hosts.fake()}?lang=de`);
    await expect(link).toHaveAttribute("target", "_blank");
    expect(await events(page)).toEqual([{ type: "error", from: "twelvefold-assessment", detail: { reason: "load-failed" } }]);
    await say(frame, READY);
    await until(page, "ready");
    await expect(link).toBeHidden();
  });

  test("one whose app is there has no such link", async ({ hosts }) => {
    hosts.put("/page", hosts.withFake());
    const page = await hosts.context.newPage();
    await page.clock.install();
    await page.goto(hosts.at("a", "/page"));
    await say(await frameOf(page), READY);
    await until(page, "ready");
    await page.clock.fastForward(60_000);
    expect((await events(page)).map(({ type }) => type)).toEqual(["ready"]);
    await expect(page.getByRole("link")).toBeHidden();
  });
});
