import type { TextSpan } from "./completer.ts";
import type { TeachingPace } from "./teaching-pace.ts";

/**
 * Tokens of a text at most, the one that may begin every text too: a longer one would take more memory than is named,
 * and one beyond the model's window cannot be run.
 */
export const MOST_TEXT_TOKENS = 512;

/** A text and the parts of it whose tokens are to be learned. */
export interface LessonText {
  readonly text: string;
  /** In the order of the text. */
  readonly spans: readonly TextSpan[];
}

export interface TeachRequest {
  readonly texts: readonly LessonText[];
  /** Not trained on: where the model gets no better at these, the training ends. May be empty. */
  readonly heldBack: readonly LessonText[];
  /** Upper bound of how often each text is read, an integer of 1 or more. */
  readonly epochs: number;
  /**
   * How many trainings there are, an integer of 1 or more. They begin alike and read the texts each in an order of its
   * own; what is given is the mean of them.
   */
  readonly trainings: number;
  /** Unsigned 32-bit; with the same seed and texts the result is the same. */
  readonly seed: number;
}

/** One learned token of a step. */
export interface LearnedToken {
  /** The text that the model read up to here, its last characters. */
  readonly before: string;
  /** What should come next. */
  readonly target: string;
  /** What the model found likeliest among the words in play; null where another word was likelier. */
  readonly guess: string | null;
  readonly targetProbability: number;
  readonly guessProbability: number;
}

/** What a training tells while it runs. */
export type TeachEvent =
  | {
      readonly type: "teach-prepared";
      readonly layers: number;
      readonly parameters: number;
      readonly words: number;
      readonly trainings: number;
      /** Changes of the weights in a training at most. */
      readonly steps: number;
    }
  | {
      readonly type: "teach-step";
      /** From 1. */
      readonly training: number;
      /** In this training, from 1. */
      readonly step: number;
      readonly epoch: number;
      /** Mean negative natural-log probability of the learned tokens. */
      readonly loss: number;
      readonly learningRate: number;
      readonly gradientNorm: number;
      readonly updateNorm: number;
      readonly milliseconds: number;
      readonly tokens: readonly LearnedToken[];
    }
  /** Loss of the texts held back, before the first step of a training and after each epoch. */
  | {
      readonly type: "teach-held-back";
      readonly training: number;
      readonly step: number;
      readonly loss: number;
    }
  /**
   * Of how many trainings the adapter is the mean; the loss of the texts held back with it, null where there are none.
   */
  | { readonly type: "teach-kept"; readonly trainings: number; readonly loss: number | null };

export interface TeachCalls {
  /** Throws the training away. */
  readonly signal?: AbortSignal;
  /**
   * Runs, waits, goes one step, or ends with what was learned so far: by the trainings that came to their end, or by
   * the first one. Left out: runs.
   */
  readonly pace?: TeachingPace;
  readonly onEvent?: (event: TeachEvent) => void;
}

export interface Teacher {
  /** Upper bound in bytes of what a training takes besides the model. */
  readonly memoryBytes: number;
  /** Size of the file of an adapter that it trains. */
  readonly adapterBytes: number;
  /**
   * Trains low-rank adapters of the upper layers. Resolves with the adapter as a file (safetensors, with the names of
   * PEFT). Rejects with an EngineError, or with the signal's reason.
   */
  teach(request: TeachRequest, calls: TeachCalls): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * Takes over an adapter; requests may name it from then on by the hash that is given back (hex SHA-256 of the file).
   * Rejects with an EngineError (adapter-invalid) where it is damaged or was made for a model of another shape.
   */
  addAdapter(file: Uint8Array<ArrayBuffer>): Promise<string>;
  /**
   * Gives up an adapter: what was asked of it is still answered, and nothing new is. Nothing happens where there is
   * none.
   */
  removeAdapter(hash: string): void;
}
