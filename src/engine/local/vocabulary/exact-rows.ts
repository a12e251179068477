import type { ByteReader } from "../gguf/byte-source.ts";

/** Blocks of exact rows that a shard keeps of those it read: 11 MB with rows of 640 values. */
const KEPT_BLOCKS = 1024;

/** The Q8_0 rows of consecutive tokens, one after the other in a file. */
export interface RowFile {
  readonly reader: ByteReader;
  /** Of the first token's row, in bytes. */
  readonly offset: number;
}

/** How rows lie in a shard, and where. */
export interface RowLayout {
  readonly tokens: number;
  readonly rowBytes: number;
  readonly blockTokens: number;
  /** Room for `rowBlocks` blocks of rows, as a view that is good for the moment. */
  readonly room: () => Uint8Array<ArrayBuffer>;
}

/** Blocks of rows that a shard of so many blocks needs room for. */
export const rowBlocks = (blocks: number, file: RowFile | null): number =>
  file === null ? blocks : Math.min(blocks, KEPT_BLOCKS);

/** Where a shard finds the exact rows of its tokens. */
export interface ExactRows {
  /** Most tokens that may be asked for at once. */
  readonly most: number;
  /** At which row of the room each token's row lies until the next call. Tokens are counted from the shard's first. */
  placesOf(tokens: Int32Array): Int32Array;
}

/** All rows lie in the room, in order. */
export class AllRows implements ExactRows {
  readonly most = Infinity;

  placesOf(tokens: Int32Array): Int32Array {
    return tokens;
  }
}

/**
 * Rows stay in the file: a step wants a thousand of a quarter million. What was read is kept, block by block, until the
 * room is full; then what was used longest ago goes.
 */
export class RowsFromFile implements ExactRows {
  readonly most: number;
  readonly #file: RowFile;
  readonly #layout: RowLayout;
  /** Where each block lies in the room, the one used longest ago first. */
  readonly #placeOf = new Map<number, number>();
  readonly #free: number[];

  /** @param blocks of which the layout has room for */
  constructor(file: RowFile, layout: RowLayout, blocks: number) {
    this.#file = file;
    this.#layout = layout;
    this.#free = Array.from({ length: blocks }, (_, place) => place);
    this.most = blocks;
  }

  /** Throws as ByteReader.read does. */
  placesOf(tokens: Int32Array): Int32Array {
    const { blockTokens } = this.#layout;
    let block = -1;
    let first = 0;
    return tokens.map((token) => {
      const wanted = Math.floor(token / blockTokens);
      if (wanted !== block) first = this.#placed(wanted) * blockTokens;
      block = wanted;
      return first + (token % blockTokens);
    });
  }

  #placed(block: number): number {
    const place = this.#placeOf.get(block) ?? this.#read(block);
    this.#placeOf.delete(block);
    this.#placeOf.set(block, place);
    return place;
  }

  #read(block: number): number {
    if (this.#free.length === 0) {
      const [oldest, place] = this.#placeOf.entries().next().value!;
      this.#placeOf.delete(oldest);
      this.#free.push(place);
    }
    const place = this.#free.at(-1)!;
    const { tokens, rowBytes, blockTokens, room } = this.#layout;
    const first = block * blockTokens;
    const bytes = Math.min(blockTokens, tokens - first) * rowBytes;
    const at = place * blockTokens * rowBytes;
    this.#file.reader.read(this.#file.offset + first * rowBytes, room().subarray(at, at + bytes));
    // Only now: a read that failed leaves the place free.
    this.#free.pop();
    return place;
  }
}
