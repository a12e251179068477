// Where the threads of a run wait for each other. In a build without threads there is only one.
import { arrived, generation } from "./layout";

/**
 * Looks for the others this often before the thread goes to sleep: some tens of microseconds, less than waking up
 * takes.
 */
const SPINS: i32 = 60000;
/** A thread that is waited for longer than this has died. */
const PATIENCE_NANOSECONDS: i64 = 20_000_000_000;

/** Returns when all threads have called it. Traps when one does not come. */
export function barrier(threads: i32): void {
  if (!ASC_FEATURE_THREADS || threads == 1) return;
  const before = atomic.load<i32>(generation);
  if (atomic.add<i32>(arrived, 1) == threads - 1) {
    atomic.store<i32>(arrived, 0);
    atomic.add<i32>(generation, 1);
    atomic.notify(generation, threads);
    return;
  }
  for (let i = 0; i < SPINS; i++) {
    if (atomic.load<i32>(generation) != before) return;
  }
  while (atomic.load<i32>(generation) == before) {
    const timedOut = 2;
    if (atomic.wait<i32>(generation, before, PATIENCE_NANOSECONDS) == timedOut) unreachable();
  }
}
