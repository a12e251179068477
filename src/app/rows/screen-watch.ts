import { overlap, parseAddress, type RangeAddress } from "../../core/ranges/a1.ts";

/** Hosts do not tell that somebody scrolled: they are asked this often, while somebody wants to know. */
const LOOK_MS = 400;

/** Knows which cells are on screen while somebody wants to know. */
export class ScreenWatch {
  readonly #visibleArea: () => Promise<string | null>;
  readonly #wanting = new Set<object>();
  readonly #listeners = new Set<() => void>();
  #isLooking = false;
  #seen: string | null = null;
  #area: RangeAddress | null = null;

  /** @param visibleArea as SpreadsheetHost has it */
  constructor(visibleArea: () => Promise<string | null>) {
    this.#visibleArea = visibleArea;
  }

  /** Told when other cells are on screen than before. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Looks until `who` does not want to know any more. */
  start(who: object): void {
    this.#wanting.add(who);
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.#look();
  }

  stop(who: object): void {
    this.#wanting.delete(who);
  }

  /** Nobody wants to know any more. */
  close(): void {
    this.#wanting.clear();
  }

  /** Whether the cell or range was on screen at the last look; false where nobody knows. */
  shows(address: string | null | undefined): boolean {
    if (!address || this.#area === null) return false;
    const place = parseAddress(address);
    return place !== null && overlap(place, this.#area);
  }

  async #look(): Promise<void> {
    while (this.#wanting.size > 0) {
      let seen = this.#seen;
      try {
        seen = await this.#visibleArea();
      } catch {
        // A host that is busy tells at the next look; until then the order stays as it is.
      }
      if (seen !== this.#seen) {
        this.#seen = seen;
        this.#area = seen === null ? null : parseAddress(seen);
        for (const listener of this.#listeners) listener();
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    this.#isLooking = false;
  }
}
