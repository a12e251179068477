import { evaluateFormat } from "./evaluate-format.ts";
import { formatArguments } from "./format-arguments.ts";
import { shuffledRelation } from "./relation.ts";

const NAMES = {
  id: "names",
  kind: "transformation",
  examples: 2,
  pairs: [
    ["Ann Lee", "Lee"],
    ["Bo Marsh", "Marsh"],
    ["Cy Dunn", "Dunn"],
    ["Di Eck", "eck"],
    ["Eva de la Frost", "Frost"],
    [" ", ""],
  ],
};

describe("npm run eval:format", () => {
  it("counts rows by how they were answered, and a difference in case as wrong", async () => {
    expect(await evaluateFormat(NAMES, null)).toMatchObject({
      id: "names",
      rows: 4,
      right: 3,
      exactRows: 2,
      exactRight: 1,
      likelyRows: 1,
      likelyRight: 1,
      modelRows: 0,
      solved: false,
    });
  });

  it("counts a transformation as solved when every row is right", async () => {
    expect(await evaluateFormat({ ...NAMES, pairs: NAMES.pairs.slice(0, 3) }, null)).toMatchObject({
      rows: 1,
      right: 1,
      solved: true,
    });
  });

  it("draws other rows as examples, the same ones for the same seed", () => {
    const orders = [1, 2, 3].map((seed) => shuffledRelation(NAMES, seed).pairs);
    expect(new Set(orders.map((pairs) => pairs.join(";"))).size).toBeGreaterThan(1);
    expect(orders[0]).toEqual(shuffledRelation(NAMES, 1).pairs);
    expect(orders[0]!.toSorted()).toEqual(NAMES.pairs.toSorted());
  });

  it("says which argument is wrong", () => {
    expect(() => formatArguments([])).toThrow("--data is missing");
    expect(() => formatArguments(["--data", "x.json", "--rows", "3"])).toThrow("--rows");
    expect(formatArguments(["--data", "x.json", "--model", "none"])).toMatchObject({
      model: "none",
      seed: null,
    });
  });
});
