import { writeFile } from "node:fs/promises";
import type { Coefficients, Electorate } from "../src/core/confidence/confidence.ts";
import { chanceOfRight } from "../src/core/confidence/confidence.ts";
import { fitConfidence } from "./confidence/fit.ts";
import { reliabilityDiagram } from "./confidence/reliability-diagram.ts";
import type { ResultFile } from "./confidence/result-file.ts";
import { electorateOf, readResultFile, writeResultFile } from "./confidence/result-file.ts";
import { confidenceMeasures, reliabilityBins } from "./eval/measures.ts";
import { summaries } from "./eval/summary.ts";
import { runScript } from "./run-script.ts";

const COEFFICIENTS = new URL("../src/core/confidence/coefficients.ts", import.meta.url);
const MEASURES = new URL("../bench/results/confidence.json", import.meta.url);
const DIAGRAM = new URL("../bench/results/reliability.svg", import.meta.url);

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
  const fitted = Object.fromEntries(
    (["alone", "vote"] as const).map((electorate) => [electorate, fitTo(files, electorate, null)]),
  ) as Record<Electorate, Coefficients>;

  const measured = files.map((file) => {
    const answers = heldOut(files, file);
    const { model, settings } = file;
    return {
      model,
      mode: settings.mode,
      answers: answers.length,
      ...confidenceMeasures(answers),
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
  await writeFile(COEFFICIENTS, source(fitted));
  for (const [i, file] of files.entries()) await writeResultFile(paths[i]!, refreshed(file, fitted));
});

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

/** The file's answers with the confidence that a fit without their own relation gives them. */
function heldOut(files: readonly ResultFile[], file: ResultFile) {
  return file.relations.filter(isFitted).flatMap(({ id, answers }) => {
    const coefficients = fitTo(files, electorateOf(file), id);
    return answers.map(({ probability, correct }) => ({
      correct,
      confidence: chanceOfRight(probability, coefficients),
    }));
  });
}

function refreshed(file: ResultFile, fitted: Record<Electorate, Coefficients>): ResultFile {
  const coefficients = fitted[electorateOf(file)];
  const relations = file.relations.map((relation) => ({
    ...relation,
    answers: relation.answers.map((answer) => ({
      ...answer,
      // An error has no probability, and nobody is sure of it.
      confidence: answer.probability === 0 ? 0 : chanceOfRight(answer.probability, coefficients),
    })),
  }));
  return { ...file, summaries: summaries(relations), relations };
}

function source(fitted: Record<Electorate, Coefficients>): string {
  const line = (electorate: Electorate) =>
    `  ${electorate}: [${fitted[electorate].map((value) => value.toFixed(4)).join(", ")}],`;
  return [
    "/** Fitted by `npm run fit-confidence`, which writes this file: weights of 1, ln p and p. */",
    "export const COEFFICIENTS = {",
    line("alone"),
    line("vote"),
    "} as const;",
    "",
  ].join("\n");
}
