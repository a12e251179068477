import type { PatternPiece } from "../../completer.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";
import { CharacterAutomaton } from "./character-automaton.ts";
import { tokensWhere } from "./end-tokens.ts";
import type { TokenState } from "./token-state.ts";

/** What all states of a pattern share. */
interface Pattern {
  readonly automaton: CharacterAutomaton;
  /** Tokens made of the pattern's characters, with their texts. */
  readonly tokens: ReadonlyMap<number, string>;
  readonly ends: readonly number[];
  /** States by their set of character states. */
  readonly states: Map<string, PatternState>;
}

class PatternState implements TokenState {
  readonly allowed: Int32Array;
  readonly biases: Float32Array;
  readonly #pattern: Pattern;
  /** Character states after each allowed token that does not end the answer. */
  readonly #after = new Map<number, readonly number[]>();

  constructor(pattern: Pattern, states: readonly number[]) {
    const { automaton, tokens, ends } = pattern;
    this.#pattern = pattern;
    for (const [id, text] of tokens) {
      const after = automaton.after(states, text);
      if (after.length > 0) this.#after.set(id, after);
    }
    const allowed = [...this.#after.keys(), ...(automaton.accepts(states) ? ends : [])];
    this.allowed = Int32Array.from(allowed).sort();
    this.biases = new Float32Array(allowed.length);
  }

  next(id: number): TokenState | null {
    const after = this.#after.get(id);
    if (after === undefined) return null;
    const state = stateOf(this.#pattern, after);
    return state.#after.size === 0 ? null : state;
  }
}

function stateOf(pattern: Pattern, states: readonly number[]): PatternState {
  const key = states.join();
  const state = pattern.states.get(key) ?? new PatternState(pattern, states);
  pattern.states.set(key, state);
  return state;
}

/** A character automaton walked by the texts of tokens. ends: tokens that end an answer which could also go on. */
export function patternStates(
  alternatives: readonly (readonly PatternPiece[])[],
  tokenizer: Tokenizer,
  ends: readonly number[],
): TokenState {
  const automaton = new CharacterAutomaton(alternatives);
  const { alphabet } = automaton;
  const isSpelled = (text: string) => [...text].every((character) => alphabet.has(character));
  const ids = tokensWhere(tokenizer, (text) => alphabet.has(text[0]!) && isSpelled(text));
  const tokens = new Map(ids.map((id) => [id, tokenizer.piece(id)]));
  return stateOf({ automaton, tokens, ends, states: new Map() }, automaton.start);
}
