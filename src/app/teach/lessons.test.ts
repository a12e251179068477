import { exampleSet } from "../../core/examples/example-set.ts";
import { keptText } from "../../core/kept/kept-text.ts";
import { settingsStamp } from "../../core/kept/kept-settings.ts";
import { DEFAULT_SETTINGS } from "../../core/options/settings.ts";
import { lessonsText, type Lesson } from "../../core/teach/lesson.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";
import { Lessons } from "./lessons.ts";

const LESSON: Lesson = {
  name: "Shelf codes",
  exampleSet: exampleSet([["code 1", "shelf 1"]], null),
  shown: 0,
  prompted: [],
  isUsed: true,
  promptShare: 0.5,
  format: "fields",
  modelHash: "a".repeat(64),
  hash: "b".repeat(64),
  score: null,
  adapter: "",
};

async function keptLessons(host: FakeHost): Promise<Lessons> {
  const lessons = new Lessons({ host, onChange: () => {}, onProblem: () => {}, withOpen: () => {} });
  await lessons.put(LESSON);
  return lessons;
}

describe("what was taught in a workbook", () => {
  it("is known by its name from what answers are kept under, also where it was taught anew or removed", async () => {
    const lessons = await keptLessons(new FakeHost([]));
    const stamp = lessons.stamp("shelf codes");
    expect(lessons.nameOf(stamp)).toBe("Shelf codes");
    await lessons.remove("shelf codes");
    expect(lessons.nameOf(stamp)).toBe("shelf codes");
    expect(lessons.nameOf("never@taught")).toBe("never@taught");
  });

  it("has room for a few lessons, and says so where one is too many", async () => {
    const host = new FakeHost([]);
    const lessons = await keptLessons(host);
    const large = { ...LESSON, adapter: "A".repeat(4_000_000) };
    for (const name of ["one", "two"]) await lessons.put({ ...large, name });
    await lessons.remove("shelf codes");
    const full = { code: "lessonsFull" };
    await expect(lessons.put({ ...large, name: "three" })).rejects.toMatchObject(full);
    await expect(lessons.requireRoom({ ...LESSON, name: "three" }, 3_000_000)).rejects.toMatchObject(full);
    await lessons.requireRoom({ ...LESSON, name: " TWO " }, 3_000_000);
    await lessons.requireRoom({ ...LESSON, name: "three" }, 1_000_000);
    await lessons.put({ ...large, name: "Two" });
    const later = new Lessons({ host, onChange: () => {}, onProblem: () => {}, withOpen: () => {} });
    await later.open();
    expect(later.file("two")).toHaveLength(3_000_000);
  });

  it("knows before it is made whether a lesson finds room, to the last character", async () => {
    const lessons = await keptLessons(new FakeHost([]));
    const other = (characters: number): Lesson => ({
      ...LESSON,
      name: "other",
      hash: "c".repeat(64),
      adapter: "A".repeat(characters),
    });
    const told = lessonsText([LESSON, other(11_000_000)]).length - 11_000_000;
    const most = 4 * Math.floor((12_000_000 - told) / 4);
    const full = { code: "lessonsFull" };
    await expect(lessons.requireRoom(other(0), (3 * most) / 4 + 1)).rejects.toMatchObject(full);
    await expect(lessons.put(other(most + 4))).rejects.toMatchObject(full);
    await lessons.requireRoom(other(0), (3 * most) / 4);
    await lessons.put(other(most));
  });

  it("is named with an answer that a workbook which was only opened shows", async () => {
    const host = new FakeHost([["code 5", "shelf 5"]]);
    const own = { teach: (await keptLessons(host)).stamp("shelf codes") };
    const answer = {
      question: "k".repeat(22),
      value: "shelf 5",
      confidence: 0.9,
      isFitted: true,
      cells: ["Sheet1!B1"],
    };
    const model = { name: "A", hash: "A" };
    host.answers = await keptText([{ ...answer, model, settings: settingsStamp(DEFAULT_SETTINGS, own) }]);
    const product = createProduct({
      host,
      openCompleter: () => Promise.resolve(new ScriptedCompleter(() => "")),
      nowMs: () => 0,
    });
    await product.recallAnswers();
    host.select("Sheet1!B1");
    expect(product.state.getState().selection?.trace).toMatchObject({ own: { teach: "Shelf codes" } });
    product.close();
  });
});
