import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { basename } from "node:path";
import type { Settings } from "../src/core/options/settings.ts";
import { DEFAULT_SETTINGS } from "../src/core/options/settings.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { takeBrowserKernels } from "./browser-kernels.ts";
import { evalArguments, type EvalMode } from "./eval/arguments.ts";
import { evaluateRelation, type EvaluatedRelation } from "./eval/evaluate.ts";
import { modelFile } from "./eval/model-file.ts";
import { RecordedCompleter } from "./eval/recorded-completer.ts";
import { readRelations, shuffledRelation } from "./eval/relation.ts";
import { summaries } from "./eval/summary.ts";
import { runScript } from "./run-script.ts";
import { writeWhole } from "./write-whole.ts";

const MODE_SETTINGS: Readonly<Record<EvalMode, Partial<Settings>>> = {
  fields: { format: "fields" },
  chosen: {},
  careful: { careful: true },
};

/** `npm run eval`: fills every relation of a folder with the product's own prompts, engine and decoding. */
runScript(import.meta.url, async () => {
  const { data, model, examples, rows, mode, relations, seeds, recording, out } = evalArguments(
    process.argv.slice(2),
  );
  const known = await readRelations(data);
  const missing = relations?.find((id) => known.every((relation) => relation.id !== id));
  if (missing !== undefined) throw new Error(`There is no relation "${missing}" in ${data}.`);
  const asked = known.filter(({ id }) => relations === null || relations.includes(id));
  const path = await modelFile(model);
  const hash = await sha256(path);
  takeBrowserKernels();
  const source = await NodeFileSource.open(path);
  const engine = await LocalEngine.open({ source, hash, threads: 1, createSampler });
  const recorded = recording === null ? null : new RecordedCompleter(engine, recording);
  const settings = { ...DEFAULT_SETTINGS, ...MODE_SETTINGS[mode] };
  const evaluated: (EvaluatedRelation & { readonly seed: number })[] = [];
  for (const seed of seeds) {
    for (const relation of asked) {
      const drawn = seed === 0 ? relation : shuffledRelation(relation, seed);
      const result = await evaluateRelation(drawn, { examples, rows }, settings, recorded ?? engine);
      evaluated.push({ seed, ...result });
      console.log(
        `${result.id.padEnd(36)}${result.accuracy.toFixed(2)}  ${result.correct} of ${result.rows}, ` +
          `${result.rowsPerSecond.toFixed(1)} rows/s`,
      );
    }
  }
  recorded?.save();
  if (recorded) console.log(`${recorded.missed} requests were not in the recording.`);
  engine.close();
  await source.close();
  const result = {
    model: engine.model.name,
    modelHash: hash,
    settings: { ...settings, mode, examples, rows },
    summaries: summaries(evaluated),
    relations: evaluated,
  };
  await writeWhole(out, `${JSON.stringify(result, null, 1)}\n`);
  for (const summary of result.summaries) {
    const { kind, accuracy, calibrationError, areaUnderRoc, coverageAt90 } = summary;
    console.log(
      `${kind.padEnd(36)}${accuracy.toFixed(3)}  calibration error ${calibrationError.toFixed(3)}, ` +
        `area under ROC ${areaUnderRoc?.toFixed(3) ?? "none"}, coverage at 90 % ${coverageAt90.toFixed(2)}`,
    );
  }
});

async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  } catch (error) {
    throw new Error(`${basename(path)} cannot be read: ${String(error)}`, { cause: error });
  }
  return hash.digest("hex");
}
