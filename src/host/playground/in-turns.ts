/** The longest that one turn takes: half of a frame. */
const TURN_MS = 8;

/** Collects what an iterable gives, in turns between which the page is drawn and hears its person. */
export async function collectInTurns<Item>(items: Iterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  let startMs = performance.now();
  for (const item of items) {
    collected.push(item);
    if (performance.now() - startMs < TURN_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    startMs = performance.now();
  }
  return collected;
}
