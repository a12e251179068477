import { parseAddress } from "../../core/ranges/a1.ts";
import type { SpreadsheetHost } from "../../host/port.ts";
import type { HeldAnswer, KeptAnswers } from "../rows/kept-answers.ts";
import type { EditHistory } from "./edit-history.ts";

export interface RedoParts {
  readonly host: Pick<SpreadsheetHost, "recalculate">;
  readonly kept: KeptAnswers;
  readonly history: EditHistory;
}

/** Asks for answers anew on a person's request. Undo brings back those that stood there before, without a run. */
export class Redo {
  readonly #parts: RedoParts;

  constructor(parts: RedoParts) {
    this.#parts = parts;
  }

  async cell(address: string): Promise<void> {
    const { kept } = this.#parts;
    await this.#ask(kept.answersIn(kept.cellsIn(address)), () => kept.renewCell(address), address);
  }

  async all(): Promise<void> {
    const { kept } = this.#parts;
    await this.#ask(kept.answersIn(kept.cells()), () => kept.renew(() => true));
  }

  /** What another model than the one of this hash has answered. */
  async ofOtherModels(hash: string | undefined): Promise<void> {
    const { kept } = this.#parts;
    const isOther = ({ model }: { model: { hash: string } }) => model.hash !== hash;
    const before = kept.answersIn(kept.cells()).filter(({ answer }) => isOther(answer));
    await this.#ask(before, () => kept.renew(isOther));
  }

  async underOtherSettings(): Promise<void> {
    const { kept } = this.#parts;
    const cells = kept.underOtherSettings();
    // What they asked before is no reason any more to keep the answer to it.
    await this.#ask(kept.answersIn(cells), () => kept.forget(cells));
  }

  /** before: what cells have; address: of the cell that is to be calculated; left out, all formulas of ours are. */
  async #ask(before: readonly HeldAnswer[], renew: () => void, address: string | null = null): Promise<void> {
    const { host, kept, history } = this.#parts;
    renew();
    await host.recalculate(address);
    if (before.length === 0) return;
    const sheet = address === null ? null : (parseAddress(address)?.sheet ?? null);
    history.note({ kind: "redo", cells: before.length, sheet }, async () => {
      kept.putBack(before);
      await host.recalculate(address);
    });
  }
}
