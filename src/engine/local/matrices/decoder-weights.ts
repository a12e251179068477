import { EngineError } from "../../completer.ts";
import type { BlockType } from "../gguf/block-types/block-type.ts";
import { blockTypeNamed } from "../gguf/block-types/index.ts";
import type { ByteSource } from "../gguf/byte-source.ts";
import { dequantizeRows } from "../gguf/dequantize-rows.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";
import type { Matrix } from "./matrix.ts";
import { tensorMatrix } from "./tensor-matrix.ts";

/**
 * Rows of a matrix of the vocabulary that are read at once: a few megabytes, and a whole number of every kernel's
 * blocks.
 */
export const READ_ROWS = 4096;

/** What the layers are made of, by the names of llama.cpp's converter. */
export interface LayerWeights {
  /** rows and columns are what the recipe says they must be. Throws an EngineError that says what is wrong. */
  matrix(name: string, rows: number, columns: number): Promise<Matrix>;
  vector(name: string, length: number): Promise<Float32Array>;
}

/** Weights by the names of llama.cpp's converter. Missing ones throw an EngineError that names them. */
export class DecoderWeights implements LayerWeights {
  readonly #file: GgufFile;
  readonly #onRead: (bytes: number) => void;

  /** @param onRead told the bytes of each tensor that is read */
  constructor(file: GgufFile, onRead: (bytes: number) => void = () => {}) {
    this.#file = file;
    this.#onRead = onRead;
  }

  has(name: string): boolean {
    return this.#file.tensors.has(name);
  }

  async matrix(name: string, rows: number, columns: number): Promise<Matrix> {
    this.#check(name, [rows, columns]);
    return tensorMatrix(this.#file, name);
  }

  /** How the file keeps a matrix; rows and columns as in matrix. */
  typeOf(name: string, rows: number, columns: number): BlockType {
    this.#check(name, [rows, columns]);
    return blockTypeNamed(this.#file.tensors.get(name)!.type);
  }

  /** Where the bytes of a tensor that is there lie. */
  placeOf(name: string): { readonly source: ByteSource; readonly offset: number } {
    return { source: this.#file.source, offset: this.#file.tensors.get(name)!.offset };
  }

  /** Rows of a matrix whose type was asked for, as the file has them; spare as ByteSource.read takes it. */
  async rawRows(
    name: string,
    first: number,
    count: number,
    spare?: Uint8Array<ArrayBuffer>,
  ): Promise<Uint8Array> {
    return this.#file.readRawRows(name, first, count, spare);
  }

  /** Some rows of a matrix that is in the file: [rows.length, columns]. */
  async floatRows(name: string, rows: readonly number[]): Promise<Float32Array> {
    const tensor = this.#file.tensors.get(name)!;
    const columns = tensor.shape.at(-1)!;
    const values = new Float32Array(rows.length * columns);
    for (const [i, row] of rows.entries())
      values.set(dequantizeRows(tensor, await this.rawRows(name, row, 1), 0, 1), i * columns);
    return values;
  }

  async vector(name: string, length: number): Promise<Float32Array> {
    this.#check(name, [length]);
    return this.#file.readFloats(name);
  }

  #check(name: string, shape: readonly number[]): void {
    const tensor = this.#file.tensors.get(name);
    if (tensor === undefined) {
      throw new EngineError({ code: "model-file-invalid", detail: `the tensor ${name} is missing` });
    }
    if (tensor.shape.length !== shape.length || tensor.shape.some((size, i) => size !== shape[i])) {
      const detail = `the tensor ${name} has shape ${tensor.shape.join("x")}, expected ${shape.join("x")}`;
      throw new EngineError({ code: "model-file-invalid", detail });
    }
    this.#onRead(tensor.bytes);
  }
}
