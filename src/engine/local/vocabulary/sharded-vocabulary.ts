import { q8_0 } from "../gguf/block-types/q8_0.ts";
import { mergeScores } from "./merge-scores.ts";
import { q8RowBytes } from "./q8-rows.ts";
import type { TokenScores, WantedScores } from "./scores.ts";
import type { ShardPort } from "./shard-port.ts";
import type { ShardScores } from "./shard-scorer.ts";

/** A whole vocabulary, cut into shards that work at the same time. */
export class ShardedVocabulary {
  readonly #shards: readonly ShardPort[];
  /** Weights of tokens that were expected, [hidden] each. */
  readonly #expected = new Map<number, Float32Array>();
  #isInTurn = false;

  /** @param shards in the order of their tokens, without gaps */
  constructor(shards: readonly ShardPort[]) {
    this.#shards = shards;
  }

  /** Whether shards score one after the other. */
  setInTurn(isInTurn: boolean): void {
    this.#isInTurn = isInTurn;
  }

  /**
   * Takes tokens, all of one shard, from a token of the whole vocabulary on; the rest as VocabularyShard.load has it.
   */
  async load(
    token: number,
    count: number,
    rows: Uint8Array | null,
    preview: Uint8Array | null,
  ): Promise<Uint8Array<ArrayBuffer> | null> {
    const shard = this.#shardOf(token);
    return shard.load(token - shard.size.firstToken, count, rows, preview);
  }

  /** Embeddings of the tokens, [ids.length, hidden]. */
  async rows(ids: readonly number[]): Promise<Float32Array> {
    const { hidden } = this.#shards[0]!.size;
    const out = new Float32Array(ids.length * hidden);
    const rowBytes = q8RowBytes(hidden);
    const fill = async (shard: ShardPort) => {
      const places = [...ids.keys()].filter((i) => isIn(shard, ids[i]!));
      if (places.length === 0) return;
      const rows = await shard.rows(Int32Array.from(places, (i) => ids[i]!));
      for (const [r, i] of places.entries()) {
        const row = rows.subarray(r * rowBytes, (r + 1) * rowBytes);
        q8_0.dequantize(row, out.subarray(i * hidden, (i + 1) * hidden));
      }
    };
    await Promise.all(this.#shards.map(fill));
    return out;
  }

  /** hidden: [N, hidden] after the last norm; wanted: [N]. */
  async score(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<TokenScores[]> {
    const parts = await this.#parts(hidden, await this.#shardScores(hidden, wanted));
    return wanted.map((want, row) => {
      const rowParts = parts.map((part) => part[row]!);
      const merged = mergeScores(rowParts);
      return want.kind === "tokens" ? { ...merged, tokenLogits: this.#inOrder(want.ids, rowParts) } : merged;
    });
  }

  /** With the logits of the tokens that are expected. */
  async #shardScores(hidden: Float32Array, wanted: readonly WantedScores[]): Promise<ShardScores[]> {
    const expected = new Set(wanted.flatMap((want) => expectedOf(want) ?? []));
    for (const id of expected) if (!this.#expected.has(id)) this.#expected.set(id, await this.rows([id]));
    return wanted.map((want, row) => {
      if (want.kind !== "candidates") return want;
      const id = expectedOf(want);
      if (id === undefined) return { kind: "candidates" };
      const weights = this.#expected.get(id)!;
      const logit = weights.reduce((sum, weight, i) => sum + weight * hidden[row * weights.length + i]!, 0);
      return { kind: "candidates", known: { id, logit } };
    });
  }

  async #parts(hidden: Float32Array, wanted: readonly ShardScores[]): Promise<TokenScores[][]> {
    const score = async (shard: ShardPort) => shard.score(hidden, wanted.map(ownPart(shard)));
    if (this.#isInTurn) {
      const parts: TokenScores[][] = [];
      for (const shard of this.#shards) parts.push(await score(shard));
      return parts;
    }
    // Shards in other threads are asked first, so that they work while this thread does.
    return (await Promise.all(this.#shards.toReversed().map(score))).reverse();
  }

  #inOrder(ids: Int32Array, parts: readonly TokenScores[]): Float32Array {
    const next = parts.map(() => 0);
    return Float32Array.from(ids, (id) => {
      const shard = this.#shards.indexOf(this.#shardOf(id));
      return parts[shard]!.tokenLogits![next[shard]!++]!;
    });
  }

  #shardOf(token: number): ShardPort {
    return this.#shards.find((shard) => isIn(shard, token))!;
  }
}

const expectedOf = (want: WantedScores): number | undefined =>
  want.kind === "candidates" ? want.expected : undefined;

const isIn = ({ size }: ShardPort, token: number): boolean =>
  token >= size.firstToken && token < size.firstToken + size.tokens;

const ownPart =
  (shard: ShardPort) =>
  (want: ShardScores): ShardScores =>
    want.kind === "tokens" ? { ...want, ids: want.ids.filter((id) => isIn(shard, id)) } : want;
