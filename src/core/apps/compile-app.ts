import type { Program } from "acorn";
import { parse, Parser } from "acorn";
import jsx from "acorn-jsx";
import { transform } from "sucrase";
import { APP_PARAMETERS } from "./app-parameters.ts";
import type { AppProblem } from "./app-problem.ts";
import { withLoopGuards } from "./loop-guard.ts";

export type CompiledApp =
  /** script: a call of `runApp`, for a classic script element. */
  { readonly script: string } | { readonly problem: AppProblem };

const ECMA_VERSION = 2024;

/** Elements alone, as `<button>Stop</button>;`, are the page that a component would return. */
function asComponent(source: string): string {
  const trimmed = source.trim();
  return trimmed.startsWith("<") ? `function App() { return (${trimmed.replace(/;$/, "")}\n); }` : trimmed;
}

const JsxParser = Parser.extend(jsx());

/** The message of a parser without its position. */
const reasonOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s*\(\d+:\d+\)$/, "");

function lineOf(error: unknown): number {
  const { loc } = error as { readonly loc?: { readonly line: number } };
  return loc?.line ?? 1;
}

/** Names of a program's own functions, classes and constants that begin with a capital, as components do. */
function componentNames(program: Program): readonly string[] {
  return program.body
    .flatMap((statement) => {
      if (statement.type === "VariableDeclaration") return statement.declarations.map(({ id }) => id);
      const isNamed = statement.type === "FunctionDeclaration" || statement.type === "ClassDeclaration";
      return isNamed ? [statement.id] : [];
    })
    .flatMap((id) => (id.type === "Identifier" && /^[A-Z]/.test(id.name) ? [id.name] : []));
}

/**
 * Code with JSX, as a script that shows its app: the default export, else the component App, else the last component.
 * Imports of React are fine, and so is doing without. Lines stay where they were, and loops are guarded.
 */
export function compileApp(source: string): CompiledApp {
  let code: string;
  let program: Program;
  try {
    const component = asComponent(source);
    // The compiler lets much pass; the parser is as strict as the browser, and knows the line.
    JsxParser.parse(component, { ecmaVersion: ECMA_VERSION, sourceType: "module" });
    ({ code } = transform(component, {
      transforms: ["jsx", "imports"],
      production: true,
      preserveDynamicImport: true,
    }));
    program = parse(code, { ecmaVersion: ECMA_VERSION, sourceType: "script" });
  } catch (error) {
    return { problem: { kind: "unreadable", line: lineOf(error), reason: reasonOf(error) } };
  }
  const names = componentNames(program);
  const name = names.includes("App") ? "App" : names.at(-1);
  if (name === undefined && !/\bexports\.? ?default\b/.test(code))
    return { problem: { kind: "no-component" } };
  const shown = name === undefined ? "exports.default" : `exports.default ?? ${name}`;
  const body = `return (function () {${withLoopGuards(code, program)}\nreturn ${shown};\n})();`;
  return { script: `runApp(function (${APP_PARAMETERS.join(", ")}) {${body}});` };
}
