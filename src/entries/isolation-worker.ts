import { pageHeaders } from "./page-headers.ts";

/** What the service worker uses of its global scope; TypeScript's own types for it clash with those of pages. */
interface ServiceWorkerScope {
  readonly clients: { claim(): Promise<void> };
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
/** The site's files and their common hash, from offline-files.js; no files in a site that is not made for offline use. */
declare const importScripts: (file: string) => void;
declare const OFFLINE: { readonly version: string; readonly files: readonly string[] };

importScripts("offline-files.js");

const scope = globalThis as unknown as ServiceWorkerScope;

const PREFIX = `fewshot ${scope.registration.scope} `;
const CACHE = PREFIX + OFFLINE.version;
const ISOLATED: ReadonlySet<RequestDestination> = new Set(["document", "iframe", "worker", "sharedworker"]);
/** Not among the built files; hosts may leave the model out. */
const LOCK = "model/models.lock.json";

/**
 * All files of this version, before it may serve any. Whatever the browser's own cache holds may be of the version
 * before.
 */
async function keepFiles(): Promise<void> {
  const cache = await caches.open(CACHE);
  const request = (file: string) => new Request(new URL(file, scope.registration.scope), { cache: "reload" });
  await cache.addAll(OFFLINE.files.map(request));
  if (OFFLINE.files.length > 0) await cache.add(request(LOCK)).catch(() => undefined);
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

/** Pages and files of this version from the cache; the lock of the models from the network while there is one. */
async function respond(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const cache = await caches.open(CACHE);
  const page = url.pathname.endsWith("/") ? new URL("index.html", url) : url;
  const kept = await cache.match(page, { ignoreSearch: true });
  if (!url.href.endsWith(LOCK)) return kept ?? fetch(request);
  try {
    const response = await fetch(request);
    if (response.ok && kept) await cache.put(url, response.clone());
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
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
  (!url.includes("/model/") || url.endsWith(LOCK));

scope.addEventListener("install", (event) => event.waitUntil(keepFiles()));
scope.addEventListener("activate", (event) => event.waitUntil(forgetOtherVersions()));
scope.addEventListener("fetch", (event) => {
  if (isOurs(event.request)) event.respondWith(withHeaders(event.request));
});
