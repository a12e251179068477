import { PlaygroundHost } from "../../host/playground/playground-host.ts";
import { UniverGrid } from "../../host/playground/univer-grid.ts";
import type { WorkbookData } from "../../host/playground/workbook-data.ts";
import { newWorkbook } from "../new-workbook.ts";
import { createWorkbookSession } from "../workbook-session.ts";

/** A page with the playground's host over its grid and workbook, and nothing around it, for the tests of hosts. */
const grid = new UniverGrid(document.querySelector("#grid") as HTMLElement);
const refuse = () => Promise.reject(new Error("No files here"));
const session = createWorkbookSession(grid, { read: refuse, write: refuse, give() {} }, newWorkbook());
const host = new PlaygroundHost(grid, session);

/** What ends listening, by the name of the function that is told. */
const listening = new Map<string, () => void>();

const page = {
  host,
  /** Tells the function of the window that has this name of each selection. */
  listen(name: string): void {
    const told = Reflect.get(window, name) as (address: string | null) => void;
    listening.set(name, host.onSelectionChange(told));
  },
  endListening(name: string): void {
    listening.get(name)?.();
  },
  /** Puts another workbook into the grid, whatever happens to the last one. */
  async openWorkbook(workbook: WorkbookData): Promise<void> {
    await session.replace(workbook);
    await session.answer("discard");
  },
};
Object.assign(window, page);
export type HostPage = typeof page;
