/** Of a WebAssembly memory. */
const PAGE_BYTES = 65_536;

/** The module of a `.wasm.ts` file: base64 to bytes. */
export function kernelBytes(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** Whether this JavaScript engine knows all that the module uses. */
export const canRun = (base64: string): boolean => WebAssembly.validate(kernelBytes(base64));

/** An instance over a memory. Exports: what the AssemblyScript source exports. */
export async function instantiate<Exports>(base64: string, memory: WebAssembly.Memory): Promise<Exports> {
  const { instance } = await WebAssembly.instantiate(kernelBytes(base64), { env: { memory } });
  return instance.exports as Exports;
}

/** Makes a memory at least this large. Throws a RangeError when there is not that much. */
export function growTo(memory: WebAssembly.Memory, bytes: number): void {
  const missing = bytes - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
}
