import { codeJob } from "../../src/app/prompt-job.ts";
import { CellError, describe } from "../../src/core/errors/cell-error.ts";
import { SAMPLE_APPS } from "../../src/core/apps/sample-apps.ts";
import type { Settings } from "../../src/core/options/settings.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import type { Completer } from "../../src/engine/completer.ts";

/** As =GPT.CODE without options. */
const SETTINGS: Settings = { ...DEFAULT_SETTINGS, maxTokens: 256 };

/** The code that a model writes for each description after the first so many sample apps; "" where it wrote none. */
export async function writeApps(
  completer: Completer,
  descriptions: readonly string[],
  examples: number,
): Promise<readonly string[]> {
  const shown = SAMPLE_APPS.slice(0, examples);
  const exampleSet = {
    headers: null,
    answerType: "text" as const,
    examples: shown.map(({ description, code }) => ({ inputs: [description], output: code })),
  };
  const countTokens = async (text: string) => (await completer.tokenize(text)).length;
  const model = { info: completer.model, countTokens };
  const jobs = await Promise.all(
    descriptions.map(async (description) => {
      const job = await codeJob(exampleSet, [description], SETTINGS, model);
      if (job instanceof CellError) throw new Error(describe(job).text);
      if (job.examplesDropped > 0) throw new Error(`Only ${job.examplesUsed} of ${examples} examples fit.`);
      return job;
    }),
  );
  const codes = descriptions.map(() => "");
  await completer.complete(
    jobs.map(({ request }) => request),
    {
      onCompletion(index, completion) {
        const answer = jobs[index]!.read(completion);
        codes[index] = answer instanceof CellError ? "" : String(answer.value);
      },
      onFailure(_, failure) {
        throw failure;
      },
    },
  );
  return codes;
}
