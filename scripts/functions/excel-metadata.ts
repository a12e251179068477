import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCustomFunctionsMetadata } from "custom-functions-metadata";
import type { Language } from "../../src/core/language/language.ts";
import type { CellFunction } from "../../src/functions/cell-function.ts";
import { helpText, parameterHelp } from "../../src/functions/help-text.ts";
import { helpFile } from "../help-page.ts";
import { DEVELOPMENT_ADDRESS } from "../manifest-for.ts";

/** By language. Excel in a language without a file of its own takes the English one: manifest.xml. */
export const METADATA_FILES: Readonly<Record<Language, string>> = {
  en: "functions.json",
  de: "functions-de.json",
};

/** A formula as it is typed in a language: where numbers have a decimal comma, Excel parts arguments by semicolons. */
const typed = (formula: string, language: Language): string =>
  language === "de" ? formula.replace(/"[^"]*"|,/g, (part) => (part === "," ? ";" : part)) : formula;

/** A text inside a comment: no line of it starts a tag or ends the comment. */
function commented(text: string): string {
  if (/\*\/|^\s*@/m.test(text)) throw new Error(`This cannot stand in a comment: ${text}`);
  return text.replaceAll("\n", "\n * ");
}

/** A function as Excel's metadata tool reads it: JSDoc over a signature. */
function source(cellFunction: CellFunction, place: number, language: Language): string {
  const { name, parameters } = cellFunction;
  const examples = cellFunction.examples.map((example) => ({
    ...example,
    formula: typed(example.formula, language),
  }));
  const lines = [
    commented(helpText({ ...cellFunction, examples }, language)),
    `@customfunction ${name}`,
    `@helpurl ${DEVELOPMENT_ADDRESS}${helpFile(`${name}.md`)}`,
    ...parameters.map((parameter) => {
      const shown = parameter.optional ? `[${parameter.name}]` : parameter.name;
      return `@param {any[][]} ${shown} ${commented(parameterHelp(cellFunction, parameter, language))}`;
    }),
    "@param {CustomFunctions.CancelableInvocation} invocation Tells where the formula stands and when it is stopped.",
    "@returns {Promise<any[][]>}",
    "@cancelable",
    "@requiresAddress",
    "@requiresParameterAddresses",
  ];
  const signature = [
    ...parameters.map((parameter) => `${parameter.name}: any[][]`),
    "invocation: CustomFunctions.CancelableInvocation",
  ];
  return `/**\n * ${lines.join("\n * ")}\n */\nfunction f${place}(${signature.join(", ")}): Promise<any[][]> {}\n`;
}

/**
 * The text of a file that tells Excel of the functions in a language; all but its descriptions is the same in each.
 * Microsoft's own tool makes it and checks names and types on the way; it reads them from comments, so the
 * declarations are written as such first.
 */
export async function excelMetadata(functions: readonly CellFunction[], language: Language): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fewshot-functions-"));
  try {
    const file = join(folder, "functions.ts");
    await writeFile(file, functions.map((each, place) => source(each, place, language)).join("\n"));
    const { metadataJson, errors } = await generateCustomFunctionsMetadata([file]);
    if (errors.length > 0) throw new Error(`The functions cannot be described: ${errors.join("; ")}`);
    return `${JSON.stringify(JSON.parse(metadataJson), null, 2)}\n`;
  } finally {
    await rm(folder, { recursive: true });
  }
}
