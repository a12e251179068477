import type { CellError } from "../../core/errors/cell-error.ts";
import type { LessonScore } from "../../core/teach/lesson.ts";
import type { LearnedToken } from "../../engine/teacher.ts";
import type { TeachPhase } from "./teach-column.ts";
import type { Pace } from "../../engine/teaching-pace.ts";

/** What the pane shows of teaching. */
export interface TeachState {
  readonly lessons: readonly LessonSummary[];
  readonly run: TeachRun;
}

export interface LessonSummary {
  readonly name: string;
  readonly rows: number;
  readonly bytes: number;
  /** Its version: hex SHA-256. */
  readonly hash: string;
  readonly score: LessonScore | null;
  /** False where examples in the prompt alone were better, and answer. */
  readonly isUsed: boolean;
}

/** One change of the weights, as it was made. */
export interface TaughtStep {
  readonly step: number;
  readonly loss: number;
  readonly learningRate: number;
  readonly gradientNorm: number;
  readonly updateNorm: number;
  readonly tokens: readonly LearnedToken[];
}

export type TeachRun =
  | { readonly status: "none"; readonly problem: CellError | null }
  | {
      /** Training, and what is done around it. */
      readonly status: TeachPhase | "training";
      readonly name: string;
      readonly rows: number;
      readonly heldBack: number;
      readonly memoryBytes: number;
      readonly pace: Pace;
      /** Held-back rows that came right with examples in the prompt; null until asked. */
      readonly before: number | null;
      /** Which of the trainings runs, from 1. */
      readonly training: number;
      readonly trainings: number;
      /** Steps of a training at most. */
      readonly steps: number | null;
      /** Of the training that runs, as are those of the held-back rows. */
      readonly losses: readonly number[];
      readonly heldBackLosses: readonly { readonly step: number; readonly loss: number }[];
      readonly last: TaughtStep | null;
    };

export const NO_TEACHING: TeachState = { lessons: [], run: { status: "none", problem: null } };
