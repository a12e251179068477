import type { SheetBlock, SheetEdit, SpreadsheetHost } from "../port.ts";

/** What the host needs of the grid; UniverGrid has it. */
export interface HostGrid {
  area(address: string): SheetBlock | null;
  region(address: string): SheetBlock;
  entries(address: string): SheetEdit;
  spillOf(address: string): string | null;
  write(edits: readonly SheetEdit[]): void;
  show(address: string): void;
  onSelectionChange(listener: (address: string | null) => void): () => void;
  recalculate(address: string | null): void;
}

/** Settings that travel with the open workbook. */
export interface SettingsSlot {
  load(): string | null;
  save(json: string): void;
}

/** The playground as the product sees it: the grid, and the settings of the workbook in it. */
export class PlaygroundHost implements SpreadsheetHost {
  readonly kind = "playground";
  readonly #grid: HostGrid;
  readonly #settings: SettingsSlot;

  constructor(grid: HostGrid, settings: SettingsSlot) {
    this.#grid = grid;
    this.#settings = settings;
  }

  readArea(address: string): Promise<SheetBlock | null> {
    return Promise.resolve(this.#grid.area(address));
  }

  async readRegion(address: string): Promise<SheetBlock> {
    return this.#grid.region(address);
  }

  async readEntries(address: string): Promise<SheetEdit> {
    return this.#grid.entries(address);
  }

  async spillOf(address: string): Promise<string | null> {
    return this.#grid.spillOf(address);
  }

  async writeEntries(edits: readonly SheetEdit[]): Promise<void> {
    this.#grid.write(edits);
  }

  async show(address: string): Promise<void> {
    this.#grid.show(address);
  }

  onSelectionChange(listener: (address: string | null) => void): () => void {
    return this.#grid.onSelectionChange(listener);
  }

  loadSettings(): Promise<string | null> {
    return Promise.resolve(this.#settings.load());
  }

  saveSettings(json: string): Promise<void> {
    this.#settings.save(json);
    return Promise.resolve();
  }

  recalculate(address: string | null): Promise<void> {
    this.#grid.recalculate(address);
    return Promise.resolve();
  }
}
