import type { PatternPiece } from "../../completer.ts";

interface CharacterState {
  /** By character, the states after it. */
  readonly edges: Map<string, number[]>;
  /** States that need no character. */
  readonly free: number[];
}

/** A nondeterministic automaton over characters (Thompson 1968), run as sets of states, ascending. */
export class CharacterAutomaton {
  /** Every character that any accepted text can hold. */
  readonly alphabet: ReadonlySet<string>;
  readonly start: readonly number[];
  readonly #states: CharacterState[] = [];
  readonly #accepting: number;

  /** Accepts the texts of any alternative. */
  constructor(alternatives: readonly (readonly PatternPiece[])[]) {
    const start = this.#add();
    this.#accepting = this.#add();
    for (const pieces of alternatives) {
      let state = this.#add();
      this.#states[start]!.free.push(state);
      for (const piece of pieces) state = this.#addPiece(state, piece);
      this.#states[state]!.free.push(this.#accepting);
    }
    this.alphabet = new Set(this.#states.flatMap(({ edges }) => [...edges.keys()]));
    this.start = this.#closure([start]);
  }

  /** The states after the text; none where no accepted text goes on so. */
  after(states: readonly number[], text: string): readonly number[] {
    let reached = states;
    for (const character of text) {
      reached = this.#closure(reached.flatMap((state) => this.#states[state]!.edges.get(character) ?? []));
      if (reached.length === 0) break;
    }
    return reached;
  }

  accepts(states: readonly number[]): boolean {
    return states.includes(this.#accepting);
  }

  #add(): number {
    return this.#states.push({ edges: new Map(), free: [] }) - 1;
  }

  #addPiece(from: number, { oneOf, min, max }: PatternPiece): number {
    const end = this.#add();
    let state = from;
    for (let times = 0; times < max; times++) {
      if (times >= min) this.#states[state]!.free.push(end);
      const next = this.#add();
      for (const text of oneOf) this.#addText(state, text, next);
      state = next;
    }
    this.#states[state]!.free.push(end);
    return end;
  }

  #addText(from: number, text: string, to: number): void {
    const characters = [...text];
    let state = from;
    for (const [i, character] of characters.entries()) {
      const next = i === characters.length - 1 ? to : this.#add();
      const { edges } = this.#states[state]!;
      edges.set(character, [...(edges.get(character) ?? []), next]);
      state = next;
    }
  }

  #closure(states: readonly number[]): number[] {
    const closed = new Set(states);
    for (const state of closed) for (const next of this.#states[state]!.free) closed.add(next);
    return [...closed].sort((a, b) => a - b);
  }
}
