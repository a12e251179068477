import type { LessonPlan } from "../../core/teach/lesson-plan.ts";
import type { LessonScore } from "../../core/teach/lesson.ts";
import type { TeachCalls, Teacher, TeachEvent } from "../../engine/teacher.ts";

/** What is done to a column besides the training, in this order; the first and last where rows were held back. */
export type TeachPhase = "measuring" | "preparing" | "checking";

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
 * Asks the held-back rows, teaches the others, and asks again. The adapter is used where it finds the held-back answers
 * likelier than before the first step, which says more of few rows than how many come right, and where not clearly
 * fewer do. Rejects as the teacher does.
 */
export async function teachColumn(
  { request, heldBack }: Pick<LessonPlan, "request" | "heldBack">,
  { teacher, seed, right, onPhase = () => {} }: TeachColumnParts,
  calls: TeachCalls,
): Promise<TaughtColumn> {
  const rows = heldBack.examples.length;
  if (rows > 0) onPhase("measuring");
  const before = rows > 0 ? await right(null) : 0;
  onPhase("preparing");
  let untaught: number | null = null;
  let taught: number | null = null;
  const onEvent = (event: TeachEvent): void => {
    if (event.type === "teach-held-back") untaught ??= event.loss;
    if (event.type === "teach-kept") taught = event.loss;
    calls.onEvent?.(event);
  };
  const file = await teacher.teach({ ...request, seed }, { ...calls, onEvent });
  if (rows === 0) return { file, score: null, isUsed: true };
  onPhase("checking");
  const after = await right(file);
  const isLikelier = (taught ?? Infinity) < (untaught ?? Infinity);
  const isUsed = isLikelier && before - after < CLEARLY_FEWER;
  return { file, score: { rows, before, after }, isUsed };
}
