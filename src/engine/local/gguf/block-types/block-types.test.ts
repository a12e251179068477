import { readFileSync } from "node:fs";
import { BLOCK_TYPES } from "./index.ts";

function fixture(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
}

const types = [...BLOCK_TYPES.values()];

describe("block types", () => {
  it.each(types)("$name gives the values that the gguf package gives", (type) => {
    const file = type.name.toLowerCase();
    const bytes = fixture(`${file}.bin`);
    const expected = new Float32Array(fixture(`${file}.f32`).buffer);
    expect(bytes.length / type.blockBytes).toBe(expected.length / type.blockLength);
    const out = new Float32Array(expected.length);
    type.dequantize(bytes, out);
    expect(out).toEqual(expected);
  });

  it.each(types)("$name reads blocks that start at an odd byte", (type) => {
    const bytes = fixture(`${type.name.toLowerCase()}.bin`);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    const length = (bytes.length / type.blockBytes) * type.blockLength;
    const expected = new Float32Array(length);
    const out = new Float32Array(length);
    type.dequantize(bytes, expected);
    type.dequantize(shifted.subarray(1), out);
    expect(out).toEqual(expected);
  });

  it("lists every type under its own name once", () => {
    expect(new Set(types.map((type) => type.name)).size).toBe(11);
  });
});
