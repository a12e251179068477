import { lengthKind } from "../app/calls/call-options.ts";
import { taskCells, wholeNumber } from "../app/calls/task-call.ts";
import { callTexts } from "../app/calls/text-call.ts";
import { textRule } from "../core/answers/answer-rule-for.ts";
import { integerRange } from "../core/options/option-table.ts";
import { firstWords, summarize as summarizeFormat } from "../core/prompts/tasks/summarize.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

const MAX_WORDS = integerRange("max words", 1, 100);
const USUAL_WORDS = 20;

export const summarize = defineCellFunction({
  name: "GPT.SUMMARIZE",
  summary: "Says in one sentence what a text says, in as many words as you allow at most.",
  details: [
    "Fewer than 12 words give something like a headline. A model of this size often takes over a sentence of the text, or " +
      "leaves out what matters: read before you rely on it. The confidence set for the workbook does not apply here: " +
      "there is no one right summary.",
  ],
  parameters: [
    { name: "text", help: "The text, or a range of texts, each with a summary of its own." },
    { name: "maxWords", help: "The longest summary, in words; 20 where left out.", optional: true },
    OPTIONS,
  ],
  examples: [
    {
      title: "a headline of six words at most",
      sheet: [
        [
          "Our train left London an hour late because of a broken signal. When we got to Edinburgh the last bus had gone, so we paid 60 pounds for a taxi to the hotel.",
        ],
      ],
      at: "B1",
      formula: "=GPT.SUMMARIZE(A1, 6)",
      gives: [["Train left late, taxi to hotel"]],
    },
  ],
  run: async ({ text, maxWords, options }, bench) => {
    const words = wholeNumber(maxWords, MAX_WORDS) ?? USUAL_WORDS;
    const { settings, own } = bench.settings(options);
    const fixed = { confidence: own.confidence ?? 0 };
    const rule = textRule(settings);
    const cellOf = taskCells({
      settings: { ...settings, ...fixed },
      own,
      fixed,
      kind: ["summarize", words, ...lengthKind(own)],
      format: summarizeFormat(words),
      exampleSet: { headers: { inputs: ["Text"], output: "Summary" }, examples: [], answerType: "text" },
      rule: () => ({ ...rule, read: (written) => rule.read(firstWords(written, words)) }),
      room: () => Promise.resolve(2 * words + 8),
    });
    return bench.spill(
      callTexts(text).map((row) => row.map((source) => cellOf(source === null ? null : [source]))),
    );
  },
});
