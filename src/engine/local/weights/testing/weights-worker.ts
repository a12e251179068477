import { createSHA256 } from "hash-wasm";
import { EngineError, type EngineFailure, type LoadProgress } from "../../../completer.ts";
import { chooseStore } from "../choose-store.ts";
import { fetchModelLock } from "../fetch-model-lock.ts";
import { findModel } from "../model-lock.ts";
import { PreparedWeights, preparedFileName } from "../prepared-weights.ts";
import { openModelFile } from "../open-model-file.ts";
import { openOpfsReader } from "../opfs-source.ts";

/** What the Worker of the browser test found. */
export interface OpenedReport {
  readonly store: string;
  /** Hex SHA-256 of what the source gives. */
  readonly sha256: string;
  readonly phases: readonly string[];
}

/** Why it could not be opened. */
export interface FailureReport {
  readonly failure: EngineFailure;
}

/** Keeps some bytes as prepared weights, and gives what the next start reads of them, held and not. */
async function keepAndRead(): Promise<readonly string[]> {
  const store = await chooseStore();
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, i) => i % 251);
  const hash = "f".repeat(64);
  const first = (await PreparedWeights.open(store, hash))!;
  first.write(1_000_000, bytes.slice(1_000_000));
  first.write(0, bytes.slice(0, 1_000_000));
  await first.end();
  const second = (await PreparedWeights.open(store, hash))!;
  const held = await second.read(999_999, 3, new Uint8Array(10));
  await second.end();
  const after = await second.read(999_999, 3);
  await store.remove(preparedFileName(hash));
  const gone = await store.openFile(preparedFileName(hash));
  return [first.isKept, second.isKept, [...held], [...after], gone].map((part) => JSON.stringify(part));
}

/**
 * Readers of the prepared weights of a made-up model, in this thread and by its file, and what may be done meanwhile.
 */
async function readAtOnce(): Promise<readonly string[]> {
  const store = await chooseStore();
  const name = "read-at-once";
  const writer = await store.openWriter(name, 0);
  writer.write(
    0,
    Uint8Array.from({ length: 1000 }, (_, i) => i % 251),
  );
  writer.close();
  const { source } = (await store.openFile(name))!;
  const readers = [await source.openReader!(), await openOpfsReader(source.file!)];
  const read = readers.map((reader) => {
    const bytes = new Uint8Array(3);
    reader!.read(249, bytes);
    return [...bytes];
  });
  const nameOf = (error: unknown) => (error instanceof Error ? error.name : String(error));
  const short = () => readers[0]!.read(999, new Uint8Array(2));
  const pastEnd = await Promise.resolve().then(short).catch(nameOf);
  const removed = await store.remove(name).catch(nameOf);
  for (const reader of readers) reader!.close();
  const removedLater = await store.remove(name).catch(nameOf);
  return [...read, pastEnd, removed, removedLater ?? "gone"].map((part) => JSON.stringify(part));
}

async function open(): Promise<OpenedReport | FailureReport> {
  const baseUrl = new URL("/model", self.location.href).href;
  const store = await chooseStore();
  const phases = new Set<string>();
  const onProgress = (progress: LoadProgress) => phases.add(progress.phase);
  const model = findModel(await fetchModelLock(baseUrl), "made-up");
  try {
    const { source } = await openModelFile({ model, baseUrl, store, onProgress });
    const hasher = (await createSHA256()).init();
    hasher.update(await source.read(0, source.size));
    return { store: store.kind, sha256: hasher.digest("hex"), phases: [...phases] };
  } catch (error) {
    if (error instanceof EngineError) return { failure: error.failure };
    throw error;
  }
}

const TASKS: Readonly<Record<string, () => Promise<unknown>>> = { read: readAtOnce, keep: keepAndRead, open };

self.onmessage = async ({ data }: MessageEvent<string>) => self.postMessage(await TASKS[data]!());
