/** What the service worker sends to pages where it refuses a version of the site. */
export const REFUSED = "fewshot.version-refused";

export interface RefusedVersion {
  readonly type: typeof REFUSED;
  /** The first file found that is missing or not as it was built. */
  readonly file: string;
}

const isRefusal = (data: unknown): data is RefusedVersion =>
  typeof data === "object" && data !== null && "type" in data && data.type === REFUSED;

/**
 * The name of the file for which a version is refused, once one is. To be called by a page's first script: messages
 * that come before anybody listens are lost once the page has been read.
 */
export function firstRefusedVersion(): Promise<string> {
  return new Promise((resolve) => {
    // There are none in a page that comes neither by https nor from this machine.
    if (!("serviceWorker" in navigator)) return;
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (isRefusal(data)) resolve(data.file);
    });
  });
}
