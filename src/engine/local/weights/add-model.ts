import type { AddCalls, ModelSource } from "../../model-library.ts";
import { EngineError } from "../../completer.ts";
import { checkModelFile } from "../check-model-file.ts";
import { BlobSource } from "./blob-source.ts";
import { fetchOk, TransferError } from "./fetch-ok.ts";
import { readChunk } from "./read-chunk.ts";
import type { ModelStore, StoredNote } from "./model-store.ts";
import {
  hashSource,
  listOwnModels,
  newOwnId,
  noteOwnWhole,
  type OwnModel,
  ownFileName,
} from "./own-models.ts";
import { isStorageFull, storageFull } from "./storage-full.ts";

/** Progress is told in steps of this size. */
const PROGRESS_STEP_BYTES = 2 ** 20;
const MAGIC = "GGUF";

type Own = NonNullable<StoredNote["own"]>;

/**
 * Brings a person's own model file into the store, where it lies as it came. What cannot run here is refused: a file
 * before anything is copied, an address as soon as its bytes can tell. Where the same file is there already, that one
 * is given. Rejects with an EngineError, or with the signal's reason.
 */
export async function addModel(store: ModelStore, source: ModelSource, calls: AddCalls): Promise<OwnModel> {
  try {
    return source.kind === "file"
      ? await addFile(store, source.file, calls)
      : await addAddress(store, source.url, calls);
  } catch (error) {
    if (!isStorageFull(error)) throw error;
    throw await storageFull(store, source.kind === "file" ? source.file.size : null);
  }
}

async function addFile(store: ModelStore, file: File, calls: AddCalls): Promise<OwnModel> {
  const source = new BlobSource(file);
  const { name } = await checkModelFile(source);
  await requireRoom(store, source.size);
  const id = newOwnId();
  const own: Own = { name: name ?? file.name, address: null, validator: null };
  try {
    await noteUnfinished(store, id, own);
    const writer = await store.openWriter(ownFileName(id), source.size);
    let sha256: string;
    try {
      sha256 = await hashSource(source, calls.signal, (offset, bytes) => {
        writer.write(offset, bytes);
        calls.onProgress({ loadedBytes: offset + bytes.length, totalBytes: source.size });
      });
      writer.flush();
    } finally {
      writer.close();
    }
    return await finish(store, id, sha256, own);
  } catch (error) {
    await store.remove(ownFileName(id));
    throw error;
  }
}

async function addAddress(store: ModelStore, url: string, calls: AddCalls): Promise<OwnModel> {
  const begun = (await listOwnModels(store)).find((model) => model.address === url && model.hash === "");
  const response = await request(url, begun, calls.signal);
  const isContinued = begun !== undefined && response.status === 206;
  const id = begun?.id ?? newOwnId();
  const fileName = ownFileName(id);
  const start = isContinued ? begun.storedBytes : 0;
  const length = response.headers.get("Content-Length");
  const totalBytes = length === null ? null : start + Number(length);
  const own: Own = { name: nameOf(url), address: url, validator: validatorOf(response) };
  await requireRoom(store, (totalBytes ?? start) - start);
  await noteUnfinished(store, id, own);
  const writer = await store.openWriter(fileName, start);
  try {
    await takeIn(response, start, totalBytes, writer.write, url, calls);
    writer.flush();
  } catch (error) {
    if (error instanceof EngineError && error.failure.code === "model-file-invalid")
      await store.remove(fileName);
    throw error;
  } finally {
    writer.close();
  }
  const stored = await store.openFile(fileName);
  if (stored === null) throw new Error(`${fileName} vanished from the ${store.kind} store`);
  try {
    const { name } = await checkModelFile(stored.source);
    const sha256 = await hashSource(stored.source, calls.signal);
    return await finish(store, id, sha256, { ...own, name: name ?? own.name });
  } catch (error) {
    calls.signal?.throwIfAborted();
    await store.remove(fileName);
    throw error;
  }
}

/** Asks for the rest of what has begun to come, where the server still has that version; else for all of it. */
async function request(url: string, begun: OwnModel | undefined, signal?: AbortSignal): Promise<Response> {
  const all = { cache: "no-store", signal } as const;
  if (begun === undefined || begun.storedBytes === 0 || begun.validator === null) return fetchOk(url, all);
  const headers = { Range: `bytes=${begun.storedBytes}-`, "If-Range": begun.validator };
  const response = await fetchOk(url, { ...all, headers });
  // Some servers know ranges but not the condition.
  if (response.status !== 206 || validatorOf(response) === begun.validator) return response;
  await response.body?.cancel();
  return fetchOk(url, all);
}

/** Only a strong one may vouch for a part (RFC 9110, section 13.1.5). */
function validatorOf({ headers }: Response): string | null {
  const tag = headers.get("ETag");
  return tag !== null && !tag.startsWith("W/") ? tag : headers.get("Last-Modified");
}

async function takeIn(
  response: Response,
  start: number,
  totalBytes: number | null,
  write: (offset: number, bytes: Uint8Array<ArrayBuffer>) => void,
  url: string,
  { signal, onProgress }: AddCalls,
): Promise<void> {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new TransferError(url, "the reply has no body", null);
  let loadedBytes = start;
  let toldBytes = -Infinity;
  for (;;) {
    const chunk = await readChunk(reader, url, signal);
    if (chunk === null) break;
    if (loadedBytes === 0) requireMagic(chunk);
    write(loadedBytes, chunk);
    loadedBytes += chunk.length;
    if (loadedBytes - toldBytes >= PROGRESS_STEP_BYTES || loadedBytes === totalBytes) {
      toldBytes = loadedBytes;
      onProgress({ loadedBytes, totalBytes });
    }
  }
  if (totalBytes !== null && loadedBytes < totalBytes) {
    throw new TransferError(url, `ended after ${loadedBytes} of ${totalBytes} bytes`, null);
  }
}

/** A page that says "not found" politely is told apart from a model before hundreds of megabytes of it have come. */
function requireMagic(chunk: Uint8Array): void {
  if (new TextDecoder().decode(chunk.subarray(0, MAGIC.length)) === MAGIC) return;
  throw new EngineError({
    code: "model-file-invalid",
    detail: "not a GGUF file: it does not start with GGUF",
  });
}

async function requireRoom(store: ModelStore, neededBytes: number): Promise<void> {
  const freeBytes = await store.freeBytes();
  if (freeBytes !== null && freeBytes < neededBytes) {
    throw new EngineError({ code: "storage-too-small", neededBytes, freeBytes });
  }
}

/** Before the first byte: a page that ends in the middle must leave a part that can be seen and deleted. */
function noteUnfinished(store: ModelStore, id: string, own: Own): Promise<void> {
  return store.writeNote(ownFileName(id), { sha256: "", finishedPieces: [], modifiedMs: null, own });
}

async function finish(store: ModelStore, id: string, sha256: string, own: Own): Promise<OwnModel> {
  const models = await listOwnModels(store);
  const same = models.find((model) => model.id !== id && model.hash === sha256);
  if (same !== undefined) {
    await store.remove(ownFileName(id));
    return same;
  }
  await noteOwnWhole(store, id, sha256, own);
  const file = await store.openFile(ownFileName(id));
  return { id, hash: sha256, storedBytes: file?.source.size ?? 0, ...own };
}

/** The last part of an address's path. */
function nameOf(url: string): string {
  const part = new URL(url).pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(part) || url;
  } catch (error) {
    // A percent sign that stands for itself.
    if (error instanceof URIError) return part;
    throw error;
  }
}
