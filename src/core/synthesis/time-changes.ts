import type { Rounding } from "./rounding.ts";
import { LONE_OFFSET_COST, MODE_COSTS, roundTo } from "./rounding.ts";
import { RULE_WORDS } from "./rule-words.ts";
import { withinDay } from "./time-reader.ts";

/** What a rule may do to a time before it is written. */
export interface TimeChange {
  readonly id: string;
  /** The two ends of one range; null for others. */
  readonly family: string | null;
  readonly cost: number;
  words(): string;
  /** Seconds since midnight. */
  apply(seconds: number): number;
}

const MINUTE = 60;
const HOUR = 3600;

const STEPS: readonly { readonly size: number; readonly cost: number }[] = [
  { size: HOUR, cost: 0 },
  { size: 30 * MINUTE, cost: 0.1 },
  { size: 15 * MINUTE, cost: 0.2 },
  { size: 2 * HOUR, cost: 0.3 },
  { size: 10 * MINUTE, cost: 0.3 },
  { size: 5 * MINUTE, cost: 0.4 },
  { size: MINUTE, cost: 0.4 },
  { size: 20 * MINUTE, cost: 0.5 },
  { size: 3 * HOUR, cost: 0.5 },
  { size: 4 * HOUR, cost: 0.5 },
  { size: 6 * HOUR, cost: 0.5 },
  { size: 12 * HOUR, cost: 0.6 },
  { size: 8 * HOUR, cost: 0.7 },
  { size: 90 * MINUTE, cost: 0.9 },
  { size: 45 * MINUTE, cost: 1 },
  { size: 30, cost: 0.6 },
  { size: 15, cost: 0.7 },
  { size: 10, cost: 0.7 },
  { size: 20, cost: 0.8 },
  { size: 5, cost: 0.8 },
];

function phasesOf(size: number): readonly number[] {
  if (size <= MINUTE) return [0];
  const unit = size >= 6 * HOUR ? HOUR : size > HOUR ? 30 * MINUTE : size / 2;
  return Array.from({ length: size / unit }, (_, index) => index * unit);
}

function offsetsOf(size: number): readonly number[] {
  return [0, size, ...[HOUR, MINUTE, 1].filter((unit) => unit < size).map((unit) => size - unit)];
}

function spanWords(seconds: number): string {
  const parts = [
    [Math.floor(seconds / HOUR), "h"],
    [Math.floor((seconds % HOUR) / MINUTE), "min"],
    [seconds % MINUTE, "s"],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}

function changeOf(rounding: Rounding, stepCost: number): TimeChange {
  const { mode, step, phase, offset } = rounding;
  return {
    id: `${mode} ${step} ${phase} ${offset}`,
    family: mode === "down" ? `down ${step} ${phase}` : null,
    cost: MODE_COSTS[mode] + stepCost + (phase === 0 ? 0 : 0.9) + (offset === 0 ? 0 : LONE_OFFSET_COST),
    words() {
      const words = RULE_WORDS.rounding;
      const from = phase === 0 ? "" : words.countedFrom(spanWords(phase));
      const plus = offset === 0 ? "" : words.plus(spanWords(offset));
      return ` ${words[mode]} ${spanWords(step)}${from}${plus}`;
    },
    apply: (seconds) => withinDay(roundTo(seconds, rounding)),
  };
}

/** The time as it is. */
export const NO_CHANGE: TimeChange = {
  id: "",
  family: null,
  cost: 0,
  words: () => "",
  apply: (seconds) => seconds,
};

/** Every rounding that is tried. */
export const TIME_ROUNDINGS: readonly TimeChange[] = STEPS.flatMap(({ size, cost }) => [
  changeOf({ mode: "nearest", step: size, phase: 0, offset: 0 }, cost),
  changeOf({ mode: "up", step: size, phase: 0, offset: 0 }, cost),
  // Ranges may start anywhere; who rounds to the nearest means the clock's own marks.
  ...phasesOf(size).flatMap((phase) =>
    offsetsOf(size).map((offset) => changeOf({ mode: "down", step: size, phase, offset }, cost)),
  ),
]);
