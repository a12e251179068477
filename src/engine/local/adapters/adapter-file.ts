import { z } from "zod";
import { EngineError } from "../../completer.ts";
import type { DecoderRecipe } from "../architectures/architecture.ts";
import {
  ADAPTED_PARTS,
  ADAPTER_NAMES,
  adapterShapes,
  MOST_RANK,
  type AdaptedPart,
} from "./adapter-inputs.ts";
import type { Adapter } from "./adapter.ts";

/** An adapter without its values. */
type AdapterShape = Pick<Adapter, "range" | "rank">;

const PEFT_PARTS: Readonly<Record<AdaptedPart, string>> = {
  attn_q: "self_attn.q_proj",
  attn_k: "self_attn.k_proj",
  attn_v: "self_attn.v_proj",
  attn_output: "self_attn.o_proj",
  ffn_gate: "mlp.gate_proj",
  ffn_up: "mlp.up_proj",
  ffn_down: "mlp.down_proj",
};

/** Tensor names as PEFT writes them, by ADAPTER_NAMES. */
function peftNames(layer: number, part: AdaptedPart): readonly (readonly [string, string])[] {
  const stem = `base_model.model.model.layers.${layer}.${PEFT_PARTS[part]}`;
  return [
    [ADAPTER_NAMES.down(layer, part), `${stem}.lora_A.weight`],
    [ADAPTER_NAMES.up(layer, part), `${stem}.lora_B.weight`],
  ];
}

/** What PEFT needs besides the tensors, as its adapter_config.json has it. */
function peftConfig({ rank, range }: AdapterShape) {
  return {
    peft_type: "LORA",
    task_type: "CAUSAL_LM",
    r: rank,
    lora_alpha: rank,
    target_modules: Object.values(PEFT_PARTS).map((part) => part.split(".")[1]!),
    // Else PEFT looks for adapters of all layers, and warns of those that are missing.
    layers_to_transform: Array.from({ length: range.end - range.first }, (_, i) => range.first + i),
  };
}

const entrySchema = z.object({
  dtype: z.literal("F32"),
  shape: z.tuple([z.int().positive(), z.int().positive()]),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z.record(z.string(), z.unknown());

const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;
/** A header beyond this is not one of ours. */
const MOST_HEADER_BYTES = 1_000_000;

/** What stands before the values of such an adapter, their names in the file's order, and how many bytes they are. */
function fileLayout({ range, rank }: AdapterShape, recipe: DecoderRecipe) {
  const header: Record<string, unknown> = {
    __metadata__: { format: "pt", adapter_config: JSON.stringify(peftConfig({ range, rank })) },
  };
  const shapes = adapterShapes(recipe, range, rank);
  const names: string[] = [];
  let end = 0;
  for (let layer = range.first; layer < range.end; layer++) {
    for (const [own, name] of ADAPTED_PARTS.flatMap((part) => peftNames(layer, part))) {
      const [rows, columns] = shapes.get(own)!;
      const start = end;
      end += rows * columns * FLOAT_BYTES;
      header[name] = { dtype: "F32", shape: [rows, columns], data_offsets: [start, end] };
      names.push(own);
    }
  }
  const text = JSON.stringify(header);
  // Spaces bring the data to a multiple of eight bytes.
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  return { json, names, dataBytes: end };
}

/** How large the file of an adapter is. */
export function adapterFileBytes(shape: AdapterShape, recipe: DecoderRecipe): number {
  const { json, dataBytes } = fileLayout(shape, recipe);
  return LENGTH_BYTES + json.length + dataBytes;
}

/**
 * The adapter as a safetensors file with the tensor names of PEFT; the metadata holds its adapter_config.json.
 * Formats: https://github.com/huggingface/safetensors#format,
 * https://huggingface.co/docs/peft/developer_guides/checkpoint
 */
export function writeAdapter(adapter: Adapter, recipe: DecoderRecipe): Uint8Array<ArrayBuffer> {
  const { json, names, dataBytes } = fileLayout(adapter, recipe);
  const file = new Uint8Array(LENGTH_BYTES + json.length + dataBytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(json.length), true);
  file.set(json, LENGTH_BYTES);
  let place = LENGTH_BYTES + json.length;
  for (const name of names) {
    const { buffer, byteOffset, byteLength } = adapter.tensors.get(name)!;
    file.set(new Uint8Array(buffer, byteOffset, byteLength), place);
    place += byteLength;
  }
  return file;
}

const invalid = (detail: string): EngineError => new EngineError({ code: "adapter-invalid", detail });

/** Reads what writeAdapter wrote. Throws an EngineError (adapter-invalid) that says what is wrong. */
export function readAdapter(file: Uint8Array, recipe: DecoderRecipe, range: Adapter["range"]): Adapter {
  const { header, dataStart } = readHeader(file);
  const read = (name: string): { shape: readonly [number, number]; data: Float32Array } => {
    const entry = entrySchema.safeParse(header[name]);
    if (!entry.success) throw invalid(`the tensor ${name} is missing or not of 32-bit floats`);
    const { shape, data_offsets: offsets } = entry.data;
    const [start, end] = [dataStart + offsets[0], dataStart + offsets[1]];
    if (end > file.length || end - start !== shape[0] * shape[1] * FLOAT_BYTES)
      throw invalid(`the tensor ${name} is cut off`);
    const data = new Float32Array(file.slice(start, end).buffer);
    if (!data.every(Number.isFinite)) throw invalid(`the tensor ${name} holds values that are no numbers`);
    return { shape, data };
  };
  const rank = read(peftNames(range.first, ADAPTED_PARTS[0])[0]![1]).shape[0];
  if (rank > MOST_RANK) throw invalid(`its rank is ${rank}, and at most ${MOST_RANK} can be used`);
  const shapes = adapterShapes(recipe, range, rank);
  const tensors = new Map<string, Float32Array>();
  for (let layer = range.first; layer < range.end; layer++) {
    for (const [own, name] of ADAPTED_PARTS.flatMap((part) => peftNames(layer, part))) {
      const { shape, data } = read(name);
      const [rows, columns] = shapes.get(own)!;
      if (shape[0] !== rows || shape[1] !== columns)
        throw invalid(`the tensor ${name} has shape ${shape.join("x")}, expected ${rows}x${columns}`);
      tensors.set(own, data);
    }
  }
  const known = new Set(["__metadata__"]);
  for (let layer = range.first; layer < range.end; layer++)
    for (const [, name] of ADAPTED_PARTS.flatMap((part) => peftNames(layer, part))) known.add(name);
  const other = Object.keys(header).find((name) => !known.has(name));
  if (other !== undefined) throw invalid(`it changes ${other}, which cannot be adapted here`);
  return { range, rank, tensors };
}

function readHeader(file: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (file.length < LENGTH_BYTES) throw invalid("the file is too short");
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const dataStart = LENGTH_BYTES + length;
  if (length > MOST_HEADER_BYTES || dataStart > file.length) throw invalid("it is no safetensors file");
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder().decode(file.subarray(LENGTH_BYTES, dataStart)));
  } catch {
    throw invalid("its header is no JSON");
  }
  const header = headerSchema.safeParse(json);
  if (!header.success) throw invalid("its header is no JSON object");
  return { header: header.data, dataStart };
}
