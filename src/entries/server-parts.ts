import { z } from "zod";
import type { ServerParts } from "../app/model/model-source.ts";
import { openRemoteCompleter } from "../engine/remote/open-remote-completer.ts";
import type { ServerChoice } from "../engine/remote/server-choice.ts";
import { browserChoice } from "./browser-choice.ts";

/** Origins besides the site's own that its pages may reach; the build puts them in. */
declare const CONNECT: readonly string[];

const choiceSchema = z.object({ address: z.string(), model: z.string(), key: z.string() });

function readChoice(text: string | null): ServerChoice | null {
  if (text === null) return null;
  try {
    return choiceSchema.parse(JSON.parse(text));
  } catch {
    // Damaged or of another version: off is the safe side.
    return null;
  }
}

/** Servers of bigger models: only those that the site was built for, and none until the person chooses one. */
export const serverParts = (): ServerParts => ({
  store: browserChoice("fewshot.server", readChoice, (choice) => choice && JSON.stringify(choice)),
  open: openRemoteCompleter,
  reachable: CONNECT,
});
