/** Why the graphics card does not compute. detail: what it or the browser said. */
export type NoGraphics =
  | { readonly code: "not-in-browser" | "no-card" | "software-only" }
  | { readonly code: "stopped" | "failed"; readonly detail: string };

/** What runs a model. */
export type ModelRuntime =
  | {
      readonly kind: "processor";
      readonly threads: number;
      /** Null where the graphics card was not asked. */
      readonly noGraphics: NoGraphics | null;
    }
  | { readonly kind: "graphics"; readonly card: string }
  /** software: null where the server does not say. */
  | { readonly kind: "server"; readonly software: string | null; readonly address: string };

/** "WebAssembly, 2 threads". Formulas give it, so it is the same whatever language the page speaks. */
export function runtimeName(runtime: ModelRuntime): string {
  switch (runtime.kind) {
    case "graphics":
      return `WebGPU, ${runtime.card}`;
    case "server":
      return `${runtime.software ?? "a server"} at ${runtime.address}`;
    case "processor": {
      const { threads, noGraphics } = runtime;
      const name = `WebAssembly, ${threads} ${threads === 1 ? "thread" : "threads"}`;
      return noGraphics === null ? name : `${name}; WebGPU: ${noGraphicsName(noGraphics)}`;
    }
    default:
      return runtime satisfies never;
  }
}

function noGraphicsName(reason: NoGraphics): string {
  switch (reason.code) {
    case "not-in-browser":
      return "not in this browser";
    case "no-card":
      return "no graphics card that the browser lets compute";
    case "software-only":
      return "only in software";
    case "stopped":
      return `stopped (${reason.detail})`;
    case "failed":
      return reason.detail;
    default:
      return reason satisfies never;
  }
}
