import { createStore, type StoreApi } from "zustand/vanilla";
import { wordsOf } from "../../app/words-of.ts";
import type { WorkbookSession } from "../workbook-session.ts";
import type { Draft, DraftStore } from "./draft-store.ts";

/** A change is kept this long after it, with all that come until then. */
const DELAY_MS = 1_000;
/** Keeping takes this share of the time at most: a large workbook takes a while to be written out. */
const SHARE = 0.03;
/** Never longer than this, however long the last took. */
const LONGEST_MS = 60_000;

/** What the person is offered to open. */
export interface Offer {
  /** Null where nothing was left, or the person wants none of it now. */
  readonly draft: Draft | null;
}

export interface DraftKeeperParts {
  readonly session: Pick<WorkbookSession, "onChange" | "isUnsaved" | "snapshot" | "replace" | "opened">;
  readonly store: DraftStore;
  /** For spans: a clock that nobody sets. */
  readonly nowMs: () => number;
  /** Time of day, milliseconds since the epoch, for the person. */
  readonly dateMs: () => number;
  /** Told when the browser begins to refuse. */
  readonly onProblem: (message: string) => void;
}

/**
 * Keeps what is not saved yet in the browser's storage, so that a page that crashes or is closed loses nothing: the
 * next page offers it.
 */
export class DraftKeeper {
  readonly offer: StoreApi<Offer> = createStore<Offer>(() => ({ draft: null }));
  readonly #parts: DraftKeeperParts;
  /** One write or deletion at a time. */
  #last: Promise<void> = Promise.resolve();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #freeAtMs = 0;
  #hasFailed = false;

  constructor(parts: DraftKeeperParts) {
    this.#parts = parts;
    parts.session.onChange(() => this.#onChange());
  }

  /** Offers the newest workbook that a page left. */
  async offerLeft(): Promise<void> {
    const [draft = null] = await this.#parts.store.left();
    this.offer.setState({ draft });
  }

  /** Opens what is offered; its draft goes once it is the open workbook and kept as such. */
  async accept(): Promise<void> {
    const { draft } = this.offer.getState();
    if (draft !== null) await this.#parts.session.replace(draft.workbook, { isUnsaved: true });
  }

  /** Deletes what is offered, and offers the next. */
  async discard(): Promise<void> {
    const { draft } = this.offer.getState();
    if (draft === null) return;
    await this.#parts.store.remove(draft.id);
    await this.offerLeft();
  }

  /** What is offered stays for the next page. */
  dismiss(): void {
    this.offer.setState({ draft: null });
  }

  /** Keeps what waits now: the page may be about to end. */
  keepNow(): Promise<void> {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    return this.#run(async () => {
      const { session, store, nowMs, dateMs } = this.#parts;
      if (!session.isUnsaved()) return;
      const startMs = nowMs();
      const keptAtMs = dateMs();
      const workbook = await session.snapshot();
      if (workbook === null || !session.isUnsaved()) return;
      await store.write(workbook, keptAtMs);
      this.#freeAtMs = nowMs() + (nowMs() - startMs) / SHARE;
      await this.#endOffer();
    });
  }

  #onChange(): void {
    const { session, store, nowMs } = this.#parts;
    if (!session.isUnsaved()) {
      if (this.#timer !== null) clearTimeout(this.#timer);
      this.#timer = null;
      void this.#run(async () => {
        await store.clear();
        await this.#endOffer();
      });
      return;
    }
    const waitMs = Math.min(LONGEST_MS, Math.max(DELAY_MS, this.#freeAtMs - nowMs()));
    this.#timer ??= setTimeout(() => void this.keepNow(), waitMs);
  }

  /** Where the offered workbook is the open one, it is this page's own now, kept as such or saved. */
  async #endOffer(): Promise<void> {
    const { session, store } = this.#parts;
    const { draft } = this.offer.getState();
    if (draft === null || session.opened() !== draft.workbook) return;
    await store.remove(draft.id);
    await this.offerLeft();
  }

  #run(work: () => Promise<void>): Promise<void> {
    this.#last = this.#last.then(work).then(
      () => void (this.#hasFailed = false),
      (error: unknown) => {
        if (!this.#hasFailed) this.#parts.onProblem(wordsOf(error));
        this.#hasFailed = true;
      },
    );
    return this.#last;
  }
}
