import { openGguf } from "../gguf/gguf-file.ts";
import type { Metadata } from "../gguf/metadata.ts";
import { NodeFileSource } from "../gguf/node-file-source.ts";

/** The metadata of a model file on disk. */
export async function readModelMetadata(path: string): Promise<Metadata> {
  const source = await NodeFileSource.open(path);
  try {
    return (await openGguf(source)).metadata;
  } finally {
    await source.close();
  }
}
