import { EngineError } from "../../completer.ts";
import { MOST_TEXT_TOKENS, type LessonText } from "../../teacher.ts";
import type { Matrix } from "../matrices/matrix.ts";
import { selectRows } from "../matrices/matrix.ts";
import type { PackedDecoder } from "../runtime/packed-decoder.ts";
import { lastNorm } from "../runtime/last-norm.ts";
import { sharedLength } from "../runtime/shared-length.ts";
import { tokenSpans } from "../runtime/token-spans.ts";
import { encodeFromStart } from "../tokenizers/encode-from-start.ts";
import type { Tokenizer } from "../tokenizers/tokenizer.ts";

/** The end of a model: the last norm [hidden], and a row for each token. */
export interface LastMatrix {
  readonly norm: Float32Array;
  readonly rows: Matrix;
}

/** Tokens that all texts begin with, and what the layers below the trained ones give for them. */
export interface SharedText {
  readonly tokens: readonly number[];
  /** [tokens, hidden] */
  readonly lower: Float32Array;
}

/** A text made ready, behind what all share: what the lower layers give for it, and what should come next where. */
export interface PreparedText {
  readonly tokens: readonly number[];
  /** [tokens, hidden] */
  readonly lower: Float32Array;
  /** Places after which the next token is learned, ascending. */
  readonly places: readonly number[];
  /** For each place which of the words in play comes next. */
  readonly targets: readonly number[];
  /** For each place the log of the sum of exp(logit) over all words that are not in play. */
  readonly rest: Float32Array;
}

export interface Lesson {
  readonly shared: SharedText;
  readonly texts: readonly PreparedText[];
  /** Tokens whose probability the loss looks at, ascending. */
  readonly words: readonly number[];
}

/** Bounds the last product of a step: 2,048 rows of 640 values are 5 MB. */
export const MOST_WORDS = 2048;

/** Characters of a text that is too long that are told. */
const TOLD_CHARACTERS = 80;

/** Places of a text after which a token of a span comes. */
function learnedPlaces(
  tokenizer: Tokenizer,
  tokens: readonly number[],
  { text, spans }: LessonText,
): number[] {
  const places = tokenSpans(tokenizer, tokens, text.length, spans).flat();
  return [...new Set(places)]
    .filter((place) => place > 0)
    .sort((a, b) => a - b)
    .map((place) => place - 1);
}

/** A text's run through the model as it is. */
interface ReadText {
  readonly tokens: readonly number[];
  readonly places: readonly number[];
  readonly lower: Float32Array;
  /** [places, hidden] after the last layer */
  readonly hidden: Float32Array;
  /** For each place the log of the sum of exp(logit) over the vocabulary. */
  readonly logSums: readonly number[];
}

/** How many tokens all texts begin with, before the first whose next one is learned. */
function sharedTokens(cut: readonly Pick<ReadText, "tokens" | "places">[]): number {
  const [first] = cut;
  if (first === undefined) return 0;
  return cut.reduce((most, { tokens, places }) => {
    const own = places[0] ?? tokens.length - 1;
    return sharedLength(first.tokens, tokens, Math.min(most, own));
  }, first.tokens.length);
}

/**
 * Runs all texts once, and what they begin with only once for all: their states below the trained layers are kept,
 * since they never change. The words in play are all tokens that are learned, and the model's own favourites in those
 * places, the strongest first.
 * between: awaited after each run. Rejects with an EngineError (lesson-text-too-long) before it runs anything.
 */
export async function prepareLesson(
  texts: readonly LessonText[],
  { decoder, tokenizer, last }: { decoder: PackedDecoder; tokenizer: Tokenizer; last: LastMatrix },
  between: () => Promise<void>,
): Promise<Lesson> {
  const width = decoder.recipe.hidden;
  const whole = texts.map((text) => {
    const tokens = encodeFromStart(tokenizer, text.text);
    return { tokens, places: learnedPlaces(tokenizer, tokens, text) };
  });
  const start = sharedTokens(whole);
  const long = whole.find(({ tokens }) => tokens.length > MOST_TEXT_TOKENS)?.tokens;
  if (long !== undefined) {
    const text = tokenizer.decode(long.slice(start)).slice(0, TOLD_CHARACTERS);
    throw new EngineError({
      code: "lesson-text-too-long",
      text,
      tokens: long.length,
      limit: MOST_TEXT_TOKENS,
    });
  }
  const cut = whole.map(({ tokens, places }) => ({
    tokens: tokens.slice(start),
    places: places.map((place) => place - start),
  }));
  const favourites = new Map<number, number>();
  const read: ReadText[] = [];
  const sharedText = whole[0]?.tokens.slice(0, start) ?? [];
  const { slots, lower: sharedLower } = await decoder.holdText(sharedText);
  const readText = async ({ tokens, places }: Pick<ReadText, "tokens" | "places">): Promise<ReadText> => {
    const { lower, hidden } = await decoder.runText(tokens, slots);
    const atPlaces = new Float32Array(places.length * width);
    for (const [i, place] of places.entries())
      atPlaces.set(hidden.subarray(place * width, (place + 1) * width), i * width);
    const wanted = places.map(() => ({ kind: "candidates" }) as const);
    const scores = wanted.length === 0 ? [] : await decoder.score(atPlaces, wanted);
    for (const { candidateIds, candidateLogits, logSumExp } of scores) {
      for (const [c, id] of candidateIds.entries()) {
        const probability = Math.exp(candidateLogits[c]! - logSumExp);
        favourites.set(id, (favourites.get(id) ?? 0) + probability);
      }
    }
    const logSums = scores.map(({ logSumExp }) => logSumExp);
    await between();
    return { tokens, places, lower, hidden: atPlaces, logSums };
  };
  try {
    for (const each of cut) read.push(await readText(each));
  } finally {
    decoder.free(slots);
  }
  const learned = new Set(cut.flatMap(({ tokens, places }) => places.map((place) => tokens[place + 1]!)));
  const strongest = [...favourites].sort((a, b) => b[1] - a[1]).map(([id]) => id);
  const words = [...new Set([...learned, ...strongest])].slice(0, Math.max(MOST_WORDS, learned.size));
  words.sort((a, b) => a - b);
  const rests = restsOf(read, selectRows(last.rows, words), last.norm, decoder.recipe.normEpsilon);
  const wordOf = new Map(words.map((id, word) => [id, word]));
  const prepared = read.map(({ tokens, lower, places }, i) => ({
    tokens,
    lower,
    places,
    targets: places.map((place) => wordOf.get(tokens[place + 1]!)!),
    rest: rests[i]!,
  }));
  return { shared: { tokens: sharedText, lower: sharedLower }, texts: prepared, words };
}

/** For each place of each text: log sum exp over all words that are not in play. */
function restsOf(
  read: readonly ReadText[],
  words: Matrix,
  norm: Float32Array,
  epsilon: number,
): Float32Array[] {
  const width = norm.length;
  const normOf = lastNorm(norm, epsilon);
  const normed = read.map(({ hidden }) => normOf(hidden));
  const inPlay = read.map(({ places }) => new Float64Array(places.length));
  const row = new Float32Array(width);
  for (let word = 0; word < words.rows; word++) {
    words.readRow(word, row);
    for (const [t, { logSums }] of read.entries()) {
      for (const [place, logSum] of logSums.entries()) {
        let logit = 0;
        for (let i = 0; i < width; i++) logit += normed[t]![place * width + i]! * row[i]!;
        inPlay[t]![place]! += Math.exp(logit - logSum);
      }
    }
  }
  return read.map(({ logSums }, t) =>
    // Where rounding leaves nothing, very little.
    Float32Array.from(logSums, (logSum, place) => logSum + Math.log(Math.max(1 - inPlay[t]![place]!, 1e-6))),
  );
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
