import { formatAddress, parseAddress } from "../core/ranges/a1.ts";
import type { WorkbookData } from "../host/playground/workbook-data.ts";
import { FIRST_FORMULA } from "./sample/start-here.ts";

export type TourStepId = "examples" | "formula" | "confidence" | "fill" | "own";

export interface TourStep {
  readonly id: TourStepId;
  /** The place of the sample workbook that the step is about, its sheet by number; null where it is about none. */
  readonly place: { readonly sheet: number; readonly cells: string } | null;
}

export const TOUR_STEPS: readonly TourStep[] = [
  { id: "examples", place: { sheet: 0, cells: "A8:B11" } },
  { id: "formula", place: { sheet: 0, cells: FIRST_FORMULA } },
  { id: "confidence", place: { sheet: 1, cells: "B7" } },
  { id: "fill", place: { sheet: 1, cells: "B10" } },
  { id: "own", place: null },
];

/** The address of a step's place in a sample workbook, whose sheets are called otherwise in each language. */
export function placeOf({ place }: TourStep, sample: WorkbookData): string | null {
  const range = place && parseAddress(place.cells);
  return range && formatAddress({ ...range, sheet: sample.sheets[place.sheet]!.name });
}

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
