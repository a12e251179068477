import type { Matrix } from "../graph/matrix.ts";
import { selectRows } from "../graph/matrix.ts";
import type { Decoder } from "../runtime/decoder.ts";
import type { TextSpan } from "../../completer.ts";
import { tokenSpans } from "../runtime/token-spans.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";

/** A text and the parts of it that are to be learned. */
export interface LessonText {
  readonly text: string;
  readonly spans: readonly TextSpan[];
}

/** A text made ready: what the layers below the trained ones give for it, and what should come next where. */
export interface PreparedText {
  readonly tokens: readonly number[];
  /** [tokens, hidden] */
  readonly below: Float32Array;
  /** Places after which the next token is learned, ascending. */
  readonly places: readonly number[];
  /** For each place which of the words in play comes next. */
  readonly targets: readonly number[];
  /** For each place the log of the sum of exp(logit) over all words that are not in play. */
  readonly rest: Float32Array;
}

export interface Lesson {
  readonly texts: readonly PreparedText[];
  /** Tokens whose probability the loss looks at, ascending. */
  readonly words: readonly number[];
}

/** Bounds the last product of a step: 2,048 rows of 640 values are 5 MB. */
const MOST_WORDS = 2048;
/** Tokens that run together through the layers below. */
const RUN_TOKENS = 512;

/** Places of a text after which a token of a span comes. */
function learnedPlaces(tokenizer: Tokenizer, tokens: readonly number[], { text, spans }: LessonText): number[] {
  const places = tokenSpans(tokenizer, tokens, text.length, spans).flat();
  return [...new Set(places)].filter((place) => place > 0).sort((a, b) => a - b).map((place) => place - 1);
}

/**
 * Runs all texts once: their states below the trained layers are kept, since they never change. The words in play are
 * all tokens that are learned, and the model's own favourites in those places, the strongest first.
 */
export async function prepareLesson(
  texts: readonly LessonText[],
  decoder: Decoder,
  tokenizer: Tokenizer,
  first: number,
): Promise<Lesson> {
  const width = decoder.recipe.hidden;
  const begin = tokenizer.beginToken === null ? [] : [tokenizer.beginToken];
  const read = texts.map((text) => {
    const tokens = [...begin, ...tokenizer.encode(text.text)];
    return { tokens, places: learnedPlaces(tokenizer, tokens, text) };
  });
  const run: { tokens: number[]; places: number[]; below: Float32Array; hidden: Float32Array }[] = [];
  for (const group of groupsWithin(read, RUN_TOKENS)) {
    const { below, hidden } = await decoder.runTexts(
      group.map(({ tokens }) => tokens),
      first,
    );
    let start = 0;
    for (const { tokens, places } of group) {
      const end = start + tokens.length * width;
      const atPlaces = new Float32Array(places.length * width);
      for (const [i, place] of places.entries()) {
        const from = start + place * width;
        atPlaces.set(hidden.subarray(from, from + width), i * width);
      }
      run.push({ tokens, places, below: below.slice(start, end), hidden: atPlaces });
      start = end;
    }
  }
  const learned = new Set(read.flatMap(({ tokens, places }) => places.map((place) => tokens[place + 1]!)));
  const rivals = new Map<number, number>();
  for (const { places, hidden } of run) {
    if (places.length === 0) continue;
    const scores = await decoder.score(
      hidden,
      places.map(() => ({ kind: "candidates" })),
    );
    for (const { candidateIds, candidateLogits, logSumExp } of scores) {
      for (const [c, id] of candidateIds.entries()) {
        const probability = Math.exp(candidateLogits[c]! - logSumExp);
        rivals.set(id, (rivals.get(id) ?? 0) + probability);
      }
    }
  }
  const strongest = [...rivals].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  const words = [...new Set([...learned, ...strongest])].slice(0, Math.max(MOST_WORDS, learned.size));
  words.sort((a, b) => a - b);
  const placeOf = new Map(words.map((id, place) => [id, place]));
  const ids = Int32Array.from(words);
  const prepared: PreparedText[] = [];
  for (const { tokens, places, below, hidden } of run) {
    const scores =
      places.length === 0
        ? []
        : await decoder.score(
            hidden,
            places.map(() => ({ kind: "tokens", ids })),
          );
    const rest = Float32Array.from(scores, ({ tokenLogits, logSumExp }) => {
      const inPlay = tokenLogits!.reduce((sum, logit) => sum + Math.exp(logit - logSumExp), 0);
      // What rounding leaves below nothing counts as very little.
      return logSumExp + Math.log(Math.max(1 - inPlay, 1e-6));
    });
    const targets = places.map((place) => placeOf.get(tokens[place + 1]!)!);
    prepared.push({ tokens, below, places, targets, rest });
  }
  return { texts: prepared, words };
}

/** Rows of the last matrix that belong to the words in play. */
export const wordRows = (matrix: Matrix, { words }: Lesson): Matrix => selectRows(matrix, words);

/** Cuts the list into pieces of at most `most` tokens, or of one text that is longer. */
export function groupsWithin<Item extends { readonly tokens: readonly number[] }>(
  items: readonly Item[],
  most: number,
): Item[][] {
  const groups: Item[][] = [];
  let room = 0;
  for (const item of items) {
    if (groups.length === 0 || item.tokens.length > room) {
      groups.push([]);
      room = most;
    }
    groups.at(-1)!.push(item);
    room -= item.tokens.length;
  }
  return groups;
}
