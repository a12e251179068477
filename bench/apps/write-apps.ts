import { codeJob } from "../../src/app/calls/code-job.ts";
import type { PromptJob } from "../../src/app/calls/prompt-job.ts";
import { CellError, describe } from "../../src/core/errors/cell-error.ts";
import { SAMPLE_APPS } from "../../src/core/apps/sample-apps.ts";
import type { Settings } from "../../src/core/options/settings.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import type { Completer, Completion } from "../../src/engine/completer.ts";

/** As =GPT.CODE without options. */
const SETTINGS: Settings = { ...DEFAULT_SETTINGS, maxTokens: 256 };

export interface WrittenApps {
  /** How many examples did not fit. */
  readonly dropped: number;
  /**
   * For each description its tries: the likeliest code, then drawn ones while none compiles. "" where none was written.
   */
  readonly apps: readonly (readonly string[])[];
}

/** The code that a model writes for each description after the first so many sample apps, until it compiles. */
export async function writeApps(
  completer: Completer,
  descriptions: readonly string[],
  examples: number,
): Promise<WrittenApps> {
  const shown = SAMPLE_APPS.slice(0, examples);
  const exampleSet = {
    headers: null,
    answerType: "text" as const,
    examples: shown.map(({ description, code }) => ({ inputs: [description], output: code })),
  };
  const countTokens = async (text: string) => (await completer.tokenize(text)).length;
  const model = { info: completer.model, countTokens };
  const firsts = await Promise.all(
    descriptions.map(async (description): Promise<PromptJob> => {
      const job = await codeJob(exampleSet, [description], SETTINGS, model);
      if (job instanceof CellError) throw new Error(describe(job).text);
      return job;
    }),
  );
  const dropped = Math.max(...firsts.map(({ examplesDropped }) => examplesDropped));
  const apps: string[][] = descriptions.map(() => []);
  const triesOf = firsts.map((first) => [first, ...first.retries]);
  let open = [...firsts.keys()];
  for (let attempt = 0; open.some((row) => attempt < triesOf[row]!.length); attempt++) {
    const jobs = open.map((row) => triesOf[row]![attempt]!);
    const completions: Completion[] = [];
    await completer.complete(
      jobs.map(({ request }) => request),
      {
        onCompletion: (index, completion) => (completions[index] = completion),
        onFailure(_, failure) {
          throw failure;
        },
      },
    );
    const still: number[] = [];
    for (const [index, row] of open.entries()) {
      const [job, completion] = [jobs[index]!, completions[index]!];
      const answer = job.read(completion);
      apps[row]!.push(answer instanceof CellError ? "" : String(answer.value));
      if (!(await job.isUsable!(completion))) still.push(row);
    }
    console.log(
      `try ${attempt + 1} after ${examples} examples: ${still.length} of ${open.length} do not compile`,
    );
    open = still;
  }
  return { dropped, apps };
}
