import type { Product } from "../app/product.ts";
import { wordsOf } from "../app/words-of.ts";
import { currentLanguage, onLanguageChange } from "../core/language/language.ts";
import { steadyNowMs } from "../engine/steady-clock.ts";
import type { GridFunction } from "../host/playground/grid-function.ts";
import { PlaygroundHost } from "../host/playground/playground-host.ts";
import { UniverGrid } from "../host/playground/univer-grid.ts";
import { readXlsx } from "../host/playground/xlsx-read.ts";
import { writeXlsx } from "../host/playground/xlsx-write.ts";
import type { SpreadsheetHost } from "../host/port.ts";
import { productCommands } from "../app/edits/commands.ts";
import type { GridMenuItem } from "../host/playground/univer-menu.ts";
import { DraftKeeper } from "./draft/draft-keeper.ts";
import type { DraftStore } from "./draft/draft-store.ts";
import { MESSAGES } from "./messages.ts";
import { giveWorkbook } from "./give-workbook.ts";
import { FIRST_FORMULA } from "./sample/start-here.ts";
import type { LoadPane } from "./pane-slot.tsx";
import { sampleWorkbook } from "./sample/sample-workbook.ts";
import { createWorkbookSession, type WorkbookSession } from "./workbook-session.ts";

export interface PlaygroundParts {
  createProduct(host: SpreadsheetHost): Product;
  functionsOf(product: Product): readonly GridFunction[];
  readonly loadPane: LoadPane;
  /** Where unsaved workbooks are kept; null: nowhere. */
  readonly drafts: DraftStore | null;
}

/**
 * Builds the page into `root`: the grid with the sample workbook first, then bar and pane around it. Resolves with the
 * grid's own programming interface when the page is drawn.
 */
export async function openPlayground(root: HTMLElement, parts: PlaygroundParts): Promise<UniverGrid["api"]> {
  const page = import("./render-page.tsx");
  const gridElement = document.createElement("div");
  gridElement.className = "grid-canvas";
  (root.querySelector(".shell-grid") ?? root).replaceChildren(gridElement);
  const grid = new UniverGrid(gridElement, matchMedia("(prefers-color-scheme: dark)").matches);
  // Where its texts cannot be fetched, the grid stays English.
  const speak = (): Promise<void> => grid.speak(currentLanguage()).catch(console.error);
  const spoken = currentLanguage() === "en" ? null : speak();
  onLanguageChange(() => void speak());
  const first = sampleWorkbook();
  let names: readonly string[] = [];
  const session = createWorkbookSession(
    grid,
    {
      read: (file) => readXlsx(file, names),
      write: (workbook) => writeXlsx(workbook, names),
      give: giveWorkbook,
    },
    first,
  );
  const product = parts.createProduct(new PlaygroundHost(grid, session));
  session.onReplace(() => product.openWorkbook());
  session.onLoad(() => void product.recallAnswers());
  session.onSave(() => product.saveAnswers());
  const functions = parts.functionsOf(product);
  names = functions.map(({ name }) => name);
  grid.register(functions);
  grid.addMenu(menuOf(product));
  grid.load(first);
  const [{ renderPage }] = await Promise.all([page, spoken]);
  const drafts = parts.drafts && keepDrafts(parts.drafts, session, product);
  const setDark = (isDark: boolean) => grid.setDark(isDark);
  const opened = {
    session,
    product,
    loadPane: parts.loadPane,
    drafts,
    setDark,
    show: (address: string) => grid.show(address),
    focusGrid: () => grid.focus(),
  };
  renderPage(root, { gridElement, opened });
  void drafts?.offerLeft().catch((error: unknown) => product.report(MESSAGES.draft.failed(wordsOf(error))));
  grid.select(FIRST_FORMULA);
  return grid.api;
}

function keepDrafts(store: DraftStore, session: WorkbookSession, product: Product): DraftKeeper {
  const onProblem = (message: string) => product.report(MESSAGES.draft.failed(message));
  const clocks = { nowMs: steadyNowMs, dateMs: () => Date.now() };
  const keeper = new DraftKeeper({ session, store, ...clocks, onProblem });
  // The last sign that a page gets before it may end.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void keeper.keepNow();
  });
  return keeper;
}

/** The ribbon's commands, where a page without a ribbon has them: in the menu of the cells. */
function menuOf(product: Product): readonly GridMenuItem[] {
  const { fillColumn, redoCell, freezeCells } = productCommands(product, () => Promise.resolve());
  const item = (id: "fill" | "redo" | "freeze", command: () => Promise<void>): GridMenuItem => ({
    id,
    title: () => MESSAGES.menu[id],
    run: () => void command().catch((error: unknown) => product.report(wordsOf(error))),
  });
  return [item("fill", fillColumn), item("redo", redoCell), item("freeze", freezeCells)];
}
