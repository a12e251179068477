import {
  AutoModelForCausalLM,
  DynamicCache,
  env,
  StoppingCriteria,
  Tensor,
  type PreTrainedModel,
} from "@huggingface/transformers";
import type { CompletionRequest } from "../../src/engine/completer.ts";
import type { ByteSource } from "../../src/engine/local/gguf/byte-source.ts";
import { openGguf } from "../../src/engine/local/gguf/gguf-file.ts";
import { sharedLength } from "../../src/engine/local/runtime/shared-length.ts";
import { createTokenizer } from "../../src/engine/local/tokenizers/create-tokenizer.ts";
import { encodeFromStart } from "../../src/engine/local/tokenizers/encode-from-start.ts";
import type { Tokenizer } from "../../src/engine/local/tokenizers/tokenizer.ts";
import type { OpenPeer, OpenPeerFunction, PeerAnswer } from "./peer.ts";

/** Rows in one call of generate. */
const BATCH = 20;
const GGUF = "gguf/gemma-3-270m-q4_k_m.gguf";

/** What the shared beginning of a fill left in the cache: by tensor, [1, K, tokens, D]. */
interface ReadPrefix {
  readonly tokens: readonly number[];
  readonly cache: Readonly<Record<string, Tensor>>;
}

/**
 * transformers.js on ONNX files made of the same GGUF, greedy, with what its interface allows a caller: the examples
 * are read once and their keys and values given to each call; rows go in batches, padded between the examples and their
 * own text; a criterion ends a row at its stop string, where the library's own would let the batch run on to its limit.
 */
const openTransformers =
  (device: "wasm" | "webgpu", dtype: "q8" | "q4"): OpenPeerFunction =>
  async ({ threads }) => {
    const here = new URL(".", location.href).href;
    env.allowRemoteModels = false;
    env.allowLocalModels = true;
    env.localModelPath = new URL("onnx/", here).href;
    const build = device === "webgpu" ? "ort-wasm-simd-threaded.asyncify" : "ort-wasm-simd-threaded";
    const wasm = env.backends.onnx.wasm!;
    wasm.wasmPaths = { mjs: `${here}peer-ort/${build}.mjs`, wasm: `${here}peer-ort/${build}.wasm` };
    wasm.numThreads = threads;
    const model = await AutoModelForCausalLM.from_pretrained("gemma-3-270m", {
      device,
      dtype,
      use_external_data_format: true,
    });
    const tokenizer = createTokenizer((await openGguf(await servedFile(new URL(GGUF, here).href))).metadata);
    const runtime = device === "webgpu" ? "WebGPU" : `WebAssembly, ${threads} threads`;
    return new TransformersPeer(runtime, model, tokenizer);
  };

export const openTransformersWasm = openTransformers("wasm", "q8");
export const openTransformersWebGpu = openTransformers("webgpu", "q4");

class TransformersPeer implements OpenPeer {
  readonly runtime: string;
  readonly takesAllRows = true;
  readonly #model: PreTrainedModel;
  readonly #tokenizer: Tokenizer;
  #prefix: ReadPrefix = { tokens: [], cache: {} };

  constructor(runtime: string, model: PreTrainedModel, tokenizer: Tokenizer) {
    this.runtime = runtime;
    this.#model = model;
    this.#tokenizer = tokenizer;
  }

  async fill(requests: readonly CompletionRequest[]): Promise<readonly PeerAnswer[]> {
    const rows = requests.map(({ prompt }) =>
      encodeFromStart(this.#tokenizer, prompt.prefix + prompt.suffix),
    );
    const prefix = await this.#readPrefix(requests[0]!, rows);
    const answers: PeerAnswer[] = [];
    for (let first = 0; first < rows.length; first += BATCH)
      answers.push(
        ...(await this.#answer(
          prefix,
          rows.slice(first, first + BATCH),
          requests.slice(first, first + BATCH),
        )),
      );
    return answers;
  }

  async countTokens(text: string): Promise<number> {
    return encodeFromStart(this.#tokenizer, text).length;
  }

  /** The tokens that all rows begin with; each keeps one at least for itself. Read before, they are not read again. */
  async #readPrefix(
    { prompt }: CompletionRequest,
    rows: readonly (readonly number[])[],
  ): Promise<ReadPrefix> {
    const text = encodeFromStart(this.#tokenizer, prompt.prefix);
    const shared = Math.min(...rows.map((row) => sharedLength(text, row, row.length - 1)));
    const tokens = text.slice(0, prompt.prefix === "" ? 0 : shared);
    if (tokens.join() === this.#prefix.tokens.join()) return this.#prefix;
    if (tokens.length === 0) return { tokens, cache: {} };
    const outputs = (await this.#model.forward({
      input_ids: idTensor([tokens]),
      attention_mask: idTensor([tokens.map(() => 1)]),
      num_logits_to_keep: new Tensor("int64", BigInt64Array.of(1n), []),
    })) as Record<string, Tensor>;
    const cache: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(outputs))
      if (name.startsWith("present"))
        cache[name.replace("present", "past_key_values")] = await inMemory(tensor);
    this.#prefix = { tokens, cache };
    return this.#prefix;
  }

  async #answer(
    { tokens, cache }: ReadPrefix,
    rows: readonly (readonly number[])[],
    requests: readonly CompletionRequest[],
  ): Promise<PeerAnswer[]> {
    const longest = Math.max(...rows.map((row) => row.length));
    const padding = rows.map((row) => Array<number>(longest - row.length).fill(0));
    const { maxTokens } = requests[0]!.sampling;
    const ends = new AnswerEnds(this.#tokenizer, longest, requests);
    const past = Object.entries(cache).map(([name, tensor]) => [name, repeat(tensor, rows.length)] as const);
    await this.#model.generate({
      input_ids: idTensor(rows.map((row, i) => [...tokens, ...padding[i]!, ...row.slice(tokens.length)])),
      attention_mask: idTensor(
        rows.map((row, i) => [
          ...tokens.map(() => 1),
          ...padding[i]!,
          ...row.slice(tokens.length).map(() => 1),
        ]),
      ),
      ...(past.length > 0 && { past_key_values: new DynamicCache(Object.fromEntries(past)) }),
      max_new_tokens: maxTokens,
      do_sample: false,
      stopping_criteria: ends,
    });
    return ends.answers;
  }
}

/** Ends each row before its stop string or at an end token, and keeps what it wrote until then. */
class AnswerEnds extends StoppingCriteria {
  readonly answers: PeerAnswer[];
  readonly #ended: boolean[];
  readonly #tokenizer: Tokenizer;
  readonly #promptLength: number;
  readonly #requests: readonly CompletionRequest[];

  constructor(tokenizer: Tokenizer, promptLength: number, requests: readonly CompletionRequest[]) {
    super();
    this.answers = requests.map(() => ({ text: "", tokens: 0 }));
    this.#ended = requests.map(() => false);
    this.#tokenizer = tokenizer;
    this.#promptLength = promptLength;
    this.#requests = requests;
  }

  /** Ids of every row so far: prompt, then answer. */
  override _call(ids: (number | bigint)[][]): boolean[] {
    for (const [row, all] of ids.entries()) {
      if (this.#ended[row]) continue;
      const written = all.slice(this.#promptLength).map(Number);
      const text = this.#tokenizer.decode(written);
      const places = this.#requests[row]!.sampling.stop.map((stop) => text.indexOf(stop));
      const found = places.filter((place) => place >= 0);
      this.#ended[row] = found.length > 0 || this.#tokenizer.endTokens.has(written.at(-1)!);
      this.answers[row] = { text: text.slice(0, Math.min(text.length, ...found)), tokens: written.length };
    }
    return [...this.#ended];
  }
}

const idTensor = (rows: readonly (readonly number[])[]): Tensor =>
  new Tensor("int64", BigInt64Array.from(rows.flat(), BigInt), [rows.length, rows[0]!.length]);

/** A copy in the page's memory: the library lets go of tensors on the device after a call. */
async function inMemory(tensor: Tensor): Promise<Tensor> {
  if (tensor.location !== "gpu-buffer") return tensor;
  const data = (await tensor.ort_tensor.getData(true)) as Float32Array;
  return new Tensor("float32", data, tensor.dims);
}

/** [1, …] to [times, …]. */
function repeat(tensor: Tensor, times: number): Tensor {
  const data = tensor.data as Float32Array;
  const all = new Float32Array(times * data.length);
  for (let i = 0; i < times; i++) all.set(data, i * data.length);
  return new Tensor("float32", all, [times, ...tensor.dims.slice(1)]);
}

/** A file on the page's server, read in parts. */
async function servedFile(url: string): Promise<ByteSource> {
  const size = Number((await fetch(url, { method: "HEAD" })).headers.get("Content-Length"));
  return {
    size,
    async read(offset, length) {
      const reply = await fetch(url, { headers: { Range: `bytes=${offset}-${offset + length - 1}` } });
      return new Uint8Array(await reply.arrayBuffer());
    },
  };
}
