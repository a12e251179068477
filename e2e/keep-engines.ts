declare const window: { Worker: typeof Worker };

/** Keeps the engine's Workers where a fault can reach them. Must run before the page's own scripts. */
export function keepEngines(): void {
  const engines: Worker[] = [];
  const Original = window.Worker;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === "engine") engines.push(this);
    }
  };
  Object.assign(window, { engines });
}
