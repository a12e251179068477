import { cpus, totalmem } from "node:os";
import { z } from "zod";
import { MEASURE_IDS } from "./page/measures.ts";

export const ALL_MEASURES: readonly string[] = [...MEASURE_IDS, "cold-start", "memory"];

/** What a smaller number of is better. */
const SMALLER_IS_BETTER = new Set(["ms", "MiB"]);

const rowSchema = z.object({
  measure: z.string(),
  threads: z.number(),
  peer: z.string(),
  /** Medians. */
  ours: z.number(),
  theirs: z.number(),
  /** Above 1 is better for us, whatever the unit. */
  ratio: z.number(),
  unit: z.string(),
  /** Every run's values, in the order they were taken. */
  runs: z.object({ ours: z.array(z.number()), theirs: z.array(z.number()) }),
});

export const resultsSchema = z.object({
  machine: z.string(),
  browser: z.string(),
  when: z.string(),
  /** How the engines were run, and how far they agree. */
  notes: z.array(z.string()).default([]),
  rows: z.array(rowSchema),
});

export type BenchRow = z.infer<typeof rowSchema>;
export type BenchResults = z.infer<typeof resultsSchema>;

export function benchRow(
  place: Pick<BenchRow, "measure" | "threads" | "peer" | "unit">,
  runs: BenchRow["runs"],
): BenchRow {
  const ours = median(runs.ours);
  const theirs = median(runs.theirs);
  const ratio = SMALLER_IS_BETTER.has(place.unit) ? theirs / ours : ours / theirs;
  return { ...place, ours, theirs, ratio, runs };
}

export function machineName(): string {
  const cores = cpus();
  return `${cores[0]?.model.trim() ?? "unknown processor"}, ${cores.length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

/** The results as a Markdown table: medians, with the lowest and highest run; for each peer its figure and the ratio. */
export function resultsTable(results: BenchResults): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const shown = (value: number, values: readonly number[], unit: string) =>
    `${digits(value)} ${unit} (${digits(Math.min(...values))}–${digits(Math.max(...values))})`;
  const peers = [...new Set(results.rows.map(({ peer }) => peer))];
  const lines = new Map<string, BenchRow[]>();
  for (const row of results.rows) {
    const place = `${row.measure} ${row.threads}`;
    lines.set(place, [...(lines.get(place) ?? []), row]);
  }
  return [
    line(["measure", "threads", "Fewshot", ...peers.flatMap((peer) => [peer, "ratio"])]),
    line(["---", ...Array<string>(2 + 2 * peers.length).fill("---:")]),
    ...[...lines.values()].map((rows) => {
      const [{ measure, threads, ours, unit, runs }] = rows as [BenchRow, ...BenchRow[]];
      const theirs = peers.flatMap((peer) => {
        const row = rows.find((each) => each.peer === peer);
        return row === undefined
          ? ["", ""]
          : [shown(row.theirs, row.runs.theirs, unit), `**${digits(row.ratio)}**`];
      });
      return line([measure, String(threads), shown(ours, runs.ours, unit), ...theirs]);
    }),
  ].join("\n");
}

/** Three digits that count. */
const digits = (value: number): string => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
