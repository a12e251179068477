import type { CheckedApp } from "./check-app.ts";
import { shownApp, type ModelRun } from "./apps-results.ts";

/** The results as a table in Markdown: of the likeliest code alone, and of what the cell shows. */
export function appsTable(models: readonly ModelRun[]): string {
  const rows = models.flatMap(({ model, runs }) =>
    runs.map(({ examples, tasks }) => {
      const count = (of: (app: CheckedApp) => boolean, apps: readonly CheckedApp[]) => {
        const { length } = apps.filter(of);
        return `${length} of ${apps.length} (${Math.round((100 * length) / apps.length)} %)`;
      };
      const first = tasks.map(({ tries }) => tries[0]!);
      const shown = tasks.map(({ tries }) => shownApp(tries));
      const cells = [first, shown].flatMap((apps) => [
        count(({ compiles }) => compiles, apps),
        count(({ works }) => works, apps),
      ]);
      return `| ${[model, examples, ...cells].join(" | ")} |`;
    }),
  );
  return [
    "| Model | Examples | Compiles at once | Works at once | Compiles within four tries | Works |",
    "| --- | ---: | ---: | ---: | ---: | ---: |",
    ...rows,
  ].join("\n");
}
