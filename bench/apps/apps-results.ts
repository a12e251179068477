import type { CheckedApp } from "./check-app.ts";

/** All descriptions after so many sample apps. */
export interface ExampleRun {
  readonly examples: number;
  readonly descriptions: number;
  readonly compile: number;
  readonly work: number;
  readonly apps: readonly CheckedApp[];
}

export interface ModelRun {
  readonly model: string;
  readonly modelHash: string;
  readonly runs: readonly ExampleRun[];
}
