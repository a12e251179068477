/** What no other text of a sheet is likely to hold: it looks like an element or a function that returns one. */
const APP = /^\s*<[A-Za-z>]|\breturn\s*\(?\s*<|=>\s*\(?\s*<[A-Za-z>]/;

/** Whether a cell's text is code of an app. */
export function looksLikeApp(text: string): boolean {
  return APP.test(text);
}

/** Code as an example has it: no blank lines, which nothing needs, and no spaces at the ends of its lines. */
export function exampleCode(text: string): string {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.replaceAll("\t", "  ").trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}
