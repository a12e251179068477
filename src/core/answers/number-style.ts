import type { PatternPiece } from "../../engine/completer.ts";
import type { AnswerColumn, AnswerRule } from "./answer-rule.ts";

/** How numbers are written: "$1,234.50" has prefix "$", group ",", decimal "." and two decimals. */
export interface NumberStyle {
  readonly prefix: string;
  readonly suffix: string;
  /** Parts thousands; "" where nothing does. */
  readonly group: "" | "," | "." | " " | "'";
  readonly decimal: "." | ",";
  /** Most digits after the decimal sign; 0 where there is none. */
  readonly decimals: number;
}

const DIGITS = [..."0123456789"];
/** What a spreadsheet keeps of a number. */
const MOST_DIGITS = 15;
/** Digits after the point where the examples do not show how many. */
const FREE_DECIMALS = 6;

export const PLAIN_NUMBER: NumberStyle = {
  prefix: "",
  suffix: "",
  group: "",
  decimal: ".",
  decimals: FREE_DECIMALS,
};

const once = (...oneOf: string[]): PatternPiece => ({ oneOf, min: 1, max: 1 });
const digits = (min: number, max: number): PatternPiece => ({ oneOf: DIGITS, min, max });

/** All ways to write a number in this style. */
export function numberPattern(style: NumberStyle): readonly (readonly PatternPiece[])[] {
  const { prefix, suffix, group, decimal, decimals } = style;
  const before = [{ oneOf: ["-"], min: 0, max: 1 }, ...(prefix === "" ? [] : [once(prefix)])];
  const after = suffix === "" ? [] : [once(suffix)];
  const threes = (times: number) => Array.from({ length: times }, () => [once(group), digits(3, 3)]).flat();
  const whole =
    group === ""
      ? [[digits(1, MOST_DIGITS)]]
      : [0, 1, 2, 3, 4].map((times) => [digits(1, 3), ...threes(times)]);
  const fraction = decimals === 0 ? [] : [once(decimal), digits(1, decimals)];
  return whole.flatMap((pieces) => [
    [...before, ...pieces, ...after],
    ...(fraction.length === 0 ? [] : [[...before, ...pieces, ...fraction, ...after]]),
  ]);
}

/** The number that a text in this style says, or null. Grouping may be left out. */
export function readNumber(text: string, { prefix, suffix, group, decimal }: NumberStyle): number | null {
  const signed = /^[-+−]/.exec(text);
  const unsigned = (signed ? text.slice(1) : text).trim();
  if (!unsigned.startsWith(prefix) || !unsigned.endsWith(suffix)) return null;
  const bare = unsigned.slice(prefix.length, unsigned.length - suffix.length);
  const plain = (group === "" ? bare : bare.replaceAll(group, "")).replace(decimal, ".");
  if (!/^\d+(\.\d*)?(e[+-]?\d+)?$/i.test(plain)) return null;
  const number = Number(plain) * (signed && signed[0] !== "+" ? -1 : 1);
  return Number.isFinite(number) ? number : null;
}

const PARTS = /^([-+−]?)(\D*?)(\d[\d.,' ]*?)(\D*)$/u;

/**
 * The one style that all texts are written in, or null. A single sign before three digits, as in "1,234", is read as
 * grouping where it is a comma and as a decimal point where it is a point.
 */
export function styleOf(texts: readonly string[]): NumberStyle | null {
  const parts = texts.map((text) => PARTS.exec(text));
  const [first] = parts;
  if (!first) return null;
  const prefix = first[2]!;
  const suffix = first[4]!;
  if (!parts.every((part) => part?.[2] === prefix && part[4] === suffix)) return null;
  const numbers = parts.map((part) => part![3]!);
  for (const decimal of [".", ","] as const) {
    for (const group of ["", ",", "'", " ", "."] as const) {
      if (group === decimal) continue;
      const fractions = numbers.map((number) => fractionDigits(number, group, decimal));
      if (fractions.some((fraction) => fraction === null)) continue;
      const decimals = Math.max(...fractions.map((fraction) => fraction!));
      return { prefix, suffix, group, decimal, decimals };
    }
  }
  return null;
}

function fractionDigits(number: string, group: NumberStyle["group"], decimal: string): number | null {
  const escaped = (sign: string) => (sign === "." ? "\\." : sign);
  const whole = group === "" ? "\\d+" : `(?:\\d{1,3}(?:${escaped(group)}\\d{3})+|\\d{1,3})`;
  const match = new RegExp(`^${whole}(?:${escaped(decimal)}(\\d+))?$`).exec(number);
  return match ? (match[1]?.length ?? 0) : null;
}

/**
 * The rule of numbers in a style. Texts in the examples stay texts unless `isTyped`; `scale` turns what is written into
 * the value.
 */
export function numberRule(style: NumberStyle, isTyped: boolean, scale = 1): AnswerRule {
  return {
    allowed: { kind: "pattern", alternatives: numberPattern(style) },
    read: (text) => {
      const number = readNumber(text, style) ?? readNumber(text, PLAIN_NUMBER);
      // Two steps of rounding would show: 45 % is 0.45.
      return number === null ? null : isTyped ? Number((number * scale).toPrecision(15)) : text;
    },
  };
}

/** The examples' own style where they are numbers without any sign around them. */
export function bareStyle({ outputs }: AnswerColumn): NumberStyle | null {
  const style = styleOf(outputs);
  return style?.prefix === "" && style.suffix === "" ? style : null;
}
