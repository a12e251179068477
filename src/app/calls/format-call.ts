import { cellError } from "../../core/errors/cell-error.ts";
import { cellDateOf } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { exactText, isBlank } from "../../core/examples/cell-value.ts";
import type { Example, ExampleSet } from "../../core/examples/example-set.ts";
import type { Rule, RuleAnswer } from "../../core/synthesis/rule.ts";
import { findRule } from "../../core/synthesis/rule.ts";
import { BoundedMap } from "../rows/bounded-map.ts";
import { exampleCells, gptRows } from "./gpt-call.ts";
import type { Answers, Argument } from "../product.ts";
import type { SpillCell } from "./spill.ts";
import type { WorkBench } from "../work-bench.ts";

/** How many sets of examples keep their rule: a dragged formula asks for the same one in every cell. */
const KEPT_RULES = 50;

/** Rows answered before the page gets its turn. */
const ROWS_AT_ONCE = 100;

/** The rows as they stand in the cells; unlike the model's examples they keep their spaces, and inputs may be blank. */
function exactExamples({ values }: Argument): readonly Example[] {
  return values
    .filter((row) => !isBlank(row.at(-1) ?? null))
    .map((row) => ({ inputs: row.slice(0, -1).map(exactText), output: exactText(row.at(-1) ?? null) }));
}

/** The rules of example sets, found once. */
export class FormatRules {
  readonly #rules = new BoundedMap<string, { readonly rule: Rule | null }>(KEPT_RULES);

  /** What the rule of the examples makes of each row of the input; null where the model must answer. */
  async answers(
    examples: Argument,
    input: Argument,
    signal: AbortSignal,
  ): Promise<readonly (RuleAnswer | null)[]> {
    const rule = this.#ruleOf(exactExamples(examples));
    const answers: (RuleAnswer | null)[] = [];
    for (const row of input.values) {
      answers.push(rule?.answer(row.map(exactText)) ?? null);
      if (answers.length % ROWS_AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
      if (signal.aborted) throw cellError("cancelled");
    }
    return answers;
  }

  #ruleOf(examples: readonly Example[]): Rule | null {
    const key = JSON.stringify(examples);
    const known = this.#rules.get(key) ?? { rule: findRule(examples) };
    this.#rules.set(key, known);
    return known.rule;
  }
}

/** The rule's text in the type that the examples' answers have in the sheet. */
function typedAnswer(text: string, { answerType, dateFormat }: ExampleSet): CellValue {
  if (dateFormat !== undefined) return cellDateOf(text, dateFormat) ?? text;
  if (answerType === "number" && text.trim() !== "" && Number.isFinite(Number(text))) return Number(text);
  if (answerType === "boolean" && /^(true|false)$/i.test(text)) return text.toLowerCase() === "true";
  return text;
}

export interface FormatArguments {
  readonly examples: Argument;
  readonly input: Argument;
  readonly headers: Argument | null;
  readonly options: Argument | null;
}

/** The work of =GPT.FORMAT: by the plain rule that the examples show, and by the model where they show none. */
export async function formatAnswers(args: FormatArguments, bench: WorkBench): Promise<Answers> {
  const { examples, input, headers, options } = args;
  const asked = bench.settings(options);
  const call = { examplesOrInput: examples, input, headers, caller: bench.caller };
  const { exampleSet, inputs } = await gptRows(call, asked.settings.headers, bench.sheet);
  const answers = await bench.rules.answers(examples, input, bench.signal);
  const byModel = exampleCells(exampleSet, asked);
  const cells = inputs.map((texts, row): readonly SpillCell[] => {
    const answer = answers[row];
    if (!answer) return [byModel(texts)];
    const value = typedAnswer(answer.value, exampleSet);
    const { words: rule, certainty } = answer;
    const onPlaced = (address: string | null): void => {
      if (address !== null) bench.traces.write({ address, value, rule, certainty });
    };
    return [{ value, onPlaced }];
  });
  return bench.spill(cells);
}
