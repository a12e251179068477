import { parseArgs } from "node:util";

export interface FormatArguments {
  /** A JSON file with a list of transformations. */
  readonly data: string;
  /**
   * Id in models.lock.json, or path of a GGUF file, of the model that answers what no rule does; "none" for rules
   * alone.
   */
  readonly model: string;
  readonly out: string;
  /** Draws other rows as examples; null for the first rows of each transformation. */
  readonly seed: number | null;
}

const USAGE =
  "npm run eval:format -- --data FILE.json [--model NAME|FILE.gguf|none] [--seed N] [--out bench/results/eval-format.json]";

/** Throws an Error with one line: what is wrong, and how it is written. */
export function formatArguments(args: readonly string[]): FormatArguments {
  const { data, model, out, seed } = parse(args);
  if (data === undefined) throw new Error(`--data is missing. Write: ${USAGE}`);
  if (seed !== undefined && !/^\d{1,9}$/.test(seed)) {
    throw new Error(`--seed is "${seed}". Give a whole number from 0.`);
  }
  return { data, model, out, seed: seed === undefined ? null : Number(seed) };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        data: { type: "string" },
        model: { type: "string", default: "gemma-3-270m" },
        seed: { type: "string" },
        out: { type: "string", default: "bench/results/eval-format.json" },
      },
    }).values;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split("\n")[0] : String(error);
    throw new Error(`${reason} Write: ${USAGE}`, { cause: error });
  }
}
