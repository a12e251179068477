import { readdir, readFile } from "node:fs/promises";
import type { Language } from "../src/core/language/language.ts";
import { ANSWER_KINDS } from "../src/core/answers/answer-types.ts";
import { OPTIONS } from "../src/core/options/option-table.ts";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import { excelMetadata, METADATA_FILES } from "./functions/excel-metadata.ts";
import { functionPages, readmeList } from "./functions/function-pages.ts";

const METADATA = new URL("../src/functions/", import.meta.url);
const LANGUAGES = Object.keys(METADATA_FILES) as Language[];
const PAGES = new URL("../docs/functions/", import.meta.url);

interface Metadata {
  readonly functions: readonly {
    readonly id: string;
    readonly name: string;
    readonly description: string;
    readonly parameters: readonly { readonly name: string; readonly optional?: boolean }[];
  }[];
}

describe("what is made from the declarations of the functions (else run: npm run functions)", () => {
  it.each(LANGUAGES)("is the file for Excel as it stands, with every parameter (%s)", async (language) => {
    const text = await readFile(new URL(METADATA_FILES[language], METADATA), "utf8");
    expect(text).toBe(await excelMetadata(CELL_FUNCTIONS, language));
    const { functions } = JSON.parse(text) as Metadata;
    expect(functions.map(({ id, name }) => [id, name])).toEqual(
      CELL_FUNCTIONS.map(({ name }) => [name, name]),
    );
    expect(
      functions.map(({ parameters }) => parameters.map(({ name, optional }) => [name, optional])),
    ).toEqual(
      CELL_FUNCTIONS.map(({ parameters }) => parameters.map(({ name, optional }) => [name, optional])),
    );
  });

  it("differs between languages in descriptions only, and there in each", async () => {
    const [english, german] = await Promise.all(
      LANGUAGES.map(async (language) => {
        const text = await readFile(new URL(METADATA_FILES[language], METADATA), "utf8");
        const descriptions: string[] = [];
        const rest: unknown = JSON.parse(text, (key, value: unknown) => {
          if (key !== "description") return value;
          descriptions.push(String(value));
          return undefined;
        });
        return { descriptions, rest };
      }),
    );
    expect(german!.rest).toEqual(english!.rest);
    expect(german!.descriptions.filter((text) => english!.descriptions.includes(text))).toEqual([]);
  });

  it("shows German formulas as Excel takes them there", async () => {
    const [example] = CELL_FUNCTIONS.find(({ name }) => name === "GPT.FILLAS")!.examples;
    expect(example!.formula).toMatch(/^=GPT\.FILLAS\(A2:B5, A6:A8, "fruit, tool, animal"\)$/);
    const text = await readFile(new URL(METADATA_FILES.de, METADATA), "utf8");
    const { functions } = JSON.parse(text) as Metadata;
    const { description } = functions.find(({ name }) => name === "GPT.FILLAS")!;
    expect(description).toContain('=GPT.FILLAS(A2:B5; A6:A8; "fruit, tool, animal"): eine von drei Gruppen.');
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

describe("the list of functions", () => {
  it("names every option with what it does and can be, and every type of answers", async () => {
    const text = (await functionPages(CELL_FUNCTIONS)).get("README.md")!;
    const rows = text.split("\n").filter((line) => line.startsWith("| `"));
    for (const { name, description } of Object.values(OPTIONS)) {
      const row = rows.find((line) => line.startsWith(`| \`${name}\` `));
      expect(row).toContain(`| ${description.replaceAll("|", "\\|")} `);
    }
    expect(rows.find((line) => line.startsWith("| `top p`"))).toMatch(/above 0 to 1 *\| 1 *\|$/);
    for (const { id } of ANSWER_KINDS) {
      expect(rows.filter((line) => line.startsWith(`| \`${id}\` `))).toHaveLength(1);
    }
  });
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
