import type { ModelRun } from "./apps-results.ts";

/** The results as a table in Markdown. */
export function appsTable(models: readonly ModelRun[]): string {
  const rows = models.flatMap(({ model, runs }) =>
    runs.map(({ examples, descriptions, compile, work }) => {
      const share = (count: number) =>
        `${count} of ${descriptions} (${Math.round((100 * count) / descriptions)} %)`;
      return `| ${model} | ${examples} | ${share(compile)} | ${share(work)} |`;
    }),
  );
  return ["| Model | Examples | Compiles | Works |", "| --- | ---: | ---: | ---: |", ...rows].join("\n");
}
