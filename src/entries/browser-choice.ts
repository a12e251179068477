/** A choice that lasts between visits. */
export interface BrowserChoice<Choice> {
  read(): Choice;
  write(choice: Choice): void;
}

/**
 * Remembers a choice in this browser; where the browser keeps nothing, as long as the page is open.
 * @param fromText the choice that was stored; null: none
 * @param toText null: nothing is stored for it
 */
export function browserChoice<Choice>(
  key: string,
  fromText: (stored: string | null) => Choice,
  toText: (choice: Choice) => string | null,
): BrowserChoice<Choice> {
  let chosen = fromText(stored(key));
  return {
    read: () => chosen,
    write(choice) {
      chosen = choice;
      const text = toText(choice);
      try {
        if (text === null) localStorage.removeItem(key);
        else localStorage.setItem(key, text);
      } catch {
        // The choice holds for this page; a browser that keeps nothing asks for it again.
      }
    },
  };
}

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
