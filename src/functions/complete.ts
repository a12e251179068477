import { textAnswers } from "../app/calls/text-call.ts";
import { complete as completeFormat } from "../core/prompts/complete.ts";
import { defineCellFunction } from "./cell-function.ts";
import { OPTIONS } from "./common-parameters.ts";

export const complete = defineCellFunction({
  name: "GPT.COMPLETE",
  summary: "Continues a text, with a language model that runs on this computer.",
  details: [
    "Any text can follow: the options `type`, `one of` and `unknown` do not apply here. It ends after `max tokens`, or before " +
      "a text that the option `stop` names.",
  ],
  parameters: [
    { name: "text", help: "The beginning, or a range of beginnings, whose continuations spill." },
    OPTIONS,
  ],
  examples: [
    {
      title: "goes on with a row of words",
      at: "A1",
      formula: '=GPT.COMPLETE("Monday, Tuesday, Wednesday,", "max tokens=1")',
      gives: [["Thursday"]],
    },
  ],
  run: (args, bench) => textAnswers(completeFormat, args, bench, true),
});
