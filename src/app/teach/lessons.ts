import { cellError, type CellError } from "../../core/errors/cell-error.ts";
import { lessonKey, lessonsFromText, lessonsText, type Lesson } from "../../core/teach/lesson.ts";
import type { Completer } from "../../engine/completer.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { MESSAGES } from "../messages.ts";
import type { LessonSummary } from "./teach-state.ts";

/** Room in the workbook, in characters of base64: two or three lessons of the default model. */
const TEXT_LIMIT = 12_000_000;

export interface LessonsParts {
  readonly host: Pick<SpreadsheetHost, "loadLessons" | "saveLessons">;
  readonly onChange: (lessons: readonly LessonSummary[]) => void;
  readonly onProblem: (message: string) => void;
}

/** What was taught in the workbook that is open, kept with it. */
export class Lessons {
  readonly #parts: LessonsParts;
  #lessons = new Map<string, Lesson>();
  /** Asked for by its hash while it is tried, before it is kept. */
  #trial: Lesson | null = null;
  /** Which adapters a completer was given. */
  readonly #given = new WeakMap<Completer, Map<string, Promise<string>>>();

  constructor(parts: LessonsParts) {
    this.#parts = parts;
  }

  /** Takes the lessons of the workbook that is open now in place of those held. Never rejects. */
  async open(): Promise<void> {
    const lessons = new Map<string, Lesson>();
    this.#lessons = lessons;
    try {
      const text = await this.#parts.host.loadLessons();
      const read = text === null ? [] : lessonsFromText(text);
      if (read === null) this.#parts.onProblem(MESSAGES.lessonsDamaged);
      for (const lesson of read ?? []) lessons.set(lessonKey(lesson.name), lesson);
    } catch (error) {
      this.#parts.onProblem(MESSAGES.lessonsUnreadable(String(error)));
    }
    // Another workbook was opened meanwhile.
    if (lessons === this.#lessons) this.#tell();
  }

  /** Gives the completer all adapters of its model, so that requests may name them. */
  async giveTo(completer: Completer): Promise<void> {
    const { teacher } = completer;
    if (teacher === undefined) return;
    const given = this.#given.get(completer) ?? new Map<string, Promise<string>>();
    this.#given.set(completer, given);
    for (const lesson of this.#lessons.values()) {
      if (lesson.modelHash !== completer.model.hash) continue;
      const adding = given.get(lesson.hash) ?? teacher.addAdapter(bytesOf(lesson.adapter));
      given.set(lesson.hash, adding);
      await adding;
    }
  }

  /** Errors: lessonUnknown, lessonOfOtherModel. modelHash: of the model that is to answer */
  find(name: string, modelHash: string): Lesson | CellError {
    const lesson = this.#trial?.hash === name ? this.#trial : this.#lessons.get(lessonKey(name));
    if (!lesson) {
      return cellError("lessonUnknown", {
        name,
        known: [...this.#lessons.values()].map((each) => each.name),
      });
    }
    return lesson.modelHash === modelHash ? lesson : cellError("lessonOfOtherModel", { name: lesson.name });
  }

  /** Works with a lesson that is not kept yet; its adapter was given to the model. */
  async try<Result>(lesson: Lesson, work: () => Promise<Result>): Promise<Result> {
    this.#trial = lesson;
    try {
      return await work();
    } finally {
      this.#trial = null;
    }
  }

  /** Name and version as part of what was asked: a lesson that is taught anew gives new answers. */
  stamp(name: string): string {
    const lesson = this.#lessons.get(lessonKey(name));
    if (lesson === undefined) return name;
    return `${lessonKey(name)}@${lesson.isUsed ? `${lesson.hash}+${lesson.promptShare}` : "examples"}`;
  }

  /** Keeps a lesson in the place of one of the same name. Throws an Error where the workbook has no room for it. */
  async put(lesson: Lesson): Promise<void> {
    const next = (await this.#current()).set(lessonKey(lesson.name), lesson);
    const text = lessonsText([...next.values()]);
    if (text.length > TEXT_LIMIT) {
      throw new Error(MESSAGES.lessonsFull);
    }
    await this.#parts.host.saveLessons(text);
    this.#lessons = next;
    this.#tell();
  }

  async remove(name: string): Promise<void> {
    const next = await this.#current();
    next.delete(lessonKey(name));
    await this.#parts.host.saveLessons(lessonsText([...next.values()]));
    this.#lessons = next;
    this.#tell();
  }

  /** The file of a lesson's adapter. Throws an Error where there is none of this name. */
  file(name: string): Uint8Array<ArrayBuffer> {
    const lesson = this.#lessons.get(lessonKey(name));
    if (!lesson) throw new Error(MESSAGES.noLesson(name));
    return bytesOf(lesson.adapter);
  }

  /** As the workbook has them now: another page that has it open may have taught too. */
  async #current(): Promise<Map<string, Lesson>> {
    const text = await this.#parts.host.loadLessons();
    const read = text === null ? null : lessonsFromText(text);
    return new Map((read ?? [...this.#lessons.values()]).map((lesson) => [lessonKey(lesson.name), lesson]));
  }

  #tell(): void {
    this.#parts.onChange(
      [...this.#lessons.values()].map(({ name, exampleSet, adapter, hash, score, isUsed }) => ({
        name,
        rows: exampleSet.examples.length,
        bytes: bytesOf(adapter).length,
        hash,
        score,
        isUsed,
      })),
    );
  }
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

export function base64Of(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
