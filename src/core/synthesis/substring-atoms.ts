import type { Atom, LeafGenerator, Task } from "./atom.ts";
import { columnWords } from "./atom.ts";
import type { LetterCase } from "./letter-case.ts";
import { LETTER_CASES } from "./letter-case.ts";
import type { Position } from "./position.ts";
import { placeOf, positionCost, positionsIn, positionWords } from "./position.ts";
import type { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";
import { tokenClasses } from "./token-class.ts";

/** Names kept for one place: the cheapest of those that agree on all examples. */
const NAMES_FOR_A_PLACE = 4;
/** Pairs of names kept for one piece. */
const NAMES_FOR_A_PIECE = 6;
/** Places looked at in a column. */
const PLACE_LIMIT = 100;

interface Place {
  readonly places: readonly number[];
  readonly names: readonly Position[];
}

function placesIn(rows: readonly RowView[], column: number): readonly Place[] {
  const groups = new Map<string, { places: readonly number[]; names: Position[] }>();
  const classes = tokenClasses(rows.map((row) => row.texts[column] ?? ""));
  for (const { position, places } of positionsIn(rows, column, classes)) {
    const key = places.join();
    const group = groups.get(key) ?? { places, names: [] };
    group.names.push(position);
    groups.set(key, group);
  }
  return [...groups.values()]
    .map(({ places, names }) => ({
      places,
      names: names.toSorted((a, b) => positionCost(a) - positionCost(b)).slice(0, NAMES_FOR_A_PLACE),
    }))
    .toSorted((a, b) => positionCost(a.names[0]!) - positionCost(b.names[0]!))
    .slice(0, PLACE_LIMIT);
}

function isOneToken(start: Position, end: Position): boolean {
  return (
    start.kind === "token" &&
    end.kind === "token" &&
    start.tokenClass === end.tokenClass &&
    start.index === end.index &&
    start.side === "start" &&
    end.side === "end"
  );
}

/** True where the piece lies between one token and the next of its class, as a field does. */
function isField(start: Position, end: Position): boolean {
  return (
    start.kind === "token" &&
    end.kind === "token" &&
    start.tokenClass === end.tokenClass &&
    start.index + 1 === end.index &&
    start.side === "end" &&
    end.side === "start"
  );
}

function pairCost(start: Position, end: Position): number {
  if (isOneToken(start, end)) return 1 + positionCost(start);
  if (isField(start, end)) return 1.1 + Math.min(positionCost(start), positionCost(end));
  return 1 + positionCost(start) + positionCost(end);
}

function pieceWords(start: Position, end: Position, column: number, columns: number): string {
  const of = columnWords(column, columns);
  if (isOneToken(start, end) && start.kind === "token") {
    return RULE_WORDS.nth(start.index, start.tokenClass.words()) + of;
  }
  const isWhole =
    start.kind === "character" && end.kind === "character" && start.offset === 0 && end.offset === 0;
  if (isWhole) return columns === 1 ? RULE_WORDS.text("") : RULE_WORDS.column(column + 1);
  return RULE_WORDS.between(RULE_WORDS.text(of), positionWords(start), positionWords(end));
}

/** What a change of case makes of the pieces; null where that does not stand in every output. */
function changedPieces(
  pieces: readonly string[],
  letterCase: LetterCase,
  outputs: readonly string[],
): readonly string[] | null {
  const changed: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const value = letterCase.apply(piece);
    if (!outputs[index]!.includes(value)) return null;
    changed.push(value);
  }
  return changed;
}

function* pieceAtoms(
  start: Place,
  end: Place,
  column: number,
  pieces: readonly string[],
  task: Task,
): Generator<Atom> {
  const { outputs, columns } = task;
  let pairs: readonly (readonly [Position, Position])[] | null = null;
  const seen = new Set<string>();
  for (const letterCase of LETTER_CASES) {
    const values = changedPieces(pieces, letterCase, outputs);
    const key = values?.join("\u0001");
    if (!values || key === undefined || seen.has(key)) continue;
    seen.add(key);
    pairs ??= start.names
      .flatMap((from) => end.names.map((to) => [from, to] as const))
      .toSorted((a, b) => pairCost(...a) - pairCost(...b))
      .slice(0, NAMES_FOR_A_PIECE);
    for (const [from, to] of pairs) {
      yield {
        cost: pairCost(from, to) + letterCase.cost,
        source: null,
        values,
        words: () => pieceWords(from, to, column, columns) + letterCase.words(),
        evaluate(row) {
          const first = placeOf(from, row, column);
          const last = placeOf(to, row, column);
          if (first === null || last === null || first > last) return null;
          return letterCase.apply((row.texts[column] ?? "").slice(first, last));
        },
      };
    }
  }
}

/** Pieces of a column between two places, in any case. */
export const substringAtoms: LeafGenerator = function* (task) {
  const { rows, columns } = task;
  const folded = task.outputs.map((output) => output.toLowerCase());
  for (let column = 0; column < columns; column++) {
    const texts = rows.map((row) => row.texts[column] ?? "");
    const lowered = texts.map((text) => text.toLowerCase());
    // Some letters change their length with their case; then only pieces as they stand are found.
    const plain = lowered.map((text, index) => (text.length === texts[index]!.length ? text : texts[index]!));
    const places = placesIn(rows, column);
    for (const start of places) {
      for (const end of places) {
        const isInside = plain.every((text, index) => {
          const from = start.places[index]!;
          const to = end.places[index]!;
          return (
            from < to && to - from <= folded[index]!.length && folded[index]!.includes(text.slice(from, to))
          );
        });
        if (!isInside) continue;
        const pieces = texts.map((text, index) => text.slice(start.places[index], end.places[index]));
        yield* pieceAtoms(start, end, column, pieces, task);
      }
    }
  }
};
