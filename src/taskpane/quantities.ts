const MEGABYTE = 1e6;

const twoSignificant = new Intl.NumberFormat("en", { maximumSignificantDigits: 2 });
const grouped = new Intl.NumberFormat("en");

/** A count with thousands separators: "32,768". */
export function countText(count: number): string {
  return grouped.format(count);
}

/** Bytes in whole megabytes (10^6 bytes), without the unit: "120". */
export function megabytes(bytes: number): string {
  return grouped.format(Math.round(bytes / MEGABYTE));
}

/** Bytes with the unit that keeps the figure short: "0 bytes", "940 bytes", "12 kB", "1.4 MB". */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < MEGABYTE) return `${Math.round(bytes / 1000)} kB`;
  return `${twoSignificant.format(bytes / MEGABYTE)} MB`;
}

/** Bytes per second as "12 MB/s"; below 10 MB/s with one decimal, so that the figure keeps moving. */
export function speedText(bytesPerSecond: number): string {
  const rate = bytesPerSecond / MEGABYTE;
  return `${rate < 10 ? rate.toFixed(1) : grouped.format(Math.round(rate))} MB/s`;
}

/** Seconds from now in words: "8 s left", "3 min left". */
export function timeLeftText(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  return whole < 90 ? `${whole} s left` : `${Math.ceil(whole / 60)} min left`;
}

/** A duration: "84 ms", "1.4 s". */
export function durationText(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
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
  if (factor < 0.01) return "<0.01";
  return factor < 2 ? factor.toFixed(2) : twoSignificant.format(factor);
}

/** Rows per second, with two significant digits below 10: "0.83", "4.2", "29". */
export function rateText(rowsPerSecond: number): string {
  return rowsPerSecond < 10
    ? twoSignificant.format(rowsPerSecond)
    : grouped.format(Math.round(rowsPerSecond));
}
