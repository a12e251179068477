import { lessonsFromText, lessonsText, type Lesson } from "./lesson.ts";

const LESSON: Lesson = {
  name: "shelf codes",
  exampleSet: {
    headers: null,
    examples: Array.from({ length: 9 }, (_, i) => ({ inputs: [`item ${i}`], output: `shelf ${i}` })),
    answerType: "text",
  },
  shown: 3,
  prompted: [0, 2, 4, 8],
  isUsed: true,
  promptShare: 0.4,
  format: "fields",
  modelHash: "model",
  hash: "adapter",
  score: { rows: 4, before: 3, after: 4 },
  adapter: "AQ==",
};

const whole = (...lessons: Lesson[]) => ({ lessons, isDamaged: false });

describe("lessons kept with the workbook", () => {
  it("come back as they were", () => {
    expect(lessonsFromText(lessonsText([LESSON]))).toEqual(whole(LESSON));
  });

  it("hold each adapter once as it is, and are read where it stood among the rest", () => {
    const adapter = "AQID".repeat(1000);
    const [first, second] = [LESSON, { ...LESSON, name: "other", adapter }];
    const text = lessonsText([first, second]);
    const twice = lessonsText([first, { ...second, adapter: adapter + adapter }]);
    expect(twice.length - text.length).toBe(adapter.length);
    expect(lessonsFromText(text)).toEqual(whole(first, second));
    expect(lessonsFromText(btoa(JSON.stringify([first, second])))).toEqual(whole(first, second));
    expect(lessonsFromText(lessonsText([]))).toEqual(whole());
  });

  it("are lost where their text is cut, between two characters of an adapter too, and no others", () => {
    const text = lessonsText([LESSON, { ...LESSON, name: "other", adapter: "AQID".repeat(1000) }]);
    for (const length of [text.lastIndexOf("_"), text.length - 4, text.length - 2000])
      expect(lessonsFromText(text.slice(0, length))).toEqual({ lessons: [LESSON], isDamaged: true });
    expect(lessonsFromText(text).lessons).toHaveLength(2);
  });

  it("are read where the length of their adapter is not told", () => {
    const { adapter, ...told } = LESSON;
    expect(lessonsFromText(`${btoa(JSON.stringify([told]))}_${adapter}`)).toEqual(whole(LESSON));
  });

  it.each([
    [true, [0, 1, 2]],
    [false, [0, 1, 2, 3, 4]],
  ])(
    "without prompted rows are answered by the first ones, as they were judged; used: %s",
    (isUsed, expected) => {
      const { prompted: _, ...early } = { ...LESSON, isUsed };
      const [read] = lessonsFromText(lessonsText([early as Lesson])).lessons;
      expect(read).toEqual({ ...early, prompted: expected });
    },
  );

  it("that are damaged are none", () => {
    const none = { lessons: [], isDamaged: true };
    expect(lessonsFromText("%")).toEqual(none);
    expect(lessonsFromText(lessonsText([{ ...LESSON, prompted: [-1] }]))).toEqual(none);
  });
});
