import { readFile } from "node:fs/promises";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import { functionsMetadata } from "./functions-metadata.ts";

describe("functions.json", () => {
  it("says what the functions' comments say (else run: npm run functions)", async () => {
    const file = new URL("../src/functions/functions.json", import.meta.url);
    expect(await readFile(file, "utf8")).toBe(await functionsMetadata());
  });

  it("describes each function of the table, with every parameter", async () => {
    const { functions } = JSON.parse(await functionsMetadata()) as {
      functions: { name: string; description: string; parameters: { description: string }[] }[];
    };
    expect(functions.map(({ name }) => name)).toEqual(CELL_FUNCTIONS.map(({ name }) => name));
    for (const { description, parameters } of functions) {
      expect(description.length).toBeGreaterThan(20);
      for (const parameter of parameters) expect(parameter.description.length).toBeGreaterThan(10);
    }
  });
});
