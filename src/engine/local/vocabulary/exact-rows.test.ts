import fc from "fast-check";
import { RowsFromFile } from "./exact-rows.ts";

const ROW_BYTES = 4;
const BLOCK_TOKENS = 16;

/** Rows of one number each: the token's own. */
function rowsFromFile(tokens: number, blocks: number) {
  const numbers = Float32Array.from({ length: tokens }, (_, token) => token);
  const file = new Uint8Array(numbers.buffer);
  const room = new Uint8Array(blocks * BLOCK_TOKENS * ROW_BYTES);
  const disk = { isBroken: false, reads: 0 };
  const reader = {
    read(offset: number, into: Uint8Array) {
      disk.reads += 1;
      if (disk.isBroken) throw new RangeError("no bytes");
      into.set(file.subarray(offset, offset + into.length));
    },
    close: () => undefined,
  };
  const layout = { tokens, rowBytes: ROW_BYTES, blockTokens: BLOCK_TOKENS, room: () => room };
  const rows = new RowsFromFile({ reader, offset: 0 }, layout, blocks);
  const read = (wanted: readonly number[]) =>
    [...rows.placesOf(Int32Array.from(wanted))].map((place) => new Float32Array(room.buffer)[place]);
  return { rows, disk, read };
}

describe("rows that stay in a file", () => {
  it("lie where they are said to, whatever was asked before", () => {
    const asked = fc.array(fc.nat(199), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(asked, { maxLength: 30 }), (turns) => {
        const { rows, read } = rowsFromFile(200, 4);
        expect(rows.most).toBe(4);
        for (const tokens of turns) expect(read(tokens)).toEqual(tokens);
      }),
    );
  });

  it("are read once as long as there is room, and again when those used longest ago had to go", () => {
    const { disk, read } = rowsFromFile(200, 2);
    read([0, 1, 17]);
    read([16, 2]);
    expect(disk.reads).toBe(2);
    read([32]);
    read([3]);
    expect(disk.reads).toBe(3);
    read([18]);
    expect(disk.reads).toBe(4);
  });

  it("are read when the file can be read again", () => {
    const { disk, read } = rowsFromFile(200, 2);
    read([0, 16]);
    disk.isBroken = true;
    expect(() => read([40])).toThrow("no bytes");
    disk.isBroken = false;
    expect(read([40, 20])).toEqual([40, 20]);
    expect(read([2, 41])).toEqual([2, 41]);
  });
});
