import { defaultHeaders } from "../../examples/headers.ts";
import type { PromptFormat } from "../prompt-format.ts";
import { BLANK_LINE } from "../prompt-format.ts";
import { joinInputs, renderArrows } from "./arrow.ts";

/** "Country -> Capital" once, then pairs as in `arrow`. */
export const headerArrow = {
  id: "header-arrow",
  title: "Arrow with headers",
  stop: ["\n"],
  answerPrefix: " ",
  answerSuffix: "",
  render: (exampleSet, inputs) => {
    const names = exampleSet.headers ?? defaultHeaders(inputs.length);
    return renderArrows(`${joinInputs(names.inputs)} -> ${names.output}${BLANK_LINE}`, exampleSet, inputs);
  },
} as const satisfies PromptFormat;
