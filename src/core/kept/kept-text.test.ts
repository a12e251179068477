import { deflateSync, strFromU8 } from "fflate";
import fc from "fast-check";
import { CellDate } from "../examples/cell-date.ts";
import { promptText } from "../examples/cell-value.ts";
import type { StoredAnswer } from "./kept-answer.ts";
import { PLAIN_STAMP } from "./kept-settings.ts";
import { answersFromKeptText, keptText, keptTextWithin } from "./kept-text.ts";

const MODELS = ["a", "b", "c"].map((letter) => ({ name: `Model ${letter}`, hash: letter.repeat(64) }));

const answer: fc.Arbitrary<StoredAnswer> = fc.record({
  question: fc.stringMatching(/^[A-Za-z0-9+/]{22}$/),
  settings: fc.constantFrom(PLAIN_STAMP, '[[["temperature",0.7]],[]]'),
  cells: fc.array(fc.constantFrom("Sheet1!B4", "'My sheet'!AA17")),
  value: fc.oneof(
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.integer({ min: 61, max: 99_999 }).map((days) => new CellDate(days, "yyyy-mm-dd")),
  ),
  confidence: fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000),
  isFitted: fc.boolean(),
  model: fc.constantFrom(...MODELS),
});

/** A text of before settings and cells were kept, with one answer. */
function textOfOne(value: unknown): string {
  const stored = {
    version: 1,
    models: [MODELS[0]],
    keys: "k".repeat(22),
    of: [0],
    confidences: [0.5],
    values: [value],
  };
  return btoa(strFromU8(deflateSync(new TextEncoder().encode(JSON.stringify(stored))), true));
}

/** -0 is 0 in JSON and in a sheet. */
const asSheets = (answers: readonly StoredAnswer[]) =>
  answers.map((each) => ({ ...each, value: each.value === 0 ? 0 : each.value }));

const capitals = (count: number): StoredAnswer[] =>
  Array.from({ length: count }, (_, index) => ({
    question: `${index}`.padStart(22, "k"),
    settings: PLAIN_STAMP,
    cells: [`Sheet1!B${index + 4}`],
    value: `Capital ${index}`,
    confidence: 0.5,
    isFitted: true,
    model: MODELS[0]!,
  }));

describe("the text of kept answers", () => {
  it("brings every answer back, in order", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answer), async (answers) => {
        expect(answersFromKeptText(await keptText(answers))).toStrictEqual(asSheets(answers));
      }),
    );
  });

  it("keeps the latest where not all have room", async () => {
    const answers = capitals(2000);
    const { text, dropped } = await keptTextWithin(answers, 5000);
    expect(text.length).toBeLessThanOrEqual(5000);
    expect(text.length).toBeGreaterThan(4000);
    expect(answersFromKeptText(text)).toEqual(answers.slice(dropped));
  });

  it("drops nothing where all have room, and everything where one is longer than the room", async () => {
    expect((await keptTextWithin(capitals(10), 5000)).dropped).toBe(0);
    expect((await keptTextWithin(capitals(10), 3)).dropped).toBe(10);
  });

  it("is refused when it is damaged, whatever was done to it", async () => {
    const text = await keptText(capitals(50));
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.string({ maxLength: 5 }), (at, put) => {
        const read = answersFromKeptText(text.slice(0, at) + put + text.slice(at + put.length + 1));
        for (const { question, model } of read ?? []) {
          expect(question).toHaveLength(22);
          expect(model).toMatchObject({ hash: expect.any(String) as string });
        }
      }),
    );
    expect(answersFromKeptText("")).toBeNull();
    expect(answersFromKeptText(text.slice(0, -40))).toBeNull();
  });

  it("is refused without filling the memory when a small text unpacks to a huge one", () => {
    const bomb = btoa(strFromU8(deflateSync(new Uint8Array(200_000_000), { level: 9 }), true));
    expect(bomb.length).toBeLessThan(400_000);
    expect(answersFromKeptText(bomb)).toBeNull();
  });

  it.each([1e300, -1, 0, 45_352.5])("gives a day of no calendar back as the number it is (%p)", (days) => {
    const text = textOfOne({ days, format: "yyyy-mm-dd" });
    const [read] = answersFromKeptText(text)!;
    expect(promptText(read!.value)).toBe(days === 45_352.5 ? "2024-03-01" : String(days));
  });

  it("of before settings and cells were kept is read as of plain settings", () => {
    const text = textOfOne("Lima");
    expect(answersFromKeptText(text)).toEqual([
      {
        question: "k".repeat(22),
        settings: PLAIN_STAMP,
        cells: [],
        value: "Lima",
        confidence: 0.5,
        isFitted: true,
        model: MODELS[0],
      },
    ]);
  });

  it("of another version is refused", () => {
    const json = '{"version":2,"models":[],"keys":"","of":[],"confidences":[],"values":[]}';
    const text = btoa(strFromU8(deflateSync(new TextEncoder().encode(json)), true));
    expect(answersFromKeptText(text)).toBeNull();
  });
});
