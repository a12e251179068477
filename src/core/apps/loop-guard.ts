import type { Node, Program } from "acorn";
import { simple } from "acorn-walk";
import { TICK } from "./app-parameters.ts";

type Insertion = readonly [at: number, text: string];

/**
 * The code with a call of the clock first in every loop and every function body, on the lines where they stood. The
 * clock throws when one task takes too long. Loops inside the engine (a regular expression, filling an array) have no
 * place for a call.
 */
export function withLoopGuards(code: string, program: Program): string {
  const insertions: Insertion[] = [];
  const guard = ({ body }: { readonly body: Node }): void => {
    if (body.type === "BlockStatement") insertions.push([body.start + 1, `${TICK}();`]);
    else insertions.push([body.start, `{${TICK}();`], [body.end, "}"]);
  };
  const guardFunction = ({ body }: { readonly body: Node }): void => {
    if (body.type === "BlockStatement") guard({ body });
  };
  simple(program, {
    ForStatement: guard,
    ForInStatement: guard,
    ForOfStatement: guard,
    WhileStatement: guard,
    DoWhileStatement: guard,
    FunctionDeclaration: guardFunction,
    FunctionExpression: guardFunction,
    ArrowFunctionExpression: guardFunction,
  });
  return insertions
    .toSorted(([a], [b]) => a - b)
    .reduceRight((text, [at, added]) => text.slice(0, at) + added + text.slice(at), code);
}
