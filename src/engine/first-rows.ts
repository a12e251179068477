/** Which requests of a batch go before its others: set by whoever asked, read whenever one is taken. */
export class FirstRows {
  readonly #listeners = new Set<() => void>();
  #indices: ReadonlySet<number>;

  constructor(indices: Iterable<number> = []) {
    this.#indices = new Set(indices);
  }

  get indices(): readonly number[] {
    return [...this.#indices];
  }

  has(index: number): boolean {
    return this.#indices.has(index);
  }

  /** Takes the place of what was set before. */
  set(indices: Iterable<number>): void {
    this.#indices = new Set(indices);
    for (const listener of [...this.#listeners]) listener();
  }

  /** Told of every change until the returned function is called. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
