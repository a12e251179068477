import { benchRow, type BenchRow } from "./results.ts";

/** The values of one measure, for each engine in the order they were taken. The first engine is ours. */
export class RunTable {
  readonly #values: ReadonlyMap<string, number[]>;

  constructor(engines: readonly string[]) {
    this.#values = new Map(engines.map((engine) => [engine, []]));
  }

  add(engine: string, value: number): void {
    this.#values.get(engine)!.push(value);
  }

  /** Ours beside each other engine. */
  rows(place: Pick<BenchRow, "measure" | "threads" | "unit">): BenchRow[] {
    const [[, ours], ...peers] = [...this.#values] as [[string, number[]], ...[string, number[]][]];
    return peers.map(([peer, theirs]) => benchRow({ ...place, peer }, { ours, theirs }));
  }
}
