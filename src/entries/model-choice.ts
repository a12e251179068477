import type { ModelChoice } from "../app/model/model-shelf.ts";
import { browserChoice } from "./browser-choice.ts";

/** Remembers the chosen model in this browser. */
export const browserModelChoice = (): ModelChoice =>
  browserChoice<string | null>(
    "fewshot.model",
    (stored) => stored,
    (id) => id,
  );
