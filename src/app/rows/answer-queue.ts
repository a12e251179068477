import type { Completion, CompletionRequest } from "../../engine/completer.ts";
import { FirstRows } from "../../engine/first-rows.ts";
import { BoundedMap } from "./bounded-map.ts";
import type { ModelLoader } from "../model/model-loader.ts";
import { onAbort } from "./on-abort.ts";
import type { ScreenWatch } from "./screen-watch.ts";
import { isCrash, toCellError } from "../calls/to-cell-error.ts";
import { cancelled } from "./unless-aborted.ts";

/** Requests are collected this long before they go to the engine together: a dragged fill arrives as many calls. */
const COLLECT_MS = 5;

/** How many completions are kept. */
const KEPT_COMPLETIONS = 4_000;

export interface Answered {
  readonly completion: Completion;
  /** True where it was known before. */
  readonly cached: boolean;
}

/** A cell that wants an answer. */
export interface AskingCell {
  readonly signal: AbortSignal;
  /** Called when the engine has the request. */
  readonly onStart?: () => void;
  /** Left out or null where nobody knows. */
  readonly address?: string | null;
}

/** One request on its way, shared by all cells with the same content. */
interface Flight {
  readonly key: string;
  readonly request: CompletionRequest;
  /** Drops it once nobody wants it. */
  readonly controller: AbortController;
  readonly outcome: {
    readonly promise: Promise<Completion>;
    readonly resolve: (completion: Completion) => void;
    readonly reject: (reason: unknown) => void;
  };
  /** Those that wait for it. */
  readonly cells: Set<AskingCell>;
  isStarted: boolean;
  crashes: number;
}

function newFlight(key: string, request: CompletionRequest): Flight {
  let resolve!: (completion: Completion) => void;
  let reject!: (reason: unknown) => void;
  const promise = new Promise<Completion>((resolvePromise, rejectPromise) => {
    resolve = resolvePromise;
    reject = rejectPromise;
  });
  return {
    key,
    request,
    controller: new AbortController(),
    outcome: { promise, resolve, reject },
    cells: new Set(),
    isStarted: false,
    crashes: 0,
  };
}

/** What was sent together and has not ended. */
interface SentBatch {
  readonly flights: readonly Flight[];
  /** Those that have no outcome yet. */
  readonly open: Set<Flight>;
  readonly first: FirstRows;
  /** Drops all of it. */
  readonly drop: AbortController;
}

/**
 * Sends requests to the engine in few large batches. Equal content runs once, also while it is on its way; a request
 * that no cell wants any more is dropped. Cells on screen go first. After a crash of the engine the requests run once
 * more on a new one.
 */
export class AnswerQueue {
  readonly #loader: ModelLoader;
  readonly #kept = new BoundedMap<string, Completion>(KEPT_COMPLETIONS);
  readonly #flights = new Map<string, Flight>();
  readonly #sent = new Set<SentBatch>();
  readonly #screen: ScreenWatch;
  #waiting: Flight[] = [];
  #isPaused = false;

  constructor(loader: ModelLoader, screen: ScreenWatch) {
    this.#loader = loader;
    this.#screen = screen;
    screen.onChange(() => {
      for (const { flights, first } of this.#sent) first.set(this.#visibleOf(flights));
    });
  }

  /** True where this content's completion is known without a run. */
  holds(key: string): boolean {
    return this.#kept.has(key);
  }

  /** Rejects with a CellError: "cancelled" as soon as the signal aborts, or what the engine could not do. */
  run(key: string, request: CompletionRequest, cell: AskingCell): Promise<Answered> {
    if (cell.signal.aborted) return Promise.reject(cancelled(cell.signal));
    const kept = this.#kept.get(key);
    if (kept) return Promise.resolve({ completion: kept, cached: true });
    const flight = this.#flights.get(key) ?? this.#enqueue(newFlight(key, request));
    return this.#join(flight, cell);
  }

  /** Nothing runs until `resume`: what was sent is taken back and waits again, what comes waits too. */
  pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    for (const sent of [...this.#sent]) this.#takeBack(sent);
  }

  resume(): void {
    this.#isPaused = false;
    if (this.#waiting.length > 0) setTimeout(() => void this.#flush(), COLLECT_MS);
  }

  /** The engine is told once, however many rows it has. */
  #takeBack(sent: SentBatch): void {
    this.#sent.delete(sent);
    this.#waitAgain(sent.open);
    sent.drop.abort();
  }

  #waitAgain(open: Set<Flight>): void {
    for (const flight of open) {
      flight.isStarted = false;
      this.#wait(flight);
    }
    open.clear();
  }

  #join(flight: Flight, cell: AskingCell): Promise<Answered> {
    const { signal } = cell;
    flight.cells.add(cell);
    if (flight.isStarted) cell.onStart?.();
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        flight.cells.delete(cell);
        if (flight.cells.size === 0) {
          this.#forget(flight);
          flight.controller.abort();
        }
        reject(cancelled(signal));
      };
      const stopListening = onAbort(signal, leave);
      flight.outcome.promise
        .then((completion) => resolve({ completion, cached: false }), reject)
        .finally(stopListening);
    });
  }

  #enqueue(flight: Flight): Flight {
    this.#flights.set(flight.key, flight);
    this.#wait(flight);
    return flight;
  }

  #wait(flight: Flight): void {
    if (this.#waiting.length === 0) setTimeout(() => void this.#flush(), COLLECT_MS);
    this.#waiting.push(flight);
    this.#screen.start(this);
  }

  /** Places in the batch of those that a cell on screen waits for. */
  #visibleOf(flights: readonly Flight[]): number[] {
    const isOnScreen = ({ address }: AskingCell): boolean => this.#screen.shows(address);
    return flights.flatMap(({ cells }, index) => ([...cells].some(isOnScreen) ? [index] : []));
  }

  async #flush(): Promise<void> {
    if (this.#isPaused) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    const batch = waiting.filter(({ controller }) => !controller.signal.aborted);
    if (batch.length === 0) return;
    const open = new Set(batch);
    const fail = (flight: Flight, error: unknown): void => {
      if (!open.delete(flight)) return;
      this.#forget(flight);
      flight.outcome.reject(toCellError(error));
    };
    try {
      await this.#send(open, fail);
    } catch (error) {
      for (const flight of open) fail(flight, error);
    }
  }

  /** Every flight leaves `open` when it has its outcome, is dropped, or waits again. */
  async #send(open: Set<Flight>, fail: (flight: Flight, error: unknown) => void): Promise<void> {
    const completer = await this.#loader.completer();
    // The model may have taken a while to open.
    for (const flight of open) if (flight.controller.signal.aborted) open.delete(flight);
    if (this.#isPaused) this.#waitAgain(open);
    const batch = [...open];
    if (batch.length === 0) return;
    for (const flight of batch) {
      flight.isStarted = true;
      for (const { onStart } of flight.cells) onStart?.();
    }
    const requests = batch.map(({ request, controller }) => ({ ...request, signal: controller.signal }));
    const first = new FirstRows(this.#visibleOf(batch));
    const sent = { flights: batch, open, first, drop: new AbortController() };
    this.#sent.add(sent);
    try {
      await completer.complete(requests, {
        first,
        signal: sent.drop.signal,
        onCompletion: (index, completion) => {
          const flight = batch[index]!;
          if (!open.delete(flight)) return;
          this.#kept.set(flight.key, completion);
          this.#forget(flight);
          flight.outcome.resolve(completion);
        },
        onFailure: (index, failure) => fail(batch[index]!, failure),
        // Nobody waits for it any more.
        onCancelled: (index) => open.delete(batch[index]!),
      });
      for (const flight of open) fail(flight, new Error("no answer came back"));
    } catch (error) {
      if (!isCrash(error)) throw error;
      this.#loader.crashed(completer, error);
      for (const flight of open) {
        if (flight.crashes++ > 0) continue;
        open.delete(flight);
        this.#wait(flight);
      }
      throw error;
    } finally {
      this.#sent.delete(sent);
      if (this.#flights.size === 0) this.#screen.stop(this);
    }
  }

  #forget(flight: Flight): void {
    if (this.#flights.get(flight.key) === flight) this.#flights.delete(flight.key);
  }
}
