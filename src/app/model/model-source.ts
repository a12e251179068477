import type { ModelIdentity } from "../../core/kept/kept-answer.ts";
import type { OpenCompleter } from "../../engine/completer.ts";
import type { ServerChoice } from "../../engine/remote/server-choice.ts";
import { serverModelHash, serverModelName, serverRoot } from "../../engine/remote/server-choice.ts";
import type { ServerInput } from "../product.ts";
import type { ServerState } from "../state.ts";
import { MESSAGES } from "../messages.ts";

/** What the product needs to let a server answer. */
export interface ServerParts {
  /** Where the choice lies between visits: in this browser, never in a workbook, which would carry its key on. */
  readonly store: { read(): ServerChoice | null; write(choice: ServerChoice | null): void };
  readonly open: (choice: ServerChoice) => OpenCompleter;
  /** Origins that the page's policy lets it reach besides its own. */
  readonly reachable: readonly string[];
}

export interface ModelSourceParts {
  /** Opens the model of this machine. */
  readonly openCompleter: OpenCompleter;
  readonly identifyModel?: () => Promise<ModelIdentity>;
  readonly servers?: ServerParts;
}

const originOf = (address: string): string | null => {
  const root = serverRoot(address);
  return root === null ? null : new URL(root).origin;
};

/** Which model answers: the one of this machine, or a server's where the person chose one. */
export class ModelSource {
  readonly #parts: ModelSourceParts;
  readonly #onChange: (server: ServerState) => void;
  #choice: ServerChoice | null = null;

  constructor(parts: ModelSourceParts, onChange: (server: ServerState) => void) {
    this.#parts = parts;
    this.#onChange = onChange;
    const stored = parts.servers?.store.read() ?? null;
    // A site that was built anew may no longer reach it.
    if (stored !== null && this.#problem(stored.address) === null) this.#choice = stored;
    this.#tell();
  }

  /** Where prompts go; null where they stay on this machine. */
  get serverOrigin(): string | null {
    return this.#choice === null ? null : originOf(this.#choice.address);
  }

  readonly open: OpenCompleter = (calls) => {
    const open = this.#choice === null ? this.#parts.openCompleter : this.#parts.servers!.open(this.#choice);
    return open(calls);
  };

  /**
   * Without a request to the server: that would tell it of a workbook being opened. Rejects where only opening can
   * tell.
   */
  readonly identify = (): Promise<ModelIdentity> => {
    if (this.#choice === null) {
      return this.#parts.identifyModel?.() ?? Promise.reject(new Error("only opening it can tell"));
    }
    const { model } = this.#choice;
    if (model === "") return Promise.reject(new Error("the server has not said which model it has"));
    return Promise.resolve({ name: serverModelName(model), hash: serverModelHash(model) });
  };

  /** Throws an Error with words where the choice cannot be used. */
  check(choice: ServerInput | null): void {
    const problem = choice === null ? null : this.#problem(choice.address);
    if (problem !== null) throw new Error(problem);
  }

  use(choice: ServerInput | null): void {
    const before = this.#choice;
    if (choice === null) this.#choice = null;
    else {
      // A key goes to the origin that it was given for and to no other.
      const isSame = before !== null && originOf(before.address) === originOf(choice.address);
      this.#choice = { ...choice, key: choice.key ?? (isSame ? before.key : "") };
    }
    this.#parts.servers?.store.write(this.#choice);
    this.#tell();
  }

  #problem(address: string): string | null {
    const origin = originOf(address);
    if (origin === null) return MESSAGES.noAddress(address);
    if (this.#parts.servers?.reachable.includes(origin)) return null;
    return MESSAGES.serverNotReachable(origin);
  }

  #tell(): void {
    const reachable = this.#parts.servers?.reachable ?? [];
    const choice = this.#choice;
    const used = choice && {
      address: choice.address,
      origin: originOf(choice.address)!,
      model: choice.model,
      hasKey: choice.key !== "",
    };
    this.#onChange({ used, reachable });
  }
}
