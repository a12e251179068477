import type { ConfidenceMeasures, Judged } from "./measures.ts";
import { confidenceMeasures } from "./measures.ts";

/** What a summary reads of a relation. */
interface JudgedRelation {
  readonly kind: string;
  readonly accuracy: number;
  readonly answers: readonly Judged[];
}

/** Accuracy as the mean over relations, and what is said of the confidence over all their answers. */
export interface KindSummary extends ConfidenceMeasures {
  readonly kind: string;
  readonly relations: number;
  readonly accuracy: number;
}

/** Clean-up tasks of a few rows each: named apart, and left out of the total. */
const APART = "transformation";

function summaryOf(kind: string, relations: readonly JudgedRelation[]): KindSummary {
  const accuracy = relations.reduce((sum, relation) => sum + relation.accuracy, 0) / relations.length;
  const measures = confidenceMeasures(relations.flatMap(({ answers }) => answers));
  return { kind, relations: relations.length, accuracy, ...measures };
}

/** One summary for each kind, and one of all relations but the clean-up tasks, "all", where there are any. */
export function summaries(relations: readonly JudgedRelation[]): readonly KindSummary[] {
  const main = relations.filter(({ kind }) => kind !== APART);
  const kinds = [...new Set(relations.map(({ kind }) => kind))].sort();
  return [
    ...(main.length === 0 ? [] : [summaryOf("all", main)]),
    ...kinds.map((kind) =>
      summaryOf(
        kind,
        relations.filter((relation) => relation.kind === kind),
      ),
    ),
  ];
}
