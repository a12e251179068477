import type { Adapter } from "../adapters/adapter.ts";

/** A token of a run: its position, the slot its keys and values go to, and the slots of all keys it sees. */
export interface PackedToken {
  readonly position: number;
  readonly slot: number;
  /** Where its list of keys begins among the run's `lists`, and how long it is; the last is its own. */
  readonly listStart: number;
  readonly listLength: number;
}

export interface TokenRun {
  /** [S]; at most the layers' mostTokens */
  readonly ids: readonly number[];
  /** [S] */
  readonly tokens: readonly PackedToken[];
  readonly lists: readonly number[];
  /** Places among the tokens whose states are wanted, ascending. */
  readonly wanted: readonly number[];
  /** Changes the upper layers of this run; null for the model as it is. */
  readonly adapter: Adapter | null;
  /**
   * Told the states [S, hidden] before the upper layers, of a run whose tokens are all wanted; valid during the call.
   */
  readonly onLowerStates?: (states: Float32Array) => void;
}

/** What the layers make of a text's last token. */
export interface InsideLayers {
  /** [layers, hidden]: after each layer, before the last norm. */
  readonly states: Float32Array;
  /** For each layer [heads, tokens]: how much the last token attends to each; a head's row adds up to 1. */
  readonly attention: readonly Float32Array[];
}

/** The last token of a text whose other tokens were run. */
export interface LastToken {
  readonly id: number;
  /** Of all tokens of the text, its own last. */
  readonly slots: readonly number[];
  readonly adapter: Adapter | null;
}

/** The layers of a decoder with their KV cache of slots, wherever they run. */
export interface Layers {
  /** Tokens of one run at most. */
  readonly mostTokens: number;
  /** Memory of one slot. */
  readonly slotBytes: number;
  /** Makes the cache hold slots 0 to `slots` - 1. Throws a RangeError when there is no memory for them. */
  reserve(slots: number): void;
  /** Runs the tokens; gives the states [wanted, hidden] before the last norm. */
  run(run: TokenRun): Promise<Float32Array>;
  /** Runs one token behind others layer by layer. */
  lookInside(text: LastToken): Promise<InsideLayers>;
  /** As Decoder.setAlone. Left out where no threads take part. */
  setAlone?(isAlone: boolean): void;
  /** Gives the memory back that does not go by itself. */
  release(): void;
}
