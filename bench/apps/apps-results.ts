import type { CheckedApp } from "./check-app.ts";
import type { WrittenApps } from "./write-apps.ts";

/** What a model wrote for all descriptions, before it is tried. */
export interface WrittenRun extends WrittenApps {
  readonly model: string;
  readonly modelHash: string;
  readonly examples: number;
}

export interface TriedTask {
  readonly description: string;
  /** The likeliest code first, then drawn ones while none compiles. */
  readonly tries: readonly CheckedApp[];
}

/** All descriptions after so many sample apps. */
export interface ExampleRun {
  readonly examples: number;
  /** How many of them did not fit the model's window. */
  readonly dropped: number;
  readonly tasks: readonly TriedTask[];
}

export interface ModelRun {
  readonly model: string;
  readonly modelHash: string;
  readonly runs: readonly ExampleRun[];
}

/** The results with a run in the place of an earlier one of the same model and examples. */
export function withRun(
  models: readonly ModelRun[],
  { runs: added, ...model }: ModelRun,
): readonly ModelRun[] {
  const known = models.find(({ modelHash }) => modelHash === model.modelHash);
  const kept = known?.runs.filter(({ examples }) => added.every((run) => run.examples !== examples)) ?? [];
  const runs = [...kept, ...added].sort((a, b) => a.examples - b.examples);
  const whole = { ...model, runs };
  return known === undefined ? [...models, whole] : models.map((each) => (each === known ? whole : each));
}

/** What the cell shows: the first that compiles, or the likeliest code. */
export const shownApp = (tries: readonly CheckedApp[]): CheckedApp =>
  tries.find(({ compiles }) => compiles) ?? tries[0]!;
