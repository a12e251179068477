import { EngineError } from "../../completer.ts";
import type { TeachCalls, Teacher, TeachRequest } from "../../teacher.ts";
import type { CallId, TeachCall, TeachReply, TeachSizes } from "../worker/protocol.ts";

interface OpenCall {
  readonly onEvent?: TeachCalls["onEvent"];
  readonly resolve: (result: never) => void;
  readonly reject: (reason: unknown) => void;
}

/** The page's side of teaching. */
export class WorkerTeacher implements Teacher {
  readonly memoryBytes: number;
  readonly adapterBytes: number;
  readonly #call: (call: TeachCall) => void;
  readonly #newId: () => CallId;
  readonly #open = new Map<CallId, OpenCall>();
  #end: EngineError | null = null;

  constructor(
    { memoryBytes, adapterBytes }: TeachSizes,
    call: (call: TeachCall) => void,
    newId: () => CallId,
  ) {
    this.memoryBytes = memoryBytes;
    this.adapterBytes = adapterBytes;
    this.#call = call;
    this.#newId = newId;
  }

  async teach(
    request: TeachRequest,
    { signal, pace, onEvent }: TeachCalls,
  ): Promise<Uint8Array<ArrayBuffer>> {
    signal?.throwIfAborted();
    const id = this.#newId();
    const ended = new AbortController();
    const stopListening = pace?.onChange((now) => this.#call({ type: "teach-pace", id, pace: now }));
    try {
      return await this.#answer<Uint8Array<ArrayBuffer>>(id, onEvent, (reject) => {
        this.#call({ type: "teach-start", id, request, pace: pace?.current ?? "run" });
        const cancel = () => {
          this.#call({ type: "teach-cancel", id });
          reject(signal?.reason);
        };
        signal?.addEventListener("abort", cancel, { signal: ended.signal });
      });
    } finally {
      ended.abort();
      stopListening?.();
    }
  }

  addAdapter(file: Uint8Array<ArrayBuffer>): Promise<string> {
    const id = this.#newId();
    return this.#answer<string>(id, undefined, () => this.#call({ type: "adapter-add", id, file }));
  }

  removeAdapter(hash: string): void {
    if (this.#end === null) this.#call({ type: "adapter-remove", id: this.#newId(), hash });
  }

  receive(reply: TeachReply): void {
    const open = this.#open.get(reply.id);
    switch (reply.type) {
      case "teach-event":
        return open?.onEvent?.(reply.event);
      case "teach-end":
        return open?.resolve(reply.file as never);
      case "adapter-added":
        return open?.resolve(reply.hash as never);
      case "teach-failure":
        return open?.reject(new EngineError(reply.failure));
      default:
        reply satisfies never;
    }
  }

  /** The Worker is gone: ends what is open, and refuses what comes after. */
  fail(error: EngineError): void {
    this.#end = error;
    for (const { reject } of this.#open.values()) reject(error);
  }

  async #answer<Result extends string | Uint8Array>(
    id: CallId,
    onEvent: TeachCalls["onEvent"],
    ask: (reject: (reason: unknown) => void) => void,
  ): Promise<Result> {
    if (this.#end !== null) throw this.#end;
    try {
      return await new Promise<Result>((resolve, reject) => {
        this.#open.set(id, { resolve, reject, ...(onEvent && { onEvent }) });
        ask(reject);
      });
    } finally {
      this.#open.delete(id);
    }
  }
}
