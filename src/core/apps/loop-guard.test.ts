import { runInThisContext } from "node:vm";
import { parse } from "acorn";
import { TICK } from "./app-parameters.ts";
import { withLoopGuards } from "./loop-guard.ts";

const guarded = (code: string) =>
  withLoopGuards(code, parse(code, { ecmaVersion: 2024, sourceType: "script" }));

/** Runs guarded code with a clock that lets so many ticks pass; gives how many there were, and the result. */
function run(code: string, limit = 1000): { ticks: number; result: unknown } {
  let ticks = 0;
  const tick = () => {
    if (++ticks > limit) throw new Error("stopped");
  };
  const body = `${guarded(code)}; return typeof result === "undefined" ? null : result;`;
  const call = runInThisContext(`(${TICK}) => { ${body} }`) as (clock: () => void) => unknown;
  const result = call(tick);
  return { ticks, result };
}

describe("guarded code", () => {
  it.each([
    "for (;;);",
    "for (;;) {}",
    "while (true);",
    "do ; while (true);",
    "while (true) { try { throw 1; } catch {} }",
    "outer: for (;;) { for (;;) continue outer; }",
    "for (const x of (function* () { for (;;) yield 1; })()) x;",
    "const f = () => { f(); f(); }; f();",
    "if (true) while (1) if (0) break; else continue;",
  ])("stops in %s", (code) => {
    expect(() => run(code)).toThrow("stopped");
  });

  it("does what it did before", () => {
    const code =
      "var result = []; for (let i = 0; i < 3; i++) for (const k in {a: 1, b: 2}) result.push(i + k); do result.pop(); while (result.length > 4)";
    expect(run(code)).toEqual({ ticks: 3 + 6 + 2, result: ["0a", "0b", "1a", "1b"] });
  });

  it("keeps its lines", () => {
    const code = "let a = 1;\nwhile (a < 3)\n  a++;\nfunction f() {\n  return 1;\n}";
    expect(guarded(code).split("\n")).toHaveLength(code.split("\n").length);
  });
});
