import type { Example } from "../examples/example-set.ts";
import { findPrograms, isSearchable } from "./find-programs.ts";
import type { Switch } from "./find-switch.ts";
import { findSwitch } from "./find-switch.ts";
import type { Program } from "./program.ts";
import { isAgreed, isConstant, programWords, runProgram } from "./program.ts";
import { RowView } from "./row-view.ts";
import { RULE_WORDS } from "./rule-words.ts";

/** How an answer of a rule is to be taken. */
export type Certainty =
  /** Every leading rule that explains the examples gives this answer. */
  | "exact"
  /** The simplest rule gives it; another that explains the examples nearly as simply gives something else. */
  | "likely";

export interface RuleAnswer {
  readonly value: string;
  readonly certainty: Certainty;
  /** The rule in words. */
  readonly words: string;
}

/** What the examples have in common, as far as a plain transformation of text explains them. */
export interface Rule {
  /** Null where the rule does not apply to the row. inputs: as many as each example has. */
  answer(inputs: readonly string[]): RuleAnswer | null;
}

const keyOf = (inputs: readonly string[]): string => inputs.join("\u0001");

/** The examples by their inputs; null where equal inputs have different outputs. */
function byInputs(examples: readonly Example[]): ReadonlyMap<string, Example> | null {
  const known = new Map<string, Example>();
  for (const example of examples) {
    const key = keyOf(example.inputs);
    const before = known.get(key);
    if (before && before.output !== example.output) return null;
    known.set(key, before ?? example);
  }
  return known;
}

/** True where the examples let one tell a rule from chance: at least two, of which one changes something. */
function areTelling(examples: readonly Example[]): boolean {
  return examples.length > 1 && examples.some(({ inputs, output }) => !inputs.includes(output));
}

function answerOfPrograms(
  programs: readonly Program[],
  row: RowView,
  canBeExact: boolean,
): RuleAnswer | null {
  const [best, ...others] = programs.flatMap((program) => {
    const value = runProgram(program, row);
    return value === null ? [] : [{ program, value }];
  });
  if (!best) return null;
  const isExact =
    canBeExact &&
    // A row that the simplest program cannot read is of another kind.
    best.program === programs[0] &&
    !isConstant(best.program) &&
    others.every(({ value }) => value === best.value) &&
    programs.every((program) => isAgreed(program, row));
  return { value: best.value, certainty: isExact ? "exact" : "likely", words: programWords(best.program) };
}

function answerOfSwitch({ condition, yes, no }: Switch, row: RowView): RuleAnswer | null {
  const value = runProgram(condition.holds(row) ? yes : no, row);
  const words = RULE_WORDS.branches(condition.words(), programWords(yes), programWords(no));
  return value === null ? null : { value, certainty: "likely", words };
}

/** The rule that the examples show; null where no plain transformation explains them. */
export function findRule(examples: readonly Example[]): Rule | null {
  const known = byInputs(examples);
  if (known === null) return null;
  // What becomes of blank rows says nothing of the others.
  const telling = [...known.values()].filter(({ inputs }) => inputs.some((input) => input.trim() !== ""));
  const programs = findPrograms(telling);
  const branches = programs.length === 0 && telling.length > 1 ? findSwitch(telling) : null;
  return {
    answer(inputs) {
      const example = known.get(keyOf(inputs));
      if (example) {
        return { value: example.output, certainty: "exact", words: RULE_WORDS.sameInput };
      }
      if (!isSearchable(inputs) || inputs.every((input) => input.trim() === "")) return null;
      const row = new RowView(inputs);
      if (branches) return answerOfSwitch(branches, row);
      return answerOfPrograms(programs, row, areTelling(telling));
    },
  };
}
