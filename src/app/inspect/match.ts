import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { EXPECTED } from "../../core/errors/expected.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { isBlank, promptText } from "../../core/examples/cell-value.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import { examplesFromRange } from "../../core/examples/example-set.ts";
import { MatchList } from "../../core/matching/match-list.ts";
import { bestMatch, matchRequests, priorRequests, readPrior } from "../../core/matching/match.ts";
import type { Completer } from "../../engine/completer.ts";
import { BoundedMap } from "../rows/bounded-map.ts";
import { givenArgument } from "../calls/call-options.ts";
import type { Answers, Argument } from "../product.ts";
import type { WorkBench } from "../work-bench.ts";
import { neededArgument } from "./given-arguments.ts";
import type { InspectedRow } from "./inspected-rows.ts";
import { inspectRows } from "./inspected-rows.ts";

export interface MatchArguments {
  readonly text: Argument;
  readonly list: Argument;
  /** Texts and their matches. */
  readonly examples: Argument | null;
  readonly options: Argument | null;
}

const KEPT_PRIORS = 20_000;

/** Longer lists are left to the functions of the sheet. */
const LIST_LIMIT = 20_000;

/** Formulas of a column mostly have one list. */
const KEPT_LISTS = 2;

const lists = new BoundedMap<string, MatchList>(KEPT_LISTS);

/** The items prepared, once for all formulas with the same ones. */
function listOf(items: readonly string[]): MatchList {
  const key = JSON.stringify(items);
  const list = lists.get(key) ?? new MatchList(items);
  lists.set(key, list);
  return list;
}

const priors = new WeakMap<Completer, BoundedMap<string, Promise<number>>>();

/** How likely each item is by itself, found once for each model and set of examples. */
function priorsOf(
  items: readonly string[],
  examples: ExampleSet | null,
  completer: Completer,
): Promise<readonly number[]> {
  const known = priors.get(completer) ?? new BoundedMap<string, Promise<number>>(KEPT_PRIORS);
  priors.set(completer, known);
  const shown = JSON.stringify(examples?.examples ?? null);
  return Promise.all(
    items.map((item) => {
      const key = `${item}\n${shown}`;
      const prior = known.get(key) ?? completer.score(priorRequests(item, examples), {}).then(readPrior);
      known.set(key, prior);
      // A failed run is asked again; whoever waits for this one is told by the promise itself.
      prior.catch(() => known.delete(key));
      return prior;
    }),
  );
}

/** The items of a list by their texts, in order, as they stand in their cells; blank cells are left out. */
function itemsOf(list: Argument): ReadonlyMap<string, CellValue> {
  const cells = list.values.flat().filter((cell) => !isBlank(cell));
  if (cells.length > LIST_LIMIT) throw cellError("tooManyRows", { rows: cells.length, limit: LIST_LIMIT });
  return new Map(cells.map((cell) => [promptText(cell), cell]));
}

/** Texts and their matches; null where none are given. Throws the CellError of a range that is no two columns. */
function examplesOf(argument: Argument | null): ExampleSet | null {
  const given = givenArgument(argument);
  if (!given) return null;
  const examples = examplesFromRange(given.values, null, 1);
  if (examples instanceof CellError) throw examples;
  return examples;
}

/** The item of the list that each text means, as it stands there. Below the option "confidence" it is unsure. */
export async function match(args: MatchArguments, bench: WorkBench): Promise<Answers> {
  const { signal } = bench;
  const { confidence } = bench.settings(args.options).settings;
  neededArgument("text", args.text, EXPECTED.textColumn);
  const items = itemsOf(neededArgument("list", args.list, EXPECTED.list));
  const examples = examplesOf(args.examples);
  const width = args.text.values[0]!.length;
  if (width !== 1) throw cellError("textsNotOneColumn", { columns: width });
  const rows = args.text.values.map(([cell = null]) => (isBlank(cell) ? null : promptText(cell)));
  const matchList = listOf([...items.keys()]);
  // What waits on the page is drawn between any two looks through a long list.
  let last = Promise.resolve();
  const turn = () => (last = last.then(() => new Promise((resolve) => setTimeout(resolve))));
  return inspectRows(rows, bench, async (text): Promise<InspectedRow | CellError> => {
    const same = matchList.same(text);
    if (same !== null) return [items.get(same)!];
    await turn();
    if (signal.aborted) return cellError("cancelled");
    const chosen = matchList.shortList(text);
    const best = await bench.withModel(async ({ completer }) => {
      const [scores, own] = await Promise.all([
        completer.score(matchRequests(text, chosen, examples), { signal }),
        priorsOf(chosen, examples, completer),
      ]);
      return bestMatch(text, chosen, scores, own);
    });
    if (best.share >= confidence) return [items.get(best.item)!];
    return cellError("unsure", { percent: Math.round(best.share * 100), guess: best.item });
  });
}
