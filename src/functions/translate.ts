import { lengthKind } from "../app/calls/call-options.ts";
import { oneText, pairedExamples, taskCells } from "../app/calls/task-call.ts";
import { EXPECTED } from "../core/errors/expected.ts";
import { callTexts } from "../app/calls/text-call.ts";
import { textRule } from "../core/answers/answer-rule-for.ts";
import {
  languageName,
  translate as translateFormat,
  translationHeaders,
} from "../core/prompts/tasks/translate.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

export const translate = defineCellFunction({
  name: "GPT.TRANSLATE",
  summary: "Translates words and short sentences into a language.",
  details: [
    "Without examples the model is shown six phrases: in English, French, German, Spanish, Italian, Portuguese, Dutch and " +
      "Swedish those of the language, else a few in others. A model of this size translates common words and plain " +
      "sentences, with mistakes; examples of your own kind of texts help most.",
  ],
  parameters: [
    { name: "text", help: "The text, or a range of texts, whose translations spill." },
    { name: "language", help: 'Into which language, in English: "French".' },
    { name: "examples", help: "Finished rows: a text, then its translation.", optional: true },
    OPTIONS,
  ],
  examples: [
    {
      title: "into English",
      sheet: [["Guten Morgen"]],
      at: "B1",
      formula: '=GPT.TRANSLATE(A1, "English")',
      gives: [["Good morning"]],
    },
    {
      title: "with examples of one's own",
      sheet: [["cat", "chat"], ["water", "eau"], ["summer", "été"], ["Thank you", "Merci"], ["dog"]],
      at: "B5",
      formula: '=GPT.TRANSLATE(A5, "French", A1:B4)',
      gives: [["chien"]],
    },
  ],
  run: async ({ text, language: given, examples, options }, bench) => {
    const language = languageName(oneText(given, "language", EXPECTED.language));
    const call = bench.settings(options);
    const rule = textRule(call.settings);
    const cellOf = taskCells({
      ...call,
      kind: ["translate", language, ...lengthKind(call.own)],
      format: translateFormat(language),
      exampleSet: pairedExamples(examples, translationHeaders(language)),
      rule: () => rule,
      room: async ([source = ""], countTokens) => 2 * (await countTokens(source)) + 8,
    });
    return bench.spill(
      callTexts(text).map((row) => row.map((source) => cellOf(source === null ? null : [source]))),
    );
  },
});
