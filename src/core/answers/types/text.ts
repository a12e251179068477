import type { AnswerKind, AnswerRule } from "../answer-rule.ts";

const TEXT: AnswerRule = { allowed: null, read: (text) => text };

/** Any text. */
export const text = { id: "text", infer: () => TEXT, state: () => TEXT } as const satisfies AnswerKind;
