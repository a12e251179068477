import { CellDate } from "../../core/examples/cell-date.ts";
import { fromExcelValue, toExcelAnswers } from "./excel-values.ts";
import { FakeExcel } from "./testing/fake-excel.ts";

describe("values of Excel's data types", () => {
  it.each([
    ["a plain value", "Lima", "Lima"],
    ["an empty cell", null, null],
    [
      "a date",
      { type: "Double", basicValue: 44259, numberFormat: "d.m.yyyy" },
      new CellDate(44259, "d.m.yyyy"),
    ],
    ["a price", { type: "FormattedNumber", basicValue: 4.5, numberFormat: "$0.00" }, 4.5],
    ["a text with a card", { type: "String", basicType: "String", basicValue: "Lima" }, "Lima"],
    [
      "an entity",
      { type: "Entity", basicType: "Error", basicValue: "#VALUE!", text: "Microsoft" },
      "Microsoft",
    ],
    ["a picture", { type: "WebImage", basicType: "Error", basicValue: "#VALUE!" }, null],
    ["an error", { type: "Error", basicValue: "#N/A" }, null],
  ])("are read as what cells show: %s", (_name, value, read) => {
    expect(fromExcelValue(value)).toEqual(read);
  });

  it.each([
    ["d mmm yyyy", "d mmm yyyy"],
    ["m/d/yyyy", "yyyy-mm-dd"],
    ["m/d/yyyy h:mm", "yyyy-mm-dd hh:mm"],
    ["dd/mm/yyyy", "dd/mm/yyyy"],
  ])("write a date of format %s as %s, the same day in each country", (format, shown) => {
    const excel = new FakeExcel({ Sheet1: [] });
    excel.supported.add("CustomFunctionsRuntime 1.4");
    const uninstall = excel.install();
    expect(toExcelAnswers([[new CellDate(44259, format), 3]])).toEqual([
      [{ type: "FormattedNumber", basicType: "Double", basicValue: 44259, numberFormat: shown }, 3],
    ]);
    uninstall();
  });
});
