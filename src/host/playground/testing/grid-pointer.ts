import type { Page } from "playwright-core";

interface SheetApi {
  getActiveWorkbook(): {
    getActiveSheet(): { getRange(row: number, column: number): { getCellRect(): DOMRect } };
  };
}
declare const window: { univerAPI: SheetApi };

/** A cell's place in the page, in pixels. */
interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Two clicks on a cell within half a second are a double click, which edits it. */
const DOUBLE_CLICK_MS = 600;

/**
 * Mouse and keyboard on the grid of a page that has `univerAPI`. Rows and columns are zero-based. Places are asked
 * of the grid each time: they change with the fonts of the machine.
 */
export class GridPointer {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  async hover(row: number, column: number, steps = 1): Promise<void> {
    await this.#page.mouse.move(...(await this.#centre(row, column)), { steps });
  }

  async click(row: number, column: number): Promise<void> {
    await this.#page.mouse.click(...(await this.#centre(row, column)));
  }

  /** Clicks a cell, types and presses Enter. */
  async type(row: number, column: number, text: string): Promise<void> {
    await this.click(row, column);
    await this.#page.keyboard.type(text);
    await this.#page.keyboard.press("Enter");
  }

  /** Drags the fill handle of a cell down to another row, which must be in view. */
  async dragDown(row: number, column: number, toRow: number): Promise<void> {
    await this.#page.waitForTimeout(DOUBLE_CLICK_MS);
    await this.click(row, column);
    const { right, bottom } = await this.#box(row, column);
    await this.#page.mouse.move(right, bottom);
    await this.#page.mouse.down();
    await this.hover(row + 3, column, 5);
    await this.hover(toRow, column, 10);
    await this.#page.mouse.up();
  }

  async #box(row: number, column: number): Promise<Box> {
    return this.#page.evaluate(
      ([r, c]) => {
        const cell = window.univerAPI.getActiveWorkbook().getActiveSheet().getRange(r, c).getCellRect();
        const { x, y } = document.querySelector("[id^=univer-sheet-main-canvas]")!.getBoundingClientRect();
        return { left: x + cell.left, top: y + cell.top, right: x + cell.right, bottom: y + cell.bottom };
      },
      [row, column] as const,
    );
  }

  async #centre(row: number, column: number): Promise<[number, number]> {
    const { left, top, right, bottom } = await this.#box(row, column);
    return [(left + right) / 2, (top + bottom) / 2];
  }
}
