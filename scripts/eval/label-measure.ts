import { biasStrength } from "../../src/core/answers/label-bias.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import type { Completer, CompletionRequest } from "../../src/engine/completer.ts";
import { evaluateRelation } from "./evaluate.ts";
import { labelsOf, type Relation, shuffledRelation } from "./relation.ts";

const EXAMPLES = 5;
/** Shares of the labels' bias that are taken away, for each of which the rows are asked anew. */
const STRENGTHS = [0, 0.5, 0.75, 1];
/** Orders of the pairs: others of them are the examples. */
const SEEDS = [0, 1];

/** Accuracy of the classification relations, open, and closed with a part of the labels' bias taken away. */
export async function labelMeasure(relations: readonly Relation[], completer: Completer) {
  const rows: { id: string; seed: number; open: number; closed: readonly number[] }[] = [];
  for (const relation of relations.filter(({ kind }) => kind === "classification")) {
    for (const seed of SEEDS) {
      const drawn = seed === 0 ? relation : shuffledRelation(relation, seed);
      const extent = { examples: EXAMPLES, rows: drawn.pairs.length - EXAMPLES };
      const settings = { ...DEFAULT_SETTINGS, format: "fields" } as const;
      const open = await evaluateRelation(drawn, extent, { ...settings, type: "text" }, completer);
      const closed: number[] = [];
      for (const strength of STRENGTHS) {
        const labels = { ...settings, oneOf: labelsOf(relation) };
        const { accuracy } = await evaluateRelation(drawn, extent, labels, withStrength(completer, strength));
        closed.push(accuracy);
      }
      rows.push({ id: relation.id, seed, open: open.accuracy, closed });
      console.log(relation.id, seed, open.accuracy, closed);
    }
  }
  const mean = (read: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + read(row), 0) / rows.length;
  const closed = STRENGTHS.map((strength, place) => ({
    strength,
    accuracy: mean((row) => row.closed[place]!),
  }));
  return { mean: { open: mean((row) => row.open), closed }, rows };
}

/** The completer with another share of the labels' bias taken away than the product does. */
function withStrength(completer: Completer, strength: number): Completer {
  const scaled = (request: CompletionRequest): CompletionRequest => {
    const allowed = request.constraint?.allowed;
    if (allowed?.kind !== "texts" || allowed.biases === undefined) return request;
    const own = biasStrength(allowed.texts.length, EXAMPLES);
    const biases = allowed.biases.map((bias) => (bias * strength) / own);
    return { ...request, constraint: { ...request.constraint!, allowed: { ...allowed, biases } } };
  };
  return {
    model: completer.model,
    complete: (requests, calls) => completer.complete(requests.map(scaled), calls),
    score: (requests, calls) => completer.score(requests, calls),
    tokenize: (text) => completer.tokenize(text),
    close: () => completer.close(),
  };
}
