import { readFile } from "node:fs/promises";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import { createSampler } from "../../src/core/sampling/sampler.ts";
import type { Completer } from "../../src/engine/completer.ts";
import { NodeFileSource } from "../../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../../src/engine/local/local-engine.ts";
import { hashOf, modelPath } from "../../src/engine/local/testing/model-path.ts";
import { openRemoteCompleter } from "../../src/engine/remote/open-remote-completer.ts";
import type { LlamaServer } from "../llama-server/start-llama-server.ts";
import { startLlamaServer } from "../llama-server/start-llama-server.ts";
import { evaluateRelation } from "./evaluate.ts";
import { parseRelations, type Relation } from "./relation.ts";
import { takeBrowserKernels } from "../browser-kernels.ts";

takeBrowserKernels();

const MODEL = "gemma-3-270m";
const FIXTURE = new URL("../fixtures/server-relations.json", import.meta.url);
const EXTENT = { examples: 5, rows: 10 };
const LEAST_EQUAL = 0.95;

describe("a real llama-server with the same model file", () => {
  let server: LlamaServer;
  let remote: Completer;
  let source: NodeFileSource;
  let local: LocalEngine;
  let relations: readonly Relation[];

  beforeAll(async () => {
    server = await startLlamaServer(modelPath(MODEL));
    remote = await openRemoteCompleter({ address: server.address, model: "", key: "" })({});
    source = await NodeFileSource.open(modelPath(MODEL));
    local = await LocalEngine.open({ source, hash: hashOf(MODEL), threads: 1, createSampler });
    relations = parseRelations(await readFile(FIXTURE, "utf8"), "server-relations.json");
  }, 240_000);

  afterAll(async () => {
    remote.close();
    local.close();
    server.close();
    await source.close();
  });

  it("answers at least 95 % of the rows as the engine in the browser does", async () => {
    const differ: string[] = [];
    let rows = 0;
    for (const relation of relations) {
      const ours = await evaluateRelation(relation, EXTENT, DEFAULT_SETTINGS, local);
      const theirs = await evaluateRelation(relation, EXTENT, DEFAULT_SETTINGS, remote);
      rows += ours.rows;
      for (const [row, { input, answer, confidence }] of ours.answers.entries()) {
        const other = theirs.answers[row]!;
        if (other.answer !== answer)
          differ.push(`${relation.id} ${String(input)}: ${answer}, ${other.answer}`);
        else expect(Math.abs(other.confidence - confidence)).toBeLessThan(0.3);
      }
    }
    if (differ.length > 0) console.log(`${differ.length} of ${rows} differ:\n${differ.join("\n")}`);
    expect(rows).toBeGreaterThanOrEqual(60);
    expect(differ.length).toBeLessThanOrEqual((1 - LEAST_EQUAL) * rows);
  }, 300_000);
});
