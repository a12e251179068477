import type { EngineError } from "../../engine/completer.ts";
import type { AddCalls, ListedModel, ModelLibrary, ModelSource } from "../../engine/model-library.ts";

/** A library whose additions end when the test says so. */
export class HeldLibrary implements ModelLibrary {
  models: readonly ListedModel[];
  readonly added: {
    readonly source: ModelSource;
    readonly calls: AddCalls;
    readonly end: (model: ListedModel) => void;
    readonly fail: (error: EngineError) => void;
  }[] = [];
  readonly removed: string[] = [];
  /** Why no model can be removed; null where each can. */
  refusal: EngineError | null = null;

  constructor(models: readonly ListedModel[]) {
    this.models = models;
  }

  list = () => Promise.resolve(this.models);
  storage = () => Promise.resolve({ usedBytes: 250e6, freeBytes: 1e9 });

  add(source: ModelSource, calls: AddCalls): Promise<ListedModel> {
    return new Promise((resolve, reject) => {
      calls.signal?.addEventListener("abort", () => reject(calls.signal?.reason as Error));
      this.added.push({ source, calls, end: resolve, fail: reject });
    });
  }

  async remove(id: string): Promise<void> {
    if (this.refusal) throw this.refusal;
    this.removed.push(id);
    this.models = this.models.filter((model) => model.id !== id);
  }
}
