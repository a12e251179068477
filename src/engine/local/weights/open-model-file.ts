import type { LoadProgress } from "../../completer.ts";
import { EngineError } from "../../completer.ts";
import type { ByteSource } from "../gguf/byte-source.ts";
import { checkPieces } from "./check-pieces.ts";
import type { Patience } from "./download-piece.ts";
import { downloadPiece } from "./download-piece.ts";
import { resolveUrl } from "./fetch-model-lock.ts";
import type { LockedModel } from "./model-lock.ts";
import type { ModelStore, StoredFile } from "./model-store.ts";
import type { PlacedPiece } from "./placed-piece.ts";
import { placePieces } from "./placed-piece.ts";
import { isStorageFull, storageFull } from "./storage-full.ts";

const PATIENCE: Patience = { retries: 5, pauseMs: 500, stallMs: 30_000 };
/** Progress is told in steps of this size, so that a fast server does not flood the page. */
const PROGRESS_STEP_BYTES = 2 ** 20;

export interface OpenModelFileOptions {
  readonly model: LockedModel;
  /** The folder that the pieces' paths start from. */
  readonly baseUrl: string;
  readonly store: ModelStore;
  readonly signal?: AbortSignal;
  /** Told of the phases `verify` (a stored file that may have changed) and `download`; neither when all is there. */
  readonly onProgress: (progress: LoadProgress) => void;
  readonly patience?: Patience;
}

export interface OpenedModelFile {
  readonly source: ByteSource;
  /** Hex SHA-256 of the file. */
  readonly hash: string;
  readonly bytes: number;
}

/**
 * Opens a model's file from the store, after bringing the pieces that are missing there. Every piece is checked as it
 * comes; a file that is whole and unchanged since is opened without being read. Pages that ask at the same time bring
 * it once, and all tell of its progress. Rejects with an EngineError (`storage-too-small`, `piece-damaged`,
 * `model-missing`, `network-failed`), or with the signal's reason; the pieces that had come stay.
 */
export async function openModelFile(calls: OpenModelFileOptions): Promise<OpenedModelFile> {
  const { model, store } = calls;
  return store.exclusively(model.fileName, calls, async (tell) => {
    const options = { ...calls, onProgress: tell };
    const stored = await store.openFile(model.fileName);
    const finished = await finishedPieces(options, stored);
    const indices = new Set(finished.map((piece) => piece.index));
    const missing = placePieces(model).filter((piece) => !indices.has(piece.index));
    if (missing.length > 0) await bringPieces(options, stored?.source.size ?? 0, finished, missing);
    // What was checked is opened and noted, not the file as it is by now: somebody may have changed it since.
    const whole = missing.length === 0 ? stored : await store.openFile(model.fileName);
    if (whole === null) throw new Error(`${model.fileName} vanished from the ${store.kind} store`);
    await noteWhole(options, whole);
    return { source: whole.source, hash: model.sha256, bytes: model.bytes };
  });
}

/** The pieces that are in the stored file; it is read only where its note cannot vouch for it. */
async function finishedPieces(
  { model, store, signal, onProgress }: OpenModelFileOptions,
  stored: StoredFile | null,
): Promise<readonly PlacedPiece[]> {
  const note = await store.readNote(model.fileName);
  if (stored === null || note?.sha256 !== model.sha256) return [];
  const noted = placePieces(model).filter((piece) => note.finishedPieces.includes(piece.index));
  if (stored.source.size === model.bytes && note.modifiedMs === stored.modifiedMs) return noted;
  return checkPieces(stored.source, noted, { signal, onProgress });
}

async function bringPieces(
  options: OpenModelFileOptions,
  storedBytes: number,
  finished: readonly PlacedPiece[],
  missing: readonly PlacedPiece[],
): Promise<void> {
  const { model, baseUrl, store, signal, patience = PATIENCE } = options;
  const neededBytes = Math.max(0, model.bytes - storedBytes);
  const freeBytes = await store.freeBytes();
  if (freeBytes !== null && freeBytes < neededBytes) {
    throw new EngineError({ code: "storage-too-small", neededBytes, freeBytes });
  }
  const finishedPieces = finished.map((piece) => piece.index);
  const note = async () => {
    await store.writeNote(model.fileName, { sha256: model.sha256, finishedPieces, modifiedMs: null });
  };
  let finishedBytes = finished.reduce((sum, piece) => sum + piece.bytes, 0);
  const report = progressInSteps(options);
  try {
    // Before the first write: a page that ends in the middle must not leave a note of more than there is.
    await note();
    const writer = await store.openWriter(model.fileName, model.bytes);
    try {
      for (const piece of missing) {
        await downloadPiece({
          url: resolveUrl(piece.file, baseUrl),
          piece,
          offset: piece.offset,
          writer,
          patience,
          signal,
          onReceived: (receivedBytes) => report(finishedBytes + receivedBytes),
        });
        writer.flush();
        finishedBytes += piece.bytes;
        finishedPieces.push(piece.index);
        await note();
      }
    } finally {
      writer.close();
    }
  } catch (error) {
    throw isStorageFull(error) ? await storageFull(store, neededBytes) : error;
  }
}

/** Notes when the now whole file was last changed, so that the next start need not read it. */
async function noteWhole({ model, store }: OpenModelFileOptions, file: StoredFile): Promise<void> {
  const note = {
    sha256: model.sha256,
    finishedPieces: model.pieces.map((_, index) => index),
    modifiedMs: file.modifiedMs,
  };
  try {
    await store.writeNote(model.fileName, note);
  } catch (error) {
    throw isStorageFull(error) ? await storageFull(store, null) : error;
  }
}

function progressInSteps({ model, onProgress }: OpenModelFileOptions): (loadedBytes: number) => void {
  let toldBytes = -Infinity;
  return (loadedBytes) => {
    const isStep = Math.abs(loadedBytes - toldBytes) >= PROGRESS_STEP_BYTES;
    if (!isStep && loadedBytes !== model.bytes) return;
    toldBytes = loadedBytes;
    onProgress({ phase: "download", loadedBytes, totalBytes: model.bytes });
  };
}
