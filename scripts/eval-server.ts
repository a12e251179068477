import { parseArgs } from "node:util";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { openRemoteCompleter } from "../src/engine/remote/open-remote-completer.ts";
import { compareAnswers } from "./eval/answer-comparison.ts";
import { SERVER_CHECKS } from "./eval/server-checks.ts";
import { ensureModel } from "./model.ts";
import { runScript } from "./run-script.ts";

const MODEL = "gemma-3-270m";
const USAGE = "npm run eval:server -- --server http://127.0.0.1:8000 [--key KEY] [--checks]";

/** `npm run eval:server`: a running server with the default model, against the local engine. --checks: without the answers. */
runScript(import.meta.url, async () => {
  const { server, key, checks } = parse(process.argv.slice(2));
  const theirs = await openRemoteCompleter({ address: server, model: "", key })({});
  const source = await NodeFileSource.open(await ensureModel(MODEL, console.log));
  const ours = await LocalEngine.open({ source, hash: "", threads: 1, createSampler });
  const { name, runtime, contextTokens } = theirs.model;
  console.log(`${name}, ${JSON.stringify(runtime)}, ${contextTokens} tokens`);
  let failed = 0;
  for (const check of SERVER_CHECKS) {
    const wrong = await check.run(theirs, ours).catch((error: unknown) => String(error));
    if (wrong !== null) failed++;
    console.log(wrong === null ? `ok      ${check.name}` : `WRONG   ${check.name}: ${wrong}`);
  }
  if (!checks) {
    const { rows, differ, confidenceGap, milliseconds } = await compareAnswers(ours, theirs, (id, column) =>
      console.log(`${id}: ${column.rows - column.differ.length} of ${column.rows} rows equal`),
    );
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
