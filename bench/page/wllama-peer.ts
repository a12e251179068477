import { LoggerWithoutDebug, Wllama } from "@wllama/wllama/esm/index.js";
import type { OpenPeerFunction, PeerAnswer } from "./peer.ts";

const CONTEXT_TOKENS = 2048;

/**
 * llama.cpp in WebAssembly, greedy, with its prompt cache on (its default) and the model from the browser's own
 * storage. One request after another: its prompt cache serves rows with a shared beginning best so.
 */
export const openWllama: OpenPeerFunction = async ({ threads }) => {
  const wllama = new Wllama(
    { default: new URL("wllama.wasm", location.href).href },
    { logger: LoggerWithoutDebug, suppressNativeLog: true, allowOffline: true },
  );
  await wllama.loadModelFromUrl(new URL("gguf/gemma-3-270m-q4_k_m.gguf", location.href).href, {
    n_threads: threads,
    n_gpu_layers: 0,
    n_parallel: 1,
    n_ctx: CONTEXT_TOKENS,
    swa_full: true,
  });
  return {
    runtime: `WebAssembly, ${threads} threads`,
    takesAllRows: false,
    async fill(requests) {
      const answers: PeerAnswer[] = [];
      for (const { prompt, sampling } of requests) {
        const { choices, usage } = await wllama.createCompletion({
          prompt: prompt.prefix + prompt.suffix,
          max_tokens: sampling.maxTokens,
          stop: [...sampling.stop],
          temperature: 0,
        });
        answers.push({ text: choices[0]!.text, tokens: usage.completion_tokens });
      }
      return answers;
    },
    async countTokens(text) {
      const { usage } = await wllama.createCompletion({ prompt: text, max_tokens: 1, temperature: 0 });
      return usage.prompt_tokens;
    },
  };
};
