/** Whether this site is to work without a network; the build puts it in. */
declare const IS_OFFLINE: boolean;

/**
 * Runs before a page's own script. The service worker keeps the site for use without a network. Where the server could
 * not send the isolation headers, and threads are therefore missing, a service worker adds them and the page loads once
 * more.
 * A tab never loads for it twice: a browser that stays without threads then runs the model on one.
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

/**
 * Its list of files, which it imports, never comes from the browser's own cache: it may be that of a version before.
 */
const register = (): Promise<ServiceWorkerRegistration> =>
  navigator.serviceWorker.register(new URL("isolation-worker.js", document.baseURI), {
    updateViaCache: "none",
  });

async function isolate(): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  const storage = tabStorage();
  if (window.crossOriginIsolated || !storage) {
    if (IS_OFFLINE) await register();
    return;
  }
  if (storage.getItem(TRIED_KEY) !== null) return;
  const registration = await register();
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  // Only once it is there: where its version is refused, the next load of this tab registers it again.
  const reloadWhenActive = (): void => {
    if (worker?.state !== "activated") return;
    storage.setItem(TRIED_KEY, "yes");
    window.location.reload();
  };
  reloadWhenActive();
  worker?.addEventListener("statechange", reloadWhenActive);
}

isolate().catch((error: unknown) => console.warn("The page runs without threads.", error));
