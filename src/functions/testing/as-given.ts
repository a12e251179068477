/** How far a number may be from the one that is given: a hundredth or two, or a twentieth of it. */
const NEAR = 0.02;
const NEAR_SHARE = 0.05;

const isNear = (shown: unknown, given: unknown): boolean =>
  typeof shown === "number" &&
  typeof given === "number" &&
  Math.abs(shown - given) <= Math.max(NEAR, NEAR_SHARE * Math.abs(given));

/**
 * The shown cells as the example of a function gives them: a number that is near the given one as that one, since
 * probabilities are given rounded and their last digits depend on the machine; 1 and 0 as TRUE and FALSE where these
 * are given, since the grid tells them so; an empty cell as an empty text.
 */
export function asGiven(
  shown: readonly (readonly unknown[])[],
  gives: readonly (readonly unknown[])[],
): unknown[][] {
  return shown.map((row, r) =>
    row.map((value, c) => {
      const given = gives[r]?.[c];
      if (isNear(value, given) || (typeof given === "boolean" && value === Number(given))) return given;
      return value ?? "";
    }),
  );
}
