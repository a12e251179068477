import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import { SHOWN_ROWS } from "../../src/core/teach/lesson-rows.ts";
import type { LocalEngine } from "../../src/engine/local/local-engine.ts";
import { evaluateRelation } from "../../scripts/eval/evaluate.ts";
import { readExperiment, readRelation } from "./experiments.ts";
import { lessonOf, planRows } from "./run-experiment.ts";
import type { OtherColumns } from "./teach-results.ts";

/** Columns that nothing is taught of. */
const OTHERS = ["country-capital", "antonym", "present-past"];
const ROWS = 15;

/** Answers of other columns before an adapter was taught and used, and after. */
export async function runOthers(engine: LocalEngine, data: string | undefined): Promise<OtherColumns> {
  const others = await Promise.all(OTHERS.map((id) => readRelation(id, data)));
  const ask = async (lesson?: ReturnType<typeof lessonOf>) => {
    const settings = { ...DEFAULT_SETTINGS, teach: lesson?.name ?? "" };
    const extent = { examples: SHOWN_ROWS, rows: ROWS };
    const named = lesson && (() => Promise.resolve(lesson));
    const evaluated = [];
    for (const relation of others)
      evaluated.push(await evaluateRelation(relation, extent, settings, engine, named));
    return evaluated.flatMap(({ answers }) =>
      answers.map(({ answer, probability, confidence }) => ({ answer, probability, confidence })),
    );
  };
  const before = await ask();
  const { relation, given } = await readExperiment("private-pairs", data);
  const { exampleSet, shown, prompted, request } = await planRows(relation, given, false, engine);
  const file = await engine.teacher.teach({ ...request, epochs: 1, seed: 1 }, {});
  const hash = await engine.teacher.addAdapter(file);
  const adapted = await ask(
    lessonOf({ exampleSet, shown, prompted, promptShare: 0 }, hash, engine.model.hash),
  );
  const after = await ask();
  if (JSON.stringify(before) === JSON.stringify(adapted)) throw new Error("The adapter changed nothing.");
  const isUnchanged = JSON.stringify(before) === JSON.stringify(after);
  console.log(
    `${before.length} answers of other columns with the adapter off: ${isUnchanged ? "the same bit for bit" : "CHANGED"}`,
  );
  return { relations: OTHERS, answers: before.length, isUnchanged };
}
