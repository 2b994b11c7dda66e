// A static host as the site will meet it: plain files under a sub-path, the right media types, and besides only an empty page
// `blank`, from which a test reaches the storage of the site while the app does not run. By hand:
//
//     node server.mjs [port]

import { open } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { DIST, ROOT } from "./site.mjs";

// Not the root: the site has to work wherever it is put.
export const BASE = "/some/sub/path/";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".md": "text/plain; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const BLANK = '<!doctype html><title>blank</title><link rel="icon" href="data:,">';

/** The open file of an address, which stays readable if the folder is removed meanwhile, or null. */
async function fileFor(url, base, root) {
  const { pathname } = new URL(url, "http://localhost");
  if (!pathname.startsWith(base)) return null;
  let file;
  try {
    file = normalize(join(root, decodeURIComponent(pathname.slice(base.length))));
  } catch {
    return null;
  }
  if (file !== root && !file.startsWith(root + sep)) return null;
  if (pathname.endsWith("/")) file = join(file, "index.html");
  const handle = await open(file).catch(() => null);
  const found = await handle?.stat();
  if (found?.isFile()) return { file, handle, size: found.size };
  await handle?.close();
  return null;
}

/** Sends a file, and closes it. Who has gone before its end, as a browser at the end of a test, is no failure. */
async function send({ handle }, response) {
  if (response.destroyed) return handle.close();
  try {
    await pipeline(handle.createReadStream(), response);
  } catch (error) {
    if (error.code !== "ERR_STREAM_PREMATURE_CLOSE") throw error;
  }
}

/**
 * Starts a server on a free port, or on the given one.
 *
 * - `base`: the sub-path; `root`: the folder that is served there; `also`: folders of the project that are served beside it.
 * - `headers`: added to every answer. `types`: media types that are others here, by extension.
 * - `caching`: what is said of keeping a file, or nothing; a function says it file by file.
 * - `notFound`: a file of the site that answers every unknown address with 200, as some hosts do for apps.
 * - `respond(request, response)`: may answer itself and return true, for tests of what a host can do wrong.
 *
 * Returns `{ port, base, url, requests, stop }`; `requests` has the path of every request so far.
 */
export async function startServer({
  port = 0,
  base = BASE,
  root = DIST,
  also = [],
  headers = {},
  types = {},
  caching = "no-cache",
  notFound,
  respond,
} = {}) {
  const requests = [];
  const server = createServer(async (request, response) => {
    requests.push(request.url);
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (await respond?.(request, response)) return;
    if (request.url.startsWith(base) && request.url.endsWith("/blank")) {
      response.writeHead(200, { "content-type": TYPES[".html"] }).end(BLANK);
      return;
    }
    let found = await fileFor(request.url, base, root);
    for (const folder of also) found ??= await fileFor(request.url, `${base}${folder}/`, join(ROOT, folder));
    if (!found && notFound) found = await fileFor(base + notFound, base, root);
    if (!found) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
      return;
    }
    const keeping = typeof caching === "function" ? caching(found.file) : caching;
    response.writeHead(200, {
      "content-type": { ...TYPES, ...types }[extname(found.file)] ?? "application/octet-stream",
      "content-length": found.size,
      ...(keeping ? { "cache-control": keeping } : {}),
    });
    if (request.method !== "HEAD") return send(found, response);
    await found.handle.close();
    response.end();
  });
  await new Promise((ready, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", ready); // Nobody else on the network needs to see it.
  });
  const address = server.address();
  return {
    port: address.port,
    base,
    url: `http://localhost:${address.port}${base}`,
    requests,
    async stop() {
      const closed = new Promise((done) => server.close(done));
      server.closeAllConnections();
      await closed;
    },
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await startServer({ port: Number(process.argv[2] ?? 4173), also: ["examples"] });
  console.log(url);
}
