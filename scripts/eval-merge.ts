import { parseArgs } from "node:util";
import { mergedResults } from "./confidence/merged-results.ts";
import { readResultFile, writeResultFile } from "./confidence/result-file.ts";
import { runScript } from "./run-script.ts";

/** `npm run eval:merge -- --out FILE.json FILE.json…`: one result of parts that ran beside each other. */
runScript(import.meta.url, async () => {
  const { values, positionals } = parseArgs({
    options: { out: { type: "string" } },
    allowPositionals: true,
  });
  if (values.out === undefined || positionals.length === 0)
    throw new Error("Write: npm run eval:merge -- --out FILE.json FILE.json…");
  const parts = await Promise.all(positionals.map(readResultFile));
  await writeResultFile(values.out, mergedResults(parts));
});
