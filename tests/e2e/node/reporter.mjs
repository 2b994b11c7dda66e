// What the runner of Node tells: failures in full, and at the end how many tests there were, in the words of `cargo test`,
// which `cargo xtask test` counts. Suites and files are no tests; a file that cannot be run at all is a failed one.

/** @type {(event: any) => boolean} */
const isTest = ({ data }) => data.details.type !== "suite";

export default async function* reporter(events) {
  let [passed, failed] = [0, 0];
  for await (const event of events) {
    if (event.type === "test:stdout" || event.type === "test:stderr") yield event.data.message;
    if (event.type === "test:pass" && isTest(event)) passed += 1;
    if (event.type === "test:fail" && isTest(event)) {
      failed += 1;
      const { name, file, line, details } = event.data;
      const cause = details.error?.cause ?? details.error;
      yield `\nFAILED ${name} (${file}:${line})\n${cause?.stack ?? cause}\n`;
    }
  }
  yield `test result: ${failed === 0 ? "ok" : "FAILED"}. ${passed} passed; ${failed} failed\n`;
}
