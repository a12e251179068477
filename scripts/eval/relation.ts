import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { promptText } from "../../src/core/examples/cell-value.ts";
import { uniformAt } from "../../src/core/sampling/counter-random.ts";

const cell = z.union([z.string(), z.number(), z.boolean()]);

const relationSchema = z.object({
  id: z.string().min(1),
  kind: z.string(),
  headers: z.array(z.string()).optional(),
  pairs: z.array(z.array(cell).min(2)).min(2),
  accept: z.record(z.string(), z.array(z.string())).optional(),
  /** How many of the first pairs are examples, where the relation says so itself. */
  examples: z.int().positive().optional(),
});

/** A column-fill task: rows whose last cell is the answer. */
export type Relation = Readonly<z.infer<typeof relationSchema>>;

/** All relations of a folder's JSON files, one or a list in each. Throws an Error that names the file that is wrong. */
export async function readRelations(folder: string): Promise<readonly Relation[]> {
  const files = await readdir(folder).catch(() => {
    throw new Error(`There is no folder ${folder}. Give the folder with the relations: --data DIR`);
  });
  const relations: Relation[] = [];
  for (const file of files.filter((name) => name.endsWith(".json")).sort()) {
    relations.push(...parseRelations(await readFile(join(folder, file), "utf8"), file));
  }
  if (relations.length === 0) throw new Error(`The folder ${folder} holds no JSON file with relations.`);
  return relations;
}

export function parseRelations(text: string, file: string): readonly Relation[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const parsed = z.array(relationSchema).safeParse(Array.isArray(json) ? json : [json]);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`${file}: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not a relation"}`);
}

/** The relation with its pairs in another order, so that others of them are the examples. */
export function shuffledRelation(relation: Relation, seed: number): Relation {
  const drawn = relation.pairs.map((pair, index) => ({ pair, place: uniformAt(seed, index) }));
  return { ...relation, pairs: drawn.toSorted((a, b) => a.place - b.place).map(({ pair }) => pair) };
}

/** The different answers of a relation. */
export function labelsOf({ pairs }: Relation): readonly string[] {
  return [...new Set(pairs.map((pair) => promptText(pair.at(-1)!)))];
}

/** An answer counts when it equals the expected one, or another right one, but for case and space around it. */
export function isCorrect(
  relation: Relation,
  input: readonly string[],
  expected: string,
  answer: string,
): boolean {
  const folded = (text: string) => text.trim().toLowerCase();
  const others = relation.accept?.[input.join("\t")] ?? relation.accept?.[input[0] ?? ""] ?? [];
  return [expected, ...others].some((right) => folded(right) === folded(answer));
}
