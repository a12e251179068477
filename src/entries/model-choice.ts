import type { ModelChoice } from "../app/model-shelf.ts";

const KEY = "fewshot.model";

/** Remembers the chosen model in this browser; where the browser keeps nothing, as long as the page is open. */
export function browserModelChoice(): ModelChoice {
  let chosen = stored();
  return {
    read: () => chosen,
    write(id) {
      chosen = id;
      try {
        if (id === null) localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, id);
      } catch {
        // The choice holds for this page; a browser that keeps nothing asks for it again.
      }
    },
  };
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}
