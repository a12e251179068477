import { createSHA256 } from "hash-wasm";
import { EngineError } from "../../completer.ts";
import type { ByteSource } from "../gguf/byte-source.ts";
import type { ModelStore, StoredNote } from "./model-store.ts";
import type { OpenedModelFile } from "./open-model-file.ts";

const READ_BYTES = 4 * 2 ** 20;
const PREFIX = "own-";
const ENDING = ".gguf";

/** A model file that the person added, or the part of it that has come. */
export interface OwnModel {
  readonly id: string;
  readonly name: string;
  /** Hex SHA-256 of the file; empty while it is not whole. */
  readonly hash: string;
  readonly storedBytes: number;
  readonly address: string | null;
  readonly validator: string | null;
}

/** Whether an id is that of a person's own model. */
export const isOwnId = (id: string): boolean => id.startsWith(PREFIX);

/** An id that no other model has. */
export const newOwnId = (): string => PREFIX + crypto.randomUUID().slice(0, 8);

/** The file that a model of this id lies in. */
export const ownFileName = (id: string): string => id + ENDING;

/** The person's own models, whole or in part, in no order. */
export async function listOwnModels(store: ModelStore): Promise<readonly OwnModel[]> {
  const models: OwnModel[] = [];
  for (const fileName of await store.list()) {
    const note = await store.readNote(fileName);
    const file = note?.own && (await store.openFile(fileName));
    if (!note?.own || !file) continue;
    const id = fileName.slice(0, -ENDING.length);
    models.push({ id, hash: note.sha256, storedBytes: file.source.size, ...note.own });
  }
  return models;
}

/** Notes that the file is whole and what its hash is, so that the next start need not read it. */
export async function noteOwnWhole(
  store: ModelStore,
  id: string,
  sha256: string,
  own: NonNullable<StoredNote["own"]>,
): Promise<void> {
  const file = await store.openFile(ownFileName(id));
  if (file === null) throw new Error(`${id} vanished from the ${store.kind} store`);
  const note = { sha256, finishedPieces: [0], modifiedMs: file.modifiedMs, own };
  await store.writeNote(ownFileName(id), note);
}

/**
 * Opens a model that was added. A file that changed since is read and must have the same hash.
 * Rejects with an EngineError (`model-missing`, `piece-damaged`).
 */
export async function openOwnModel(
  store: ModelStore,
  id: string,
  signal?: AbortSignal,
): Promise<OpenedModelFile & { readonly name: string }> {
  const note = await store.readNote(ownFileName(id));
  const file = await store.openFile(ownFileName(id));
  if (!note?.own || note.sha256 === "" || file === null) {
    throw new EngineError({ code: "model-missing", detail: "its file is no longer in this browser" });
  }
  const { source } = file;
  if (note.modifiedMs !== file.modifiedMs && (await hashSource(source, signal)) !== note.sha256) {
    throw new EngineError({ code: "piece-damaged", piece: note.own.name, detail: "its SHA-256 is another" });
  }
  return { source, hash: note.sha256, bytes: source.size, name: note.own.name };
}

/** Hex SHA-256 of all of a source. onBytes: told each run of bytes, in order. */
export async function hashSource(
  source: ByteSource,
  signal?: AbortSignal,
  onBytes: (offset: number, bytes: Uint8Array<ArrayBuffer>) => void = () => {},
): Promise<string> {
  const hasher = (await createSHA256()).init();
  for (let at = 0; at < source.size; at += READ_BYTES) {
    signal?.throwIfAborted();
    const bytes = await source.read(at, Math.min(READ_BYTES, source.size - at));
    hasher.update(bytes);
    onBytes(at, bytes);
  }
  return hasher.digest("hex");
}
