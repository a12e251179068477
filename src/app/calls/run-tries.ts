import type { Answered } from "../rows/answer-queue.ts";
import type { PromptJob } from "./prompt-job.ts";

/** The job whose answer counts, and what came of it. */
export interface TriedJob {
  readonly job: PromptJob;
  readonly answered: readonly Answered[];
  readonly tries: Tries;
}

export interface Tries {
  /** How many answers were written. */
  readonly written: number;
  /** Whether the one that counts can be used. */
  readonly isUsable: boolean;
}

/** Runs a job, and its retries while what comes cannot be used. Where none can, the first one counts. */
export async function runTries(
  first: PromptJob,
  run: (job: PromptJob) => Promise<readonly Answered[]>,
): Promise<TriedJob> {
  let written = 0;
  let ofFirst: readonly Answered[] = [];
  for (const job of [first, ...first.retries]) {
    const answered = await run(job);
    written += 1;
    if (job === first) ofFirst = answered;
    if (job.isUsable === undefined || (await job.isUsable(answered[0]!.completion)))
      return { job, answered, tries: { written, isUsable: true } };
  }
  return { job: first, answered: ofFirst, tries: { written, isUsable: false } };
}
