import { MergeQueue } from "./merge-queue.ts";

/**
 * Splits text into the pieces of a vocabulary as SentencePiece's BPE does (Kudo and Richardson 2018, `bpe_model.cc`):
 * starting from single characters, the two neighbours whose joined text is the piece of highest score are merged, until
 * none are. O(n log n) in the text's length.
 */
export class ScoreMerger {
  readonly #pieces: ReadonlyMap<string, number>;
  readonly #scores: Float64Array;
  readonly #longest: number;
  readonly #queue = new MergeQueue();
  /** Symbols as a linked list over the text: UTF-16 ends, neighbours (-1: none), piece ids (-1: no piece). */
  #starts: number[] = [];
  #ends: number[] = [];
  #previous: number[] = [];
  #next: number[] = [];
  #ids: number[] = [];

  /** `pieces`: id by text. `scores`: by id. */
  constructor(pieces: ReadonlyMap<string, number>, scores: Float64Array) {
    this.#pieces = pieces;
    this.#scores = scores;
    let longest = 0;
    for (const text of pieces.keys()) longest = Math.max(longest, text.length);
    this.#longest = longest;
  }

  /**
   * Calls `onPiece` for each piece of `text` in order, and `onOther` for each character that is no piece. `text` must
   * be well-formed UTF-16.
   */
  split(text: string, onPiece: (id: number) => void, onOther: (character: string) => void): void {
    const symbols = this.#setSymbols(text);
    for (let right = 1; right < symbols; right++) this.#consider(text, right - 1, right);
    const queue = this.#queue;
    while (queue.size > 0) {
      const { left, end, id } = queue;
      queue.pop();
      const right = this.#next[left]!;
      if (right < 0 || this.#ends[right] !== end || this.#ids[left] === ABSORBED) continue;
      this.#merge(left, right, id);
      if (this.#previous[left]! >= 0) this.#consider(text, this.#previous[left]!, left);
      if (this.#next[left]! >= 0) this.#consider(text, left, this.#next[left]!);
    }
    for (let symbol = symbols > 0 ? 0 : -1; symbol >= 0; symbol = this.#next[symbol]!) {
      const id = this.#ids[symbol]!;
      if (id >= 0) onPiece(id);
      else onOther(text.slice(this.#starts[symbol], this.#ends[symbol]));
    }
  }

  #setSymbols(text: string): number {
    let symbols = 0;
    for (let at = 0; at < text.length; symbols++) {
      const end = at + (text.codePointAt(at)! > 0xffff ? 2 : 1);
      this.#starts[symbols] = at;
      this.#ends[symbols] = end;
      this.#previous[symbols] = symbols - 1;
      this.#next[symbols] = end < text.length ? symbols + 1 : -1;
      this.#ids[symbols] = this.#pieces.get(text.slice(at, end)) ?? -1;
      at = end;
    }
    return symbols;
  }

  #consider(text: string, left: number, right: number): void {
    const start = this.#starts[left]!;
    const end = this.#ends[right]!;
    if (end - start > this.#longest) return;
    const id = this.#pieces.get(text.slice(start, end));
    if (id !== undefined) this.#queue.push(this.#scores[id]!, left, end, id);
  }

  #merge(left: number, right: number, id: number): void {
    const after = this.#next[right]!;
    this.#ends[left] = this.#ends[right]!;
    this.#ids[left] = id;
    this.#next[left] = after;
    if (after >= 0) this.#previous[after] = left;
    this.#ids[right] = ABSORBED;
  }
}

/** Marks a symbol that has become part of the one before it. */
const ABSORBED = -2;
