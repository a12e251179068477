import { readFile, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import type { Settings } from "../src/core/options/settings.ts";
import { DEFAULT_SETTINGS } from "../src/core/options/settings.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { findModel, parseModelLock } from "../src/engine/local/weights/model-lock.ts";
import { takeBrowserKernels } from "./browser-kernels.ts";
import { evaluateRelation } from "./eval/evaluate.ts";
import { labelsOf, readRelations } from "./eval/relation.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";

const MODEL = "gemma-3-270m";
const EXAMPLES = 5;
/** More answers than this are no labels. */
const MOST_LABELS = 20;

const USAGE = "npm run eval:labels -- --data DIR [--rows 30] --out FILE.json";

/** `npm run eval:labels`: how much it helps the classification relations when only their labels can come out. */
runScript(import.meta.url, async () => {
  const { data, rows, out } = parseArgs({
    options: { data: { type: "string" }, rows: { type: "string", default: "30" }, out: { type: "string" } },
  }).values;
  if (data === undefined || out === undefined) throw new Error(`Write: ${USAGE}`);
  takeBrowserKernels();
  const source = await NodeFileSource.open(await ensureModel(MODEL, console.log));
  const lock = await readFile(new URL("../model/models.lock.json", import.meta.url), "utf8");
  const hash = findModel(parseModelLock(JSON.parse(lock)), MODEL).sha256;
  const engine = await LocalEngine.open({ source, hash, threads: 1, createSampler });
  const results = [];
  for (const relation of await readRelations(data)) {
    const labels = labelsOf(relation);
    if (relation.kind !== "classification" || labels.length > MOST_LABELS) continue;
    const accuracy = async (settings: Partial<Settings>): Promise<number> => {
      const asked = { ...DEFAULT_SETTINGS, format: "fields", ...settings } as const;
      const extent = { examples: EXAMPLES, rows: Number(rows) };
      return (await evaluateRelation(relation, extent, asked, engine)).accuracy;
    };
    const result = {
      id: relation.id,
      labels: labels.length,
      open: await accuracy({ type: "text" }),
      closed: await accuracy({ oneOf: labels }),
    };
    results.push(result);
    console.log(`${result.id}: open ${result.open.toFixed(3)}, closed ${result.closed.toFixed(3)}`);
  }
  engine.close();
  await source.close();
  const model = engine.model.name;
  await writeFile(
    out,
    `${JSON.stringify({ model, examples: EXAMPLES, rows: Number(rows), results }, null, 1)}\n`,
  );
});
