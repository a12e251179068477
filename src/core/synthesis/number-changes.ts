import type { NumberRead } from "./number-text.ts";
import { cleanNumber } from "./number-text.ts";
import type { Rounding } from "./rounding.ts";
import { LONE_OFFSET_COST, MODE_COSTS, roundTo } from "./rounding.ts";
import { RULE_WORDS } from "./rule-words.ts";

/** What a rule may do to a number before it is written. */
export interface NumberChange {
  readonly id: string;
  /** Changes that are the ends of one range; null for others. */
  readonly family: string | null;
  readonly cost: number;
  /** In words, after the number's name. */
  words(): string;
  apply(read: NumberRead): NumberRead;
}

const SCALES = [1, 100, 0.01, 1e3, 1e-3, 1e6, 1e-6, 10, 0.1, 1e9, 1e-9];
const ODD_STEPS = [3, 4, 6, 7, 8, 12, 15, 30, 40, 45, 60, 90, 120, 0.75];

const decimalsOf = (value: number): number => String(value).split(".")[1]?.length ?? 0;

interface Step {
  readonly size: number;
  readonly cost: number;
}

function steps(): readonly Step[] {
  const found: Step[] = ODD_STEPS.map((size) => ({ size, cost: 1 }));
  for (let power = -4; power <= 6; power++) {
    const unit = cleanNumber(10 ** power);
    const each = (factor: number, cost: number) => ({ size: cleanNumber(factor * unit), cost });
    found.push(each(1, 0), each(5, 0.3), each(2, 0.5), each(2.5, 0.5));
  }
  return found.toSorted((a, b) => a.cost - b.cost);
}

/** Both ends of ranges: the lower one, and what may be added to reach the upper one. */
function offsetsOf(size: number): readonly number[] {
  const units = [1, 0.1, 0.01].filter((unit) => unit < size && decimalsOf(size) <= decimalsOf(unit));
  return [0, size, ...units.map((unit) => cleanNumber(size - unit))];
}

function roundings(size: number): readonly Rounding[] {
  const phases = Number.isInteger(size) && size > 1 ? [0, 1] : [0];
  return [
    { mode: "nearest", step: size, phase: 0, offset: 0 },
    ...phases.flatMap((phase) =>
      offsetsOf(size).map((offset): Rounding => ({ mode: "down", step: size, phase, offset })),
    ),
    ...phases.map((phase): Rounding => ({ mode: "up", step: size, phase, offset: 0 })),
  ];
}

function roundingWords({ mode, step, phase, offset }: Rounding): string {
  const words = RULE_WORDS.rounding;
  const what =
    decimalsOf(step) > 0 && /^0\.0*1$/.test(String(step)) ? words.decimals(decimalsOf(step)) : String(step);
  const from = phase === 0 ? "" : words.countedFrom(String(phase));
  const plus = offset === 0 ? "" : words.plus(String(offset));
  return `, ${words[mode]} ${step === 1 ? words.wholeNumber : what}${from}${plus}`;
}

function roundingChange(rounding: Rounding, stepCost: number): NumberChange {
  const { mode, step, phase, offset } = rounding;
  return {
    id: `${mode} ${step} ${phase} ${offset}`,
    family: mode === "down" ? `down ${step} ${phase}` : null,
    cost: MODE_COSTS[mode] + stepCost + (phase === 0 ? 0 : 1) + (offset === 0 ? 0 : LONE_OFFSET_COST),
    words: () => roundingWords(rounding),
    apply: ({ value, decimals }) => ({
      value: roundTo(value, rounding),
      decimals: Math.min(decimals, decimalsOf(step)),
    }),
  };
}

function scaleChange(factor: number, digits: number | null): NumberChange {
  const rounding: Rounding = { mode: "nearest", step: 10 ** -(digits ?? 0), phase: 0, offset: 0 };
  const { numbers } = RULE_WORDS;
  const name = () => (factor >= 1 ? numbers.times(factor) : numbers.dividedBy(cleanNumber(1 / factor)));
  return {
    id: `times ${factor} ${digits}`,
    family: null,
    cost: 2 + (digits === null ? 0 : 0.8),
    words: () =>
      name() + (digits === null ? "" : roundingWords({ ...rounding, step: cleanNumber(rounding.step) })),
    apply({ value, decimals }) {
      const scaled = cleanNumber(value * factor);
      const shifted = Math.max(0, decimals - Math.round(Math.log10(factor)));
      return { value: digits === null ? scaled : roundTo(scaled, rounding), decimals: shifted };
    },
  };
}

/** The number as it is. */
export const PLAIN_NUMBER: NumberChange = {
  id: "",
  family: null,
  cost: 0,
  words: () => "",
  apply: (read) => read,
};

/** Every change that is tried, the plain number first. */
export const NUMBER_CHANGES: readonly NumberChange[] = [
  PLAIN_NUMBER,
  ...steps().flatMap(({ size, cost }) => roundings(size).map((rounding) => roundingChange(rounding, cost))),
  ...SCALES.filter((factor) => factor !== 1).flatMap((factor) =>
    [null, 0, 1, 2, 3].map((digits) => scaleChange(factor, digits)),
  ),
];
