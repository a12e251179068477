import type { Prompt } from "../../engine/completer.ts";
import type { ExampleSet } from "../examples/example-set.ts";

/** How an answer is cut out of what the model wrote, and what the format is called. */
export interface AnswerFormat {
  readonly id: string;
  /** For people, in English: "Fields"; see `formatTitle`. */
  readonly title: string;
  /** The answer ends before the first of these. */
  readonly stop: readonly string[];
  /**
   * What the model writes between the prompt and the answer. It belongs to the answer's first token, so no prompt ends
   * with it.
   */
  readonly answerPrefix: " " | "\n";
  /** What the examples put after each answer, before the stop; "" where nothing. */
  readonly answerSuffix: string;
}

/**
 * How examples and an input become text that the model continues with the answer. In what `render` gives, `prefix` is
 * the same for all inputs of the example set and ends at the last point common to them; the text never ends with a
 * space, because tokens begin with theirs.
 */
export interface PromptFormat extends AnswerFormat {
  /** inputs: as many as each example has. */
  readonly render: (exampleSet: ExampleSet, inputs: readonly string[]) => Prompt;
}

/** The same without examples: a text of the user's alone. */
export interface TextFormat extends AnswerFormat {
  /**
   * False where the text only goes on: then nothing tells where a number or a label would end, and any text can follow.
   */
  readonly isAnswer: boolean;
  readonly render: (text: string) => Prompt;
}

/** The text with a space before it; nothing for an empty one, so that no line ends with a space. */
export function spaced(text: string): string {
  return text === "" ? "" : ` ${text}`;
}

/** Parts examples and prompt. A blank line is one token in most vocabularies and stands in no cell's text. */
export const BLANK_LINE = "\n\n";
