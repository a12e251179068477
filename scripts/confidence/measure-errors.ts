import { uniformAt } from "../../src/core/sampling/counter-random.ts";
import { confidenceMeasures, type ConfidenceMeasures, type Judged } from "../eval/measures.ts";

const DRAWS = 300;

/** Standard errors of the measures of the same names. */
export type MeasureErrors = Readonly<
  Record<keyof Pick<ConfidenceMeasures, "calibrationError" | "areaUnderRoc" | "coverageAt90">, number>
>;

/**
 * How far the measures would be off with as many other relations: their standard deviation when whole relations are
 * drawn anew with replacement (bootstrap, Efron 1979). relations: the answers of each.
 */
export function measureErrors(relations: readonly (readonly Judged[])[]): MeasureErrors {
  const drawn = Array.from({ length: DRAWS }, (_, seed) =>
    confidenceMeasures(
      relations.flatMap((_, step) => relations[Math.floor(uniformAt(seed, step) * relations.length)]!),
    ),
  );
  return {
    calibrationError: deviation(drawn.map(({ calibrationError }) => calibrationError)),
    areaUnderRoc: deviation(drawn.flatMap(({ areaUnderRoc }) => areaUnderRoc ?? [])),
    coverageAt90: deviation(drawn.map(({ coverageAt90 }) => coverageAt90)),
  };
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
