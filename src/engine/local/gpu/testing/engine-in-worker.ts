import type { Completer } from "../../../completer.ts";
import { EngineError } from "../../../completer.ts";
import type { ComputeChoice } from "../../../compute-choice.ts";
import { runtimeName } from "../../../model-runtime.ts";
import { openLocalCompleter } from "../../client/open-local-completer.ts";

let compute: ComputeChoice = "graphics";
let isWrong = false;
const workers: Worker[] = [];
const open = openLocalCompleter({
  modelUrl: new URL("model/", location.href).href,
  modelId: "tiny",
  wasmUrl: location.href,
  threads: 1,
  compute: () => compute,
  startWorker: () => {
    workers.push(new Worker(`gpu-engine-worker.js${isWrong ? "?wrong" : ""}`, { type: "module" }));
    return workers.at(-1)!;
  },
});
let completer: Completer | null = null;

/** What the tests call of the engine in its Worker. */
export const engineInWorker = {
  /** Gives what runs the model. */
  async open(choice: ComputeChoice, wrong = false): Promise<string> {
    [compute, isWrong] = [choice, wrong];
    completer = await open({});
    return runtimeName(completer.model.runtime);
  },
  /** The answer's text, or the code of the failure that ended the engine. */
  async ask(prefix: string, suffixes: readonly string[], maxTokens: number): Promise<readonly string[]> {
    const sampling = {
      temperature: 0,
      topK: 0,
      topP: 1,
      minP: 0,
      repetitionPenalty: 1,
      maxTokens,
      stop: [],
      seed: 1,
    };
    const requests = suffixes.map((suffix) => ({ prompt: { prefix, suffix }, sampling }));
    const answers: string[] = [];
    try {
      await completer!.complete(requests, { onCompletion: (index, { text }) => (answers[index] = text) });
      return answers;
    } catch (error) {
      return error instanceof EngineError ? [error.message] : [String(error)];
    }
  },
  /** As a driver that is restarted does it. */
  loseDevice: () => workers.at(-1)!.postMessage({ type: "device-lose" }),
  close: () => completer!.close(),
};
