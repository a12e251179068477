import TinyQueue from "tinyqueue";
import type { AtomSource } from "./atom.ts";
import { constantCost, constantPiece, constantsAt } from "./constant-piece.ts";
import type { Piece } from "./pieces.ts";
import type { Program } from "./program.ts";

/** How far the search goes. */
export interface SearchLimits {
  /** Programs to find, at most. */
  readonly programs: number;
  /** Programs dearer than the best by more than this are not looked for. */
  readonly margin: number;
  /** States taken up, at most. */
  readonly steps: number;
}

/** Programs through one state: more would crowd out those that differ elsewhere. */
const VISITS = 3;
/** Reading the other end of the range that was just read. */
const SIBLING_COST = 0.2;

interface State {
  readonly cost: number;
  /** The cost, and what the rest will cost at least. */
  readonly bound: number;
  /** How much of each output is made. */
  readonly places: readonly number[];
  readonly source: AtomSource | null;
  readonly piece: Piece | null;
  readonly before: State | null;
}

function sourceCost(source: AtomSource | null, last: AtomSource | null): number {
  if (source === null || source.id === last?.id) return 0;
  return source.family !== null && source.family === last?.family ? SIBLING_COST : source.cost;
}

/** By the places in the first output where they could stand. */
function byPlace(pieces: readonly Piece[], output: string): ReadonlyMap<number, readonly Piece[]> {
  const found = new Map<number, Piece[]>();
  for (const piece of pieces) {
    const value = piece.values[0]!;
    for (let place = output.indexOf(value); place !== -1; place = output.indexOf(value, place + 1)) {
      const there = found.get(place);
      if (there) there.push(piece);
      else found.set(place, [piece]);
    }
  }
  return found;
}

/** What it costs at least to make the rest of one output from each of its places on; infinite where it cannot be. */
function restCosts(outputs: readonly string[], example: number, pieces: readonly Piece[]): readonly number[] {
  const output = outputs[example]!;
  const costs = new Array<number>(output.length + 1).fill(Infinity);
  costs[output.length] = 0;
  const cheapest = new Map<string, number>();
  for (const { values, atoms } of pieces) {
    const value = values[example]!;
    cheapest.set(value, Math.min(cheapest.get(value) ?? Infinity, atoms[0]!.cost));
  }
  for (let place = output.length - 1; place >= 0; place--) {
    let isShared = true;
    for (let end = place + 1; end <= output.length; end++) {
      const text = output.slice(place, end);
      // Where a text is not shared, no longer one is.
      isShared &&= outputs.every((other) => other.includes(text));
      if (costs[end] === Infinity) continue;
      const cost = Math.min(cheapest.get(text) ?? Infinity, isShared ? constantCost(text) : Infinity);
      costs[place] = Math.min(costs[place]!, costs[end]! + cost);
    }
  }
  return costs;
}

function programOf(end: State): Program {
  const pieces: Piece[] = [];
  for (let state: State | null = end; state?.piece; state = state.before) pieces.unshift(state.piece);
  return { pieces, cost: end.cost };
}

/**
 * The cheapest programs that make all outputs, in order of cost (A* over how much of each output is made). Reading
 * twice from one source is paid once.
 */
export function searchConcatenations(
  outputs: readonly string[],
  pieces: readonly Piece[],
  limits: SearchLimits,
): readonly Program[] {
  const candidates = byPlace(pieces, outputs[0]!);
  const rest = outputs.map((_, example) => restCosts(outputs, example, pieces));
  const queue = new TinyQueue<State>([], (a, b) => a.bound - b.bound);
  const visits = new Map<string, number>();
  const programs: Program[] = [];
  const push = (before: State, piece: Piece): void => {
    const cost = before.cost + piece.atoms[0]!.cost + sourceCost(piece.source, before.source);
    const places = before.places.map((place, index) => place + piece.values[index]!.length);
    const bound = cost + Math.max(...places.map((place, index) => rest[index]![place]!));
    if (bound === Infinity) return;
    queue.push({
      cost,
      bound,
      places,
      source: piece.source ?? before.source,
      piece,
      before,
    });
  };
  queue.push({
    cost: 0,
    bound: 0,
    places: outputs.map(() => 0),
    source: null,
    piece: null,
    before: null,
  });
  for (let step = 0; step < limits.steps; step++) {
    const state = queue.pop();
    if (!state || (programs[0] && state.bound > programs[0].cost + limits.margin)) break;
    if (state.places.every((place, index) => place === outputs[index]!.length)) {
      if (programs.push(programOf(state)) >= limits.programs) break;
      continue;
    }
    const isAfterConstant = state.piece?.isConstant === true;
    const key = `${state.places.join()} ${state.source?.id ?? ""} ${isAfterConstant}`;
    const visit = visits.get(key) ?? 0;
    if (visit >= VISITS) continue;
    visits.set(key, visit + 1);
    for (const piece of candidates.get(state.places[0]!) ?? []) {
      const isNext = piece.values.every((value, index) =>
        outputs[index]!.startsWith(value, state.places[index]),
      );
      if (isNext) push(state, piece);
    }
    if (isAfterConstant) continue;
    for (const text of constantsAt(outputs, state.places)) {
      push(state, constantPiece(text, outputs.length));
    }
  }
  return programs;
}
