import { z } from "zod";
import type { ServerParts } from "../app/model/model-source.ts";
import { openRemoteCompleter } from "../engine/remote/open-remote-completer.ts";

/** Origins besides the site's own that its pages may reach; the build puts them in. */
declare const CONNECT: readonly string[];

const STORE_KEY = "fewshot.server";

const choiceSchema = z.object({ address: z.string(), model: z.string(), key: z.string() });

/** Null where the browser keeps storage from a page in a frame; the choice then lasts as long as the page. */
function browserStorage(): Storage | null {
  try {
    return window.localStorage;
  } catch (error) {
    if (error instanceof DOMException) return null;
    throw error;
  }
}

function readChoice(text: string | null): z.infer<typeof choiceSchema> | null {
  if (text === null) return null;
  try {
    return choiceSchema.parse(JSON.parse(text));
  } catch {
    // Damaged or of another version: off is the safe side.
    return null;
  }
}

/** Servers of bigger models: only those that the site was built for, and none until the person chooses one. */
export function serverParts(): ServerParts {
  const storage = browserStorage();
  return {
    store: {
      load: () => readChoice(storage?.getItem(STORE_KEY) ?? null),
      save(choice) {
        if (choice === null) storage?.removeItem(STORE_KEY);
        else storage?.setItem(STORE_KEY, JSON.stringify(choice));
      },
    },
    open: openRemoteCompleter,
    reachable: CONNECT,
  };
}
