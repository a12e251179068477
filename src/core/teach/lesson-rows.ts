import type { LessonText } from "../../engine/teacher.ts";
import type { Example, ExampleSet } from "../examples/example-set.ts";
import type { CountTokens } from "../prompts/context-budget.ts";
import type { PromptFormat } from "../prompts/prompt-format.ts";
import { spaced } from "../prompts/prompt-format.ts";

/** Fewer rows teach nothing that examples in a prompt would not. */
export const LEAST_ROWS = 8;
/** With fewer rows than these every one is needed. */
export const LEAST_TO_HOLD_BACK = 16;
const HELD_BACK_SHARE = 1 / 5;
const MOST_HELD_BACK = 40;

/** How often each row is read at most: few rows must be read more often, as each reading changes little. */
const MOST_EPOCHS = 20;
const LEAST_READINGS = 500;
export const mostEpochs = (rows: number): number => Math.max(MOST_EPOCHS, Math.ceil(LEAST_READINGS / rows));

/**
 * Trainings whose mean is kept, at most: one alone differs much with the order of its rows, and few held-back rows do
 * not tell a bad one.
 */
const MOST_TRAININGS = 3;
/** Tokens of all trainings together that are read once: bounds the time of a lesson. */
const TRAINED_TOKENS = 3_000;

/**
 * How many trainings a lesson has whose learned rows have so many tokens. Where nothing is held back the rows
 * themselves are
 * learned, until they are: one training does that, and is long.
 */
export function trainingsFor(tokens: number, heldBack: number): number {
  if (heldBack === 0) return 1;
  return Math.max(1, Math.min(MOST_TRAININGS, Math.floor(TRAINED_TOKENS / tokens)));
}

/**
 * Examples in the prompt that a lesson is compared with, and that stand before a taught row where there is room: so the
 * training begins with the answers that the prompt gives (demonstrations beside training: Gao et al. 2021,
 * https://arxiv.org/abs/2012.15723). The first rows, which are never held back.
 */
export const SHOWN_ROWS = 5;
/** They are run with each step of the training: longer ones would take most of its memory and time. */
const SHOWN_TOKENS = 192;

/**
 * Rows in the prompt that is asked without the adapter. The model reads them once for all rows of a fill, so there may
 * be more than training has room for.
 */
const MOST_PROMPTED = 40;
/** Leaves most of the smallest context to the row itself and to what the formula's options ask for. */
const PROMPTED_TOKENS = 1_200;

/** The rows that are learned, and those that are held back to see what was learned. */
export interface LessonSplit {
  readonly learned: ExampleSet;
  /** Where the learned rows stand among all. */
  readonly places: readonly number[];
  readonly heldBack: ExampleSet;
}

/**
 * Holds back every fifth row or so, evenly over the sheet behind the rows that are shown. isHeldBack false, or few
 * rows: none. Rows that stand twice with the same input are learned both, or they would answer each other.
 */
export function splitRows(exampleSet: ExampleSet, isHeldBack: boolean): LessonSplit {
  const { examples } = exampleSet;
  const wanted = Math.min(MOST_HELD_BACK, Math.floor(examples.length * HELD_BACK_SHARE));
  const count = isHeldBack && examples.length >= LEAST_TO_HOLD_BACK ? wanted : 0;
  const keys = examples.map(({ inputs }) => JSON.stringify(inputs));
  const once = [...keys.keys()].filter(
    (row) => row >= SHOWN_ROWS && keys.indexOf(keys[row]!) === keys.lastIndexOf(keys[row]!),
  );
  const taken = new Set(
    Array.from(
      { length: Math.min(count, once.length) },
      (_, i) => once[Math.floor(((i + 0.5) * once.length) / count)]!,
    ),
  );
  const places = [...examples.keys()].filter((row) => !taken.has(row));
  return {
    learned: rowsAt(exampleSet, places),
    places,
    heldBack: { ...exampleSet, examples: examples.filter((_, row) => taken.has(row)) },
  };
}

/** The set with its first rows alone as examples. */
export const firstRows = (exampleSet: ExampleSet, count: number): ExampleSet => ({
  ...exampleSet,
  examples: exampleSet.examples.slice(0, count),
});

/** The set with the rows at these places alone as examples. */
export const rowsAt = (exampleSet: ExampleSet, places: readonly number[]): ExampleSet => ({
  ...exampleSet,
  examples: places.flatMap((place) => exampleSet.examples[place] ?? []),
});

/** How many of the first rows there is room for before each question to what is taught. */
export async function shownCount(
  format: PromptFormat,
  exampleSet: ExampleSet,
  countTokens: CountTokens,
): Promise<number> {
  const inputs = exampleSet.examples[0]?.inputs ?? [];
  let count = Math.min(SHOWN_ROWS, exampleSet.examples.length);
  const tokens = () => countTokens(format.render(firstRows(exampleSet, count), inputs).prefix);
  while (count > 0 && (await tokens()) > SHOWN_TOKENS) count -= 1;
  return count;
}

/**
 * The places of the rows that the prompt without the adapter shows: as many of the learned ones as there is room for,
 * evenly over the sheet, so that each part of a sorted one has its share. Never a row that is held back: it would
 * answer itself.
 */
export async function promptedRows(
  format: PromptFormat,
  exampleSet: ExampleSet,
  learned: readonly number[],
  countTokens: CountTokens,
): Promise<readonly number[]> {
  const inputs = exampleSet.examples[0]?.inputs ?? [];
  const spread = (count: number) =>
    Array.from({ length: count }, (_, i) => learned[Math.floor(((i + 0.5) * learned.length) / count)]!);
  const tokens = (rows: readonly number[]) =>
    countTokens(format.render(rowsAt(exampleSet, rows), inputs).prefix);
  let count = Math.min(MOST_PROMPTED, learned.length);
  while (count > 0 && (await tokens(spread(count))) > PROMPTED_TOKENS) count -= 1;
  return spread(count);
}

/**
 * Each row as the model will read it when it is asked, behind the rows that are shown, with its answer behind it and
 * what ends an answer: both are learned.
 */
export function lessonTexts(
  format: PromptFormat,
  exampleSet: ExampleSet,
  shown: readonly Example[],
): LessonText[] {
  return exampleSet.examples.map(({ inputs, output }) => {
    const { prefix, suffix } = format.render({ ...exampleSet, examples: shown }, inputs);
    const question = prefix + suffix;
    const answer = spaced(output) + format.answerSuffix;
    // Blank lines part examples in all formats but the table, whose rows end with " |".
    const ending = format.stop[0] === "\n" ? "\n\n" : `${format.stop[0]}\n`;
    const text = question + answer + ending;
    return { text, spans: [{ start: question.length, end: text.length }] };
  });
}
