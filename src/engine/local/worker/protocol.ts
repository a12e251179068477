import type {
  Completion,
  CompletionRequest,
  ContinuationScore,
  Embedding,
  EmbedRequest,
  EngineFailure,
  LoadProgress,
  ModelInfo,
  ScoreRequest,
  TokenPiece,
} from "../../completer.ts";
import type { TrafficEntry } from "../../traffic.ts";

/** Which of the page's calls a message belongs to. */
export type CallId = number;

export interface OpenOptions {
  /** Address of the folder that holds the lock file and the pieces. */
  readonly modelUrl: string;
  /** Id in the lock file. */
  readonly modelId: string;
  /** Address of the folder that holds onnxruntime's .wasm and .mjs files. */
  readonly wasmUrl: string;
  readonly threads: number;
}

/** A request without its signal, which cannot cross into a Worker. */
export type RemoteRequest = Omit<CompletionRequest, "signal">;

/** From the page to the Worker. */
export type EngineCall =
  | ({ readonly type: "model-open" } & OpenOptions)
  | { readonly type: "batch-complete"; readonly id: CallId; readonly requests: readonly RemoteRequest[] }
  | { readonly type: "batch-score"; readonly id: CallId; readonly requests: readonly ScoreRequest[] }
  | { readonly type: "batch-embed"; readonly id: CallId; readonly requests: readonly EmbedRequest[] }
  /** Without an index the whole batch is cancelled. */
  | { readonly type: "batch-cancel"; readonly id: CallId; readonly index: number | null }
  | { readonly type: "text-tokenize"; readonly id: CallId; readonly text: string };

/** From the Worker to the page. */
export type EngineReply =
  | { readonly type: "open-progress"; readonly progress: LoadProgress }
  | { readonly type: "traffic"; readonly entries: readonly TrafficEntry[] }
  | { readonly type: "open-end"; readonly model: ModelInfo }
  | { readonly type: "open-failure"; readonly failure: EngineFailure }
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
  | { readonly type: "scores"; readonly id: CallId; readonly scores: readonly ContinuationScore[] }
  | { readonly type: "embeddings"; readonly id: CallId; readonly embeddings: readonly Embedding[] }
  | { readonly type: "batch-end"; readonly id: CallId }
  | { readonly type: "batch-failure"; readonly id: CallId; readonly failure: EngineFailure }
  | { readonly type: "tokens"; readonly id: CallId; readonly tokens: readonly TokenPiece[] };
