import { uniformAt } from "../src/core/sampling/counter-random.ts";
import type { PlaygroundPage } from "./playground-page.ts";

const FIRST_ROW = 5;
const ROWS = 20;
const LAST_ROW = FIRST_ROW + ROWS - 1;
const COUNTRIES = ["France", "Italy", "Spain", "Chad", "Norway", "Cuba", "Iran", "Mali", "Chile", "Greece"];
const EXAMPLES = [
  ["Country", "Capital"],
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
];
/** What the answers of the last example may be changed to. */
const LAST_ANSWERS = ["Nairobi", "NAIROBI", "Mombasa"];
/** A cell may show that it is busy so long after the work has ended: the grid takes results over in steps. */
const GRACE_MS = 10_000;
/** Until all cells have their answers at the end. */
const END_MS = 120_000;

declare const window: { engines: Worker[]; Worker: typeof Worker };

/** Keeps the engine's Workers where a fault can reach them. Must run before the page's own scripts. */
export function keepEngines(): void {
  const engines: Worker[] = [];
  const Original = window.Worker;
  window.Worker = class extends Original {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      if (options?.name === "engine") engines.push(this);
    }
  };
  Object.assign(window, { engines });
}

/** What a cell shows. */
type Shown = string | number | boolean | null;

interface Action {
  readonly name: string;
  /** How often it is taken, beside the others. */
  readonly weight: number;
  run(soak: Soak): Promise<void>;
}

/** What a person does, and what goes wrong meanwhile. */
const ACTIONS: readonly Action[] = [
  { name: "formula", weight: 6, run: (soak) => soak.writeFormulas(1) },
  { name: "fill", weight: 3, run: (soak) => soak.writeFormulas(6) },
  { name: "clear", weight: 2, run: (soak) => soak.clear() },
  { name: "input", weight: 3, run: (soak) => soak.changeInput() },
  { name: "example", weight: 1, run: (soak) => soak.changeExample() },
  { name: "stop", weight: 2, run: (soak) => soak.press("Stop") },
  { name: "pause", weight: 1, run: (soak) => soak.press("Pause") },
  { name: "resume", weight: 2, run: (soak) => soak.press("Resume") },
  { name: "recalculate", weight: 1, run: (soak) => soak.press("Recalculate all") },
  { name: "select", weight: 2, run: (soak) => soak.selectAny() },
  { name: "wait", weight: 3, run: (soak) => soak.wait() },
  { name: "kill the Worker", weight: 1, run: (soak) => soak.killEngine() },
];

/** Random actions and faults on one sheet, always the same ones for the same seed; after each one every cell is looked at. */
export class Soak {
  readonly #playground: PlaygroundPage;
  readonly #seed: number;
  readonly #log: (line: string) => void;
  /** The answer to each question, as it was given first: greedy decoding gives no other. */
  readonly #answers = new Map<string, Shown>();
  #draws = 0;
  steps = 0;

  constructor(playground: PlaygroundPage, seed: number, log: (line: string) => void) {
    this.#playground = playground;
    this.#seed = seed;
    this.#log = log;
  }

  /** Goes on for so long, then lets everything finish. Throws an Error with seed and step where a cell is wrong or stuck. */
  async run(milliseconds: number): Promise<void> {
    await this.#playground.newSheet();
    await this.#playground.write("A1:B4", EXAMPLES);
    const inputs = Array.from({ length: ROWS }, () => [this.#any(COUNTRIES)]);
    await this.#playground.write(`A${FIRST_ROW}:A${LAST_ROW}`, inputs);
    const deadline = Date.now() + milliseconds;
    while (Date.now() < deadline) {
      const action = this.#anyAction();
      this.steps += 1;
      this.#log(`${this.steps} ${action.name}`);
      await action.run(this);
      await this.#check(action.name);
    }
    await this.#finish();
  }

  async writeFormulas(rows: number): Promise<void> {
    const first = this.#row(rows);
    for (let row = first; row < first + rows; row++) {
      await this.#playground.formula(`B${row}`, `=GPT($A$2:$B$4, A${row})`);
    }
  }

  async clear(): Promise<void> {
    const row = this.#row();
    await this.#playground.write(`B${row}:B${row}`, [[""]]);
  }

  async changeInput(): Promise<void> {
    const row = this.#row();
    await this.#playground.write(`A${row}:A${row}`, [[this.#any(COUNTRIES)]]);
  }

  async changeExample(): Promise<void> {
    await this.#playground.write("B4:B4", [[this.#any(LAST_ANSWERS)]]);
  }

  /** Presses a button of the pane, where it can be pressed now. */
  async press(name: string): Promise<void> {
    const button = this.#playground.page.getByRole("button", { name, exact: true });
    if ((await button.count()) === 0 || !(await button.isEnabled())) return;
    // The work may end between the look and the press.
    await button.click({ timeout: 2_000 }).catch(() => undefined);
  }

  async selectAny(): Promise<void> {
    await this.#playground.select(`B${this.#row()}`);
  }

  async wait(): Promise<void> {
    await this.#playground.page.waitForTimeout(this.#below(1_500));
  }

  async killEngine(): Promise<void> {
    await this.#playground.page.evaluate(() => {
      const engine = window.engines.at(-1);
      engine?.terminate();
      engine?.dispatchEvent(new ErrorEvent("error", { message: "killed" }));
    });
  }

  async #check(action: string): Promise<void> {
    const startMs = Date.now();
    for (;;) {
      const [wrong] = await this.#problems();
      if (wrong === undefined) break;
      if (Date.now() - startMs > GRACE_MS) {
        throw new Error(`Seed ${this.#seed}, step ${this.steps} (${action}): ${wrong}`);
      }
      await this.#playground.page.waitForTimeout(200);
    }
    if (this.#playground.pageErrors.length > 0) throw new Error(this.#playground.pageErrors.join("\n"));
  }

  /** Cells that are neither right nor running and do not say why not. */
  async #problems(): Promise<string[]> {
    const { page } = this.#playground;
    const region = page.getByRole("region", { name: "Work" });
    const isBusy =
      (await region.getByRole("button", { name: "Stop", exact: true }).isEnabled()) ||
      (await region.getByRole("button", { name: "Resume", exact: true }).count()) > 0;
    const examples = JSON.stringify(await this.#playground.values("A2:B4"));
    const cells = (await this.#playground.values(`A${FIRST_ROW}:B${LAST_ROW}`)) as Shown[][];
    const problems: string[] = [];
    for (const [place, [input = null, value = null]] of cells.entries()) {
      const address = `B${FIRST_ROW + place}`;
      if ((await this.#playground.formulaOf(address)) === "") continue;
      if (value === "#BUSY!" || value === null) {
        if (!isBusy) problems.push(`${address} is busy, and nothing runs`);
      } else if (String(value).startsWith("#")) {
        if (!(await this.#saysWhy(address))) problems.push(`${address} shows ${String(value)} and not why`);
      } else if (!isBusy) {
        // While something runs, the cell may still show the answer of the question before.
        const question = `${examples}\n${String(input)}`;
        const expected = this.#answers.get(question) ?? value;
        this.#answers.set(question, expected);
        if (value !== expected) problems.push(`${address} shows ${String(value)}, not ${String(expected)}`);
      }
    }
    return problems;
  }

  async #saysWhy(address: string): Promise<boolean> {
    await this.#playground.select(address);
    const card = this.#playground.page.getByRole("region", { name: "Selected cell" });
    const text = await card.innerText();
    return /#N\/A [A-Z].*\.|#VALUE! [A-Z].*\.|Waiting for its turn|Running\./.test(text);
  }

  /** Everything goes on; in the end each formula has its answer. */
  async #finish(): Promise<void> {
    await this.press("Resume");
    await this.writeAll();
    await this.press("Recalculate all");
    const isAnswer = (value: unknown) => typeof value === "string" && !value.startsWith("#");
    const shown = await this.#playground.settled(`B${FIRST_ROW}:B${LAST_ROW}`, isAnswer, END_MS);
    const left = shown.filter((value) => !isAnswer(value));
    if (left.length > 0)
      throw new Error(`Seed ${this.#seed}: ${left.length} cells ended as ${left.join(", ")}`);
    await this.#check("the end");
  }

  async writeAll(): Promise<void> {
    for (let row = FIRST_ROW; row <= LAST_ROW; row++) {
      await this.#playground.formula(`B${row}`, `=GPT($A$2:$B$4, A${row})`);
    }
  }

  #anyAction(): Action {
    let left = this.#below(ACTIONS.reduce((sum, { weight }) => sum + weight, 0));
    return ACTIONS.find(({ weight }) => (left -= weight) < 0)!;
  }

  #row(rows = 1): number {
    return FIRST_ROW + this.#below(ROWS - rows + 1);
  }

  #any<Value>(values: readonly Value[]): Value {
    return values[this.#below(values.length)]!;
  }

  #below(limit: number): number {
    return Math.floor(uniformAt(this.#seed, this.#draws++) * limit);
  }
}
