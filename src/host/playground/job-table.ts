/** A cell on a sheet, zero-based. */
export interface CellPlace {
  readonly sheetId: string;
  readonly row: number;
  readonly column: number;
}

export type JobState<Result> =
  | { readonly status: "running" }
  | { readonly status: "done"; readonly result: Result }
  | { readonly status: "failed"; readonly error: unknown };

interface Job<Result> {
  state: JobState<Result>;
  readonly abort: AbortController;
}

interface CellJobs<Result> {
  readonly place: CellPlace;
  /** By the content of the call: a cell may hold several calls, and the same call gives the same job. */
  jobs: Map<string, Job<Result>>;
  /** Jobs of the evaluation before, until the present one is over; null between evaluations. */
  previous: Map<string, Job<Result>> | null;
}

/** Flushes are at least this far apart, so that a fill of thousands of rows does not recalculate for each answer. */
const FLUSH_INTERVAL_MS = 200;
const FIRST_FLUSH_MS = 10;

/** Of a cell, where cells are kept in a map or set. */
export const placeKey = ({ sheetId, row, column }: CellPlace): string => `${sheetId}\n${row}\n${column}`;

/**
 * Lets a synchronous formula engine use asynchronous functions. The engine asks for a call's result; the first time the
 * call is started and the answer is "running"; when it settles, the cells that asked are told so that the engine asks
 * again. Calls that a cell no longer makes are cancelled through their signal.
 */
export class JobTable<Result> {
  readonly #cells = new Map<string, CellJobs<Result>>();
  readonly #expected = new Map<string, { place: CellPlace; result: Result }>();
  readonly #settled = new Map<string, CellPlace>();
  /** Calls whose arguments were being calculated, by the cells that make them. */
  readonly #suspended = new Map<string, { readonly place: CellPlace; readonly calls: Set<string> }>();
  readonly #evaluating = new Set<CellJobs<Result>>();
  readonly #onSettled: (places: readonly CellPlace[]) => void;
  #running = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #lastFlush = Number.NEGATIVE_INFINITY;

  /**
   * `onSettled` is called with the cells to calculate again, at most once in 200 ms; with none when the last call was
   * cancelled.
   */
  constructor(onSettled: (places: readonly CellPlace[]) => void) {
    this.#onSettled = onSettled;
  }

  /**
   * The state of a call. `key` stands for everything that its result depends on, `call` for the call itself, whatever
   * its arguments hold. All calls of one cell must be made in one synchronous run of the engine.
   */
  evaluate(
    place: CellPlace,
    key: string,
    start: (signal: AbortSignal) => Promise<Result>,
    call = key,
  ): JobState<Result> {
    const cell = this.#open(place);
    let job = cell.jobs.get(key) ?? cell.previous?.get(key);
    const isSuspended = this.#suspended.get(placeKey(place))?.calls.delete(call) ?? false;
    if (isSuspended && job?.state.status !== "running") job = undefined;
    if (job === undefined) job = this.#takeExpected(place) ?? this.#start(place, start);
    cell.jobs.set(key, job);
    return job.state;
  }

  /** How many cells make calls. */
  get size(): number {
    return this.#cells.size;
  }

  /** Whether any call has not ended yet. */
  get isRunning(): boolean {
    return this.#running > 0;
  }

  /** True where the cell makes calls and none of them runs. */
  isSettled(place: CellPlace): boolean {
    const cell = this.#cells.get(placeKey(place));
    if (!cell || cell.previous !== null || cell.jobs.size === 0) return false;
    return [...cell.jobs.values()].every(({ state }) => state.status !== "running");
  }

  /** The state of the only call that a cell makes; null where it makes none or several. */
  outcome(place: CellPlace): JobState<Result> | null {
    const cell = this.#cells.get(placeKey(place));
    if (!cell || cell.previous !== null || cell.jobs.size !== 1) return null;
    const [job] = cell.jobs.values();
    return job?.state ?? null;
  }

  /**
   * A call's arguments are being calculated. What it gave before is not given again, also where they come out the same:
   * it may tell how they came about.
   */
  suspend(place: CellPlace, call: string): void {
    const key = placeKey(place);
    const suspended = this.#suspended.get(key) ?? { place, calls: new Set() };
    suspended.calls.add(call);
    this.#suspended.set(key, suspended);
  }

  /** Cells that make calls whose arguments were still being calculated when they were last asked for. */
  get suspended(): readonly CellPlace[] {
    return [...this.#suspended.values()].filter(({ calls }) => calls.size > 0).map(({ place }) => place);
  }

  /** The cell's next new call has this result without being started: it was kept in a file. */
  expect(place: CellPlace, result: Result): void {
    this.#expected.set(placeKey(place), { place, result });
  }

  /** The calls of these cells start anew when the engine asks next. Running ones are cancelled. */
  forget(isForgotten: (place: CellPlace) => boolean): readonly CellPlace[] {
    for (const [key, { place }] of this.#expected) if (isForgotten(place)) this.#expected.delete(key);
    const forgotten = [...this.#cells].filter(([, cell]) => isForgotten(cell.place));
    for (const [key, cell] of forgotten) {
      for (const job of cell.jobs.values()) job.abort.abort();
      this.#cells.delete(key);
      this.#settled.delete(key);
      this.#suspended.delete(key);
    }
    return forgotten.map(([, cell]) => cell.place);
  }

  close(): void {
    this.forget(() => true);
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #takeExpected(place: CellPlace): Job<Result> | null {
    const key = placeKey(place);
    const expected = this.#expected.get(key);
    if (!expected) return null;
    this.#expected.delete(key);
    return { state: { status: "done", result: expected.result }, abort: new AbortController() };
  }

  #open(place: CellPlace): CellJobs<Result> {
    const key = placeKey(place);
    let cell = this.#cells.get(key);
    if (cell === undefined) {
      cell = { place, jobs: new Map(), previous: null };
      this.#cells.set(key, cell);
    }
    if (cell.previous === null) {
      cell.previous = cell.jobs;
      cell.jobs = new Map();
      if (this.#evaluating.size === 0) queueMicrotask(() => this.#closeEvaluations());
      this.#evaluating.add(cell);
    }
    return cell;
  }

  #closeEvaluations(): void {
    for (const cell of this.#evaluating) {
      for (const [key, job] of cell.previous ?? []) if (!cell.jobs.has(key)) job.abort.abort();
      cell.previous = null;
    }
    this.#evaluating.clear();
  }

  #start(place: CellPlace, start: (signal: AbortSignal) => Promise<Result>): Job<Result> {
    const job: Job<Result> = { state: { status: "running" }, abort: new AbortController() };
    this.#running += 1;
    const settle = (state: JobState<Result>) => {
      this.#running -= 1;
      job.state = state;
      if (!job.abort.signal.aborted) this.#settled.set(placeKey(place), place);
      if (!job.abort.signal.aborted || !this.isRunning) this.#schedule();
    };
    start(job.abort.signal).then(
      (result) => settle({ status: "done", result }),
      (error: unknown) => settle({ status: "failed", error }),
    );
    return job;
  }

  #schedule(): void {
    if (this.#timer !== null) return;
    const wait = Math.max(FIRST_FLUSH_MS, this.#lastFlush + FLUSH_INTERVAL_MS - performance.now());
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#lastFlush = performance.now();
      const places = [...this.#settled.values()];
      this.#settled.clear();
      this.#onSettled(places);
    }, wait);
  }
}
