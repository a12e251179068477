import { DEFAULT_SETTINGS, type Settings } from "../core/options/settings.ts";
import type { AppEvent } from "./reducers.ts";
import { WorkbookSettings } from "./workbook-settings.ts";

/** A workbook whose settings are kept when the test says so. */
function openWorkbook(stored: Partial<Settings>) {
  let text = JSON.stringify({ ...DEFAULT_SETTINGS, ...stored });
  let settings = DEFAULT_SETTINGS;
  const logged: string[] = [];
  const host = {
    refusals: 0,
    loadSettings: () =>
      host.refusals-- > 0 ? Promise.reject(new Error("the host is busy")) : Promise.resolve(text),
    saveSettings: async (next: string) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      text = next;
    },
  };
  const dispatch = (event: AppEvent) => {
    if (event.type === "settings-changed") settings = event.settings;
  };
  const workbook = new WorkbookSettings({ host, dispatch, log: (_, message) => logged.push(message) });
  const change = (patch: Partial<Settings>) => workbook.change(() => settings, patch);
  return { workbook, host, logged, change, held: () => settings, kept: () => JSON.parse(text) as Settings };
}

describe("settings of a workbook", () => {
  it("that are changed before the last change is kept are both kept", async () => {
    const { workbook, change, held, kept } = openWorkbook({ topK: 7 });
    await workbook.load();
    await Promise.all([change({ careful: true }), change({ temperature: 1 })]);
    expect(kept()).toEqual({ ...DEFAULT_SETTINGS, topK: 7, careful: true, temperature: 1 });
    expect(held()).toEqual(kept());
  });

  it("that are refused undo none of the next", async () => {
    const { workbook, change, kept } = openWorkbook({});
    await workbook.load();
    const refused = change({ temperature: -1 });
    const next = change({ careful: true });
    await expect(refused).rejects.toThrow(RangeError);
    await next;
    expect(kept()).toEqual({ ...DEFAULT_SETTINGS, careful: true });
  });

  it("that the host refused to give are read before one of them is changed", async () => {
    const { workbook, host, logged, change, held, kept } = openWorkbook({ topK: 7 });
    host.refusals = 2;
    await workbook.load();
    expect(logged).toEqual([expect.stringContaining("the host is busy")]);
    expect(held()).toEqual(DEFAULT_SETTINGS);
    await expect(change({ careful: true })).rejects.toThrow("the host is busy");
    expect(kept()).toEqual({ ...DEFAULT_SETTINGS, topK: 7 });
    await change({ careful: true });
    expect(kept()).toEqual({ ...DEFAULT_SETTINGS, topK: 7, careful: true });
  });
});
