/** The error a cell shows. Excel lets only #VALUE! and #N/A carry a message; #NUM! is shown bare there. */
export type CellErrorSign = "#VALUE!" | "#N/A" | "#NUM!";

export interface ErrorEntry {
  readonly cell: CellErrorSign;
  /** One or two plain sentences under 200 characters; the last says what to do next. */
  readonly text: (params: never) => string;
}

/** Text that came from outside, cut so that the whole message stays short. */
export function short(text: string, limit = 40): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= limit ? line : `${line.slice(0, limit - 1)}…`;
}

export function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6)} MB`;
}

export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
