import { modelFacts } from "../app/inspect/model-facts.ts";
import { defineCellFunction } from "./cell-function.ts";

export const model = defineCellFunction({
  name: "GPT.MODEL",
  summary: "Tells which model answers and how it runs: its name, file, context and threads.",
  parameters: [
    {
      name: "what",
      help: "One of: name, architecture, hash, bytes, context, runs on, licence. Left out, all of them are listed.",
      optional: true,
    },
  ],
  examples: [
    { title: "its name", at: "A1", formula: '=GPT.MODEL("name")', gives: [["Gemma 3 270M"]] },
    {
      title: "how many tokens it reads at once",
      at: "A1",
      formula: '=GPT.MODEL("context")',
      gives: [[2048]],
    },
  ],
  run: ({ what }, bench) => modelFacts({ what }, bench),
});
