/** What the product asks of a language model, local or remote. What crosses a Worker or a network is plain data. */

import type { FirstRows } from "./first-rows.ts";
import type { ModelRuntime } from "./model-runtime.ts";
import type { Teacher } from "./teacher.ts";
import type { TrafficEntry } from "./traffic.ts";

/** How the next token is picked. Defaults are greedy decoding. */
export interface SamplingOptions {
  /** 0 is greedy; above 0 the logits are divided by it before drawing. */
  readonly temperature: number;
  /** Keeps the k likeliest tokens; 0 keeps all. */
  readonly topK: number;
  /** Keeps the smallest set of tokens whose probability reaches p; 1 keeps all. */
  readonly topP: number;
  /** Drops tokens less likely than minP times the likeliest; 0 keeps all. */
  readonly minP: number;
  /** Divides positive and multiplies negative logits of tokens seen before; 1 changes nothing. */
  readonly repetitionPenalty: number;
  /** Upper bound on answer tokens, an integer of 1 or more. */
  readonly maxTokens: number;
  /** The answer ends before the first of these strings. */
  readonly stop: readonly string[];
  /** Unsigned 32-bit seed; with the same seed and prompt the answer is the same whatever else runs. */
  readonly seed: number;
}

/**
 * Text that the model continues. `prefix` is what rows of one fill share (the examples) and is run once;
 * `suffix` is the row's own part. The model reads prefix + suffix.
 */
export interface Prompt {
  readonly prefix: string;
  readonly suffix: string;
}

/** A run of characters of an answer: min to max times one of the texts, which may be single characters or words. */
export interface PatternPiece {
  readonly oneOf: readonly string[];
  readonly min: number;
  readonly max: number;
}

/** What an answer may be. Nothing else comes out, unless `maxTokens` cuts it. */
export interface Constraint {
  /** One of the texts, or any of the alternatives, each its pieces in order. */
  readonly allowed:
    | {
        readonly kind: "texts";
        readonly texts: readonly string[];
        /** One for each text, added to its natural-log probability before texts are compared. Left out: none. */
        readonly biases?: readonly number[];
      }
    | { readonly kind: "pattern"; readonly alternatives: readonly (readonly PatternPiece[])[] };
  /** What stands between the prompt and the answer: often one space. */
  readonly before: string;
  /** What follows the answer, before a stop string; often nothing. */
  readonly after: string;
}

export interface CompletionRequest {
  readonly prompt: Prompt;
  readonly sampling: SamplingOptions;
  /** Left out: any text. */
  readonly constraint?: Constraint;
  /** Hash of an adapter that the completer's teacher was given; left out, the model as it is. */
  readonly adapter?: string;
  /**
   * Drops this request alone; it is then told through `onCancelled`. Does not cross a Worker: the client turns it into
   * a message.
   */
  readonly signal?: AbortSignal;
}

/** A token with its natural-log probability under the model (before any logits processor). */
export interface TokenCandidate {
  readonly id: number;
  readonly text: string;
  readonly logProbability: number;
}

/** One generated token and the likeliest tokens at its place, likeliest first. */
export interface GeneratedToken extends TokenCandidate {
  readonly candidates: readonly TokenCandidate[];
  /**
   * Natural-log probability among the tokens that a constraint allowed here, biases of its texts included. Left out
   * where any token was allowed.
   */
  readonly allowedLogProbability?: number;
}

/** Part of a text in UTF-16 code units, the end excluded. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** A text whose probability after the prompt is asked. */
export interface ScoreRequest {
  readonly prompt: Prompt;
  readonly continuation: string;
  /** Parts of the continuation whose tokens are wanted. Left out: all of it. */
  readonly spans?: readonly TextSpan[];
  /** Also tells the likeliest tokens at each token's place. */
  readonly withCandidates?: boolean;
  /** As of a completion. */
  readonly adapter?: string;
  /** Somebody waits for it at the screen: it goes before others, as the rows of `CompleteCalls.first` do. */
  readonly isFirst?: boolean;
}

/** A token of a given text, with the likeliest tokens at its place, likeliest first, where they were asked for. */
export interface ScoredToken extends TokenCandidate {
  readonly candidates?: readonly TokenCandidate[];
}

/** For each span the tokens that hold a character of it, in order. */
export interface ContinuationScore {
  readonly spans: readonly (readonly ScoredToken[])[];
}

/** A text, or a part of one, whose place among the model's meanings is asked. */
export interface EmbedRequest {
  readonly text: string;
  /** The part whose tokens count; all of the text before it is read too. Left out: all of the text. */
  readonly span?: TextSpan;
}

/**
 * [hidden]: the mean over the tokens of their last hidden states, after the last norm; zeros where there is no token.
 */
export type Embedding = Float32Array;

export type FinishReason = "stop" | "length" | "end-of-text";

export interface Completion {
  /** The answer text, up to but without the stop string. Not trimmed. */
  readonly text: string;
  /** Generated tokens, the one that ended the answer included. */
  readonly tokens: readonly GeneratedToken[];
  readonly finish: FinishReason;
  readonly promptTokens: number;
  /** From admission to the last token, wall clock. */
  readonly milliseconds: number;
}

export interface ModelInfo {
  /** Name from the file's own metadata, such as "Gemma 3 270m". */
  readonly name: string;
  readonly architecture: string;
  /** Hex SHA-256 of the model file. */
  readonly hash: string;
  readonly fileBytes: number;
  /** How many tokens prompt and answer may have together. */
  readonly contextTokens: number;
  readonly runtime: ModelRuntime;
  /** Under which terms it may be used; null where the file comes from the user. */
  readonly licence: { readonly name: string; readonly url: string } | null;
  /** Where every prompt is sent, "https://llm.example.com"; left out, it stays on this machine. */
  readonly serverOrigin?: string;
}

/** A token of a text: its id and the text it stands for. */
export interface TokenPiece {
  readonly id: number;
  readonly text: string;
}

/** A place whose next token is looked into: after the prompt and some tokens of its answer. */
export interface InspectRequest {
  readonly prompt: Prompt;
  /** Ids of the answer's tokens before the place. */
  readonly answer: readonly number[];
}

/** What one layer made of the token before the place. */
export interface LayerInspection {
  /** The next tokens it leans to, were it the last layer; likeliest first. */
  readonly candidates: readonly TokenCandidate[];
  /** How much it attends to each token of the text, mean of its heads; adds up to 1. */
  readonly attention: readonly number[];
}

export interface Inspection {
  /** The text up to the place, a begin token included where the model has one. */
  readonly tokens: readonly TokenPiece[];
  /** From the first layer to the last, whose candidates are the model's own. */
  readonly layers: readonly LayerInspection[];
}

export interface CompleteCalls {
  readonly signal?: AbortSignal;
  /** Requests that go before the others that wait. An engine that cannot change their order leaves it. */
  readonly first?: FirstRows;
  /** Called as each request finishes, in any order. */
  readonly onCompletion?: (index: number, completion: Completion) => void;
  /** Called when one request fails; the others go on. */
  readonly onFailure?: (index: number, failure: EngineError) => void;
  /** Called when a request's own signal dropped it. */
  readonly onCancelled?: (index: number) => void;
}

/** Of calls that are answered as a whole. */
export interface ScoreCalls {
  readonly signal?: AbortSignal;
}

export interface Completer {
  readonly model: ModelInfo;
  /**
   * Runs the requests together. Resolves when every request has finished, failed or been dropped; each outcome is told
   * through the callbacks. Rejects with an EngineError only when the engine itself is gone, and with the signal's
   * reason when cancelled.
   */
  complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void>;
  /**
   * How likely the model finds each continuation, token by token, each given all text before it. The requests run
   * packed, as those of `complete` do. Rejects with an EngineError when one cannot be run, and with the signal's reason
   * when cancelled.
   */
  score(requests: readonly ScoreRequest[], calls: ScoreCalls): Promise<readonly ContinuationScore[]>;
  /**
   * The embedding of each text, run packed. Rejects as `score` does. Left out where the engine shows no hidden states.
   */
  embed?(requests: readonly EmbedRequest[], calls: ScoreCalls): Promise<readonly Embedding[]>;
  /** The tokens of a text, without the start token that a model may read before it. */
  tokenize(text: string): Promise<readonly TokenPiece[]>;
  /**
   * From the next step on, whether the engine leaves room for what else runs on this machine: it works in one thread
   * and rests as long as it worked. Training has all threads, and rests too. Answers stay the same. Left out where the
   * model runs elsewhere.
   */
  setGentle?(isGentle: boolean): void;
  /** Left out where the model cannot be taught. */
  readonly teacher?: Teacher;
  /**
   * Logit lens and attention at one place. Missing where the model runs elsewhere and cannot be looked into. Takes
   * seconds; other requests go on in between. Rejects with an EngineError, and with the signal's reason when cancelled.
   */
  inspect?(request: InspectRequest, calls: ScoreCalls): Promise<Inspection>;
  close(): void;
}

/** Why the engine could not do what was asked. Data only; wording for people lives in core's error catalogue. */
export type EngineFailure =
  | { readonly code: "prompt-too-long"; readonly tokens: number; readonly limit: number }
  | { readonly code: "model-file-invalid"; readonly detail: string }
  | { readonly code: "model-unsupported"; readonly detail: string }
  | { readonly code: "model-missing"; readonly detail: string }
  /** Another page of this browser has it open. */
  | { readonly code: "model-in-use" }
  | { readonly code: "piece-damaged"; readonly piece: string; readonly detail: string }
  /** Null is what nobody knows: browsers may keep to themselves how much room a page has. */
  | {
      readonly code: "storage-too-small";
      readonly neededBytes: number | null;
      readonly freeBytes: number | null;
    }
  | { readonly code: "network-failed"; readonly url: string; readonly detail: string }
  | { readonly code: "adapter-invalid"; readonly detail: string }
  /** text: where what is to be taught begins; tokens: with what stands before it. */
  | {
      readonly code: "lesson-text-too-long";
      readonly text: string;
      readonly tokens: number;
      readonly limit: number;
    }
  | { readonly code: "engine-crashed"; readonly detail: string }
  | { readonly code: "server-unreachable"; readonly address: string; readonly detail: string }
  | {
      readonly code: "server-refused";
      readonly address: string;
      /** Of HTTP. */
      readonly status: number;
      readonly detail: string;
    }
  | { readonly code: "server-reply-invalid"; readonly address: string; readonly detail: string };

export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly failure: EngineFailure;
  constructor(failure: EngineFailure) {
    super("detail" in failure ? `${failure.code}: ${failure.detail}` : JSON.stringify(failure));
    this.failure = failure;
  }
}

/** How far the opening of a model is. `loadedBytes` of `totalBytes` belong to the phase, and start again with each. */
export interface LoadProgress {
  readonly phase: "download" | "verify" | "prepare" | "start";
  readonly loadedBytes: number;
  readonly totalBytes: number;
}

export interface OpenCalls {
  /** Which of the models that can be opened; left out, the default. */
  readonly modelId?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: LoadProgress) => void;
  /** Told of the requests that the model's own thread made, also after it is open. */
  readonly onTraffic?: (entries: readonly TrafficEntry[]) => void;
}

/** Opens a model. Rejects with an EngineError, or with the signal's reason when cancelled. */
export type OpenCompleter = (calls: OpenCalls) => Promise<Completer>;
