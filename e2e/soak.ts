import { Draws } from "./draws.ts";
import type { PlaygroundSession } from "./playground-session.ts";
import { SOAK_ACTIONS } from "./soak-actions.ts";
import { COUNTRIES, ROWS, SoakSheet } from "./soak-sheet.ts";

/** A cell may be wrong or busy so long after the work has ended: the grid takes results over in steps. */
const GRACE_MS = 15_000;

/** Random actions and faults on one sheet, the same ones for the same seed; after each one every cell is looked at. */
export class Soak {
  readonly #sheet: SoakSheet;
  readonly #draws: Draws;
  readonly #seed: number;
  readonly #log: (action: string, step: number) => void;
  steps = 0;

  /** log: told of each action before it is taken. */
  constructor(session: PlaygroundSession, seed: number, log: (action: string, step: number) => void) {
    this.#sheet = new SoakSheet(session);
    this.#draws = new Draws(seed);
    this.#seed = seed;
    this.#log = log;
  }

  /** Goes on for so long, then lets everything finish. Throws an Error with seed and step where a cell is wrong or stuck. */
  async run(milliseconds: number): Promise<void> {
    await this.#sheet.open(Array.from({ length: ROWS }, () => this.#draws.any(COUNTRIES)));
    const deadline = Date.now() + milliseconds;
    while (Date.now() < deadline) {
      const action = this.#draws.weighted(SOAK_ACTIONS);
      this.steps += 1;
      this.#log(action.name, this.steps);
      try {
        await action.run(this.#sheet, this.#draws);
      } catch (error) {
        throw new Error(this.#place(`${action.name}: ${String(error)}`), { cause: error });
      }
      await this.#check(action.name);
    }
    const left = await this.#sheet.finish();
    if (left.length > 0) throw new Error(this.#place(`${left.length} cells ended as ${left.join(", ")}`));
    await this.#check("the end");
  }

  async #check(action: string): Promise<void> {
    const startMs = Date.now();
    for (;;) {
      const [wrong] = await this.#sheet.problems();
      if (wrong === undefined) break;
      if (Date.now() - startMs > GRACE_MS) throw new Error(this.#place(`${action}: ${wrong}`));
      await this.#sheet.page.waitForTimeout(200);
    }
    const { pageErrors } = this.#sheet;
    if (pageErrors.length > 0) throw new Error(this.#place(`${action}: ${pageErrors.join("; ")}`));
  }

  #place(problem: string): string {
    return `Seed ${this.#seed}, step ${this.steps}: ${problem}`;
  }
}
