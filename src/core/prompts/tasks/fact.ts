import { demonstrated } from "./demonstrated.ts";

/** What is known of a thing, of several kinds: a cell of a table in the row of the thing. */
export const fact = demonstrated("fact", "Fact", [
  [
    ["Planet", "Mars"],
    ["Number of moons", "2"],
  ],
  [
    ["Novel", "Emma"],
    ["Author", "Jane Austen"],
  ],
  [
    ["Element", "gold"],
    ["Symbol", "Au"],
  ],
  [
    ["Bird", "penguin"],
    ["Can fly", "no"],
  ],
  [
    ["Company", "Toyota"],
    ["Country", "Japan"],
  ],
]);
