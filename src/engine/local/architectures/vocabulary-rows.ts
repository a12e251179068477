import { EngineError } from "../../completer.ts";
import type { GgufFile } from "../gguf/gguf-file.ts";

/**
 * How many tokens the model scores: the rows of its embedding, which padding can make more than the tokenizer knows.
 */
export function vocabularyRows(file: GgufFile): number {
  const embedding = file.tensors.get("token_embd.weight");
  if (embedding === undefined) {
    throw new EngineError({ code: "model-file-invalid", detail: "the tensor token_embd.weight is missing" });
  }
  return embedding.shape[0]!;
}
