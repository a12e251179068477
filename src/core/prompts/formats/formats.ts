import { arrow } from "./arrow.ts";
import { fields } from "./fields.ts";
import { headerArrow } from "./header-arrow.ts";
import { question } from "./question.ts";
import { sentence } from "./sentence.ts";
import { table } from "./table.ts";

/** All formats for examples, the default first. A new one is a file beside this one and a line here. */
export const FORMATS = [fields, headerArrow, table, sentence, question, arrow] as const;

export type Format = (typeof FORMATS)[number];
export type FormatId = Format["id"];

export const FORMAT_IDS: readonly FormatId[] = FORMATS.map(({ id }) => id);

export function formatById(id: FormatId): Format {
  const found = FORMATS.find((format) => format.id === id);
  if (!found) throw new Error(`No prompt format "${id}"`);
  return found;
}
