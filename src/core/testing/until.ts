/** Below the time that jest gives a test, so that the test says what it waited for. */
const LONGEST_MS = 4_500;

/** Resolves when it is true; rejects when it is not in time. what: what is waited for, in words. */
export async function until(isTrue: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + LONGEST_MS;
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}
