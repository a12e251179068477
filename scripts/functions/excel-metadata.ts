import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateCustomFunctionsMetadata } from "custom-functions-metadata";
import type { CellFunction } from "../../src/functions/cell-function.ts";
import { helpText } from "../../src/functions/help-text.ts";
import { helpFile } from "../help-page.ts";
import { DEVELOPMENT_ADDRESS } from "../manifest-for.ts";

/** A text inside a comment: no line of it starts a tag or ends the comment. */
function commented(text: string): string {
  if (/\*\/|^\s*@/m.test(text)) throw new Error(`This cannot stand in a comment: ${text}`);
  return text.replaceAll("\n", "\n * ");
}

/** A function as Excel's metadata tool reads it: JSDoc over a signature. */
function source(cellFunction: CellFunction, place: number): string {
  const { name, parameters } = cellFunction;
  const lines = [
    commented(helpText(cellFunction)),
    `@customfunction ${name}`,
    `@helpurl ${DEVELOPMENT_ADDRESS}${helpFile(`${name}.md`)}`,
    ...parameters.map(
      ({ name: parameter, help, optional }) =>
        `@param {any[][]} ${optional ? `[${parameter}]` : parameter} ${commented(help)}`,
    ),
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
 * The text of functions.json, which tells Excel of the functions. Microsoft's own tool makes it and checks names and
 * types on the way; it reads them from comments, so the declarations are written as such first.
 */
export async function excelMetadata(functions: readonly CellFunction[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "fewshot-functions-"));
  try {
    const file = join(folder, "functions.ts");
    await writeFile(file, functions.map(source).join("\n"));
    const { metadataJson, errors } = await generateCustomFunctionsMetadata([file]);
    if (errors.length > 0) throw new Error(`The functions cannot be described: ${errors.join("; ")}`);
    return `${JSON.stringify(JSON.parse(metadataJson), null, 2)}\n`;
  } finally {
    await rm(folder, { recursive: true });
  }
}
