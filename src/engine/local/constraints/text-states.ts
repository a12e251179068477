import type { TokenState } from "./token-state.ts";

/** A closed set's text in tokens, at least one, and what is added to its natural-log probability. */
export interface BiasedText {
  readonly ids: readonly number[];
  readonly bias: number;
}

/** A node of the trie: some texts' tokens so far. */
class TextState implements TokenState {
  readonly children = new Map<number, TextState>();
  /** Null where no text ends here. */
  ownBias: number | null = null;
  /** Of the texts that end here or below, the largest. */
  bestBias = -Infinity;
  readonly #ends: readonly number[];
  #tokens: { readonly allowed: Int32Array; readonly biases: Float32Array } | null = null;

  constructor(ends: readonly number[]) {
    this.#ends = ends;
  }

  get allowed(): Int32Array {
    return this.#listed().allowed;
  }

  get biases(): Float32Array {
    return this.#listed().biases;
  }

  next(id: number): TokenState | null {
    const child = this.children.get(id);
    // Where nothing longer begins with this text, it is complete without a token that ends it.
    return child === undefined || child.children.size === 0 ? null : child;
  }

  /**
   * Each token has the best bias that can be reached by it, as seen from here: along a path they add up to the text's.
   */
  #listed() {
    if (this.#tokens !== null) return this.#tokens;
    const biases = new Map<number, number>();
    const own = this.ownBias;
    if (own !== null) for (const id of this.#ends) biases.set(id, own);
    for (const [id, child] of this.children) biases.set(id, child.bestBias);
    const sorted = [...biases].sort(([a], [b]) => a - b);
    this.#tokens = {
      allowed: Int32Array.from(sorted, ([id]) => id),
      biases: Float32Array.from(sorted, ([, bias]) => bias - this.bestBias),
    };
    return this.#tokens;
  }
}

/** The trie of a closed set. ends: tokens that end a text which others begin with. */
export function textStates(texts: readonly BiasedText[], ends: readonly number[]): TokenState {
  const root = new TextState(ends);
  for (const { ids, bias } of texts) {
    let state = root;
    state.bestBias = Math.max(state.bestBias, bias);
    for (const id of ids) {
      const child = state.children.get(id) ?? new TextState(ends);
      state.children.set(id, child);
      state = child;
      state.bestBias = Math.max(state.bestBias, bias);
    }
    state.ownBias = bias;
  }
  return root;
}
