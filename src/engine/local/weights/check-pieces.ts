import { createSHA256 } from "hash-wasm";
import type { LoadProgress } from "../../completer.ts";
import type { ByteSource } from "../gguf/byte-source.ts";
import type { PlacedPiece } from "./placed-piece.ts";

const READ_BYTES = 4 * 2 ** 20;

export interface CheckCalls {
  readonly signal?: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
}

/** Hashes the pieces in a file and gives those that are in it unharmed. */
export async function checkPieces(
  source: ByteSource,
  pieces: readonly PlacedPiece[],
  { signal, onProgress }: CheckCalls,
): Promise<readonly PlacedPiece[]> {
  const totalBytes = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  const unharmed: PlacedPiece[] = [];
  let loadedBytes = 0;
  for (const piece of pieces) {
    const end = piece.offset + piece.bytes;
    const hasher = (await createSHA256()).init();
    for (let at = piece.offset; at < Math.min(end, source.size); at += READ_BYTES) {
      signal?.throwIfAborted();
      hasher.update(await source.read(at, Math.min(READ_BYTES, end - at, source.size - at)));
      onProgress({
        phase: "verify",
        loadedBytes: loadedBytes + Math.min(at + READ_BYTES, end) - piece.offset,
        totalBytes,
      });
    }
    loadedBytes += piece.bytes;
    if (hasher.digest("hex") === piece.sha256) unharmed.push(piece);
  }
  return unharmed;
}
