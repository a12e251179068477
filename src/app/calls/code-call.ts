import { exampleCode } from "../../core/apps/code-text.ts";
import { CellError, cellError } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { exactText } from "../../core/examples/cell-value.ts";
import { keptKeys } from "../../core/kept/kept-key.ts";
import type { Settings } from "../../core/options/settings.ts";
import { untaught } from "./call-options.ts";
import { gptRows } from "./gpt-call.ts";
import type { Answers, Argument } from "../product.ts";
import type { PromptModel } from "./prompt-job.ts";
import { codeJob, loadCompiler } from "./code-job.ts";
import type { CallSettings, WorkBench } from "../work-bench.ts";

/** Longest code in tokens, where the formula does not say: an app of twenty short lines. */
const CODE_TOKENS = 256;

export interface CodeArguments {
  readonly description: Argument;
  readonly examples: Argument | null;
  readonly options: Argument | null;
}

/**
 * What holds for words in a cell is left out for code, unless the formula says it: the workbook's length of an answer
 * would cut every app, and the chance of a hundred right tokens in a row is small where the app is fine.
 */
function codeSettings({ settings, own }: CallSettings): Settings {
  return { ...settings, maxTokens: own.maxTokens ?? CODE_TOKENS, confidence: own.confidence ?? 0 };
}

/** As `gptRows`; where nothing stands around the cell it is apps that are missed. */
function codeRows(...given: Parameters<typeof gptRows>): ReturnType<typeof gptRows> {
  return gptRows(...given).catch((error: unknown) => {
    throw error instanceof CellError && error.code === "noExampleAround" ? cellError("noAppAround") : error;
  });
}

/** The work of =GPT.CODE: the code of an app for each description. */
export async function codeAnswers(
  { description, examples, options }: CodeArguments,
  bench: WorkBench,
): Promise<Answers> {
  const call = bench.settings(options);
  const settings = codeSettings(call);
  // It comes while the model loads, so that nothing is fetched once that is there. What fails now is tried again then.
  loadCompiler().catch(() => undefined);
  const { exampleSet, inputs } = await codeRows(
    {
      examplesOrInput: examples ?? description,
      input: examples && description,
      headers: null,
      caller: bench.caller,
    },
    settings.headers,
    bench.sheet,
    (value: CellValue) => exampleCode(exactText(value)),
  );
  const { maxTokens, confidence } = settings;
  const keptKey = keptKeys(
    exampleSet,
    untaught({ settings, own: call.own, fixed: { maxTokens, confidence } }),
  );
  return bench.spill(
    inputs.map((texts) => [
      texts && {
        settings,
        own: call.own,
        keptKey: keptKey(["code", ...texts]),
        build: (model: PromptModel) => codeJob(exampleSet, texts, settings, model),
      },
    ]),
  );
}
