import type { ModelInfo, OpenCompleter } from "../completer.ts";
import { EngineError } from "../completer.ts";
import { completions, vllm } from "./dialects/completions.ts";
import type { Dialect } from "./dialects/dialect.ts";
import { llamaServer } from "./dialects/llama-server.ts";
import { RemoteCompleter } from "./remote-completer.ts";
import { modelsSchema } from "./reply-schemas.ts";
import type { ConnectionLimits } from "./server-connection.ts";
import { ServerConnection, USUAL_LIMITS } from "./server-connection.ts";
import type { ServerChoice } from "./server-choice.ts";
import { serverModelHash, serverModelName, serverRoot } from "./server-choice.ts";

/** Where a server does not say how much its model reads. */
const CONTEXT_TOKENS = 2048;

/** By what a server says it is in its list of models; all others are taken by the protocol alone. */
const DIALECTS: Readonly<Record<string, Dialect>> = { llamacpp: llamaServer, vllm };

/** Opens a server's model: asks for its list of models, sends no text yet. */
export function openRemoteCompleter(
  choice: ServerChoice,
  limits: Partial<ConnectionLimits> = {},
): OpenCompleter {
  return async ({ signal, onTraffic = () => {} }) => {
    signal?.throwIfAborted();
    const root = serverRoot(choice.address);
    if (root === null) {
      const detail = "it is no address of the form https://llm.example.com";
      throw new EngineError({ code: "server-unreachable", address: choice.address, detail });
    }
    const parts = { root, key: choice.key, limits: { ...USUAL_LIMITS, ...limits }, onTraffic };
    const connection = new ServerConnection(parts);
    const { data } = await connection.json({ path: "/v1/models", signal }, modelsSchema);
    const found = choice.model === "" ? data[0]! : data.find(({ id }) => id === choice.model);
    if (found === undefined) {
      const names = data.map(({ id }) => id).join(", ");
      throw new EngineError({ code: "model-missing", detail: `the server has ${names}` });
    }
    const dialect = DIALECTS[found.owned_by ?? ""] ?? completions;
    const info: ModelInfo = {
      name: serverModelName(found.id),
      architecture: dialect.name,
      hash: serverModelHash(found.id),
      fileBytes: found.meta?.size ?? 0,
      contextTokens: found.max_model_len ?? found.meta?.n_ctx ?? CONTEXT_TOKENS,
      runtime: {
        kind: "server",
        software: dialect === completions ? null : dialect.name,
        address: root,
      },
      licence: null,
      serverOrigin: new URL(root).origin,
    };
    return new RemoteCompleter(info, { connection, id: found.id }, dialect);
  };
}
