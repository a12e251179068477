import type { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";
import type { TokenClass } from "./token-class.ts";
import { spansOf } from "./token-class.ts";

/** A place in a text, given by what stands there. */
export type Position =
  | {
      readonly kind: "character";
      /** From the start, or from the end where negative; -0 is the end. */ readonly offset: number;
    }
  | {
      readonly kind: "token";
      readonly tokenClass: TokenClass;
      /** From 1, or from -1 for the last. */
      readonly index: number;
      readonly side: "start" | "end";
    };

/** Most places named from the left, and as many from the right. */
const INDEX_LIMIT = 10;
const OFFSET_LIMIT = 12;

export const TEXT_START: Position = { kind: "character", offset: 0 };
export const TEXT_END: Position = { kind: "character", offset: -0 };

export function positionCost(position: Position): number {
  if (position === TEXT_START) return 0;
  // A hair dearer, so that "the last word" is said and not "from the start of the last word to the end".
  if (position === TEXT_END) return 0.1;
  if (position.kind === "character") return 1.2 + 0.1 * Math.abs(position.offset);
  const steps = Math.abs(position.index) - 1;
  return position.tokenClass.cost + 0.35 * steps + (position.index < 0 ? 0.15 : 0);
}

/** The place in a column of the row; null where there is none. */
export function placeOf(position: Position, row: RowView, column: number): number | null {
  const text = row.texts[column] ?? "";
  if (position.kind === "character") {
    const isFromEnd = position.offset < 0 || Object.is(position.offset, -0);
    const place = isFromEnd ? text.length + position.offset : position.offset;
    return place >= 0 && place <= text.length ? place : null;
  }
  const span = spansOf(row, column, position.tokenClass).at(
    position.index > 0 ? position.index - 1 : position.index,
  );
  return span?.[position.side === "start" ? 0 : 1] ?? null;
}

export function positionWords(position: Position): string {
  const words = RULE_WORDS.positions;
  if (position.kind === "token") {
    const { tokenClass, index, side } = position;
    return (side === "start" ? words.startOf : words.endOf)(index, tokenClass.words());
  }
  const { offset } = position;
  if (offset === 0) return Object.is(offset, -0) ? words.end : words.start;
  return offset > 0 ? words.fromStart(offset) : words.beforeEnd(-offset);
}

/** Every position that the classes give in all of the rows' texts, with its places, one for each row. */
export function* positionsIn(
  rows: readonly RowView[],
  column: number,
  classes: readonly TokenClass[],
): Generator<{ readonly position: Position; readonly places: readonly number[] }> {
  function* candidates(): Generator<Position> {
    yield TEXT_START;
    yield TEXT_END;
    for (let offset = 1; offset <= OFFSET_LIMIT; offset++) {
      yield { kind: "character", offset };
      yield { kind: "character", offset: -offset };
    }
    for (const tokenClass of classes) {
      const counts = rows.map((row) => spansOf(row, column, tokenClass).length);
      const isSameCount = counts.every((count) => count === counts[0]);
      const last = Math.min(INDEX_LIMIT, ...counts);
      for (let index = 1; index <= last; index++) {
        for (const side of ["start", "end"] as const) {
          yield { kind: "token", tokenClass, index, side };
          // Counted from the right it is the same place here, but not in a row with more or fewer of them.
          if (!isSameCount || index <= 3) yield { kind: "token", tokenClass, index: -index, side };
        }
      }
    }
  }
  for (const position of candidates()) {
    const places = rows.map((row) => placeOf(position, row, column));
    if (places.every((place) => place !== null)) yield { position, places };
  }
}
