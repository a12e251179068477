/**
 * Why some cells were left alone by an action that was done to the others, in words for the person who asked for it.
 */
export class PartlyDone extends Error {
  override readonly name = "PartlyDone";
}

/** The error that says why cells were left alone: a PartlyDone where the action was done to others. */
export const leftAlone = (words: string, wasDoneToOthers: boolean): Error =>
  wasDoneToOthers ? new PartlyDone(words) : new Error(words);
