import { createSHA256 } from "hash-wasm";
import { chooseStore } from "../choose-store.ts";
import { fetchModelLock } from "../fetch-model-lock.ts";
import { findModel } from "../model-lock.ts";
import { PreparedWeights, preparedFileName } from "../prepared-weights.ts";
import { openModelFile } from "../open-model-file.ts";

/** What the Worker of the browser test found. */
export interface OpenedReport {
  readonly store: string;
  /** Hex SHA-256 of what the source gives. */
  readonly sha256: string;
  readonly phases: readonly string[];
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

self.onmessage = async ({ data }) => {
  if (data === "keep") {
    self.postMessage(await keepAndRead());
    return;
  }
  const baseUrl = new URL("/model", self.location.href).href;
  const store = await chooseStore();
  const phases = new Set<string>();
  const { source } = await openModelFile({
    model: findModel(await fetchModelLock(baseUrl), "made-up"),
    baseUrl,
    store,
    onProgress: (progress) => phases.add(progress.phase),
  });
  const hasher = (await createSHA256()).init();
  hasher.update(await source.read(0, source.size));
  self.postMessage({
    store: store.kind,
    sha256: hasher.digest("hex"),
    phases: [...phases],
  } satisfies OpenedReport);
};
