import { z } from "zod";
import type { ByteSource } from "../gguf/byte-source.ts";

/** What is noted beside a stored file: of which file, which pieces are in it, and its state when it became whole. */
export const storedNoteSchema = z.object({
  /** Hex SHA-256 of the whole file that is being built. */
  sha256: z.string(),
  /** Indices of pieces that were written, checked and flushed. */
  finishedPieces: z.array(z.int().nonnegative()),
  /** The file's time of change when the last piece was in, so that a later change is noticed; null before that. */
  modifiedMs: z.number().nullable(),
});
export type StoredNote = Readonly<z.infer<typeof storedNoteSchema>>;

export interface StoredFile {
  readonly source: ByteSource;
  /** Milliseconds since 1970. */
  readonly modifiedMs: number;
}

/** An open file that pieces are written into. Writing past its end makes it longer. */
export interface ModelWriter {
  write(offset: number, bytes: Uint8Array<ArrayBuffer>): void;
  /** After it, what was written survives the end of the page. */
  flush(): void;
  close(): void;
}

/** Where model files are kept. Files are named; notes lie beside them. */
export interface ModelStore {
  readonly kind: "opfs" | "memory";
  /** Bytes that may still be written, null where nobody can say. */
  freeBytes(): Promise<number | null>;
  /** The note of a file; null when there is none or it cannot be read as one. */
  readNote(fileName: string): Promise<StoredNote | null>;
  writeNote(fileName: string, note: StoredNote): Promise<void>;
  /** Opens the file for writing, at `bytes` length: shorter ones grow, longer ones are cut. */
  openWriter(fileName: string, bytes: number): Promise<ModelWriter>;
  /** The file as it is now, or null when it is not there. */
  openFile(fileName: string): Promise<StoredFile | null>;
  /** Runs `run` while no other page of this origin does so for the same file. */
  exclusively<T>(fileName: string, signal: AbortSignal, run: () => Promise<T>): Promise<T>;
}
