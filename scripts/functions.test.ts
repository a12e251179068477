import { readdir, readFile } from "node:fs/promises";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import { excelMetadata } from "./functions/excel-metadata.ts";
import { functionPages, readmeList } from "./functions/function-pages.ts";

const METADATA = new URL("../src/functions/functions.json", import.meta.url);
const PAGES = new URL("../docs/functions/", import.meta.url);

describe("what is made from the declarations of the functions (else run: npm run functions)", () => {
  it("is functions.json as it stands, with every parameter", async () => {
    const text = await readFile(METADATA, "utf8");
    expect(text).toBe(await excelMetadata(CELL_FUNCTIONS));
    const { functions } = JSON.parse(text) as {
      functions: { id: string; name: string; parameters: { name: string; optional?: boolean }[] }[];
    };
    expect(functions.map(({ id, name }) => [id, name])).toEqual(
      CELL_FUNCTIONS.map(({ name }) => [name, name]),
    );
    expect(
      functions.map(({ parameters }) => parameters.map(({ name, optional }) => [name, optional])),
    ).toEqual(
      CELL_FUNCTIONS.map(({ parameters }) => parameters.map(({ name, optional }) => [name, optional])),
    );
  });

  it("is a page for each function and their list, and nothing else stands beside them", async () => {
    const pages = await functionPages(CELL_FUNCTIONS);
    expect((await readdir(PAGES)).sort()).toEqual([...pages.keys()].sort());
    for (const [name, text] of pages) expect(await readFile(new URL(name, PAGES), "utf8")).toBe(text);
  });
});

it("the README lists all functions (else run: npm run functions)", async () => {
  const readme = await readFile(new URL("../README.md", import.meta.url), "utf8");
  expect(readme).toContain(await readmeList(CELL_FUNCTIONS));
});

describe("a function's page", () => {
  it("shows arguments, formula, and the sheet with the answers in bold", async () => {
    const pages = await functionPages([
      {
        name: "GPT.ECHO",
        summary: "Says it again.",
        parameters: [
          { name: "text", help: "What to say." },
          { name: "times", help: "How often.", optional: true },
        ],
        examples: [
          {
            title: "twice",
            sheet: [["a|b", 2]],
            at: "B2",
            formula: "=GPT.ECHO(A1, B1)",
            gives: [["a", "b"]],
          },
        ],
        run: () => Promise.resolve([]),
      },
    ]);
    const page = pages.get("GPT.ECHO.md")!;
    expect(page).toContain("`=GPT.ECHO(text, [times])`");
    expect(page).toMatch(/\| `times` +\| optional +\| How often\./);
    expect(page).toMatch(/\| 1 +\| a\\\|b \| 2 +\| +\|\n\| 2 +\| +\| \*\*a\*\* \| \*\*b\*\* \|/);
    expect(pages.get("README.md")).toContain("(GPT.ECHO.md)");
  });
});
