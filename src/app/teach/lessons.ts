import { bytesOfBase64 } from "../../core/base64.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import {
  lessonKey,
  lessonsFromText,
  lessonsText,
  type Lesson,
  type StoredLessons,
} from "../../core/teach/lesson.ts";
import type { Completer } from "../../engine/completer.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { MESSAGES } from "../messages.ts";
import { wordsOf } from "../words-of.ts";
import { isCrash } from "../calls/to-cell-error.ts";
import type { LessonSummary } from "./teach-state.ts";

/** Room in the workbook, in characters of base64: three lessons of the default model. */
const TEXT_LIMIT = 12_000_000;

/** Of a SHA-256 in hex. */
const HASH_CHARACTERS = 64;

const NO_LESSONS: StoredLessons = { lessons: [], isDamaged: false };

/** What a stamp says of a lesson besides its name. */
const STAMPED = /@[^@]*\+[^@]*\*\d+$/;

export interface LessonsParts {
  readonly host: Pick<SpreadsheetHost, "loadLessons" | "saveLessons">;
  readonly onChange: (lessons: readonly LessonSummary[]) => void;
  readonly onProblem: (message: string) => void;
  /** Does something with the model where one is open. */
  readonly withOpen: (work: (completer: Completer) => void) => void;
}

/** What was taught in the workbook that is open, kept with it. */
export class Lessons {
  readonly #parts: LessonsParts;
  #lessons = new Map<string, Lesson>();
  /** Asked for by its hash while it is tried, before it is kept. */
  #trial: Lesson | null = null;
  /** Those whose adapter rows asked for, by its hash. */
  readonly #named = new Map<string, Lesson>();
  /** Which adapters a completer was given, or refused. */
  readonly #given = new WeakMap<Completer, Map<string, Promise<string>>>();

  constructor(parts: LessonsParts) {
    this.#parts = parts;
  }

  /** Takes the lessons of the workbook that is open now in place of those held. Never rejects. */
  async open(): Promise<void> {
    const lessons = new Map<string, Lesson>();
    const before = this.#lessons;
    this.#lessons = lessons;
    this.#named.clear();
    try {
      const text = await this.#parts.host.loadLessons();
      const read = text === null ? NO_LESSONS : lessonsFromText(text);
      if (read.isDamaged) this.#parts.onProblem(MESSAGES.lessonsDamaged);
      for (const lesson of read.lessons) lessons.set(lessonKey(lesson.name), lesson);
    } catch (error) {
      this.#parts.onProblem(MESSAGES.lessonsUnreadable(wordsOf(error)));
    }
    for (const lesson of before.values()) this.#takeBack(lesson);
    // Another workbook was opened meanwhile.
    if (lessons === this.#lessons) this.#tell();
  }

  /**
   * Gives a completer, which may stand in for one that crashed, the adapters that rows named before. One that is
   * refused is told to the rows that name it. Rejects where the completer crashes.
   */
  async giveNamed(completer: Completer): Promise<void> {
    for (const lesson of [...this.#named.values()]) {
      if (lesson.modelHash !== completer.model.hash) continue;
      try {
        await this.#give(lesson, completer);
      } catch (error) {
        if (isCrash(error)) throw error;
      }
    }
  }

  /**
   * The lesson of a name, for a row that the completer is to answer; it knows the lesson's adapter then, where that
   * answers. Errors: lessonUnknown, lessonOfOtherModel. Rejects where the adapter is refused (adapter-invalid) or the
   * completer crashes.
   */
  async lessonFor(completer: Completer, name: string): Promise<Lesson | CellError> {
    const lesson = this.#find(name, completer.model.hash);
    if (!(lesson instanceof CellError) && lesson.isUsed) await this.#give(lesson, completer);
    return lesson;
  }

  /** Works with a lesson that is not kept yet; its adapter was given to the model. */
  async try<Result>(lesson: Lesson, work: () => Promise<Result>): Promise<Result> {
    this.#trial = lesson;
    try {
      return await work();
    } finally {
      this.#trial = null;
      this.#takeBack(lesson);
    }
  }

  /** Name and version as part of what was asked: a lesson that is taught anew gives new answers. */
  stamp(name: string): string {
    const lesson = this.#lessons.get(lessonKey(name));
    if (lesson === undefined) return name;
    const { hash, isUsed, promptShare, prompted } = lesson;
    return `${lessonKey(name)}@${hash}+${isUsed ? promptShare : 1}*${prompted.length}`;
  }

  /** The name of the lesson that has the stamp, or had it before it was taught anew or removed. */
  nameOf(stamp: string): string {
    const lesson = [...this.#lessons.values()].find(({ name }) => this.stamp(name) === stamp);
    return lesson?.name ?? stamp.replace(STAMPED, "");
  }

  /**
   * Keeps a lesson in the place of one of the same name. Rejects with a CellError (lessonsFull) where the workbook has
   * no room for it.
   */
  async put(lesson: Lesson): Promise<void> {
    let before: Lesson | undefined;
    try {
      const { text, next, ...changed } = await this.#with(lesson);
      await this.#parts.host.saveLessons(text);
      this.#lessons = next;
      before = changed.before;
    } finally {
      // The lesson itself where it is not kept, or where examples answer in its place.
      for (const other of [before, lesson]) this.#takeBack(other);
    }
    this.#tell();
  }

  /**
   * Looks whether a lesson would find room, before it is trained. adapterBytes: size of its adapter's file. Rejects as
   * `put` does.
   */
  async requireRoom(lesson: Omit<Lesson, "hash" | "adapter">, adapterBytes: number): Promise<void> {
    const adapter = "A".repeat(4 * Math.ceil(adapterBytes / 3));
    await this.#with({ ...lesson, hash: "0".repeat(HASH_CHARACTERS), adapter });
  }

  async remove(name: string): Promise<void> {
    const next = await this.#current();
    const before = next.get(lessonKey(name));
    next.delete(lessonKey(name));
    await this.#parts.host.saveLessons(lessonsText([...next.values()]));
    this.#lessons = next;
    this.#takeBack(before);
    this.#tell();
  }

  /** The file of a lesson's adapter. Throws an Error where there is none of this name. */
  file(name: string): Uint8Array<ArrayBuffer> {
    const lesson = this.#lessons.get(lessonKey(name));
    if (!lesson) throw new Error(MESSAGES.noLesson(name));
    return bytesOfBase64(lesson.adapter);
  }

  /**
   * The lessons with one more, or another in the place of one of the same name. Rejects with a CellError (lessonsFull).
   */
  async #with(lesson: Lesson) {
    const next = await this.#current();
    const key = lessonKey(lesson.name);
    const before = next.get(key);
    next.set(key, lesson);
    const text = lessonsText([...next.values()]);
    if (text.length > TEXT_LIMIT) throw cellError("lessonsFull");
    return { before, next, text };
  }

  /** As the workbook has them now: another page that has it open may have taught too. */
  async #current(): Promise<Map<string, Lesson>> {
    const text = await this.#parts.host.loadLessons();
    const read = text === null ? null : lessonsFromText(text);
    // What this page has stands in for what is damaged meanwhile.
    const own = read === null || read.isDamaged ? this.#lessons.values() : [];
    const lessons = [...own, ...(read?.lessons ?? [])];
    return new Map(lessons.map((lesson) => [lessonKey(lesson.name), lesson]));
  }

  #find(name: string, modelHash: string): Lesson | CellError {
    const lesson = this.#trial?.hash === name ? this.#trial : this.#lessons.get(lessonKey(name));
    if (!lesson) {
      return cellError("lessonUnknown", {
        name,
        known: [...this.#lessons.values()].map((each) => each.name),
      });
    }
    return lesson.modelHash === modelHash ? lesson : cellError("lessonOfOtherModel", { name: lesson.name });
  }

  /** A completer gets each adapter once; rejects as it did then. */
  async #give(lesson: Lesson, completer: Completer): Promise<void> {
    const { teacher } = completer;
    if (teacher === undefined) return;
    const given = this.#given.get(completer) ?? new Map<string, Promise<string>>();
    this.#given.set(completer, given);
    const adding = given.get(lesson.hash) ?? teacher.addAdapter(bytesOfBase64(lesson.adapter));
    given.set(lesson.hash, adding);
    this.#named.set(lesson.hash, lesson);
    try {
      await adding;
    } catch (error) {
      // One that brings the engine down must not do so at every start.
      this.#named.delete(lesson.hash);
      throw error;
    }
  }

  /** The model gives up the adapter of a lesson that answers no more. */
  #takeBack(lesson: Lesson | undefined): void {
    if (lesson === undefined) return;
    const { hash } = lesson;
    if ([...this.#lessons.values()].some((kept) => kept.hash === hash && kept.isUsed)) return;
    this.#named.delete(hash);
    this.#parts.withOpen((completer) => {
      this.#given.get(completer)?.delete(hash);
      completer.teacher?.removeAdapter(hash);
    });
  }

  #tell(): void {
    this.#parts.onChange(
      [...this.#lessons.values()].map(({ name, exampleSet, adapter, hash, score, isUsed }) => ({
        name,
        rows: exampleSet.examples.length,
        bytes: bytesOfBase64(adapter).length,
        hash,
        score,
        isUsed,
      })),
    );
  }
}
