import type { LessonText } from "../../engine/teacher.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { PromptFormat } from "../prompts/prompt-format.ts";
import { spaced } from "../prompts/prompt-format.ts";

/** Fewer rows teach nothing that examples in a prompt would not. */
export const LEAST_ROWS = 8;
/** With fewer rows than these every one is needed. */
const LEAST_TO_HOLD_BACK = 16;
const HELD_BACK_SHARE = 1 / 5;
const MOST_HELD_BACK = 40;

/** How often each row is read at most: few rows must be read more often, as each reading changes little. */
const MOST_EPOCHS = 20;
const LEAST_READINGS = 500;
export const mostEpochs = (rows: number): number => Math.max(MOST_EPOCHS, Math.ceil(LEAST_READINGS / rows));

/** The rows that are learned, and those that are held back to see what was learned. */
export interface LessonSplit {
  readonly learned: ExampleSet;
  readonly heldBack: ExampleSet;
}

/**
 * Holds back every fifth row or so, evenly over the sheet. isHeldBack false, or few rows: none. Rows that stand twice
 * with the same input are learned both, or they would answer each other.
 */
export function splitRows(exampleSet: ExampleSet, isHeldBack: boolean): LessonSplit {
  const { examples } = exampleSet;
  const wanted = Math.min(MOST_HELD_BACK, Math.floor(examples.length * HELD_BACK_SHARE));
  const count = isHeldBack && examples.length >= LEAST_TO_HOLD_BACK ? wanted : 0;
  const keys = examples.map(({ inputs }) => JSON.stringify(inputs));
  const once = [...keys.keys()].filter((row) => keys.indexOf(keys[row]!) === keys.lastIndexOf(keys[row]!));
  const taken = new Set(
    Array.from(
      { length: Math.min(count, once.length) },
      (_, i) => once[Math.floor(((i + 0.5) * once.length) / count)]!,
    ),
  );
  return {
    learned: { ...exampleSet, examples: examples.filter((_, row) => !taken.has(row)) },
    heldBack: { ...exampleSet, examples: examples.filter((_, row) => taken.has(row)) },
  };
}

/** The prompt of a row without examples before it: what a taught model is asked. */
export function bareSet(exampleSet: ExampleSet): ExampleSet {
  return { ...exampleSet, examples: [] };
}

/**
 * Each row as the model will read it when it is asked, with its answer behind it and what ends an answer: both are
 * learned.
 */
export function lessonTexts(format: PromptFormat, exampleSet: ExampleSet): LessonText[] {
  return exampleSet.examples.map(({ inputs, output }) => {
    const { prefix, suffix } = format.render(bareSet(exampleSet), inputs);
    const question = prefix + suffix;
    const answer = spaced(output) + format.answerSuffix;
    // Blank lines part examples in all formats but the table, whose rows end with " |".
    const ending = format.stop[0] === "\n" ? "\n\n" : `${format.stop[0]}\n`;
    const text = question + answer + ending;
    return { text, spans: [{ start: question.length, end: text.length }] };
  });
}
