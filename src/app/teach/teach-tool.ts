import { base64Of } from "../../core/base64.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import { isBlank } from "../../core/examples/cell-value.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import { looksLikeHeader } from "../../core/examples/examples-around.ts";
import { AUTO } from "../../core/options/option-table.ts";
import type { Settings } from "../../core/options/settings.ts";
import { DEFAULT_SETTINGS } from "../../core/options/settings.ts";
import { FORMATS, formatById } from "../../core/prompts/formats/formats.ts";
import { formatAddress, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";
import { answerRuleFor, writtenExamples } from "../../core/answers/answer-rule-for.ts";
import type { AnswerRule } from "../../core/answers/answer-rule.ts";
import { planLesson } from "../../core/teach/lesson-plan.ts";
import { LEAST_ROWS, rowsAt, shownCount } from "../../core/teach/lesson-rows.ts";
import { promptShareOf, type Lesson } from "../../core/teach/lesson.ts";
import type { TeachEvent } from "../../engine/teacher.ts";
import { TeachingPace, type Pace } from "../../engine/teaching-pace.ts";
import type { SheetBlock, SpreadsheetHost } from "../../host/port.ts";
import type { AskRow } from "../fill/row-asker.ts";
import { gptRows } from "../calls/gpt-call.ts";
import type { ModelLoader } from "../model/model-loader.ts";
import type { TeachStart } from "../product.ts";
import { saysSame } from "../rows/answer-vote.ts";
import { cachedCounts } from "../rows/token-counts.ts";
import { toCellError } from "../calls/to-cell-error.ts";
import { teachColumn } from "./teach-column.ts";
import type { Lessons } from "./lessons.ts";
import type { TeachRun } from "./teach-state.ts";

const SEED = 1;

type Running = Exclude<TeachRun, { status: "none" }>;

export interface TeachToolParts {
  readonly host: Pick<SpreadsheetHost, "readArea" | "readRegion">;
  readonly loader: ModelLoader;
  readonly lessons: Lessons;
  readonly ask: AskRow;
  readonly settings: () => Settings;
  readonly onChange: (run: TeachRun) => void;
}

/** Teaches the rows of an area: asks the held-back ones, trains, asks them again, and keeps what was learned. */
export class TeachTool {
  readonly #parts: TeachToolParts;
  #pace = new TeachingPace();
  #controller: AbortController | null = null;
  #run: TeachRun = { status: "none", problem: null };

  constructor(parts: TeachToolParts) {
    this.#parts = parts;
  }

  /** Never rejects: what goes wrong stands in the state. Does nothing while it runs. */
  async start({ area, name, isHeldBack, pace }: TeachStart): Promise<void> {
    if (this.#controller !== null) return;
    const controller = new AbortController();
    this.#controller = controller;
    this.#pace = new TeachingPace(pace);
    try {
      if (name.trim() === "") throw cellError("lessonUnnamed");
      const exampleSet = await this.#examples(area);
      await this.#teach(exampleSet, name.trim(), isHeldBack, controller.signal);
      this.#tell({ status: "none", problem: null });
    } catch (error) {
      const failure = controller.signal.aborted ? null : toCellError(error);
      this.#tell({ status: "none", problem: failure });
    } finally {
      this.#controller = null;
    }
  }

  setPace(pace: Pace): void {
    this.#pace.set(pace);
    if (this.#run.status !== "none") this.#tell({ ...this.#run, pace: pace === "step" ? "pause" : pace });
  }

  /** Ends at once, and keeps nothing. */
  cancel(): void {
    this.#controller?.abort();
  }

  /** Takes an adapter that was made elsewhere. Rejects with a CellError. */
  async importFile(
    file: Uint8Array<ArrayBuffer>,
    { area, name }: Pick<TeachStart, "area" | "name">,
  ): Promise<void> {
    const { loader, lessons, settings } = this.#parts;
    try {
      if (name.trim() === "") throw cellError("lessonUnnamed");
      const exampleSet = await this.#examples(area);
      const completer = await loader.completer();
      if (completer.teacher === undefined) throw cellError("modelNotTeachable");
      const { format: chosen } = settings();
      const format = chosen === AUTO ? FORMATS[0].id : chosen;
      const { rule } = answerRuleFor(exampleSet, DEFAULT_SETTINGS);
      const whole = writtenExamples(exampleSet, rule);
      const hash = await completer.teacher.addAdapter(file);
      await lessons.put({
        name: name.trim(),
        exampleSet,
        shown: await shownCount(formatById(format), whole, cachedCounts(completer)),
        prompted: [],
        isUsed: true,
        promptShare: promptShareOf(0),
        format,
        modelHash: completer.model.hash,
        hash,
        score: null,
        adapter: base64Of(file),
      });
    } catch (error) {
      throw toCellError(error);
    }
  }

  async #examples(area: string): Promise<ExampleSet> {
    const selected = parseAddress(area);
    const block = await this.#parts.host.readArea(area);
    if (!selected || !block || (block.values[0]?.length ?? 0) < 2) throw cellError("examplesOneColumn");
    const columns = block.values[0]!.length;
    const names = (await this.#beginsWithNames(selected, block)) ? 1 : 0;
    const place = { ...selected, row: selected.row + names, rows: selected.rows - names };
    const values = block.values.slice(names);
    const input = { ...place, columns: columns - 1 };
    // As a formula over the rows would find the names above them.
    const { exampleSet } = await gptRows(
      {
        examplesOrInput: { values, address: formatAddress(place) },
        input: { values: values.map((row) => row.slice(0, -1)), address: formatAddress(input) },
        headers: null,
        caller: null,
      },
      this.#parts.settings().headers,
      this.#parts.host,
    );
    if (exampleSet.examples.length < LEAST_ROWS) {
      throw cellError("lessonTooShort", { rows: exampleSet.examples.length, least: LEAST_ROWS });
    }
    return exampleSet;
  }

  /** Whether a table was selected with the names of its columns: its first row, with nothing above, looks like them. */
  async #beginsWithNames(place: RangeAddress, { values, formulas }: SheetBlock): Promise<boolean> {
    if (this.#parts.settings().headers === "no") return false;
    const [first, ...others] = values.map((cells) => ({ cells }));
    if (!first || formulas[0]?.some(Boolean) === true || !looksLikeHeader(first, others)) return false;
    if (place.row === 0) return true;
    const above = await this.#parts.host.readArea(formatAddress({ ...place, row: place.row - 1, rows: 1 }));
    return above?.values[0]?.every(isBlank) ?? true;
  }

  async #teach(
    exampleSet: ExampleSet,
    name: string,
    isHeldBack: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { loader, lessons, settings } = this.#parts;
    const completer = await loader.completer();
    const { teacher } = completer;
    if (teacher === undefined) throw cellError("modelNotTeachable");
    const base = { ...DEFAULT_SETTINGS, format: settings().format };
    const format = formatById(base.format === AUTO ? FORMATS[0].id : base.format);
    const { rule } = answerRuleFor(exampleSet, base);
    const plan = await planLesson(exampleSet, isHeldBack, {
      format,
      rule,
      countTokens: cachedCounts(completer),
    });
    const { heldBack, prompted } = plan;
    const rows = heldBack.examples.length;
    const draft = {
      name,
      exampleSet,
      shown: plan.shown,
      prompted,
      isUsed: true,
      promptShare: promptShareOf(rows),
      format: format.id,
      modelHash: completer.model.hash,
      score: null,
    };
    // As much as is ever told of how it does.
    const judged = { ...draft, isUsed: false, score: { rows, before: rows, after: rows } };
    await lessons.requireRoom(judged, teacher.adapterBytes);
    this.#tell({
      status: "preparing",
      name,
      rows: plan.learned,
      heldBack: rows,
      memoryBytes: teacher.memoryBytes,
      pace: this.#pace.current,
      before: null,
      training: 1,
      trainings: plan.request.trainings,
      steps: null,
      losses: [],
      heldBackLosses: [],
      last: null,
    });
    const lessonOf = async (file: Uint8Array<ArrayBuffer>): Promise<Lesson> => ({
      ...draft,
      hash: await teacher.addAdapter(file),
      adapter: base64Of(file),
    });
    const rightAfter = (examples: ExampleSet, settings: Settings) =>
      this.#right(heldBack, rule, { examples, settings, signal });
    const right = async (file: Uint8Array<ArrayBuffer> | null): Promise<number> => {
      if (file === null) {
        const before = await rightAfter(rowsAt(exampleSet, prompted), base);
        this.#change({ before });
        return before;
      }
      const lesson = await lessonOf(file);
      return lessons.try(lesson, () => rightAfter(exampleSet, { ...base, teach: lesson.hash }));
    };
    const { file, score, isUsed } = await teachColumn(
      plan,
      { teacher, seed: SEED, right, onPhase: (status) => this.#change({ status }) },
      { signal, pace: this.#pace, onEvent: (event) => this.#note(event) },
    );
    const lesson = { ...(await lessonOf(file)), score, isUsed };
    signal.throwIfAborted();
    await lessons.put(lesson);
  }

  /** How many rows the model answers as they are in the sheet. rule: of their column. */
  async #right(
    rows: ExampleSet,
    rule: AnswerRule,
    { examples, settings, signal }: { examples: ExampleSet; settings: Settings; signal: AbortSignal },
  ): Promise<number> {
    const answers = await Promise.all(
      rows.examples.map(({ inputs }) => this.#parts.ask(examples, inputs, settings, signal)),
    );
    const failed = answers.find((answer) => answer instanceof CellError);
    if (failed !== undefined && answers.every((answer) => answer instanceof CellError)) throw failed;
    return answers.filter(
      (answer, row) => !(answer instanceof CellError) && saysSame(answer, rows.examples[row]!.output, rule),
    ).length;
  }

  #note(event: TeachEvent): void {
    if (this.#run.status === "none") return;
    switch (event.type) {
      case "teach-prepared":
        return this.#change({ status: "training", steps: event.steps });
      case "teach-step": {
        const { training, loss } = event;
        const { losses } = this.#ofTraining(training);
        return this.#change({ training, losses: [...losses, loss], last: event });
      }
      case "teach-held-back": {
        const { training, step, loss } = event;
        const { losses, heldBackLosses } = this.#ofTraining(training);
        return this.#change({ training, losses, heldBackLosses: [...heldBackLosses, { step, loss }] });
      }
      case "teach-kept":
        return;
    }
  }

  /** The curves of a training, which begin anew with it. */
  #ofTraining(training: number): Pick<Running, "losses" | "heldBackLosses"> {
    const isSame = this.#run.status !== "none" && this.#run.training === training;
    return isSame ? (this.#run as Running) : { losses: [], heldBackLosses: [] };
  }

  #change(part: Partial<Running>): void {
    if (this.#run.status !== "none") this.#tell({ ...this.#run, ...part });
  }

  #tell(run: TeachRun): void {
    this.#run = run;
    this.#parts.onChange(run);
  }
}
