import { q8_0 } from "../gguf/block-types/q8_0.ts";
import { DeviceMatrix } from "./device-matrix.ts";

/** A device that keeps what is written to each of its buffers. */
function keepingDevice() {
  const written: Uint8Array[] = [];
  const device = {
    createBuffer({ size }: GPUBufferDescriptor) {
      written.push(new Uint8Array(size));
      return { at: written.length - 1 };
    },
    queue: {
      writeBuffer(buffer: { at: number }, offset: number, data: ArrayBufferView, from = 0, count?: number) {
        const width = "BYTES_PER_ELEMENT" in data ? (data.BYTES_PER_ELEMENT as number) : 1;
        const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
        const end = count === undefined ? bytes.length : (from + count) * width;
        written[buffer.at]!.set(bytes.subarray(from * width, end), offset);
      },
    },
  };
  return { device: device as unknown as GPUDevice, written };
}

/** What kernels read of a matrix. */
function valuesOf([levels, factors]: readonly Uint8Array[]): Float32Array {
  const pairs = new Float32Array(factors!.buffer);
  return Float32Array.from(
    levels!,
    (level, i) => (level / 255) * pairs[2 * (i >> 5)]! + pairs[2 * (i >> 5) + 1]!,
  );
}

const ROWS = 600;
const COLUMNS = 64;

describe("a matrix on the device", () => {
  it("has every row of the file where kernels read it", () => {
    const { device, written } = keepingDevice();
    const given = Float32Array.from({ length: ROWS * COLUMNS }, (_, i) => ((i * 7 + (i >> 6)) % 16) - 8);
    const told = new Float32Array(given.length);
    new DeviceMatrix(device, ROWS, COLUMNS).fill(
      {
        rows: ROWS,
        columns: COLUMNS,
        readRow: (row, out) => out.set(given.subarray(row * COLUMNS, (row + 1) * COLUMNS)),
      },
      (row, values) => told.set(values, row * COLUMNS),
    );
    expect(Math.max(...valuesOf(written).map((value, i) => Math.abs(value - given[i]!)))).toBeLessThan(1e-5);
    expect(Math.max(...told.map((value, i) => Math.abs(value - given[i]!)))).toBeLessThan(1e-5);
  });

  it("takes rows of Q8_0 blocks as they are, from any row on and any byte on", () => {
    const { device, written } = keepingDevice();
    const bytes = new Uint8Array(1 + ((2 * COLUMNS) / 32) * q8_0.blockBytes).map((_, i) => i * 37);
    const rows = bytes.subarray(1);
    for (let at = 0; at < rows.length; at += q8_0.blockBytes) rows.set([0x12, 0x2c], at);
    const given = new Float32Array(2 * COLUMNS);
    q8_0.dequantize(rows, given);
    new DeviceMatrix(device, 4, COLUMNS).writeQ8(2, rows);
    const values = valuesOf(written).subarray(2 * COLUMNS);
    expect(Math.max(...values.map((value, i) => Math.abs(value - given[i]!)))).toBeLessThan(1e-5);
    expect(Math.max(...given)).toBeGreaterThan(1);
  });
});
