/**
 * So many are let through in one turn of the event loop; what waits on a page with thousands of formulas is drawn in
 * between.
 */
const AT_ONCE = 100;

/** Resolves in a later turn of the event loop: the page is drawn before, and hears its person. */
export const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** Does something with each, a part in each turn of the event loop; the first part at once. */
export async function eachInTurns<Item>(items: readonly Item[], work: (item: Item) => void): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) {
    if (at > 0) await nextTurn();
    for (const item of items.slice(at, at + AT_ONCE)) work(item);
  }
}

/** Lets work through a part at a time, in the order in which it came. */
export class Turns {
  #waiting: (() => void)[] = [];
  #taken = 0;

  /** Resolves when it is the caller's turn: at once while few have come. */
  next(): Promise<void> {
    return new Promise((resolve) => this.#take(resolve));
  }

  #take(begin: () => void): void {
    if (this.#taken === 0) setTimeout(() => this.#nextTurn());
    if (this.#taken++ < AT_ONCE) begin();
    else this.#waiting.push(begin);
  }

  #nextTurn(): void {
    this.#taken = 0;
    const now = this.#waiting.slice(0, AT_ONCE);
    this.#waiting = this.#waiting.slice(AT_ONCE);
    for (const begin of now) this.#take(begin);
  }
}
