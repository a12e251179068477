import type { AnswerTypeName } from "../../src/core/answers/answer-types.ts";

/** What comes out where an answer has a type, by the type's name. */
export const TYPE_WORDS: Readonly<Record<AnswerTypeName, string>> = {
  boolean: "TRUE or FALSE. The model answers in the words of the examples, such as yes and no.",
  percent: "A share: 45% is 0.45 in the cell. After examples that are numbers such as 0.45, such a number.",
  currency:
    "An amount, written with sign and marks as in the examples, such as $1,200.50 or 12,50 €. The value is the number.",
  date:
    "A day. Named, it is a date of the sheet that looks as the examples do; texts such as 3/4/2021, of which nothing tells " +
    "the month, and days of before March 1900 stay texts. Where the examples are dates or times of the sheet, the answers " +
    "are, too. An Excel of before August 2022 shows a date as its day number until the cell has the format of a date.",
  integer: "A whole number, with the marks between thousands that the examples have.",
  number: "A number, with the decimal sign and the marks between thousands that the examples have.",
  label:
    "One of the examples' answers. Recognised from four examples on, where they have two or more and at most half as many as rows.",
  list: "Several items, parted by semicolons or else by commas; they spill to the right.",
  text: "Any text. `max characters` cuts it at the end of a word.",
};
