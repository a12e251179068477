import type {
  CompleteCalls,
  Completer,
  Completion,
  CompletionRequest,
  ContinuationScore,
  GeneratedToken,
  ModelInfo,
  ScoreCalls,
  ScoreRequest,
  TokenPiece,
} from "../completer.ts";
import { asEngineError } from "../as-engine-error.ts";
import { chosenText, scoredTexts, textRequests } from "./closed-set.ts";
import type { Dialect, ServerModel } from "./dialects/dialect.ts";
import { completionSchema } from "./reply-schemas.ts";
import type { BatchRow } from "./row-batches.ts";
import { cutGroup, groupRows } from "./row-batches.ts";
import { finishOf, serverTokens } from "./server-tokens.ts";
import { ServerFault } from "./server-fault.ts";

/** A row that has no outcome yet, and what the server wrote for it. */
interface OpenRow extends BatchRow {
  isOpen: boolean;
  text: string;
  tokens: GeneratedToken[];
}

/** What a server refuses because of the request itself; one row's fault must not end its neighbours. */
const ROW_STATUS = new Set([400, 413, 422]);

/** A model on a server, by the OpenAI completions protocol. */
export class RemoteCompleter implements Completer {
  readonly model: ModelInfo;
  readonly #server: ServerModel;
  readonly #dialect: Dialect;

  constructor(model: ModelInfo, server: ServerModel, dialect: Dialect) {
    this.model = model;
    this.#server = server;
    this.#dialect = dialect;
  }

  async complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void> {
    calls.signal?.throwIfAborted();
    const rows = requests.map((request, index): OpenRow => ({
      request,
      index,
      isOpen: true,
      text: "",
      tokens: [],
    }));
    const written = rows.filter(({ request }) => scoredTexts(request) === null);
    const scored = rows.filter(({ request }) => scoredTexts(request) !== null);
    await Promise.all([
      ...groupRows(written).map((group) => this.#runGroup(group as readonly OpenRow[], calls)),
      ...scored.map((row) =>
        this.#runRows([row], calls, (open, signal) => this.#choose(open[0]!, calls, signal)),
      ),
    ]);
    calls.signal?.throwIfAborted();
  }

  async score(
    requests: readonly ScoreRequest[],
    { signal }: ScoreCalls,
  ): Promise<readonly ContinuationScore[]> {
    signal?.throwIfAborted();
    return requests.length === 0 ? [] : this.#dialect.score(this.#server, requests, signal);
  }

  tokenize(text: string): Promise<readonly TokenPiece[]> {
    return this.#dialect.tokenize(this.#server, text);
  }

  close(): void {
    this.#server.connection.close();
  }

  async #runGroup(group: readonly OpenRow[], calls: CompleteCalls): Promise<void> {
    const { ahead, batches } = cutGroup(group, this.#dialect.rows);
    const run = (batch: readonly BatchRow[]) =>
      this.#runRows(batch as readonly OpenRow[], calls, (open, signal) => this.#write(open, calls, signal));
    if (ahead) await run(ahead);
    await Promise.all(batches.map(run));
  }

  /** Every row has its outcome when this resolves, unless the whole call was cancelled. Never rejects. */
  async #runRows(
    rows: readonly OpenRow[],
    calls: CompleteCalls,
    work: (open: readonly OpenRow[], signal: AbortSignal) => Promise<void>,
  ): Promise<void> {
    const dropping = new AbortController();
    const ended = new AbortController();
    const drop = (row: OpenRow): void => {
      if (!row.isOpen) return;
      row.isOpen = false;
      calls.onCancelled?.(row.index);
      // The server cannot drop one prompt of a request, only the request.
      if (rows.every(({ isOpen }) => !isOpen)) dropping.abort();
    };
    for (const row of rows) {
      const { signal } = row.request;
      if (signal?.aborted) drop(row);
      signal?.addEventListener("abort", () => drop(row), { signal: ended.signal });
    }
    calls.signal?.addEventListener("abort", () => dropping.abort(), { signal: ended.signal });
    if (calls.signal?.aborted) dropping.abort();
    const open = rows.filter(({ isOpen }) => isOpen);
    try {
      if (open.length > 0) await work(open, dropping.signal);
    } catch (error) {
      const left = open.filter(({ isOpen }) => isOpen);
      if (left.length > 1 && isOfOneRow(error)) {
        await Promise.all(left.map((row) => this.#runRows([row], calls, work)));
      } else if (!dropping.signal.aborted) {
        for (const row of left) fail(row, error, calls);
      }
    } finally {
      ended.abort();
    }
  }

  /** Lets the server write all rows of a batch; after a passing fault those that are not finished once more. */
  async #write(rows: readonly OpenRow[], calls: CompleteCalls, signal: AbortSignal): Promise<void> {
    const { connection } = this.#server;
    await connection.attempt(signal, async (attemptSignal) => {
      const startMs = performance.now();
      const open = rows.filter(({ isOpen }) => isOpen);
      for (const row of open) Object.assign(row, { text: "", tokens: [] });
      let promptTokens = 0;
      const call = { path: "/v1/completions", body: this.#body(open), signal: attemptSignal };
      await connection.events(call, completionSchema, ({ choices, usage }) => {
        promptTokens = usage?.prompt_tokens ?? promptTokens;
        for (const { index, text, logprobs, finish_reason: reason } of choices) {
          const row = open[index];
          if (row === undefined) throw connection.invalid("it answers a prompt that was not asked", false);
          row.text += text;
          if (logprobs) row.tokens.push(...serverTokens(logprobs));
          if (reason && row.isOpen) finish(row, reason, { startMs, promptTokens }, calls);
        }
      });
      if (open.some(({ isOpen }) => isOpen)) throw connection.invalid("it ended too early", true);
    });
  }

  /** Scores each text of the row's closed set, and takes the likeliest. */
  async #choose(row: OpenRow, calls: CompleteCalls, signal: AbortSignal): Promise<void> {
    const { request } = row;
    const startMs = performance.now();
    const texts = scoredTexts(request)!;
    const [scores, prompt] = await Promise.all([
      this.#dialect.score(this.#server, textRequests(request, texts), signal),
      this.tokenize(request.prompt.prefix + request.prompt.suffix),
    ]);
    const milliseconds = performance.now() - startMs;
    const chosen = chosenText(request, texts, scores);
    complete(row, { ...chosen, promptTokens: prompt.length, milliseconds }, calls);
  }

  #body(rows: readonly BatchRow[]): object {
    const [{ sampling, constraint }] = rows.map(({ request }) => request) as [CompletionRequest];
    return {
      model: this.#server.id,
      // What all rows share comes first in each: servers keep the work on a common beginning.
      prompt: rows.map(({ request }) => request.prompt.prefix + request.prompt.suffix),
      max_tokens: sampling.maxTokens,
      temperature: sampling.temperature,
      top_p: sampling.topP,
      seed: sampling.seed,
      stop: sampling.stop,
      logprobs: this.#dialect.candidates,
      stream: true,
      stream_options: { include_usage: true },
      ...this.#dialect.sampling(sampling),
      ...(constraint && this.#dialect.guide(constraint, sampling.stop)),
    };
  }
}

interface BatchFacts {
  readonly startMs: number;
  /** 0 where the server does not tell. */
  readonly promptTokens: number;
}

function finish(
  row: OpenRow,
  reason: string,
  { startMs, promptTokens }: BatchFacts,
  calls: CompleteCalls,
): void {
  const { text, tokens, request } = row;
  const milliseconds = performance.now() - startMs;
  const completion = {
    text,
    tokens,
    finish: finishOf(reason, text, tokens, request.sampling.stop),
    promptTokens,
    milliseconds,
  };
  complete(row, completion, calls);
}

function complete(row: OpenRow, completion: Completion, calls: CompleteCalls): void {
  if (!row.isOpen) return;
  row.isOpen = false;
  calls.onCompletion?.(row.index, completion);
}

function fail(row: OpenRow, error: unknown, calls: CompleteCalls): void {
  row.isOpen = false;
  calls.onFailure?.(row.index, asEngineError(error));
}

function isOfOneRow(error: unknown): boolean {
  if (!(error instanceof ServerFault)) return false;
  return error.failure.code === "server-refused" && ROW_STATUS.has(error.failure.status);
}
