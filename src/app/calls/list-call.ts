import type { AnswerRule } from "../../core/answers/answer-rule.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { distinct, list, listItems, SPARE } from "../../core/prompts/tasks/list.ts";
import type { SpillCell } from "./spill.ts";
import { taskCells } from "./task-call.ts";
import type { CallSettings, WorkBench } from "../work-bench.ts";

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

/** A list on its way. */
interface Growing {
  readonly items: readonly string[];
  readonly error: CellError | null;
  /** False where nothing more is asked for. */
  readonly isOpen: boolean;
}

/** The list with what the model gave; open where it is still too short and the model found something. */
function grown({ items }: Growing, answer: CellValue | CellError, { given, count }: ListWishes): Growing {
  if (answer instanceof CellError) {
    // Where a list has items, that there are no more is no failure.
    return { items, error: items.length > 0 ? null : answer, isOpen: false };
  }
  const all = distinct([...given, ...items, ...itemsOf(answer)]).slice(distinct(given).length);
  const kept = all.slice(0, count ?? undefined);
  return {
    items: kept,
    error: kept.length === 0 ? cellError("emptyAnswer") : null,
    isOpen: count !== null && kept.length < count && kept.length > items.length,
  };
}

/** Lists of items, in the shape of what was asked, none for a blank cell; the error of one that failed. */
export async function listAnswers(
  wishes: ListWishes,
  { settings: asked, own }: CallSettings,
  bench: WorkBench,
): Promise<readonly (readonly (readonly string[] | CellError)[])[]> {
  const { whats, given, count } = wishes;
  const repetitionPenalty = own.repetitionPenalty ?? Math.max(asked.repetitionPenalty, REPETITION_PENALTY);
  const fixed = { repetitionPenalty, confidence: own.confidence ?? 0 };
  const cellOf = (what: string, found: readonly string[]): SpillCell => {
    const items = [...given, ...found];
    const most = count === null ? null : count - found.length;
    const room = most === null ? OPEN_TOKENS : ITEM_TOKENS * (most + SPARE);
    return taskCells({
      settings: { ...asked, ...fixed },
      own,
      fixed,
      kind: ["list", items, most],
      format: list(items, most),
      exampleSet: { headers: null, examples: [], answerType: "text" },
      rule: () => RULE,
      room: () => Promise.resolve(room),
    })([what]);
  };
  let lists = whats.map((row) =>
    row.map((what): Growing => ({ items: [], error: null, isOpen: what !== null })),
  );
  for (let round = 0; round < MOST_ROUNDS && lists.flat().some(({ isOpen }) => isOpen); round++) {
    const answers = await bench.spill(
      lists.map((row, y) =>
        row.map(({ items, isOpen }, x) => (isOpen ? cellOf(whats[y]![x]!, items) : null)),
      ),
    );
    lists = lists.map((row, y) =>
      row.map((open, x) => (open.isOpen ? grown(open, answers[y]![x]!, wishes) : open)),
    );
  }
  return lists.map((row) => row.map(({ items, error }) => error ?? items));
}
