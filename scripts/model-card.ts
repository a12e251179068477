import { readFile } from "node:fs/promises";
import { z } from "zod";
import { replaceSection } from "./replace-section.ts";
import { runScript } from "./run-script.ts";

const CARD = new URL("../model/README.md", import.meta.url);

const resultSchema = z.object({
  model: z.string(),
  settings: z.object({ format: z.string(), examples: z.number(), rows: z.number() }),
  relations: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      rows: z.number(),
      correct: z.number(),
      accuracy: z.number(),
    }),
  ),
});
type EvalResult = z.infer<typeof resultSchema>;

/** `npm run model-card -- FILE.json…`: writes the accuracy that `npm run eval` measured into the model card. */
runScript(import.meta.url, async () => {
  const files = process.argv.slice(2);
  if (files.length === 0)
    throw new Error("Name the results of npm run eval: npm run model-card -- FILE.json…");
  const results: EvalResult[] = [];
  for (const file of files) results.push(resultSchema.parse(JSON.parse(await readFile(file, "utf8"))));
  await replaceSection(CARD, "accuracy", accuracyTable(results));
});

/** One line for each relation, a column for each model; relations of kind transformation in one line. */
function accuracyTable(results: readonly EvalResult[]): string {
  const [first] = results;
  const { format, examples, rows } = first!.settings;
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const single = first!.relations.filter(({ kind }) => kind !== "transformation");
  const numbers = (pick: (result: EvalResult) => number) => results.map((result) => pick(result).toFixed(2));
  const mean = (result: EvalResult, isPicked: (kind: string) => boolean) => {
    const picked = result.relations.filter(({ kind }) => isPicked(kind));
    return picked.reduce((sum, { accuracy }) => sum + accuracy, 0) / Math.max(picked.length, 1);
  };
  return [
    `Share of right answers with the format \`${format}\`, ${examples} examples, up to ${rows} rows, greedy decoding.`,
    "",
    line(["relation", "kind", ...results.map(({ model }) => model)]),
    line(["---", "---", ...results.map(() => "---:")]),
    ...single.map(({ id, kind }) =>
      line([id, kind, ...numbers((r) => r.relations.find((other) => other.id === id)?.accuracy ?? 0)]),
    ),
    line(["**mean**", "", ...numbers((r) => mean(r, (kind) => kind !== "transformation"))]),
    line([
      "clean-up tasks (mean)",
      "transformation",
      ...numbers((r) => mean(r, (kind) => kind === "transformation")),
    ]),
  ].join("\n");
}
