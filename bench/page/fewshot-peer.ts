import type { ComputeChoice } from "../../src/engine/compute-choice.ts";
import { openLocalCompleter } from "../../src/engine/local/client/open-local-completer.ts";
import { runtimeName } from "../../src/engine/model-runtime.ts";
import type { OpenPeerFunction, PeerAnswer } from "./peer.ts";

/** The product's engine in its Worker, with the model from the browser's own storage. */
export const openFewshot =
  (compute: ComputeChoice): OpenPeerFunction =>
  async ({ threads }) => {
    const open = openLocalCompleter({
      modelUrl: new URL("model/", location.href).href,
      modelId: "gemma-3-270m",
      wasmUrl: new URL("ort/", location.href).href,
      startWorker: () => new Worker("bench-worker.js", { type: "module" }),
      threads,
      compute: () => compute,
    });
    const completer = await open({});
    return {
      runtime: runtimeName(completer.model.runtime),
      takesAllRows: true,
      async fill(requests, onAnswer) {
        const answers: PeerAnswer[] = [];
        const failures: Error[] = [];
        await completer.complete(requests, {
          onCompletion: (index, { text, tokens }) => {
            answers[index] = { text, tokens: tokens.length };
            onAnswer?.();
          },
          onFailure: (_index, failure) => failures.push(failure),
        });
        if (failures[0] !== undefined) throw failures[0];
        return answers;
      },
      async countTokens(text) {
        return (await completer.tokenize(text)).length;
      },
    };
  };
