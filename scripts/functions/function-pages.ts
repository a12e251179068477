import { format, resolveConfig } from "prettier";
import { ANSWER_KINDS } from "../../src/core/answers/answer-types.ts";
import type { Option } from "../../src/core/options/option-table.ts";
import { OPTION_KEYS, OPTIONS } from "../../src/core/options/option-table.ts";
import type { CellFunction, FunctionExample } from "../../src/functions/cell-function.ts";
import { formatAddress, parseAddress } from "../../src/core/ranges/a1.ts";
import { TYPE_WORDS } from "./type-words.ts";

const NOTE = "<!-- Made by `npm run functions` from src/functions. -->";

/** `=GPT.ASK(question, [options])` */
function signature({ name, parameters }: CellFunction): string {
  const names = parameters.map(({ name: parameter, optional }) => (optional ? `[${parameter}]` : parameter));
  return `=${name}(${names.join(", ")})`;
}

const inTable = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");

function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows.map((row) => `| ${row.map(inTable).join(" | ")} |`);
  return [head, `|${" --- |".repeat(rows[0]?.length ?? 0)}`, ...body].join("\n");
}

const columnName = (column: number): string =>
  formatAddress({ sheet: null, row: 0, column, rows: 1, columns: 1 }).replace(/\d+$/, "");

/** The sheet with the formula's answers in bold, under letters and beside numbers. */
function exampleSheet({ sheet = [], at, gives }: FunctionExample): string {
  const place = parseAddress(at);
  if (!place) throw new Error(`${at} is no address of a cell`);
  const rowCount = Math.max(sheet.length, place.row + gives.length);
  const columnCount = Math.max(...sheet.map((row) => row.length), place.column + (gives[0]?.length ?? 0));
  const cell = (row: number, column: number): string => {
    const answer = gives[row - place.row]?.[column - place.column];
    if (answer !== undefined && answer !== null) return answer === "" ? "" : `**${String(answer)}**`;
    return String(sheet[row]?.[column] ?? "");
  };
  const columns = Array.from({ length: columnCount }, (_, column) => column);
  return markdownTable([
    ["", ...columns.map(columnName)],
    ...Array.from({ length: rowCount }, (_, row) => [
      String(row + 1),
      ...columns.map((column) => cell(row, column)),
    ]),
  ]);
}

function page(cellFunction: CellFunction): string {
  const { name, summary, details = [], parameters, examples } = cellFunction;
  return [
    `# ${name}`,
    NOTE,
    summary,
    `\`${signature(cellFunction)}\``,
    markdownTable([
      ["Argument", "", "What it is"],
      ...parameters.map(({ name: parameter, help, optional }) => [
        `\`${parameter}\``,
        optional ? "optional" : "",
        help,
      ]),
    ]),
    ...details,
    examples.length > 1 ? "## Examples" : "## Example",
    ...examples.flatMap((example) => [
      `\`${example.formula}\` in ${example.at}: ${example.title}.`,
      exampleSheet(example),
    ]),
    "[All functions](README.md)",
  ].join("\n\n");
}

/** The functions with their summaries, as a table of links. folder: from the page that holds the table. */
function functionList(functions: readonly CellFunction[], folder: string): string {
  return markdownTable([
    ["Function", "What it does"],
    ...functions.map((cellFunction) => [
      `[\`${signature(cellFunction)}\`](${folder}${cellFunction.name}.md)`,
      cellFunction.summary,
    ]),
  ]);
}

/** What an option can be, as its table says. */
function choicesOf(option: Option): string {
  switch (option.kind) {
    case "number":
    case "integer":
      return `${option.aboveMin ? "above" : "from"} ${option.min} to ${option.max}`;
    case "choice":
      return [...new Set([option.default, ...option.choices])].join(", ");
    case "switch":
      return "yes, no";
    case "texts":
      return "texts in quotes";
    case "labels":
      return "labels, parted by commas";
    case "name":
      return "a name";
  }
}

function usualOf({ default: usual }: Option): string {
  if (typeof usual === "boolean") return usual ? "yes" : "no";
  return Array.isArray(usual) ? usual.join(", ") : String(usual);
}

const optionTable = (): string =>
  markdownTable([
    ["Option", "Also", "What it does", "What it can be", "Usual"],
    ...OPTION_KEYS.map((key) => {
      const option: Option = OPTIONS[key];
      const { name, aliases, description } = option;
      return [`\`${name}\``, aliases.join(", "), description, choicesOf(option), usualOf(option)];
    }),
  ]);

const index = (functions: readonly CellFunction[]): string =>
  [
    "# Functions",
    NOTE,
    functionList(functions, ""),
    "Arguments in brackets may be left out. A range in place of a single text spills one answer for each of its cells.",
    "## Options",
    'In a formula, as `"temperature=0.7; max tokens=12"` or as a range with names and values; most of them also for the whole ' +
      "workbook, in the pane. Case, spaces, dashes and underscores in names do not count.",
    optionTable(),
    "## Types of answers",
    'For the option `type` and for `GPT.FILLAS`. Where none is named, the examples show it: all but "list" are recognised. Text ' +
      "in the examples then stays text; where the type is named, the cell gets the value.",
    markdownTable([
      ["Type", "What comes out"],
      ...ANSWER_KINDS.map(({ id }) => [`\`${id}\``, TYPE_WORDS[id]]),
    ]),
  ].join("\n\n");

async function formatted(text: string): Promise<string> {
  return format(text, { ...(await resolveConfig(import.meta.filename)), parser: "markdown" });
}

/** The list of functions as README.md has it. */
export async function readmeList(functions: readonly CellFunction[]): Promise<string> {
  return (await formatted(functionList(functions, "docs/functions/"))).trim();
}

/** The files of docs/functions by their names: a page for each function, and README.md, which lists them. */
export async function functionPages(
  functions: readonly CellFunction[],
): Promise<ReadonlyMap<string, string>> {
  const config = await resolveConfig(import.meta.filename);
  const formatted = (text: string) => format(text, { ...config, parser: "markdown" });
  const pages = functions.map(async (cellFunction) => {
    return [`${cellFunction.name}.md`, await formatted(page(cellFunction))] as const;
  });
  return new Map([["README.md", await formatted(index(functions))], ...(await Promise.all(pages))]);
}
