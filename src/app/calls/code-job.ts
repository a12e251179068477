import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { ExampleSet } from "../../core/examples/example-set.ts";
import { likestLast } from "../../core/examples/likest-example.ts";
import type { Settings } from "../../core/options/settings.ts";
import { answerText } from "../../core/prompts/answer.ts";
import { code } from "../../core/prompts/code.ts";
import { fitExamples } from "../../core/prompts/context-budget.ts";
import type { Completion } from "../../engine/completer.ts";
import { jobOf, type PromptJob, type PromptModel } from "./prompt-job.ts";

/** More examples of code leave less room for the answer, and the last ones show enough. */
const MOST_CODE_EXAMPLES = 10;
/** How often code is written anew where it does not compile. */
const CODE_RETRIES = 3;
/**
 * How it is drawn then. Few draws want a low temperature: Chen et al. 2021, https://arxiv.org/abs/2107.03374, figure 5.
 */
const DRAWN = { temperature: 0.6, topP: 0.95 } as const;

/** The compiler is a part of its own, for those who have an app written. */
export const loadCompiler = () => import("../../core/apps/compile-app.ts");

async function compiles(code: string): Promise<boolean> {
  const { compileApp } = await loadCompiler();
  return !("problem" in compileApp(code));
}

/**
 * The job of code for a description, after descriptions and their code. Where the last example is an app that compiles,
 * code that does not is written anew. Error: promptTooLong.
 */
export async function codeJob(
  exampleSet: ExampleSet,
  inputs: readonly string[],
  settings: Settings,
  { info, countTokens }: Pick<PromptModel, "info" | "countTokens">,
): Promise<PromptJob | CellError> {
  const budget = { contextTokens: info.contextTokens, maxTokens: settings.maxTokens, countTokens };
  const { examples } = exampleSet;
  const last = { ...exampleSet, examples: examples.slice(-MOST_CODE_EXAMPLES) };
  const whole = await fitExamples(code, last, inputs, budget);
  if (whole instanceof CellError) return whole;
  const sorted = { ...last, examples: likestLast(last.examples, inputs) };
  // Where not all fit, each row has those that are likest to it, and no longer the same as its neighbours.
  const fitted = whole.examplesDropped === 0 ? whole : await fitExamples(code, sorted, inputs, budget);
  if (fitted instanceof CellError) return fitted;
  const prompt = { ...fitted, examplesDropped: examples.length - fitted.examples.length };
  const isUsable = async (completion: Completion): Promise<boolean> =>
    (await compiles(answerText(completion.text, code))) || !(await compiles(examples.at(-1)?.output ?? ""));
  const job = (own: Settings): PromptJob => ({
    ...jobOf(prompt, {
      format: code,
      answerType: "text",
      // What is known of how often answers are right, and which example mattered, is known of short ones.
      basis: null,
      settings: own,
      modelHash: info.hash,
      read: ({ text }) => answerText(text, code) || cellError("emptyAnswer"),
    }),
    isUsable,
  });
  const drawn = settings.temperature > 0 ? settings : { ...settings, ...DRAWN };
  const retries = Array.from({ length: CODE_RETRIES }, (_, i) =>
    job({ ...drawn, seed: settings.seed + i + 1 }),
  );
  return { ...job(settings), retries };
}
