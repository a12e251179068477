import { runInThisContext } from "node:vm";
import fc from "fast-check";
import { compileApp } from "./compile-app.ts";

const scriptOf = (source: string): string => {
  const compiled = compileApp(source);
  if (!("script" in compiled)) throw new Error(JSON.stringify(compiled.problem));
  return compiled.script;
};

/**
 * Runs the script with a stand-in for React: elements are [type, props, ...children]; gives what the component draws.
 */
function drawn(source: string): unknown {
  const React = { createElement: (...parts: unknown[]) => parts, useState: (first: unknown) => [first] };
  let shown: unknown;
  const runApp = (make: (...given: unknown[]) => () => unknown) => {
    const App = make(
      React,
      () => React,
      {},
      () => undefined,
      React.useState,
    );
    shown = App();
  };
  const script = runInThisContext(`(runApp) => { ${scriptOf(source)} }`) as (run: typeof runApp) => void;
  script(runApp);
  return shown;
}

describe("code of an app", () => {
  it.each([
    ["a component App", "function App() { return <b>Hi</b>; }"],
    ["elements alone", "<b>Hi</b>;"],
    ["a default export", "export default function Greeting() { return <b>Hi</b>; }"],
    ["the last component", "const Other = () => <i/>; const Greeting = () => <b>Hi</b>;"],
    ["App before others", "const App = () => <b>Hi</b>; function Later() { return <i/>; }"],
    ["code that imports React", "import React, { useState } from 'react';\nexport default () => <b>Hi</b>;"],
  ])("may be %s", (_, source) => {
    expect(drawn(source)).toEqual(["b", null, "Hi"]);
  });

  it("may use hooks without an import, and name them from React itself", () => {
    expect(drawn("function App() { const [n] = useState(3); return <b>{n}</b>; }")).toEqual(["b", null, 3]);
    expect(
      drawn("const { useState } = React; function App() { const [n] = useState(3); return <b>{n}</b>; }"),
    ).toEqual(["b", null, 3]);
  });

  it.each([
    ["function App() {\n  return <b>Hi</i>;\n}", 2],
    ["function App() {\n  const a = 1;\n  const a = 2;\n  return <b/>;\n}", 3],
    ["function App() { return <b>Hi</b>;", 1],
  ])("that does not read says so, with the line", (source, line) => {
    expect(compileApp(source)).toMatchObject({ problem: { kind: "unreadable", line } });
  });

  it("without a component says so", () => {
    expect(compileApp("const n = 3;")).toEqual({ problem: { kind: "no-component" } });
  });

  it("never makes the compiler throw, whatever it is", () => {
    const pieces = fc.constantFrom(
      "<b>",
      "</b>",
      "{",
      "}",
      "function App()",
      "return ",
      "=>",
      "`",
      "/",
      "\n",
    );
    const sources = fc.oneof(
      fc.string(),
      fc.array(pieces).map((parts) => parts.join("")),
    );
    fc.assert(
      fc.property(sources, (source) => {
        expect(Object.keys(compileApp(source))).toHaveLength(1);
      }),
    );
  });
});
