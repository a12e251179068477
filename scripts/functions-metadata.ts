import { readdir, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { generateCustomFunctionsMetadata } from "custom-functions-metadata";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";

const folder = new URL("../src/functions/", import.meta.url);

/** The text of functions.json, from the JSDoc of the cell functions, in the order of their table. */
export async function functionsMetadata(): Promise<string> {
  const files = (await readdir(folder)).filter((file) => /^[a-z]+\.ts$/.test(file)).sort();
  const { metadataJson, errors } = await generateCustomFunctionsMetadata(
    files.map((file) => fileURLToPath(new URL(file, folder))),
  );
  if (errors.length > 0) throw new Error(`The functions cannot be described: ${errors.join("; ")}`);
  const metadata = JSON.parse(metadataJson) as { functions: { name: string }[] };
  const place = ({ name }: { name: string }) => CELL_FUNCTIONS.findIndex((known) => known.name === name);
  metadata.functions.sort((a, b) => place(a) - place(b));
  return `${JSON.stringify(metadata, null, 2)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await writeFile(new URL("functions.json", folder), await functionsMetadata());
}
