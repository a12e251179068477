import { readFileSync } from "node:fs";
import fc from "fast-check";
import type { MatchingTask } from "./function-measures.ts";
import { withSlip } from "./function-measures.ts";
import { parseRelations } from "./relation.ts";

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");

it("a slip is another text of nearly the same length, the same one each time", () => {
  const text = fc.string({ minLength: 1 }).filter((one) => one.trim() !== "");
  fc.assert(
    fc.property(text, fc.nat({ max: 1000 }), (written, seed) => {
      const slip = withSlip(written, seed);
      expect(slip).not.toBe(written);
      expect(Math.abs([...slip].length - [...written].length)).toBeLessThanOrEqual(1);
      expect(withSlip(written, seed)).toBe(slip);
    }),
  );
});

describe("the texts that functions are measured on", () => {
  it("are relations whose inputs differ", () => {
    for (const { pairs } of parseRelations(fixture("relations.json"), "relations.json"))
      expect(new Set(pairs.map(([input]) => input)).size).toBe(pairs.length);
  });

  it("are lists that hold the item that each text means", () => {
    for (const { items, texts } of JSON.parse(fixture("matching.json")) as MatchingTask[])
      for (const [, item] of texts) expect(items).toContain(item);
  });
});
