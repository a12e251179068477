import { createSampler } from "../../src/core/sampling/sampler.ts";
import type {
  CompleteCalls,
  Completer,
  CompletionRequest,
  ContinuationScore,
  ScoreRequest,
} from "../../src/engine/completer.ts";
import type { ByteSource } from "../../src/engine/local/gguf/byte-source.ts";
import { openGguf } from "../../src/engine/local/gguf/gguf-file.ts";
import { CONTEXT_TOKENS } from "../../src/engine/local/runtime/limits.ts";
import { loadReference } from "../../src/engine/local/reference/load-reference.ts";
import { configureRuntime } from "../../src/engine/local/graph/ort-session.ts";
import { Scheduler } from "../../src/engine/local/runtime/scheduler.ts";
import { WorkPace } from "../../src/engine/local/runtime/work-pace.ts";
import { createTokenizer } from "../../src/engine/local/tokenizers/create-tokenizer.ts";

/** The model in 32-bit floating point, run by onnxruntime: the same scheduler and sampling, other arithmetic. */
export async function openReference(source: ByteSource): Promise<Completer> {
  configureRuntime({ threads: 1 });
  const file = await openGguf(source);
  const tokenizer = createTokenizer(file.metadata);
  const decoder = await loadReference(file);
  const contextTokens = Math.min(CONTEXT_TOKENS, decoder.recipe.trainedContext);
  const scheduler = new Scheduler({ decoder, tokenizer, createSampler, contextTokens, pace: new WorkPace() });
  const completeOne = (request: CompletionRequest, index: number, calls: CompleteCalls) =>
    new Promise<void>((resolve) => {
      scheduler.submit({
        type: "completion",
        request,
        isCancelled: () => false,
        isUrgent: () => false,
        end(outcome) {
          if (outcome.type === "completed") calls.onCompletion?.(index, outcome.result);
          else if (outcome.type === "failed") calls.onFailure?.(index, outcome.error);
          resolve();
        },
      });
    });
  const scoreOne = (request: ScoreRequest) =>
    new Promise<ContinuationScore>((resolve, reject) => {
      scheduler.submit({
        type: "scoring",
        request,
        isCancelled: () => false,
        isUrgent: () => false,
        end(outcome) {
          if (outcome.type === "completed") resolve(outcome.result);
          else reject(new Error(`A text could not be scored: ${outcome.type}.`));
        },
      });
    });
  return {
    model: {
      name: "reference",
      architecture: file.architecture,
      hash: "",
      fileBytes: source.size,
      contextTokens,
      runtime: { kind: "processor", threads: 1, noGraphics: null },
      licence: null,
    },
    async complete(requests, calls) {
      await Promise.all(requests.map((request, index) => completeOne(request, index, calls)));
    },
    score: (requests) => Promise.all(requests.map(scoreOne)),
    close: () => void decoder.release(),
    tokenize: (text) =>
      Promise.resolve(tokenizer.encode(text).map((id) => ({ id, text: tokenizer.piece(id) }))),
  };
}
