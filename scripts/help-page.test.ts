import { readdirSync, readFileSync } from "node:fs";
import { basename } from "node:path";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import functions from "../src/functions/functions.json" with { type: "json" };
import { helpFile, helpPage } from "./help-page.ts";
import { DEVELOPMENT_ADDRESS } from "./manifest-for.ts";

const FOLDER = new URL("../docs/functions/", import.meta.url);
const NAMES = readdirSync(FOLDER);
const pageOf = (name: string): string => helpPage(readFileSync(new URL(name, FOLDER), "utf8"));

describe("the help pages of the functions", () => {
  it("are where Excel's help of each function points", () => {
    const files = new Set(NAMES.map(helpFile));
    expect(files.size).toBe(CELL_FUNCTIONS.length + 1);
    for (const { name, helpUrl } of functions.functions) {
      expect(helpUrl).toBe(`${DEVELOPMENT_ADDRESS}${helpFile(`${name}.md`)}`);
      expect(files).toContain(helpUrl.slice(DEVELOPMENT_ADDRESS.length));
    }
  });

  it.each(NAMES)("lead to pages that are there, and nowhere else (%s)", (name) => {
    const links = [...pageOf(name).matchAll(/href="([^"]*)"/g)].map(([, link]) => link!);
    expect(links.length).toBeGreaterThan(0);
    const files = NAMES.map((each) => basename(helpFile(each)));
    expect(links.filter((link) => !files.includes(link))).toEqual([]);
  });

  it("have a title and the function's tables", () => {
    const page = pageOf("GPT.ASK.md");
    expect(page).toContain("<title>GPT.ASK · Fewshot</title>");
    expect(page).toContain("<h1>GPT.ASK</h1>");
    expect(page).toMatch(/<table>[^]*<code>question<\/code>/);
  });
});
