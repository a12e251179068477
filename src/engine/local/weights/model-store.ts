import { z } from "zod";
import type { LoadProgress } from "../../completer.ts";
import type { ByteSource } from "../gguf/byte-source.ts";

/** What is noted beside a stored file: of which file, which pieces are in it, and its state when it became whole. */
export const storedNoteSchema = z.object({
  /** Hex SHA-256 of the whole file that is being built. */
  sha256: z.string(),
  /** Indices of pieces that were written, checked and flushed. */
  finishedPieces: z.array(z.int().nonnegative()),
  /** The file's time of change when the last piece was in, so that a later change is noticed; null before that. */
  modifiedMs: z.number().nullable(),
  /** Of a file that the person added. */
  own: z
    .object({
      name: z.string(),
      /** Where it comes from; null for a file of this computer. */
      address: z.string().nullable(),
      /** What the server knows this version of the file by (RFC 9110, section 8.8); null where it does not say. */
      validator: z.string().nullable(),
    })
    .optional(),
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

/** Calls of a page that waits for its turn at a file, and then has it. */
export interface TurnCalls {
  /** Gives up waiting. */
  readonly signal?: AbortSignal;
  readonly onProgress: (progress: LoadProgress) => void;
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
  /** Names of the files that are there, notes left out. */
  list(): Promise<readonly string[]>;
  /** Deletes a file and its note; nothing happens when they are not there. */
  remove(fileName: string): Promise<void>;
  /**
   * Runs `run` while no other page of this origin does so for the same file. What `run` tells is told here and in the
   * pages that wait for their turn.
   */
  exclusively<T>(
    fileName: string,
    calls: TurnCalls,
    run: (tell: (progress: LoadProgress) => void) => Promise<T>,
  ): Promise<T>;
}
