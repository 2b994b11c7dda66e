// A site of somebody else's own: `config.json` beside the page, and questions of other authors in place of the shipped ones.

import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { App, type AnswerValue } from "./app";
import { axe, expect, test as base } from "./fixtures";
import { assessment, everything, keyOf, stored } from "./documents";
import { View } from "./ecosystem";
import { content, words } from "./model.mjs";
import { BASE, startServer } from "./server.mjs";

const MODEL_FILE = "models/supplier-partnership.json";
const MODEL_TEXT = readFileSync(new URL("../../examples/model/supplier-partnership.json", import.meta.url), "utf8");
const MODEL = JSON.parse(MODEL_TEXT);

const LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40"><rect width="120" height="40" fill="#0a4a8f"/></svg>';

/** What the server gives for a file of the site: text of a type, or nothing at all for ever. */
type Answer = { text: string; type?: string; status?: number } | "hang";

interface Own {
  /** The files of this site that are not those of the build, by path. */
  files: Record<string, Answer>;
  /** The app on that site. */
  own: App;
  /** What the console was warned of. */
  warnings: string[];
}

const test = base.extend<Own>({
  files: async ({}, use) => {
    await use({ [MODEL_FILE]: { text: MODEL_TEXT }, "brand/logo.svg": { text: LOGO, type: "image/svg+xml" } });
  },
  own: async ({ page, guard, files }, use) => {
    const server = await startServer({
      respond: (request: any, response: any) => {
        const path = new URL(request.url, "http://localhost").pathname.slice(BASE.length);
        const answer = files[path];
        if (!answer) return false;
        if (answer === "hang") return true;
        response.writeHead(answer.status ?? 200, { "content-type": answer.type ?? "application/json" }).end(answer.text);
        return true;
      },
    });
    guard.allowOrigin(server.url);
    await use(new App(page, server.url));
    await server.stop();
  },
  warnings: async ({ page }, use) => {
    const warnings: string[] = [];
    page.on("console", (message) => {
      // The runner lets no test register a service worker that does not ask for it, and says so.
      const isOfRunner = /Service Worker registration blocked/.test(message.text());
      if (message.type() === "warning" && !isOfRunner) warnings.push(message.text());
    });
    await use(warnings);
  },
});

const config = (value: unknown): Answer => ({ text: JSON.stringify(value) });

const property = (page: Page, name: string) =>
  page.evaluate((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim(), name);

const GOOD = {
  name: "Harbour Advisers",
  logo: { file: "brand/logo.svg", alt: "Harbour Advisers, to the first page" },
  accent: "#0a4a8f",
  links: [
    { label: "Imprint", href: "https://harbour.example/imprint" },
    { label: "Privacy", href: "privacy.html" },
  ],
  call_to_action: { label: "Talk about your result", href: "mailto:talk@harbour.example" },
};

test("a site has its own mark, name, colour, links and call to action", { tag: "@quick" }, async ({ own, page, files, warnings }) => {
  files["config.json"] = config(GOOD);
  await own.open();
  const logo = page.getByRole("banner").getByRole("img", { name: GOOD.logo.alt });
  await expect(logo).toBeVisible();
  expect(await logo.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0)).toBe(true);
  await expect(page).toHaveTitle(`${words("app.home")} · Harbour Advisers`);
  expect(await property(page, "--accent")).toContain("#0a4a8f");

  const foot = page.getByRole("contentinfo");
  await expect(foot.getByRole("link", { name: "Imprint" })).toHaveAttribute("href", "https://harbour.example/imprint");
  await expect(foot.getByRole("link", { name: "Privacy" })).toHaveAttribute("href", "privacy.html");
  await expect(foot.getByRole("link", { name: "Talk about your result" })).toHaveAttribute("href", GOOD.call_to_action.href);
  // Whoever runs the site: what is behind it and what it is not stays in sight.
  await expect(foot).toContainText("Made with Twelvefold.");
  await expect(foot).toContainText(content.text.model.notice_short);
  await expect(foot).toContainText(words("app.private"));
  await axe(page);

  await own.store(stored(assessment({ answers: everything() })));
  await own.open("#/a/test-assessment/results");
  await expect(page.locator(".what-next [data-cta]")).toHaveText("Talk about your result");
  await own.follow("#/a/test-assessment/report");
  await expect(page.locator(".cover img.cover-logo")).toHaveAttribute("src", "brand/logo.svg");
  await expect(page.locator(".cover-mark")).toContainText("Twelvefold");
  expect(warnings).toEqual([]);
});

test("a page that the call to action leads to opens in a window of its own", async ({ own, page, files }) => {
  files["config.json"] = config({ call_to_action: { label: "Talk", href: "https://harbour.example/talk" } });
  await own.open();
  const link = page.getByRole("contentinfo").locator("[data-cta]");
  await expect(link).toHaveAttribute("target", "_blank");
  await expect(link).toHaveAttribute("rel", /noopener/);
});

test("a name alone stands at the head and on the cover", async ({ own, page, files }) => {
  files["config.json"] = config({ name: "<b>Harbour</b>" });
  await own.store(stored(assessment({ answers: everything() })));
  await own.open("#/a/test-assessment/report");
  await expect(page.locator(".brand")).toHaveText("<b>Harbour</b>");
  await expect(page.locator(".cover-site")).toHaveText("<b>Harbour</b>");
  await expect(page.locator(".cover-head b")).toHaveCount(0);
});

test("the accent can be read on every screen in both themes", async ({ own, page, files }) => {
  await page.emulateMedia({ reducedMotion: "reduce" });
  files["config.json"] = config({ ...GOOD, accent: "#5b2a86" });
  await own.openWith(stored(assessment({ answers: everything() })));
  for (const hash of ["#/", "#/new", "#/a/test-assessment/", "#/a/test-assessment/results", "#/a/test-assessment/plan", "#/method"]) {
    await own.follow(hash);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await axe(page, { only: ["color-contrast"] });
    }
  }
});

// Every mistake that there can be, and its place: config.rs of the native tests.
test("mistakes in a configuration are named, and the rest counts", async ({ own, page, files, warnings }) => {
  files["config.json"] = config({
    name: "Harbour",
    logo: { file: "https://elsewhere.example/logo.svg", alt: "x" },
    accent: "#ff0000",
    links: [{ label: "x", href: "javascript:document.title='x'" }],
    call_to_action: { label: "x", href: " javascript:alert(1)" },
    colour: "#000",
  });
  await own.open();
  expect(warnings.sort()).toEqual([
    expect.stringMatching(/^config\.json: accent has a contrast of 4\.0:1/),
    expect.stringMatching(/^config\.json: call_to_action\.href has the character/),
    expect.stringMatching(/^config\.json: colour is not known here/),
    expect.stringMatching(/^config\.json: links\[0\]\.href does not begin/),
    expect.stringMatching(/^config\.json: logo\.file has the character/),
  ]);
  await expect(page.locator(".foot [data-cta]")).toHaveCount(0);
  await expect(page.locator(".foot .site-links")).toHaveCount(0);
  await expect(page).toHaveTitle(/Harbour$/);
  await expect(page.locator(".brand")).toHaveText("Harbour");
});

test("without a configuration that can be used the site is as without", async ({ own, page, files, warnings, guard }) => {
  guard.expect(/Failed to load resource/);
  const unusable: [what: string, answer: Answer, message: RegExp | null][] = [
    ["not there", { text: "not found", type: "text/plain", status: 404 }, null],
    ["a page of the host", { text: "<!doctype html>", type: "text/html" }, /^config\.json is text\/html, not JSON/],
    ["empty", { text: "" }, null],
    ["not JSON", { text: "{name: x}" }, /^config\.json: not JSON/],
    ["of a wrong shape", { text: "[1]" }, /^config\.json: : expected a table/],
  ];
  for (const [what, answer, message] of unusable) {
    files["config.json"] = answer;
    // Without a hash, or the browser would not load the page anew.
    await own.open("");
    await expect(own.heading(), what).toHaveText(content.text.model.question);
    await expect(page.locator(".brand")).toHaveText("Twelvefold");
    await expect(page.locator(".site-foot")).toHaveCount(0);
    const said = warnings.splice(0);
    if (message) expect(said.filter((warning) => message.test(warning)), what).not.toEqual([]);
    else expect(said, what).toEqual([]);
  }
});

test("a server that never answers for the configuration keeps nobody out", async ({ own, files, warnings }) => {
  files["config.json"] = "hang";
  await own.open();
  await expect(own.heading()).toHaveText(content.text.model.question);
  expect(warnings).toEqual(["config.json did not come in time and is left out"]);
});

// --------------------------------------------------------- languages -----

/** The shipped content as if it were German: the same with another name for the screen of all assessments. */
function german(): Record<string, Answer> {
  const file = JSON.parse(readFileSync(new URL("../../dist/content/en.json", import.meta.url), "utf8"));
  file.text.language = "de";
  file.text.name = "Deutsch";
  file.text.model.question = "Wie gut arbeitet Ihr Ökosystem zusammen?";
  const page = readFileSync(new URL("../../dist/index.html", import.meta.url), "utf8");
  const html = page.replace(/data-languages="[^"]*"/, 'data-languages="de en"');
  const later = readFileSync(new URL(`../../dist/content/${file.later}`, import.meta.url), "utf8");
  return {
    "": { text: html, type: "text/html" },
    "content/de.json": { text: JSON.stringify({ ...file, later: "de-later.json" }) },
    "content/de-later.json": { text: later },
  };
}

test("the language of the site comes after the address and the person, and before the browser", async ({ own, page, files }) => {
  Object.assign(files, german(), { "config.json": config({ language: "de" }) });
  const root = page.locator("html");
  // The browser asks for English.
  await own.open();
  await expect(root).toHaveAttribute("lang", "de");
  await expect(own.heading()).toHaveText("Wie gut arbeitet Ihr Ökosystem zusammen?");
  await own.open("#/", "?lang=en");
  await expect(root).toHaveAttribute("lang", "en");
  await own.store({ "twelvefold:settings": JSON.stringify({ app: "twelvefold", kind: "settings", schema: 1, language: "en" }) });
  await own.open();
  await expect(root).toHaveAttribute("lang", "en");
});

// --------------------------------------------------------- own models ----

interface Practice {
  id: string;
  core?: boolean;
}

const OWN_PRINCIPLES: { id: string; practice: Practice[] }[] = MODEL.model.principle;
const ALL = OWN_PRINCIPLES.flatMap((principle) => principle.practice.map((practice) => practice.id));

/** Levels going round, with both other answers among them. */
const ANSWERS: Record<string, AnswerValue> = Object.fromEntries(
  ALL.map((id, i) => [id, ([4, 3, 5, 2, "na", 3, 1, 2, "unknown", 5, 4, 4] as AnswerValue[])[i]!]),
);

/** The published formulas with the numbers of this model, worked out on their own. */
function expectedOfOwn(answers: Record<string, AnswerValue>) {
  const { min_rated_practices, min_rated_share_percent, min_scored_principles } = MODEL.model.scoring;
  const principles = OWN_PRINCIPLES.map((principle) => {
    const given = principle.practice.map((practice) => answers[practice.id]);
    const rated = given.filter((answer): answer is 1 | 2 | 3 | 4 | 5 => typeof answer === "number");
    const applicable = given.filter((answer) => answer !== "na").length;
    const enough = rated.length >= min_rated_practices && rated.length * 100 >= min_rated_share_percent * applicable;
    return { id: principle.id, score: enough ? rated.reduce((sum, level) => sum + level, 0) / rated.length : null };
  });
  const scored = principles.flatMap(({ score }) => (score === null ? [] : [score]));
  const overall = scored.length >= min_scored_principles ? scored.reduce((sum, score) => sum + score, 0) / scored.length : null;
  return { principles, overall };
}

test("a model of one's own from the first question to the backup", async ({ own, page, files }) => {
  files["config.json"] = config({ model: MODEL_FILE });
  await own.open();
  const text = MODEL.text.en;
  await expect(own.heading()).toHaveText(text.model.question);
  await expect(page.getByRole("contentinfo")).toContainText(text.model.notice_short);
  await expect(page.locator("body")).not.toContainText(/twelve principles|44007/i);
  const id = await own.startAssessment({ role: "member", scale: "curated", stage: "management", form: "full" });
  for (const principle of OWN_PRINCIPLES) {
    await own.follow(`#/a/${id}/${principle.id}`);
    await expect(own.heading()).toHaveText(text.principle[principle.id].title);
    for (const { id: practice } of principle.practice) {
      await expect(own.practice(practice)).toContainText(text.practice[practice].ask_member);
      await own.answer(practice, ANSWERS[practice]!);
    }
  }
  // There is no self-check in this model.
  await expect(page.locator(`a[href="#/a/${id}/competencies"]`)).toHaveCount(0);

  await own.follow(`#/a/${id}/results`);
  const expected = expectedOfOwn(ANSWERS);
  expect(await own.overallScore()).toBeCloseTo(expected.overall!, 9);
  for (const { id: principle, score } of expected.principles) {
    const found = await own.result(principle).getAttribute("data-score");
    if (score === null) expect(found ?? "").toBe("");
    else expect(Number(found)).toBeCloseTo(score, 9);
  }
  await expect(page.locator("main")).not.toContainText(/twelve(?!fold)|44007/i);
  await axe(page);
  const code = await own.responseCode();

  for (const screen of ["plan", "report", "form"]) {
    await own.follow(`#/a/${id}/${screen}`);
    await expect(page.locator("main")).toContainText(text.principle.direction.title);
    await expect(page.locator("body")).not.toContainText(/twelve(?!fold)|44007/i);
  }
  await own.follow("#/method");
  await expect(page.locator("main")).toContainText(text.model.notice);
  await expect(page.locator("body")).not.toContainText(/twelve principles|44007/i);
  await own.follow(`#/a/${id}/competencies`);
  await expect(own.heading()).toHaveText(words("not_found.title"));

  await own.follow(`#/r/${code}`);
  await expect(page.locator("main")).toContainText(text.principle.openness.title);

  await own.follow("#/data");
  const before = await own.stored();
  const backup = page.getByRole("button", { name: words("data.backup"), exact: true });
  const [download] = await Promise.all([page.waitForEvent("download"), backup.click()]);
  const path = await download.path();
  await own.wipe();
  await own.open("#/data");
  await page.getByLabel(words("restore.choose"), { exact: true }).setInputFiles(path);
  await page.getByRole("button", { name: words("restore.go"), exact: true }).click();
  await expect(page.locator("section.restore .summary")).toContainText(words("restore.done"));
  expect(JSON.parse((await own.stored())[keyOf(id)]!)).toEqual(JSON.parse(before[keyOf(id)]!));
  await own.follow(`#/a/${id}/results`);
  expect(await own.overallScore()).toBeCloseTo(expected.overall!, 9);
});

test("a model speaks the language of the person, and the rest that of the app", async ({ own, page, files }) => {
  files["config.json"] = config({ model: MODEL_FILE });
  await own.open("#/", "?lang=de");
  await expect(own.heading()).toHaveText(MODEL.text.de.model.question);
  await expect(page.getByRole("link", { name: words("welcome.start"), exact: true })).toBeVisible();
  await own.open("#/", "?lang=fr");
  await expect(own.heading()).toHaveText(MODEL.text.en.model.question);
});

test("the language of the site chooses among those of the model", async ({ own, files }) => {
  files["config.json"] = config({ model: MODEL_FILE, language: "de" });
  await own.open();
  await expect(own.heading()).toHaveText(MODEL.text.de.model.question);
});

test("two models on one site keep their answers apart", async ({ own, page }) => {
  const shipped = assessment({ id: "of-shipped", name: "Harbour", answers: everything() });
  const other = {
    ...assessment({ id: "of-own", name: "Pumps", answers: ANSWERS, profile: { form: "full" } }),
    model: { id: MODEL.model.id, version: MODEL.model.version },
  };
  const entries = stored(shipped, other);
  await own.store(entries);
  const option = `?model=${encodeURIComponent(MODEL_FILE)}`;
  const card = (name: string) => page.locator(".card", { hasText: name });

  await own.open("#/", option);
  await expect(card("Harbour")).toContainText(content.model.id);
  await expect(card("Harbour").locator("svg")).toHaveCount(0);
  await expect(card("Pumps").locator("svg")).toHaveCount(1);
  await own.follow("#/a/of-own/results");
  expect(await own.overallScore()).toBeCloseTo(expectedOfOwn(ANSWERS).overall!, 9);
  const code = await own.responseCode();
  await own.follow("#/a/of-shipped/results");
  await expect(own.heading()).toHaveText(words("welcome.other_model_title"));

  await own.open("#/");
  await expect(card("Pumps")).toContainText(MODEL.model.id);
  await own.follow("#/a/of-shipped/results");
  expect(await own.overallScore()).not.toBeNull();
  await own.follow(`#/r/${code}`);
  await expect(page.locator("[data-code-error=other-model]")).toBeVisible();
  // Handing over has given the one an id, and nothing else was touched.
  const after = Object.entries(await own.stored()).map(([key, text]) => [key, JSON.parse(text).answers]);
  expect(Object.fromEntries(after)).toEqual(
    Object.fromEntries(Object.entries(entries).map(([key, text]) => [key, JSON.parse(text).answers])),
  );
});

/** A stored assessment of the model of its own. */
const ofOwn = (id: string, name: string, role: string, answers: Record<string, AnswerValue>) => ({
  ...assessment({ id, name, answers, profile: { role, form: "full" } }),
  model: { id: MODEL.model.id, version: MODEL.model.version },
});

test("an ecosystem view of a model of one's own", async ({ own, page, files }) => {
  files["config.json"] = config({ model: MODEL_FILE });
  const threes = Object.fromEntries(ALL.map((practice) => [practice, 3 as const]));
  const ones = Object.fromEntries(ALL.map((practice, i) => [practice, i < 3 ? (1 as const) : (4 as const)]));
  await own.store(stored(ofOwn("buyer", "Buyer", "orchestrator", threes), ofOwn("supplier", "Supplier", "member", ones)));
  const view = await View.begin(own);
  for (const name of ["Buyer", "Supplier"]) {
    await view.collecting();
    await page.getByRole("button", { name: words("view.take_label").replace("{name}", name), exact: true }).click();
    await view.told();
  }
  await view.has(2);
  await view.named("everybody");
  await view.drawn();
  for (const [i, { id }] of OWN_PRINCIPLES.entries()) {
    const row = page.locator(`tr[data-principle="${id}"]`).first();
    const numbers = row.evaluate((row: HTMLElement) => [row.dataset.orchestrators, row.dataset.members, row.dataset.gap].map(Number));
    expect(await numbers).toEqual(i === 0 ? [3, 1, 2] : [3, 4, -1]);
  }
  await expect(page.locator("main")).not.toContainText(/twelve(?!fold)|44007/i);
  await axe(page);
  const text = await own.download(view.button("cohort_export.report_download"));
  for (const { id } of OWN_PRINCIPLES) expect(text).toContain(MODEL.text.en.principle[id].title);
  expect(text).not.toMatch(/twelve(?!fold)|44007/i);
  const result = await view.result();
  expect(result.model.id).toBe(MODEL.model.id);

  // On the same site without the model it stays where it is.
  const before = await own.stored();
  files["config.json"] = config({});
  await own.open("#/e");
  await own.reload();
  await expect(page.locator("main")).toContainText(MODEL.model.id);
  expect(await own.stored()).toEqual(before);
});

test("links that are handed on name the model that the address named", async ({ own, page }) => {
  const option = `?model=${encodeURIComponent(MODEL_FILE)}`;
  await own.open("#/e", option);
  await page.getByRole("button", { name: words("views.new") }).click();
  await page.waitForURL(/#\/e\/[^/]+/);
  await own.entered();
  const invitation = page.locator("#invitation");
  await expect(invitation).toHaveValue(new RegExp(`${own.url}\\?model=models%2Fsupplier-partnership\\.json#/new`));
});

// What else can be wrong in the file of a model: own_model.rs of the native tests.
const BROKEN: Record<string, [answer: Answer | null, message: RegExp]> = {
  "is not there": [null, /404/],
  "is a page": [{ text: "<!doctype html>", type: "text/html" }, /not JSON/],
  "is no JSON": [{ text: "{" }, /not JSON/],
  "has a practice without words": [
    { text: JSON.stringify(MODEL, (key, value) => (key === "dir-aims" ? undefined : value)) },
    /text\.en\.practice\.dir-aims: missing/,
  ],
};

test("a model that cannot be used: people are told and nothing is touched", async ({ own, page, files, guard }) => {
  guard.expect(/Failed to load resource/);
  files["config.json"] = config({ model: MODEL_FILE });
  const before = stored(assessment({ answers: everything() }));
  await own.store(before);
  for (const [what, [answer, message]] of Object.entries(BROKEN)) {
    if (answer === null) delete files[MODEL_FILE];
    else files[MODEL_FILE] = answer;
    await page.goto(own.url);
    const notice = page.locator("#load-failed");
    await expect(notice, what).toBeVisible();
    await expect(notice.locator("[data-message]"), what).toContainText(MODEL_FILE);
    await expect(notice.locator("[data-message]"), what).toContainText(message);
    await expect(page.locator("#app")).toBeHidden();
    expect(await own.stored()).toEqual(before);
  }
});

test("a model that the configuration misnames: people are told, and other questions are not shown", async ({ own, page, files, warnings }) => {
  files["config.json"] = config({ name: "Harbour", model: "//elsewhere.example/model.json" });
  const before = stored(assessment({ answers: everything() }));
  await own.store(before);
  await page.goto(own.url);
  await expect(page.locator("#load-failed [data-message]")).toContainText("config.json: model");
  await expect(page.locator("#app")).toBeHidden();
  expect(warnings).toEqual([expect.stringMatching(/^config\.json: model does not lead/)]);
  expect(await own.stored()).toEqual(before);
});

test("markup in the texts of a model is shown as text", async ({ own, page, files }) => {
  const model = structuredClone(MODEL);
  const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>&amp;`;
  model.text.en.model.question = evil;
  for (const principle of Object.values<any>(model.text.en.principle)) principle.title = evil;
  for (const practice of Object.values<any>(model.text.en.practice)) {
    practice.title = evil;
    practice.levels = practice.levels.map((level: string) => `${level} ${evil}`);
  }
  files[MODEL_FILE] = { text: JSON.stringify(model) };
  files["config.json"] = config({ model: MODEL_FILE });
  await own.open();
  await expect(own.heading()).toHaveText(evil);
  await own.startAssessment({ stage: "management", form: "full" });
  await expect(own.practice("dir-aims")).toContainText(evil);
  await own.answerAll(3);
  for (const screen of ["results", "plan", "report"]) {
    await own.go(screen);
    await expect(page.locator("main")).toContainText("<img src=x");
  }
  await expect(page.locator("main img[src=x], main script")).toHaveCount(0);
  expect(await page.title()).not.toBe("owned");
});

test("a wrong model in the address is named, and the site is as without", async ({ own, warnings }) => {
  for (const wrong of ["https://elsewhere.example/m.json", "//elsewhere.example/m.json", "../m.json", "javascript:1//.json", "%5C%5Cx%5Cm.json"]) {
    await own.open("#/", `?model=${encodeURIComponent(wrong)}`);
    await expect(own.heading()).toHaveText(content.text.model.question);
    expect(warnings.splice(0)).toEqual([expect.stringMatching(/^option "?model"?/)]);
  }
});
