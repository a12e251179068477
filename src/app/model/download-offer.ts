import type { ModelLibrary } from "../../engine/model-library.ts";

/** A model that must be downloaded before it can answer. */
export interface DownloadOffer {
  readonly name: string;
  /** What is still to come. */
  readonly bytes: number;
  /** Whether this browser can keep it, so that it comes once. */
  readonly isKept: boolean;
}

/** Remembers in this browser the id of the model whose download a person agreed to; null: none. */
export interface DownloadAgreement {
  read(): string | null;
  /** The model that answers where none was chosen. */
  readonly defaultModel: string;
  write(id: string): void;
}

export interface DownloadOffersParts {
  readonly library: ModelLibrary;
  readonly agreement: DownloadAgreement;
  /** The model that a person chose; null stands for the default. */
  readonly chosenModel: () => string | null;
  /** True while a server answers, and nothing is downloaded. */
  readonly isServed: () => boolean;
}

/** Knows when a person is to be asked before a model is downloaded: once for each model, and not for what is here. */
export class DownloadOffers {
  readonly #parts: DownloadOffersParts;

  constructor(parts: DownloadOffersParts) {
    this.#parts = parts;
  }

  /** What the person must agree to before the chosen model is opened; null: nothing. */
  readonly pending = async (): Promise<DownloadOffer | null> => {
    const { library, agreement, chosenModel, isServed } = this.#parts;
    const id = chosenModel() ?? agreement.defaultModel;
    if (isServed() || agreement.read() === id) return null;
    // Where the library cannot be read, opening the model says why.
    const list = await library.list().catch(() => []);
    const model = list.find((listed) => listed.id === id);
    // Where the site does not have it, opening it says so better.
    if (!model || model.place === "stored" || model.place === "absent" || model.bytes === null) return null;
    const isKept = (await library.storage().catch(() => null)) !== null;
    return { name: model.name, bytes: model.bytes - model.storedBytes, isKept };
  };

  /** The person wants the chosen model: they are not asked for it again. */
  agree(): void {
    const { agreement, chosenModel, isServed } = this.#parts;
    if (!isServed()) agreement.write(chosenModel() ?? agreement.defaultModel);
  }
}
