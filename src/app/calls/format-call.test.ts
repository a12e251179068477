import { CellDate } from "../../core/examples/cell-date.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { FormatArguments } from "./format-call.ts";
import { formatAnswers, FormatRules } from "./format-call.ts";
import type { Argument } from "../product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

const matrix = (values: CellValue[][]): Argument => ({ values, address: null });
const column = (...values: CellValue[]): Argument => matrix(values.map((value) => [value]));

const NAMES = matrix([
  ["Ann Lee", "LEE"],
  ["Bo van Marsh", "MARSH"],
]);

function start(script: (prompt: string) => string = () => " by the model") {
  const host = new FakeHost([]);
  const completer = new ScriptedCompleter(script);
  const product = createProduct({
    host,
    openCompleter: () => Promise.resolve(completer),
    nowMs: () => Date.now(),
  });
  const format = (examples: Argument, input: Argument, more: Partial<FormatArguments> = {}) =>
    product.run({ caller: "Sheet1!B4", signal: new AbortController().signal }, (bench) =>
      formatAnswers({ examples, input, headers: null, options: null, ...more }, bench),
    );
  return { host, completer, product, format };
}

describe("GPT.FORMAT", () => {
  it("answers many rows by the rule of the examples, blank ones with nothing, without a model", async () => {
    const { format, product } = start();
    expect(await format(NAMES, column("Cy Dunn", "", "Di Eck"))).toEqual([["DUNN"], [""], ["ECK"]]);
    expect(product.state.getState().model.status).toBe("idle");
    product.close();
  });

  it("shows the rule of the selected cell, also of a spilled one", async () => {
    const { format, product, host } = start();
    await format(NAMES, column("Cy Dunn", "Di Eck"));
    host.select("Sheet1!B5");
    expect(product.state.getState().selection?.trace).toEqual({
      address: "Sheet1!B5",
      value: "ECK",
      rule: "the last word in capitals",
      certainty: "exact",
    });
    product.close();
  });

  it("gives rows that no rule explains to the model, beside those that one does", async () => {
    const { format, product, completer } = start();
    const examples = matrix([
      ["a/b/c", "c"],
      ["d/e/f", "f"],
    ]);
    expect(await format(examples, column("x/y/z", "no such mark"))).toEqual([["z"], ["by the model"]]);
    expect(completer.prompts).toHaveLength(1);
    expect(completer.prompts[0]).toContain("a/b/c");
    product.close();
  });

  it("gives numbers where the examples' answers are numbers", async () => {
    const { format, product } = start();
    const examples = matrix([
      ["12 kg", 12],
      ["7.5 kg", 7.5],
    ]);
    expect(await format(examples, column("30 kg"))).toEqual([[30]]);
    product.close();
  });

  it("reads dates of the sheet as days, and gives dates where the examples' answers are dates", async () => {
    const { format, product } = start();
    const date = (days: number) => new CellDate(days, "m/d/yy");
    const months = matrix([
      [date(44259), "March"],
      [date(44561), "December"],
    ]);
    expect(await format(months, column(date(44197), date(44228)))).toEqual([["January"], ["February"]]);
    const days = matrix([
      ["on 4 Mar 2021", date(44259)],
      ["on 31 December 2021", date(44561)],
    ]);
    expect(await format(days, column("by Feb 1, 2021"))).toEqual([[date(44228)]]);
    product.close();
  });

  it("reads several columns, and keeps the spaces inside them", async () => {
    const { format, product } = start();
    const examples = matrix([
      ["Ann", "Lee  X", "Lee  X, Ann"],
      ["Bo", "Marsh  Y", "Marsh  Y, Bo"],
    ]);
    expect(await format(examples, matrix([["Cy", "Dunn  Z"]]))).toEqual([["Dunn  Z, Cy"]]);
    product.close();
  });

  it("says what is wrong with its ranges", async () => {
    const { format, product } = start();
    await expect(format(column("Ann"), column("Cy"))).rejects.toMatchObject({ code: "examplesOneColumn" });
    await expect(format(NAMES, column(""))).rejects.toMatchObject({ code: "inputBlank" });
    product.close();
  });

  it("stops in the middle of many rows", async () => {
    const abort = new AbortController();
    const many = column(...Array.from({ length: 500 }, (_, row) => `Ann Lee${row}`));
    const answers = new FormatRules().answers(NAMES, many, abort.signal);
    abort.abort();
    await expect(answers).rejects.toMatchObject({ code: "cancelled" });
  });
});
