import { basename } from "node:path";
import type { BrowserContext, Download, Page } from "playwright-core";
import { GridPointer } from "../src/host/playground/testing/grid-pointer.ts";

type CellEntry = string | number | boolean;

/** Sheet and grid as the page gives them to tests. */
interface GridApi {
  getActiveWorkbook(): {
    insertSheet(name: string): { setColumnWidths(start: number, count: number, width: number): void };
    getActiveSheet(): {
      getSheetName(): string;
      getRange(address: string): {
        getValues(): unknown[][];
        getDisplayValues(): string[][];
        getFormula(): string;
        getFormulas(): string[][];
        setValues(values: unknown[][]): void;
        activate(): void;
      };
    };
    getSheetByName(name: string): object | null;
    setActiveSheet(sheet: object): void;
  };
}
declare const window: { univerAPI: GridApi };

/** Resolves when it is true; rejects when it is not within half a minute. */
async function expectSoon(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error("The page did not open");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The playground as a person uses it. */
export class PlaygroundPage {
  readonly page: Page;
  readonly pointer: GridPointer;
  readonly pageErrors: string[] = [];
  #sheets = 0;

  private constructor(page: Page) {
    this.page = page;
    this.pointer = new GridPointer(page);
    page.on("pageerror", (error) => this.pageErrors.push(error.message));
  }

  /**
   * Opens the page; resolves when grid and bar stand. isAgreed: as somebody who agreed before to the download of the
   * model that comes with Fewshot; else the page asks.
   */
  static async open(context: BrowserContext, url: string, isAgreed = true): Promise<PlaygroundPage> {
    const page = await context.newPage();
    if (isAgreed) await page.addInitScript(() => localStorage.setItem("fewshot.download", "gemma-3-270m"));
    await page.setViewportSize({ width: 1280, height: 1400 });
    const playground = new PlaygroundPage(page);
    await page.goto(url);
    await playground.ready();
    return playground;
  }

  async ready(): Promise<void> {
    // Not by waitForFunction, which evaluates text in the page: its content security policy refuses that.
    await expectSoon(() => this.page.evaluate(() => "univerAPI" in window));
    await this.page.getByRole("button", { name: /^(Save|Speichern)$/ }).waitFor();
    const skip = this.page.getByRole("button", { name: /^(Skip the tour|Rundgang überspringen)$/ });
    if (await skip.isVisible()) await skip.click();
  }

  /** Resolves when the pane says that the model can be used. */
  async modelReady(): Promise<void> {
    await this.page
      .getByRole("status")
      .filter({ hasText: /^(Ready|Bereit)$/ })
      .waitFor({ timeout: 120_000 });
  }

  /** Opens a file that the playground saved. */
  async openFile(path: string): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: "Open" }).click();
    await (await chooser).setFiles(path);
    const discard = this.page.getByRole("button", { name: "Do not save" });
    const name = basename(path, ".xlsx");
    await discard
      .or(this.page.getByText(name, { exact: true }))
      .first()
      .waitFor();
    if (await discard.isVisible()) await discard.click();
    await this.page.getByText(name, { exact: true }).first().waitFor();
  }

  /** Presses Save; resolves with the file that the browser gets. */
  async save(): Promise<Download> {
    const [download] = await Promise.all([
      this.page.waitForEvent("download"),
      this.page.getByRole("button", { name: "Save", exact: true }).click(),
    ]);
    return download;
  }

  async newSheet(): Promise<void> {
    this.#sheets += 1;
    await this.page.evaluate((name) => {
      const workbook = window.univerAPI.getActiveWorkbook();
      workbook.setActiveSheet(workbook.insertSheet(name));
    }, `Test ${this.#sheets}`);
    await this.page.waitForTimeout(500);
  }

  async showSheet(name: string): Promise<void> {
    await this.page.evaluate((wanted) => {
      const workbook = window.univerAPI.getActiveWorkbook();
      workbook.setActiveSheet(workbook.getSheetByName(wanted)!);
    }, name);
    await this.page.waitForTimeout(500);
  }

  /** Name of the sheet that is shown. */
  sheetName(): Promise<string> {
    return this.page.evaluate(() => window.univerAPI.getActiveWorkbook().getActiveSheet().getSheetName());
  }

  async write(address: string, cells: readonly (readonly CellEntry[])[]): Promise<void> {
    const values = cells.map((row) => [...row]);
    await this.page.evaluate(
      ([where, what]) => {
        window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where).setValues(what);
      },
      [address, values] as const,
    );
  }

  /** Sets a formula as if typed. */
  async formula(address: string, text: string): Promise<void> {
    await this.page.evaluate(
      ([where, f]) => {
        window.univerAPI
          .getActiveWorkbook()
          .getActiveSheet()
          .getRange(where)
          .setValues([[{ f }]]);
      },
      [address, text] as const,
    );
  }

  async values(address: string): Promise<unknown[][]> {
    return this.page.evaluate(
      (where) => window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where).getValues(),
      address,
    );
  }

  /** What cells show, with their number formats. */
  async shown(address: string): Promise<string[]> {
    return this.page.evaluate(
      (where) =>
        window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where).getDisplayValues().flat(),
      address,
    );
  }

  /** What an area shows and which formulas stand in it, at one moment; empty where there is none. */
  async valuesAndFormulas(address: string): Promise<[unknown[][], string[][]]> {
    return this.page.evaluate((where) => {
      const range = window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where);
      return [range.getValues(), range.getFormulas()];
    }, address);
  }

  /** The formula of a cell; empty where it has none. */
  async formulaOf(address: string): Promise<string> {
    return this.page.evaluate(
      (where) => window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where).getFormula(),
      address,
    );
  }

  /** Selects a cell by its address, wherever it stands on the page. */
  async select(address: string): Promise<void> {
    await this.page.evaluate((where) => {
      window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(where).activate();
    }, address);
  }

  /** The cells' values once all of them are settled and pass the test; after the time what they show then. */
  async settled(
    address: string,
    isDone: (value: unknown) => boolean = (value) => value !== null,
    timeoutMs = 60_000,
  ): Promise<unknown[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const shown = (await this.values(address)).flat();
      if (shown.every((value) => value !== "#BUSY!" && isDone(value)) || Date.now() > deadline) return shown;
      await this.page.waitForTimeout(100);
    }
  }
}
