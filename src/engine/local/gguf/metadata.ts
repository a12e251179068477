import { EngineError } from "../../completer.ts";

/** A GGUF file's key-value pairs, as parsed: numbers, big integers, booleans, strings and arrays of those. */
export type Metadata = Readonly<Record<string, unknown>>;

/** The number under the key, or `fallback` where the key is absent. Throws an EngineError when neither is there. */
export function readNumber(metadata: Metadata, key: string, fallback?: number): number {
  const value = own(metadata, key) ?? fallback;
  if (typeof value === "number") return value;
  if (typeof value === "bigint" && value <= Number.MAX_SAFE_INTEGER && value >= Number.MIN_SAFE_INTEGER) {
    return Number(value);
  }
  throw wrong(key, "a number", value);
}

/** No part of a model is larger than this; a file that says so would fill the memory before anything is checked. */
const MOST_SIZE = 2 ** 20;

/** The size of a part of the model under the key, a whole number of 1 or more. Throws an EngineError. */
export function readSize(metadata: Metadata, key: string, fallback?: number): number {
  const size = readNumber(metadata, key, fallback);
  if (Number.isInteger(size) && size >= 1 && size <= MOST_SIZE) return size;
  throw new EngineError({ code: "model-file-invalid", detail: `metadata key ${key} is ${size}` });
}

/** The string under the key, or `fallback` where the key is absent. Throws an EngineError when neither is there. */
export function readString(metadata: Metadata, key: string, fallback?: string): string {
  const value = own(metadata, key) ?? fallback;
  if (typeof value === "string") return value;
  throw wrong(key, "a string", value);
}

/** The flag under the key, or `fallback` where the key is absent. Throws an EngineError when it is no boolean. */
export function readBoolean(metadata: Metadata, key: string, fallback: boolean): boolean {
  const value = own(metadata, key) ?? fallback;
  if (typeof value === "boolean") return value;
  throw wrong(key, "a boolean", value);
}

/** The list of numbers under the key. Throws an EngineError when it is absent or holds anything else. */
export function readNumbers(metadata: Metadata, key: string): readonly number[] {
  const value = own(metadata, key);
  if (isArrayOf(value, "number")) return value as number[];
  throw wrong(key, "a list of numbers", value);
}

/** The list of strings under the key. Throws an EngineError when it is absent or holds anything else. */
export function readStrings(metadata: Metadata, key: string): readonly string[] {
  const value = own(metadata, key);
  if (isArrayOf(value, "string")) return value as string[];
  throw wrong(key, "a list of strings", value);
}

function own(metadata: Metadata, key: string): unknown {
  return Object.hasOwn(metadata, key) ? metadata[key] : undefined;
}

function isArrayOf(value: unknown, type: "number" | "string"): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === type);
}

function wrong(key: string, expected: string, value: unknown): EngineError {
  const detail =
    value === undefined ? `metadata key ${key} is missing` : `metadata key ${key} is not ${expected}`;
  return new EngineError({ code: "model-file-invalid", detail });
}
