// The examples for hosts with the real servers: `cargo xtask test hosting`. Each test runs with each server, in the root of
// a domain and below it.

import { defineConfig } from "@playwright/test";
import base from "../playwright.config";
import type { Options } from "./servers";

const SERVERS = ["nginx", "apache"] as const;
const PLACES = { root: "/", folder: "/some/sub/path/" };

export default defineConfig<Options>({
  ...base,
  testDir: ".",
  outputDir: "../results",
  reporter: "list",
  projects: SERVERS.flatMap((server) =>
    Object.entries(PLACES).map(([place, base]) => ({ name: `${server}-${place}`, use: { server, place: base } })),
  ),
});
