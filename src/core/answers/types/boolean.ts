import type { AnswerKind, AnswerRule } from "../answer-rule.ts";

/** Pairs that stand for true and false in texts. */
const PAIRS = [
  ["TRUE", "FALSE"],
  ["true", "false"],
  ["True", "False"],
  ["yes", "no"],
  ["Yes", "No"],
  ["YES", "NO"],
] as const;
type Pair = (typeof PAIRS)[number];

function rule([yes, no]: Pair, isTyped: boolean): AnswerRule {
  return {
    allowed: { kind: "texts", texts: [yes, no] },
    read: (text) => {
      const isYes = text.toLowerCase() === yes.toLowerCase();
      if (!isYes && text.toLowerCase() !== no.toLowerCase()) return null;
      return isTyped ? isYes : text;
    },
  };
}

const pairOf = (outputs: readonly string[]) =>
  PAIRS.find(([yes, no]) => outputs.every((output) => output === yes || output === no));

/** True or false. Texts such as yes and no stay texts where the type is not named. */
export const boolean = {
  id: "boolean",
  infer({ outputs, sheetType }) {
    if (sheetType === "boolean") return rule(PAIRS[0], true);
    const pair = pairOf(outputs);
    return pair && outputs.length > 1 ? rule(pair, false) : null;
  },
  state: ({ outputs }) => rule(pairOf(outputs) ?? PAIRS[0], true),
} as const satisfies AnswerKind;
