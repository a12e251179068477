import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Constraint, Prompt, SamplingOptions } from "../engine/completer.ts";
import type { AnswerType } from "./examples/example-set.ts";

/** All that an answer depends on, but for the seed. */
export interface Content {
  /** Hex SHA-256 of the model file. */
  readonly modelHash: string;
  readonly prompt: Prompt;
  readonly sampling: Omit<SamplingOptions, "seed">;
  /** Id of the format, which says how the answer is cut out. */
  readonly format: string;
  readonly answerType: AnswerType;
  /** What the answer may be; left out, any text. */
  readonly constraint?: Constraint;
  /** Hash of the adapter that answers; left out, the model as it is. */
  readonly adapter?: string;
}

/**
 * Equal for equal content only: JSON marks where each part ends. At temperature 0 what only shapes the draw is left
 * out.
 */
function canonical({
  modelHash,
  prompt,
  sampling,
  format,
  answerType,
  constraint,
  adapter,
}: Content): string {
  const { temperature, topK, topP, minP, repetitionPenalty, maxTokens, stop } = sampling;
  const draw = temperature === 0 ? null : [temperature, topK, topP, minP];
  return JSON.stringify([
    modelHash,
    prompt.prefix,
    prompt.suffix,
    draw,
    repetitionPenalty,
    maxTokens,
    stop,
    format,
    answerType,
    ...(constraint ? [constraint.allowed] : []),
    ...(adapter === undefined ? [] : [{ adapter }]),
  ]);
}

function digest(text: string): Uint8Array {
  return sha256(utf8ToBytes(text));
}

/**
 * The key under which an answer is kept and shared: 64 hex digits (SHA-256). Equal content has equal keys wherever its
 * cells stand; the workbook's seed counts only where the answer is drawn (temperature above 0).
 */
export function contentKey(content: Content, workbookSeed: number): string {
  const seed = content.sampling.temperature === 0 ? null : workbookSeed;
  return bytesToHex(digest(JSON.stringify([canonical(content), seed])));
}

/**
 * The seed of a cell's draws, unsigned 32-bit: differs from cell to cell by content, and wholly with the workbook's
 * seed.
 */
export function drawSeed(content: Content, workbookSeed: number): number {
  const bytes = digest(JSON.stringify(["draw", canonical(content), workbookSeed]));
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
}
