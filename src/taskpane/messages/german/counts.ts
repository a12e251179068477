import { countText, megabytes } from "../../language/quantities.ts";

export const rowsText = (rows: number): string => `${countText(rows)} ${rows === 1 ? "Zeile" : "Zeilen"}`;

export const cellsText = (cells: number): string => `${countText(cells)} ${cells === 1 ? "Zelle" : "Zellen"}`;

export const timeLeft = (seconds: number): string => {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 90 ? `noch ${whole} s` : `noch ${Math.ceil(whole / 60)} min`;
};

export const megabytesOf = (loaded: number, total: number): string =>
  `${megabytes(loaded)} von ${megabytes(total)} MB`;
