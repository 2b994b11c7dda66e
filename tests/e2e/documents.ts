// Stored documents as the app writes them, for tests that begin where others have answered already.

import { readFileSync } from "node:fs";
import { content, principles, asked } from "./model.mjs";
import type { FullProfile } from "./model.mjs";
import type { AnswerValue } from "./app";

export const PROFILE: FullProfile = { role: "orchestrator", scale: "curated", stage: "management", form: "short" };

interface Options {
  id?: string;
  name?: string;
  profile?: Partial<FullProfile>;
  answers?: Record<string, AnswerValue>;
  notes?: Record<string, string>;
  schema?: number;
  /** Fields that this version does not know. */
  more?: Record<string, unknown>;
}

/** The document of an assessment, as an object. */
export function assessment(options: Options = {}) {
  const { id = "test-assessment", name = "Harbour", answers = {}, notes = {}, schema = 1, more = {} } = options;
  const entries = Object.entries(answers).map(([practice, value], i) => {
    const note = notes[practice];
    return [practice, { revision: i + 2, value, ...(note ? { note } : {}) }];
  });
  return {
    app: "twelvefold",
    kind: "assessment",
    schema,
    id,
    revision: entries.length + 1,
    model: { id: content.model.id, version: content.model.version },
    header: { revision: 1, name, profile: { ...PROFILE, ...options.profile } },
    created: 1_790_000_000_000,
    changed: 1_790_000_100_000,
    answers: Object.fromEntries(entries),
    ...more,
  };
}

export const keyOf = (id: string) => `twelvefold:a:${id}`;

/** Entries of the storage for these assessments. */
export function stored(...documents: ReturnType<typeof assessment>[]): Record<string, string> {
  return Object.fromEntries(documents.map((document) => [keyOf(document.id), JSON.stringify(document)]));
}

/** The text of an ecosystem view with twelve responses, which the native tests hold the code against. */
const VIEW = readFileSync(new URL("../core/fixtures/view-1.json", import.meta.url), "utf8").trim();

/** The document of an ecosystem view: that one, with other settings. */
export function view(settings: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...JSON.parse(VIEW), ...settings };
}

export const viewKeyOf = (id: unknown) => `twelvefold:e:${id}`;

/** Entries of the storage for these views. */
export function storedViews(...documents: Record<string, unknown>[]): Record<string, string> {
  return Object.fromEntries(documents.map((document) => [viewKeyOf(document["id"]), JSON.stringify(document)]));
}

/** An answer for every practice that a profile asks: levels going round, with both other answers among them. */
export function everything(profile: Partial<FullProfile> = {}): Record<string, AnswerValue> {
  const values: AnswerValue[] = [3, 4, 2, 5, "na", 3, 4, "unknown", 1, 3, 2, 4, 3];
  const ids = principles.flatMap((principle) => asked(principle, { ...PROFILE, ...profile }));
  return Object.fromEntries(ids.map((id, i) => [id, values[i % values.length]!]));
}
