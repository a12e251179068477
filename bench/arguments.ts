import { parseArgs } from "node:util";
import { ALL_MEASURES } from "./results.ts";

export interface BenchArguments {
  /** Alternating runs of each measure. */
  readonly runs: number;
  readonly threads: readonly number[];
  readonly measures: readonly string[];
  /** File of the results. */
  readonly out: string;
}

const USAGE =
  "npm run bench -- [--runs 5] [--threads 1,2] [--measures fill-40,decode] [--out bench/results/latest.json]";

/** Throws an Error with one line: what is wrong, and how it is written. */
export function benchArguments(args: readonly string[]): BenchArguments {
  const { runs, threads, measures, out } = parse(args);
  const chosen = measures.split(",");
  const unknown = chosen.find((measure) => !ALL_MEASURES.includes(measure));
  if (unknown !== undefined) {
    throw new Error(`There is no measure ${unknown}, but ${ALL_MEASURES.join(", ")}. Write: ${USAGE}`);
  }
  return {
    runs: count("runs", runs),
    threads: threads.split(",").map((text) => count("threads", text)),
    measures: chosen,
    out,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        runs: { type: "string", default: "5" },
        threads: { type: "string", default: "1,2" },
        measures: { type: "string", default: ALL_MEASURES.join(",") },
        out: { type: "string", default: "bench/results/latest.json" },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`${reason} Write: ${USAGE}`, { cause: error });
  }
}

function count(name: string, text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new Error(`--${name} must be a whole number of 1 or more, not ${text}. Write: ${USAGE}`);
}
