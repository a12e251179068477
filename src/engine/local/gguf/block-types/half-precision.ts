/** Value of every IEEE 754 binary16 bit pattern: [65536], subnormals, infinities and NaN included. */
export const HALF_TO_FLOAT: Float32Array = makeTable();

function makeTable(): Float32Array {
  const table = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) {
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) table[bits] = fraction === 0 ? sign * Infinity : NaN;
    else if (exponent === 0) table[bits] = sign * fraction * 2 ** -24;
    else table[bits] = sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }
  return table;
}

/** The binary16 number at a byte position, low byte first. */
export function readHalf(bytes: Uint8Array, at: number): number {
  return HALF_TO_FLOAT[bytes[at]! | (bytes[at + 1]! << 8)]!;
}

/** Writes the binary16 number nearest to a value from 0 to 65504, low byte first. */
export function writeHalf(bytes: Uint8Array, at: number, value: number): void {
  const exponent = value < 2 ** -14 ? -14 : Math.floor(Math.log2(value));
  const fraction = Math.round((value / 2 ** exponent) * 1024);
  // A subnormal lacks the leading one; a fraction that rounds up to two carries into the exponent by itself.
  const bits = ((exponent + 15) << 10) + fraction - 1024;
  bytes[at] = bits & 0xff;
  bytes[at + 1] = bits >> 8;
}
