// nginx and Apache as an ordinary program each: with the example that people copy, in a folder of its own that has the
// finished site, on a free port. Nothing of the system's own configuration is used but where its modules are.

import { execFileSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base } from "@playwright/test";
import { App } from "../app";
import { startServer } from "../server.mjs";

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));
const DIST = join(ROOT, "dist");
const EXAMPLES = join(ROOT, "examples/hosting");

/** The site that the examples let embed, and what stands for it here. */
const NAMED = "https://www.example.com";

export interface Options {
  server: "nginx" | "apache";
  /** The path of the site on its host. */
  place: string;
}

export interface Host {
  /** The address of the site, ending in a slash. */
  url: string;
  /** A page of the site that may embed it, and one of another site. They embed what their query names. */
  friend: string;
  stranger: string;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  await new Promise((done) => server.close(done));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}

/** Changes a setting of an example; it has to be there, and once. */
function change(text: string, from: string, to: string): string {
  if (text.split(from).length !== 2) throw new Error(`the example must say once: ${from}`);
  return text.replace(from, () => to);
}

const example = (name: string) => readFileSync(join(EXAMPLES, name), "utf8");
const program = (variable: string) => {
  const found = process.env[variable];
  if (!found) throw new Error(`${variable} is not set: run cargo xtask test hosting`);
  return found;
};

/** Starts and stops a server. Both have their port before their command is done, so nobody has to wait for them. */
interface Running {
  start(): void;
  stop(): void;
}

function nginx(folder: string, port: number, friend: string): Running {
  let site = example("nginx.conf");
  site = change(site, "listen 80;", `listen 127.0.0.1:${port};`);
  site = change(site, "server_name twelvefold.example.com;", "server_name localhost;");
  site = change(site, "root /srv/www;", `root ${folder}/www;`);
  site = change(site, NAMED, friend);
  writeFileSync(join(folder, "site.conf"), site);
  const scratch = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    join(folder, "nginx.conf"),
    `load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
pid ${folder}/pid;
error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${scratch.map((name) => `${name}_temp_path ${folder}/${name};`).join("\n  ")}
  include ${folder}/site.conf;
}
`,
  );
  const run = (...more: string[]) =>
    execFileSync(program("TWELVEFOLD_NGINX"), ["-c", join(folder, "nginx.conf"), "-e", join(folder, "error.log"), ...more]);
  return { start: () => run(), stop: () => run("-s", "stop") };
}

function apache(folder: string, port: number, friend: string, site: string): Running {
  writeFileSync(join(site, ".htaccess"), change(example("htaccess"), NAMED, friend));
  // What Debian's Apache has from the start, with what its documentation says to switch on for web spaces, and two modules
  // that get in the way if they can.
  const modules = ["mpm_event", "authz_core", "env", "setenvif", "filter", "mime", "dir", "deflate", "headers", "rewrite", "negotiation"];
  const has = ["mime", "dir", "deflate", "negotiation"].map((name) => `/etc/apache2/mods-available/${name}.conf`);
  const root = process.getuid?.() === 0;
  writeFileSync(
    join(folder, "apache.conf"),
    `ServerRoot ${folder}
ServerName localhost
PidFile ${folder}/pid
Listen 127.0.0.1:${port}
ErrorLog ${folder}/error.log
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
${has.map((file) => `Include ${file}`).join("\n")}
${root ? "User nobody\nGroup nogroup" : ""}
DocumentRoot ${folder}/www
<Directory ${folder}/www>
  AllowOverride FileInfo
  Options MultiViews FollowSymLinks
  Require all granted
</Directory>
`,
  );
  const run = (what: string) => execFileSync(program("TWELVEFOLD_APACHE"), ["-f", join(folder, "apache.conf"), "-k", what]);
  return { start: () => run("start"), stop: () => run("stop") };
}

async function startPages() {
  return startServer({
    base: "/",
    respond: (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "", "http://localhost");
      if (pathname !== "/host") return false;
      const sandbox = searchParams.get("sandbox");
      response
        .writeHead(200, { "content-type": "text/html" })
        .end(
          '<!doctype html><title>host</title><link rel="icon" href="data:,">' +
            `<iframe title="app" ${sandbox ? `sandbox="${sandbox}"` : ""} src="${searchParams.get("embed")}"></iframe>`,
        );
      return true;
    },
  });
}

export const test = base.extend<{ app: App }, Options & { host: Host }>({
  server: ["nginx", { option: true, scope: "worker" }],
  place: ["/", { option: true, scope: "worker" }],

  host: [
    async ({ server, place }, use) => {
      const folder = mkdtempSync(join(tmpdir(), "twelvefold-hosting-"));
      // Started by root, the servers read as nobody.
      chmodSync(folder, 0o755);
      const site = join(folder, "www", place);
      mkdirSync(dirname(site), { recursive: true });
      cpSync(DIST, site, { recursive: true });
      for (const name of [".git", ".well-known"]) {
        mkdirSync(join(site, name));
        writeFileSync(join(site, name, "config"), "of a tool\n");
      }
      const port = await freePort();
      const pages = await startPages();
      const friend = `http://a.localhost:${pages.port}`;
      const running = server === "nginx" ? nginx(folder, port, friend) : apache(folder, port, friend, site);
      try {
        running.start();
        await use({
          url: `http://localhost:${port}${place}`,
          friend: `${friend}/host`,
          stranger: `http://b.localhost:${pages.port}/host`,
        });
        running.stop();
      } finally {
        await pages.stop();
        // The server has been told to stop and may still be taking its own files away.
        rmSync(folder, { recursive: true, maxRetries: 5 });
      }
    },
    { scope: "worker" },
  ],

  app: async ({ page, host }, use) => {
    await use(new App(page, host.url));
  },
});
