/** The input cells of one row, with what was found out about them, so that many atoms can share it. */
export class RowView {
  readonly texts: readonly string[];
  readonly #known = new Map<string, unknown>();

  constructor(texts: readonly string[]) {
    this.texts = texts;
  }

  /** The value under that key; made once. The same key must always stand for the same work. */
  memo<Value>(key: string, make: () => Value): Value {
    if (!this.#known.has(key)) this.#known.set(key, make());
    return this.#known.get(key) as Value;
  }
}
