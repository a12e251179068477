/** A file that cannot be opened. The message is for people: what is wrong and what to do. */
export class WorkbookFileError extends Error {
  override readonly name = "WorkbookFileError";
}
