import { EngineError } from "../../completer.ts";
import type { ModelLock } from "./model-lock.ts";
import { parseModelLock } from "./model-lock.ts";
import { fetchOk } from "./fetch-ok.ts";

/** Fetches and reads `models.lock.json` below `baseUrl`. Rejects with an EngineError, or the signal's reason. */
export async function fetchModelLock(baseUrl: string, signal?: AbortSignal): Promise<ModelLock> {
  const url = resolveUrl("models.lock.json", baseUrl);
  const response = await fetchOk(url, { cache: "no-cache", ...(signal && { signal }) });
  try {
    return parseModelLock(await response.json());
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new EngineError({ code: "model-missing", detail: `${url} is not a list of models` });
  }
}

/** The address of a file below a folder's address, which may lack its last slash. */
export function resolveUrl(file: string, baseUrl: string): string {
  return new URL(file, baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`).href;
}
