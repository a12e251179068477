import { Inflate, strFromU8 } from "fflate";
import { z } from "zod";
import { base64Of, bytesOfBase64 } from "../base64.ts";
import { numberInFormat } from "../examples/cell-date.ts";
import type { ModelIdentity, StoredAnswer } from "./kept-answer.ts";
import { PLAIN_STAMP } from "./kept-settings.ts";

const VERSION = 1;

/** More than this is no workbook's answers, however well it was compressed. */
const MAX_INFLATED_BYTES = 32_000_000;

const KEY_LENGTH = 22;

const valueSchema = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z
    .object({ days: z.number(), format: z.string() })
    .transform(({ days, format }) => numberInFormat(days, format)),
]);

/**
 * By column, which compresses better than by row. Answers name model and settings by their place in `models` and
 * `settings`. Texts of before settings and cells were kept have neither: their answers are read as of plain settings.
 * Those that were given under other settings of the workbook are of questions that nobody asks any more.
 */
const storedSchema = z
  .object({
    version: z.literal(VERSION),
    models: z.array(z.object({ name: z.string(), hash: z.string() })),
    settings: z.array(z.string()).default([PLAIN_STAMP]),
    keys: z.string(),
    of: z.array(z.int().min(0)),
    confidences: z.array(z.number().min(0).max(1)),
    values: z.array(valueSchema),
    under: z.array(z.int().min(0)).optional(),
    cells: z.array(z.array(z.string())).optional(),
    /** One figure for each answer: 1 where its confidence is the model's own probability. Left out where none is. */
    own: z.string().optional(),
  })
  .refine(({ keys, of, confidences, values, models, settings, under, cells, own }) => {
    const count = values.length;
    const columns = [of, confidences, under, cells, own].filter((column) => column !== undefined);
    const isWhole = keys.length === count * KEY_LENGTH && columns.every(({ length }) => length === count);
    const isNamed = (under ?? []).every((index) => index < settings.length);
    return isWhole && isNamed && of.every((index) => index < models.length);
  });

/** Deflates beside this thread: tens of thousands of answers take a good part of a second. */
async function deflated(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Answers as text to be kept with a workbook: deflated JSON in base64. The order is kept. */
export async function keptText(answers: readonly StoredAnswer[]): Promise<string> {
  const models = new Map<string, { readonly index: number; readonly model: ModelIdentity }>();
  for (const { model } of answers) {
    if (!models.has(model.hash)) models.set(model.hash, { index: models.size, model });
  }
  const settings = [...new Set(answers.map((answer) => answer.settings))];
  const placeOf = new Map(settings.map((stamp, index) => [stamp, index]));
  const stored: z.infer<typeof storedSchema> = {
    version: VERSION,
    models: [...models.values()].map(({ model }) => ({ name: model.name, hash: model.hash })),
    settings,
    keys: answers.map(({ question }) => question).join(""),
    of: answers.map(({ model }) => models.get(model.hash)!.index),
    confidences: answers.map(({ confidence }) => Math.round(confidence * 1000) / 1000),
    values: answers.map(({ value }) => value),
    under: answers.map((answer) => placeOf.get(answer.settings)!),
    cells: answers.map(({ cells }) => [...cells]),
    ...(answers.some(({ isFitted }) => !isFitted) && {
      own: answers.map(({ isFitted }) => (isFitted ? "0" : "1")).join(""),
    }),
  };
  return base64Of(await deflated(new TextEncoder().encode(JSON.stringify(stored))));
}

/**
 * The text of as many answers as it has room for, the last ones first. limit: characters of the text. Answers stand in
 * the order of their use, the latest last.
 */
export async function keptTextWithin(
  answers: readonly StoredAnswer[],
  limit: number,
): Promise<{ readonly text: string; readonly dropped: number }> {
  let dropped = 0;
  for (;;) {
    const text = await keptText(answers.slice(dropped));
    const left = answers.length - dropped;
    if (text.length <= limit || left === 0) return { text, dropped };
    // A little more than what is too long by: answers differ in length.
    dropped += Math.min(left, Math.ceil(left * (1 - (0.95 * limit) / text.length)));
  }
}

function inflated(bytes: Uint8Array): Uint8Array | null {
  const chunks: Uint8Array[] = [];
  let length = 0;
  const inflate = new Inflate((chunk) => {
    length += chunk.length;
    chunks.push(chunk);
  });
  const step = 16_384;
  for (let from = 0; from < bytes.length; from += step) {
    inflate.push(bytes.subarray(from, from + step), from + step >= bytes.length);
    if (length > MAX_INFLATED_BYTES) return null;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** Answers from their kept text; null where it is damaged or of another version. */
export function answersFromKeptText(text: string): readonly StoredAnswer[] | null {
  let stored: unknown;
  try {
    const json = inflated(bytesOfBase64(text));
    if (json === null) return null;
    stored = JSON.parse(strFromU8(json));
  } catch {
    // Base64, deflate and JSON each throw errors of their own kind for damage of their own kind.
    return null;
  }
  const read = storedSchema.safeParse(stored);
  if (!read.success) return null;
  const { models, settings, keys, of, confidences, values, under, cells, own } = read.data;
  return values.map((value, index) => ({
    question: keys.slice(index * KEY_LENGTH, (index + 1) * KEY_LENGTH),
    settings: settings[under?.[index] ?? 0] ?? PLAIN_STAMP,
    cells: cells?.[index] ?? [],
    value,
    confidence: confidences[index]!,
    isFitted: own?.[index] !== "1",
    model: models[of[index]!]!,
  }));
}
