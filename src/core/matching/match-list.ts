import { foldedText, similarity, spellingOf, type Spelling } from "./edit-similarity.ts";

/** More items cost more than they find; of longer lists those are scored that are written most alike. */
export const SHORT_LIST = 32;

/** So many of a long list are compared letter by letter, those that share most pairs of letters with the text. */
const COMPARED = 512;

/** Pairs that a text has and an item lacks count a little less where all of the text stands in the item. */
const PART_WEIGHT = 0.9;

/** Pairs of letters that follow one another in a word, its ends included: "^p", "pe", "er", "ru", "u$". */
function pairsOf({ words }: Spelling): ReadonlySet<string> {
  const pairs = words.flatMap((word) => {
    const letters = ["^", ...word, "$"];
    return letters.slice(1).map((letter, i) => letters[i]! + letter);
  });
  return new Set(pairs);
}

/**
 * A list of items, prepared so that each of many texts finds what it may mean without all of the list being compared.
 */
export class MatchList {
  readonly #items: readonly string[];
  readonly #known: ReadonlySet<string>;
  /** The first item of each text without case, accents and marks. */
  readonly #folded = new Map<string, string>();
  /** Made for long lists only. */
  #index: {
    readonly spellings: readonly Spelling[];
    readonly pairCounts: Uint16Array;
    /** The items that have a pair, by their places. */
    readonly places: ReadonlyMap<string, readonly number[]>;
  } | null = null;

  constructor(items: readonly string[]) {
    this.#items = items;
    this.#known = new Set(items);
    for (const item of items) {
      const folded = foldedText(item);
      if (folded !== "" && !this.#folded.has(folded)) this.#folded.set(folded, item);
    }
  }

  /** The item that is the text itself, but for case, accents and marks; null where there is none. */
  same(text: string): string | null {
    return this.#known.has(text) ? text : (this.#folded.get(foldedText(text)) ?? null);
  }

  /**
   * The items that are scored for a text: all of a short list, else those written most like the text, the likest first.
   */
  shortList(text: string): readonly string[] {
    if (this.#items.length <= SHORT_LIST) return this.#items;
    this.#index ??= this.#makeIndex();
    const { spellings } = this.#index;
    const spelling = spellingOf(text);
    const alike = this.#nearest(spelling).map((place) => ({
      place,
      share: similarity(spelling, spellings[place]!),
    }));
    return alike
      .sort((a, b) => b.share - a.share || a.place - b.place)
      .slice(0, SHORT_LIST)
      .map(({ place }) => this.#items[place]!);
  }

  /** Places of the items that share most pairs of letters with a text. */
  #nearest(spelling: Spelling): readonly number[] {
    const { pairCounts, places } = this.#index!;
    const pairs = pairsOf(spelling);
    const shared = new Uint16Array(this.#items.length);
    for (const pair of pairs) for (const place of places.get(pair) ?? []) shared[place]! += 1;
    const shares = Float64Array.from(shared, (count, place) =>
      Math.max(
        (PART_WEIGHT * count) / (pairs.size || 1),
        (2 * count) / (pairs.size + pairCounts[place]! || 1),
      ),
    );
    const least = shares.toSorted().at(-COMPARED) ?? 0;
    const all = [...shares.keys()];
    const nearer = all.filter((place) => shares[place]! > least);
    const asNear = all.filter((place) => shares[place] === least);
    return [...nearer, ...asNear].slice(0, COMPARED);
  }

  #makeIndex() {
    const spellings = this.#items.map(spellingOf);
    const pairCounts = new Uint16Array(spellings.length);
    const places = new Map<string, number[]>();
    for (const [place, spelling] of spellings.entries()) {
      const pairs = pairsOf(spelling);
      pairCounts[place] = pairs.size;
      for (const pair of pairs) {
        const having = places.get(pair) ?? [];
        having.push(place);
        places.set(pair, having);
      }
    }
    return { spellings, pairCounts, places };
  }
}
