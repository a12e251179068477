import type { Constraint, Prompt } from "../../completer.ts";
import { sharedLength } from "../runtime/shared-length.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { endTokens } from "./end-tokens.ts";
import { patternStates } from "./pattern-states.ts";
import { textStates } from "./text-states.ts";
import type { TokenState } from "./token-state.ts";

const MOST_KEPT = 64;

/** Turns constraints into token automata over one model's vocabulary, and keeps them: the rows of a fill share one. */
export class ConstraintCompiler {
  readonly #tokenizer: Tokenizer;
  readonly #kept = new Map<string, TokenState>();
  readonly #ends = new Map<string, readonly number[]>();

  constructor(tokenizer: Tokenizer) {
    this.#tokenizer = tokenizer;
  }

  /** The first state of an answer to the prompt. stop: strings before which the answer ends. */
  start(constraint: Constraint, { prefix, suffix }: Prompt, stop: readonly string[]): TokenState {
    // Tokens of a text may depend on the character before it, and on nothing earlier.
    const [anchor = ""] = /.$/su.exec(prefix + suffix) ?? [];
    const key = JSON.stringify([anchor, constraint, stop]);
    const kept = this.#kept.get(key);
    if (kept !== undefined) return kept;
    if (this.#kept.size === MOST_KEPT) this.#kept.clear();
    const state = this.#compile(constraint, anchor, stop);
    this.#kept.set(key, state);
    return state;
  }

  #compile({ allowed, before, after }: Constraint, anchor: string, stop: readonly string[]): TokenState {
    switch (allowed.kind) {
      case "texts": {
        const texts = allowed.texts.map((text, place) => ({
          ids: this.#encodeBehind(anchor, before + text),
          bias: allowed.biases?.[place] ?? 0,
        }));
        return textStates(texts, this.#endTokens(after === "" ? stop : [after]));
      }
      case "pattern": {
        const piece = (text: string) => (text === "" ? [] : [{ oneOf: [text], min: 1, max: 1 }]);
        const alternatives = allowed.alternatives.map((pieces) => [
          ...piece(before),
          ...pieces,
          ...piece(after),
        ]);
        return patternStates(alternatives, this.#tokenizer, this.#endTokens(stop));
      }
    }
  }

  #encodeBehind(anchor: string, text: string): number[] {
    const head = this.#tokenizer.encode(anchor);
    const ids = this.#tokenizer.encode(anchor + text);
    return sharedLength(head, ids, head.length) === head.length
      ? ids.slice(head.length)
      : this.#tokenizer.encode(text);
  }

  #endTokens(starts: readonly string[]): readonly number[] {
    const key = JSON.stringify(starts);
    const ends = this.#ends.get(key) ?? endTokens(this.#tokenizer, starts);
    this.#ends.set(key, ends);
    return ends;
  }
}
