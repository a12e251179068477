import { cleanNumber } from "./number-text.ts";

/**
 * Rounds to a multiple of `step`, counted from `phase`, and adds `offset`: the two ends of a range are two of these.
 */
export interface Rounding {
  readonly mode: "nearest" | "down" | "up";
  readonly step: number;
  readonly phase: number;
  readonly offset: number;
}

function wholeSteps(steps: number, mode: Rounding["mode"]): number {
  if (mode === "down") return Math.floor(steps);
  if (mode === "up") return Math.ceil(steps);
  return Math.sign(steps) * Math.floor(Math.abs(steps) + 0.5);
}

/** Halves go away from zero, as a spreadsheet's ROUND does. */
export function roundTo(value: number, { mode, step, phase, offset }: Rounding): number {
  // Most numbers in sheets are whole, and need no rid of noise.
  const isWhole = Number.isInteger(value) && Number.isInteger(step);
  const exactSteps = (value - phase) / step;
  const steps = isWhole ? exactSteps : cleanNumber(exactSteps);
  const whole = wholeSteps(steps, mode);
  const rounded = whole * step + phase + offset;
  return isWhole && Number.isInteger(offset) ? rounded : cleanNumber(rounded);
}

/** Far-fetchedness of the mode: rounding to the nearest is what people mean first. */
export const MODE_COSTS: Readonly<Record<Rounding["mode"], number>> = { nearest: 0.8, down: 1.1, up: 1.5 };

/** The upper end of a range costs this where its lower end was not written before it. */
export const LONE_OFFSET_COST = 2.4;
