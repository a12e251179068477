import fc from "fast-check";
import { FORMATS } from "../prompts/formats/formats.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import {
  firstRows,
  lessonTexts,
  mostEpochs,
  promptedRows,
  SHOWN_ROWS,
  shownCount,
  splitRows,
  trainingsFor,
} from "./lesson-rows.ts";

const rows = (count: number): ExampleSet => ({
  headers: { inputs: ["Item"], output: "Shelf" },
  examples: Array.from({ length: count }, (_, i) => ({ inputs: [`item ${i}`], output: `B${i}` })),
  answerType: "text",
});

describe("rows to be taught", () => {
  it.each(FORMATS)("are written as the format writes its examples: $id", (format) => {
    const set = rows(4);
    for (const shown of [0, 3]) {
      const { examples } = firstRows(set, shown);
      const written = lessonTexts(format, set, examples)[shown]!;
      const asExample = format.render(firstRows(set, shown + 1), ["next"]).prefix;
      expect(asExample.startsWith(written.text)).toBe(true);
      const [{ start, end }] = written.spans as [{ start: number; end: number }];
      expect(written.text.slice(start, end)).toMatch(new RegExp(`^ B${shown}`));
      expect(end).toBe(written.text.length);
    }
  });

  it.each(FORMATS)("share all text up to the row's own: $id", (format) => {
    const set = rows(8);
    const { examples } = firstRows(set, 3);
    const { prefix } = format.render(firstRows(set, 3), ["next"]);
    for (const { text } of lessonTexts(format, set, examples)) expect(text.startsWith(prefix)).toBe(true);
  });

  it("show as many first rows as there is room for", async () => {
    const [format] = FORMATS;
    const count = (tokensOfCharacter: number) =>
      shownCount(format, rows(20), (text) => Promise.resolve(tokensOfCharacter * text.length));
    expect([await count(0.1), await count(2), await count(1000)]).toEqual([SHOWN_ROWS, 3, 0]);
    expect(await shownCount(format, rows(2), () => Promise.resolve(1))).toBe(2);
  });

  it("are learned in fewer trainings the longer they are, and in one where none is held back", () => {
    expect([500, 1000, 1001, 1500, 4000].map((tokens) => trainingsFor(tokens, 12))).toEqual([3, 3, 2, 2, 1]);
    expect(trainingsFor(500, 0)).toBe(1);
  });

  it("stand in the prompt evenly over the sheet, as many as there is room for", async () => {
    const prompted = (count: number, tokensOfRow: number) =>
      promptedRows(FORMATS[0], rows(count), [...rows(count).examples.keys()], (text) =>
        Promise.resolve(tokensOfRow * text.split("\n\n").length),
      );
    expect(await prompted(20, 1)).toEqual([...Array(20).keys()]);
    expect(await prompted(80, 1)).toEqual(Array.from({ length: 40 }, (_, i) => 2 * i + 1));
    expect(await prompted(80, 200)).toEqual([8, 24, 40, 56, 72]);
    expect(await prompted(80, 5000)).toEqual([]);
  });

  it("that are held back never stand in the prompt that is asked beside", async () => {
    for (const count of [16, 60, 300]) {
      const { heldBack, places } = splitRows(rows(count), true);
      const prompted = await promptedRows(FORMATS[0], rows(count), places, () => Promise.resolve(1));
      const held = new Set(heldBack.examples.map(({ output }) => output));
      expect(prompted.filter((place) => held.has(`B${place}`))).toEqual([]);
      expect(prompted).toHaveLength(Math.min(40, count - held.size));
    }
  });

  it("are parted so that each is learned or held back, evenly over the sheet", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), (count) => {
        const { learned, heldBack } = splitRows(rows(count), true);
        const all = [...learned.examples, ...heldBack.examples].map(({ output }) => output);
        expect(new Set(all).size).toBe(count);
        expect(
          heldBack.examples.some(({ inputs }) =>
            rows(SHOWN_ROWS).examples.some((shown) => shown.inputs[0] === inputs[0]),
          ),
        ).toBe(false);
        expect(heldBack.examples.length).toBe(count < 16 ? 0 : Math.min(40, Math.floor(count / 5)));
      }),
    );
  });

  it("that stand twice with the same input are both learned", () => {
    const set = rows(20);
    const twice = { ...set, examples: [...set.examples, ...set.examples] };
    expect(splitRows(twice, true).heldBack.examples).toEqual([]);
  });

  it("are read more often where they are few", () => {
    expect([8, 25, 60, 400].map(mostEpochs)).toEqual([63, 20, 20, 20]);
  });

  it("are all learned where none is to be held back", () => {
    expect(splitRows(rows(60), false).learned.examples).toHaveLength(60);
  });
});
