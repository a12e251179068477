/**
 * Numbers in [0, 1) that are the same for the same seed.
 * Source: Bob Jenkins's small generator with three rounds of Weyl counting (sfc32), in PractRand by Chris
 * Doty-Humphrey.
 */
export function seededRandom(seed: number): () => number {
  let [a, b, c, counter] = [seed | 0, 0x9e3779b9 | 0, 0x243f6a88 | 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 2 ** 32;
  };
  // The first numbers still look like the seed.
  for (let i = 0; i < 12; i++) next();
  return next;
}

/** The items in a random order. Source: Durstenfeld 1964, algorithm 235. */
export function shuffled<Item>(items: readonly Item[], random: () => number): Item[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const other = Math.floor(random() * (i + 1));
    [out[i], out[other]] = [out[other]!, out[i]!];
  }
  return out;
}

/** Two independent draws make one of a normal distribution. Source: Box and Muller 1958. */
export const normal = (random: () => number): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
