import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { takeBrowserKernels } from "./browser-kernels.ts";
import { evaluateFormat, type EvaluatedFormat } from "./eval/evaluate-format.ts";
import { formatArguments } from "./eval/format-arguments.ts";
import { modelFile } from "./eval/model-file.ts";
import { parseRelations, shuffledRelation } from "./eval/relation.ts";
import { runScript } from "./run-script.ts";
import { writeWhole } from "./write-whole.ts";

/** `npm run eval:format`: how many transformations GPT.FORMAT solves, and how often its exact rules are right. */
runScript(import.meta.url, async () => {
  const { data, model, out, seed } = formatArguments(process.argv.slice(2));
  const relations = parseRelations(await readFile(data, "utf8"), basename(data));
  takeBrowserKernels();
  const source = model === "none" ? null : await NodeFileSource.open(await modelFile(model));
  const engine = source && (await LocalEngine.open({ source, hash: "", threads: 1, createSampler }));
  const evaluated: EvaluatedFormat[] = [];
  for (const given of relations) {
    const relation = seed === null ? given : shuffledRelation(given, seed);
    const result = await evaluateFormat(relation, engine);
    evaluated.push(result);
    if (result.solved) continue;
    console.log(`${result.id.padEnd(36)}${result.right} of ${result.rows}`);
  }
  engine?.close();
  await source?.close();
  const summary = summaryOf(evaluated);
  const result = { model: engine?.model.name ?? "none", seed, ...summary, tasks: evaluated };
  await writeWhole(out, `${JSON.stringify(result, null, 2)}\n`);
  console.log(summary);
});

function summaryOf(evaluated: readonly EvaluatedFormat[]) {
  const sum = (count: (task: EvaluatedFormat) => number): number =>
    evaluated.reduce((total, task) => total + count(task), 0);
  const share = (part: number, whole: number): number =>
    whole === 0 ? 0 : Number((part / whole).toFixed(4));
  const times = evaluated.map(({ milliseconds }) => milliseconds).toSorted((a, b) => a - b);
  const rows = sum((task) => task.rows);
  const exactRows = sum((task) => task.exactRows);
  const likelyRows = sum((task) => task.likelyRows);
  const modelRows = sum((task) => task.modelRows);
  const tasksSolved = evaluated.filter(({ solved }) => solved).length;
  return {
    tasksSolved,
    shareOfTasks: share(tasksSolved, evaluated.length),
    shareOfRows: share(
      sum((task) => task.right),
      rows,
    ),
    exactRows,
    exactPrecision: share(
      sum((task) => task.exactRight),
      exactRows,
    ),
    exactCoverage: share(exactRows, rows),
    likelyRows,
    likelyPrecision: share(
      sum((task) => task.likelyRight),
      likelyRows,
    ),
    modelRows,
    modelPrecision: share(
      sum((task) => task.modelRight),
      modelRows,
    ),
    medianMilliseconds: times[times.length >> 1] ?? 0,
    longestMilliseconds: times.at(-1) ?? 0,
  };
}
