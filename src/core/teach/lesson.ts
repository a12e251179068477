import { z } from "zod";
import { base64Of, bytesOfBase64 } from "../base64.ts";
import { FORMAT_IDS } from "../prompts/formats/formats.ts";
import { SHOWN_ROWS } from "./lesson-rows.ts";
import { ANSWER_TYPES, type ExampleSet } from "../examples/example-set.ts";
import type { FormatId } from "../prompts/formats/formats.ts";

/** How many held-back rows came out right. */
export interface LessonScore {
  readonly rows: number;
  /** With the prompted rows as examples in the prompt, before teaching. */
  readonly before: number;
  readonly after: number;
}

/** What was taught, and the adapter that came of it. */
export interface Lesson {
  /** As options name it; case does not count. */
  readonly name: string;
  /** All rows it was made from, the held-back ones too: they say of what kind an answer is. */
  readonly exampleSet: ExampleSet;
  /** How many of its first rows stand before each question. */
  readonly shown: number;
  /**
   * Places of its rows that a prompt without the adapter shows; none of them was held back, so that the score tells of
   * what answers formulas.
   */
  readonly prompted: readonly number[];
  /**
   * False where the held-back rows came out better with the prompted rows alone: formulas that name the lesson are
   * answered so.
   */
  readonly isUsed: boolean;
  /**
   * How much the answer of the prompted rows without the adapter counts beside the adapter's, below 1. Where no rows
   * were held back, nothing says that what was taught follows from what the model knows, and it is 0.
   */
  readonly promptShare: number;
  /** In which the rows were read, and in which it is asked. */
  readonly format: FormatId;
  /** Hex SHA-256 of the model file that it belongs to. */
  readonly modelHash: string;
  /** Hex SHA-256 of the adapter's file, which is the version of the lesson. */
  readonly hash: string;
  /** Null where no rows were held back, or where it was imported. */
  readonly score: LessonScore | null;
  /** The adapter's file in base64. */
  readonly adapter: string;
}

const textsSchema = z.array(z.string());
const storedSchema = z.object({
  name: z.string().min(1),
  exampleSet: z.object({
    headers: z.object({ inputs: textsSchema, output: z.string() }).nullable(),
    examples: z.array(z.object({ inputs: textsSchema, output: z.string() })).min(1),
    answerType: z.enum(ANSWER_TYPES),
    dateFormat: z.string().optional(),
  }),
  shown: z.int().nonnegative().default(0),
  prompted: z.array(z.int().nonnegative()).optional(),
  isUsed: z.boolean().default(true),
  promptShare: z.number().min(0).lt(1).default(0),
  format: z.enum(FORMAT_IDS),
  modelHash: z.string(),
  hash: z.string(),
  score: z.object({ rows: z.number(), before: z.number(), after: z.number() }).nullable(),
  adapter: z.base64(),
});
/** Lessons without prompted rows were judged by the first ones, and are answered by them. */
const lessonSchema: z.ZodType<Lesson> = storedSchema.transform(({ prompted, ...lesson }) => ({
  ...lesson,
  prompted: prompted ?? [...Array(lesson.isUsed ? lesson.shown : SHOWN_ROWS).keys()],
}));

/** What the training forgot, the prompt still knows. Both saw the same rows, so neither counts more. */
const SHARE_BESIDE = 0.5;

/** The promptShare of a lesson with so many rows held back. */
export const promptShareOf = (heldBack: number): number => (heldBack === 0 ? 0 : SHARE_BESIDE);

/** Names are compared without case and outer space. */
export const lessonKey = (name: string): string => name.trim().toLowerCase();

/**
 * Parts the adapters, which are base64 already and would grow by another third, from what is told of the lessons. No
 * character of base64, and one that custom XML parts are read with.
 */
const BETWEEN = "_";

/** Tells an adapter that was cut off from a whole one. Texts that were written before it was told have none. */
const adapterSizeSchema = z.looseObject({ adapterLength: z.int().nonnegative().optional() });

/** The lessons as text for the workbook: base64 with underscores, without line breaks. */
export function lessonsText(lessons: readonly Lesson[]): string {
  const told = lessons.map(({ adapter, ...lesson }) => ({ ...lesson, adapterLength: adapter.length }));
  const bytes = new TextEncoder().encode(JSON.stringify(told));
  return [base64Of(bytes), ...lessons.map(({ adapter }) => adapter)].join(BETWEEN);
}

export interface StoredLessons {
  /** Those that are whole. */
  readonly lessons: readonly Lesson[];
  /** Whether others are not. */
  readonly isDamaged: boolean;
}

/** Reads what lessonsText wrote. */
export function lessonsFromText(text: string): StoredLessons {
  try {
    const [told = "", ...adapters] = text.split(BETWEEN);
    const json = new TextDecoder().decode(bytesOfBase64(told));
    const read = z.array(adapterSizeSchema).parse(JSON.parse(json));
    const lessons = read.flatMap(({ adapterLength, ...told }, i) => {
      if (adapterLength !== undefined && adapters[i]?.length !== adapterLength) return [];
      // Before they were parted, each lesson held its own.
      return lessonSchema.safeParse({ adapter: adapters[i], ...told }).data ?? [];
    });
    return { lessons, isDamaged: lessons.length < read.length };
  } catch {
    // Whatever is wrong with a text from outside, nothing of it can be used.
    return { lessons: [], isDamaged: true };
  }
}
