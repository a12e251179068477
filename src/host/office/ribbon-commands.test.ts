import { associateCommands, showPane } from "./ribbon-commands.ts";
import { FakeExcel } from "./testing/fake-excel.ts";

describe("the ribbon's commands", () => {
  let excel: FakeExcel;
  let uninstall: () => void;
  beforeEach(() => {
    excel = new FakeExcel({ Sheet1: [] });
    uninstall = excel.install();
  });
  afterEach(() => uninstall());

  it("run by the name of the manifest and tell Excel when they are done", async () => {
    const ran: string[] = [];
    const failures: unknown[] = [];
    associateCommands({ fill: async () => void ran.push("fill") }, (error) => failures.push(error));
    await excel.press("fill");
    expect(ran).toEqual(["fill"]);
    expect(failures).toEqual([]);
    expect(excel.paneShown).toBe(0);
  });

  it("say why they failed, show the pane, and are done all the same", async () => {
    const failures: unknown[] = [];
    const refusal = new Error("Pick cells first.");
    const refuse = () => Promise.reject(refusal);
    associateCommands({ freeze: refuse }, (error) => failures.push(error));
    await excel.press("freeze");
    expect(failures).toEqual([refusal]);
    expect(excel.paneShown).toBe(1);
  });

  it("open the pane", async () => {
    await showPane();
    expect(excel.paneShown).toBe(1);
  });
});
