import { createSampler } from "../../src/core/sampling/sampler.ts";
import type { Completer } from "../../src/engine/completer.ts";
import { NodeFileSource } from "../../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../../src/engine/local/local-engine.ts";
import { hashOf, modelPath } from "../../src/engine/local/testing/model-path.ts";
import { openRemoteCompleter } from "../../src/engine/remote/open-remote-completer.ts";
import type { LlamaServer } from "../llama-server/start-llama-server.ts";
import { startLlamaServer } from "../llama-server/start-llama-server.ts";
import { compareAnswers } from "./answer-comparison.ts";
import { SERVER_CHECKS } from "./server-checks.ts";
import { takeBrowserKernels } from "../browser-kernels.ts";

takeBrowserKernels();

const MODEL = "gemma-3-270m";
const LEAST_EQUAL = 0.95;

describe("a real llama-server with the same model file", () => {
  let server: LlamaServer;
  let remote: Completer;
  let source: NodeFileSource;
  let local: LocalEngine;

  beforeAll(async () => {
    server = await startLlamaServer(modelPath(MODEL));
    remote = await openRemoteCompleter({ address: server.address, model: "", key: "" })({});
    source = await NodeFileSource.open(modelPath(MODEL));
    local = await LocalEngine.open({ source, hash: hashOf(MODEL), threads: 1, createSampler });
  }, 240_000);

  afterAll(async () => {
    remote.close();
    local.close();
    server.close();
    await source.close();
  });

  it("answers at least 95 % of the rows as the engine in the browser does", async () => {
    const { rows, differ, confidenceGap } = await compareAnswers(local, remote);
    if (differ.length > 0) console.log(`${differ.length} of ${rows} differ:\n${differ.join("\n")}`);
    expect(confidenceGap).toBeLessThan(0.3);
    expect(rows).toBeGreaterThanOrEqual(60);
    expect(differ.length).toBeLessThanOrEqual((1 - LEAST_EQUAL) * rows);
  }, 300_000);

  it.each(SERVER_CHECKS.filter(({ isOfBytes }) => !isOfBytes))(
    "$name",
    async ({ run }) => {
      expect(await run(remote, local)).toBeNull();
    },
    60_000,
  );
});
