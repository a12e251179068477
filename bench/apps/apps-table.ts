import { CHOICES, type Choice, type ExampleRun, type ModelRun } from "./apps-results.ts";

interface Line {
  readonly way: string;
  readonly compile: number;
  readonly work: number;
}

function lines({ tasks }: ExampleRun): Line[] {
  const most = Math.max(...tasks.map(({ tries }) => tries.length));
  const line = (way: string, choose: Choice): Line => {
    const chosen = tasks.map(({ tries }) => choose(tries));
    return {
      way,
      compile: chosen.filter(({ compiles }) => compiles).length,
      work: chosen.filter(({ works }) => works).length,
    };
  };
  const [[, first], ...others] = Object.entries(CHOICES) as [[string, Choice], ...[string, Choice][]];
  const one = line("one try", first);
  if (most === 1) return [one];
  return [
    one,
    ...others.map(([way, choose]) => line(`${most} tries: ${way}`, choose)),
    line(
      `${most} tries: any of them`,
      (tries) => tries.find(({ works }) => works) ?? tries.find(({ compiles }) => compiles) ?? tries[0]!,
    ),
  ];
}

/** The results as a table in Markdown. */
export function appsTable(models: readonly ModelRun[]): string {
  const rows = models.flatMap(({ model, runs }) =>
    runs.flatMap((run) => {
      const share = (count: number) =>
        `${count} of ${run.tasks.length} (${Math.round((100 * count) / run.tasks.length)} %)`;
      return lines(run).map(
        ({ way, compile, work }) =>
          `| ${model} | ${run.examples} | ${way} | ${share(compile)} | ${share(work)} |`,
      );
    }),
  );
  return [
    "| Model | Examples | What is shown | Compiles | Works |",
    "| --- | ---: | --- | ---: | ---: |",
    ...rows,
  ].join("\n");
}
