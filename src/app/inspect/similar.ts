import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import { broadcast } from "../../core/ranges/broadcast.ts";
import { meaningRequest, ORDINARY_TEXTS } from "../../core/similarity/meaning.ts";
import type { Spread } from "../../core/similarity/vectors.ts";
import { cosine, spreadOf, standardised } from "../../core/similarity/vectors.ts";
import type { Completer, Embedding } from "../../engine/completer.ts";
import { BoundedMap } from "../rows/bounded-map.ts";
import type { Answers, Argument } from "../product.ts";
import { checkSpill } from "../calls/spill.ts";
import type { WorkBench } from "../work-bench.ts";
import { cellTexts, neededArgument } from "./given-arguments.ts";

export interface SimilarArguments {
  readonly text: Argument;
  readonly other: Argument;
}

const KEPT_TEXTS = 5_000;

/** What texts mean to one model, each found once. */
interface Meanings {
  readonly spread: Promise<Spread>;
  readonly known: BoundedMap<string, Embedding>;
}

const byCompleter = new WeakMap<Completer, Meanings>();

function embed(completer: Completer, texts: readonly string[], signal: AbortSignal) {
  if (!completer.embed) throw cellError("modelCannotCompare");
  return completer.embed(texts.map(meaningRequest), { signal });
}

function meaningsOf(completer: Completer): Meanings {
  const found = byCompleter.get(completer);
  if (found) return found;
  // Whoever asks first must not take it away from the others by stopping.
  const spread = embed(completer, ORDINARY_TEXTS, new AbortController().signal).then(spreadOf);
  const meanings = { spread, known: new BoundedMap<string, Embedding>(KEPT_TEXTS) };
  byCompleter.set(completer, meanings);
  // A failed run is asked again; whoever waits for this one is told by the promise itself.
  spread.catch(() => byCompleter.delete(completer));
  return meanings;
}

/** What each text means, as it differs from ordinary texts. */
async function meanings(
  texts: readonly string[],
  completer: Completer,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Embedding>> {
  if (!completer.embed) throw cellError("modelCannotCompare");
  const { spread, known } = meaningsOf(completer);
  const missing = texts.filter((text) => !known.has(text));
  const [added, ordinary] = await Promise.all([embed(completer, missing, signal), spread]);
  const all = new Map(missing.map((text, i) => [text, standardised(added[i]!, ordinary)]));
  for (const text of texts) {
    const before = known.get(text);
    if (before) all.set(text, before);
  }
  for (const text of missing) known.set(text, all.get(text)!);
  return all;
}

/** How near the texts are in meaning, from -1 to 1, cell by cell; blank where one of them is. */
export async function similar(args: SimilarArguments, bench: WorkBench): Promise<Answers> {
  const one = cellTexts(neededArgument("text", args.text, EXPECTED.text));
  const other = cellTexts(neededArgument("other", args.other, EXPECTED.textToCompare));
  const pairs = broadcast(one, other, (first, second) => [first, second] as const);
  if (pairs === null) throw cellError("shapesDiffer");
  checkSpill(pairs);
  const texts = [...new Set([...one, ...other].flat().filter((text) => text !== null))];
  const found = await bench.count(bench.caller, () =>
    bench.withModel(({ completer }) => meanings(texts, completer, bench.signal)),
  );
  if (found instanceof CellError) return [[found]];
  return pairs.map((row) =>
    row.map(([first, second]) =>
      first === null || second === null ? "" : cosine(found.get(first)!, found.get(second)!),
    ),
  );
}
