import type { KeptAnswer, ModelIdentity } from "../../core/kept/kept-answer.ts";
import { answersFromKeptText, keptTextWithin } from "../../core/kept/kept-text.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { MESSAGES } from "../messages.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { AppEvent } from "../reducers.ts";
import type { KeptModel } from "../state.ts";

/** Room in the workbook, in characters: about 30,000 short answers. What was used longest ago goes first. */
const TEXT_LIMIT = 1_000_000;
const ANSWER_LIMIT = 50_000;
const ADDRESS_LIMIT = 50_000;

/** The workbook is written this long after the first answer it does not have yet. */
const SAVE_DELAY_MS = 5_000;

interface Entry extends KeptAnswer {
  /** Content key of the completion it was read from; null where it came with the workbook. */
  readonly contentKey: string | null;
}

export interface KeptAnswersParts {
  readonly host: Pick<SpreadsheetHost, "loadAnswers" | "saveAnswers">;
  /** The model that a formula would be answered by, before it is opened; null where only opening it can tell. */
  readonly identifyModel: (() => Promise<ModelIdentity>) | null;
  readonly dispatch: (event: AppEvent) => void;
  readonly onProblem: (message: string) => void;
}

/**
 * The answers that live in the workbook. A formula whose question was answered before, here or on another machine,
 * takes that answer without a model, until it is asked to answer anew.
 */
export class KeptAnswers {
  readonly #parts: KeptAnswersParts;
  #entries = new BoundedMap<string, Entry>(ANSWER_LIMIT);
  #keys = new BoundedMap<string, string>(ADDRESS_LIMIT);
  /** Keys whose answer is not to be taken: the person asked for another. */
  #renewed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #isUnsaved = false;
  #lastProblem: string | null = null;
  /** What the workbook holds, as far as is known here. */
  #lastText: string | null = null;
  #saving: Promise<void> = Promise.resolve();

  constructor(parts: KeptAnswersParts) {
    this.#parts = parts;
  }

  /** Takes the answers of the workbook that is open now in place of those held. Never rejects. */
  async open(): Promise<void> {
    this.#stopTimer();
    this.#isUnsaved = false;
    this.#entries = new BoundedMap(ANSWER_LIMIT);
    this.#keys = new BoundedMap(ADDRESS_LIMIT);
    this.#renewed = new Set();
    const entries = this.#entries;
    try {
      const text = await this.#parts.host.loadAnswers();
      // Another workbook was opened meanwhile.
      if (entries !== this.#entries) return;
      this.#lastText = text;
      const answers = text === null ? [] : answersFromKeptText(text);
      if (answers === null) this.#parts.onProblem(MESSAGES.answersDamaged);
      for (const answer of answers ?? []) entries.set(answer.key, { ...answer, contentKey: null });
    } catch (error) {
      this.#parts.onProblem(MESSAGES.answersUnreadable(String(error)));
    }
    this.#tell();
    if (this.#entries.size > 0) this.#identify();
  }

  /** Another model answers from now on; what there is stays as it is until it is asked for again. */
  changeModel(): void {
    // The tokens of a run of this page are of no use to the other model.
    for (const entry of [...this.#entries.values()]) {
      this.#entries.set(entry.key, { ...entry, contentKey: null });
    }
    this.#tell();
    if (this.#entries.size > 0) this.#identify();
  }

  /** The answer kept under the key, unless another was asked for. address: the cell that asks. */
  find(key: string, address: string | null): Entry | undefined {
    if (address !== null) this.#keys.set(address, key);
    return this.#renewed.has(key) ? undefined : this.#entries.get(key);
  }

  keep(answer: KeptAnswer, contentKey: string): void {
    this.#entries.set(answer.key, { ...answer, contentKey });
    this.#renewed.delete(answer.key);
    this.#isUnsaved = true;
    this.#timer ??= setTimeout(() => void this.save(), SAVE_DELAY_MS);
  }

  /** From now on the answers that match are asked for again; they stay in the workbook until others come. */
  renew(isRenewed: (answer: KeptAnswer) => boolean): void {
    for (const entry of this.#entries.values()) if (isRenewed(entry)) this.#renewed.add(entry.key);
  }

  renewCell(address: string): void {
    const key = this.#keys.get(address);
    if (key !== undefined) this.#renewed.add(key);
  }

  /** Writes what the workbook does not have yet. Never rejects: a failure is told once, and tried again later. */
  save(): Promise<void> {
    // One after another: an older state must not be written over a later one.
    this.#saving = this.#saving.then(() => this.#save());
    return this.#saving;
  }

  /** Another model may be the one that answers; `identifyModel` is asked which. */
  identify(): void {
    if (this.#entries.size > 0) this.#identify();
  }

  close(): void {
    this.#stopTimer();
  }

  async #save(): Promise<void> {
    this.#stopTimer();
    if (!this.#isUnsaved) return;
    this.#isUnsaved = false;
    const { host, onProblem } = this.#parts;
    const entries = this.#entries;
    try {
      await this.#takeOthers();
      if (entries === this.#entries) this.#tell();
      const { text } = await keptTextWithin([...entries.values()], TEXT_LIMIT);
      // Another workbook was opened meanwhile.
      if (entries !== this.#entries) return;
      await host.saveAnswers(text);
      this.#lastText = text;
      this.#lastProblem = null;
    } catch (error) {
      if (entries !== this.#entries) return;
      this.#isUnsaved = true;
      const problem = MESSAGES.answersNotKept(String(error));
      if (problem !== this.#lastProblem) onProblem(problem);
      this.#lastProblem = problem;
    }
  }

  /** Takes in what others who have the workbook open wrote into it since it was last read or written here. */
  async #takeOthers(): Promise<void> {
    const entries = this.#entries;
    const text = await this.#parts.host.loadAnswers();
    if (text === null || text === this.#lastText) return;
    for (const answer of answersFromKeptText(text) ?? []) {
      if (!entries.has(answer.key)) entries.set(answer.key, { ...answer, contentKey: null });
    }
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tell(): void {
    const models = new Map<string, KeptModel>();
    for (const { model } of this.#entries.values()) {
      const answers = (models.get(model.hash)?.answers ?? 0) + 1;
      models.set(model.hash, { ...model, answers });
    }
    this.#parts.dispatch({ type: "kept-changed", models: [...models.values()] });
  }

  #identify(): void {
    const { identifyModel, dispatch } = this.#parts;
    identifyModel?.().then(
      (model) => dispatch({ type: "model-identified", model }),
      // Which model it is will be known, and its absence said, when a formula needs it.
      () => undefined,
    );
  }
}
