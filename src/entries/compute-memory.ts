import type { ComputeMemory } from "../app/model/choose-compute.ts";
import { COMPUTE_CHOICES } from "../engine/compute-choice.ts";
import { browserChoice } from "./browser-choice.ts";

/** Remembers what computes in this browser. */
export const browserComputeMemory = (): ComputeMemory =>
  browserChoice(
    "fewshot.compute",
    (stored) => COMPUTE_CHOICES.find((choice) => choice === stored) ?? "automatic",
    (choice) => choice,
  );
