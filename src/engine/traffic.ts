/** One request that a page or Worker made. */
export interface TrafficEntry {
  /** "https://example.com"; "" for what has none, such as blob: addresses. */
  readonly origin: string;
  /** Over the network, headers included; 0 for what came from the browser's cache or whose site hides it. */
  readonly bytes: number;
  /** Milliseconds since the epoch, as steadyNowMs counts them. */
  readonly startedAt: number;
}

/** Tells of requests as they end. Returns what ends the telling. */
export type ObserveTraffic = (onEntries: (entries: readonly TrafficEntry[]) => void) => () => void;

/** Blobs and data never leave the page. */
const LOCAL = /^(blob|data):/;

/**
 * The browser's own record of requests (Resource Timing) of this page or Worker, past ones first. WebSockets and
 * requests of other frames and Workers are not in it.
 */
export const observeTraffic: ObserveTraffic = (onEntries) => {
  const observer = new PerformanceObserver((list) => {
    const entries = (list.getEntries() as PerformanceResourceTiming[])
      .filter(({ name }) => !LOCAL.test(name))
      .map(({ name, transferSize, startTime }) => ({
        origin: URL.canParse(name) ? new URL(name).origin : "",
        bytes: transferSize,
        startedAt: performance.timeOrigin + startTime,
      }));
    if (entries.length > 0) onEntries(entries);
  });
  observer.observe({ type: "resource", buffered: true });
  return () => observer.disconnect();
};
