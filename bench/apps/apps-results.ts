import type { CheckedApp } from "./check-app.ts";
import type { WrittenApp, WrittenApps } from "./write-apps.ts";

/** What a model wrote for all descriptions, before it is tried. */
export interface WrittenRun extends WrittenApps {
  readonly model: string;
  readonly modelHash: string;
  readonly examples: number;
}

/** One way to write the code of a description. */
export interface TriedApp extends CheckedApp, WrittenApp {}

export interface TriedTask {
  readonly description: string;
  /** The likeliest code first, then drawn ones. */
  readonly tries: readonly TriedApp[];
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

/** Which of several tries is shown. */
export type Choice = (tries: readonly TriedApp[]) => TriedApp;

const best = (tries: readonly TriedApp[], measure: (app: TriedApp) => number): TriedApp =>
  tries.reduce((first, app) => (measure(app) > measure(first) ? app : first));

const compiling = (tries: readonly TriedApp[]): readonly TriedApp[] => {
  const fine = tries.filter(({ compiles }) => compiles);
  return fine.length === 0 ? tries.slice(0, 1) : fine;
};

const running = (tries: readonly TriedApp[]): readonly TriedApp[] => {
  const fine = tries.filter(({ compiles, problem }) => compiles && problem === undefined);
  return fine.length === 0 ? compiling(tries) : fine;
};

export const CHOICES = {
  "the likeliest": (tries) => tries[0]!,
  "the first that compiles": (tries) => compiling(tries)[0]!,
  "the first that runs without an error": (tries) => running(tries)[0]!,
  "the likeliest that compiles": (tries) => best(compiling(tries), ({ logProbability }) => logProbability),
  "the one whose description is likeliest": (tries) => best(compiling(tries), ({ described }) => described),
  "the likeliest with its description": (tries) =>
    best(compiling(tries), ({ logProbability, described }) => logProbability + described),
} as const satisfies Record<string, Choice>;
