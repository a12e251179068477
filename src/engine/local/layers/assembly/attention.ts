// Attention of one token to the keys in its list: those of the shared prefix and its row's own, wherever they lie.
import { exponential } from "../../vocabulary/assembly/exponential";
import { laneMax, multiplyAdd } from "../../vocabulary/assembly/lanes";
import { context, headDim, heads, keyValueHeads, keysAt, valuesBehind } from "./layout";
import { laneSum } from "./vectors";

/** Queries that are taken together, so that a key is loaded once for them. */
const TILE: i32 = 4;
/** Values that are taken together: few enough to stay in the nearest cache while they are added up. */
const VALUES: i32 = 8;

/**
 * queries: [heads, headDim], rotated and scaled; list: slots of the keys; out: [heads, headDim];
 * scores: [TILE + 1][context], the last for where the keys lie
 */
export function attend(layer: i32, queries: usize, list: usize, keys: i32, out: usize, scores: usize): void {
  const keysFrom = scores + (<usize>(TILE * context) << 2);
  for (let j: usize = 0; j < <usize>keys; j++) {
    store<i32>(keysFrom + (j << 2), <i32>keysAt(layer, load<i32>(list + (j << 2))));
  }
  const group = heads / keyValueHeads;
  const headBytes = <usize>headDim << 2;
  for (let shared = 0; shared < keyValueHeads; shared++) {
    const offset = <usize>shared * headBytes;
    for (let done = 0; done < group;) {
      const count = min(TILE, group - done);
      const at = <usize>(shared * group + done) * headBytes;
      scoreKeys(keysFrom, offset, queries + at, count, keys, scores);
      for (let head = 0; head < count; head++) softmax(scores + (<usize>(head * context) << 2), keys);
      mixValues(keysFrom, offset + valuesBehind, count, keys, out + at, scores);
      done += count;
    }
  }
}

// @ts-ignore: decorator
@inline
function addressAt(keysFrom: usize, index: i32): usize {
  return <usize>load<i32>(keysFrom + (<usize>index << 2));
}

/** Products of 1 to TILE queries with all keys. keysFrom: where each key lies; offset: of the head in a key */
function scoreKeys(
  keysFrom: usize, offset: usize, query: usize, queries: i32, keys: i32, scores: usize,
): void {
  const bytes = <usize>headDim << 2;
  const row = <usize>context << 2;
  let j = 0;
  if (queries == TILE) {
    const query1 = query + bytes, query2 = query1 + bytes, query3 = query2 + bytes;
    for (; j + 2 <= keys; j += 2) {
      const keyA = addressAt(keysFrom, j) + offset;
      const keyB = addressAt(keysFrom, j + 1) + offset;
      let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
      let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0), b3 = f32x4.splat(0);
      for (let i: usize = 0; i < bytes; i += 16) {
        const a = v128.load(keyA + i);
        const b = v128.load(keyB + i);
        let q = v128.load(query + i);
        a0 = multiplyAdd(q, a, a0);
        b0 = multiplyAdd(q, b, b0);
        q = v128.load(query1 + i);
        a1 = multiplyAdd(q, a, a1);
        b1 = multiplyAdd(q, b, b1);
        q = v128.load(query2 + i);
        a2 = multiplyAdd(q, a, a2);
        b2 = multiplyAdd(q, b, b2);
        q = v128.load(query3 + i);
        a3 = multiplyAdd(q, a, a3);
        b3 = multiplyAdd(q, b, b3);
      }
      const at = scores + (<usize>j << 2);
      storeTwo(at, a0, b0);
      storeTwo(at + row, a1, b1);
      storeTwo(at + row * 2, a2, b2);
      storeTwo(at + row * 3, a3, b3);
    }
  }
  for (; j < keys; j++) {
    const key = addressAt(keysFrom, j) + offset;
    for (let head = 0; head < queries; head++) {
      const own = query + <usize>head * bytes;
      let sum = f32x4.splat(0);
      for (let i: usize = 0; i < bytes; i += 16) sum = multiplyAdd(v128.load(own + i), v128.load(key + i), sum);
      store<f32>(scores + <usize>head * row + (<usize>j << 2), laneSum(sum));
    }
  }
}

// @ts-ignore: decorator
@inline
function storeTwo(at: usize, a: v128, b: v128): void {
  store<f32>(at, laneSum(a));
  store<f32>(at, laneSum(b), 4);
}

/** Scores to probabilities, in place. The row is padded to whole vectors with scores that count nothing. */
function softmax(scores: usize, count: i32): void {
  const padded = (count + 3) & ~3;
  for (let i = count; i < padded; i++) store<f32>(scores + (<usize>i << 2), -Infinity);
  const bytes = <usize>padded << 2;
  let most = v128.load(scores);
  for (let i: usize = 16; i < bytes; i += 16) most = f32x4.pmax(most, v128.load(scores + i));
  const shift = f32x4.splat(laneMax(most));
  let sum = f32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) {
    const power = exponential(f32x4.sub(v128.load(scores + i), shift));
    v128.store(scores + i, power);
    sum = f32x4.add(sum, power);
  }
  const inverse = f32x4.splat(1 / laneSum(sum));
  for (let i: usize = 0; i < bytes; i += 16) {
    v128.store(scores + i, f32x4.mul(v128.load(scores + i), inverse));
  }
}

/** Adds up the values by their probabilities, for 1 to TILE heads. */
function mixValues(
  keysFrom: usize, offset: usize, heads: i32, keys: i32, out: usize, scores: usize,
): void {
  const bytes = <usize>headDim << 2;
  const row = <usize>context << 2;
  memory.fill(out, 0, <usize>heads * bytes);
  for (let first = 0; first < keys; first += VALUES) {
    const end = min(first + VALUES, keys);
    for (let i: usize = 0; i < bytes; i += 32) {
      const place = offset + i;
      if (heads == TILE) {
        const out1 = out + bytes, out2 = out1 + bytes, out3 = out2 + bytes;
        let a0 = v128.load(out + i), a1 = v128.load(out1 + i), a2 = v128.load(out2 + i), a3 = v128.load(out3 + i);
        let b0 = v128.load(out + i, 16), b1 = v128.load(out1 + i, 16);
        let b2 = v128.load(out2 + i, 16), b3 = v128.load(out3 + i, 16);
        for (let j = first; j < end; j++) {
          const value = addressAt(keysFrom, j) + place;
          const a = v128.load(value);
          const b = v128.load(value, 16);
          const at = scores + (<usize>j << 2);
          let weight = v128.load32_splat(at);
          a0 = multiplyAdd(a, weight, a0);
          b0 = multiplyAdd(b, weight, b0);
          weight = v128.load32_splat(at + row);
          a1 = multiplyAdd(a, weight, a1);
          b1 = multiplyAdd(b, weight, b1);
          weight = v128.load32_splat(at + row * 2);
          a2 = multiplyAdd(a, weight, a2);
          b2 = multiplyAdd(b, weight, b2);
          weight = v128.load32_splat(at + row * 3);
          a3 = multiplyAdd(a, weight, a3);
          b3 = multiplyAdd(b, weight, b3);
        }
        storePair(out + i, a0, b0);
        storePair(out1 + i, a1, b1);
        storePair(out2 + i, a2, b2);
        storePair(out3 + i, a3, b3);
        continue;
      }
      for (let head = 0; head < heads; head++) {
        const own = out + <usize>head * bytes + i;
        let a = v128.load(own), b = v128.load(own, 16);
        for (let j = first; j < end; j++) {
          const value = addressAt(keysFrom, j) + place;
          const weight = v128.load32_splat(scores + <usize>head * row + (<usize>j << 2));
          a = multiplyAdd(v128.load(value), weight, a);
          b = multiplyAdd(v128.load(value, 16), weight, b);
        }
        storePair(own, a, b);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function storePair(at: usize, a: v128, b: v128): void {
  v128.store(at, a);
  v128.store(at, b, 16);
}
