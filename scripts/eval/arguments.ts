import { parseArgs } from "node:util";

/** How formats are used: always `fields`, the one that the examples choose, or three that vote. */
export const MODES = ["fields", "chosen", "careful"] as const;
export type EvalMode = (typeof MODES)[number];

export interface EvalArguments {
  readonly data: string;
  /** Id in models.lock.json, or path of a GGUF file. */
  readonly model: string;
  readonly examples: number;
  readonly rows: number;
  readonly mode: EvalMode;
  /** Ids of the relations to fill; null for all. */
  readonly relations: readonly string[] | null;
  /** One run each: 0 takes the first pairs as examples, any other number draws which pairs they are. */
  readonly seeds: readonly number[];
  /** File of a recording to answer from and to add to; null for none. */
  readonly recording: string | null;
  readonly out: string;
}

const USAGE =
  "npm run eval -- --data DIR [--model NAME|FILE.gguf] [--examples 5] [--rows 30] [--mode fields|chosen|careful] [--relations ID,ID…] [--seeds 0,1…] [--recording FILE.jsonl.gz] --out FILE.json";

/** Throws an Error with one line: what is wrong, and how it is written. */
export function evalArguments(args: readonly string[]): EvalArguments {
  const { data, model, examples, rows, mode, relations, seeds, recording, out } = parse(args);
  if (data === undefined || out === undefined) {
    throw new Error(`${data === undefined ? "--data" : "--out"} is missing. Write: ${USAGE}`);
  }
  const known = MODES.find((choice) => choice === mode);
  if (known === undefined) throw new Error(`--mode is "${mode}". Give one of ${MODES.join(", ")}.`);
  return {
    data,
    model,
    examples: count("examples", examples),
    rows: count("rows", rows),
    mode: known,
    relations: relations?.split(",") ?? null,
    seeds: seeds.split(",").map((seed) => count("seeds", seed, 0)),
    recording: recording ?? null,
    out,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        model: { type: "string", default: "gemma-3-270m" },
        examples: { type: "string", default: "5" },
        rows: { type: "string", default: "30" },
        mode: { type: "string", default: "chosen" },
        relations: { type: "string" },
        seeds: { type: "string", default: "0" },
        recording: { type: "string" },
        out: { type: "string" },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`${reason} Write: ${USAGE}`, { cause: error });
  }
}

function count(name: string, text: string, least = 1): number {
  const value = Number(text);
  if (text === "" || !Number.isInteger(value) || value < least)
    throw new Error(`--${name} is "${text}". Give a whole number from ${least}.`);
  return value;
}
