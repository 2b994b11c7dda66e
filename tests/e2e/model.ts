// The content of the finished site, as far as tests need it: which practices there are, and the words on the screen.

import { readFileSync } from "node:fs";

const folder = new URL("../../dist/content/", import.meta.url);
const read = (file: string) => JSON.parse(readFileSync(new URL(file, folder), "utf8"));
const isTable = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

// The site has its content in two files: what the first screens need, and what is loaded later.
function join(one: any, other: any): any {
  if (Array.isArray(one) && Array.isArray(other)) return one.map((value, i) => join(value, other[i]));
  if (!isTable(one) || !isTable(other)) return one === undefined ? other : one;
  const joined: Record<string, unknown> = { ...other };
  for (const key of Object.keys(one)) joined[key] = join(one[key], other[key]);
  return joined;
}

/** The name of the second content file. */
export const laterFile: string = read("en.json").later;

export interface Practice {
  id: string;
  core?: boolean;
  stages: string[];
  scales?: string[];
}

export interface Principle {
  id: string;
  clause: string;
  practice: Practice[];
}

interface Content {
  model: { id: string; version: string; principle: Principle[] };
  text: { interface: Record<string, Record<string, unknown>>; [part: string]: any };
}

export const content: Content = join(read("en.json"), read(laterFile));

export const principles = content.model.principle;

/** A text of the interface without gaps, such as `words("app.close")`. */
export function words(key: string): string {
  const [section, name] = key.split(".") as [string, string];
  const text = content.text.interface[section]?.[name];
  if (typeof text !== "string") throw new Error(`${key} is not a text`);
  return text;
}

/** A text with a gap, as a pattern; for accessible names that say what a button is for. */
export function pattern(key: string, gaps: Record<string, string> = {}): RegExp {
  const parts = words(key).split(/\{([^}]+)\}/);
  const escape = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(parts.map((part, i) => (i % 2 ? (gaps[part] ? escape(gaps[part]) : ".*") : escape(part))).join(""));
}

export interface FullProfile {
  role: string;
  scale: string;
  stage: string;
  form: "short" | "full";
}

/** The practices of a principle that a profile asks. */
export function asked(principle: Principle, { scale, stage, form }: FullProfile): string[] {
  return principle.practice
    .filter((practice) => form === "full" || practice.core)
    .filter((practice) => practice.stages.includes(stage))
    .filter((practice) => !practice.scales || practice.scales.includes(scale))
    .map((practice) => practice.id);
}
