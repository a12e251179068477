import { readFile } from "node:fs/promises";
import { parseArgs } from "node:util";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { findModel, parseModelLock } from "../src/engine/local/weights/model-lock.ts";
import { openRemoteCompleter } from "../src/engine/remote/open-remote-completer.ts";
import { compareAnswers, joined } from "./eval/answer-comparison.ts";
import { parseRelations } from "./eval/relation.ts";
import { SERVER_CHECKS } from "./eval/server-checks.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";

const MODEL = "gemma-3-270m";
const FIXTURE = new URL("fixtures/server-relations.json", import.meta.url);
const LOCK = new URL("../model/models.lock.json", import.meta.url);
const EXTENT = { examples: 5, rows: 10 };
const USAGE = "npm run eval:server -- --server http://127.0.0.1:8000 [--key KEY] [--checks]";

/** `npm run eval:server`: a running server with the default model, against the local engine. --checks: without the answers. */
runScript(import.meta.url, async () => {
  const { server, key, checks } = parse(process.argv.slice(2));
  const theirs = await openRemoteCompleter({ address: server, model: "", key })({});
  const source = await NodeFileSource.open(await ensureModel(MODEL, console.log));
  const { sha256: hash } = findModel(parseModelLock(JSON.parse(await readFile(LOCK, "utf8"))), MODEL);
  const ours = await LocalEngine.open({ source, hash, threads: 1, createSampler });
  const { name, runtime, contextTokens } = theirs.model;
  console.log(`${name}, ${JSON.stringify(runtime)}, ${contextTokens} tokens`);
  let failed = 0;
  for (const check of SERVER_CHECKS) {
    const wrong = await check.run(theirs, ours).catch((error: unknown) => String(error));
    if (wrong !== null) failed++;
    console.log(wrong === null ? `ok      ${check.name}` : `WRONG   ${check.name}: ${wrong}`);
  }
  if (!checks) {
    const compared = [];
    for (const relation of parseRelations(await readFile(FIXTURE, "utf8"), "server-relations.json")) {
      const part = await compareAnswers(relation, EXTENT, ours, theirs);
      compared.push(part);
      console.log(`${relation.id}: ${part.rows - part.differ.length} of ${part.rows} rows equal`);
    }
    const { rows, differ, confidenceGap, milliseconds } = joined(compared);
    const speed = (spent: number): string => `${((rows * 1000) / spent).toFixed(1)} rows/s`;
    for (const line of differ) console.log(line);
    console.log(
      `${rows - differ.length} of ${rows} rows equal, confidence of these at most ${confidenceGap.toFixed(3)} apart; ` +
        `here ${speed(milliseconds.ours)}, the server ${speed(milliseconds.theirs)}`,
    );
  }
  theirs.close();
  ours.close();
  await source.close();
  if (failed > 0) throw new Error(`${failed} checks failed.`);
});

function parse(args: readonly string[]) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      server: { type: "string" },
      key: { type: "string", default: "" },
      checks: { type: "boolean", default: false },
    },
  });
  const { server, key, checks } = values;
  if (server === undefined) throw new Error(`--server is missing. Write: ${USAGE}`);
  return { server, key, checks };
}
