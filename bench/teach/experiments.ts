import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseRelations, type Relation } from "../../scripts/eval/relation.ts";
import { privatePairs } from "./private-pairs.ts";

const GIVEN = 60;

export interface Experiment {
  readonly id: string;
  readonly relation: Relation;
  /** How many of its rows are taught; the next ones are asked. */
  readonly given: number;
  /** Whether the taught rows themselves are asked, which nothing but teaching can answer. */
  readonly asksTaught: boolean;
}

/** What `npm run teach-experiment` runs where nothing else is named. */
export const EXPERIMENT_IDS = ["private-pairs", "object-superclass", "sentiment"] as const;

/** "private-pairs", or a relation of the folder, of which at most half of the rows are taught. */
export async function readExperiment(id: string, data: string | undefined): Promise<Experiment> {
  if (id === "private-pairs") {
    const relation = { id, kind: "private", headers: ["Item", "Shelf"], pairs: privatePairs(GIVEN) };
    return { id, relation, given: GIVEN, asksTaught: true };
  }
  const relation = await readRelation(id, data);
  const given = Math.min(GIVEN, Math.floor(relation.pairs.length / 2));
  return { id, relation, given, asksTaught: false };
}

export async function readRelation(id: string, data: string | undefined): Promise<Relation> {
  if (data === undefined) throw new Error("--data is missing: the folder with the relations.");
  const file = `${id}.json`;
  return parseRelations(await readFile(join(data, file), "utf8"), file)[0]!;
}
