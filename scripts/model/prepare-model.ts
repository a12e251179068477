import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { LockedModel } from "../../src/engine/local/weights/model-lock.ts";
import type { PlacedPiece } from "../../src/engine/local/weights/placed-piece.ts";
import { placePieces } from "../../src/engine/local/weights/placed-piece.ts";
import { cutPiece, joinFiles } from "./file-pieces.ts";
import { hashFile, VerifiedFiles } from "./verified-files.ts";

export interface PrepareModelOptions {
  readonly model: LockedModel;
  /** Folder that the pieces' paths start from. */
  readonly pieceFolder: string;
  /** Folder for the joined files (`models/`) and for notes on what was verified. */
  readonly cacheFolder: string;
  /** Brings the model's files, in the order of `model.source`, into a folder and gives their paths. */
  readonly download: (model: LockedModel, folder: string) => Promise<readonly string[]>;
  readonly log: (line: string) => void;
}

/**
 * Sees to it that every piece of the model and its joined file are there and right, and gives the joined file's
 * path. What is missing or damaged is made from what is right; only when that does not suffice is the model
 * downloaded. Throws an Error with one line for people when the download is not the file that the lock names.
 */
export async function prepareModel(options: PrepareModelOptions): Promise<string> {
  const { model, pieceFolder, cacheFolder, download, log } = options;
  const verified = await VerifiedFiles.open(join(cacheFolder, "verified.json"));
  const joined = join(cacheFolder, "models", model.fileName);
  const pieces = placePieces(model);
  const pathOf = (piece: PlacedPiece) => join(pieceFolder, piece.file);
  const missing: PlacedPiece[] = [];
  for (const piece of pieces) if (!(await verified.matches(pathOf(piece), piece))) missing.push(piece);

  if (!(await verified.matches(joined, model))) {
    await mkdir(join(cacheFolder, "models"), { recursive: true });
    if (missing.length > 0) {
      log(`${model.name}: fetching ${missing.map((piece) => piece.file).join(", ")}`);
      await downloadInto(joined, model, cacheFolder, download);
    } else {
      await joinFiles(pieces.map(pathOf), joined);
    }
    if (!(await verified.matches(joined, model))) {
      throw new Error(
        `${model.fileName} is not the file that models.lock.json names; run again: npm run model`,
      );
    }
  }
  for (const piece of missing) {
    await cutPiece(joined, piece.offset, piece.bytes, pathOf(piece));
    if (!(await verified.matches(pathOf(piece), piece))) {
      throw new Error(`${piece.file} in models.lock.json does not belong to ${model.fileName}`);
    }
    log(`${model.name}: wrote ${piece.file}`);
  }
  await verified.save();
  return joined;
}

async function downloadInto(
  joined: string,
  model: LockedModel,
  cacheFolder: string,
  download: PrepareModelOptions["download"],
): Promise<void> {
  const folder = join(cacheFolder, `download-${process.pid}`);
  await mkdir(folder, { recursive: true });
  try {
    const whole = join(folder, model.fileName);
    await joinFiles(await download(model, folder), whole);
    const hash = await hashFile(whole);
    if (hash !== model.sha256) {
      throw new Error(
        `the packages hold another ${model.fileName}: SHA-256 ${hash}, expected ${model.sha256}`,
      );
    }
    await rename(whole, joined);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
