import { reasonOf, TransferError } from "./fetch-ok.ts";

/** The next bytes of a reply; null at its end. Throws a TransferError, or the signal's reason once it aborts. */
export async function readChunk(
  reader: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  url: string,
  signal: AbortSignal | undefined,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const { done, value } = await reader.read();
    return done ? null : value;
  } catch (error) {
    signal?.throwIfAborted();
    throw new TransferError(url, reasonOf(error), null);
  }
}
