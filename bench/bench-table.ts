import { readFile } from "node:fs/promises";
import { replaceSection } from "../scripts/replace-section.ts";
import { runScript } from "../scripts/run-script.ts";
import { resultsSchema, resultsTable } from "./results.ts";

const RESULTS = new URL("results/latest.json", import.meta.url);
const README = new URL("../README.md", import.meta.url);

/** `npm run bench-table`: writes what `npm run bench` measured into the README. */
runScript(import.meta.url, async () => {
  const results = resultsSchema.parse(JSON.parse(await readFile(RESULTS, "utf8")));
  const runs = Math.max(...results.rows.map((row) => row.runs.ours.length));
  const day = results.when.slice(0, 10);
  const note = `${results.machine}; ${results.browser}; ${day}; medians of ${runs} alternating runs (lowest–highest).`;
  await replaceSection(
    README,
    "bench",
    `${resultsTable(results)}\n\n${[note, "A ratio above 1 is better for Fewshot.", ...results.notes].join(" ")}`,
  );
});
