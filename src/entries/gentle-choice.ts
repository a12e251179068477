import type { GentleChoice } from "../app/model/gentleness.ts";
import { browserChoice } from "./browser-choice.ts";

/** Remembers for this machine whether the engine leaves room. */
export const browserGentleChoice = (): GentleChoice =>
  browserChoice(
    "fewshot.gentle",
    (stored) => stored !== null,
    (isGentle) => (isGentle ? "yes" : null),
  );
