import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const FOLDERS = ["src", "e2e", "scripts"];
const TEST_FILE = /`([\w./-]+\.test\.tsx?)`/g;
const NPM_SCRIPT = /`npm run ([\w:-]+)/g;

const manifestSchema = z.object({ scripts: z.record(z.string(), z.string()) });

const namesIn = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(([, name]) => name!)),
];

/** Those of end-to-end tests are named with their folder, others without. */
async function testFiles(): Promise<string[]> {
  const files = await Promise.all(
    FOLDERS.map(async (folder) =>
      (await readdir(`${REPOSITORY}${folder}`, { recursive: true })).map(
        (file) => `${folder}/${file.replaceAll("\\", "/")}`,
      ),
    ),
  );
  return files.flat().filter((file) => /\.test\.tsx?$/.test(file));
}

describe.each(["RELIABILITY.md", "THREATS.md"])("the tests that %s names", (document) => {
  it("are there, each under a name of its own", async () => {
    const text = await readFile(REPOSITORY + document, "utf8");
    const files = await testFiles();
    const named = namesIn(text, TEST_FILE);
    expect(named.length).toBeGreaterThan(5);
    const isNamed = (file: string, name: string) =>
      file === name || (!file.startsWith("e2e/") && file.endsWith(`/${name}`));
    const found = named.map((name) => [name, files.filter((file) => isNamed(file, name)).length]);
    expect(found.filter(([, count]) => count !== 1)).toEqual([]);
  });

  it("stand in every row of its tables", async () => {
    const text = await readFile(REPOSITORY + document, "utf8");
    const rows = text.split("\n").filter((line) => line.startsWith("|") && !/^\|[\s-]*\|/.test(line));
    const untested = rows.filter(
      (row) => !/Test\s*\|$/.test(row) && !/`[\w./-]+\.test\.tsx?`/.test(row.split("|").at(-2)!),
    );
    expect(untested).toEqual([]);
  });

  it("and the scripts that it names can be run", async () => {
    const text = await readFile(REPOSITORY + document, "utf8");
    const manifest: unknown = JSON.parse(await readFile(`${REPOSITORY}package.json`, "utf8"));
    const { scripts } = manifestSchema.parse(manifest);
    expect(namesIn(text, NPM_SCRIPT).filter((name) => !(name in scripts))).toEqual([]);
  });
});
