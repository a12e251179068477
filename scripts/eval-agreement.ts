import { writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { DEFAULT_SETTINGS } from "../src/core/options/settings.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { takeBrowserKernels } from "./browser-kernels.ts";
import { evaluateRelation } from "./eval/evaluate.ts";
import { openReference } from "./eval/reference-completer.ts";
import { readRelations } from "./eval/relation.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";

const EXAMPLES = 5;
const USAGE = "npm run eval:agreement -- --data DIR [--model gemma-3-270m] [--rows 30] --out FILE.json";

/**
 * `npm run eval:agreement`: on how many rows of a folder's relations the engine's integers give the same answer as the
 * same model in 32-bit floating point (onnxruntime, from the same recipe and file).
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: {
      data: { type: "string" },
      model: { type: "string", default: "gemma-3-270m" },
      rows: { type: "string", default: "30" },
      out: { type: "string" },
    },
  });
  const rows = Number(values.rows);
  if (values.data === undefined || values.out === undefined || !Number.isInteger(rows) || rows < 1)
    throw new Error(`Write: ${USAGE}`);
  takeBrowserKernels();
  const source = await NodeFileSource.open(await ensureModel(values.model, console.log));
  const engine = await LocalEngine.open({ source, hash: "", threads: 1, createSampler });
  const floats = await openReference(source);
  const settings = { ...DEFAULT_SETTINGS, format: "fields" as const };
  const relations = [];
  for (const relation of await readRelations(values.data)) {
    const extent = { examples: EXAMPLES, rows };
    const ours = await evaluateRelation(relation, extent, settings, engine);
    const reference = await evaluateRelation(relation, extent, settings, floats);
    const differing = ours.answers.flatMap(({ input, answer, correct }, row) => {
      const other = reference.answers[row]!;
      return other.answer === answer
        ? []
        : [{ input, answer, correct, reference: other.answer, referenceCorrect: other.correct }];
    });
    relations.push({ id: relation.id, rows: ours.rows, same: ours.rows - differing.length, differing });
    console.log(`${relation.id.padEnd(36)}${ours.rows - differing.length} of ${ours.rows}`);
  }
  engine.close();
  floats.close();
  await source.close();
  const total = relations.reduce((sum, relation) => sum + relation.rows, 0);
  const same = relations.reduce((sum, relation) => sum + relation.same, 0);
  const result = { model: values.model, rows: total, same, share: same / total, relations };
  await writeFile(values.out, `${JSON.stringify(result, null, 1)}\n`);
  console.log(`${same} of ${total} rows have the same answer: ${((100 * same) / total).toFixed(1)} %`);
});
