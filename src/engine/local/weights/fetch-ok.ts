import { EngineError } from "../../completer.ts";

/** A reply that may differ when asked again: the server is overloaded or restarting. */
const PASSING_STATUS: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

/** A failed transfer. `status` is null when the connection failed, not the request. */
export class TransferError extends EngineError {
  readonly status: number | null;
  constructor(url: string, detail: string, status: number | null) {
    super({ code: "network-failed", url, detail });
    this.status = status;
  }

  /** Whether it makes sense to ask again. */
  get mayPass(): boolean {
    return this.status === null || PASSING_STATUS.has(this.status);
  }
}

/**
 * Fetches and gives the response when its status is 2xx. Rejects with an EngineError `model-missing` for 404 and
 * 410, with a TransferError for other failures, and with the signal's reason when aborted.
 */
export async function fetchOk(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (error) {
    init.signal?.throwIfAborted();
    throw new TransferError(url, reasonOf(error), null);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 404 || response.status === 410) {
    throw new EngineError({ code: "model-missing", detail: `${url} is not on the server` });
  }
  throw new TransferError(url, `status ${response.status}`, response.status);
}

/** What an error says, with its cause where that says more. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
