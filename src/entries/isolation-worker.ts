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
 * From offline-files.js: the site's files, each with its SHA-256, and the common hash of all. No files in a site that
 * is not made for offline use.
 */
declare const OFFLINE: {
  readonly version: string;
  /** What the pages run on. */
  readonly files: Hashes;
  /** May be left out by the host, but not be another one. */
  readonly optional: Hashes;
  /**
   * What no page runs on. One that the host leaves out or rewrites, as some do with addresses in texts, is not kept.
   */
  readonly extras: Hashes;
};

importScripts("offline-files.js");

const scope = globalThis as unknown as ServiceWorkerScope;

const PREFIX = `fewshot ${scope.registration.scope} `;
const CACHE = PREFIX + OFFLINE.version;
const ISOLATED: ReadonlySet<RequestDestination> = new Set(["document", "iframe", "worker", "sharedworker"]);

/** The host has no such file. */
class MissingFile extends Error {
  readonly file: string;

  constructor(file: string) {
    super(`${file} is not there`);
    this.file = file;
  }
}

/** A file is not the one that was built, byte by byte. */
class IntegrityError extends Error {
  readonly file: string;
  /** It is a page where another kind of file was asked for: some hosts answer so for what they do not have. */
  readonly isFallback: boolean;

  constructor(file: string, isFallback: boolean) {
    super(`${file} is not as it was built`);
    this.file = file;
    this.isFallback = isFallback;
  }
}

interface CheckedFile {
  readonly url: URL;
  readonly response: Response;
}

/** The host gives no such file, or another one; any other error may pass. */
const isNotOurs = (error: unknown): error is MissingFile | IntegrityError =>
  error instanceof MissingFile || error instanceof IntegrityError;

const isMissing = (error: unknown): boolean =>
  error instanceof MissingFile || (error instanceof IntegrityError && error.isFallback);

/**
 * All files of this version, before it may serve any, and each as it was built: a host that is only half through with
 * an upgrade, or a harmed file, leaves the version before in force. What may be left out is only where the host says
 * so: other failures pass. Whatever the browser's own cache holds may be of the version before.
 */
async function keepFiles(): Promise<void> {
  const { files, optional, extras } = OFFLINE;
  // Nothing is written before all have come: this may be the version in force, whose list was copied too early or late.
  const checked = await Promise.all([
    ...fetchAll(files, () => false),
    ...fetchAll(optional, isMissing),
    ...fetchAll(extras, isNotOurs),
  ]);
  const cache = await caches.open(CACHE);
  for (const each of checked) if (each) await cache.put(each.url, each.response);
}

/** Each file; null in the place of one that fails in a way that may be. */
function fetchAll(
  files: Hashes,
  mayFail: (error: unknown) => boolean,
): readonly Promise<CheckedFile | null>[] {
  return Object.entries(files).map(([file, hash]) =>
    fetched(file, hash).catch((error: unknown) => {
      if (mayFail(error)) return null;
      throw error;
    }),
  );
}

/** Rejects with a MissingFile, with an IntegrityError, or with another error where it may be had another time. */
async function fetched(file: string, hash: string): Promise<CheckedFile> {
  const url = new URL(file, scope.registration.scope);
  const response = await fetch(url, { cache: "reload" });
  if (response.status === 404 || response.status === 410) throw new MissingFile(file);
  if (!response.ok) throw new Error(`${file}: status ${response.status}`);
  const digest = await crypto.subtle.digest("SHA-256", await response.clone().arrayBuffer());
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (hex === hash) return { url, response };
  const isPage = response.headers.get("Content-Type")?.startsWith("text/html") ?? false;
  throw new IntegrityError(file, isPage && !file.endsWith(".html"));
}

/** Tells the pages that are open why this version does not come into force. */
async function tellRefused(error: unknown): Promise<never> {
  if (isNotOurs(error)) {
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
