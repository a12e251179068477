import { fileURLToPath } from "node:url";
import type { CellValue } from "../core/examples/cell-value.ts";
import type { BundledPage } from "../host/playground/testing/bundled-page.ts";
import { openBundledPage } from "../host/playground/testing/bundled-page.ts";
import type { WorkbookCell } from "../host/playground/workbook-data.ts";
import { type ContractHost, CONTRACT_ROWS, describeHost } from "../host/testing/host-contract.ts";
import type { HostPage } from "./testing/host-page.ts";

declare const window: HostPage;

const HTML = `<!doctype html><head><title>Host</title>
<style>html, body, #grid { margin: 0; height: 100% }</style></head><div id="grid"></div>`;

function cellOf(entry: CellValue): WorkbookCell | null {
  if (entry === null) return null;
  const isFormula = typeof entry === "string" && entry.startsWith("=");
  return {
    value: isFormula ? null : entry,
    formula: isFormula ? entry : null,
    look: null,
    format: null,
    spill: null,
  };
}

describe("in Chromium", () => {
  let opened: BundledPage;
  beforeAll(async () => {
    const entry = fileURLToPath(new URL("./testing/host-page.ts", import.meta.url));
    opened = await openBundledPage({ entry, html: HTML });
    await opened.page.waitForSelector("canvas");
    await opened.page.waitForFunction("window.host !== undefined");
  }, 60_000);
  afterAll(async () => {
    expect(opened.pageErrors).toEqual([]);
    await opened.close();
  });

  /** Settled when the page listens as it was last told to. */
  let listening: Promise<void> = Promise.resolve();
  let listeners = 0;

  /** A method of the host in the page. */
  function ask<Method extends Exclude<keyof ContractHost, "onSelectionChange">>(method: Method) {
    const call = async (...args: readonly unknown[]): Promise<unknown> => {
      await listening;
      return opened.page.evaluate(
        ([name, given]) =>
          (window.host[name] as (...values: readonly unknown[]) => Promise<unknown>)(...given),
        [method, args] as const,
      );
    };
    return call as ContractHost[Method];
  }

  /** Listens in the page, which tells through a function of its own for each listener. */
  function onSelectionChange(listener: (address: string | null) => void): () => void {
    const name = `listener${(listeners += 1)}`;
    listening = opened.page
      .exposeFunction(name, listener)
      .then(() => opened.page.evaluate((told) => window.listen(told), name));
    return () => {
      listening = listening.then(() => opened.page.evaluate((told) => window.endListening(told), name));
    };
  }

  describeHost("the playground's host", async () => {
    const rows = CONTRACT_ROWS.map((row) => row.map(cellOf));
    await opened.page.evaluate(
      (cells) =>
        window.openWorkbook({
          name: "Contract",
          sheets: [{ name: "Sheet1", rows: cells, columnWidths: [] }],
          settings: null,
        }),
      rows,
    );
    // The grid calculates the formulas some time after it has taken the workbook.
    await opened.page.evaluate(async () => {
      for (let isCalculated = false; !isCalculated;) {
        const [spill] = await window.host.spillsOf(["Sheet1!C2"]);
        const chad = await window.host.readArea("Sheet1!C3");
        isCalculated = spill !== null && chad?.values[0]?.[0] === "Chad";
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    });
    return {
      hasSheet: ask("hasSheet"),
      readArea: ask("readArea"),
      readRegion: ask("readRegion"),
      readEntries: ask("readEntries"),
      spillsOf: ask("spillsOf"),
      writeEntries: ask("writeEntries"),
      show: ask("show"),
      onSelectionChange,
      loadSettings: ask("loadSettings"),
      saveSettings: ask("saveSettings"),
      loadAnswers: ask("loadAnswers"),
      saveAnswers: ask("saveAnswers"),
      loadLessons: ask("loadLessons"),
      saveLessons: ask("saveLessons"),
    };
  });
});
