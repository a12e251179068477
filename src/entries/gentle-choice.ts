import type { GentleChoice } from "../app/gentleness.ts";

const KEY = "fewshot.gentle";

/** Remembers for this machine whether the engine leaves room; where the browser keeps nothing, as long as the page is open. */
export function browserGentleChoice(): GentleChoice {
  let isGentle = stored();
  return {
    read: () => isGentle,
    write(chosen) {
      isGentle = chosen;
      try {
        if (chosen) localStorage.setItem(KEY, "yes");
        else localStorage.removeItem(KEY);
      } catch {
        // The choice holds for this page.
      }
    },
  };
}

function stored(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}
