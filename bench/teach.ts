import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, writeFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { SHOWN_ROWS } from "../src/core/teach/lesson-rows.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { takeBrowserKernels } from "../scripts/browser-kernels.ts";
import { replaceSection } from "../scripts/replace-section.ts";
import { runScript } from "../scripts/run-script.ts";
import { growthPlots, type GrowthSeries } from "./growth-plot.ts";
import { EXPERIMENT_IDS, readExperiment } from "./teach/experiments.ts";
import { runExperiment } from "./teach/run-experiment.ts";
import { runGrowth } from "./teach/run-growth.ts";
import { runOthers } from "./teach/run-others.ts";
import { mergeResults, teachTable, type TeachGrowth, type TeachResults } from "./teach/teach-results.ts";

const RESULTS = "bench/results/teach.json";
const PLOT = "bench/results/teach-growth.svg";
const DOCUMENT = new URL("../docs/teach.md", import.meta.url);

const OTHER_COLUMNS = "other-columns";
const GROWTH = "growth";

/**
 * `npm run teach-experiment -- --data DIR`: what teaching gives, against five examples in the prompt, and what it costs.
 * One thread, as onnxruntime has no more under Node, and the
 * kernels that browsers run. --only: an experiment, any relation of the folder, "other-columns" or
 * "growth"; --seed: of one run, 1 where left out. The files of several calls come together by `--merge FILE…`, which
 * writes the figures of the documents too.
 */
runScript(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      data: { type: "string" },
      only: { type: "string", default: [...EXPERIMENT_IDS, OTHER_COLUMNS, GROWTH].join(",") },
      seed: { type: "string", default: "1" },
      model: { type: "string", default: "gemma-3-270m" },
      out: { type: "string", default: RESULTS },
      merge: { type: "boolean", default: false },
    },
  });
  if (values.merge) return merge(positionals);
  takeBrowserKernels();
  const engine = await openEngine(values.model);
  let results: TeachResults = {
    model: engine.model.name,
    promptExamples: SHOWN_ROWS,
    threads: 1,
    runs: [],
    otherColumns: null,
    growth: null,
  };
  for (const part of values.only.split(",")) {
    if (part === OTHER_COLUMNS) results = { ...results, otherColumns: await runOthers(engine, values.data) };
    else if (part === GROWTH) results = { ...results, growth: await runGrowth(engine) };
    else {
      const experiment = await readExperiment(part, values.data);
      const run = await runExperiment(experiment, engine, Number(values.seed));
      results = { ...results, runs: [...results.runs, run] };
    }
    await write(values.out, results);
  }
  engine.close();
});

async function merge(files: readonly string[]): Promise<void> {
  const all = await Promise.all(
    files.map(async (file) => JSON.parse(await readFile(file, "utf8")) as TeachResults),
  );
  if (all.length === 0) throw new Error("Name the files to merge: --merge FILE…");
  const merged = mergeResults(all);
  await write(RESULTS, merged);
  await replaceSection(DOCUMENT, "teach", teachTable(merged));
  if (merged.growth) await writeFile(PLOT, growthPlot(merged.growth));
  console.log(teachTable(merged));
}

function growthPlot({ machine, byRows, byLength }: TeachGrowth): string {
  const series: GrowthSeries[] = [
    {
      id: "epoch",
      title: "One reading of so many rows",
      unit: "s",
      points: byRows.map(({ rows, secondsPerEpoch }) => ({ x: rows, y: secondsPerEpoch })),
    },
    {
      id: "step",
      title: "A step, by tokens of a row",
      unit: "s",
      points: byLength.map(({ tokensPerRow, millisecondsPerStep }) => ({
        x: tokensPerRow,
        y: millisecondsPerStep / 1000,
      })),
    },
    {
      id: "prepare",
      title: "Reading so many rows before the first step",
      unit: "s",
      points: byRows.map(({ rows, prepareSeconds }) => ({ x: rows, y: prepareSeconds })),
    },
    {
      id: "memory",
      title: "Memory, by tokens of a row",
      unit: "MiB",
      points: byLength.map(({ tokensPerRow, measuredMib, saidMib }) => ({
        x: tokensPerRow,
        y: measuredMib,
        limit: saidMib,
      })),
    },
  ];
  return growthPlots(series, {
    label: "How the cost of teaching grows",
    subtitle: `${machine}, 1 thread. Dashed: memory that the pane names beforehand.`,
  });
}

/** Written beside and renamed, so that a cut never leaves half a file. */
async function write(file: string, results: TeachResults): Promise<void> {
  await writeFile(`${file}.partial`, `${JSON.stringify(results, null, 1)}\n`);
  await rename(`${file}.partial`, file);
}

/** @param model an id of models.lock.json, or a GGUF file */
async function openEngine(model: string): Promise<LocalEngine> {
  const path = existsSync(model) ? model : await lockedModel(model);
  const hash = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  return LocalEngine.open({ source: await NodeFileSource.open(path), hash, threads: 1, createSampler });
}

/** Read only where it is needed: in a bundle that script would take itself for the one that was started. */
async function lockedModel(id: string): Promise<string> {
  const { ensureModel } = await import("../scripts/model.ts");
  return ensureModel(id, console.log);
}
