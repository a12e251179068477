import { ask } from "./ask.ts";
import { complete } from "./complete.ts";
import { format } from "./format.ts";
import { gpt } from "./gpt.ts";

/** By the ids of functions.json. */
export const EXCEL_FUNCTIONS = {
  GPT: gpt,
  "GPT.FORMAT": format,
  "GPT.ASK": ask,
  "GPT.COMPLETE": complete,
} as const;

/** Tells Excel which code answers which function. Must run while the page's first script does. */
export function registerFunctions(): void {
  for (const [id, run] of Object.entries(EXCEL_FUNCTIONS)) CustomFunctions.associate(id, run);
}
