import type { Settings } from "../options/settings.ts";
import type { ExampleSet } from "../examples/example-set.ts";
import type { AnswerRule } from "./answer-rule.ts";
import { ANSWER_KINDS } from "./answer-types.ts";
import { closedSet, labelType, oneOf as labels } from "./types/one-of.ts";
import { text } from "./types/text.ts";

/** The type of a column's answers, and by whom it was chosen. */
export interface ColumnType {
  /** Name of the type, as in the option. */
  readonly id: string;
  /** True where the user named it: then an answer of another type is an error, else it stays as it is. */
  readonly isStated: boolean;
  readonly rule: AnswerRule;
}

/** What the user may answer instead where the option "unknown" is set. */
const UNKNOWN = "unknown";

type TypeSettings = Pick<Settings, "type" | "oneOf" | "unknown" | "maxCharacters">;

function kindOf({ type, oneOf }: TypeSettings, { examples, answerType, dateFormat }: ExampleSet): ColumnType {
  const column = {
    outputs: examples.map(({ output }) => output),
    sheetType: answerType,
    ...(dateFormat !== undefined && { dateFormat }),
  };
  if (oneOf.length > 0) {
    const sheetType = examples.length === 0 ? labelType(oneOf) : answerType;
    return { id: "label", isStated: true, rule: closedSet(oneOf, sheetType, dateFormat) };
  }
  const stated = ANSWER_KINDS.find(({ id }) => id === type);
  // Without examples there are no labels to choose from.
  if (stated && (stated !== labels || examples.length > 0))
    return { id: stated.id, isStated: true, rule: stated.state(column) };
  for (const kind of examples.length === 0 ? [text] : ANSWER_KINDS) {
    const rule = kind.infer(column);
    if (rule) return { id: kind.id, isStated: false, rule };
  }
  throw new Error("Every column is text at least");
}

/** The text up to the last word that ends within the limit; a single long word is cut. */
function cutAtWord(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const cut = text.slice(0, limit + 1);
  const end = cut.search(/\s+\S*$/u);
  return end > 0 ? cut.slice(0, end) : text.slice(0, limit);
}

function withUnknown(rule: AnswerRule): AnswerRule {
  const { allowed } = rule;
  const escape = [{ oneOf: [UNKNOWN], min: 1, max: 1 }];
  const wider =
    allowed === null
      ? null
      : allowed.kind === "texts"
        ? { ...allowed, texts: [...new Set([...allowed.texts, UNKNOWN])] }
        : { ...allowed, alternatives: [...allowed.alternatives, escape] };
  return {
    ...rule,
    allowed: wider,
    read: (text) => (text.toLowerCase() === UNKNOWN ? UNKNOWN : rule.read(text)),
  };
}

/** The rule of a column's answers: as the settings say, else as the examples show; without examples any text. */
export function answerRuleFor(exampleSet: ExampleSet, settings: TypeSettings): ColumnType {
  const column = kindOf(settings, exampleSet);
  const rule = settings.unknown ? withUnknown(column.rule) : column.rule;
  return { ...column, rule: rule.allowed === null ? withinLength(rule, settings) : rule };
}

/** The rule of answers that may be any text, as long as the settings allow. */
export const textRule = (settings: Pick<Settings, "maxCharacters">): AnswerRule =>
  withinLength({ allowed: null, read: (text) => text }, settings);

function withinLength(rule: AnswerRule, { maxCharacters }: Pick<Settings, "maxCharacters">): AnswerRule {
  if (maxCharacters === 0) return rule;
  return { ...rule, read: (text) => rule.read(cutAtWord(text, maxCharacters)) };
}

/** The examples as the rule wants them written. */
export function writtenExamples(exampleSet: ExampleSet, { write }: AnswerRule): ExampleSet {
  if (!write) return exampleSet;
  const examples = exampleSet.examples.map(({ inputs, output }) => ({ inputs, output: write(output) }));
  return { ...exampleSet, examples };
}
