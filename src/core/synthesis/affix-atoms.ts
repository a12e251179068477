import type { LeafGenerator } from "./atom.ts";
import { columnWords } from "./atom.ts";
import { LETTER_CASES } from "./letter-case.ts";
import { RULE_WORDS } from "./rule-words.ts";
import { spansOf, tokenClasses } from "./token-class.ts";

const CLASSES = ["word", "letters", "digits", "alphanumeric"];
const INDICES = [1, 2, 3, 4, 5, -1, -2];
const LONGEST = 6;

/** The first or last few characters of a token. */
export const affixAtoms: LeafGenerator = function* ({ rows, columns }) {
  const classes = tokenClasses([]).filter(({ id }) => CLASSES.includes(id));
  const letterCases = LETTER_CASES.filter(({ id }) => ["as it is", "lower", "upper"].includes(id));
  for (let column = 0; column < columns; column++) {
    for (const tokenClass of classes) {
      for (const index of INDICES) {
        if (rows.some((row) => spansOf(row, column, tokenClass).length < Math.abs(index))) continue;
        const name = () => RULE_WORDS.nth(index, tokenClass.words()) + columnWords(column, columns);
        const cost = 1.6 + tokenClass.cost + 0.35 * (Math.abs(index) - 1) + (index < 0 ? 0.15 : 0);
        for (let length = 1; length <= LONGEST; length++) {
          for (const end of ["first", "last"] as const) {
            for (const letterCase of letterCases) {
              yield {
                cost: cost + 0.05 * length + (end === "last" ? 0.3 : 0) + letterCase.cost,
                source: null,
                words() {
                  const { firstCharacters, lastCharacters } = RULE_WORDS;
                  return (
                    (end === "first" ? firstCharacters : lastCharacters)(length, name()) + letterCase.words()
                  );
                },
                evaluate(row) {
                  const span = spansOf(row, column, tokenClass).at(index > 0 ? index - 1 : index);
                  if (!span || span[1] - span[0] < length) return null;
                  const text = (row.texts[column] ?? "").slice(...span);
                  return letterCase.apply(end === "first" ? text.slice(0, length) : text.slice(-length));
                },
              };
            }
          }
        }
      }
    }
  }
};
