// Attention of one token to the keys in its list: those of the shared prefix and its row's own, wherever they lie.
import { exponential } from "../../vocabulary/assembly/exponential";
import { cache, cacheWidth, context, headDim, heads, keyValueHeads, slotBytes } from "./layout";

// @ts-ignore: decorator
@inline
function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}

// @ts-ignore: decorator
@inline
function laneSum(v: v128): f32 {
  return (
    f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
  );
}

/** Queries that are taken together, so that a key is loaded once for them. */
const TILE: i32 = 4;

/**
 * queries: [heads, headDim], rotated and scaled; list: slots of the keys; out: [heads, headDim]; scores: [TILE][context]
 */
export function attend(layer: i32, queries: usize, list: usize, keys: i32, out: usize, scores: usize): void {
  const layerKeys = cache + (<usize>(layer * 2 * cacheWidth) << 2);
  const group = heads / keyValueHeads;
  const headBytes = <usize>headDim << 2;
  for (let shared = 0; shared < keyValueHeads; shared++) {
    const headKeys = layerKeys + <usize>shared * headBytes;
    const headValues = headKeys + (<usize>cacheWidth << 2);
    let done = 0;
    for (; done + TILE <= group; done += TILE) {
      const at = <usize>(shared * group + done) * headBytes;
      fourHeads(queries + at, headKeys, headValues, list, keys, out + at, scores);
    }
    for (; done < group; done++) {
      const at = <usize>(shared * group + done) * headBytes;
      oneHead(queries + at, headKeys, headValues, list, keys, out + at, scores);
    }
  }
}

// @ts-ignore: decorator
@inline
function slotAt(list: usize, index: i32): usize {
  return <usize>load<i32>(list + (<usize>index << 2)) * slotBytes;
}

/** Scores to probabilities, in place. The row is padded to whole vectors with scores that count nothing. */
function softmax(scores: usize, count: i32): void {
  let most: f32 = -Infinity;
  for (let i = 0; i < count; i++) most = max(most, load<f32>(scores + (<usize>i << 2)));
  for (let i = count; i < ((count + 3) & ~3); i++) store<f32>(scores + (<usize>i << 2), -Infinity);
  const bytes = <usize>((count + 3) & ~3) << 2;
  const shift = f32x4.splat(most);
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

function oneHead(query: usize, keysAt: usize, valuesAt: usize, list: usize, count: i32, out: usize, scores: usize): void {
  const bytes = <usize>headDim << 2;
  for (let j = 0; j < count; j++) {
    const key = keysAt + slotAt(list, j);
    let sum = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) sum = multiplyAdd(v128.load(query + i), v128.load(key + i), sum);
    store<f32>(scores + (<usize>j << 2), laneSum(sum));
  }
  softmax(scores, count);
  for (let i: usize = 0; i < bytes; i += 32) {
    let a = f32x4.splat(0), b = f32x4.splat(0);
    for (let j = 0; j < count; j++) {
      const value = valuesAt + slotAt(list, j) + i;
      const weight = v128.load32_splat(scores + (<usize>j << 2));
      a = multiplyAdd(v128.load(value), weight, a);
      b = multiplyAdd(v128.load(value, 16), weight, b);
    }
    v128.store(out + i, a);
    v128.store(out + i, b, 16);
  }
}

function fourHeads(
  query: usize, keysAt: usize, valuesAt: usize, list: usize, count: i32, out: usize, scores: usize,
): void {
  const bytes = <usize>headDim << 2;
  const row = <usize>context << 2;
  const query1 = query + bytes, query2 = query1 + bytes, query3 = query2 + bytes;
  const scores1 = scores + row, scores2 = scores1 + row, scores3 = scores2 + row;
  for (let j = 0; j < count; j++) {
    const key = keysAt + slotAt(list, j);
    let s0 = f32x4.splat(0), s1 = f32x4.splat(0), s2 = f32x4.splat(0), s3 = f32x4.splat(0);
    for (let i: usize = 0; i < bytes; i += 16) {
      const k = v128.load(key + i);
      s0 = multiplyAdd(v128.load(query + i), k, s0);
      s1 = multiplyAdd(v128.load(query1 + i), k, s1);
      s2 = multiplyAdd(v128.load(query2 + i), k, s2);
      s3 = multiplyAdd(v128.load(query3 + i), k, s3);
    }
    const at = <usize>j << 2;
    store<f32>(scores + at, laneSum(s0));
    store<f32>(scores1 + at, laneSum(s1));
    store<f32>(scores2 + at, laneSum(s2));
    store<f32>(scores3 + at, laneSum(s3));
  }
  softmax(scores, count);
  softmax(scores1, count);
  softmax(scores2, count);
  softmax(scores3, count);
  const out1 = out + bytes, out2 = out1 + bytes, out3 = out2 + bytes;
  for (let i: usize = 0; i < bytes; i += 32) {
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0), a2 = f32x4.splat(0), a3 = f32x4.splat(0);
    let b0 = f32x4.splat(0), b1 = f32x4.splat(0), b2 = f32x4.splat(0), b3 = f32x4.splat(0);
    for (let j = 0; j < count; j++) {
      const value = valuesAt + slotAt(list, j) + i;
      const a = v128.load(value);
      const b = v128.load(value, 16);
      const at = <usize>j << 2;
      let weight = v128.load32_splat(scores + at);
      a0 = multiplyAdd(a, weight, a0);
      b0 = multiplyAdd(b, weight, b0);
      weight = v128.load32_splat(scores1 + at);
      a1 = multiplyAdd(a, weight, a1);
      b1 = multiplyAdd(b, weight, b1);
      weight = v128.load32_splat(scores2 + at);
      a2 = multiplyAdd(a, weight, a2);
      b2 = multiplyAdd(b, weight, b2);
      weight = v128.load32_splat(scores3 + at);
      a3 = multiplyAdd(a, weight, a3);
      b3 = multiplyAdd(b, weight, b3);
    }
    v128.store(out + i, a0);
    v128.store(out + i, b0, 16);
    v128.store(out1 + i, a1);
    v128.store(out1 + i, b1, 16);
    v128.store(out2 + i, a2);
    v128.store(out2 + i, b2, 16);
    v128.store(out3 + i, a3);
    v128.store(out3 + i, b3, 16);
  }
}
