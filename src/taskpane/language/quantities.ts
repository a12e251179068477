import { currentLanguage } from "../../core/language/language.ts";

const MEGABYTE = 1e6;

const FORMATS = {
  grouped: {},
  bytes: { style: "unit", unit: "byte", unitDisplay: "long" },
  twoSignificant: { maximumSignificantDigits: 2 },
  threeSignificant: { maximumSignificantDigits: 3 },
  oneDecimal: { minimumFractionDigits: 1, maximumFractionDigits: 1 },
  twoDecimals: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  threeDecimals: { minimumFractionDigits: 3, maximumFractionDigits: 3 },
} as const satisfies Record<string, Intl.NumberFormatOptions>;

const formats = new Map<string, Intl.NumberFormat>();

/** A number in the current language's way: "1,234.5" and "1.234,5". */
function numberText(value: number, format: keyof typeof FORMATS): string {
  const language = currentLanguage();
  const key = `${language} ${format}`;
  const known = formats.get(key) ?? new Intl.NumberFormat(language, FORMATS[format]);
  formats.set(key, known);
  return known.format(value);
}

/** A count with thousands separators: "32,768". */
export function countText(count: number): string {
  return numberText(count, "grouped");
}

/** Bytes in whole megabytes (10^6 bytes), without the unit: "120". */
export function megabytes(bytes: number): string {
  return numberText(Math.round(bytes / MEGABYTE), "grouped");
}

/** Bytes with the unit that keeps the figure short: "0 bytes", "940 bytes", "12 kB", "1.4 MB". */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return numberText(bytes, "bytes");
  if (bytes < MEGABYTE) return `${Math.round(bytes / 1000)} kB`;
  return `${numberText(bytes / MEGABYTE, "twoSignificant")} MB`;
}

/** Bytes per second as "12 MB/s"; below 10 MB/s with one decimal, so that the figure keeps moving. */
export function speedText(bytesPerSecond: number): string {
  const rate = bytesPerSecond / MEGABYTE;
  return `${rate < 10 ? numberText(rate, "oneDecimal") : numberText(Math.round(rate), "grouped")} MB/s`;
}

/** Seconds from now in words: "8 s left", "3 min left". */
export function timeLeftText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 90 ? `${whole} s left` : `${Math.ceil(whole / 60)} min left`;
}

/** A duration: "84 ms", "1.4 s". */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${numberText(milliseconds / 1000, "oneDecimal")} s`;
}

/**
 * A probability between 0 and 1 in percent. Neither end is claimed unless it is reached: what rounds to nothing
 * shows as "<1 %", what rounds to everything but is not certain as ">99 %".
 */
export function percentText(probability: number): string {
  const percent = Math.round(probability * 100);
  if (percent === 0 && probability > 0) return "<1 %";
  if (percent === 100 && probability < 1 - 1e-9) return ">99 %";
  return `${percent} %`;
}

/** How many times as much: "0.98", "1.4", "12", ">999". */
export function factorText(factor: number): string {
  if (factor > 999) return ">999";
  if (factor < 0.01) return `<${numberText(0.01, "twoDecimals")}`;
  return factor < 2 ? numberText(factor, "twoDecimals") : numberText(factor, "twoSignificant");
}

/** The error of a step, in nats: "0.412". */
export function lossText(loss: number): string {
  return numberText(loss, "threeDecimals");
}

/** A figure of any size, to three digits: "0.00213", "14.7". */
export function figureText(figure: number): string {
  return numberText(figure, "threeSignificant");
}

/** Rows per second, with two significant digits below 10: "0.83", "4.2", "29". */
export function rateText(rowsPerSecond: number): string {
  return rowsPerSecond < 10
    ? numberText(rowsPerSecond, "twoSignificant")
    : numberText(Math.round(rowsPerSecond), "grouped");
}

/** The time of day of a moment (ms since the epoch): "2:05:09 PM". */
export function timeText(at: number): string {
  return new Date(at).toLocaleTimeString(currentLanguage());
}
