/** A number as it was read from a text. */
export interface NumberRead {
  readonly value: number;
  /** Digits after the point as written. */
  readonly decimals: number;
}

/** Significant digits that survive decimal arithmetic in doubles. */
const DIGITS = 14;

/** Rids a result of the noise of binary fractions: 0.1 + 0.2 becomes 0.3. */
export function cleanNumber(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

/** Minus counts where nothing before it could make it a hyphen. */
const NUMBER =
  /(?:(?<![\p{L}\d)\]-])-)?(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][+-]?\d+(?![\p{L}\d]))?/gu;

/** The numbers in a text, in order. Whole numbers too long for a double are not numbers but codes, and null. */
export function numbersIn(text: string): readonly (NumberRead | null)[] {
  return (text.match(NUMBER) ?? []).slice(0, 100).map((found) => {
    const plain = found.replaceAll(",", "");
    const value = Number(plain);
    if (!Number.isFinite(value) || Math.abs(value) >= 1e15) return null;
    const decimals = /e/i.test(plain) ? 0 : (plain.split(".")[1]?.length ?? 0);
    return { value, decimals };
  });
}

/** How many digits stand after the point. */
export type Decimals =
  | { readonly kind: "needed"; /** At least. */ readonly least: number }
  | { readonly kind: "fixed"; readonly count: number }
  /** As many as the number had when it was read. */
  | { readonly kind: "kept" };

export interface NumberFormat {
  readonly decimals: Decimals;
  /** Between groups of three digits; "" for none. */
  readonly group: string;
  readonly point: "." | ",";
  /** Digits before the point, at least; filled up with `fill`. 0 for none. */
  readonly width: number;
  readonly fill: "0" | " ";
}

function digitsOf(value: number, decimals: Decimals, keptDecimals: number): string {
  const size = Math.abs(value);
  const wholeDigits = size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
  const precise = Math.max(0, DIGITS - wholeDigits);
  if (decimals.kind === "fixed") return size.toFixed(decimals.count);
  if (decimals.kind === "kept") return size.toFixed(Math.min(keptDecimals, precise));
  const [whole = "", fraction = ""] = size.toFixed(precise).split(".");
  return `${whole}.${fraction.replace(/0+$/, "").padEnd(decimals.least, "0")}`;
}

export function renderNumber({ value, decimals }: NumberRead, format: NumberFormat): string {
  const [whole = "", fraction = ""] = digitsOf(value, format.decimals, decimals).split(".");
  const grouped = format.group === "" ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, format.group);
  const isZero = /^[0.]*$/.test(whole + fraction);
  const sign = value < 0 && !isZero ? "-" : "";
  const padded = grouped.padStart(format.width, format.fill);
  return sign + padded + (fraction === "" ? "" : format.point + fraction);
}
