/**
 * Runs before a page's own script. Where the server could not send the isolation headers, and threads are therefore
 * missing, a service worker adds them and the page loads once more. A second try in the same tab is never made: a
 * browser that stays without threads runs the model on one.
 */
const TRIED_KEY = "fewshot.isolation-tried";

/** Null where the browser keeps storage from a page in a frame. */
function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

async function isolate(): Promise<void> {
  const storage = tabStorage();
  if (window.crossOriginIsolated || !("serviceWorker" in navigator) || !storage) return;
  if (storage.getItem(TRIED_KEY) !== null) return;
  storage.setItem(TRIED_KEY, "yes");
  const registration = await navigator.serviceWorker.register(
    new URL("isolation-worker.js", document.baseURI),
  );
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  if (worker?.state === "activated") window.location.reload();
  worker?.addEventListener("statechange", () => {
    if (worker.state === "activated") window.location.reload();
  });
}

isolate().catch((error: unknown) => console.warn("The page runs without threads.", error));
