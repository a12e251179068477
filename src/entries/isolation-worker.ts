import { isolationHeaders } from "./isolation-headers.ts";

/** What the service worker uses of its global scope; TypeScript's own types for it clash with those of pages. */
interface ServiceWorkerScope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
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

const scope = globalThis as unknown as ServiceWorkerScope;

const ISOLATED: ReadonlySet<RequestDestination> = new Set(["document", "iframe", "worker", "sharedworker"]);

/** Documents and Workers arrive with the isolation headers, all else as the server sent it. */
async function withHeaders(request: Request): Promise<Response> {
  const response = await fetch(request);
  if (response.type === "opaqueredirect" || response.type === "opaque") return response;
  const headers = new Headers(response.headers);
  const { pathname } = new URL(request.url);
  for (const [name, value] of Object.entries(isolationHeaders(pathname))) headers.set(name, value);
  const { status, statusText } = response;
  return new Response(response.body, { status, statusText, headers });
}

scope.addEventListener("install", (event) => event.waitUntil(scope.skipWaiting()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  if (ISOLATED.has(event.request.destination)) event.respondWith(withHeaders(event.request));
});
