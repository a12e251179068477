import { countText } from "../language/quantities.ts";

export const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "row" : "rows"}`;

export const cellsText = (cells: number): string => `${countText(cells)} ${cells === 1 ? "cell" : "cells"}`;

/** A card has room for so many. */
const MOST_LABELS = 8;

/** The first of some texts, side by side. */
export const firstOf = (texts: readonly string[]): string =>
  [...texts.slice(0, MOST_LABELS), ...(texts.length > MOST_LABELS ? ["…"] : [])].join(", ");
