import type { LessonScore } from "../../src/core/teach/lesson.ts";

/** One run of an experiment. */
export interface TaughtRun {
  readonly id: string;
  readonly seed: number;
  readonly machine: string;
  readonly given: number;
  readonly heldBack: number;
  /** Examples before each taught row. */
  readonly shown: number;
  readonly asked: number;
  /** Rows in the prompt that is asked without the adapter. */
  readonly promptedRows: number;
  /** Share of the asked rows that came out right with five examples in the prompt. */
  readonly prompted: number;
  /** The same with the prompted rows; null where the asked rows would stand among them. */
  readonly promptedByRows: number | null;
  /** The same with the adapter alone. */
  readonly adapted: number;
  /**
   * The same as the product answers: with the prompted rows beside the adapter where rows were held back, by these
   * alone where they were better.
   */
  readonly taught: number;
  readonly isUsed: boolean;
  /** Of the held-back rows; null where there were none. */
  readonly score: LessonScore | null;
  /** All of it: held-back rows asked twice, rows read, training. */
  readonly seconds: number;
  /** Of all threads in that time. */
  readonly cpuSeconds: number;
  readonly steps: number;
  /** How many trainings the adapter is the mean of. */
  readonly trainings: number;
  /** For each of them the readings of the rows after which those held back were likeliest. */
  readonly bestEpochs: readonly number[];
  /** Median. */
  readonly millisecondsPerStep: number;
  readonly adapterBytes: number;
  readonly losses: readonly number[];
  /** Of each training, before its first step and after each reading. */
  readonly heldBackLosses: readonly (readonly number[])[];
  /** Loss of the held-back rows with the adapter that was kept; null where there are none. */
  readonly keptLoss: number | null;
}

/** Whether columns that nothing is taught of are answered as before, bit for bit, once adapters are off. */
export interface OtherColumns {
  readonly relations: readonly string[];
  readonly answers: number;
  readonly isUnchanged: boolean;
}

export interface GrowthPoint {
  readonly rows: number;
  /** Of each row with its answer. */
  readonly tokensPerRow: number;
  /** Examples before each row. */
  readonly shown: number;
  /** Reading of all rows, before the first step. */
  readonly prepareSeconds: number;
  /** Median. */
  readonly millisecondsPerStep: number;
  readonly secondsPerEpoch: number;
  readonly saidMib: number;
  /** How far the process grew over what it held before. */
  readonly measuredMib: number;
}

export interface TeachGrowth {
  readonly machine: string;
  readonly byRows: readonly GrowthPoint[];
  readonly byLength: readonly GrowthPoint[];
}

/** What one call writes, and what several are merged to. */
export interface TeachResults {
  readonly model: string;
  readonly promptExamples: number;
  readonly threads: number;
  readonly runs: readonly TaughtRun[];
  readonly otherColumns: OtherColumns | null;
  readonly growth: TeachGrowth | null;
}

/** All runs together, by id and seed; a later one stands for an earlier one of the same. */
export function mergeResults(all: readonly TeachResults[]): TeachResults {
  const runs = new Map<string, TaughtRun>();
  for (const { runs: each } of all) for (const run of each) runs.set(`${run.id} ${run.seed}`, run);
  const sorted = [...runs.values()].sort((a, b) => a.id.localeCompare(b.id) || a.seed - b.seed);
  return {
    ...all[0]!,
    runs: sorted,
    otherColumns: all.findLast(({ otherColumns }) => otherColumns !== null)?.otherColumns ?? null,
    growth: all.findLast(({ growth }) => growth !== null)?.growth ?? null,
  };
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Medians with the lowest and highest run, as a table in Markdown. */
export function teachTable({ runs }: Pick<TeachResults, "runs">): string {
  const ids = [...new Set(runs.map(({ id }) => id))];
  const shown = (values: readonly number[], write: (value: number) => string): string => {
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return low === high ? write(low) : `${write(median(values))} (${write(low)}–${write(high)})`;
  };
  const rows = ids.map((id) => {
    const own = runs.filter((run) => run.id === id);
    const { given, heldBack, asked, promptedRows, promptedByRows } = own[0]!;
    const seconds = (value: number) => `${value.toFixed(0)} s`;
    return [
      `${id}: ${given} rows taught (${heldBack} of them held back), ${asked} asked`,
      own.length,
      percent(own[0]!.prompted),
      promptedByRows === null ? "" : `${percent(promptedByRows)} (${promptedRows})`,
      shown(
        own.map(({ adapted }) => adapted),
        percent,
      ),
      shown(
        own.map(({ taught }) => taught),
        percent,
      ),
      shown(
        own.map(({ cpuSeconds }) => cpuSeconds),
        seconds,
      ),
    ];
  });
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(" | ")} |`;
  return [
    line([
      "Rows",
      "Runs",
      "Five examples",
      "More of the rows",
      "Adapter",
      "As the product answers",
      "Processor",
    ]),
    line(["---", "---:", "---:", "---:", "---:", "---:", "---:"]),
    ...rows.map(line),
  ].join("\n");
}
