/** Numbers in a kernel's memory, from a place in bytes; not valid any more when the memory has grown. */
export const floatsAt = (memory: WebAssembly.Memory, place: number, length: number) =>
  new Float32Array(memory.buffer, place, length);

export const integersAt = (memory: WebAssembly.Memory, place: number, length: number) =>
  new Int32Array(memory.buffer, place, length);
