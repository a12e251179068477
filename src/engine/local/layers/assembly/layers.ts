// AssemblyScript (see scripts/kernels.ts): the layers of a decoder over packed tokens, in SIMD WebAssembly. All threads
// run the same program over the same memory, and wait for each other where one needs what another has made: between
// products, of which each thread has some output channels, and what is done row by row, of which each has some rows.
import { add, keepRests, norm, openGates, quantize, quantizeBlock, rotate } from "./activations";
import { DOWN, GATE, KEY, OUTPUT, QUERY, UP, VALUE, isAdapted, lower, lowerBlocks, raise } from "./adapters";
import { attend } from "./attention";
import { barrier } from "./barrier";
import {
  BLOCK, GROUP, attentionScores, attentionScoresBytes, cacheWidth, change, cosines, downAt, factorBytes, factors, feedForward,
  gateUpAt, gated, hasHeadNorms, hasPostNorms, headDim, heads, hidden, keyValueHeads, keysAt, layers, levelBytes, levels,
  listLengths, listStarts, lists, mixed, normsAt, outputAt, plan, projections, qkvAt, restOf, restScratchFrom, rotaryKinds,
  rowScratch, rowScratchBytes, sines, slots, state, valuesBehind, wideFactors, wideLevels, windows,
} from "./layout";
import { multiply } from "./linear";

export {
  adapterPlace, adapterUpPlace, cache, cosines, downAt, gateUpAt, keysAt, layOut, listLengths, listStarts, lists, normsAt,
  outputAt, plan, projections, qkvAt, rotaryKinds, PAGE_SLOTS, pageBytes, sines, slots, staging, state, windows,
} from "./layout";
export { packGroup } from "./packing";

/**
 * Runs `tokens` tokens through the layers that `plan` says: state in, state out; their keys and values go to their
 * slots. In the model's last layer, tokens whose states are not asked for give their keys and values only.
 */
export function run(tokens: i32, thread: i32, threads: i32): void {
  const scratch = rowScratch + <usize>thread * rowScratchBytes;
  const scores = attentionScores + <usize>thread * attentionScoresBytes;
  const attended = heads * headDim;
  const projected = attended + 2 * cacheWidth;
  const rowState = <usize>hidden << 2;

  const endLayer = load<i32>(plan, 4);
  const wanted = load<i32>(plan, 16);
  for (let layer = load<i32>(plan); layer < endLayer; layer++) {
    const active = layer == layers - 1 ? wanted : tokens;
    const adapted = isAdapted(layer);
    const norms = normsAt(layer);
    for (let t = firstOf(tokens, thread, threads); t < firstOf(tokens, thread + 1, threads); t++) {
      norm(state + <usize>t * rowState, norms, hidden, scratch);
      if (adapted) for (let part = QUERY; part <= VALUE; part++) lower(layer, part, t, scratch, hidden);
      quantizeToken(t, scratch, hidden, scratch);
    }
    barrier(threads);
    project(layer, tokens, active, thread, threads);
    barrier(threads);
    for (let t = firstOf(tokens, thread, threads); t < firstOf(tokens, thread + 1, threads); t++) {
      if (adapted) adaptProjections(layer, t, projections + (<usize>(t * projected) << 2));
      placeToken(layer, t, tokens, projected, t < active);
    }
    barrier(threads);
    const window = load<i32>(windows + (<usize>layer << 2));
    const firstToken = firstOf(active, thread, threads);
    const endToken = firstOf(active, thread + 1, threads);
    for (let t = firstToken; t < endToken; t++) {
      const length = load<i32>(listLengths + (<usize>t << 2));
      const seen = min(length, window);
      const list = lists + (<usize>(load<i32>(listStarts + (<usize>t << 2)) + length - seen) << 2);
      const out = mixed + (<usize>(t * attended) << 2);
      attend(layer, projections + (<usize>(t * projected) << 2), list, seen, out, scores);
      quantizeToken(t, out, attended, scratch);
      if (adapted) lower(layer, OUTPUT, t, out, attended);
    }
    barrier(threads);
    product(outputAt(layer), hidden, attended, GROUP, active, levels, factors, change, thread, threads);
    barrier(threads);
    for (let t = firstToken; t < endToken; t++) {
      const row = state + <usize>t * rowState;
      if (adapted) raise(layer, OUTPUT, t, hidden, 0, hidden, change + <usize>t * rowState);
      addChange(row, t, norms + rowState);
      norm(row, norms + rowState * 2, hidden, scratch);
      quantizeToken(t, scratch, hidden, scratch);
      if (adapted) for (let part = GATE; part <= UP; part++) lower(layer, part, t, scratch, hidden);
    }
    barrier(threads);
    feed(layer, active, thread, threads);
    barrier(threads);
    for (let t = firstToken; t < endToken; t++) keepWideRests(t, scratch);
    barrier(threads);
    product(downAt(layer), hidden, feedForward, GROUP, active, wideLevels, wideFactors, change, thread, threads);
    barrier(threads);
    for (let t = firstToken; t < endToken; t++) {
      if (adapted) {
        lowerBlocks(layer, DOWN, t, gated + (<usize>(t * feedForward) << 3), feedForward);
        raise(layer, DOWN, t, hidden, 0, hidden, change + <usize>t * rowState);
      }
      addChange(state + <usize>t * rowState, t, norms + rowState * 3);
    }
  }
  barrier(threads);
}

/** Quantises a token's input of the next product. scratch: the thread's */
function quantizeToken(token: i32, values: usize, columns: i32, scratch: usize): void {
  quantize(values, columns, levels, factors, token);
  keepTokenRests(token, values, <usize>BLOCK << 2, columns, factors, scratch);
}

/** The rests of what the feed-forward has opened, once all threads have. */
function keepWideRests(token: i32, scratch: usize): void {
  const values = gated + (<usize>(token * feedForward) << 3);
  keepTokenRests(token, values, <usize>BLOCK << 3, feedForward, wideFactors, scratch);
}

/** keepRests, of one of the rows whose factors are given. */
// @ts-ignore: decorator
@inline
function keepTokenRests(
  token: i32, values: usize, step: usize, columns: i32, rowFactors: usize, scratch: usize,
): void {
  const ownFactors = rowFactors + <usize>token * factorBytes(columns);
  keepRests(values, step, columns, ownFactors, restOf(token), scratch + restScratchFrom);
}

/** First of `count` tokens that falls to a thread. */
// @ts-ignore: decorator
@inline
function firstOf(count: i32, thread: i32, threads: i32): i32 {
  return (count * thread) / threads;
}

/** First of the output channels that fall to a thread, in whole numbers of `unit`. */
// @ts-ignore: decorator
@inline
function share(channels: i32, unit: i32, thread: i32, threads: i32): i32 {
  return ((channels / unit) * thread) / threads * (unit / GROUP);
}

/** A thread's share of the product of the first `rows` tokens. */
function product(
  weights: usize, channels: i32, columns: i32, unit: i32, rows: i32, rowLevels: usize, rowFactors: usize,
  out: usize, thread: i32, threads: i32,
): void {
  const first = share(channels, unit, thread, threads);
  const end = share(channels, unit, thread + 1, threads);
  multiply(weights, channels / GROUP, columns, first, end, rows, rowLevels, rowFactors, out);
}

/** A thread's share of queries, of active tokens, and of keys and values of all. */
function project(layer: i32, tokens: i32, active: i32, thread: i32, threads: i32): void {
  const attended = heads * headDim;
  const groups = (attended + 2 * cacheWidth) / GROUP;
  const weights = qkvAt(layer);
  const first = share(attended, GROUP, thread, threads);
  const end = share(attended, GROUP, thread + 1, threads);
  multiply(weights, groups, hidden, first, end, active, levels, factors, projections);
  const behind = attended / GROUP;
  const firstKey = behind + share(2 * cacheWidth, GROUP, thread, threads);
  const endKey = behind + share(2 * cacheWidth, GROUP, thread + 1, threads);
  multiply(weights, groups, hidden, firstKey, endKey, tokens, levels, factors, projections);
}

/** Adds what adapters change of a token's queries, keys and values. */
function adaptProjections(layer: i32, token: i32, row: usize): void {
  const attended = heads * headDim;
  raise(layer, QUERY, token, attended, 0, attended, row);
  raise(layer, KEY, token, cacheWidth, 0, cacheWidth, row + (<usize>attended << 2));
  raise(layer, VALUE, token, cacheWidth, 0, cacheWidth, row + (<usize>(attended + cacheWidth) << 2));
}

/** Norms and rotates a token's queries, where it has some, and keys, and puts its keys and values into its slot. */
function placeToken(layer: i32, token: i32, tokens: i32, projected: i32, hasQueries: bool): void {
  const headBytes = <usize>headDim << 2;
  const headNorms = normsAt(layer) + (<usize>hidden << 4);
  const kind = load<i32>(rotaryKinds + (<usize>layer << 2));
  const angle = <usize>((kind * tokens + token) * headDim) << 1;
  let head = projections + (<usize>(token * projected) << 2);
  let key = keysAt(layer, load<i32>(slots + (<usize>token << 2)));
  for (let i = 0; hasQueries && i < heads; i++) {
    if (hasHeadNorms) norm(head, headNorms, headDim, head);
    rotate(head, headDim, cosines + angle, sines + angle);
    head += headBytes;
  }
  head = projections + (<usize>(token * projected + heads * headDim) << 2);
  for (let i = 0; i < keyValueHeads; i++) {
    if (hasHeadNorms) norm(head, headNorms + headBytes, headDim, key);
    else memory.copy(key, head, headBytes);
    rotate(key, headDim, cosines + angle, sines + angle);
    head += headBytes;
    key += headBytes;
  }
  memory.copy(key - (<usize>cacheWidth << 2) + valuesBehind, head, <usize>cacheWidth << 2);
}

/** Adds what a product made of a token to its state, normed first where the model wants that. */
// @ts-ignore: decorator
@inline
function addChange(row: usize, token: i32, weight: usize): void {
  const made = change + (<usize>(token * hidden) << 2);
  if (hasPostNorms) norm(made, weight, hidden, made);
  add(row, made, hidden);
}

/** Gates and values of a thread's share, opened and quantised for the product that follows. */
function feed(layer: i32, active: i32, thread: i32, threads: i32): void {
  const unit = 2 * BLOCK;
  product(gateUpAt(layer), 2 * feedForward, hidden, unit, active, levels, factors, gated, thread, threads);
  const first = (share(2 * feedForward, unit, thread, threads) * GROUP) / unit;
  const end = (share(2 * feedForward, unit, thread + 1, threads) * GROUP) / unit;
  for (let t = 0; t < active; t++) {
    const row = gated + (<usize>(t * feedForward) << 3);
    const rowLevels = wideLevels + <usize>t * levelBytes(feedForward);
    const rowFactors = wideFactors + <usize>t * factorBytes(feedForward);
    for (let block = first; block < end; block++) {
      const gates = row + (<usize>(block * unit) << 2);
      if (isAdapted(layer)) {
        raise(layer, GATE, t, feedForward, block * BLOCK, BLOCK, gates);
        raise(layer, UP, t, feedForward, block * BLOCK, BLOCK, gates + (<usize>BLOCK << 2));
      }
      openGates(gates);
      quantizeBlock(gates, rowLevels + levelBytes(block * BLOCK), rowFactors + factorBytes(block * BLOCK));
    }
  }
}
