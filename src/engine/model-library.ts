/** The models that can be opened here, as the product sees them. Plain data, as in completer.ts. */

/** Where the bytes of a model are. */
export type ModelPlace =
  /** All of them in this browser. */
  | "stored"
  /** Some of them in this browser; the rest can be had where the model came from. */
  | "part"
  /** The site has them. */
  | "offered"
  /** The site names the model, but does not have it. */
  | "absent";

export interface ListedModel {
  /** What OpenCalls.modelId takes. */
  readonly id: string;
  readonly name: string;
  /** Hex SHA-256 of the file; empty while it is not known. */
  readonly hash: string;
  /** Length of the file; null while it is not known. */
  readonly bytes: number | null;
  readonly storedBytes: number;
  /** Null where the file comes from the person. */
  readonly licence: { readonly name: string; readonly url: string } | null;
  /** Share of right answers by the model card, between 0 and 1; null where nobody measured it. */
  readonly accuracy: number | null;
  readonly origin: "shipped" | "own";
  readonly place: ModelPlace;
  /** Where the rest of a part can be had, for a model that was added by address. */
  readonly address: string | null;
}

/** A GGUF file of the person's own. */
export type ModelSource =
  { readonly kind: "file"; readonly file: File } | { readonly kind: "address"; readonly url: string };

export interface AddProgress {
  readonly loadedBytes: number;
  /** Null where the server does not say. */
  readonly totalBytes: number | null;
}

export interface AddCalls {
  /** Aborting leaves what has come from an address for the next try, and nothing of a file. */
  readonly signal?: AbortSignal;
  readonly onProgress: (progress: AddProgress) => void;
}

export interface StorageUse {
  readonly usedBytes: number;
  readonly freeBytes: number;
}

export interface ModelLibrary {
  /** The models that the site names, the default first, and the person's own. Rejects with an EngineError. */
  list(): Promise<readonly ListedModel[]>;
  /**
   * Brings a model into this browser after checking that it can run here. Gives the one that is there already where it
   * is the same. Rejects with an EngineError that says what is wrong with the file, or with the signal's reason.
   */
  add(source: ModelSource, calls: AddCalls): Promise<ListedModel>;
  /** Deletes a model's bytes from this browser. */
  remove(id: string): Promise<void>;
  /** What this site takes of the browser's storage, all models together; null where the browser does not tell. */
  storage(): Promise<StorageUse | null>;
}
