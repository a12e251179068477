const BY_FRAME = { "Document-Isolation-Policy": "isolate-and-credentialless" };
const BY_WINDOW = {
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Embedder-Policy": "credentialless",
};

/**
 * Headers that let a page share memory between threads. Chromium has a policy for a page by itself, also in a frame;
 * the other two are for Firefox, and part a window from those that opened it, so Excel's pane goes without them.
 * Where neither is known (Safari) the model runs on one thread. pathname: of the file that is served.
 */
export function isolationHeaders(pathname: string): Readonly<Record<string, string>> {
  return pathname.endsWith("/taskpane.html") ? BY_FRAME : { ...BY_FRAME, ...BY_WINDOW };
}
