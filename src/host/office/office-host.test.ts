import { CONTRACT_ROWS, describeHost } from "../testing/host-contract.ts";
import { OfficeHost } from "./office-host.ts";
import { FakeExcel } from "./testing/fake-excel.ts";

const SHEETS = {
  Sheet1: [
    ["Country", "Capital", "Note"],
    ["Peru", "Lima", 3],
    ["France", "=GPT($A$2:$B$2, A3)", "=SUM(C2)"],
    ["Spain", "=IF(TRUE,_xldudf_GPT_ASK(A4))", "=MYGPT(A4)"],
  ],
  "Other sheet": [["=gpt.complete(A1)"]],
  Empty: [],
};

describe("over Excel", () => {
  let uninstall: (() => void) | null = null;
  afterEach(() => uninstall?.());

  describeHost("the Excel host", async () => {
    const excel = new FakeExcel({ Sheet1: CONTRACT_ROWS });
    excel.spills.set("Sheet1!C2", "Sheet1!C2:C3");
    uninstall = excel.install();
    return new OfficeHost();
  });
});

describe("the Excel host", () => {
  let excel: FakeExcel;
  let uninstall: () => void;
  const host = new OfficeHost();
  beforeEach(() => {
    excel = new FakeExcel(SHEETS);
    uninstall = excel.install();
  });
  afterEach(() => uninstall());

  it("reads an area with its formulas, under the product's way of writing addresses", async () => {
    expect(await host.readArea("Sheet1!$A$2:$C$3")).toEqual({
      address: "Sheet1!A2:C3",
      values: [
        ["Peru", "Lima", 3],
        ["France", 0, 0],
      ],
      formulas: [
        [false, false, false],
        [false, true, true],
      ],
      opaque: [
        [false, false, false],
        [false, false, false],
      ],
    });
  });

  it("tells cells with typed errors and data types from empty ones", async () => {
    excel.type("Sheet1", 1, 1, "#VALUE!");
    excel.type("Sheet1", 2, 1, "=1/0");
    excel.type("Sheet1", 3, 1, "'#N/A");
    const { values, formulas, opaque } = (await host.readArea("Sheet1!B2:B4"))!;
    expect(values.flat()).toEqual([null, null, "#N/A"]);
    expect(formulas.flat()).toEqual([false, true, false]);
    expect(opaque.flat()).toEqual([true, false, false]);
  });

  it("reads the filled block around a cell", async () => {
    expect((await host.readRegion("Sheet1!B3")).address).toBe("Sheet1!A1:C4");
  });

  it("refuses an address that is none", async () => {
    await expect(host.readArea("nowhere at all")).rejects.toThrow("There is no area nowhere at all");
  });

  it("writes our formulas again on every sheet, and no others", async () => {
    await host.recalculate(null);
    expect(excel.written).toEqual([
      { address: "Sheet1!B3", formula: "=GPT($A$2:$B$2, A3)" },
      { address: "Sheet1!B4", formula: "=IF(TRUE,_xldudf_GPT_ASK(A4))" },
      { address: "'Other sheet'!A1", formula: "=gpt.complete(A1)" },
    ]);
  });

  it("writes only the formulas of the area it is given", async () => {
    await host.recalculate("Sheet1!A4:B4");
    expect(excel.written.map(({ address }) => address)).toEqual(["Sheet1!B4"]);
  });

  it("asks for the number formats of those columns only that hold our formulas", async () => {
    await host.recalculate(null);
    const asked = excel.loads.filter(({ name }) => name === "numberFormat").map(({ address }) => address);
    expect(asked).toEqual(["Sheet1!B1:B4", "'Other sheet'!A1"]);
  });

  it("leaves texts alone that look like our formulas", async () => {
    await host.writeEntries([{ address: "Sheet1!A4", entries: [[{ value: "=GPT(A1)" }]] }]);
    excel.written.length = 0;
    await host.recalculate("Sheet1!A4:B4");
    expect(excel.written.map(({ address }) => address)).toEqual(["Sheet1!B4"]);
  });

  it("writes our formulas again as formulas where their cells were given the format Text since", async () => {
    excel.formats.set("Sheet1!2,1", "@");
    await host.recalculate("Sheet1!B3:B4");
    const [first, second] = excel.written.map(({ formula }) => formula);
    expect((await host.readEntries(["Sheet1!B3:B4"]))[0]!.entries).toEqual([
      [{ formula: first, format: "@" }],
      [{ formula: second }],
    ]);
  });

  it("reads what cells hold as typed", async () => {
    expect(await host.readEntries(["Sheet1!$A$3:$B$3", "Sheet1!C2"])).toEqual([
      { address: "Sheet1!A3:B3", entries: [[{ value: "France" }, { formula: "=GPT($A$2:$B$2, A3)" }]] },
      { address: "Sheet1!C2", entries: [[{ value: 3 }]] },
    ]);
    expect(excel.syncs).toBe(1);
  });

  it("writes formulas and values, and keeps texts from being read as anything else", async () => {
    const texts = ["Lima", "=1+1", "007", "1. May", "TRUE"];
    await host.writeEntries([
      { address: "Sheet1!D1:D5", entries: texts.map((value) => [{ value }]) },
      { address: "'Other sheet'!B1:C1", entries: [[{ formula: "=GPT(A1)" }, { value: 7 }]] },
      { address: "Sheet1!A2", entries: [[{ value: null }]] },
    ]);
    expect(excel.written.map(({ formula }) => formula)).toEqual([
      "Lima",
      "'=1+1",
      "'007",
      "'1. May",
      "'TRUE",
      "=GPT(A1)",
      "7",
      "",
    ]);
    expect((await host.readArea("Sheet1!D2"))!.values).toEqual([["=1+1"]]);
  });

  it("writes formulas into cells of format Text where these are to take another one", async () => {
    excel.formats.set("Sheet1!1,3", "@");
    const [formula, address] = ["=GPT($A$2:$B$2, A3)", "Sheet1!D2"];
    await host.writeEntries([{ address, entries: [[{ formula }]] }]);
    expect((await host.readEntries([address]))[0]!.entries).toEqual([[{ value: formula, format: "@" }]]);
    await host.writeEntries([{ address, entries: [[{ formula, format: "General" }]] }]);
    expect((await host.readEntries([address]))[0]!.entries).toEqual([[{ formula }]]);
  });

  it("tells what a formula fills besides its own cell", async () => {
    excel.spills.set("Sheet1!B3", "Sheet1!B3:B9");
    expect(await host.spillsOf(["Sheet1!B3", "Sheet1!B4"])).toEqual(["Sheet1!B3:B9", null]);
    expect(excel.syncs).toBe(1);
  });

  it("selects an area", async () => {
    await host.show("'Other sheet'!A1:B2");
    expect(excel.selected).toBe("'Other sheet'!A1:B2");
  });

  it("tells what is on screen, and where Excel does not, the rows around the active cell", async () => {
    excel.select("Sheet1!C100:C900");
    expect(await host.visibleArea()).toBe("Sheet1!60:140");
    excel.visible = "Sheet1!$A$50:$H$80";
    expect(await host.visibleArea()).toBe("Sheet1!A50:H80");
  });

  it("keeps settings with the document, where files of the playground have them", async () => {
    expect(await host.loadSettings()).toBeNull();
    await host.saveSettings('{"oneOf":["süß","5 €"]}');
    expect(excel.xmlParts).toEqual([
      '<settings xmlns="urn:fewshot:settings:1">eyJvbmVPZiI6WyJzw7zDnyIsIjUg4oKsIl19</settings>',
    ]);
    expect(await host.loadSettings()).toBe('{"oneOf":["süß","5 €"]}');
  });

  it("finds settings also where the add-in alone has them, until others are kept", async () => {
    excel.settings.set("fewshot.settings", '{"temperature":1}');
    expect(await host.loadSettings()).toBe('{"temperature":1}');
    await host.saveSettings('{"temperature":2}');
    expect(await host.loadSettings()).toBe('{"temperature":2}');
  });

  it.each([
    '<settings xmlns="urn:fewshot:settings:1">{}</settings>',
    '<settings xmlns="urn:fewshot:settings:1"/>',
  ])("hands on settings that cannot be read, and not older ones: %s", async (xml) => {
    excel.settings.set("fewshot.settings", '{"temperature":1}');
    excel.xmlParts.push(xml);
    expect(await host.loadSettings()).toBe(xml);
  });

  it("keeps the last of settings that are saved at once, in one part", async () => {
    await Promise.all(["1", "2", "3"].map((json) => host.saveSettings(json)));
    expect(excel.xmlParts).toHaveLength(1);
    expect(await host.loadSettings()).toBe("3");
  });

  it("says why settings could not be kept, and keeps later ones", async () => {
    excel.xmlProblem = "the document is read-only";
    await expect(host.saveSettings("{}")).rejects.toThrow("the document is read-only");
    excel.xmlProblem = null;
    await host.saveSettings("{}");
    expect(await host.loadSettings()).toBe("{}");
  });

  it("keeps answers in a part of the document that other programs leave alone, and finds them there", async () => {
    excel.xmlParts.push('<other xmlns="urn:another">1</other>');
    expect(await host.loadAnswers()).toBeNull();
    await host.saveAnswers("aGVsbG8=");
    await host.saveAnswers("d29ybGQ=");
    expect(excel.xmlParts).toHaveLength(2);
    expect(await new OfficeHost().loadAnswers()).toBe("d29ybGQ=");
  });

  it("finds answers also after Excel wrote the part in its own way", async () => {
    excel.xmlParts.push(
      '<?xml version="1.0"?>\r\n<answers xmlns="urn:fewshot:answers:1">aGVs\r\n  bG8=\r\n</answers>',
    );
    expect(await host.loadAnswers()).toBe("aGVsbG8=");
  });

  it("tells of the selection, of none where several areas are selected, and stops when told to", async () => {
    const seen: (string | null)[] = [];
    const stop = host.onSelectionChange((address) => seen.push(address));
    await settled();
    excel.select("Sheet1!B3");
    await settled();
    excel.isSelectionOdd = true;
    excel.select("Sheet1!A1");
    await settled();
    stop();
    excel.select("Sheet1!A2");
    await settled();
    expect(seen).toEqual(["Sheet1!A1", "Sheet1!B3", null]);
    expect(excel.handlerCount).toBe(0);
  });
});

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));
