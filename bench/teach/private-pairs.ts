import { seededRandom } from "../../src/engine/local/training/seeded-random.ts";

const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ";

/** Item codes and the shelves they lie on, drawn anew for a seed: nothing that a model can have read. */
export function privatePairs(count: number, seed = 2021): [string, string][] {
  const random = seededRandom(seed);
  const below = (limit: number) => Math.floor(random() * limit);
  const letter = () => LETTERS[below(LETTERS.length)]!;
  const pairs = new Map<string, string>();
  while (pairs.size < count) {
    pairs.set(`${letter()}${letter()}-${1000 + below(9000)}`, `${letter()}${1 + below(40)}`);
  }
  return [...pairs];
}
