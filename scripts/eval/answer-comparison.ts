import { readFile } from "node:fs/promises";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import type { Completer } from "../../src/engine/completer.ts";
import { evaluateRelation, type EvaluatedRelation } from "./evaluate.ts";
import { parseRelations, type Relation } from "./relation.ts";

/** Small columns of all kinds, for servers that have the model of the local engine. */
const COLUMNS = new URL("../fixtures/server-relations.json", import.meta.url);
const EXTENT = { examples: 5, rows: 10 };

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

/** Fills small columns of all kinds with both, one after the other. onColumn: told of each when it is done. */
export async function compareAnswers(
  ours: Completer,
  theirs: Completer,
  onColumn: (id: string, column: AnswerComparison) => void = () => {},
): Promise<AnswerComparison> {
  const columns: AnswerComparison[] = [];
  for (const relation of parseRelations(await readFile(COLUMNS, "utf8"), "server-relations.json")) {
    const column = await compareColumn(relation, ours, theirs);
    onColumn(relation.id, column);
    columns.push(column);
  }
  return joined(columns);
}

async function compareColumn(
  relation: Relation,
  ours: Completer,
  theirs: Completer,
): Promise<AnswerComparison> {
  const own = await evaluateRelation(relation, EXTENT, DEFAULT_SETTINGS, ours);
  const other = await evaluateRelation(relation, EXTENT, DEFAULT_SETTINGS, theirs);
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
function joined(parts: readonly AnswerComparison[]): AnswerComparison {
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
