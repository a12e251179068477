import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { pipeline } from "node:stream/promises";

/** Puts files one after another into `target`, which appears only when it is whole. */
export async function joinFiles(paths: readonly string[], target: string): Promise<void> {
  await writeWhole(target, async function* () {
    for (const path of paths) yield* createReadStream(path) as AsyncIterable<Buffer>;
  });
}

/** Copies bytes [offset, offset + bytes) of a file to `target`, which appears only when it is whole. */
export async function cutPiece(path: string, offset: number, bytes: number, target: string): Promise<void> {
  await writeWhole(target, () => createReadStream(path, { start: offset, end: offset + bytes - 1 }));
}

async function writeWhole(target: string, read: () => AsyncIterable<Buffer>): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.tmp`;
  await pipeline(read(), createWriteStream(temporary));
  await rename(temporary, target);
}
