import type { StoreApi } from "zustand/vanilla";
import type { CellError } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import type { Settings } from "../core/options/settings.ts";
import type { Inspection, InspectRequest, ScoredToken, TokenPiece } from "../engine/completer.ts";
import type { ComputeChoice } from "../engine/compute-choice.ts";
import type { ModelSource } from "../engine/model-library.ts";
import type { FillWish } from "./fill/fill-state.ts";
import type { ExampleInfluences } from "./inspect/influences.ts";
import type { AppState } from "./state.ts";
import type { CellWork } from "./work-bench.ts";

/** A cell function's argument: its values and, where the host knows it, the address it came from. */
export interface Argument {
  readonly values: readonly (readonly CellValue[])[];
  /** "Sheet1!A2:B6"; null for a typed-in constant or a computed array. */
  readonly address: string | null;
}

/** Who asks. Null stands for an argument that was left out. */
export interface CellCall {
  /** Address of the cell that holds the formula; null where the host does not tell. */
  readonly caller: string | null;
  readonly signal: AbortSignal;
}

export interface GptArguments {
  readonly examplesOrInput: Argument;
  readonly input: Argument | null;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

export interface GptCall extends CellCall, GptArguments {}

/** What a formula gives back: a matrix, one entry for each cell it fills. */
export type Answers = readonly (readonly (CellValue | CellError)[])[];

/** Filling a column without typing a formula; `state.fill` tells where it stands. Rejects where the host failed. */
export interface ColumnFill {
  /** Looks what could be filled at this area. */
  propose(area: string): Promise<void>;
  /** Proposes the same cells anew, as the person wishes them to be filled. */
  choose(wish: Partial<FillWish>): Promise<void>;
  /** Answers the first rows and the examples themselves. */
  preview(): Promise<void>;
  writeFormulas(): Promise<void>;
  writeValues(): Promise<void>;
  cancel(): void;
}

/**
 * Letting a column learn from answers typed into it; `state.corrections` tells of them. Rejects where the host failed.
 */
export interface CorrectionActions {
  /** Looks at the column of this area. */
  look(area: string): Promise<void>;
  /** Has the formulas take the finished rows around them for examples, in place of those they name. */
  use(): Promise<void>;
}

/** What a person does with answers in the sheet. Rejects with words where it cannot be done. */
export interface AnswerActions {
  /** Puts their answers in the place of our formulas in the area. */
  freeze(area: string): Promise<void>;
  /** Gives cells their formulas back that were frozen since the workbook was opened and not typed over. */
  unfreeze(area: string): Promise<void>;
  /** Takes the answer of one cell over as if the person had typed it. */
  accept(address: string): Promise<void>;
  /** Replaces the answer of one cell by the person's own. */
  correct(address: string, text: string): Promise<void>;
  /** Writes a text over what was typed into a cell. Rejects with words where the cell holds a formula. */
  retype(address: string, text: string): Promise<void>;
  /** Selects the next answer below the threshold, between 0 and 1; false where there is none. */
  showUnsure(threshold: number): Promise<boolean>;
}

/** What is taught, and how. */
export interface TeachStart {
  /** Finished rows, the answer last in each: "Sheet1!A2:B61". */
  readonly area: string;
  readonly name: string;
  /** False learns every row, as for pairs that follow no rule. */
  readonly isHeldBack: boolean;
  readonly pace: "run" | "pause";
}

/** Teaching; `state.teach` tells where it stands. */
export interface Teaching {
  /** Never rejects: what goes wrong stands in the state. */
  start(start: TeachStart): Promise<void>;
  /** "finish" ends early and keeps what was learned so far. */
  setPace(pace: "run" | "pause" | "step" | "finish"): void;
  /** Ends at once, and keeps nothing. */
  cancel(): void;
  /** The adapter of a lesson as a safetensors file. Throws an Error where there is none of this name. */
  exportFile(name: string): Uint8Array<ArrayBuffer>;
  /** Takes an adapter from a file, for the rows of an area. Rejects with a CellError. */
  importFile(file: Uint8Array<ArrayBuffer>, start: Pick<TeachStart, "area" | "name">): Promise<void>;
  remove(name: string): Promise<void>;
}

/** Which model answers; `state.models` tells what there is. Rejects where the list cannot be read. */
export interface ModelActions {
  /** Reads anew which models there are and what they take of the browser's storage. */
  refresh(): Promise<void>;
  /** Takes another model. Rows that were running run again with it; answers that stand in cells stay. */
  choose(id: string): Promise<void>;
  /** Brings a GGUF file of the person's own into this browser; a refusal stands in the state. One at a time. */
  add(source: ModelSource): Promise<void>;
  pauseAdding(): void;
  resumeAdding(): Promise<void>;
  cancelAdding(): Promise<void>;
  /** Deletes a model's bytes from this browser. */
  remove(id: string): Promise<void>;
}

/** A server as the pane names it. */
export interface ServerInput {
  readonly address: string;
  /** Empty for the first one that it offers. */
  readonly model: string;
  readonly key: string | null;
}

/** The product as hosts, functions and pane see it. Calls reject with a CellError when nothing could be answered. */
export interface Product {
  readonly state: StoreApi<AppState>;
  /** Does the work of a cell function, for the cell that calls it. */
  run(call: CellCall, work: CellWork): Promise<Answers>;
  /** The work of =GPT. */
  gpt(call: GptCall): Promise<Answers>;
  /** Starts loading the model, or does nothing while it loads or is ready. After a failure it tries again. */
  loadModel(): void;
  /** Stops the loading of the model where it is, until `resumeLoading`; cells that need it wait. */
  pauseLoading(): void;
  resumeLoading(): void;
  /** Null where the model cannot be chosen. */
  readonly models: ModelActions | null;
  /**
   * Lets a server answer from now on, or with null the model of this machine. What runs is stopped. Rejects with words
   * where the address is none or this site may not reach it. key: null keeps the one given before for the same origin.
   */
  useServer(choice: ServerInput | null): Promise<void>;
  /** What computes on this machine from now on. Rows that were running run again there. */
  chooseCompute(choice: ComputeChoice): Promise<void>;
  /**
   * Applies to the workbook and is kept with it: formulas are answered so from now on. What cells show stays until it
   * is asked for again; `state.kept` tells how many cells that concerns.
   */
  changeSettings(patch: Partial<Settings>): Promise<void>;
  /** Whether the engine leaves room for the host, at the price of speed; remembered on this machine. */
  setGentle(isGentle: boolean): void;
  /** Stops everything that waits or runs; the cells show that they were stopped and how to go on. */
  stop(): void;
  /** Keeps what waits and runs until `resume`. */
  pause(): void;
  resume(): void;
  /** Runs formulas again (all of ours, or those of the selected cell), also those that were stopped or failed. */
  recalculate(scope: "all" | "selection"): Promise<void>;
  /**
   * Another workbook comes into the host: takes over what is kept with it, and forgets what was done to the last one.
   */
  openWorkbook(): Promise<void>;
  /** The cells of a workbook that was opened stand in the host: looks which of them show answers that are kept. */
  recallAnswers(): Promise<void>;
  /** Writes what was answered into the workbook now, as before it is saved to a file. */
  saveAnswers(): Promise<void>;
  /** Asks again for the kept answers that another model gave. */
  renewAnswers(): Promise<void>;
  /** Asks again for the answers that were given under other settings of the workbook. */
  renewUnderSettings(): Promise<void>;
  readonly fill: ColumnFill;
  readonly corrections: CorrectionActions;
  readonly cells: AnswerActions;
  readonly teaching: Teaching;
  /**
   * Takes back the last change that the product made to the sheet. Cells that were changed since stay as they are; it
   * rejects with words about them then.
   */
  undo(): Promise<void>;
  /** How much each example mattered for the answer of a cell. Rejects with words where nothing is known of it. */
  influences(address: string): Promise<ExampleInfluences>;
  /** The tokens of a text, as the model cuts it. Rejects with a CellError where the model cannot be opened. */
  tokenize(text: string): Promise<readonly TokenPiece[]>;
  /**
   * How likely the model finds each token of a text, given those before it; the first has none where nothing precedes
   * it.
   */
  scoreText(text: string, signal: AbortSignal): Promise<readonly ScoredToken[]>;
  /** What the model's layers make of one place. Rejects with a CellError where the model cannot be looked into. */
  inspect(request: InspectRequest, signal: AbortSignal): Promise<Inspection>;
  /** What a cell shows; null where it is empty or not to be read. */
  readCell(address: string): Promise<CellValue>;
  /** The formula of a cell; null where it holds none. */
  readFormula(address: string): Promise<string | null>;
  /** Puts a failure of an action outside the pane into the log. */
  report(message: string): void;
  clearLog(): void;
  close(): void;
}
