import type { ComputeMemory } from "../app/choose-compute.ts";
import { COMPUTE_CHOICES } from "../engine/compute-choice.ts";

const KEY = "fewshot.compute";

/** Remembers what computes in this browser; where the browser keeps nothing, as long as the page is open. */
export function browserComputeMemory(): ComputeMemory {
  let chosen = COMPUTE_CHOICES.find((choice) => choice === stored()) ?? "automatic";
  return {
    read: () => chosen,
    write(choice) {
      chosen = choice;
      try {
        localStorage.setItem(KEY, choice);
      } catch {
        // The choice holds for this page; a browser that keeps nothing asks for it again.
      }
    },
  };
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
