import type { SheetBlock, SheetEdit, SpreadsheetHost } from "../port.ts";

/** What the host needs of the grid; UniverGrid has it. */
export interface HostGrid {
  area(address: string): SheetBlock | null;
  region(address: string): SheetBlock;
  entries(address: string): SheetEdit;
  spillOf(address: string): string | null;
  hasSheet(name: string): boolean;
  write(edits: readonly SheetEdit[]): void;
  show(address: string): void;
  visibleArea(): string | null;
  onSelectionChange(listener: (address: string | null) => void): () => void;
  recalculate(address: string | null): void;
}

/** A text that travels with the open workbook. */
export interface WorkbookSlot {
  load(): string | null;
  save(text: string): void;
}

/** What the product keeps with the open workbook. */
export interface WorkbookSlots {
  readonly settings: WorkbookSlot;
  readonly answers: WorkbookSlot;
  readonly lessons: WorkbookSlot;
}

/** The playground as the product sees it: the grid, and what is kept with the workbook in it. */
export class PlaygroundHost implements SpreadsheetHost {
  readonly kind = "playground";
  readonly #grid: HostGrid;
  readonly #slots: WorkbookSlots;

  constructor(grid: HostGrid, slots: WorkbookSlots) {
    this.#grid = grid;
    this.#slots = slots;
  }

  hasSheet(name: string): Promise<boolean> {
    return Promise.resolve(this.#grid.hasSheet(name));
  }

  readArea(address: string): Promise<SheetBlock | null> {
    return Promise.resolve(this.#grid.area(address));
  }

  async readRegion(address: string): Promise<SheetBlock> {
    return this.#grid.region(address);
  }

  async readEntries(addresses: readonly string[]): Promise<readonly SheetEdit[]> {
    return addresses.map((address) => this.#grid.entries(address));
  }

  async spillsOf(addresses: readonly string[]): Promise<readonly (string | null)[]> {
    return addresses.map((address) => this.#grid.spillOf(address));
  }

  async writeEntries(edits: readonly SheetEdit[]): Promise<void> {
    this.#grid.write(edits);
  }

  async show(address: string): Promise<void> {
    this.#grid.show(address);
  }

  async visibleArea(): Promise<string | null> {
    return this.#grid.visibleArea();
  }

  onSelectionChange(listener: (address: string | null) => void): () => void {
    return this.#grid.onSelectionChange(listener);
  }

  loadSettings(): Promise<string | null> {
    return Promise.resolve(this.#slots.settings.load());
  }

  saveSettings(json: string): Promise<void> {
    this.#slots.settings.save(json);
    return Promise.resolve();
  }

  loadAnswers(): Promise<string | null> {
    return Promise.resolve(this.#slots.answers.load());
  }

  saveAnswers(text: string): Promise<void> {
    this.#slots.answers.save(text);
    return Promise.resolve();
  }

  loadLessons(): Promise<string | null> {
    return Promise.resolve(this.#slots.lessons.load());
  }

  saveLessons(text: string): Promise<void> {
    this.#slots.lessons.save(text);
    return Promise.resolve();
  }

  recalculate(address: string | null): Promise<void> {
    this.#grid.recalculate(address);
    return Promise.resolve();
  }
}
