import { HALF_TO_FLOAT, readHalf } from "./half-precision.ts";

describe("half precision", () => {
  it("knows the format's corner values", () => {
    expect(HALF_TO_FLOAT[0x0000]).toBe(0);
    expect(HALF_TO_FLOAT[0x8000]).toBe(-0);
    expect(HALF_TO_FLOAT[0x0001]).toBe(2 ** -24);
    expect(HALF_TO_FLOAT[0x03ff]).toBe(1023 * 2 ** -24);
    expect(HALF_TO_FLOAT[0x0400]).toBe(2 ** -14);
    expect(HALF_TO_FLOAT[0x3c00]).toBe(1);
    expect(HALF_TO_FLOAT[0xc000]).toBe(-2);
    expect(HALF_TO_FLOAT[0x7bff]).toBe(65504);
    expect(HALF_TO_FLOAT[0xfc00]).toBe(-Infinity);
    expect(HALF_TO_FLOAT[0x7e00]).toBeNaN();
  });

  it("reads the low byte first", () => {
    expect(readHalf(new Uint8Array([9, 0x00, 0x3c]), 1)).toBe(1);
  });
});
