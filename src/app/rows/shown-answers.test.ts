import { PLAIN_STAMP } from "../../core/kept/kept-settings.ts";
import { keptText } from "../../core/kept/kept-text.ts";
import { parseAddress } from "../../core/ranges/a1.ts";
import { until } from "../../core/testing/until.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Product } from "../product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";

const ROWS = 2_500;

interface Opened {
  readonly host: FakeHost;
  readonly product: Product;
  /** Rows of each area that was read, in order. */
  readonly reads: number[];
}

const products: Product[] = [];

afterEach(() => {
  for (const product of products.splice(0)) product.close();
});

/**
 * A workbook with a column of kept answers, most of which its formulas show. empty: rows that show nothing yet;
 * settings: what the answers are kept under.
 */
async function open(empty: readonly number[] = [], settings = PLAIN_STAMP): Promise<Opened> {
  const host = new FakeHost(Array.from({ length: ROWS }, (_, row) => [`in ${row}`, "=GPT(A1)"]));
  for (let row = 0; row < ROWS; row++) {
    if (!empty.includes(row)) host.showResult(`Sheet1!B${row + 1}`, `out ${row}`);
  }
  host.answers = await keptText(
    Array.from({ length: ROWS }, (_, row) => ({
      question: `${row}`.padStart(22, "k"),
      settings,
      cells: [`Sheet1!B${row + 1}`],
      value: `out ${row}`,
      confidence: 0.5,
      isFitted: true,
      model: { name: "A", hash: "A" },
    })),
  );
  const reads: number[] = [];
  const readArea = host.readArea.bind(host);
  host.readArea = (address) => {
    reads.push(parseAddress(address)!.rows);
    return readArea(address);
  };
  const product = createProduct({
    host,
    openCompleter: () => Promise.resolve(new ScriptedCompleter(() => " x")),
    nowMs: () => Date.now(),
  });
  products.push(product);
  return { host, product, reads };
}

/** Does something while all pauses are a hundred times shorter. */
async function hurried(act: () => Promise<void>): Promise<void> {
  const { setTimeout: usual } = globalThis;
  const hurry = (done: () => void, milliseconds = 0) => usual(done, milliseconds / 100);
  globalThis.setTimeout = hurry as typeof setTimeout;
  try {
    await act();
  } finally {
    globalThis.setTimeout = usual;
  }
}

/** Has the host refuse to read so many rows. */
function refuse(host: FakeHost, isRefused: (rows: number) => boolean): void {
  const readArea = host.readArea.bind(host);
  host.readArea = async (address) => {
    const block = await readArea(address);
    if (isRefused(parseAddress(address)!.rows)) throw new Error("The response is too large");
    return block;
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

describe("the answers that an opened workbook shows", () => {
  it("are read once, and only those again that are still empty", async () => {
    const { host, product, reads } = await open([7]);
    const recalled = product.recallAnswers();
    setTimeout(() => host.showResult("Sheet1!B8", "out 7"), 100);
    await recalled;
    expect([...reads].sort((a, b) => b - a)).toEqual([1_000, 1_000, 500, 1]);
    host.select("Sheet1!B8");
    expect(product.state.getState().selection?.trace).toMatchObject({ answer: { value: "out 7" } });
  });

  it("are read in turns, between which others have theirs", async () => {
    const { host, product, reads } = await open();
    let turn = 0;
    const timer = setInterval(() => turn++, 0);
    const turns: number[] = [];
    const readArea = host.readArea.bind(host);
    host.readArea = (address) => {
      turns.push(turn);
      return new Promise((resolve) => setTimeout(resolve, 2)).then(() => readArea(address));
    };
    await product.recallAnswers();
    clearInterval(timer);
    expect(Math.max(...reads)).toBeLessThanOrEqual(1_000);
    expect(new Set(turns).size).toBe(turns.length);
  });

  it("are not taken up from cells that were frozen while they were read", async () => {
    const { host, product } = await open([0]);
    const recalled = product.recallAnswers();
    setTimeout(() => {
      host.showResult("Sheet1!B1", "out 0");
      void product.cells.freeze("Sheet1!B1");
    }, 100);
    await recalled;
    host.select("Sheet1!B1");
    expect(product.state.getState().selection).toEqual({ address: "Sheet1!B1", trace: null });
  });

  it.each(['[[],[["teach",5],["topK",3]]]', '[[],[["topK",3]],7]', "[[],[],null]", "no stamp"])(
    "are taken up whatever stands in a workbook as their settings: %s",
    async (settings) => {
      const { host, product } = await open([], settings);
      await product.recallAnswers();
      host.select("Sheet1!B1");
      expect(product.state.getState().selection?.trace).toMatchObject({ answer: { value: "out 0" } });
    },
  );

  it("are read again by a changed setting only where it would ask otherwise, and by the last one", async () => {
    const { product, reads } = await open();
    await product.recallAnswers();
    reads.length = 0;
    await product.changeSettings({ unsureBelow: 0.9 });
    expect(reads).toEqual([]);
    const first = product.changeSettings({ maxTokens: 3 });
    await new Promise((resolve) => setTimeout(resolve));
    await Promise.all([first, product.changeSettings({ maxTokens: 4 })]);
    expect(sum(reads)).toBeLessThan(2 * ROWS);
    expect(product.state.getState().kept.otherSettings).toBe(ROWS);
    reads.length = 0;
    await product.changeSettings({ maxTokens: 16 });
    expect(reads).toEqual([]);
    expect(product.state.getState().kept.otherSettings).toBe(0);
  });

  it("are read again in smaller stretches where the host refuses, and are taken up then", async () => {
    const { host, product, reads } = await open();
    refuse(host, (rows) => rows > 400);
    await hurried(() => product.recallAnswers());
    expect([...new Set(reads)]).toEqual([1_000, 500, 250]);
    host.select("Sheet1!B1");
    expect(product.state.getState().selection?.trace).toMatchObject({ answer: { value: "out 0" } });
  });

  it("are let be where the host refuses again and again, or the sheet is gone", async () => {
    const { host, product, reads } = await open();
    refuse(host, () => true);
    host.goneSheets.add("Sheet1");
    await product.recallAnswers();
    expect(reads).toEqual([1_000, 1_000, 500]);
    host.goneSheets.clear();
    reads.length = 0;
    await hurried(() => product.recallAnswers());
    // All of it, and then in halves three times.
    expect(reads.length).toBe(3 + 5 + 10 + 20);
    expect(product.state.getState().kept.models).toMatchObject([{ answers: ROWS }]);
  });

  it("are forgotten at once where they are gone, whatever else the host goes on refusing", async () => {
    const { host, product } = await open();
    await product.changeSettings({ maxTokens: 3 });
    await host.writeEntries([{ address: "Sheet1!B1", entries: [[{ value: "mine" }]] }]);
    refuse(host, (rows) => rows <= 500);
    let isOver = false;
    void product.recallAnswers().then(() => (isOver = true));
    const isForgotten = () => product.state.getState().kept.otherSettings === ROWS - 1;
    await until(isForgotten, "the answer to be forgotten");
    expect(isOver).toBe(false);
  });

  it("are forgotten under another setting where a later look finds them gone, for which nobody waits", async () => {
    const { host, product } = await open();
    await product.recallAnswers();
    await host.writeEntries([{ address: "Sheet1!B1", entries: [[{ value: "mine" }]] }]);
    let refusals = 1;
    refuse(host, () => refusals-- > 0);
    await hurried(async () => {
      await product.changeSettings({ maxTokens: 3 });
      expect(product.state.getState().kept.otherSettings).toBe(ROWS);
      const isForgotten = () => product.state.getState().kept.otherSettings === ROWS - 1;
      await until(isForgotten, "the later look");
    });
  });

  it("are read again by an undo only where it wrote", async () => {
    const { product, reads } = await open();
    await product.recallAnswers();
    await product.cells.freeze("Sheet1!B3");
    await product.gpt({
      examplesOrInput: { values: [["a", "b"]], address: null },
      input: { values: [["c"]], address: null },
      headers: null,
      options: null,
      caller: "Sheet1!B3",
      signal: new AbortController().signal,
    });
    reads.length = 0;
    await product.undo();
    expect(reads.at(-1)).toBe(1);
    // Besides, it looks whether the rows around it have moved.
    expect(sum(reads)).toBeLessThan(ROWS / 4);
  });
});
