import fc from "fast-check";
import { BLOCK, packBlock } from "./pack-block.ts";

function packed(given: Float32Array): { values: Float32Array; levels: Uint8Array; factors: Float32Array } {
  const values = given.slice();
  const levels = new Uint8Array(BLOCK);
  const factors = new Float32Array(2);
  packBlock(values, 0, levels, 0, factors, 0);
  return { values, levels, factors };
}

const furthest = (a: Float32Array, b: Float32Array): number =>
  a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);

const scale = fc.float({ min: Math.fround(1e-4), max: 2, noNaN: true });
const block = (value: fc.Arbitrary<number>) => fc.array(value, { minLength: BLOCK, maxLength: BLOCK });

describe("packBlock", () => {
  it("keeps values of 4 and 5 bits, whatever their scale and minimum", () => {
    const minimum = fc.float({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(block(fc.integer({ min: 0, max: 31 })), scale, minimum, (quants, step, least) => {
        const given = Float32Array.from(quants, (quant) => quant * step + least);
        const size = given.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
        expect(furthest(packed(given).values, given)).toBeLessThanOrEqual(4e-7 * size);
      }),
    );
  });

  it("keeps values of 8 bits with one at the end of their range, as Q8_0 has them", () => {
    fc.assert(
      fc.property(block(fc.integer({ min: -127, max: 127 })), scale, (quants, step) => {
        const given = Float32Array.from([127, ...quants.slice(1)], (quant) => quant * step);
        expect(furthest(packed(given).values, given)).toBeLessThanOrEqual(127 * step * 4e-7);
      }),
    );
  });

  it("moves no value further than half of 255 steps, and says what it gives", () => {
    fc.assert(
      fc.property(block(fc.float({ min: -4, max: 4, noNaN: true })), (given) => {
        const { values, levels, factors } = packed(Float32Array.from(given));
        const range = Math.max(...given) - Math.min(...given);
        expect(furthest(values, Float32Array.from(given))).toBeLessThanOrEqual(range * 0.00197 + 1e-6);
        const read = Float32Array.from(levels, (level) => (level / 255) * factors[0]! + factors[1]!);
        expect(furthest(read, values)).toBeLessThanOrEqual(4e-6);
      }),
    );
  });
});
