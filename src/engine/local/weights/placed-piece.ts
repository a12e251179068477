import type { LockedModel, LockedPiece } from "./model-lock.ts";

/** A piece and where it lies in the whole file. */
export interface PlacedPiece extends LockedPiece {
  readonly index: number;
  /** Bytes from the file's start. */
  readonly offset: number;
}

/** The model's pieces in order, each with its place. */
export function placePieces(model: LockedModel): readonly PlacedPiece[] {
  let offset = 0;
  return model.pieces.map((piece, index) => {
    const placed = { ...piece, index, offset };
    offset += piece.bytes;
    return placed;
  });
}
