import type { CellError } from "../core/errors/cell-error.ts";
import type { KeptAnswer } from "../core/kept/kept-answer.ts";
import type { KeptKey } from "../core/kept/kept-key.ts";
import type { Settings } from "../core/options/settings.ts";
import type { Completer } from "../engine/completer.ts";
import type { AskRow } from "./fill/row-asker.ts";
import type { FormatRules } from "./calls/format-call.ts";
import type { SheetReader } from "./calls/gpt-call.ts";
import type { ModelTools } from "./model/model-tools.ts";
import type { Answers, Argument, CellCall } from "./product.ts";
import type { SpillCell } from "./calls/spill.ts";
import type { TraceBook } from "./rows/trace-book.ts";

/** What a call goes by. */
export interface CallSettings {
  /** The workbook's, with the formula's own over them. */
  readonly settings: Settings;
  /** Those that the formula gave. */
  readonly own: Partial<Settings>;
  /** Stands for the lesson that the settings name and for its version; kept answers go by it. */
  readonly lessonStamp?: string;
}

/** The model, open, and what it can be asked besides completions. */
export interface OpenModel extends ModelTools {
  readonly completer: Completer;
}

/** What the work of a cell function has at hand. */
export interface WorkBench extends CellCall {
  readonly sheet: SheetReader;
  readonly rules: FormatRules;
  /** How the answers of the sheet came about. */
  readonly traces: TraceBook;
  /** Asks for a row that stands in no cell. */
  readonly ask: AskRow;
  /** Throws the CellError of a wrong option. */
  settings(options: Argument | null): CallSettings;
  /** Answers cells, the caller at the top left. A failing one is its CellError in the matrix. Throws tooManyCells. */
  spill(cells: readonly (readonly SpillCell[])[]): Promise<Answers>;
  /**
   * Works with the model, once more with a new one where it crashed. Rejects as the work does, and with "cancelled" as
   * soon as the call is stopped.
   */
  readonly withModel: <Result>(work: (model: OpenModel) => Promise<Result>) => Promise<Result>;
  /** The answer kept with the workbook under the key. */
  keptAnswer(key: KeptKey): KeptAnswer | undefined;
  /**
   * Counts work on a row with those that run, so that the pane shows it. address: where the result will stand. Never
   * rejects: what went wrong comes as its CellError, and is logged.
   */
  readonly count: <Result>(
    address: string | null,
    work: () => Promise<Result | CellError>,
  ) => Promise<Result | CellError>;
}

/**
 * The work of one call. What it throws becomes the cell's error, and is logged; errors of single cells stand in the
 * answers, and are logged as they arise.
 */
export type CellWork = (bench: WorkBench) => Promise<Answers>;
