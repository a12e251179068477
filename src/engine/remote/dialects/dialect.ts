import type {
  Constraint,
  ContinuationScore,
  SamplingOptions,
  ScoreRequest,
  TokenPiece,
} from "../../completer.ts";
import type { ServerConnection } from "../server-connection.ts";

/** One model of one server. */
export interface ServerModel {
  readonly connection: ServerConnection;
  /** As the server calls it. */
  readonly id: string;
}

/** In what servers differ that speak the completions protocol. */
export interface Dialect {
  /** "llama-server". */
  readonly name: string;
  /** How many prompts one request holds. */
  readonly rows: number;
  /** How many of the likeliest tokens are told at each place. */
  readonly candidates: number;
  /** Fields of a request's body for settings that the protocol does not have. */
  sampling(options: SamplingOptions): object;
  /** Fields that hold the answer to what it may be. */
  guide(constraint: Constraint, stop: readonly string[]): object;
  tokenize(server: ServerModel, text: string): Promise<readonly TokenPiece[]>;
  /** Rejects with a ServerFault, or with the signal's reason. */
  score(
    server: ServerModel,
    requests: readonly ScoreRequest[],
    signal: AbortSignal | undefined,
  ): Promise<readonly ContinuationScore[]>;
}
