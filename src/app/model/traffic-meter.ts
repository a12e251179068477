import type { TrafficEntry } from "../../engine/traffic.ts";
import type { NetworkState } from "../state.ts";

const NOTHING: NetworkState = { requests: 0, bytes: 0, origins: [] };

/** Adds up the requests that started after the model was ready. */
export class TrafficMeter {
  readonly #onChange: (network: NetworkState) => void;
  #readyAt = Infinity;
  #network = NOTHING;

  constructor(onChange: (network: NetworkState) => void) {
    this.#onChange = onChange;
  }

  /** The model is loaded: what starts from now on counts. at: milliseconds since the epoch. */
  start(at: number): void {
    this.#readyAt = at;
    this.#network = NOTHING;
    this.#onChange(this.#network);
  }

  /** No model is loaded: nothing counts until the next one is. */
  stop(): void {
    this.#readyAt = Infinity;
  }

  add(entries: readonly TrafficEntry[]): void {
    const counted = entries.filter(({ startedAt }) => startedAt >= this.#readyAt);
    if (counted.length === 0) return;
    const { requests, bytes, origins } = this.#network;
    this.#network = {
      requests: requests + counted.length,
      bytes: counted.reduce((sum, entry) => sum + entry.bytes, bytes),
      origins: [...new Set([...origins, ...counted.map(({ origin }) => origin)])],
    };
    this.#onChange(this.#network);
  }
}
