import type { Draws } from "./draws.ts";
import { COUNTRIES, FIRST_ROW, FORMULAS, LAST_ANSWERS, ROWS, type SoakSheet } from "./soak-sheet.ts";

export interface SoakAction {
  readonly name: string;
  /** How often it is taken, beside the others. */
  readonly weight: number;
  run(sheet: SoakSheet, draws: Draws): Promise<void>;
}

const anyRow = (draws: Draws, rows = 1): number => FIRST_ROW + draws.below(ROWS - rows + 1);

const formulas = (name: string, weight: number, rows: number): SoakAction => ({
  name,
  weight,
  run: (sheet, draws) => sheet.writeFormulas(anyRow(draws, rows), rows, draws.below(FORMULAS.length)),
});

const press = (button: string, weight: number): SoakAction => ({
  name: `press ${button}`,
  weight,
  run: (sheet) => sheet.press(button),
});

/** What a person does, and what goes wrong meanwhile. */
export const SOAK_ACTIONS: readonly SoakAction[] = [
  formulas("formula", 8, 1),
  formulas("fill", 5, 6),
  { name: "clear", weight: 2, run: (sheet, draws) => sheet.clear(anyRow(draws)) },
  {
    name: "input",
    weight: 4,
    run: (sheet, draws) => sheet.changeInput(anyRow(draws), draws.any(COUNTRIES)),
  },
  { name: "example", weight: 2, run: (sheet, draws) => sheet.changeExample(draws.any(LAST_ANSWERS)) },
  {
    name: "insert and delete a row",
    weight: 2,
    run: (sheet, draws) => sheet.insertAndDelete(anyRow(draws), draws.below(500)),
  },
  press("Stop", 3),
  press("Pause", 2),
  press("Resume", 3),
  press("Recalculate all", 2),
  { name: "select", weight: 2, run: (sheet, draws) => sheet.select(anyRow(draws)) },
  { name: "wait", weight: 4, run: (sheet, draws) => sheet.page.waitForTimeout(draws.below(1_500)) },
  { name: "save and open", weight: 1, run: (sheet) => sheet.saveAndOpen(false) },
  {
    name: "close the page and open the file in another",
    weight: 1,
    run: async (sheet) => {
      if (!sheet.isOffline) await sheet.saveAndOpen(true);
    },
  },
  {
    name: "another tab",
    weight: 1,
    run: async (sheet) => {
      if (!sheet.isOffline) await sheet.openOtherTab();
    },
  },
  { name: "set the clock", weight: 1, run: (sheet, draws) => sheet.setClock(draws.below(7_200) - 3_600) },
  { name: "kill the Worker", weight: 2, run: (sheet) => sheet.killEngine() },
  { name: "lose the network", weight: 1, run: (sheet) => sheet.setOffline(true) },
  { name: "find the network", weight: 2, run: (sheet) => sheet.setOffline(false) },
  { name: "lose the stored model", weight: 1, run: (sheet) => sheet.loseStoredModel() },
  {
    name: "damage the stored model",
    weight: 1,
    run: (sheet, draws) => sheet.damageStoredModel(draws.share()),
  },
];
