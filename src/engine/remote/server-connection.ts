import { createParser } from "eventsource-parser";
import pLimit from "p-limit";
import pRetry from "p-retry";
import type { z } from "zod";
import { steadyNowMs } from "../steady-clock.ts";
import type { TrafficEntry } from "../traffic.ts";
import { errorSchema } from "./reply-schemas.ts";
import { ServerFault } from "./server-fault.ts";

export interface ConnectionLimits {
  /** Requests at once. Browsers open six connections to one host over HTTP/1.1. */
  readonly requests: number;
  /** How often a request is made again after a passing fault. */
  readonly retries: number;
  /** The first wait before it is; each further one is twice as long. */
  readonly firstWaitMs: number;
  /** The longest wait that a server may ask for. */
  readonly mostWaitMs: number;
  /** A server that sends nothing for so long is given up. */
  readonly silenceMs: number;
  readonly replyBytes: number;
}

export const USUAL_LIMITS: ConnectionLimits = {
  requests: 6,
  retries: 4,
  firstWaitMs: 500,
  mostWaitMs: 30_000,
  silenceMs: 120_000,
  replyBytes: 32_000_000,
};

export interface ConnectionParts {
  /** Root of the server, without "/v1". */
  readonly root: string;
  /** Empty where the server asks for none. */
  readonly key: string;
  readonly limits: ConnectionLimits;
  /** Told of each request: bytes of bodies in both directions. */
  readonly onTraffic: (entries: readonly TrafficEntry[]) => void;
}

export interface ServerCall {
  /** "/v1/completions". */
  readonly path: string;
  /** Left out: a GET. */
  readonly body?: object;
  readonly signal?: AbortSignal | undefined;
}

/** Passing: too early, too many requests, and what stands in front of a server that is busy or starts. */
const PASSING_STATUS = new Set([408, 425, 429, 500, 502, 503, 504]);

/**
 * Requests to one server: few at once, repeated after passing faults with a growing wait, given up when the server
 * falls silent or sends without end. Rejects with a ServerFault, or with the signal's reason.
 */
export class ServerConnection {
  readonly #parts: ConnectionParts;
  readonly #limit: ReturnType<typeof pLimit>;
  readonly #closing = new AbortController();

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
    this.#limit = pLimit(parts.limits.requests);
  }

  /** Ends all requests. */
  close(): void {
    this.#closing.abort(this.#fault("the connection was closed", false));
  }

  /** Runs the work when its turn comes, and again after a passing fault. */
  async attempt<Result>(
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const { retries, firstWaitMs, mostWaitMs } = this.#parts.limits;
    // One of its own for each attempt: what listens to it goes with it.
    const either = AbortSignal.any([this.#closing.signal, ...(signal ? [signal] : [])]);
    return this.#limit(async () => {
      either.throwIfAborted();
      return pRetry(() => work(either), {
        retries,
        minTimeout: firstWaitMs,
        maxTimeout: mostWaitMs,
        randomize: true,
        signal: either,
        shouldRetry: ({ error }) => error instanceof ServerFault && error.hints.isPassing,
        onFailedAttempt: async ({ error, retriesLeft }) => {
          const waitMs = error instanceof ServerFault ? (error.hints.waitMs ?? 0) : 0;
          if (retriesLeft > 0 && waitMs > 0) await waited(Math.min(waitMs, mostWaitMs), either);
        },
      });
    });
  }

  /** One JSON reply of the expected shape, with attempts. */
  json<Schema extends z.ZodType>(call: ServerCall, schema: Schema): Promise<z.infer<Schema>> {
    return this.attempt(call.signal, async (signal) => {
      let body = "";
      await this.#receive({ ...call, signal }, (chunk) => {
        body += chunk;
      });
      return this.#parse(body, schema);
    });
  }

  /**
   * The events of a stream, once: without attempts, as only the caller knows what it has already. onEvent may throw. An
   * event that is an error of the server rejects. Whether all has come the caller sees by what it waits for.
   */
  async events<Schema extends z.ZodType>(
    call: ServerCall,
    schema: Schema,
    onEvent: (event: z.infer<Schema>) => void,
  ): Promise<void> {
    let start = "";
    const parser = createParser({
      onEvent: ({ data }) => {
        // llama-server opens some streams with null.
        if (data !== "[DONE]" && data !== "null") onEvent(this.#parse(data, schema));
      },
    });
    await this.#receive(call, (chunk) => {
      start = (start + chunk).slice(0, 1_000);
      parser.feed(chunk);
    });
    if (!/^(data|event|id|retry)?:/m.test(start)) throw this.#invalid(`no stream came: ${start}`, true);
  }

  /** A fault of the reply; asking again may help where it was cut. */
  invalid(detail: string, isPassing: boolean): ServerFault {
    return this.#invalid(detail, isPassing);
  }

  /** Hands over the body's text as it comes. */
  async #receive({ path, body, signal }: ServerCall, onText: (chunk: string) => void): Promise<void> {
    const { root, key, limits, onTraffic } = this.#parts;
    const sent = body === undefined ? null : new TextEncoder().encode(JSON.stringify(body));
    const startedAt = steadyNowMs();
    let bytes = sent?.length ?? 0;
    const silence = new AbortController();
    const silent = (): void =>
      silence.abort(this.#fault(`nothing came for ${limits.silenceMs / 1000} s`, true));
    let timer = setTimeout(silent, limits.silenceMs);
    const ends = [silence.signal, this.#closing.signal, ...(signal ? [signal] : [])];
    const either = AbortSignal.any(ends);
    try {
      const response = await fetch(`${root}${path}`, {
        method: sent === null ? "GET" : "POST",
        headers: {
          ...(sent !== null && { "Content-Type": "application/json" }),
          ...(key !== "" && { Authorization: `Bearer ${key}` }),
        },
        body: sent,
        signal: either,
        // Text and key go to the address that was named and to no other.
        redirect: "error",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
      });
      const decoder = new TextDecoder();
      let refusal = "";
      for await (const chunk of chunksOf(response)) {
        clearTimeout(timer);
        timer = setTimeout(silent, limits.silenceMs);
        bytes += chunk.length;
        if (bytes > limits.replyBytes) throw this.#invalid("it is too long", false);
        const part = decoder.decode(chunk, { stream: true });
        if (response.ok) onText(part);
        else refusal = (refusal + part).slice(0, 2_000);
      }
      if (!response.ok) throw this.#refused(response, refusal);
      onText(decoder.decode());
    } catch (error) {
      if (error instanceof ServerFault) throw error;
      // Whoever aborted knows why.
      if (either.aborted) throw either.reason as Error;
      throw this.#fault(error instanceof Error ? causeOf(error) : String(error), true);
    } finally {
      clearTimeout(timer);
      onTraffic([{ origin: new URL(root).origin, bytes, startedAt }]);
    }
  }

  #parse<Schema extends z.ZodType>(text: string, schema: Schema): z.infer<Schema> {
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      throw this.#invalid(`it is no JSON: ${text}`, false);
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const told = errorSchema.safeParse(json);
    if (told.success) throw this.#toldFault(told.data.error);
    const [issue] = parsed.error.issues;
    throw this.#invalid(`${issue?.path.join(".") ?? ""}: ${issue?.message ?? "of another shape"}`, false);
  }

  /** A refusal that came as a reply, as where a server begins to answer one prompt before it reads the next. */
  #toldFault(error: ServerError): ServerFault {
    const status = typeof error === "string" ? null : error.code;
    if (typeof status !== "number" || status < 400 || status > 599)
      return this.#invalid(messageOf(error), false);
    return new ServerFault(
      { code: "server-refused", address: this.#parts.root, status, detail: messageOf(error) },
      { isPassing: PASSING_STATUS.has(status) },
    );
  }

  #refused({ status, headers }: Response, body: string): ServerFault {
    let detail = body.replace(/<[^>]*>/g, " ").trim();
    try {
      const told = errorSchema.safeParse(JSON.parse(body));
      if (told.success) detail = messageOf(told.data.error);
    } catch {
      // No JSON: a page of a proxy, whose words are shown as they are.
    }
    const seconds = Number(headers.get("retry-after") ?? Number.NaN);
    return new ServerFault(
      { code: "server-refused", address: this.#parts.root, status, detail },
      { isPassing: PASSING_STATUS.has(status), ...(seconds > 0 && { waitMs: seconds * 1000 }) },
    );
  }

  #fault(detail: string, isPassing: boolean): ServerFault {
    return new ServerFault({ code: "server-unreachable", address: this.#parts.root, detail }, { isPassing });
  }

  #invalid(detail: string, isPassing: boolean): ServerFault {
    return new ServerFault(
      { code: "server-reply-invalid", address: this.#parts.root, detail },
      { isPassing },
    );
  }
}

type ServerError = z.infer<typeof errorSchema>["error"];

const messageOf = (error: ServerError): string => (typeof error === "string" ? error : error.message);

/** Node says "fetch failed" and keeps the reason; browsers keep the reason from the page. */
function causeOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : error.message;
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Ends the transfer where nobody reads on.
    await reader.cancel().catch(() => undefined);
  }
}

function waited(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(signal.reason as Error);
      },
      { once: true },
    );
  });
}
