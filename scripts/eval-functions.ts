import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { DEFAULT_SETTINGS } from "../src/core/options/settings.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import type { Completer, CompletionRequest } from "../src/engine/completer.ts";
import { evaluateRelation } from "./eval/evaluate.ts";
import { functionBench } from "./eval/function-bench.ts";
import {
  checkMeasure,
  matchingMeasure,
  similarityMeasure,
  type MatchingTask,
} from "./eval/function-measures.ts";
import { modelFile } from "./eval/model-file.ts";
import { labelsOf, parseRelations, shuffledRelation, type Relation } from "./eval/relation.ts";
import { runScript } from "./run-script.ts";

const MODEL = "gemma-3-270m";
const USAGE = "npm run eval:functions -- --out FILE.json";

/** Rows are checked in relations of which the model knows most. */
const CHECKED = [
  "state-capital",
  "city-country",
  "painting-painter",
  "singular-plural",
  "verb-participle",
  "country-demonym",
  "mail-domain",
  "year-of-date",
];

const EXAMPLES = 5;
/** Shares of the labels' bias that are taken away, for each of which the rows are asked anew. */
const STRENGTHS = [0, 0.5, 1];
/** The share that the product takes away. */
const OWN_STRENGTH = 0.5;
/** Orders of the pairs: others of them are the examples. */
const SEEDS = [0, 1];

/** `npm run eval:functions`: GPT.MATCH, GPT.SIMILAR, GPT.CHECK and closed labels on texts that decided on nothing. */
runScript(import.meta.url, async () => {
  const { out } = parseArgs({ options: { out: { type: "string" } } }).values;
  if (out === undefined) throw new Error(`Write: ${USAGE}`);
  const source = await NodeFileSource.open(await modelFile(MODEL));
  const engine = await LocalEngine.open({ source, hash: "", threads: 1, createSampler });
  const bench = functionBench(engine);
  const relations = parseRelations(await fixture("relations.json"), "relations.json");
  const matching = await matchingMeasure(JSON.parse(await fixture("matching.json")) as MatchingTask[], bench);
  console.log(matching);
  const pairs = JSON.parse(await fixture("paraphrases.json")) as string[][];
  const similarity = await similarityMeasure(pairs, bench);
  console.log(similarity);
  const check = await checkMeasure(
    relations.filter(({ id }) => CHECKED.includes(id)),
    bench,
  );
  console.log(check);
  const labels = await labelMeasure(relations, engine);
  console.log(labels.mean);
  engine.close();
  await source.close();
  const result = { model: engine.model.name, matching, similarity, check, labels };
  await writeFile(out, `${JSON.stringify(result, null, 1)}\n`);
});

function fixture(name: string): Promise<string> {
  return readFile(new URL(`./eval/fixtures/${name}`, import.meta.url), "utf8");
}

/** Accuracy of the classification relations, open, and closed with a part of the labels' bias taken away. */
async function labelMeasure(relations: readonly Relation[], completer: Completer) {
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
    const biases = allowed.biases.map((bias) => (bias * strength) / OWN_STRENGTH);
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
