import { FIRST_FORMULA } from "./sample/start-here.ts";

export type TourStepId = "examples" | "formula" | "confidence" | "fill" | "own";

export interface TourStep {
  readonly id: TourStepId;
  /** The place of the sample workbook that the step is about; null where it is about none. */
  readonly address: string | null;
}

export const TOUR_STEPS: readonly TourStep[] = [
  { id: "examples", address: "'Start here'!A8:B11" },
  { id: "formula", address: `'Start here'!${FIRST_FORMULA}` },
  { id: "confidence", address: "Capitals!B7" },
  { id: "fill", address: "Capitals!B10" },
  { id: "own", address: null },
];

const KEY = "fewshot.tour";

/** Whether the tour was ended in this browser, in whatever way. A browser that keeps nothing shows it again. */
export function isTourOver(): boolean {
  try {
    return localStorage.getItem(KEY) !== null;
  } catch {
    return false;
  }
}

export function endTour(): void {
  try {
    localStorage.setItem(KEY, "over");
  } catch {
    // It is over for this page.
  }
}
