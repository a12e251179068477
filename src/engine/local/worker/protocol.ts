import type {
  Completion,
  CompletionRequest,
  ContinuationScore,
  Embedding,
  EmbedRequest,
  EngineFailure,
  Inspection,
  InspectRequest,
  LoadProgress,
  ModelInfo,
  ScoreRequest,
  TokenPiece,
} from "../../completer.ts";
import type { ComputeChoice } from "../../compute-choice.ts";
import type { Teacher, TeachEvent, TeachRequest } from "../../teacher.ts";
import type { Pace } from "../../teaching-pace.ts";
import type { AddProgress, ModelSource } from "../../model-library.ts";
import type { TrafficEntry } from "../../traffic.ts";
import type { OwnModel } from "../weights/own-models.ts";

/** Which of the page's calls a message belongs to. */
export type CallId = number;

export interface OpenOptions {
  /** Address of the folder that holds the lock file and the pieces. */
  readonly modelUrl: string;
  /** Id in the lock file, or of a model that the person added. */
  readonly modelId: string;
  /** Address of the folder that holds onnxruntime's .wasm and .mjs files. */
  readonly wasmUrl: string;
  readonly threads: number;
  readonly compute: ComputeChoice;
  /** What happened to the graphics card in a Worker before this one; null for nothing. */
  readonly deviceFailure: string | null;
}

/** A request without its signal, which cannot cross into a Worker. */
export type RemoteRequest = Omit<CompletionRequest, "signal">;

/** Calls that are answered at once as a whole, and what each gives. */
export interface Answers {
  readonly "batch-score": readonly ContinuationScore[];
  readonly "batch-embed": readonly Embedding[];
  readonly "place-inspect": Inspection;
  readonly "text-tokenize": readonly TokenPiece[];
}

/** From the page to the Worker. */
export type EngineCall =
  | ({ readonly type: "model-open" } & OpenOptions)
  /** Asked of a Worker that does nothing else, and ends with it. */
  | { readonly type: "model-add"; readonly source: ModelSource }
  | {
      readonly type: "batch-complete";
      readonly id: CallId;
      readonly requests: readonly RemoteRequest[];
      /** Indices of those that go first, until a "batch-first" says otherwise. */
      readonly first: readonly number[];
    }
  | { readonly type: "batch-first"; readonly id: CallId; readonly first: readonly number[] }
  | { readonly type: "batch-score"; readonly id: CallId; readonly requests: readonly ScoreRequest[] }
  | { readonly type: "place-inspect"; readonly id: CallId; readonly request: InspectRequest }
  | { readonly type: "batch-embed"; readonly id: CallId; readonly requests: readonly EmbedRequest[] }
  /** Without an index the whole batch is cancelled. */
  | { readonly type: "batch-cancel"; readonly id: CallId; readonly index: number | null }
  /** As Completer.setGentle. */
  | { readonly type: "gentle-set"; readonly isGentle: boolean }
  | { readonly type: "text-tokenize"; readonly id: CallId; readonly text: string }
  | TeachCall;

/** About adapters and how they come about. */
export type TeachCall =
  | { readonly type: "teach-start"; readonly id: CallId; readonly request: TeachRequest; readonly pace: Pace }
  | { readonly type: "teach-pace"; readonly id: CallId; readonly pace: Pace }
  | { readonly type: "teach-cancel"; readonly id: CallId }
  | { readonly type: "adapter-add"; readonly id: CallId; readonly file: Uint8Array<ArrayBuffer> }
  | { readonly type: "adapter-remove"; readonly id: CallId; readonly hash: string };

/** What teaching the model takes, told when it is open. */
export type TeachSizes = Pick<Teacher, "memoryBytes" | "adapterBytes">;

/** From the Worker to the page. */
export type EngineReply =
  /** Sent every few seconds, whatever else it does: a Worker that is stuck sends none. */
  | { readonly type: "alive" }
  | { readonly type: "open-progress"; readonly progress: LoadProgress }
  | { readonly type: "traffic"; readonly entries: readonly TrafficEntry[] }
  | { readonly type: "open-end"; readonly model: ModelInfo; readonly teachSizes: TeachSizes }
  /** The graphics card that ran the model is gone, and what was asked of it will not be answered. */
  | { readonly type: "device-failure"; readonly detail: string }
  | { readonly type: "open-failure"; readonly failure: EngineFailure }
  | { readonly type: "add-progress"; readonly progress: AddProgress }
  | { readonly type: "add-end"; readonly model: OwnModel }
  | { readonly type: "add-failure"; readonly failure: EngineFailure }
  | {
      readonly type: "request-end";
      readonly id: CallId;
      readonly index: number;
      readonly completion: Completion;
    }
  | {
      readonly type: "request-failure";
      readonly id: CallId;
      readonly index: number;
      readonly failure: EngineFailure;
    }
  | { readonly type: "request-cancelled"; readonly id: CallId; readonly index: number }
  /** To one of the calls in Answers. */
  | { readonly type: "answer"; readonly id: CallId; readonly result: Answers[keyof Answers] }
  | { readonly type: "batch-end"; readonly id: CallId }
  | { readonly type: "batch-failure"; readonly id: CallId; readonly failure: EngineFailure }
  | TeachReply;

export type TeachReply =
  | { readonly type: "teach-event"; readonly id: CallId; readonly event: TeachEvent }
  | { readonly type: "teach-end"; readonly id: CallId; readonly file: Uint8Array<ArrayBuffer> }
  | { readonly type: "adapter-added"; readonly id: CallId; readonly hash: string }
  | { readonly type: "teach-failure"; readonly id: CallId; readonly failure: EngineFailure };
