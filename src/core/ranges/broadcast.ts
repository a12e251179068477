interface Shape {
  readonly rows: number;
  readonly columns: number;
}

const shapeOf = (matrix: readonly (readonly unknown[])[]): Shape => ({
  rows: matrix.length,
  columns: matrix[0]?.length ?? 0,
});

/** One length for both, where one of them is 1 or they are equal; else null. */
const common = (one: number, other: number): number | null =>
  one === other || other === 1 ? one : one === 1 ? other : null;

/**
 * Cell by cell, as formulas add ranges up: a single row or column goes with each of the other's. Null where the shapes
 * do not fit together. one and other: [rows][columns], no ragged rows.
 */
export function broadcast<One, Other, Result>(
  one: readonly (readonly One[])[],
  other: readonly (readonly Other[])[],
  combine: (one: One, other: Other) => Result,
): Result[][] | null {
  const [first, second] = [shapeOf(one), shapeOf(other)];
  const rows = common(first.rows, second.rows);
  const columns = common(first.columns, second.columns);
  if (rows === null || columns === null) return null;
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) =>
      combine(
        one[Math.min(row, first.rows - 1)]![Math.min(column, first.columns - 1)]!,
        other[Math.min(row, second.rows - 1)]![Math.min(column, second.columns - 1)]!,
      ),
    ),
  );
}
