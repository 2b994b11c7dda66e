// Which spec files and which tests took the time, for the end of `cargo xtask test`. Seconds are those of a worker, of which
// there are several at a time.

import { mkdirSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Reporter, TestCase, TestResult } from "@playwright/test/reporter";

const FOLDER = fileURLToPath(new URL("results/", import.meta.url));
const FILES = 8;
const TESTS = 8;

interface Took {
  what: string;
  seconds: number;
  tests: number;
}

const line = ({ what, seconds, tests }: Took) => `${seconds.toFixed(1).padStart(8)} s  ${what}${tests > 1 ? ` (${tests} tests)` : ""}`;
const slowest = (all: Took[], most: number) => all.toSorted((one, other) => other.seconds - one.seconds).slice(0, most).map(line);

export default class Times implements Reporter {
  private readonly tests: Took[] = [];
  private readonly files = new Map<string, Took>();

  printsToStdio(): boolean {
    return false;
  }

  onTestEnd({ location, title }: TestCase, { duration }: TestResult): void {
    const [name, seconds] = [basename(location.file), duration / 1000];
    const file = this.files.get(name) ?? { what: name, seconds: 0, tests: 0 };
    this.files.set(name, { ...file, seconds: file.seconds + seconds, tests: file.tests + 1 });
    this.tests.push({ what: `${name}:${location.line} ${title}`, seconds, tests: 1 });
  }

  onEnd(): void {
    const all = { what: "all workers", seconds: this.tests.reduce((sum, { seconds }) => sum + seconds, 0), tests: this.tests.length };
    const lines = [
      "of the browser:",
      line(all),
      ...slowest([...this.files.values()], FILES),
      "its slowest tests:",
      ...slowest(this.tests, TESTS),
    ];
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(`${FOLDER}times.txt`, `${lines.join("\n")}\n`);
  }
}
