import type { CompletionRequest } from "../completer.ts";

/** A request of a call and its place there. */
export interface BatchRow {
  readonly index: number;
  readonly request: CompletionRequest;
}

/** Rows that may share one request of the server: all but their prompts is equal. Draws have a seed each. */
function sameSettings({ sampling, constraint }: CompletionRequest): string {
  const { seed, ...others } = sampling;
  return JSON.stringify([
    others,
    sampling.temperature === 0 ? null : seed,
    constraint?.allowed.kind,
    constraint,
  ]);
}

/** The rows in lists of equal settings, in order. */
export function groupRows(rows: readonly BatchRow[]): readonly (readonly BatchRow[])[] {
  const groups = new Map<string, BatchRow[]>();
  for (const row of rows) {
    const key = sameSettings(row.request);
    const group = groups.get(key) ?? [];
    group.push(row);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * A group in batches of at most `size`. Where it is more than one, the first row goes ahead of the others: so the
 * server has run what they share before they come, and finds it in its prefix cache.
 */
export function cutGroup(
  group: readonly BatchRow[],
  size: number,
): { readonly ahead: readonly BatchRow[] | null; readonly batches: readonly (readonly BatchRow[])[] } {
  if (group.length <= size) return { ahead: null, batches: [group] };
  const batches: BatchRow[][] = [];
  for (let first = 1; first < group.length; first += size) batches.push(group.slice(first, first + size));
  return { ahead: group.slice(0, 1), batches };
}
