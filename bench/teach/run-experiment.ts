import { teachColumn } from "../../src/app/teach/teach-column.ts";
import { answerRuleFor } from "../../src/core/answers/answer-rule-for.ts";
import { CellError, describe } from "../../src/core/errors/cell-error.ts";
import { examplesFromRange, type ExampleSet } from "../../src/core/examples/example-set.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import { FORMATS } from "../../src/core/prompts/formats/formats.ts";
import { planLesson, type LessonPlan } from "../../src/core/teach/lesson-plan.ts";
import { SHOWN_ROWS } from "../../src/core/teach/lesson-rows.ts";
import { promptShareOf, type Lesson } from "../../src/core/teach/lesson.ts";
import type { LocalEngine } from "../../src/engine/local/local-engine.ts";
import type { TeachEvent } from "../../src/engine/teacher.ts";
import { evaluateRelation } from "../../scripts/eval/evaluate.ts";
import type { Relation } from "../../scripts/eval/relation.ts";
import { machineName } from "../results.ts";
import type { Experiment } from "./experiments.ts";
import { median, type TaughtRun } from "./teach-results.ts";

const ASKED = 60;
const FORMAT = FORMATS[0];

export type StepEvent = Extract<TeachEvent, { type: "teach-step" }>;

/** The rows as the product teaches them. Throws an Error where they are no examples. */
export async function planRows(
  relation: Pick<Relation, "headers" | "pairs">,
  given: number,
  isHeldBack: boolean,
  engine: LocalEngine,
): Promise<LessonPlan & { readonly exampleSet: ExampleSet }> {
  const headers = relation.headers ? [relation.headers] : null;
  const exampleSet = examplesFromRange(
    relation.pairs.slice(0, given),
    headers,
    relation.pairs[0]!.length - 1,
  );
  if (exampleSet instanceof CellError) throw new Error(describe(exampleSet).text);
  const { rule } = answerRuleFor(exampleSet, DEFAULT_SETTINGS);
  const countTokens = async (text: string) => (await engine.tokenize(text)).length;
  const plan = await planLesson(exampleSet, isHeldBack, { format: FORMAT, rule, countTokens });
  return { ...plan, exampleSet };
}

/** A lesson of an adapter that the engine has. */
export function lessonOf(
  {
    exampleSet,
    shown,
    prompted,
    promptShare,
  }: Pick<Lesson, "exampleSet" | "shown" | "prompted" | "promptShare">,
  hash: string,
  modelHash: string,
): Lesson {
  const format = FORMAT.id;
  return {
    name: "taught",
    exampleSet,
    shown,
    prompted,
    isUsed: true,
    promptShare,
    format,
    modelHash,
    hash,
    score: null,
    adapter: "",
  };
}

/** Asks with examples in the prompt, teaches, and asks again, as the product does. */
export async function runExperiment(
  { id, relation, given, asksTaught }: Experiment,
  engine: LocalEngine,
  seed: number,
): Promise<TaughtRun> {
  const rows = relation.pairs.slice(0, given);
  const asked = asksTaught ? rows : relation.pairs.slice(given, given + ASKED);
  const plan = await planRows(relation, given, !asksTaught, engine);
  const { exampleSet, heldBack, shown, prompted } = plan;
  const rowOf = new Map(exampleSet.examples.map((example, row) => [example, rows[row]!]));
  const held = heldBack.examples.map((example) => rowOf.get(example)!);
  const firstFive = rows.slice(0, SHOWN_ROWS);
  const promptedRows = prompted.map((place) => rows[place]!);
  /** Answers to rows behind examples: by the prompt, or by a lesson. */
  const ask = (those: Relation["pairs"], examples: Relation["pairs"], lesson?: Lesson) =>
    evaluateRelation(
      { ...relation, examples: examples.length, pairs: [...examples, ...those] },
      { examples: examples.length, rows: those.length },
      { ...DEFAULT_SETTINGS, teach: lesson?.name ?? "" },
      engine,
      lesson && (() => Promise.resolve(lesson)),
    );
  const byFive = await ask(asked, firstFive);
  const byRows = asksTaught ? null : await ask(asked, promptedRows);
  const lessonFrom = async (file: Uint8Array<ArrayBuffer>, promptShare = promptShareOf(held.length)) =>
    lessonOf(
      { exampleSet, shown, prompted, promptShare },
      await engine.teacher.addAdapter(file),
      engine.model.hash,
    );
  const steps: StepEvent[] = [];
  const heldBackLosses: number[][] = [];
  let keptLoss: number | null = null;
  const [startMs, startCpu] = [performance.now(), process.cpuUsage()];
  const { file, score, isUsed } = await teachColumn(
    plan,
    {
      teacher: engine.teacher,
      seed,
      right: async (trial) =>
        (await ask(held, promptedRows, trial ? await lessonFrom(trial) : undefined)).correct,
    },
    {
      onEvent(event) {
        if (event.type === "teach-step") steps.push(event);
        if (event.type === "teach-held-back") (heldBackLosses[event.training - 1] ??= []).push(event.loss);
        if (event.type === "teach-kept") keptLoss = event.loss;
      },
    },
  );
  const seconds = (performance.now() - startMs) / 1000;
  const cpu = process.cpuUsage(startCpu);
  const adapted = await ask(asked, promptedRows, await lessonFrom(file, 0));
  const taught =
    byRows === null ? adapted : isUsed ? await ask(asked, promptedRows, await lessonFrom(file)) : byRows;
  const run = {
    id,
    seed,
    machine: machineName(),
    given,
    heldBack: held.length,
    shown,
    asked: asked.length,
    promptedRows: prompted.length,
    prompted: byFive.accuracy,
    promptedByRows: byRows?.accuracy ?? null,
    adapted: adapted.accuracy,
    taught: taught.accuracy,
    isUsed,
    score,
    seconds,
    cpuSeconds: (cpu.user + cpu.system) / 1e6,
    steps: steps.length,
    trainings: plan.request.trainings,
    bestEpochs: heldBackLosses.map((losses) => losses.indexOf(Math.min(...losses))),
    millisecondsPerStep: median(steps.map(({ milliseconds }) => milliseconds)),
    adapterBytes: file.length,
    losses: steps.map(({ loss }) => Number(loss.toFixed(4))),
    heldBackLosses: heldBackLosses.map((losses) => losses.map((loss) => Number(loss.toFixed(4)))),
    keptLoss,
  };
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  console.log(
    `${id} (seed ${seed}): ${percent(run.prompted)} with ${SHOWN_ROWS} examples, ` +
      `${run.promptedByRows === null ? "" : `${percent(run.promptedByRows)} with ${run.promptedRows}, `}${percent(run.adapted)} by the adapter alone, ` +
      `${percent(run.taught)} as the product answers, ${seconds.toFixed(0)} s (${run.cpuSeconds.toFixed(0)} s of processor), ` +
      `${run.steps} steps, ${run.millisecondsPerStep.toFixed(0)} ms each, held-back rows right ` +
      `${score ? `${score.before} before, ${score.after} after, of ${held.length}` : "not asked"}, ` +
      `held-back losses ${run.heldBackLosses.map((losses) => losses.join(" ")).join(" | ")}, kept ${run.keptLoss}`,
  );
  return run;
}
