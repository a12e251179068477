import type { AnswerSigns, Coefficients } from "../../src/core/confidence/confidence.ts";
import { chanceOfRight, confidenceFeatures } from "../../src/core/confidence/confidence.ts";

/** An answer whose truth is known. */
export interface Observation extends AnswerSigns {
  readonly correct: boolean;
}

/** Keeps coefficients small where the answers say little (ridge); does not touch the first one. */
const PENALTY = 1;
/** Only keeps the first one's curvature from being 0. */
const FREE = 1e-9;
const ROUNDS = 50;
const CLOSE_ENOUGH = 1e-9;

/** Logistic regression by Newton's method (iteratively reweighted least squares) with a ridge penalty. */
export function fitConfidence(observations: readonly Observation[]): Coefficients {
  let coefficients: Coefficients = [0, 0, 0, 0];
  for (let round = 0; round < ROUNDS; round++) {
    const penalties = coefficients.map((_, i) => (i === 0 ? FREE : PENALTY));
    const gradient = coefficients.map((value, i) => -penalties[i]! * value);
    const curvature = penalties.map((penalty, i) => penalties.map((_, j) => (i === j ? penalty : 0)));
    for (const { correct, ...signs } of observations) {
      const features = confidenceFeatures(signs);
      const chance = chanceOfRight(signs, coefficients);
      for (const [i, value] of features.entries()) {
        gradient[i]! += value * (Number(correct) - chance);
        for (const [j, other] of features.entries())
          curvature[i]![j]! += value * other * chance * (1 - chance);
      }
    }
    const step = solve(curvature, gradient);
    coefficients = coefficients.map((value, i) => value + step[i]!) as unknown as Coefficients;
    if (step.every((change) => Math.abs(change) < CLOSE_ENOUGH)) break;
  }
  return coefficients;
}

/** Gaussian elimination for a small positive definite matrix. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (const [i, pivot] of rows.entries()) {
    for (const row of rows.slice(i + 1)) {
      const factor = row[i]! / pivot[i]!;
      for (let column = i; column < row.length; column++) row[column]! -= factor * pivot[column]!;
    }
  }
  const solution = right.map(() => 0);
  for (let i = rows.length - 1; i >= 0; i--) {
    const known = solution.reduce((sum, value, j) => (j > i ? sum + value * rows[i]![j]! : sum), 0);
    solution[i] = (rows[i]!.at(-1)! - known) / rows[i]![i]!;
  }
  return solution;
}
