import { asEngineError } from "../../as-engine-error.ts";
import type { Teacher } from "../../teacher.ts";
import { TeachingPace } from "../../teaching-pace.ts";
import type { CallId, TeachCall, TeachReply } from "./protocol.ts";

interface OpenTeaching {
  readonly pace: TeachingPace;
  readonly controller: AbortController;
}

/** The Worker's side of teaching. */
export class TeachHost {
  readonly #teacher: () => Teacher;
  readonly #reply: (reply: TeachReply) => void;
  readonly #open = new Map<CallId, OpenTeaching>();

  /** @param teacher that of the model that is open; throws an EngineError where none is */
  constructor(teacher: () => Teacher, reply: (reply: TeachReply) => void) {
    this.#teacher = teacher;
    this.#reply = reply;
  }

  async handle(call: TeachCall): Promise<void> {
    const { id } = call;
    switch (call.type) {
      case "teach-pace":
        this.#open.get(id)?.pace.set(call.pace);
        return;
      case "teach-cancel":
        this.#open.get(id)?.controller.abort();
        return;
      case "adapter-add":
        return this.#answer(id, async () => {
          const hash = await this.#teacher().addAdapter(call.file);
          this.#reply({ type: "adapter-added", id, hash });
        });
      case "adapter-remove":
        return this.#answer(id, async () => this.#teacher().removeAdapter(call.hash));
      case "teach-start":
        return this.#answer(id, async () => {
          const teaching = { pace: new TeachingPace(call.pace), controller: new AbortController() };
          this.#open.set(id, teaching);
          const file = await this.#teacher().teach(call.request, {
            signal: teaching.controller.signal,
            pace: teaching.pace,
            onEvent: (event) => this.#reply({ type: "teach-event", id, event }),
          });
          this.#reply({ type: "teach-end", id, file });
        });
      default:
        call satisfies never;
    }
  }

  async #answer(id: CallId, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      // Where it was cancelled nobody waits for the reply.
      this.#reply({ type: "teach-failure", id, failure: asEngineError(error).failure });
    } finally {
      this.#open.delete(id);
    }
  }
}
