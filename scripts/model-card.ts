import { readFile, writeFile } from "node:fs/promises";
import { z } from "zod";
import { parseModelLock } from "../src/engine/local/weights/model-lock.ts";
import { MODES } from "./eval/arguments.ts";
import { replaceSection } from "./replace-section.ts";
import { runScript } from "./run-script.ts";

const CARD = new URL("../model/README.md", import.meta.url);
const LOCK = new URL("../model/models.lock.json", import.meta.url);
/** The one that every model is measured in, so that the pane's figures can be compared. */
const COMPARED_MODE = "fields";
const MEASURES = new URL("../bench/results/confidence.json", import.meta.url);

const resultSchema = z.object({
  model: z.string(),
  modelHash: z.string(),
  settings: z.object({
    mode: z.enum(MODES).default("fields"),
    examples: z.number(),
    rows: z.number(),
  }),
  relations: z.array(
    z.object({
      id: z.string(),
      seed: z.number().default(0),
      kind: z.string(),
      rows: z.number(),
      correct: z.number(),
      accuracy: z.number(),
    }),
  ),
});
type EvalResult = z.infer<typeof resultSchema>;

/** What `npm run fit-confidence` measured on relations left out of the fit. */
const measuresSchema = z.array(
  z.object({
    model: z.string(),
    mode: z.enum(MODES),
    answers: z.number(),
    calibrationError: z.number(),
    areaUnderRoc: z.number().nullable(),
    coverageAt90: z.number(),
    surerHalfGain: z.number().nullable(),
    /** Standard errors over relations. */
    errors: z.object({ calibrationError: z.number(), areaUnderRoc: z.number(), coverageAt90: z.number() }),
  }),
);

/**
 * `npm run model-card -- FILE.json…`: writes the accuracy that `npm run eval` measured into the model card, and its mean
 * into the lock file, where the pane reads it.
 */
runScript(import.meta.url, async () => {
  const files = process.argv.slice(2);
  if (files.length === 0)
    throw new Error("Name the results of npm run eval: npm run model-card -- FILE.json…");
  const results: EvalResult[] = [];
  for (const file of files) results.push(resultSchema.parse(JSON.parse(await readFile(file, "utf8"))));
  await replaceSection(CARD, "accuracy", accuracyTable(results));
  await noteAccuracy(results);
  const measures = measuresSchema.parse(JSON.parse(await readFile(MEASURES, "utf8")));
  await replaceSection(CARD, "confidence", confidenceTable(measures));
});

type EvaluatedOnce = EvalResult["relations"][number];

/** Clean-up tasks of few rows: named apart, and left out of the mean. */
const APART = "transformation";

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Each relation once, with its mean over the sets of examples. */
function byRelation({ relations }: EvalResult): readonly Pick<EvaluatedOnce, "id" | "kind" | "accuracy">[] {
  const ids = [...new Set(relations.map(({ id }) => id))];
  return ids.map((id) => {
    const runs = relations.filter((relation) => relation.id === id);
    return { id, kind: runs[0]!.kind, accuracy: mean(runs.map(({ accuracy }) => accuracy)) };
  });
}

/** How many sets of examples were drawn. */
const setsOf = ({ relations }: EvalResult): number => new Set(relations.map(({ seed }) => seed)).size;

async function noteAccuracy(results: readonly EvalResult[]): Promise<void> {
  const lock = parseModelLock(JSON.parse(await readFile(LOCK, "utf8")));
  const models = lock.models.map((model) => {
    const measured = results.find(
      ({ modelHash, settings }) => modelHash === model.sha256 && settings.mode === COMPARED_MODE,
    );
    if (!measured) return model;
    const shares = byRelation(measured).flatMap((one) => (one.kind === APART ? [] : [one.accuracy]));
    return shares.length === 0 ? model : { ...model, accuracy: Number(mean(shares).toFixed(3)) };
  });
  await writeFile(LOCK, `${JSON.stringify({ models }, null, 2)}\n`);
}

const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** One line for each relation, a column for each model and mode; relations of kind transformation in one line. */
function accuracyTable(results: readonly EvalResult[]): string {
  const [first] = results;
  const { examples, rows } = first!.settings;
  const tables = results.map(byRelation);
  const single = tables[0]!.filter(({ kind }) => kind !== APART);
  const means = (isPicked: (kind: string) => boolean, digits: number) =>
    tables.map((table) => {
      const picked = table.filter(({ kind }) => isPicked(kind)).map(({ accuracy }) => accuracy);
      return picked.length === 0 ? "–" : mean(picked).toFixed(digits);
    });
  const shares = (wanted: string) =>
    tables.map((table) => table.find(({ id }) => id === wanted)?.accuracy.toFixed(2) ?? "–");
  const kinds = [...new Set(single.map(({ kind }) => kind))].sort();
  return [
    `Share of right answers after ${examples} examples, up to ${rows} rows, greedy decoding. "fields" always uses that format, ` +
      '"chosen" the one that the examples speak for, "careful" lets several vote.',
    "",
    line(["relation", "kind", ...results.map(({ model, settings }) => `${model}, ${settings.mode}`)]),
    line(["---", "---", ...results.map(() => "---:")]),
    line(["sets of examples", "", ...results.map((result) => String(setsOf(result)))]),
    ...single.map(({ id, kind }) => line([id, kind, ...shares(id)])),
    ...kinds.map((wanted) => line([`mean of ${wanted}`, wanted, ...means((kind) => kind === wanted, 3)])),
    line(["**mean**", "", ...means((kind) => kind !== APART, 3)]),
    ...(tables.some((table) => table.some(({ kind }) => kind === APART))
      ? [line(["clean-up tasks (mean)", APART, ...means((kind) => kind === APART, 2)])]
      : []),
  ].join("\n");
}

function confidenceTable(measures: z.infer<typeof measuresSchema>): string {
  return [
    "Fitted on all relations but one and measured on that one, for each in turn. ±: the standard error, were other relations drawn.",
    "",
    line([
      "model",
      "mode",
      "answers",
      "calibration error",
      "area under ROC",
      "coverage at 90 % right",
      "surer half",
    ]),
    line(["---", "---", "---:", "---:", "---:", "---:", "---:"]),
    ...measures.map((one) =>
      line([
        one.model,
        one.mode,
        String(one.answers),
        `${one.calibrationError.toFixed(3)} ± ${one.errors.calibrationError.toFixed(3)}`,
        one.areaUnderRoc === null
          ? "–"
          : `${one.areaUnderRoc.toFixed(3)} ± ${one.errors.areaUnderRoc.toFixed(3)}`,
        `${one.coverageAt90.toFixed(2)} ± ${one.errors.coverageAt90.toFixed(2)}`,
        one.surerHalfGain === null ? "–" : `${one.surerHalfGain.toFixed(2)} times the accuracy of all`,
      ]),
    ),
  ].join("\n");
}
