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
    const failures: string[] = [];
    associateCommands({ fill: async () => void ran.push("fill") }, (message) => failures.push(message));
    await excel.press("fill");
    expect(ran).toEqual(["fill"]);
    expect(failures).toEqual([]);
    expect(excel.paneShown).toBe(0);
  });

  it("say why they failed, show the pane, and are done all the same", async () => {
    const failures: string[] = [];
    const refuse = () => Promise.reject(new Error("Pick cells first."));
    associateCommands({ freeze: refuse }, (message) => failures.push(message));
    await excel.press("freeze");
    expect(failures).toEqual(["Pick cells first."]);
    expect(excel.paneShown).toBe(1);
  });

  it("open the pane", async () => {
    await showPane();
    expect(excel.paneShown).toBe(1);
  });
});
