import type { TeachingPace } from "../../teaching-pace.ts";
import type { Adapter } from "../adapters/adapter.ts";
import { snapshot } from "../adapters/combined-adapters.ts";
import type { WorkPace } from "../runtime/work-pace.ts";
import type { PreparedText } from "./lesson-texts.ts";
import { learningRateShare, TeachingEnd } from "./schedule.ts";
import type { Trainer, TrainingStep } from "./trainer.ts";

export interface TrainingTexts {
  readonly learned: readonly PreparedText[];
  /** May be empty. */
  readonly heldBack: readonly PreparedText[];
  /** Loss of the held-back texts before the first step; null where there are none. */
  readonly untaught: number | null;
  /** How often each text is read at most. */
  readonly epochs: number;
  /** Steps at most. */
  readonly steps: number;
}

export interface TrainingCalls {
  readonly signal: AbortSignal | undefined;
  readonly pace: TeachingPace;
  readonly work: WorkPace;
  /** Awaited after each run of the graph. */
  readonly between: () => Promise<void>;
  readonly onStep: (taken: TrainingStep & TakenStep) => void;
  readonly onHeldBack: (step: number, loss: number) => void;
}

interface TakenStep {
  /** From 1. */
  readonly step: number;
  readonly epoch: number;
  readonly milliseconds: number;
}

export interface RunTraining {
  /**
   * The best state: for the held-back texts where there are any, that before the first step included; else for the
   * learned ones.
   */
  readonly adapter: Adapter;
  /** Whether a person ended it before its own end. */
  readonly isCut: boolean;
}

/** Trains until more would not help, or until it is told to finish. Rejects with the signal's reason. */
export async function runTraining(
  trainer: Trainer,
  { learned, heldBack, untaught, epochs, steps }: TrainingTexts,
  { signal, pace, work, between, onStep, onHeldBack }: TrainingCalls,
): Promise<RunTraining> {
  const end = new TeachingEnd();
  let best = snapshot(trainer.adapter);
  // What is no better than before the first step is not taken.
  if (untaught !== null) end.isBest(Infinity, untaught);
  let step = 0;
  const held = async (): Promise<number | null> => {
    if (heldBack.length === 0) return null;
    const loss = await trainer.loss(trainer.adapter, heldBack, between);
    onHeldBack(step, loss);
    return loss;
  };
  for (let epoch = 0; epoch < epochs && !end.isReached; epoch++) {
    let loss = 0;
    const batches = trainer.epoch(learned);
    for (const batch of batches) {
      if (!(await pace.mayStep(signal)))
        return { adapter: heldBack.length > 0 ? best : trainer.adapter, isCut: true };
      // Waiting was no work.
      work.begin();
      const startMs = performance.now();
      const taken = await trainer.step(batch, learningRateShare(step, steps), between);
      step += 1;
      loss += taken.loss / batches.length;
      onStep({ ...taken, step, epoch, milliseconds: performance.now() - startMs });
    }
    if (end.isBest(loss, await held())) best = snapshot(trainer.adapter);
  }
  return { adapter: best, isCut: false };
}
