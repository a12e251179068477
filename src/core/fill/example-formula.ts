import { formatAddress, parseAddress, type RangeAddress } from "../ranges/a1.ts";
import { NO_HEADERS } from "./fill-formula.ts";

/** A call of GPT or GPT.CODE that names its examples, and nothing else in its cell: "=GPT($A$2:$B$6, A7)". */
export interface ExampleFormula {
  readonly name: "GPT" | "GPT.CODE";
  readonly examples: RangeAddress;
  readonly input: RangeAddress;
  /** As they are written; null where they are left out. */
  readonly headers: string | null;
  readonly options: string | null;
}

/** What stands in the brackets, in order. */
const ARGUMENTS = {
  GPT: ["examples", "input", "headers", "options"],
  "GPT.CODE": ["input", "examples", "options"],
} as const satisfies Record<ExampleFormula["name"], readonly (keyof ExampleFormula)[]>;

/** What Excel writes before the name is kept apart: a formula that is put back gets it again. */
const CALL = /^=\s*(?:_xldudf_)?(GPT(?:[._]CODE)?)\(([^]*)\)\s*$/i;

/** As `fillFormula` writes them, and what they say besides. */
const OPTIONS_WITH_NO_HEADERS = new RegExp(`^"${NO_HEADERS}(|;[^]*)"$`);

/** Reads a formula; null where it is another one. */
export function readExampleFormula(formula: string): ExampleFormula | null {
  const [, called = "", written = ""] = CALL.exec(formula) ?? [];
  const given = argumentsIn(written);
  const name = called.length > "GPT".length ? "GPT.CODE" : "GPT";
  const names: readonly (keyof ExampleFormula)[] = ARGUMENTS[name];
  if (given === null || given.length > names.length) return null;
  const argument = (which: keyof ExampleFormula): string => given[names.indexOf(which)] ?? "";
  const [examples, input] = [parseAddress(argument("examples")), parseAddress(argument("input"))];
  if (!examples || !input) return null;
  return {
    name,
    examples,
    input,
    headers: argument("headers") || null,
    options: argument("options") || null,
  };
}

/** The same call with the finished rows around its cell for examples: "=GPT(A7)". choice: what it says of headers. */
export function aroundFormula(formula: ExampleFormula, choice: "auto" | "yes" | "no"): string {
  const { name, input, headers, options } = formula;
  const isSaid = choice === "auto" || saysOfHeaders(formula) === choice;
  const said = isSaid ? options : `"headers=${choice}"`;
  // GPT.CODE has no place for names between the examples and the options.
  const before = name === "GPT" ? ["", headers ?? ""] : [""];
  const rest = said === null ? (headers === null ? [] : before) : [...before, said];
  return `=${name}(${[formatAddress(input), ...rest].join(", ")})`;
}

/** Whether a formula tells where the names of columns are by its options: no; not at all; or in some other way. */
export function saysOfHeaders({ options }: ExampleFormula): "no" | "nothing" | "otherwise" {
  if (options === null) return "nothing";
  // Options may also stand in a range.
  if (!options.startsWith('"')) return "otherwise";
  const rest = OPTIONS_WITH_NO_HEADERS.exec(options)?.[1];
  if (/header/i.test(rest ?? options)) return "otherwise";
  return rest === undefined ? "nothing" : "no";
}

/** The arguments of a call at the commas between them; null where a bracket closes the call before its end. */
function argumentsIn(text: string): readonly string[] | null {
  const found = [""];
  let depth = 0;
  let quote: string | null = null;
  for (const character of text) {
    if (quote === null && (character === '"' || character === "'")) quote = character;
    else if (character === quote) quote = null;
    else if (quote === null) {
      if ("({".includes(character)) depth += 1;
      if (")}".includes(character) && --depth < 0) return null;
      if (character === "," && depth === 0) {
        found.push("");
        continue;
      }
    }
    found.push(found.pop()! + character);
  }
  return depth === 0 && quote === null ? found.map((argument) => argument.trim()) : null;
}
