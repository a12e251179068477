import type { RangeAddress } from "../../core/ranges/a1.ts";
import { parseAddress } from "../../core/ranges/a1.ts";

/** Hosts do not tell that somebody scrolled: they are asked this often, while rows wait. */
const LOOK_MS = 400;

/** Knows which cells are on screen while somebody wants to know. */
export class ScreenWatch {
  readonly #visibleArea: () => Promise<string | null>;
  readonly #onChange: (area: RangeAddress | null) => void;
  #isWanted = false;
  #isLooking = false;
  #seen: string | null = null;

  /**
   * @param visibleArea as SpreadsheetHost has it
   * @param onChange told when other cells are on screen than before
   */
  constructor(visibleArea: () => Promise<string | null>, onChange: (area: RangeAddress | null) => void) {
    this.#visibleArea = visibleArea;
    this.#onChange = onChange;
  }

  start(): void {
    this.#isWanted = true;
    if (this.#isLooking) return;
    this.#isLooking = true;
    void this.#look();
  }

  stop(): void {
    this.#isWanted = false;
  }

  async #look(): Promise<void> {
    while (this.#isWanted) {
      let seen = this.#seen;
      try {
        seen = await this.#visibleArea();
      } catch {
        // A host that is busy tells at the next look; until then the order stays as it is.
      }
      if (seen !== this.#seen) {
        this.#seen = seen;
        this.#onChange(seen === null ? null : parseAddress(seen));
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
    this.#isLooking = false;
  }
}
