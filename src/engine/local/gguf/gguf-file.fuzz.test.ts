import { readFileSync } from "node:fs";
import fc from "fast-check";
import { FUZZ } from "../../../core/testing/hostile-texts.ts";
import { EngineError } from "../../completer.ts";
import { architectureOf } from "../architectures/architectures.ts";
import { createTokenizer } from "../tokenizers/create-tokenizer.ts";
import type { ByteSource } from "./byte-source.ts";
import { openGguf } from "./gguf-file.ts";
import { MemorySource } from "./memory-source.ts";

const FILES = ["tiny-gemma3", "tiny-llama"].map(
  (name) => new Uint8Array(readFileSync(new URL(`../architectures/fixtures/${name}.gguf`, import.meta.url))),
);
const [gemma] = FILES;
/** Header and the list of tensors end before this in both files. */
const HEADER_BYTES = 40_000;

/** Opens as the engine does, up to the weights. Fails on anything but success or an EngineError that says something. */
async function expectSound(source: ByteSource): Promise<void> {
  const startMs = performance.now();
  try {
    const file = await openGguf(source);
    await architectureOf(file.architecture).readRecipe(file);
    createTokenizer(file.metadata).encode("Peru 12");
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    expect(error.message.length).toBeGreaterThan(10);
  }
  expect(performance.now() - startMs).toBeLessThan(2000);
}

const little64 = (value: bigint) => new Uint8Array(new BigUint64Array([value]).buffer);

/**
 * The beginning of a file of version 3 without tensors, whose only value, "k", is a list: up to the type of its
 * entries.
 */
function beginList() {
  const head = [...new TextEncoder().encode("GGUF")];
  const put = (value: bigint, bytes: number) => head.push(...little64(value).subarray(0, bytes));
  put(3n, 4);
  put(0n, 8);
  put(1n, 8);
  put(1n, 8);
  head.push(107);
  put(9n, 4);
  return { head, put };
}

/** Numbers that lie about lengths: just past a bound, or far past all of them. */
const lie = fc.oneof(
  fc.constantFrom(0n, 1n, 255n, 0x7fffffffn, 0x80000000n, 0xffffffffn, 1n << 53n, (1n << 64n) - 1n),
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
);

describe("a GGUF file from anywhere", () => {
  it("is opened or refused in words with any bytes of its header changed", async () => {
    const change = fc.tuple(fc.nat(HEADER_BYTES), fc.uint8Array({ minLength: 1, maxLength: 12 }));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FILES),
        fc.array(change, { minLength: 1, maxLength: 4 }),
        (file, changes) => {
          const bytes = file.slice();
          for (const [at, put] of changes) bytes.set(put, Math.min(at, bytes.length - put.length));
          return expectSound(new MemorySource(bytes));
        },
      ),
      FUZZ,
    );
  });

  it("is opened or refused in words with a lie for any number", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FILES), fc.nat(HEADER_BYTES), lie, (file, at, number) => {
        const bytes = file.slice();
        bytes.set(little64(number), Math.min(at, bytes.length - 8));
        return expectSound(new MemorySource(bytes));
      }),
      FUZZ,
    );
  });

  it("is opened or refused in words with each number after a key of its metadata wrong", async () => {
    const text = Buffer.from(gemma!).toString("latin1");
    for (const match of text.matchAll(/(gemma3|general|tokenizer)\.[a-z_.]+/g)) {
      const at = match.index + match[0].length + 4;
      for (const number of [0n, 1n, 0xffffffffn, (1n << 64n) - 1n]) {
        const bytes = gemma!.slice();
        bytes.set(little64(number).subarray(0, 4), at);
        await expectSound(new MemorySource(bytes));
      }
    }
  });

  it("is refused wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FILES),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        async (file, part) => {
          const bytes = file.slice(0, Math.floor(part * file.length));
          await expect(openGguf(new MemorySource(bytes))).rejects.toBeInstanceOf(EngineError);
        },
      ),
      FUZZ,
    );
  });

  it("is refused where its tensors go in a circle: one lies over another, at any place in the list", async () => {
    for (const file of FILES) {
      const { tensors } = await openGguf(new MemorySource(file));
      const [first, ...others] = [...tensors.values()];
      for (const { name, shape, offset } of others) {
        const entry = Buffer.concat([little64(BigInt(name.length)), Buffer.from(name)]);
        // After the name: a count of dimensions (4), the dimensions, a type (4), an offset (8).
        const at = Buffer.from(file).indexOf(entry) + entry.length + 8 + 8 * shape.length;
        const bytes = file.slice();
        const [own] = new BigUint64Array(bytes.slice(at, at + 8).buffer);
        bytes.set(little64(own! - BigInt(offset - first!.offset)), at);
        await expect(openGguf(new MemorySource(bytes))).rejects.toThrow(/ lie over each other$/);
      }
    }
  });

  it("is refused with lists in lists, however deep", async () => {
    const { head, put } = beginList();
    for (let depth = 0; depth < 100_000; depth++) {
      put(9n, 4);
      put(1n, 8);
    }
    await expect(openGguf(new MemorySource(new Uint8Array(head)))).rejects.toThrow(/k is a list of lists/);
  });

  it("is refused before its lists fill the memory", async () => {
    const { head, put } = beginList();
    put(0n, 4);
    put(BigInt(2 ** 31), 8);
    // A file of 2 GiB of list, which no machine needs to hold.
    const source: ByteSource = {
      size: 2 ** 31 + head.length,
      read: (offset, length) => {
        if (length > 100e6) return Promise.reject(new Error(`${length} bytes were asked for at once`));
        const bytes = new Uint8Array(length);
        bytes.set(head.slice(offset, offset + length));
        return Promise.resolve(bytes);
      },
    };
    await expect(openGguf(source)).rejects.toMatchObject({ failure: { code: "model-unsupported" } });
  });
});
