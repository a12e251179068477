import { CellDate } from "../../../core/examples/cell-date.ts";
import type { CellValue } from "../../../core/examples/cell-value.ts";
import { cellError } from "../../../core/errors/cell-error.ts";
import { currentLanguage, type Language, speak } from "../../../core/language/language.ts";
import type { GridFunction } from "../grid-function.ts";
import { UniverGrid } from "../univer-grid.ts";
import type { WorkbookData } from "../workbook-data.ts";

/** A page with the grid and functions whose answers are plain to foresee, driven by the browser tests. */
const calls: { name: string; args: unknown; address: string; parameterAddresses: unknown }[] = [];
const cancelled: string[] = [];

const parameters = ["examples", "input", "headers"].map((name, index) => ({
  name,
  description: () => `The ${name} of the test function`,
  optional: index > 0,
}));

/** What comes out of the page has no classes. */
const asText = (value: CellValue) => (value instanceof CellDate ? String(value) : value);

const functions: GridFunction[] = ["GPT", "GPT.ASK"].map((name) => ({
  name,
  description: () => (currentLanguage() === "de" ? `Testfunktion ${name}` : `Test function ${name}`),
  parameters,
  async run(args, invocation) {
    calls.push({
      name,
      args: args.map((rows) => rows && rows.map((row) => row.map(asText))),
      address: invocation.address,
      parameterAddresses: invocation.parameterAddresses,
    });
    invocation.signal.addEventListener("abort", () => cancelled.push(invocation.address));
    const input = (args.length > 1 ? args[1] : args[0]) ?? [];
    const around = args.length === 1 ? grid.region(invocation.parameterAddresses[0] ?? "A1") : null;
    await new Promise((resolve) => setTimeout(resolve, input[0]?.[0] === "slow" ? 60_000 : 30));
    if (input[0]?.[0] === "bad") throw cellError("missingArgument", { name: "input", expected: "a cell" });
    const suffix = around ? `/${around.values.length}` : "";
    return input.map(([first]) => {
      if (first instanceof CellDate) return [new CellDate(first.days + 1, first.format)];
      return [typeof first === "number" ? first * 2 : `${name}:${String(first)}${suffix}`];
    });
  },
}));

const workbook: WorkbookData = {
  name: "Test",
  sheets: ["Sheet1", "Other sheet"].map((name) => ({ name, rows: [], columnWidths: [] })),
  settings: null,
};
const grid = new UniverGrid(document.querySelector("#grid") as HTMLElement);
grid.register(functions);
grid.load(workbook);

const page = {
  grid,
  UniverGrid,
  workbook,
  univerAPI: grid.api,
  calls,
  cancelled,
  speak(language: Language) {
    speak(language);
    return grid.speak(language);
  },
};
Object.assign(window, page);
export type GridPage = typeof page;
