import type { CacheSlots } from "../layers/cache-slots.ts";
import type { Prefix } from "./decoder.ts";
import { sharedLength } from "./shared-length.ts";

/** A prefix whose keys and values lie in slots of the KV cache, one for each token. */
export interface SlottedPrefix extends Prefix {
  readonly slots: readonly number[];
}

/**
 * Keeps run prefixes within a budget; the one used longest ago goes first. Prefixes that begin alike share the slots of
 * what they have in common, so that together they are a trie.
 */
export class PrefixCache {
  readonly #slots: CacheSlots;
  readonly #budget: number;
  /** In the order of last use. */
  readonly #prefixes = new Set<SlottedPrefix>();
  #kept = 0;

  /** @param budget tokens that all kept prefixes have together, each counted for itself */
  constructor(slots: CacheSlots, budget: number) {
    this.#slots = slots;
    this.#budget = budget;
  }

  /** The kept prefix that begins most like the tokens; null where none begins like them at all. */
  closest(tokens: readonly number[]): { readonly prefix: SlottedPrefix; readonly shared: number } | null {
    let best: { prefix: SlottedPrefix; shared: number } | null = null;
    for (const prefix of this.#prefixes) {
      const shared = sharedLength(prefix.tokens, tokens, tokens.length);
      if (shared > (best?.shared ?? 0)) best = { prefix, shared };
    }
    return best;
  }

  /** Marks a kept prefix as used now. */
  touch(prefix: SlottedPrefix): void {
    if (this.#prefixes.delete(prefix)) this.#prefixes.add(prefix);
  }

  /** Frees the slots of all kept prefixes. */
  clear(): void {
    for (const { slots } of this.#prefixes) this.#slots.free(slots);
    this.#prefixes.clear();
    this.#kept = 0;
  }

  /** Keeps a prefix, whose slots are the cache's from now on; frees those of prefixes that must go for it. */
  put(prefix: SlottedPrefix): void {
    this.#prefixes.add(prefix);
    this.#kept += prefix.tokens.length;
    for (const old of this.#prefixes) {
      if (this.#kept <= this.#budget || old === prefix) break;
      this.#prefixes.delete(old);
      this.#kept -= old.tokens.length;
      this.#slots.free(old.slots);
    }
  }
}
