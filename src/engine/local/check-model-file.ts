import { architectureOf } from "./architectures/architectures.ts";
import type { ByteSource } from "./gguf/byte-source.ts";
import { openGguf } from "./gguf/gguf-file.ts";
import { readString } from "./gguf/metadata.ts";
import { requireRunnable } from "./runtime/require-runnable.ts";
import { createTokenizer } from "./tokenizers/create-tokenizer.ts";

/**
 * Reads as much of a model file as tells whether it can run here: its header, the types and places of its tensors, the
 * architecture with its sizes and the tokenizer, but no weights. Gives the name that the file has for itself.
 * Throws an EngineError that names the tensor, the architecture or the key that stands in the way.
 */
export async function checkModelFile(source: ByteSource): Promise<{ readonly name: string | null }> {
  const file = await openGguf(source);
  requireRunnable(await architectureOf(file.architecture).readRecipe(file));
  createTokenizer(file.metadata);
  return { name: readString(file.metadata, "general.name", "") || null };
}
