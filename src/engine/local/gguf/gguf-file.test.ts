import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gguf } from "@huggingface/gguf";
import { EngineError } from "../../completer.ts";
import { modelPath } from "../testing/model-path.ts";
import { dequantizeRows } from "./dequantize-rows.ts";
import { openGguf } from "./gguf-file.ts";
import { MemorySource } from "./memory-source.ts";
import { NodeFileSource } from "./node-file-source.ts";

const tiny = new Uint8Array(
  readFileSync(new URL("../architectures/fixtures/tiny-gemma3.gguf", import.meta.url)),
);

/** A file of one F32 vector [4] named "w" after the given change to its fields. */
function smallFile(
  change: { [key: string]: number | string | bigint | undefined } = {},
): Uint8Array<ArrayBuffer> {
  const fields = {
    key: "general.architecture",
    value: "tiny",
    type: 0,
    size: 4n,
    offset: 0n,
    tensors: 1n,
    ...change,
  };
  const parts: number[] = [];
  const number = (value: number | bigint, bytes: number) => {
    for (let i = 0; i < bytes; i++) parts.push(Number((BigInt(value) >> BigInt(8 * i)) & 255n));
  };
  const text = (value: string) => {
    const bytes = new TextEncoder().encode(value);
    number(bytes.length, 8);
    parts.push(...bytes);
  };
  parts.push(...new TextEncoder().encode("GGUF"));
  number(3, 4);
  number(fields.tensors, 8);
  number(1, 8);
  text(fields.key);
  number(8, 4);
  text(fields.value);
  text("w");
  number(1, 4);
  number(fields.size, 8);
  number(fields.type, 4);
  number(fields.offset, 8);
  while (parts.length % 32 !== 0) parts.push(0);
  parts.push(...new Uint8Array(new Float32Array([1, 2, 3, 4]).buffer));
  return new Uint8Array(parts);
}

async function failureOf(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const error: unknown = await openGguf(new MemorySource(bytes)).then(
    () => "no failure",
    (reason: unknown) => reason,
  );
  return error instanceof EngineError ? error.message : `not an EngineError: ${String(error)}`;
}

describe("openGguf", () => {
  it("reads a sound file", async () => {
    const file = await openGguf(new MemorySource(smallFile()));
    expect(file.architecture).toBe("tiny");
    expect([...file.tensors.keys()]).toEqual(["w"]);
    expect(await file.readFloats("w")).toEqual(new Float32Array([1, 2, 3, 4]));
  });

  it("gives shapes outermost first", async () => {
    const file = await openGguf(new MemorySource(tiny));
    expect(file.architecture).toBe("gemma3");
    expect(file.tensors.get("token_embd.weight")).toMatchObject({
      type: "F32",
      shape: [320, 32],
      bytes: 40960,
    });
    expect(file.tensors.get("blk.6.attn_q.weight")?.shape).toEqual([64, 32]);
    expect((await file.readFloats("token_embd.weight")).length).toBe(320 * 32);
  });

  it.each([
    ["another format", new Uint8Array(100).fill(80), "not a GGUF file"],
    ["an empty file", new Uint8Array(0), "ends inside its header"],
    ["a file cut in its header", tiny.slice(0, 3000), "ends inside its header"],
    ["a file cut in its weights", tiny.slice(0, -1), "tensor blk.6.ffn_down.weight ends at byte"],
    ["more tensors than bytes", smallFile({ tensors: 1n << 60n }), "ends inside its header"],
    ["an offset past the end", smallFile({ offset: 1n << 40n }), "tensor w ends at byte"],
    ["a shape past the end", smallFile({ size: 5n }), "tensor w ends at byte"],
    ["an empty dimension", smallFile({ size: 0n }), "impossible shape [0]"],
    ["a row that is no whole block", smallFile({ type: 8 }), "no whole number of Q8_0 blocks"],
    ["no architecture", smallFile({ key: "general.other" }), "general.architecture is missing"],
  ])("calls %s invalid", async (_name, bytes, detail) => {
    const message = await failureOf(bytes);
    expect(message).toMatch(/^model-file-invalid: /);
    expect(message).toContain(detail);
  });

  it("names an unsupported block type and its tensor", async () => {
    expect(await failureOf(smallFile({ type: 16 }))).toBe(
      "model-unsupported: tensor w has block type 16, which cannot be read",
    );
  });

  it("agrees with @huggingface/gguf", async () => {
    const path = fileURLToPath(new URL("../architectures/fixtures/tiny-llama.gguf", import.meta.url));
    const file = await openGguf(new MemorySource(new Uint8Array(readFileSync(path))));
    const theirs = await gguf(path, { allowLocalFile: true });
    const { version, tensor_count, kv_count, ...metadata } = theirs.metadata as Record<string, unknown>;
    expect([version, Number(tensor_count), Number(kv_count)]).toEqual([
      3,
      file.tensors.size,
      Object.keys(metadata).length,
    ]);
    expect(file.metadata).toEqual(metadata);
    expect([...file.tensors.values()].map(({ name, shape, offset }) => ({ name, shape, offset }))).toEqual(
      theirs.tensorInfos.map((info) => ({
        name: info.name,
        shape: info.shape.map(Number).reverse(),
        offset: Number(theirs.tensorDataOffset + info.offset),
      })),
    );
  });

  it("keeps a byte order mark that starts a string", async () => {
    expect((await openGguf(new MemorySource(smallFile({ value: "\ufeffab" })))).architecture).toBe(
      "\ufeffab",
    );
  });

  it("survives any cut of a file", async () => {
    const whole = smallFile();
    for (let length = 0; length < whole.length; length++) {
      expect(await failureOf(whole.slice(0, length))).toMatch(/^model-file-invalid: /);
    }
  });

  it("names a tensor that is not there", async () => {
    const file = await openGguf(new MemorySource(smallFile()));
    await expect(file.readFloats("v")).rejects.toThrow("tensor v is missing");
  });

  it("reads the real models", async () => {
    const source = await NodeFileSource.open(modelPath("gemma-3-270m"));
    const file = await openGguf(source);
    const embedding = file.tensors.get("token_embd.weight")!;
    expect(embedding).toMatchObject({ type: "Q8_0", shape: [262144, 640] });
    expect((file.metadata["tokenizer.ggml.tokens"] as string[]).length).toBe(262144);
    const raw = await file.readRaw("token_embd.weight");
    const rows = dequantizeRows(embedding, raw, 5000, 2);
    const all = await file.readFloats("token_embd.weight");
    expect(rows).toEqual(all.slice(5000 * 640, 5002 * 640));
    expect(() => dequantizeRows(embedding, raw, 262143, 2)).toThrow(RangeError);
    expect((await file.readFloats("output_norm.weight")).length).toBe(640);
    await source.close();
  });
});
