import { EngineError, type EngineFailure } from "../completer.ts";

/** Codes of what a server can do wrong. */
type ServerCode = "server-unreachable" | "server-refused" | "server-reply-invalid";

/** Details from outside are cut: a server may send a whole page. */
const MOST_CHARACTERS = 200;

export interface FaultHints {
  /** True where the same request may succeed a moment later. */
  readonly isPassing: boolean;
  /** Milliseconds that the server asked to wait; left out, the usual back-off. */
  readonly waitMs?: number;
}

/** A failure of a server, and whether asking again makes sense. */
export class ServerFault extends EngineError {
  readonly hints: FaultHints;

  constructor(failure: Extract<EngineFailure, { code: ServerCode }>, hints: FaultHints) {
    super({ ...failure, detail: failure.detail.slice(0, MOST_CHARACTERS) });
    this.hints = hints;
  }
}
