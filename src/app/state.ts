import type { GeneratedToken, ModelInfo } from "../engine/completer.ts";
import type { ComputeChoice } from "../engine/compute-choice.ts";
import type { ListedModel, StorageUse } from "../engine/model-library.ts";
import type { ModelIdentity } from "../core/kept/kept-answer.ts";
import type { CellError } from "../core/errors/cell-error.ts";
import type { Settings } from "../core/options/settings.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import type { Certainty } from "../core/synthesis/rule.ts";
import type { DownloadOffer } from "./model/download-offer.ts";
import type { CorrectionState } from "./edits/correction-tool.ts";
import type { EditSummary } from "./edits/edit-history.ts";
import type { FillState } from "./fill/fill-state.ts";
import type { TeachState } from "./teach/teach-state.ts";
import type { PromptBasis } from "./calls/prompt-job.ts";
import type { Tries } from "./calls/run-tries.ts";

/** What the pane shows. Changed only by the reducers beside this file; read by anyone. */
export interface AppState {
  readonly model: ModelState;
  /** Those that can be chosen. */
  readonly models: ModelsState;
  readonly server: ServerState;
  /**
   * What computes where this machine answers; null where that cannot be chosen. Kept in the browser, in no workbook.
   */
  readonly compute: ComputeChoice | null;
  /** Settings of this workbook; a formula's own options win over them. */
  readonly settings: Settings;
  /** Whether the engine leaves room for what else runs on this machine. */
  readonly isGentle: boolean;
  readonly work: WorkState;
  readonly kept: KeptState;
  /** The selected cell, where it holds an answer of ours; null elsewhere. */
  readonly selection: SelectionState | null;
  /** Null until the model is loaded. */
  readonly network: NetworkState | null;
  /** The selected area with its sheet, "Sheet1!A2:B6"; null where no one area is selected. */
  readonly selectedArea: string | null;
  readonly review: ReviewState;
  /** The cell that "next unsure" left the sheet for, as long as it is selected; else null. */
  readonly otherSheetCell: string | null;
  readonly fill: FillState;
  /** What the formulas of the selected column could learn from besides their examples; null where there is nothing. */
  readonly corrections: CorrectionState | null;
  readonly teach: TeachState;
  /** The change of the sheet that would be taken back; null where there is none. */
  readonly undo: EditSummary | null;
  /** Newest first, bounded. */
  readonly log: readonly LoggedError[];
}

export type ModelState =
  | { readonly status: "idle" }
  /** Wanted, and waiting until the person agrees to its download. */
  | { readonly status: "offered"; readonly offer: DownloadOffer }
  | {
      readonly status: "loading";
      readonly phase: "download" | "verify" | "prepare" | "start";
      readonly loadedBytes: number;
      readonly totalBytes: number;
      /** Null until enough has arrived to tell. */
      readonly bytesPerSecond: number | null;
      readonly secondsLeft: number | null;
      readonly isPaused: boolean;
    }
  | {
      readonly status: "ready";
      readonly info: ModelInfo;
      readonly loadMilliseconds: number;
      /** What teaching takes besides the model at most; null where it cannot be taught. */
      readonly teachingBytes: number | null;
    }
  | { readonly status: "failed"; readonly error: CellError };

export interface ModelsState {
  /** Null until somebody wants to see them. */
  readonly list: readonly ListedModel[] | null;
  /** The one that answers. */
  readonly chosenId: string | null;
  /** Null where the browser does not tell. */
  readonly storage: StorageUse | null;
  readonly adding: AddingModel | null;
  /** What came of the last model that was added; null once another is. */
  readonly outcome:
    | { readonly type: "added"; readonly id: string }
    | { readonly type: "refused"; readonly name: string; readonly reason: string }
    | null;
}

/** A model on its way into this browser. */
export interface AddingModel {
  /** Of the file, or the address. */
  readonly name: string;
  readonly loadedBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  readonly canPause: boolean;
  readonly isPaused: boolean;
}

/** Whether a server answers in place of the model of this machine. Its key is in no state. */
export interface ServerState {
  /** Null: the model runs on this machine, and no text leaves it. */
  readonly used: {
    readonly address: string;
    /** Where text goes: "https://llm.example.com". */
    readonly origin: string;
    /** Empty: the first one that the server offers. */
    readonly model: string;
    readonly hasKey: boolean;
  } | null;
  /** Origins of servers that this site may reach; none unless whoever built it named some. */
  readonly reachable: readonly string[];
}

/** The answers that are kept with the workbook. */
export interface KeptState {
  /** Which models gave them, and how many each. */
  readonly models: readonly KeptModel[];
  /** The model that answers what is not kept; null until it is known. */
  readonly current: ModelIdentity | null;
  /** How many cells were asked under other settings of the workbook than those in force. */
  readonly otherSettings: number;
}

export interface KeptModel extends ModelIdentity {
  readonly answers: number;
}

export interface WorkState {
  /** Rows waiting, running, answered, failed and stopped since the queue was last empty. */
  readonly queued: number;
  readonly running: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  /** Over the last seconds of work; null before the first answer. */
  readonly rowsPerSecond: number | null;
  /** The same rows by column; those whose place is unknown are left out. */
  readonly columns: readonly ColumnWork[];
  readonly isPaused: boolean;
}

/** The work of one column of one sheet. */
export interface ColumnWork {
  /** "Capitals!B". */
  readonly column: string;
  readonly rows: number;
  /** Rows that ended, in whatever way. */
  readonly ended: number;
}

/** Requests that page and model made since the model was loaded, by the browser's own record. */
export interface NetworkState {
  readonly requests: number;
  readonly bytes: number;
  /** Where they went: "https://example.com". */
  readonly origins: readonly string[];
}

export type AnswerState =
  | { readonly status: "queued" | "running" }
  | {
      readonly status: "done";
      readonly value: CellValue;
      /** What the model wrote, up to the stop string. */
      readonly written: string;
      /** Of the answer's tokens, by the model; in a vote, of those that voted for it. Between 0 and 1. */
      readonly probability?: number;
      /** The chance that the answer is right, between 0 and 1. */
      readonly confidence: number;
      /** Whether the confidence was learnt; else it is the model's own probability. */
      readonly isFitted: boolean;
      readonly tokens: readonly GeneratedToken[];
      readonly promptTokens: number;
      readonly milliseconds: number;
      readonly cached: boolean;
      /** Left out where the first one written was good. */
      readonly tries?: Tries;
      /** The server that answered; left out, this machine did. */
      readonly server?: { readonly model: string; readonly origin: string };
    }
  /** Taken from the workbook: no prompt was made, and nothing was run. */
  | {
      readonly status: "kept";
      readonly value: CellValue;
      /** Between 0 and 1. */
      readonly confidence: number;
      /** As of an answer that is done. */
      readonly isFitted: boolean;
      readonly model: ModelIdentity;
    }
  | { readonly status: "failed"; readonly cell: string; readonly message: string };

/** One answer and how it came about. */
export interface AnswerTrace {
  /** Address of the cell that holds the answer, such as "Sheet1!B7"; a spilled answer has its own. */
  readonly address: string;
  /** The exact text the model read; empty for a kept answer. */
  readonly prompt: string;
  /** How many characters of the prompt, from its start, are the examples that all rows share. */
  readonly exampleLength: number;
  /** Title of the prompt format, "Fields". */
  readonly format: string;
  /** True where the examples decided on the format. */
  readonly isFormatChosen?: boolean;
  /** What the prompt was made of; left out without examples and for a kept answer. */
  readonly basis?: PromptBasis;
  readonly examplesUsed: number;
  readonly examplesDropped: number;
  readonly settings: Settings;
  /** Those of the settings that the formula gave; they win over the workbook's. */
  readonly own: Partial<Settings>;
  readonly answer: AnswerState;
}

/** One answer that a rule gave, without the model. */
export interface RuleTrace {
  readonly address: string;
  readonly value: CellValue;
  /** The rule in words. */
  readonly rule: string;
  readonly certainty: Certainty;
}

/** Why a cell has no answer, where it did not come to a prompt. */
export interface FailureTrace {
  readonly address: string;
  /** What the cell shows, "#N/A". */
  readonly cell: string;
  readonly failure: string;
}

export type CellTrace = AnswerTrace | RuleTrace | FailureTrace;

export interface SelectionState {
  readonly address: string;
  readonly trace: CellTrace | null;
}

/** The answers in the sheet that were given since the page was opened, or are kept with the workbook. */
export interface ReviewState {
  readonly answers: number;
  /** How sure the model was of each, between 0 and 1; in no order. */
  readonly confidences: readonly number[];
}

export interface LoggedError {
  readonly address: string | null;
  readonly message: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
}
