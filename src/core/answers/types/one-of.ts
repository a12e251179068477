import type { AnswerKind, AnswerRule } from "../answer-rule.ts";
import type { AnswerType } from "../../examples/example-set.ts";
import { cellDateOf } from "../../examples/cell-date.ts";
import { number } from "./number.ts";

/** Fewer examples say nothing about which labels there are. */
const LEAST_EXAMPLES = 4;

const folded = (text: string): string => text.trim().toLowerCase();

/** As a sheet writes a number itself: 01067 and +49 would lose what they say. */
const PLAIN_NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?$/;

/** What labels are in the sheet where no examples tell: numbers or booleans where all of them can be. */
export function labelType(labels: readonly string[]): AnswerType {
  if (labels.every((label) => PLAIN_NUMBER.test(label.trim()))) return "number";
  return labels.every((label) => /^(true|false)$/i.test(label)) ? "boolean" : "text";
}

/**
 * The rule of a closed set. The value is the label as it is spelled there, in the type of the column where it can be.
 */
export function closedSet(
  labels: readonly string[],
  sheetType: AnswerType = "text",
  dateFormat?: string,
): AnswerRule {
  const isNumber = sheetType === "number" && labels.every((label) => Number.isFinite(Number(label)));
  return {
    allowed: { kind: "texts", texts: labels },
    read: (text) => {
      const label = labels.find((known) => folded(known) === folded(text));
      if (label === undefined) return null;
      if (sheetType === "boolean" && /^(true|false)$/i.test(label)) return folded(label) === "true";
      if (dateFormat !== undefined) return cellDateOf(label, dateFormat) ?? label;
      return isNumber ? Number(label) : label;
    },
  };
}

/** One of a few labels: where the examples have at most half as many different answers as rows. */
export const oneOf = {
  id: "label",
  infer(column) {
    const { outputs, sheetType } = column;
    const labels = [...new Set(outputs)];
    // Numbers that repeat are counts or marks, of which others may follow.
    if (sheetType !== "text" || number.infer(column) !== null) return null;
    const isClosed =
      outputs.length >= LEAST_EXAMPLES && labels.length <= outputs.length / 2 && labels.length > 1;
    return isClosed ? closedSet(labels) : null;
  },
  state: ({ outputs, sheetType, dateFormat }) => closedSet([...new Set(outputs)], sheetType, dateFormat),
} as const satisfies AnswerKind;
