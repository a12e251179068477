import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import type { Electorate } from "../../src/core/confidence/confidence.ts";
import { MODES } from "../eval/arguments.ts";

const schema = z.looseObject({
  model: z.string(),
  modelHash: z.string(),
  settings: z.looseObject({ mode: z.enum(MODES) }),
  relations: z.array(
    z.looseObject({
      id: z.string(),
      /** Which pairs were the examples. */
      seed: z.number().default(0),
      kind: z.string(),
      accuracy: z.number(),
      answers: z.array(
        z.looseObject({
          probability: z.number(),
          rarity: z.number(),
          confidence: z.number(),
          correct: z.boolean(),
        }),
      ),
    }),
  ),
});

/** What `npm run eval` wrote; what is not named here is kept as it is. */
export type ResultFile = z.infer<typeof schema>;

export async function readResultFile(path: string): Promise<ResultFile> {
  return schema.parse(JSON.parse(await readFile(path, "utf8")));
}

export async function writeResultFile(path: string, result: ResultFile): Promise<void> {
  await writeFile(path, `${JSON.stringify(result, null, 1)}\n`);
}

/** Whose answers a file holds. */
export function electorateOf({ settings }: ResultFile): Electorate {
  return settings.mode === "careful" ? "vote" : "alone";
}
