import { parseArgs } from "node:util";
import { DEFAULT_PEERS, PEERS } from "./peers.ts";
import { ALL_MEASURES } from "./results.ts";

export interface BenchArguments {
  /** Alternating runs of each measure. */
  readonly runs: number;
  readonly threads: readonly number[];
  readonly measures: readonly string[];
  /** Engines that ours is measured against. */
  readonly peers: readonly string[];
  /** File of the results; null where they are only printed. */
  readonly out: string | null;
}

const LATEST = "bench/results/latest.json";
const WHOLE = { runs: 5, threads: "1,2", measures: ALL_MEASURES.join(","), peers: DEFAULT_PEERS.join(",") };

const USAGE =
  "npm run bench -- [--runs 5] [--threads 1,2] [--measures fill-40,decode] [--peers wllama] [--out FILE.json]";

/**
 * A whole run goes into bench/results/latest.json unless --out says otherwise; what is less is printed, and written only
 * where --out says. Throws an Error with one line: what is wrong, and how it is written.
 */
export function benchArguments(args: readonly string[]): BenchArguments {
  const { runs, threads, measures, peers, out } = parse(args);
  const isWhole =
    Number(runs) >= WHOLE.runs &&
    threads === WHOLE.threads &&
    measures === WHOLE.measures &&
    peers === WHOLE.peers;
  return {
    runs: count("runs", runs),
    threads: threads.split(",").map((text) => count("threads", text)),
    measures: chosen("measure", measures, ALL_MEASURES),
    peers: chosen("peer", peers, [...PEERS.keys()]),
    out: out ?? (isWhole ? LATEST : null),
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        runs: { type: "string", default: String(WHOLE.runs) },
        threads: { type: "string", default: WHOLE.threads },
        measures: { type: "string", default: WHOLE.measures },
        peers: { type: "string", default: WHOLE.peers },
        out: { type: "string" },
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

function chosen(kind: string, names: string, known: readonly string[]): readonly string[] {
  const list = names.split(",");
  const unknown = list.find((name) => !known.includes(name));
  if (unknown === undefined) return list;
  throw new Error(`There is no ${kind} ${unknown}, but ${known.join(", ")}. Write: ${USAGE}`);
}
