import { join } from "node:path";
import { PlaygroundPage } from "./playground-page.ts";
import type { PlaygroundSession } from "./playground-session.ts";

const SHEET = "Test 1";
export const FIRST_ROW = 5;
export const ROWS = 20;
const LAST_ROW = FIRST_ROW + ROWS - 1;
export const COUNTRIES = [
  "France",
  "Italy",
  "Spain",
  "Chad",
  "Norway",
  "Cuba",
  "Iran",
  "Mali",
  "Chile",
  "Greece",
];
const EXAMPLES = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
];
/** What the answer of the last example may be changed to. */
export const LAST_ANSWERS = ["Nairobi", "NAIROBI", "Mombasa"];
/** What a formula may be; # is its row. */
export const FORMULAS = [
  "=GPT($A$2:$B$4, A#)",
  '=GPT($A$2:$B$4, A#,, "max tokens=2")',
  "=UPPER(GPT($A$2:$B$4, A#))",
];
/** Until many cells have their answers. */
const ALL_MS = 120_000;

declare const window: {
  engines: Worker[];
  rightNow?: () => number;
  univerAPI: {
    getActiveWorkbook(): {
      getActiveSheet(): {
        insertRows(row: number, count: number): unknown;
        deleteRows(row: number, count: number): unknown;
      };
    };
  };
};

/** What a cell shows. */
type Shown = string | number | boolean | null;

const isAnswer = (value: unknown): boolean => typeof value === "string" && !value.startsWith("#");

/** Which of FORMULAS a cell holds, by the row that it stands in; -1 for none. */
function formulaKind(formula: string, row: number): number {
  const bare = (text: string): string => text.replaceAll(" ", "").replaceAll("#", String(row));
  return FORMULAS.findIndex((each) => bare(each) === bare(formula));
}

/** The sheet that a soak acts on: examples, a column of inputs, a column of formulas; and what is right in it. */
export class SoakSheet {
  readonly #session: PlaygroundSession;
  /** The answers to all questions that can come up, asked while nothing disturbed. */
  readonly #right = new Map<string, Shown>();
  #playground: PlaygroundPage;
  #isOffline = false;

  constructor(session: PlaygroundSession) {
    this.#session = session;
    this.#playground = session.playground;
  }

  get page(): PlaygroundPage["page"] {
    return this.#playground.page;
  }

  get pageErrors(): readonly string[] {
    return this.#playground.pageErrors;
  }

  get isOffline(): boolean {
    return this.#isOffline;
  }

  /** Writes the sheet and learns the right answers. inputs: as many as there are rows. */
  async open(inputs: readonly string[]): Promise<void> {
    await this.#playground.newSheet();
    await this.#playground.write("A1:B4", EXAMPLES);
    await this.#playground.write(
      `D${FIRST_ROW}:D${FIRST_ROW + COUNTRIES.length - 1}`,
      COUNTRIES.map((country) => [country]),
    );
    for (const last of LAST_ANSWERS) await this.#learn(last);
    const blank = COUNTRIES.map(() => Array.from({ length: FORMULAS.length + 1 }, () => ""));
    await this.#playground.write(`D${FIRST_ROW}:G${FIRST_ROW + COUNTRIES.length - 1}`, blank);
    await this.changeExample(LAST_ANSWERS[0]!);
    await this.#playground.write(
      `A${FIRST_ROW}:A${LAST_ROW}`,
      inputs.map((input) => [input]),
    );
  }

  async #learn(last: string): Promise<void> {
    await this.changeExample(last);
    const area = `E${FIRST_ROW}:G${FIRST_ROW + COUNTRIES.length - 1}`;
    const cells = COUNTRIES.map((_, place) =>
      FORMULAS.map((formula) => ({ f: formula.replace("A#", `D${FIRST_ROW + place}`) })),
    );
    // What the formulas gave after the examples before must be gone, or it would be taken for their answer.
    await this.#playground.write(
      area,
      cells.map((row) => row.map(() => "")),
    );
    await this.#playground.write(area, cells as never);
    const shown = await this.#playground.settled(area, isAnswer, ALL_MS);
    for (const [at, value] of shown.entries()) {
      if (!isAnswer(value)) throw new Error(`Nothing disturbed, and a cell shows ${String(value)}`);
      const country = COUNTRIES[Math.floor(at / FORMULAS.length)]!;
      this.#right.set(questionKey(at % FORMULAS.length, last, country), value as Shown);
    }
  }

  async writeFormulas(row: number, rows: number, kind: number): Promise<void> {
    const cells = Array.from({ length: rows }, (_, place) => [
      { f: FORMULAS[kind]!.replaceAll("#", String(row + place)) },
    ]);
    await this.#playground.write(`B${row}:B${row + rows - 1}`, cells as never);
  }

  async clear(row: number): Promise<void> {
    await this.#playground.write(`B${row}:B${row}`, [[""]]);
  }

  async changeInput(row: number, country: string): Promise<void> {
    await this.#playground.write(`A${row}:A${row}`, [[country]]);
  }

  async changeExample(answer: string): Promise<void> {
    await this.#playground.write("B4:B4", [[answer]]);
  }

  select(row: number): Promise<void> {
    return this.#playground.select(`B${row}`);
  }

  /** Moves the formulas below down by a row, and back. */
  async insertAndDelete(row: number, betweenMs: number): Promise<void> {
    await this.page.evaluate((at) => {
      window.univerAPI.getActiveWorkbook().getActiveSheet().insertRows(at, 1);
    }, row - 1);
    await this.page.waitForTimeout(betweenMs);
    await this.page.evaluate((at) => {
      window.univerAPI.getActiveWorkbook().getActiveSheet().deleteRows(at, 1);
    }, row - 1);
  }

  /** Presses a button of the pane, where it can be pressed now. */
  async press(name: string): Promise<void> {
    const button = this.page.getByRole("button", { name, exact: true });
    if ((await button.count()) === 0 || !(await button.isEnabled())) return;
    // The work may end between the look and the press.
    await button.click({ timeout: 2_000 }).catch(() => undefined);
  }

  async killEngine(): Promise<void> {
    await this.page.evaluate(() => {
      const engine = window.engines.at(-1);
      engine?.terminate();
      engine?.dispatchEvent(new ErrorEvent("error", { message: "killed" }));
    });
    // What it had open it lets go a moment later.
    await this.page.waitForTimeout(200);
  }

  /** The page's clock goes so many seconds ahead of the right time from now on. */
  async setClock(aheadSeconds: number): Promise<void> {
    await this.page.evaluate((ms) => {
      const right = (window.rightNow ??= Date.now.bind(Date));
      Date.now = () => right() + ms;
    }, aheadSeconds * 1000);
  }

  async setOffline(isOffline: boolean): Promise<void> {
    this.#isOffline = isOffline;
    await this.#session.context.setOffline(isOffline);
  }

  /**
   * The engine dies, and the stored weights are deleted, as browsers do when space runs short; the next engine must fetch them.
   * Nothing is deleted where it has them open already, or they are just being written: the browser refuses that.
   */
  async loseStoredModel(): Promise<void> {
    await this.killEngine();
    await this.page.evaluate(async () => {
      const root = await navigator.storage.getDirectory();
      await root.removeEntry("models", { recursive: true }).catch(() => undefined);
    });
  }

  /** The engine dies, and some bytes of the stored weights are overwritten, as above. at: between 0 and 1. */
  async damageStoredModel(at: number): Promise<void> {
    await this.killEngine();
    await this.page.evaluate(async (share) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("models", { create: true });
      for await (const [name, handle] of folder.entries()) {
        if (!name.endsWith(".gguf")) continue;
        const file = handle as FileSystemFileHandle;
        const writable = await file.createWritable({ keepExistingData: true }).catch(() => null);
        if (writable === null) continue;
        const position = Math.floor(share * ((await file.getFile()).size - 100));
        await writable.write({ type: "write", position, data: new Uint8Array(100) });
        await writable.close();
      }
    }, at);
  }

  /** Another tab of the same site comes and goes. */
  async openOtherTab(): Promise<void> {
    const other = await PlaygroundPage.open(this.#session.context, this.#session.url);
    await other.page.close({ runBeforeUnload: false });
  }

  /** Saves the workbook and opens its file, in this page or in one that takes its place. */
  async saveAndOpen(isNewPage: boolean): Promise<void> {
    const file = join(this.#session.profile, "Soak.xlsx");
    await (await this.#playground.save()).saveAs(file);
    if (isNewPage) {
      const { context, url } = this.#session;
      const before = this.#playground;
      this.#playground = await PlaygroundPage.open(context, url);
      await before.page.close({ runBeforeUnload: false });
    }
    await this.#playground.openFile(file);
    await this.#playground.showSheet(SHEET);
  }

  /** Everything goes on; resolves with what cells show that have no answer after a long time. */
  async finish(): Promise<unknown[]> {
    await this.setOffline(false);
    await this.press("Resume");
    await this.writeFormulas(FIRST_ROW, ROWS, 0);
    // A model that could not be loaded is loaded when it is next wanted.
    await this.press("Recalculate all");
    const area = `B${FIRST_ROW}:B${LAST_ROW}`;
    const shown = await this.#playground.settled(area, isAnswer, ALL_MS);
    return shown.filter((value) => !isAnswer(value));
  }

  /** Cells that are neither right nor running and do not say why not. */
  async problems(): Promise<string[]> {
    const region = this.page.getByRole("region", { name: "Work" });
    const isBusy =
      (await region.getByRole("button", { name: "Stop", exact: true }).isEnabled()) ||
      (await region.getByRole("button", { name: "Resume", exact: true }).count()) > 0;
    const [cells, formulas] = await this.#playground.valuesAndFormulas(`A1:B${LAST_ROW}`);
    const last = String(cells[3]?.[1]);
    const problems: string[] = [];
    for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
      const [input, value] = (cells[row - 1] ?? []) as [Shown, Shown];
      const formula = formulas[row - 1]?.[1] ?? "";
      if (formula === "") continue;
      const kind = formulaKind(formula, row);
      if (kind < 0) problems.push(`B${row} holds ${formula}`);
      else if (value === "#BUSY!" || value === null || value === undefined) {
        if (!isBusy) problems.push(`B${row} shows ${String(value)}, and nothing runs`);
      } else if (String(value).startsWith("#")) {
        if (!(await this.#saysWhy(`B${row}`))) problems.push(`B${row} shows ${String(value)} and not why`);
      } else if (!isBusy) {
        // While something runs, the cell may still show the answer of the question before.
        const right = this.#right.get(questionKey(kind, last, String(input)));
        if (value !== right)
          problems.push(
            `B${row} shows ${String(value)}, not ${String(right)}, for ${String(input)} (${formula})`,
          );
      }
    }
    return problems;
  }

  async #saysWhy(address: string): Promise<boolean> {
    await this.#playground.select(address);
    const card = this.page.getByRole("region", { name: "Selected cell" });
    const text = await card.innerText();
    return /#N\/A [A-Z].*\.|#VALUE! [A-Z].*\.|Waiting for its turn|Running\./.test(text);
  }
}

const questionKey = (kind: number, lastAnswer: string, country: string): string =>
  [kind, lastAnswer, country].join("\n");
