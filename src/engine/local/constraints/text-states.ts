import type { TokenState } from "./token-state.ts";

/** A node of the trie: some texts' tokens so far. */
class TextState implements TokenState {
  readonly children = new Map<number, TextState>();
  isText = false;
  readonly #ends: readonly number[];
  #allowed: Int32Array | null = null;

  constructor(ends: readonly number[]) {
    this.#ends = ends;
  }

  get allowed(): Int32Array {
    this.#allowed ??= Int32Array.from(
      new Set([...this.children.keys(), ...(this.isText ? this.#ends : [])]),
    ).sort();
    return this.#allowed;
  }

  next(id: number): TokenState | null {
    const child = this.children.get(id);
    // Where nothing longer begins with this text, it is complete without a token that ends it.
    return child === undefined || child.children.size === 0 ? null : child;
  }
}

/** The trie of a closed set. texts: token ids of each, none empty. ends: tokens that end a text which others begin with. */
export function textStates(texts: readonly (readonly number[])[], ends: readonly number[]): TokenState {
  const root = new TextState(ends);
  for (const ids of texts) {
    let state = root;
    for (const id of ids) {
      const child = state.children.get(id) ?? new TextState(ends);
      state.children.set(id, child);
      state = child;
    }
    state.isText = true;
  }
  return root;
}
