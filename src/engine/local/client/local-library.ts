import { EngineError } from "../../completer.ts";
import type { AddCalls, ListedModel, ModelLibrary, ModelSource, StorageUse } from "../../model-library.ts";
import { fetchModelLock, resolveUrl } from "../weights/fetch-model-lock.ts";
import { findModel, type LockedModel } from "../weights/model-lock.ts";
import type { ModelStore } from "../weights/model-store.ts";
import { OpfsStore } from "../weights/opfs-store.ts";
import { isOwnId, listOwnModels, type OwnModel, ownFileName } from "../weights/own-models.ts";
import { preparedFileName } from "../weights/prepared-weights.ts";
import { placePieces } from "../weights/placed-piece.ts";
import type { EngineCall, EngineReply } from "../worker/protocol.ts";

export interface LocalLibraryOptions {
  /** Address of the folder that holds the lock file and the pieces. */
  readonly modelUrl: string;
  /** Id in the lock file of the model that is opened where none is named; it is listed first. */
  readonly modelId: string;
  /** As in LocalCompleterOptions. */
  readonly startWorker: () => Worker;
}

/** The models of the site's lock file, and the person's own in the browser's private file system. */
export class LocalLibrary implements ModelLibrary {
  readonly #options: LocalLibraryOptions;

  constructor(options: LocalLibraryOptions) {
    this.#options = options;
  }

  async list(): Promise<readonly ListedModel[]> {
    const { modelUrl, modelId } = this.#options;
    const { models } = await fetchModelLock(modelUrl);
    const store = await openStore();
    const shipped = await Promise.all(models.map((model) => listShipped(model, modelUrl, store)));
    const own = store === null ? [] : await listOwnModels(store);
    shipped.sort((a, b) => Number(b.id === modelId) - Number(a.id === modelId));
    return [...shipped, ...own.map(listOwn).sort((a, b) => a.name.localeCompare(b.name))];
  }

  /** Runs in a Worker of its own, which ends with it: only there does a browser write in place. */
  add(source: ModelSource, { signal, onProgress }: AddCalls): Promise<ListedModel> {
    signal?.throwIfAborted();
    const worker = this.#options.startWorker();
    return new Promise<OwnModel>((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      worker.addEventListener("error", () =>
        reject(new EngineError({ code: "engine-crashed", detail: "the Worker that adds models stopped" })),
      );
      worker.addEventListener("message", ({ data }: MessageEvent<EngineReply>) => {
        if (data.type === "add-progress") onProgress(data.progress);
        else if (data.type === "add-end") resolve(data.model);
        else if (data.type === "add-failure") reject(new EngineError(data.failure));
      });
      worker.postMessage({ type: "model-add", source } satisfies EngineCall);
    })
      .then(listOwn)
      .finally(() => worker.terminate())
      .catch(async (error: unknown) => {
        // A file is where it was; a part of an address saves its second half another time.
        if (signal?.aborted === true && source.kind === "file") await this.#removePartsOfFiles();
        throw error;
      });
  }

  async remove(id: string): Promise<void> {
    const store = await openStore();
    if (store === null) return;
    const fileName = isOwnId(id)
      ? ownFileName(id)
      : findModel(await fetchModelLock(this.#options.modelUrl), id).fileName;
    const note = await store.readNote(fileName);
    try {
      await store.remove(fileName);
    } catch (error) {
      const isOpen = error instanceof DOMException && error.name === "NoModificationAllowedError";
      throw isOpen ? new EngineError({ code: "model-in-use" }) : error;
    }
    if (note !== null) await store.remove(preparedFileName(note.sha256));
  }

  async storage(): Promise<StorageUse | null> {
    // Plain http has no storage manager, whatever lib.dom says.
    const manager = navigator.storage as StorageManager | undefined;
    const { quota, usage } = (await manager?.estimate()) ?? {};
    if (quota === undefined || usage === undefined) return null;
    return { usedBytes: usage, freeBytes: Math.max(0, quota - usage) };
  }

  async #removePartsOfFiles(): Promise<void> {
    const store = await openStore();
    if (store === null) return;
    for (const { id, hash, address } of await listOwnModels(store)) {
      if (hash === "" && address === null) await store.remove(ownFileName(id));
    }
  }
}

/** Null where the browser keeps no files. */
async function openStore(): Promise<ModelStore | null> {
  const manager = navigator.storage as Partial<StorageManager> | undefined;
  if (manager?.getDirectory === undefined) return null;
  try {
    return await OpfsStore.open();
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

function listOwn({ id, name, hash, storedBytes, address }: OwnModel): ListedModel {
  const isWhole = hash !== "";
  const bytes = isWhole ? storedBytes : null;
  const place = isWhole ? "stored" : "part";
  return { id, name, hash, bytes, storedBytes, place, address, licence: null, accuracy: null, origin: "own" };
}

async function listShipped(
  model: LockedModel,
  modelUrl: string,
  store: ModelStore | null,
): Promise<ListedModel> {
  const { id, name, sha256: hash, bytes, licence, accuracy = null } = model;
  const note = (await store?.readNote(model.fileName)) ?? null;
  const finished = note?.sha256 === hash ? note.finishedPieces : [];
  const storedBytes = placePieces(model)
    .filter(({ index }) => finished.includes(index))
    .reduce((sum, piece) => sum + piece.bytes, 0);
  const place =
    storedBytes === bytes
      ? "stored"
      : !(await isServed(model, modelUrl))
        ? "absent"
        : storedBytes > 0
          ? "part"
          : "offered";
  return { id, name, hash, bytes, storedBytes, licence, accuracy, origin: "shipped", place, address: null };
}

/** Whether the site has the last piece: a host may name a model and have none or only the first pieces of it. */
async function isServed({ pieces }: LockedModel, modelUrl: string): Promise<boolean> {
  try {
    return (await fetch(resolveUrl(pieces.at(-1)!.file, modelUrl), { method: "HEAD" })).ok;
  } catch (error) {
    // No connection: nothing can be had from the site now.
    if (error instanceof TypeError) return false;
    throw error;
  }
}
