import { pageHeaders } from "./page-headers.ts";
import { REFUSED, type RefusedVersion } from "./refused-version.ts";

/** What the service worker uses of its global scope; TypeScript's own types for it clash with those of pages. */
interface ServiceWorkerScope {
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { includeUncontrolled: boolean }): Promise<readonly Pick<Worker, "postMessage">[]>;
  };
  readonly registration: { readonly scope: string };
  addEventListener(type: "install" | "activate", listener: (event: LifeEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
}

interface LifeEvent {
  waitUntil(work: Promise<void>): void;
}

interface RequestEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}

/** Origins besides the site's own that its pages may reach; the build puts them in. */
declare const CONNECT: readonly string[];
declare const importScripts: (file: string) => void;
type Hashes = Readonly<Record<string, string>>;
/**
 * From offline-files.js: the site's files and those that its host may leave out, each with its SHA-256, and the common hash
 * of all. No files in a site that is not made for offline use.
 */
declare const OFFLINE: { readonly version: string; readonly files: Hashes; readonly optional: Hashes };

importScripts("offline-files.js");

const scope = globalThis as unknown as ServiceWorkerScope;

const PREFIX = `fewshot ${scope.registration.scope} `;
const CACHE = PREFIX + OFFLINE.version;
const ISOLATED: ReadonlySet<RequestDestination> = new Set(["document", "iframe", "worker", "sharedworker"]);

/** A file is not the one that was built, byte by byte. */
class HarmedFile extends Error {
  readonly file: string;

  constructor(file: string) {
    super(`${file} is not as it was built`);
    this.file = file;
  }
}

/**
 * All files of this version, before it may serve any, and each as it was built: a host that is only half through with
 * an upgrade, or a harmed file, leaves the version before in force. Whatever the browser's own cache holds may be of that
 * version.
 */
async function keepFiles(): Promise<void> {
  const ours = Object.entries(OFFLINE.files).map(([file, hash]) => fetched(file, hash));
  const others = Object.entries(OFFLINE.optional).map(([file, hash]) =>
    fetched(file, hash).catch((error: unknown) => {
      if (error instanceof HarmedFile) throw error;
      return null;
    }),
  );
  // Nothing is written before all have come: this may be the version in force, whose list was copied too early or late.
  const responses = await Promise.all([...ours, ...others]);
  const cache = await caches.open(CACHE);
  for (const each of responses) if (each) await cache.put(each.url, each.response);
}

/** Rejects where the file cannot be had, with a HarmedFile where it is another one than was built. */
async function fetched(file: string, hash: string): Promise<{ url: URL; response: Response }> {
  const url = new URL(file, scope.registration.scope);
  const response = await fetch(url, { cache: "reload" });
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex !== hash) throw new HarmedFile(file);
  return { url, response };
}

/** Tells the pages that are open why this version does not come into force. */
async function tellRefused(error: unknown): Promise<never> {
  if (error instanceof HarmedFile) {
    const message: RefusedVersion = { type: REFUSED, file: error.file };
    for (const page of await scope.clients.matchAll({ includeUncontrolled: true })) page.postMessage(message);
  }
  throw error;
}

/**
 * Other versions' files go only now: a version is active only once no page of the one before is open, so that an open
 * workbook finds the parts of its own version as long as it needs them.
 */
async function forgetOtherVersions(): Promise<void> {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && name !== CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
  await scope.clients.claim();
}

/**
 * Pages and files of this version from the cache, the list of models among them: the next version may have other
 * models, which the Worker that an open page starts anew could not run.
 */
async function respond(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const cache = await caches.open(CACHE);
  const page = url.pathname.endsWith("/") ? new URL("index.html", url) : url;
  return (await cache.match(page, { ignoreSearch: true })) ?? fetch(request);
}

/** Documents and Workers arrive with the headers of `pageHeaders`, all else as the server sent it. */
async function withHeaders(request: Request): Promise<Response> {
  const response = await respond(request);
  const isOpaque = response.type === "opaqueredirect" || response.type === "opaque";
  if (isOpaque || !ISOLATED.has(request.destination)) return response;
  const headers = new Headers(response.headers);
  const { pathname } = new URL(request.url);
  for (const [name, value] of Object.entries(pageHeaders(pathname, CONNECT))) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

/** Weights have a place of their own, and are asked for in ranges. */
const isOurs = ({ url, method, headers }: Request): boolean =>
  method === "GET" &&
  url.startsWith(scope.registration.scope) &&
  !headers.has("range") &&
  (!url.includes("/model/") || url.endsWith(".lock.json"));

scope.addEventListener("install", (event) => event.waitUntil(keepFiles().catch(tellRefused)));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOtherVersions()));
scope.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(withHeaders(event.request));
});
