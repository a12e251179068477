/** Why some cells were left alone by an action that was done to the others, in words for the person who asked for it. */
export class PartlyDone extends Error {
  override readonly name = "PartlyDone";
}
