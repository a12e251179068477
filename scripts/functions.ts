import { mkdir, rm, writeFile } from "node:fs/promises";
import type { Language } from "../src/core/language/language.ts";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import { excelMetadata, METADATA_FILES } from "./functions/excel-metadata.ts";
import { functionPages, readmeList } from "./functions/function-pages.ts";
import { replaceSection } from "./replace-section.ts";
import { runScript } from "./run-script.ts";

const METADATA = new URL("../src/functions/", import.meta.url);
const README = new URL("../README.md", import.meta.url);
const PAGES = new URL("../docs/functions/", import.meta.url);

runScript(import.meta.url, async () => {
  for (const [language, name] of Object.entries(METADATA_FILES) as [Language, string][])
    await writeFile(new URL(name, METADATA), await excelMetadata(CELL_FUNCTIONS, language));
  await rm(PAGES, { recursive: true, force: true });
  await mkdir(PAGES, { recursive: true });
  for (const [name, text] of await functionPages(CELL_FUNCTIONS)) await writeFile(new URL(name, PAGES), text);
  await replaceSection(README, "functions", await readmeList(CELL_FUNCTIONS));
});
