import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { examplesFromRange } from "../src/core/examples/example-set.ts";
import { CellError, describe } from "../src/core/errors/cell-error.ts";
import { DEFAULT_SETTINGS } from "../src/core/options/settings.ts";
import { formatById, FORMATS } from "../src/core/prompts/formats/formats.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { lessonTexts, mostEpochs, splitRows } from "../src/core/teach/lesson-rows.ts";
import type { Lesson } from "../src/core/teach/lesson.ts";
import type { TeachEvent } from "../src/engine/teacher.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { evaluateRelation } from "../scripts/eval/evaluate.ts";
import { parseRelations, type Relation } from "../scripts/eval/relation.ts";
import { ensureModel } from "../scripts/model.ts";
import { runScript } from "../scripts/run-script.ts";
import { machineName } from "./results.ts";
import { privatePairs } from "./teach/private-pairs.ts";

const MODEL = "gemma-3-270m";
const GIVEN = 60;
const ASKED = 60;
const PROMPT_EXAMPLES = 5;
const OUT = fileURLToPath(new URL("results/teach.json", import.meta.url));
/** Columns that nothing is taught of: their answers must stay as they are. */
const OTHERS = ["country-capital", "antonym", "present-past"];

interface Experiment {
  readonly id: string;
  readonly relation: Relation;
  /** How many of its rows are taught; the next ones are asked. */
  readonly given: number;
  /** Whether the taught rows themselves are asked, which nothing but teaching can answer. */
  readonly asksTaught: boolean;
}

type Step = Extract<TeachEvent, { type: "teach-step" }>;

/**
 * `npm run teach-experiment -- --data DIR`: what teaching gives, against five examples in the prompt, and what it costs.
 * One thread, as onnxruntime has no more under Node.
 */
runScript(import.meta.url, async () => {
  const { values } = parseArgs({
    options: { data: { type: "string" }, runs: { type: "string", default: "1" }, only: { type: "string" } },
  });
  const { data, runs, only } = values;
  if (data === undefined) throw new Error("--data is missing: the folder with the relations.");
  const engine = await openEngine();
  const experiments = await readExperiments(data);
  const others = await Promise.all(OTHERS.map((id) => readRelation(data, id)));
  const answersOfOthers = async () => {
    const extent = { examples: PROMPT_EXAMPLES, rows: 15 };
    const evaluated = [];
    for (const relation of others)
      evaluated.push(await evaluateRelation(relation, extent, DEFAULT_SETTINGS, engine));
    return evaluated.flatMap(({ answers }) =>
      answers.map(({ answer, probability, confidence }) => ({ answer, probability, confidence })),
    );
  };
  const before = await answersOfOthers();
  const told = { machine: machineName(), threads: 1, model: MODEL, promptExamples: PROMPT_EXAMPLES };
  const results: Awaited<ReturnType<typeof runExperiment>>[] = [];
  const write = (otherColumns: object | null) =>
    writeFile(OUT, `${JSON.stringify({ ...told, results, otherColumns }, null, 1)}\n`);
  for (const experiment of experiments.filter(({ id }) => only === undefined || id === only)) {
    for (let run = 1; run <= Number(runs); run++) {
      results.push(await runExperiment(experiment, engine, run));
      await write(null);
    }
  }
  const after = await answersOfOthers();
  const isUnchanged = JSON.stringify(before) === JSON.stringify(after);
  console.log(
    `${before.length} answers of other columns with the adapters off: ${isUnchanged ? "the same bit for bit" : "CHANGED"}`,
  );
  await write({ relations: OTHERS, answers: before.length, isUnchanged });
  engine.close();
});

async function runExperiment(experiment: Experiment, engine: LocalEngine, seed: number) {
  const { id, relation, given, asksTaught } = experiment;
  const rows = relation.pairs.slice(0, given);
  const asked = asksTaught ? rows : relation.pairs.slice(given, given + ASKED);
  const withExamples: Relation = {
    ...relation,
    examples: PROMPT_EXAMPLES,
    pairs: [...rows.slice(0, PROMPT_EXAMPLES), ...asked],
  };
  const extent = { examples: PROMPT_EXAMPLES, rows: asked.length };
  const prompted = await evaluateRelation(withExamples, extent, DEFAULT_SETTINGS, engine);

  const exampleSet = examplesFromRange(
    rows,
    relation.headers ? [relation.headers] : null,
    rows[0]!.length - 1,
  );
  if (exampleSet instanceof CellError) throw new Error(describe(exampleSet).text);
  const format = FORMATS[0];
  const { learned, heldBack } = splitRows(exampleSet, !asksTaught);
  const steps: Step[] = [];
  const heldBackLosses: number[] = [];
  const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  const file = await engine.teacher.teach(
    {
      texts: lessonTexts(formatById(format.id), learned),
      heldBack: lessonTexts(formatById(format.id), heldBack),
      epochs: mostEpochs(learned.examples.length),
      seed,
    },
    {
      onEvent(event) {
        if (event.type === "teach-step") steps.push(event);
        if (event.type === "teach-held-back") heldBackLosses.push(event.loss);
      },
    },
  );
  const seconds = (performance.now() - startMs) / 1000;
  const cpu = process.cpuUsage(startCpu);
  const cpuSeconds = (cpu.user + cpu.system) / 1e6;
  const hash = await engine.teacher.addAdapter(file);
  const lesson: Lesson = {
    name: id,
    exampleSet,
    format: format.id,
    modelHash: engine.model.hash,
    hash,
    score: null,
    adapter: "",
  };
  const settings = { ...DEFAULT_SETTINGS, teach: id };
  const taught = await evaluateRelation(withExamples, extent, settings, engine, () => lesson);
  const result = {
    id,
    seed,
    given,
    heldBack: heldBack.examples.length,
    asked: asked.length,
    prompted: prompted.accuracy,
    taught: taught.accuracy,
    seconds,
    cpuSeconds,
    steps: steps.length,
    epochs: (steps.at(-1)?.epoch ?? 0) + 1,
    millisecondsPerStep: steps.reduce((sum, step) => sum + step.milliseconds, 0) / steps.length,
    tokensPerEpoch: steps
      .filter(({ epoch }) => epoch === 0)
      .reduce((sum, { tokens }) => sum + tokens.length, 0),
    adapterBytes: file.length,
    losses: steps.map(({ loss }) => Number(loss.toFixed(4))),
    heldBackLosses,
  };
  console.log(
    `${id} (seed ${seed}): ${(100 * prompted.accuracy).toFixed(1)} % with ${PROMPT_EXAMPLES} examples, ` +
      `${(100 * taught.accuracy).toFixed(1)} % taught, ${seconds.toFixed(0)} s (${cpuSeconds.toFixed(0)} s of processor), ` +
      `${result.epochs} epochs, ${result.millisecondsPerStep.toFixed(0)} ms a step`,
  );
  return result;
}

async function readExperiments(data: string): Promise<Experiment[]> {
  const pairs: Relation = {
    id: "private-pairs",
    kind: "private",
    headers: ["Item", "Shelf"],
    pairs: privatePairs(GIVEN),
  };
  const sentiment = await readRelation(data, "sentiment");
  const superclass = await readRelation(data, "object-superclass");
  return [
    { id: pairs.id, relation: pairs, given: GIVEN, asksTaught: true },
    // It has 64 rows: half of them are taught.
    { id: superclass.id, relation: superclass, given: superclass.pairs.length / 2, asksTaught: false },
    { id: sentiment.id, relation: sentiment, given: GIVEN, asksTaught: false },
  ];
}

async function readRelation(data: string, id: string): Promise<Relation> {
  const file = `${id}.json`;
  return parseRelations(await readFile(join(data, file), "utf8"), file)[0]!;
}

async function openEngine(): Promise<LocalEngine> {
  const path = await ensureModel(MODEL, console.log);
  const hash = createHash("sha256")
    .update(await readFile(path))
    .digest("hex");
  return LocalEngine.open({ source: await NodeFileSource.open(path), hash, threads: 1, createSampler });
}
