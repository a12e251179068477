import { codeJob } from "../../src/app/code-job.ts";
import type { PromptJob } from "../../src/app/prompt-job.ts";
import { CellError, describe } from "../../src/core/errors/cell-error.ts";
import { SAMPLE_APPS } from "../../src/core/apps/sample-apps.ts";
import type { Settings } from "../../src/core/options/settings.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import { logProbabilityOf } from "../../src/core/prompts/answer-request.ts";
import type { Completer, ScoreRequest } from "../../src/engine/completer.ts";

/** As =GPT.CODE without options. */
const SETTINGS: Settings = { ...DEFAULT_SETTINGS, maxTokens: 256 };

export interface WrittenApp {
  /** "" where the model wrote none. */
  readonly code: string;
  /** Natural log, of all tokens. */
  readonly logProbability: number;
  /** Natural log of the chance of the description behind the code. */
  readonly described: number;
}

export interface WrittenApps {
  /** How many examples did not fit. */
  readonly dropped: number;
  /** For each description its tries: the likeliest code, then drawn ones. */
  readonly apps: readonly (readonly WrittenApp[])[];
}

/** The code that a model writes for each description after the first so many sample apps, several times. */
export async function writeApps(
  completer: Completer,
  descriptions: readonly string[],
  examples: number,
  tries: number,
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
  const apps: WrittenApp[][] = descriptions.map(() => []);
  for (let attempt = 0; attempt < tries; attempt++) {
    const jobs = firsts.map((first) => [first, ...first.retries][attempt]!);
    const written: Omit<WrittenApp, "described">[] = [];
    await completer.complete(
      jobs.map(({ request }) => request),
      {
        onCompletion(index, completion) {
          const answer = jobs[index]!.read(completion);
          const code = answer instanceof CellError ? "" : String(answer.value);
          const logProbability = completion.tokens.reduce((sum, token) => sum + token.logProbability, 0);
          written[index] = { code, logProbability };
        },
        onFailure(_, failure) {
          throw failure;
        },
      },
    );
    const scores = await completer.score(
      written.map(({ code }, index) => describing(descriptions[index]!, code)),
      {},
    );
    for (const [index, app] of written.entries())
      apps[index]!.push({ ...app, described: logProbabilityOf(scores[index]!) });
    console.log(`try ${attempt + 1} of ${tries} after ${examples} examples written`);
  }
  return { dropped, apps };
}

/** Sample apps that show how code is described. */
const SHOWN_DESCRIBED = 5;

/**
 * Asks how likely a description is behind code, as sample apps show: code that only repeats an example says little about
 * the description. Source: Zhang et al. 2023, Coder Reviewer Reranking, https://arxiv.org/abs/2211.16490
 */
function describing(description: string, code: string): ScoreRequest {
  const shown = SAMPLE_APPS.slice(0, SHOWN_DESCRIBED)
    .map((app) => `Code:\n${app.code}\nDescription: ${app.description}\n---\n`)
    .join("");
  const start = "Code:\n";
  return {
    prompt: { prefix: shown + start, suffix: `${code}\nDescription:` },
    continuation: ` ${description}\n`,
  };
}
