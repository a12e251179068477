import { textAnswers } from "../app/calls/text-call.ts";
import { EXPECTED } from "../core/errors/expected.ts";
import { ask as askFormat } from "../core/prompts/ask.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

export const ask = defineCellFunction({
  name: "GPT.ASK",
  summary:
    "Answers a question in a few words, with a language model that runs on this computer. No examples are needed.",
  details: [
    'A type or the allowed answers can stand in the options: after `"type=integer"` nothing but a whole number comes out, ' +
      'after `"one of: yes, no"` nothing but one of these; of `"type=list"` the items spill to the right.',
  ],
  parameters: [
    { name: "question", help: "The question, or a range of questions, whose answers spill." },
    OPTIONS,
  ],
  examples: [
    {
      title: "a fact",
      at: "A1",
      formula: '=GPT.ASK("Which country is Paris the capital of?")',
      gives: [["France"]],
    },
    {
      title: "one of two answers",
      at: "A1",
      formula: '=GPT.ASK("Is Paris in France?", "one of: yes, no")',
      gives: [["yes"]],
    },
  ],
  run: ({ question, options }, bench) =>
    textAnswers(
      askFormat,
      { text: question, needed: { name: "question", expected: EXPECTED.question }, options },
      bench,
    ),
});
