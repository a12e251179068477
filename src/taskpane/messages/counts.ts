import { countText } from "../language/quantities.ts";

export const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "row" : "rows"}`;

export const cellsText = (cells: number): string => `${countText(cells)} ${cells === 1 ? "cell" : "cells"}`;
