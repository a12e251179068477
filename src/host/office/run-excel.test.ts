import { runExcel } from "./run-excel.ts";
import { FakeExcel } from "./testing/fake-excel.ts";

const busy = (code: string): Error => Object.assign(new Error(code), { code });

describe("a busy Excel", () => {
  let excel: FakeExcel;
  let uninstall: () => void;
  beforeEach(() => {
    excel = new FakeExcel({ Sheet1: [["Peru", "Lima"]] });
    uninstall = excel.install();
  });
  afterEach(() => uninstall());

  it.each(["InvalidOperationInCellEditMode", "ServiceNotAvailable", "TooManyRequests"])(
    "is asked again after %s",
    async (code) => {
      excel.faults = [busy(code), busy(code)];
      expect(await runExcel(() => Promise.resolve("done"), 1)).toBe("done");
      expect(excel.faults).toEqual([]);
    },
  );

  it("that stays busy ends in words that say what to do", async () => {
    excel.faults = Array.from({ length: 20 }, () => busy("ServiceNotAvailable"));
    await expect(runExcel(() => Promise.resolve("done"), 1)).rejects.toThrow(
      /Excel is busy\. Leave the cell/,
    );
  });

  it("that refuses for another reason is not asked again", async () => {
    excel.faults = [busy("AccessDenied"), busy("AccessDenied")];
    await expect(runExcel(() => Promise.resolve("done"), 1)).rejects.toThrow("AccessDenied");
    expect(excel.faults).toHaveLength(1);
  });

  it("is told to wait while a cell is being edited", async () => {
    await runExcel(() => Promise.resolve());
    expect(excel.options).toEqual({ delayForCellEdit: true });
  });
});
