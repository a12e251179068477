import { mkdir, rm, writeFile } from "node:fs/promises";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import { excelMetadata } from "./functions/excel-metadata.ts";
import { functionPages, readmeList } from "./functions/function-pages.ts";
import { replaceSection } from "./replace-section.ts";
import { runScript } from "./run-script.ts";

const METADATA = new URL("../src/functions/functions.json", import.meta.url);
const README = new URL("../README.md", import.meta.url);
const PAGES = new URL("../docs/functions/", import.meta.url);

runScript(import.meta.url, async () => {
  await writeFile(METADATA, await excelMetadata(CELL_FUNCTIONS));
  await rm(PAGES, { recursive: true, force: true });
  await mkdir(PAGES, { recursive: true });
  for (const [name, text] of await functionPages(CELL_FUNCTIONS)) await writeFile(new URL(name, PAGES), text);
  await replaceSection(README, "functions", await readmeList(CELL_FUNCTIONS));
});
