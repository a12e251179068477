/** A point in an answer of which only some continuations are allowed. */
export interface TokenState {
  /** Ids of the tokens that may come next, ascending; never empty. */
  readonly allowed: Int32Array;
  /** [allowed] what is added to each token's logit before it is picked. */
  readonly biases: Float32Array;
  /** The point after one of them, or null where the answer is complete. */
  next(id: number): TokenState | null;
}
