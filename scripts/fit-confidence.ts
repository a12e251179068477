import { writeFile } from "node:fs/promises";
import type { Coefficients, Electorate } from "../src/core/confidence/confidence.ts";
import { chanceOfRight } from "../src/core/confidence/confidence.ts";
import { fitConfidence } from "./confidence/fit.ts";
import { measureErrors } from "./confidence/measure-errors.ts";
import { reliabilityDiagram } from "./confidence/reliability-diagram.ts";
import type { ResultFile } from "./confidence/result-file.ts";
import { electorateOf, readResultFile, writeResultFile } from "./confidence/result-file.ts";
import { confidenceMeasures, type Judged, reliabilityBins } from "./eval/measures.ts";
import { summaries } from "./eval/summary.ts";
import { runScript } from "./run-script.ts";

const COEFFICIENTS = new URL("../src/core/confidence/coefficients.ts", import.meta.url);
const MEASURES = new URL("../bench/results/confidence.json", import.meta.url);
const DIAGRAM = new URL("../bench/results/reliability.svg", import.meta.url);

/** Stands for models that are not named. */
const ANY = "any";

type Fits = Readonly<Record<string, Readonly<Record<Electorate, Coefficients>>>>;

/** Clean-up tasks have few rows each, and a function of their own. */
const isFitted = ({ kind }: ResultFile["relations"][number]): boolean => kind !== "transformation";

/**
 * `npm run fit-confidence -- FILE.json…`: fits the confidence to the results of `npm run eval`, says how well it does on
 * relations that were left out of the fit, and writes coefficients, diagram and measures. The confidences in the files
 * become those of the new coefficients.
 */
runScript(import.meta.url, async () => {
  const paths = process.argv.slice(2);
  if (paths.length === 0)
    throw new Error("Name results of npm run eval: npm run fit-confidence -- FILE.json…");
  const files = await Promise.all(paths.map(readResultFile));
  const models = new Map(files.map(({ model, modelHash }) => [modelHash, model]));
  const fitted: Fits = {
    [ANY]: bothFits(files),
    ...Object.fromEntries([...models.keys()].map((hash) => [hash, bothFits(ofModel(files, hash))])),
  };

  const measured = files.map((file) => {
    const relations = heldOut(files, file);
    const answers = relations.flat();
    const { model, settings } = file;
    return {
      model,
      mode: settings.mode,
      answers: answers.length,
      ...confidenceMeasures(answers),
      errors: measureErrors(relations),
      bins: reliabilityBins(answers),
    };
  });
  for (const { model, mode, calibrationError, areaUnderRoc, coverageAt90 } of measured) {
    console.log(
      `${model} ${mode}: calibration error ${calibrationError.toFixed(3)}, area under ROC ` +
        `${areaUnderRoc?.toFixed(3) ?? "none"}, coverage at 90 % ${coverageAt90.toFixed(2)}`,
    );
  }
  await writeFile(MEASURES, `${JSON.stringify(measured, null, 1)}\n`);
  const panels = measured.map(({ model, mode, calibrationError, bins }) => ({
    title: `${model}, ${mode}`,
    subtitle: `calibration error ${calibrationError.toFixed(3)}, relations left out of the fit`,
    bins,
  }));
  await writeFile(DIAGRAM, reliabilityDiagram(panels));
  await writeFile(COEFFICIENTS, source(fitted, models));
  for (const [i, file] of files.entries()) await writeResultFile(paths[i]!, refreshed(file, fitted));
});

function ofModel(files: readonly ResultFile[], hash: string): readonly ResultFile[] {
  return files.filter(({ modelHash }) => modelHash === hash);
}

function bothFits(files: readonly ResultFile[]): Record<Electorate, Coefficients> {
  return { alone: fitTo(files, "alone", null), vote: fitTo(files, "vote", null) };
}

/** Coefficients from all files of an electorate, without one relation where it is named. */
function fitTo(files: readonly ResultFile[], electorate: Electorate, without: string | null): Coefficients {
  const relations = files
    .filter((file) => electorateOf(file) === electorate)
    .flatMap((file) => file.relations);
  return fitConfidence(
    relations
      .filter((relation) => isFitted(relation) && relation.id !== without)
      .flatMap(({ answers }) => answers),
  );
}

/** For each relation the file's answers with the confidence that a fit to its model without that relation gives them. */
function heldOut(files: readonly ResultFile[], file: ResultFile): readonly (readonly Judged[])[] {
  const relations = file.relations.filter(isFitted);
  return [...new Set(relations.map(({ id }) => id))].map((id) => {
    const coefficients = fitTo(ofModel(files, file.modelHash), electorateOf(file), id);
    return relations
      .filter((relation) => relation.id === id)
      .flatMap(({ answers }) => answers)
      .map((answer) => ({ correct: answer.correct, confidence: chanceOfRight(answer, coefficients) }));
  });
}

function refreshed(file: ResultFile, fitted: Fits): ResultFile {
  const coefficients = fitted[file.modelHash]![electorateOf(file)];
  const relations = file.relations.map((relation) => ({
    ...relation,
    answers: relation.answers.map((answer) => ({
      ...answer,
      // An error has no probability, and nobody is sure of it.
      confidence: answer.probability === 0 ? 0 : chanceOfRight(answer, coefficients),
    })),
  }));
  return { ...file, summaries: summaries(relations), relations };
}

function source(fitted: Fits, models: ReadonlyMap<string, string>): string {
  const line = (electorate: Electorate, coefficients: Coefficients) =>
    `    ${electorate}: [${coefficients.map((value) => Number(value.toFixed(4))).join(", ")}],`;
  const entries = Object.entries(fitted).flatMap(([hash, { alone, vote }]) => [
    ...(hash === ANY ? [] : [`  // ${models.get(hash)!}`]),
    `  ${/^\d/.test(hash) ? `"${hash}"` : hash}: {`,
    line("alone", alone),
    line("vote", vote),
    "  },",
  ]);
  return [
    "/**",
    " * Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p, p and the rarity, by the SHA-256 of the",
    ' * model\'s file; "any" to all of them, for other models.',
    " */",
    "export const COEFFICIENTS = {",
    ...entries,
    "} as const;",
    "",
  ].join("\n");
}
