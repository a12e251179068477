import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import type { Completer } from "../../src/engine/completer.ts";
import { evaluateRelation, type EvaluatedRelation, type Extent } from "./evaluate.ts";
import type { Relation } from "./relation.ts";

/** What two completers answer to the same rows. */
export interface AnswerComparison {
  readonly rows: number;
  /** "capitals Chile: Santiago, Lima", one for each row on which they differ. */
  readonly differ: readonly string[];
  /** The largest difference of the confidence shown with equal answers. */
  readonly confidenceGap: number;
  readonly milliseconds: { readonly ours: number; readonly theirs: number };
}

const millisecondsOf = ({ rows, rowsPerSecond }: EvaluatedRelation): number => (rows / rowsPerSecond) * 1000;

/** Fills the relation with both, one after the other. */
export async function compareAnswers(
  relation: Relation,
  extent: Extent,
  ours: Completer,
  theirs: Completer,
): Promise<AnswerComparison> {
  const own = await evaluateRelation(relation, extent, DEFAULT_SETTINGS, ours);
  const other = await evaluateRelation(relation, extent, DEFAULT_SETTINGS, theirs);
  const differ: string[] = [];
  let confidenceGap = 0;
  for (const [row, { input, answer, confidence }] of own.answers.entries()) {
    const given = other.answers[row]!;
    if (given.answer !== answer) differ.push(`${relation.id} ${String(input)}: ${answer}, ${given.answer}`);
    else confidenceGap = Math.max(confidenceGap, Math.abs(given.confidence - confidence));
  }
  const milliseconds = { ours: millisecondsOf(own), theirs: millisecondsOf(other) };
  return { rows: own.rows, differ, confidenceGap, milliseconds };
}

/** All comparisons as one. */
export function joined(parts: readonly AnswerComparison[]): AnswerComparison {
  const sum = (of: (part: AnswerComparison) => number) => parts.reduce((total, part) => total + of(part), 0);
  return {
    rows: sum(({ rows }) => rows),
    differ: parts.flatMap(({ differ }) => differ),
    confidenceGap: Math.max(...parts.map(({ confidenceGap }) => confidenceGap)),
    milliseconds: {
      ours: sum(({ milliseconds }) => milliseconds.ours),
      theirs: sum(({ milliseconds }) => milliseconds.theirs),
    },
  };
}
