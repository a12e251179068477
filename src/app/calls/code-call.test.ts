import type { CellValue } from "../../core/examples/cell-value.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { codeAnswers } from "./code-call.ts";
import { createProduct } from "../create-product.ts";
import type { Argument } from "../product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

const ROWS: CellValue[][] = [
  ["a blue box", "function App() {\r\n\r\n\treturn <i/>;\n}"],
  ["a counter", "<b>0</b>"],
];
const at = (values: CellValue[][], address: string | null = null): Argument => ({ values, address });
const options = (text: string) => at([[text]]);

function start(script: (prompt: string) => string, sheet: CellValue[][] = []) {
  const completer = new ScriptedCompleter(script);
  const host = new FakeHost(sheet);
  const product = createProduct({
    host,
    openCompleter: () => Promise.resolve(completer),
    nowMs: () => Date.now(),
  });
  const code = (description: Argument, examples: Argument | null, given: Argument | null = null) =>
    product.run({ caller: "Sheet1!B4", signal: new AbortController().signal }, (bench) =>
      codeAnswers({ description, examples, options: given }, bench),
    );
  return { completer, product, host, code };
}

describe("GPT.CODE", () => {
  it("keeps the lines of code, and parts the examples", async () => {
    const { completer, product, code } = start(() => "\n<u>\n  x\n</u>\n---\nDescription: more");
    expect(await code(at([["a clock"]]), at(ROWS))).toEqual([["<u>\n  x\n</u>"]]);
    expect(completer.prompts).toEqual([
      "Description: a blue box\nCode:\nfunction App() {\n  return <i/>;\n}\n---\n" +
        "Description: a counter\nCode:\n<b>0</b>\n---\n" +
        "Description: a clock\nCode:",
    ]);
    product.close();
  });

  it("takes the finished rows around the cell where no examples are given", async () => {
    const { completer, product, code } = start(
      () => "\n<u/>",
      [["Description", "Code"], ...ROWS, ["a red box", null]],
    );
    expect(await code(at([["a red box"]], "Sheet1!A4"), null)).toEqual([["<u/>"]]);
    expect(completer.prompts[0]).toContain("function App() {\n  return <i/>;\n}");
    product.close();
  });

  it("says where apps are to be had where none stands around the cell", async () => {
    const { product, code } = start(() => "\n<u/>", [["a red box", null]]);
    await expect(code(at([["a red box"]], "Sheet1!A4"), null)).rejects.toMatchObject({ code: "noAppAround" });
    product.close();
  });

  it("leaves out the examples that are least like the description where not all fit", async () => {
    const { completer, product, code } = start(() => "\n<u/>");
    const long = `<p>${"x".repeat(2500)}</p>`;
    const rows = ["a red box", "a list", "a clock", "a table", "tabs", "a timer"].map((text) => [text, long]);
    const asked = at([["a blue box"], ["another clock"]]);
    await code(asked, at(rows));
    const descriptions = completer.prompts.map((prompt) =>
      [...prompt.matchAll(/^Description: (.*)$/gm)].map(([, text]) => text),
    );
    const promptOf = (asked: string) => descriptions.find((described) => described.at(-1) === asked)!;
    expect(promptOf("a blue box").at(-2)).toBe("a red box");
    expect(promptOf("another clock").at(-2)).toBe("a clock");
    expect(descriptions.map(({ length }) => length)).toEqual([4, 4]);
    expect(promptOf("a blue box")).not.toContain("a list");
    product.close();
  });

  it("writes code anew, drawn, until it compiles", async () => {
    let written = 0;
    const { completer, product, host, code } = start(() => (++written < 3 ? "\n<u>" : "\n<u/>"));
    expect(await code(at([["a clock"]]), at(ROWS))).toEqual([["<u/>"]]);
    const asked = completer.requests.map(({ sampling }) => sampling);
    expect(asked.map(({ temperature }) => temperature)).toEqual([0, 0.6, 0.6]);
    expect(new Set(asked.map(({ seed }) => seed)).size).toBe(3);
    host.select("Sheet1!B4");
    expect(product.state.getState().selection?.trace).toMatchObject({
      answer: { status: "done", value: "<u/>", tries: { written: 3, isUsable: true } },
    });
    product.close();
  });

  it("gives the likeliest code where four times none compiles, and asks once where examples are no apps", async () => {
    const broken = start((prompt) => (prompt.length > 0 ? "\n<u>" : ""));
    expect(await broken.code(at([["a clock"]]), at(ROWS))).toEqual([["<u>"]]);
    expect(broken.completer.requests).toHaveLength(4);
    broken.product.close();
    const other = start(() => "\nSELECT 1;");
    expect(await other.code(at([["all rows"]]), at([["one", "SELECT 2;"]]))).toEqual([["SELECT 1;"]]);
    expect(other.completer.requests).toHaveLength(1);
    other.product.close();
  });

  it("says so where no code is written", async () => {
    const { product, code } = start(() => "\n---\n");
    await expect(code(at([["all rows"]]), at([["one", "SELECT 2;"]]))).rejects.toMatchObject({
      code: "emptyAnswer",
    });
    product.close();
  });

  it("spills over descriptions, ten examples each", async () => {
    const { completer, product, code } = start(() => "\n<u/>");
    const many = Array.from({ length: 14 }, (_, index): CellValue[] => [`a ${index}`, "<b/>"]);
    expect(await code(at([["a red box"], [""], ["a list"]]), at(many))).toEqual([["<u/>"], [""], ["<u/>"]]);
    expect(completer.prompts[0]!.split("---")).toHaveLength(11);
    product.close();
  });

  it("gives code more room than an answer, and shows it however unsure the model is", async () => {
    const { completer, product, code } = start(() => "\n<u/>");
    await product.changeSettings({ confidence: 1, maxTokens: 8 });
    expect(await code(at([["a red box"]]), at(ROWS))).toEqual([["<u/>"]]);
    await code(at([["a red box"]]), at(ROWS), options("max tokens=300"));
    expect(completer.requests.map(({ sampling }) => sampling.maxTokens)).toEqual([256, 300]);
    product.close();
  });
});
