import type { KeptAnswer, ModelIdentity, StoredAnswer } from "../../core/kept/kept-answer.ts";
import type { KeptKey } from "../../core/kept/kept-key.ts";
import { changesNothing, PLAIN_STAMP } from "../../core/kept/kept-settings.ts";
import { answersFromKeptText, keptTextWithin } from "../../core/kept/kept-text.ts";
import type { Settings } from "../../core/options/settings.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import { MESSAGES } from "../messages.ts";
import { BoundedMap } from "./bounded-map.ts";
import { type KeptCell, KeptCells } from "./kept-cells.ts";
import type { AppEvent } from "../reducers.ts";
import type { KeptModel } from "../state.ts";
import { wordsOf } from "../words-of.ts";

/** Room in the workbook, in characters: about 30,000 short answers. What was used longest ago goes first. */
const TEXT_LIMIT = 1_000_000;
const ANSWER_LIMIT = 50_000;

/** The workbook is written this long after the first answer it does not have yet. */
const SAVE_DELAY_MS = 5_000;

/** Thousands of cells that ask are counted a few times. */
const COUNT_DELAY_MS = 500;

const idOf = ({ question, settings }: KeptKey): string => `${question} ${settings}`;

interface Entry extends KeptAnswer {
  /** Content key of the completion it was read from; null where it came with the workbook. */
  readonly contentKey: string | null;
}

/** An answer, and the cell that has it. */
export interface HeldAnswer {
  readonly address: string;
  readonly answer: Entry;
}

export interface KeptAnswersParts {
  readonly host: Pick<SpreadsheetHost, "loadAnswers" | "saveAnswers">;
  /** The model that a formula would be answered by, before it is opened; null where only opening it can tell. */
  readonly identifyModel: (() => Promise<ModelIdentity>) | null;
  /** The workbook's settings as answers are kept under them. */
  readonly settings: () => Settings;
  readonly dispatch: (event: AppEvent) => void;
  readonly onProblem: (message: string) => void;
}

/**
 * The answers that live in the workbook. A formula whose question was answered before, here or on another machine,
 * takes that answer without a model, until it is asked to answer anew. So it does where the model or the workbook's
 * settings are others by now.
 */
export class KeptAnswers {
  readonly #parts: KeptAnswersParts;
  #entries = new BoundedMap<string, Entry>(ANSWER_LIMIT);
  #cells = new KeptCells();
  /** Ids of those whose answer is not to be taken: the person asked for another. */
  #renewed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #countTimer: ReturnType<typeof setTimeout> | null = null;
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
    this.#cells = new KeptCells();
    this.#renewed = new Set();
    const entries = this.#entries;
    try {
      const text = await this.#parts.host.loadAnswers();
      // Another workbook was opened meanwhile.
      if (entries !== this.#entries) return;
      this.#lastText = text;
      const answers = text === null ? [] : answersFromKeptText(text);
      if (answers === null) this.#parts.onProblem(MESSAGES.answersDamaged);
      for (const answer of answers ?? []) this.#take(answer);
    } catch (error) {
      this.#parts.onProblem(MESSAGES.answersUnreadable(wordsOf(error)));
    }
    this.#tell();
    this.count();
    if (this.#entries.size > 0) this.#identify();
  }

  /** Another model answers from now on; what there is stays as it is until it is asked for again. */
  changeModel(): void {
    // The tokens of a run of this page are of no use to the other model.
    for (const entry of [...this.#entries.values()]) {
      this.#entries.set(idOf(entry), { ...entry, contentKey: null });
    }
    this.#tell();
    if (this.#entries.size > 0) this.#identify();
  }

  /**
   * The answer kept under the key, unless another was asked for; of a cell whose column has an answer to the question
   * under other settings, that one. address: the cell that asks.
   */
  find(key: KeptKey, address: string | null): Entry | undefined {
    const shown = address === null ? undefined : this.#cells.inColumn(address, key.question);
    const found = shown && !this.#renewed.has(idOf(shown)) ? this.#entries.get(idOf(shown)) : undefined;
    const answer =
      found ??
      (this.#renewed.has(idOf(key)) ? undefined : (this.#entries.get(idOf(key)) ?? this.#adopt(key)));
    if (address !== null) this.note(address, answer ?? key);
    return answer;
  }

  /**
   * An answer of before settings were kept, where the workbook changes nothing about the question: it is of this key.
   */
  #adopt(key: KeptKey): Entry | undefined {
    const plain = { ...key, settings: PLAIN_STAMP };
    const known = this.#entries.get(idOf(plain));
    if (!known || !changesNothing(key.settings) || this.#renewed.has(idOf(plain))) return undefined;
    const answer = { ...known, ...key };
    this.#entries.delete(idOf(plain));
    this.#entries.set(idOf(key), answer);
    this.#isUnsaved = true;
    return answer;
  }

  /** A cell asks under these settings. */
  note(address: string, { question, settings }: KeptKey): void {
    this.#cells.set(address, { question, settings });
    this.#countSoon();
  }

  keep(answer: KeptAnswer, contentKey: string): void {
    this.#entries.set(idOf(answer), { ...answer, contentKey });
    this.#renewed.delete(idOf(answer));
    this.#saveSoon();
  }

  /** From now on the answers that match are asked for again; they stay in the workbook until others come. */
  renew(isRenewed: (answer: KeptAnswer) => boolean): void {
    for (const entry of this.#entries.values()) if (isRenewed(entry)) this.#renewed.add(idOf(entry));
  }

  renewCell(address: string): void {
    const key = this.#cells.get(address);
    if (key !== undefined) this.#renewed.add(idOf(key));
  }

  /** The cells that asked. */
  cells(): readonly KeptCell[] {
    return this.#cells.all();
  }

  /** Those of an area. */
  cellsIn(area: string): readonly KeptCell[] {
    return this.#cells.within(area);
  }

  /** What is kept under the key, also where another answer was asked for. */
  answerOf(key: KeptKey): KeptAnswer | undefined {
    return this.#entries.get(idOf(key));
  }

  /** What cells have, for `putBack`; not those without an answer. */
  answersIn(cells: readonly KeptCell[]): readonly HeldAnswer[] {
    return cells.flatMap(({ address, key }) => {
      const answer = this.#entries.get(idOf(key));
      return answer ? [{ address, answer }] : [];
    });
  }

  /** Gives cells the answers that they had, where they still ask the same. */
  putBack(held: readonly HeldAnswer[]): void {
    for (const { address, answer } of held) {
      if (this.#cells.get(address)?.question !== answer.question) continue;
      this.#entries.set(idOf(answer), answer);
      this.#renewed.delete(idOf(answer));
      this.note(address, answer);
    }
    this.#saveSoon();
  }

  /** Whether the cell has neither asked anew nor been forgotten since it was given out. */
  holds({ address, key }: KeptCell): boolean {
    return this.#cells.get(address) === key;
  }

  /** The cells that would be asked under other settings now than they were. */
  underOtherSettings(): readonly KeptCell[] {
    return this.#cells.underOthers(this.#parts.settings());
  }

  /** Cells that are empty by now; not those that asked anew meanwhile. */
  leave(cells: readonly KeptCell[]): void {
    const gone = cells.filter((cell) => this.holds(cell));
    if (gone.length === 0) return;
    for (const { address } of gone) this.#cells.leave(address);
    this.#saveSoon();
    this.#countSoon();
  }

  /** Cells that hold something else by now, or are to ask anew; not those that asked anew meanwhile. */
  forget(cells: readonly KeptCell[]): void {
    for (const cell of cells) if (this.holds(cell)) this.#cells.forget(cell.address);
    this.#countSoon();
  }

  forgetArea(area: string): void {
    this.#cells.forgetArea(area);
    this.#countSoon();
  }

  /** Tells how many cells were asked under other settings than those in force. */
  count(): void {
    if (this.#countTimer !== null) clearTimeout(this.#countTimer);
    this.#countTimer = null;
    this.#parts.dispatch({ type: "other-settings", cells: this.underOtherSettings().length });
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
    if (this.#countTimer !== null) clearTimeout(this.#countTimer);
  }

  #saveSoon(): void {
    this.#isUnsaved = true;
    this.#timer ??= setTimeout(() => void this.save(), SAVE_DELAY_MS);
  }

  #countSoon(): void {
    this.#countTimer ??= setTimeout(() => this.count(), COUNT_DELAY_MS);
  }

  #take({ cells, ...answer }: StoredAnswer): void {
    this.#entries.set(idOf(answer), { ...answer, contentKey: null });
    // What a cell asked on this page is newer than what anybody saved.
    for (const address of cells) if (!this.#cells.get(address)) this.#cells.set(address, answer);
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
      const { text } = await keptTextWithin(this.#stored(), TEXT_LIMIT);
      // Another workbook was opened meanwhile.
      if (entries !== this.#entries) return;
      await host.saveAnswers(text);
      this.#lastText = text;
      this.#lastProblem = null;
    } catch (error) {
      if (entries !== this.#entries) return;
      this.#isUnsaved = true;
      const problem = MESSAGES.answersNotKept(wordsOf(error));
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
      if (!entries.has(idOf(answer))) this.#take(answer);
    }
    this.#countSoon();
  }

  #stored(): readonly StoredAnswer[] {
    const cells = new Map<string, string[]>();
    for (const { address, key } of this.#cells.all()) {
      const known = cells.get(idOf(key));
      if (known) known.push(address);
      else cells.set(idOf(key), [address]);
    }
    return [...this.#entries.values()].map((entry) => ({ ...entry, cells: cells.get(idOf(entry)) ?? [] }));
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
