import type { AnswerRule } from "../core/answers/answer-rule.ts";
import { CellError, cellError } from "../core/errors/cell-error.ts";
import { distinct, list, listItems } from "../core/prompts/tasks/list.ts";
import { taskCells } from "./task-call.ts";
import type { CallSettings, WorkBench } from "./work-bench.ts";

/** Without it a small model comes back to the items that it has given. */
const REPETITION_PENALTY = 1.1;
/** A model that stops early is asked to go on, this often at most. */
const MOST_ROUNDS = 3;
/** Tokens for an item with its number, and for all where no number of items is wanted. */
const ITEM_TOKENS = 12;
const OPEN_TOKENS = 120;

export interface ListWishes {
  /** One for each list, [rows][columns]; null for a blank cell. */
  readonly whats: readonly (readonly (string | null)[])[];
  /** What stands in each list already. */
  readonly given: readonly string[];
  /** How many items each is to have besides; null for as many as the model gives. */
  readonly count: number | null;
}

/** The items are kept as one text with a line for each. */
const RULE: AnswerRule = {
  allowed: null,
  read: (written) => listItems(written).join("\n") || null,
};

const itemsOf = (text: unknown): readonly string[] =>
  typeof text === "string" && text !== "" ? text.split("\n") : [];

/** Lists of items, in the shape of what was asked; the error of one that failed. */
export async function listAnswers(
  { whats, given, count }: ListWishes,
  { settings: asked, own }: CallSettings,
  bench: WorkBench,
): Promise<readonly (readonly (readonly string[] | CellError)[])[]> {
  const repetitionPenalty = own.repetitionPenalty ?? Math.max(asked.repetitionPenalty, REPETITION_PENALTY);
  const settings = { ...asked, repetitionPenalty, confidence: own.confidence ?? 0 };
  const lists = whats.map((row) => row.map((): readonly string[] | CellError => []));
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const asks = whats.map((row, y) =>
      row.map((what, x) => {
        const found = lists[y]![x]!;
        const isDone = found instanceof CellError || (round > 0 && found.length >= (count ?? 0));
        if (what === null || isDone) return null;
        const items = [...given, ...found];
        const most = count === null ? null : count - found.length;
        const cellOf = taskCells({
          settings,
          own,
          kind: ["list", items, most],
          format: list(items, most),
          exampleSet: { headers: null, examples: [], answerType: "text" },
          rule: () => RULE,
          room: () => Promise.resolve(most === null ? OPEN_TOKENS : ITEM_TOKENS * most),
        });
        return cellOf([what]);
      }),
    );
    if (asks.flat().every((ask) => ask === null)) break;
    const answers = await bench.spill(asks);
    for (const [y, row] of asks.entries()) {
      for (const [x, ask] of row.entries()) {
        const answer = answers[y]![x]!;
        const found = lists[y]![x]!;
        if (ask === null || found instanceof CellError) continue;
        // Where a list has items, that it has no more is no failure.
        if (answer instanceof CellError) lists[y]![x] = found.length > 0 ? found : answer;
        else lists[y]![x] = moreItems(found, itemsOf(answer), given).slice(0, count ?? undefined);
      }
    }
  }
  return lists.map((row, y) =>
    row.map((found, x) =>
      whats[y]![x] !== null && !(found instanceof CellError) && found.length === 0
        ? cellError("emptyAnswer")
        : found,
    ),
  );
}

function moreItems(
  found: readonly string[],
  more: readonly string[],
  given: readonly string[],
): readonly string[] {
  return distinct([...given, ...found, ...more]).slice(distinct(given).length);
}
