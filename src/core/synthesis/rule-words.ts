import { inCurrentLanguage, type Translated } from "../language/language.ts";
import { GERMAN } from "./german-rules.ts";

/** 1 is "1st", -1 is "last", -2 is "2nd last". */
function ordinal(index: number): string {
  const count = Math.abs(index);
  if (index === -1) return "last";
  const isTeen = count % 100 >= 11 && count % 100 <= 13;
  const ending = isTeen ? "th" : (["th", "st", "nd", "rd"][count % 10] ?? "th");
  return `${count}${ending}${index < 0 ? " last" : ""}`;
}

const charactersText = (count: number): string => `${count} ${count === 1 ? "character" : "characters"}`;

const decimalsText = (count: number): string => `${count} ${count === 1 ? "decimal" : "decimals"}`;

/** The words that rules are told in; german-rules.ts has the same. */
const ENGLISH = {
  sameInput: "as in the example with the same input",
  branches: (condition: string, yes: string, no: string) => `if ${condition}: ${yes}; else: ${no}`,
  /** A condition, after "if". of: `ofColumn`, or nothing. */
  has: (of: string, least: number, token: string) =>
    `the text${of} has ${least === 1 ? "a" : `at least ${least}`} ${token}`,

  /** After what is read, where there are several columns. From 1. */
  ofColumn: (column: number) => ` of column ${column}`,
  column: (column: number) => `column ${column}`,
  text: (of: string) => `the text${of}`,
  between: (text: string, start: string, end: string) => `${text} from ${start} to ${end}`,
  constant: (text: string) => `“${text}”`,

  /** index: from 1, or from -1 for the last. */
  nth: (index: number, token: string) => `the ${ordinal(index)} ${token}`,
  firstCharacters: (count: number, name: string) =>
    `the first ${count === 1 ? "character" : charactersText(count)} of ${name}`,
  lastCharacters: (count: number, name: string) =>
    `the last ${count === 1 ? "character" : charactersText(count)} of ${name}`,

  /** Kinds of tokens, one of each. */
  tokens: {
    digits: "group of digits",
    word: "word",
    letters: "group of letters",
    alphanumeric: "group of letters and digits",
    space: "space",
    capitals: "group of capitals",
    proper: "capitalised word",
    small: "group of small letters",
    code: "group of digits with marks inside",
    decimal: "number",
    mark: (mark: string) => `“${mark}”`,
    spacedMark: (mark: string) => `“${mark}” with the spaces around it`,
    wordWith: (mark: string) => `word with “${mark}” in it`,
  },

  positions: {
    start: "the start",
    end: "the end",
    startOf: (index: number, token: string) => `the start of the ${ordinal(index)} ${token}`,
    endOf: (index: number, token: string) => `the end of the ${ordinal(index)} ${token}`,
    fromStart: (count: number) => `${charactersText(count)} from the start`,
    beforeEnd: (count: number) => `${charactersText(count)} before the end`,
  },

  /** After a piece of text. */
  cases: {
    same: "",
    lower: " in small letters",
    upper: " in capitals",
    title: " with each word capitalised",
    sentence: " with a capital first and small letters after it",
    capitalFirst: " with a capital first",
  },

  /** text: as `text` gives it. */
  sweeps: {
    trimmed: (text: string) => `${text} without spaces at its ends`,
    tidied: (text: string) => `${text} with single spaces`,
    parted: (text: string, joint: string) => `${text} with “${joint}” before each capital inside a word`,
    digits: (text: string) => `only the digits of ${text}`,
    letters: (text: string) => `only the letters of ${text}`,
    lettersAndDigits: (text: string) => `only the letters and digits of ${text}`,
    capitals: (text: string) => `only the capitals of ${text}`,
    lettersDigitsAndSpaces: (text: string) => `only the letters, digits and spaces of ${text}`,
    without: (text: string, mark: string) => `${text} without “${mark}”`,
    replaced: (text: string, mark: string, by: string) => `${text} with “${by}” for “${mark}”`,
    groupsJoined: (text: string, joint: string) =>
      `the groups of letters and digits of ${text}, joined by “${joint}”`,
    wordsJoined: (text: string, joint: string) => `the words of ${text}, joined by “${joint}”`,
    camel: (text: string) => `the words of ${text} run together, each but the first capitalised`,
    pascal: (text: string) => `the words of ${text} run together, each capitalised`,
    initials: (text: string, joint: string) =>
      `the first letter of each word of ${text}${joint === "" ? "" : `, joined by “${joint}”`}`,
  },

  numbers: {
    number: "number",
    whole: "the whole part",
    decimals: "the decimals",
    decimalsWithZeros: "the decimals (zeros after them)",
    part: (part: string, name: string, width: number) => `${part} of ${name}, filled up to ${width} places`,
    times: (factor: number) => `, times ${factor}`,
    dividedBy: (divisor: number) => `, divided by ${divisor}`,
    withDecimals: (count: number) => `with ${decimalsText(count)}`,
    withAtLeast: (count: number) => `with at least ${decimalsText(count)}`,
    grouped: (mark: string) => `with “${mark}” between thousands`,
    comma: "with a decimal comma",
    filledWithZeros: (width: number) => `filled up to ${width} digits`,
    filledWithSpaces: (width: number) => `filled up to ${width} places with spaces`,
  },

  rounding: {
    nearest: "rounded to",
    down: "rounded down to",
    up: "rounded up to",
    wholeNumber: "a whole number",
    decimals: decimalsText,
    countedFrom: (start: string) => ` counted from ${start}`,
    plus: (offset: string) => `, plus ${offset}`,
  },

  dates: {
    of: (field: string, order: string, of: string) => `${field} of the date${order}${of}`,
    dayFirst: " (day first)",
    yearDayMonth: " (year, day, month)",
    year: "the year",
    yearShort: "the year in two digits",
    month: "the month",
    monthTwoDigits: "the month in two digits",
    monthName: "the month's name",
    monthThreeLetters: "the month's name in three letters",
    monthCapitals: "the month's name in capitals",
    monthThreeCapitals: "the month's name in three capitals",
    day: "the day",
    dayTwoDigits: "the day in two digits",
    dayEnding: "the day's ending (st, nd, rd, th)",
    weekday: "the weekday",
    weekdayThreeLetters: "the weekday in three letters",
    weekdayTwoLetters: "the weekday in two letters",
    weekdayCapitals: "the weekday in capitals",
    weekdayFromMonday: "the weekday's number from Monday",
    weekdayFromSunday: "the weekday's number from Sunday",
    quarter: "the quarter",
    isoWeek: "the week of the year (ISO)",
    isoWeekTwoDigits: "the week of the year (ISO) in two digits",
    week: "the week of the year, counted from its first day",
    weekTwoDigits: "the week of the year, counted from its first day, in two digits",
    yearDay: "the day of the year",
    yearDayThreeDigits: "the day of the year in three digits",
    weekdayCount: "which such weekday of the month it is",
    lastDay: "the last day of the month",
  },

  times: {
    of: (field: string, isLast: boolean, of: string, change: string) =>
      `${field} of the ${isLast ? "last " : ""}time${of}${change}`,
    hour: "the hour",
    hourTwoDigits: "the hour in two digits",
    twelfth: "the hour (12-hour clock)",
    twelfthTwoDigits: "the hour in two digits (12-hour clock)",
    minutes: "the minutes",
    minutesPlain: "the minutes without a zero in front",
    seconds: "the seconds",
    secondsPlain: "the seconds without a zero in front",
    half: (first: string, second: string) => `${first} or ${second}`,
  },
} as const;

export type RuleWords = Translated<typeof ENGLISH>;

/** The words that rules are told in, in the current language. */
export const RULE_WORDS: RuleWords = inCurrentLanguage<RuleWords>({ en: ENGLISH, de: GERMAN });
