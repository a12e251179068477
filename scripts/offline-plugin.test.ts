import { isExtra } from "./offline-plugin.ts";

describe("what a host may rewrite without harm", () => {
  it.each(["functions/GPT.EXTRACT.html", "functions/index.html", "icon-32.png", "functions-de.json"])(
    "has %s",
    (file) => expect(isExtra(file)).toBe(true),
  );

  it.each([
    "index.html",
    "taskpane.html",
    "app-preview.html",
    "taskpane.js",
    "functions/late.js",
    "isolation-worker.js",
    "2351.4ad5216906.css",
    "wasm/ort-wasm-simd-threaded.mjs",
    "wasm/ort-wasm-simd-threaded.wasm",
  ])("has no page, script or style that the application runs on, such as %s", (file) =>
    expect(isExtra(file)).toBe(false),
  );
});
