/**
 * A part of the product whose script comes when it is first wanted: formulas have no use for it, and the pane not at
 * once.
 */
export class LazyPart<Part> {
  readonly #load: () => Promise<Part>;
  #part: Promise<Part> | null = null;

  constructor(load: () => Promise<Part>) {
    this.#load = load;
  }

  /** Rejects where its script cannot be had; the next one to want it tries again. */
  open(): Promise<Part> {
    this.#part ??= this.#load().catch((error: unknown) => {
      this.#part = null;
      throw error;
    });
    return this.#part;
  }

  /** Does something with it where it was wanted before. Where it cannot be loaded, whoever wanted it is told. */
  ifOpen(work: (part: Part) => void): void {
    void this.#part?.then(work, () => undefined);
  }
}
