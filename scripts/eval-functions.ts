import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { takeBrowserKernels } from "./browser-kernels.ts";
import { functionBench } from "./eval/function-bench.ts";
import {
  checkMeasure,
  matchingMeasure,
  similarityMeasure,
  type MatchingTask,
} from "./eval/function-measures.ts";
import { modelFile } from "./eval/model-file.ts";
import { labelMeasure } from "./eval/label-measure.ts";
import { parseRelations } from "./eval/relation.ts";
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

/** `npm run eval:functions`: GPT.MATCH, GPT.SIMILAR, GPT.CHECK and closed labels on texts that decided on nothing. */
runScript(import.meta.url, async () => {
  const { out } = parseArgs({ options: { out: { type: "string" } } }).values;
  if (out === undefined) throw new Error(`Write: ${USAGE}`);
  takeBrowserKernels();
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
