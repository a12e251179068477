import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";

const notesSchema = z.record(
  z.string(),
  z.object({ bytes: z.number(), modifiedMs: z.number(), sha256: z.string() }),
);

export interface ExpectedFile {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

/** Hex SHA-256 of a file, read as a stream. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/** Remembers which files had which hash, so that a file is hashed again only after it changed. */
export class VerifiedFiles {
  readonly #notesPath: string;
  readonly #notes: z.infer<typeof notesSchema>;

  private constructor(notesPath: string, notes: z.infer<typeof notesSchema>) {
    this.#notesPath = notesPath;
    this.#notes = notes;
  }

  /** Notes that are missing or unreadable count as none: the files are hashed then. */
  static async open(notesPath: string): Promise<VerifiedFiles> {
    return new VerifiedFiles(notesPath, await readNotes(notesPath));
  }

  /** Whether the file is there with that length and hash. */
  async matches(path: string, expected: ExpectedFile): Promise<boolean> {
    if (!existsSync(path)) return false;
    const { size, mtimeMs } = await stat(path);
    if (size !== expected.bytes) return false;
    const note = this.#notes[path];
    if (note?.bytes === size && note.modifiedMs === mtimeMs) return note.sha256 === expected.sha256;
    const sha256 = await hashFile(path);
    this.#notes[path] = { bytes: size, modifiedMs: mtimeMs, sha256 };
    return sha256 === expected.sha256;
  }

  async save(): Promise<void> {
    await mkdir(dirname(this.#notesPath), { recursive: true });
    const temporary = `${this.#notesPath}.${process.pid}.tmp`;
    await writeFile(temporary, JSON.stringify(this.#notes, null, 2));
    await rename(temporary, this.#notesPath);
  }
}

async function readNotes(path: string): Promise<z.infer<typeof notesSchema>> {
  if (!existsSync(path)) return {};
  const text = await readFile(path, "utf8");
  try {
    return notesSchema.parse(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return {};
    throw error;
  }
}
