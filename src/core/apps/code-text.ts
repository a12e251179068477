const ELEMENT = /^\s*<[A-Za-z>]/;
/** What no other text of a sheet is likely to hold. */
const ELEMENT_GIVEN = /\breturn\s*\(?\s*<|=>\s*\(?\s*<[A-Za-z>]/;

/** Whether a cell's text can be shown as an app: an element, or a function that gives one. */
export const looksLikeApp = (text: string): boolean => ELEMENT.test(text) || ELEMENT_GIVEN.test(text);

/** Whether the answers of a column are code of apps, and not markup alone, as any column of HTML holds. */
export const areApps = (answers: readonly string[]): boolean =>
  answers.every(looksLikeApp) && answers.some((answer) => ELEMENT_GIVEN.test(answer));

/** Code as an example has it: no blank lines, which nothing needs, and no spaces at the ends of its lines. */
export function exampleCode(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replaceAll("\t", "  ").trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}
