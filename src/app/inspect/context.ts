import type { CellError } from "../../core/errors/cell-error.ts";
import type { KeptAnswer } from "../../core/kept/kept-answer.ts";
import type { Settings } from "../../core/options/settings.ts";
import type { Completer } from "../../engine/completer.ts";
import type { AskRow } from "../fill/row-asker.ts";
import type { SheetReader } from "../gpt-call.ts";
import type { ModelTools } from "../model-tools.ts";
import type { Argument } from "../product.ts";
import type { AnswerTrace, RuleTrace } from "../state.ts";

/** A model that can be asked. */
export interface OpenModel {
  readonly completer: Completer;
  readonly tools: ModelTools;
}

/** What the functions that look at answers and texts need of the product. */
export interface InspectContext {
  readonly sheet: SheetReader;
  readonly ask: AskRow;
  /** Works with the model, opened if it is not. Rejects with "cancelled" as soon as the signal aborts. */
  readonly withModel: <Result>(
    signal: AbortSignal,
    work: (model: OpenModel) => Promise<Result>,
  ) => Promise<Result>;
  /** The workbook's settings with a formula's own over them. Throws the CellError of a wrong option. */
  readonly settings: (options: Argument | null) => Settings;
  /** How the answer of a cell came about; undefined where nothing is known. */
  readonly traceOf: (address: string) => AnswerTrace | RuleTrace | undefined;
  /** The answer kept with the workbook under the key. */
  readonly keptAnswer: (key: string) => KeptAnswer | undefined;
  /** Counts work on a row, so that the pane shows it. What went wrong comes as its CellError. */
  readonly count: <Result>(
    address: string | null,
    work: () => Promise<Result | CellError>,
  ) => Promise<Result | CellError>;
}
