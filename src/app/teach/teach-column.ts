import type { LessonPlan } from "../../core/teach/lesson-plan.ts";
import type { LessonScore } from "../../core/teach/lesson.ts";
import type { TeachCalls, Teacher, TeachEvent } from "../../engine/teacher.ts";

/** What is done to a column, in this order; the last only where rows were held back. */
export type TeachPhase = "measuring" | "preparing" | "checking" | "finishing";

export interface TeachColumnParts {
  readonly teacher: Pick<Teacher, "teach">;
  readonly seed: number;
  /** How many of the held-back rows come right with an adapter; with examples alone where there is none. */
  readonly right: (file: Uint8Array<ArrayBuffer> | null) => Promise<number>;
  readonly onPhase?: (phase: TeachPhase) => void;
}

export interface TaughtColumn {
  readonly file: Uint8Array<ArrayBuffer>;
  /** Null where no rows were held back. */
  readonly score: LessonScore | null;
  /** Whether the adapter answers, and not the examples alone. */
  readonly isUsed: boolean;
}

/** So many held-back rows fewer are no chance: one row more or less is what asking other rows would change too. */
const CLEARLY_FEWER = 2;

/**
 * Asks the held-back rows, teaches the others, and asks again. Where the adapter is better than the examples alone, all
 * rows are learned anew, for as many readings as were best for those held back: how far to go is known then, and no row
 * is wasted. It is better where it finds the held-back answers likelier than before the first step, which says more
 * of few rows than how many come right, and where not clearly fewer do. The score is that of the rows while they were held back. Rejects as the teacher does.
 */
export async function teachColumn(
  { request, whole, heldBack }: Pick<LessonPlan, "request" | "whole" | "heldBack">,
  { teacher, seed, right, onPhase = () => {} }: TeachColumnParts,
  calls: TeachCalls,
): Promise<TaughtColumn> {
  const rows = heldBack.examples.length;
  if (rows > 0) onPhase("measuring");
  const before = rows > 0 ? await right(null) : 0;
  onPhase("preparing");
  const losses: number[] = [];
  const onEvent = (event: TeachEvent): void => {
    if (event.type === "teach-held-back") losses.push(event.loss);
    calls.onEvent?.(event);
  };
  const part = await teacher.teach({ ...request, seed }, { ...calls, onEvent });
  if (rows === 0) return { file: part, score: null, isUsed: true };
  onPhase("checking");
  const after = await right(part);
  const score = { rows, before, after };
  // The first loss is that before the first step.
  const stopAfter = losses.indexOf(Math.min(...losses));
  const isUsed = stopAfter > 0 && before - after < CLEARLY_FEWER;
  if (!isUsed || calls.pace?.current === "finish") return { file: part, score, isUsed };
  onPhase("finishing");
  const all = await teacher.teach({ ...whole, stopAfter, seed }, calls);
  // Cut short it has learned less than the part.
  const isCut = (calls.pace?.current as string | undefined) === "finish";
  return { file: isCut ? part : all, score, isUsed };
}
