import { createProduct } from "../app/create-product.ts";
import { crash, ScriptedCompleter } from "../app/testing/scripted-completer.ts";
import { CellDate } from "../core/examples/cell-date.ts";
import { plainValue } from "../core/examples/cell-value.ts";
import { FakeExcel } from "../host/office/testing/fake-excel.ts";
import { FakeHost } from "../host/testing/fake-host.ts";
import metadata from "./functions.json" with { type: "json" };
import { setProduct } from "./product-slot.ts";
import { registerFunctions } from "./register-functions.ts";

const EXAMPLES = [
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
];

describe("functions as Excel calls them", () => {
  const day = (days: number) => new CellDate(days, "m/d/yyyy");
  const HOLIDAYS = [
    ["New Year 2021", day(44197)],
    ["Christmas 2021", day(44555)],
  ];
  const excel = new FakeExcel({ Sheet1: [], Days: HOLIDAYS });
  const uninstall = excel.install();
  afterAll(() => uninstall());

  const completer = new ScriptedCompleter((prompt) => {
    if (prompt.includes("crash")) return crash("it broke");
    if (prompt.includes("2021-12-25")) return " 2022-12-25";
    return prompt.includes("France") ? " Paris" : "";
  });
  const product = createProduct({
    host: new FakeHost([]),
    openCompleter: () => Promise.resolve(completer),
    nowMs: () => 0,
  });
  registerFunctions();
  setProduct(product);
  afterAll(() => product.close());

  const invocation = () => ({
    address: "Sheet1!B4",
    parameterAddresses: ["Sheet1!A2:B3", "Sheet1!A4", "", ""],
    onCanceled: () => undefined,
  });
  const call = (id: string, ...args: unknown[]) => excel.associated.get(id)!(...args);

  it("are associated under the very ids of the metadata", () => {
    expect([...excel.associated.keys()].sort()).toEqual(metadata.functions.map(({ id }) => id).sort());
  });

  it("give a matrix of answers, null standing for arguments that were left out", async () => {
    expect(await call("GPT", EXAMPLES, [["France"], [""]], null, null, invocation())).toEqual([
      ["Paris"],
      [""],
    ]);
  });

  it("read dates from the cells that show such, and give dates as Excel counts them", async () => {
    const plain = HOLIDAYS.map((row) => row.map(plainValue));
    const given = { ...invocation(), parameterAddresses: ["Days!A1:B2", "", "", ""] };
    const answers = await call("GPT", plain, [["Christmas 2022"]], null, null, given);
    expect(answers).toEqual([[44920]]);
    expect(completer.prompts.at(-1)).toContain("2021-01-01");
  });

  it("give dates with the number format of the examples where Excel takes such, and read them so", async () => {
    const given = (examples: string) => ({ ...invocation(), parameterAddresses: [examples, "", "", ""] });
    const plain = HOLIDAYS.map((row) => row.map(plainValue));
    excel.formats.set("Days!1,1", "d mmm yyyy");
    excel.supported.add("CustomFunctionsRuntime 1.4");
    const date = { basicType: "Double", basicValue: 44920, numberFormat: "d mmm yyyy" };
    const ask = () => call("GPT", plain, [["Christmas 2022"]], null, null, given("Days!A1:B2"));
    expect(await ask()).toEqual([[{ ...date, type: "FormattedNumber" }]]);
    excel.supported.add("ExcelApi 1.19");
    expect(await ask()).toEqual([[{ ...date, type: "Double" }]]);
    excel.supported.clear();
    const rich = plain.map(([name, days]) => [name, { ...date, type: "Double", basicValue: days }]);
    expect(await call("GPT", rich, [["Christmas 2022"]], null, null, given(""))).toEqual([[44920]]);
  });

  it("put Excel's error with its message in place of a row that failed", async () => {
    const answers = (await call(
      "GPT",
      EXAMPLES,
      [["France"], ["Nowhere"]],
      null,
      null,
      invocation(),
    )) as object[][];
    expect(answers[0]).toEqual(["Paris"]);
    expect(answers[1]![0]).toMatchObject({ code: "#N/A", message: expect.stringMatching(/\S/) as string });
  });

  it("throw Excel's error where nothing could be answered", async () => {
    await expect(call("GPT", EXAMPLES, [[""]], null, null, invocation())).rejects.toMatchObject({
      code: "#VALUE!",
      message: expect.stringContaining("input is blank") as string,
    });
    await expect(call("GPT.ASK", [["crash"]], null, invocation())).rejects.toMatchObject({
      code: "#N/A",
      message: expect.stringContaining("it broke") as string,
    });
  });

  it("end with an error as soon as Excel cancels the formula", async () => {
    completer.isHolding = true;
    const given = invocation();
    const answer = call("GPT.COMPLETE", [["France is"]], null, given);
    setTimeout(() => given.onCanceled(), 20);
    await expect(answer).rejects.toMatchObject({ code: "#N/A" });
    completer.release();
  });
});
