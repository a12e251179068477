import { exampleCode, looksLikeApp } from "./code-text.ts";

describe("code in a cell", () => {
  it.each(["<button>Stop</button>", "function App() {\n  return <b/>;\n}", "const App = () => (\n<b/>)"])(
    "is known: %j",
    (text) => expect(looksLikeApp(text)).toBe(true),
  );

  it.each(["Lima", "a < b", "return to sender", "< 5", "x => y", ""])("is told from text: %j", (text) =>
    expect(looksLikeApp(text)).toBe(false),
  );

  it("has neither blank lines nor spaces at line ends as an example", () => {
    expect(exampleCode("function App() {  \r\n\r\n\treturn <b/>;\n}\n")).toBe(
      "function App() {\n  return <b/>;\n}",
    );
  });
});
