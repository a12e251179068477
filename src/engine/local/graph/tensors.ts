import { Tensor } from "onnxruntime-web/wasm";

export const floats = (data: Float32Array, ...shape: number[]): Tensor => new Tensor("float32", data, shape);

export const integers = (data: Int32Array, ...shape: number[]): Tensor => new Tensor("int32", data, shape);

export const longs = (...values: number[]): Tensor =>
  new Tensor("int64", BigInt64Array.from(values, BigInt), [values.length]);

/** The data of a float output. Outputs on the CPU are always there. */
export const floatData = (tensor: Tensor | undefined): Float32Array => tensor!.data as Float32Array;
