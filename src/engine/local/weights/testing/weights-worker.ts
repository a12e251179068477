import { createSHA256 } from "hash-wasm";
import { chooseStore } from "../choose-store.ts";
import { fetchModelLock } from "../fetch-model-lock.ts";
import { findModel } from "../model-lock.ts";
import { openModelFile } from "../open-model-file.ts";

/** What the Worker of the browser test found. */
export interface OpenedReport {
  readonly store: string;
  /** Hex SHA-256 of what the source gives. */
  readonly sha256: string;
  readonly phases: readonly string[];
}

self.onmessage = async () => {
  const baseUrl = new URL("/model", self.location.href).href;
  const store = await chooseStore();
  const phases = new Set<string>();
  const { source } = await openModelFile({
    model: findModel(await fetchModelLock(baseUrl), "made-up"),
    baseUrl,
    store,
    signal: new AbortController().signal,
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
