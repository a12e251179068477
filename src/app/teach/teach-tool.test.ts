import type { TeachCalls, Teacher, TeachRequest } from "../../engine/teacher.ts";
import {
  EngineError,
  type CompleteCalls,
  type CompletionRequest,
  type ScoreRequest,
} from "../../engine/completer.ts";
import { CellDate } from "../../core/examples/cell-date.ts";
import { lessonsFromText, lessonsText } from "../../core/teach/lesson.ts";
import { until } from "../../core/testing/until.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Product } from "../product.ts";
import { crash, ScriptedCompleter } from "../testing/scripted-completer.ts";

const PAIRS = Array.from({ length: 20 }, (_, i) => [`code ${i}`, `shelf ${i}`]);

/** A completer that can be taught: an adapter is one byte, and what is asked of it comes out right. */
class TaughtCompleter extends ScriptedCompleter {
  readonly asked: TeachRequest[] = [];
  readonly added: Uint8Array[] = [];
  versions = 0;
  /** Whether what has an adapter comes out wrong. */
  isForgetful = false;
  /** Steps of a training. */
  steps = 1;
  /** Hashes of the adapters that it has. */
  readonly held = new Set<string>();
  /** What is wrong with every adapter. */
  refusal: EngineError | null = null;
  /** What happens before each step. */
  onStep: (step: number) => void = () => {};

  override complete(requests: readonly CompletionRequest[], calls: CompleteCalls): Promise<void> {
    const isWrong = (index: number) => this.isForgetful && requests[index]!.adapter !== undefined;
    return super.complete(requests, {
      ...calls,
      onCompletion: (index, completion) =>
        calls.onCompletion?.(index, isWrong(index) ? { ...completion, text: " none" } : completion),
    });
  }

  readonly teacher: Teacher = {
    memoryBytes: 1000,
    adapterBytes: 1,
    teach: async (request: TeachRequest, { onEvent, signal, pace }: TeachCalls) => {
      this.asked.push(request);
      onEvent?.({
        type: "teach-prepared",
        layers: 6,
        parameters: 10,
        words: 5,
        trainings: 1,
        steps: this.steps,
      });
      const tell = (step: number) => {
        if (request.heldBack.length > 0)
          onEvent?.({ type: "teach-held-back", training: 1, step, loss: 3 - step });
      };
      tell(0);
      for (let step = 1; step <= this.steps; step++) {
        this.onStep(step);
        signal?.throwIfAborted();
        if (pace && !(await pace.mayStep(signal))) break;
        onEvent?.({ ...STEP, training: 1, step, loss: 2 });
      }
      tell(1);
      onEvent?.({ type: "teach-kept", trainings: 1, loss: request.heldBack.length > 0 ? 2 : null });
      return Uint8Array.of(++this.versions);
    },
    addAdapter: async (file: Uint8Array<ArrayBuffer>) => {
      this.added.push(file);
      if (this.refusal !== null) throw this.refusal;
      this.held.add(`hash of ${file[0]}`);
      return `hash of ${file[0]}`;
    },
    removeAdapter: (hash) => void this.held.delete(hash),
  };
}

const taughtRequests = ({ requests }: TaughtCompleter) =>
  requests.filter(({ adapter }) => adapter !== undefined);

/** Scores that favour answers with the word, whoever gives them. */
const likelier =
  (word: string) =>
  ({ continuation }: ScoreRequest): number =>
    continuation.includes(word) ? 0.95 : 0.05;

/** Puts another training in the place of the teacher's. */
const vary = (teacher: Teacher, teach: Teacher["teach"]): void => void Object.assign(teacher, { teach });

const STEP = {
  type: "teach-step",
  epoch: 0,
  learningRate: 0.1,
  gradientNorm: 1,
  updateNorm: 1,
  milliseconds: 1,
  tokens: [],
} as const;

const runOf = (product: Product) => product.state.getState().teach.run;
const lossesOf = (product: Product): number => {
  const run = runOf(product);
  return run.status === "none" ? -1 : run.losses.length;
};

function openProduct(
  host = new FakeHost([["Code", "Shelf"], ...PAIRS]),
  onOpen: (completer: TaughtCompleter, opened: number) => void = () => {},
) {
  const completers: TaughtCompleter[] = [];
  const product = createProduct({
    host,
    openCompleter: async () => {
      const completer = new TaughtCompleter(
        (prompt) => ` shelf ${/code (\d+)\n\w+:$/.exec(prompt)?.[1] ?? "?"}`,
      );
      onOpen(completer, completers.push(completer));
      return completer;
    },
    nowMs: () => Date.now(),
  });
  const ask = (options: string) =>
    product.gpt({
      examplesOrInput: { values: PAIRS.slice(0, 2), address: "Sheet1!A2:B3" },
      input: { values: [["code 5"]], address: "Sheet1!A9" },
      headers: null,
      options: { values: [[options]], address: null },
      caller: "Sheet1!C9",
      signal: new AbortController().signal,
    });
  return { product, host, completers, ask };
}

/** The rows of PAIRS that a request shows with their answers. */
const rowsIn = ({ prompt }: CompletionRequest): number[] =>
  [...(prompt.prefix + prompt.suffix).matchAll(/: shelf (\d+)/g)].map(([, row]) => Number(row));
/** Whether the prompt's question is the row. */
const asks = ({ prefix, suffix }: CompletionRequest["prompt"], row: number): boolean =>
  new RegExp(`code ${row}\\n\\w+:$`).test(prefix + suffix);

/** Of PAIRS, a fifth behind the rows that are shown first. */
const HELD_BACK = [6, 10, 14, 18];
const LEARNED = [...PAIRS.keys()].filter((row) => !HELD_BACK.includes(row));

const START = { area: "Sheet1!A2:B21", name: "shelf codes", isHeldBack: true, pace: "run" } as const;

describe("teaching the rows of an area", () => {
  it("measures held-back rows before and after, and keeps the lesson with the workbook", async () => {
    const { product, host, completers } = openProduct();
    await product.teaching.start(START);
    const { teach } = product.state.getState();
    expect(teach.run).toEqual({ status: "none", problem: null });
    expect(teach.lessons).toMatchObject([
      { name: "shelf codes", rows: 20, score: { rows: 4, before: 4, after: 4 } },
    ]);
    const [request] = completers[0]!.asked;
    expect([request!.texts.length, request!.heldBack.length]).toEqual([16, 4]);
    // One token for each character: six such rows are too long, five are not.
    const shown = PAIRS.slice(0, 5).map(([code, shelf]) => `Code: ${code}\nShelf: ${shelf}\n\n`);
    expect(request!.texts[0]!.text).toBe(`${shown.join("")}Code: code 0\nShelf: shelf 0\n\n`);
    expect(host.lessons).not.toBeNull();
  });

  it("takes the names of the columns for names where they were selected with the rows", async () => {
    const { product, completers } = openProduct();
    await product.teaching.start({ ...START, area: "Sheet1!A1:B21" });
    expect(product.state.getState().teach.lessons).toMatchObject([{ rows: 20 }]);
    expect(completers[0]!.asked[0]!.texts[0]!.text).toMatch(/^Code: code 0\nShelf: shelf 0\n\n/);
  });

  it("learns a first row that stands below another or whose workbook has no names, whatever it looks like", async () => {
    const { product } = openProduct();
    await product.teaching.start({ ...START, area: "Sheet1!A3:B21" });
    expect(product.state.getState().teach.lessons).toMatchObject([{ rows: 19 }]);
    await product.changeSettings({ headers: "no" });
    await product.teaching.start({ ...START, area: "Sheet1!A1:B21" });
    expect(product.state.getState().teach.lessons).toMatchObject([{ rows: 21 }]);
  });

  it("that the workbook names makes no answers of other settings of cells that are asked with it", async () => {
    const { product, host } = openProduct();
    await product.teaching.start(START);
    await product.changeSettings({ teach: START.name });
    await host.writeEntries([{ address: "Sheet1!E2", entries: [[{ formula: "=GPT.MODEL()" }]] }]);
    const call = { caller: "Sheet1!E2", signal: new AbortController().signal };
    await product.run(call, (bench) => {
      bench.settings(null);
      return Promise.resolve([[1]]);
    });
    await product.changeSettings({ unsureBelow: 0.5 });
    expect(product.state.getState().kept.otherSettings).toBe(0);
    await product.changeSettings({ teach: "" });
    expect(product.state.getState().kept.otherSettings).toBe(1);
  });

  it("lets formulas name it, in a workbook that is opened later too", async () => {
    const first = openProduct();
    await first.product.teaching.start(START);
    await first.ask("teach=Shelf Codes");
    expect(taughtRequests(first.completers[0]!).at(-1)).toMatchObject({
      adapter: "hash of 1",
      prompt: {
        prefix: expect.stringMatching(/^Code: code 0\n.*Shelf: shelf 4\n\nCode:$/s) as unknown,
        suffix: " code 5\nShelf:",
      },
    });
    const later = openProduct(first.host);
    later.host.answers = null;
    expect(await later.ask("teach=shelf codes")).toEqual([["shelf 5"]]);
    expect(later.completers[0]!.added).toEqual([Uint8Array.of(1)]);
  });

  it("gives the model what was taught when a row names it, and not before", async () => {
    const first = openProduct();
    await first.product.teaching.start(START);
    const later = openProduct(first.host);
    await later.ask("");
    expect(later.completers[0]!.added).toEqual([]);
    await later.ask("teach=shelf codes");
    await later.ask("teach=shelf codes; temperature=0.5");
    expect(later.completers[0]!.added).toEqual([Uint8Array.of(1)]);
  });

  it("leaves the model no adapter of a lesson that was replaced, removed, or is of another workbook", async () => {
    const { product, host, completers, ask } = openProduct();
    await product.teaching.start(START);
    const { held } = completers[0]!;
    expect([...held]).toEqual(["hash of 1"]);
    await product.teaching.start(START);
    expect([...held]).toEqual(["hash of 2"]);
    expect(await ask("teach=shelf codes")).toEqual([["shelf 5"]]);
    await product.teaching.remove(START.name);
    expect([...held]).toEqual([]);
    await product.teaching.start(START);
    expect([...held]).toEqual(["hash of 3"]);
    host.lessons = null;
    await product.openWorkbook();
    expect([...held]).toEqual([]);
  });

  it("fails the rows that name a damaged lesson with the reason, and no others", async () => {
    const first = openProduct();
    await first.product.teaching.start(START);
    first.host.answers = null;
    const refusal = new EngineError({ code: "adapter-invalid", detail: "not a number" });
    const later = openProduct(first.host, (completer) => (completer.refusal = refusal));
    const named = expect(later.ask("teach=shelf codes")).rejects;
    await named.toMatchObject({ code: "adapterInvalid", params: [{ detail: "not a number" }] });
    expect(await later.ask("")).toEqual([["shelf 5"]]);
    expect(later.completers).toHaveLength(1);
    await later.product.openWorkbook();
    expect(await later.ask("temperature=0.5")).toEqual([["shelf 5"]]);
  });

  it("gives the model that takes the place of one that crashed what rows had named", async () => {
    const first = openProduct();
    await first.product.teaching.start(START);
    first.host.answers = null;
    let crashes = 1;
    const later = openProduct(first.host, (completer) => {
      const { complete } = completer;
      completer.complete = (...asked) =>
        crashes-- > 0 ? Promise.reject(crash()) : complete.apply(completer, asked);
    });
    expect(await later.ask("teach=shelf codes")).toEqual([["shelf 5"]]);
    expect(later.completers.map(({ added }) => added.length)).toEqual([1, 1]);
  });

  it("closes a model that crashes over what was taught, and opens the next without", async () => {
    const first = openProduct();
    await first.product.teaching.start(START);
    first.host.answers = null;
    const later = openProduct(first.host, (completer, opened) => {
      if (opened === 1) completer.complete = () => Promise.reject(crash());
      else completer.refusal = crash();
    });
    await expect(later.ask("teach=shelf codes")).rejects.toMatchObject({ code: "engineCrashed" });
    expect(later.completers[1]!.isClosed).toBe(true);
    expect(await later.ask("")).toEqual([["shelf 5"]]);
  });

  it("asks anew where it was taught anew", async () => {
    const { product, completers, ask } = openProduct();
    await product.teaching.start(START);
    await ask("teach=shelf codes");
    await product.teaching.start(START);
    await ask("teach=shelf codes");
    expect(taughtRequests(completers[0]!).at(-1)!.adapter).toBe("hash of 2");
  });

  it("is answered by adapter and examples together where rows were held back, else by the adapter", async () => {
    const { product, completers, ask } = openProduct();
    await ask("");
    const [completer] = completers;
    completer!.isForgetful = true;
    completer!.likelihood = likelier("shelf");
    await product.teaching.start(START);
    expect(product.state.getState().teach.lessons).toMatchObject([{ score: { after: 4 }, isUsed: true }]);
    expect(await ask("teach=shelf codes")).toEqual([["shelf 5"]]);
    const [adapted, prompted] = completer!.requests.slice(-2);
    expect([adapted!.adapter, prompted!.adapter]).toEqual(["hash of 1", undefined]);
    expect(rowsIn(adapted!)).toEqual([0, 1, 2, 3, 4]);
    expect(rowsIn(prompted!)).toEqual(LEARNED);
    const scored = completer!.scoreRequests.slice(-2);
    expect(scored.map(({ continuation, adapter }) => [continuation.trim(), adapter])).toEqual([
      ["shelf 5", "hash of 1"],
      ["none", undefined],
    ]);
    await product.teaching.start({ ...START, isHeldBack: false });
    expect(await ask("teach=shelf codes")).toEqual([["none"]]);
    expect(completer!.requests.at(-1)!.adapter).toBe("hash of 2");
  });

  it("is judged by prompts that show no row that is held back", async () => {
    const { product, completers } = openProduct();
    await product.teaching.start(START);
    const judged = completers[0]!.requests.filter(({ prompt }) => HELD_BACK.some((row) => asks(prompt, row)));
    expect(judged.map(({ adapter }) => adapter ?? "none").toSorted()).toEqual([
      ...HELD_BACK.map(() => "hash of 1"),
      // Once before it is taught and beside the adapter: equal requests run once.
      ...HELD_BACK.map(() => "none"),
    ]);
    for (const request of judged) {
      expect(rowsIn(request)).toEqual(request.adapter === undefined ? LEARNED : [0, 1, 2, 3, 4]);
    }
  });

  it("is answered by examples where held-back rows came out better so", async () => {
    const { product, completers, ask, host } = openProduct();
    await ask("");
    completers[0]!.isForgetful = true;
    completers[0]!.likelihood = likelier("none");
    await product.teaching.start(START);
    expect(product.state.getState().teach.lessons).toMatchObject([
      { score: { before: 4, after: 0 }, isUsed: false },
    ]);
    expect(completers[0]!.asked).toHaveLength(1);
    expect(await ask("teach=shelf codes")).toEqual([["shelf 5"]]);
    const asked = completers[0]!.requests.at(-1)!;
    expect(asked.adapter).toBeUndefined();
    expect(rowsIn(asked)).toEqual(LEARNED);
    const later = openProduct(host);
    await later.ask("teach=shelf codes");
    expect(later.product.state.getState().teach.lessons).toMatchObject([{ isUsed: false }]);
  });

  it("asks anew where it was taught other rows and examples answer again", async () => {
    const { product, host, completers, ask } = openProduct();
    await ask("");
    completers[0]!.isForgetful = true;
    completers[0]!.likelihood = likelier("none");
    await product.teaching.start(START);
    await ask("teach=shelf codes");
    await product.saveAnswers();
    await product.teaching.start({ ...START, area: "Sheet1!A2:B18" });
    expect(product.state.getState().teach.lessons).toMatchObject([{ rows: 17, isUsed: false }]);
    const later = openProduct(host);
    await later.ask("teach=shelf codes");
    expect(rowsIn(later.completers[0]!.requests[0]!)).not.toContain(17);
  });

  it("is judged by days, however they are written", async () => {
    const inWords = (row: number) => `July ${row + 1}, 2021`;
    const day = (row: number) =>
      HELD_BACK.includes(row) ? new CellDate(44378 + row, "d mmm") : inWords(row);
    const product = createProduct({
      host: new FakeHost([["Code", "Day"], ...PAIRS.map(([code], row) => [code!, day(row)])]),
      openCompleter: async () =>
        new TaughtCompleter((prompt) => ` ${inWords(Number(/(\d+)\n\w+:$/.exec(prompt)?.[1]))}`),
      nowMs: () => 0,
    });
    await product.teaching.start(START);
    expect(product.state.getState().teach.lessons).toMatchObject([{ score: { before: 4, after: 4 } }]);
  });

  it("says what is missing: a name, rows, or the lesson that a formula names", async () => {
    const { product, ask } = openProduct();
    const problem = () => {
      const { run } = product.state.getState().teach;
      return run.status === "none" ? run.problem?.code : null;
    };
    await product.teaching.start({ ...START, name: " " });
    expect(problem()).toBe("lessonUnnamed");
    await product.teaching.start({ ...START, area: "Sheet1!A2:B4" });
    expect(problem()).toBe("lessonTooShort");
    await expect(ask("teach=other")).rejects.toMatchObject({ code: "lessonUnknown" });
  });

  it("says that the workbook is full before anything is asked, trained or given to the model", async () => {
    const { product, host, completers } = openProduct();
    await product.teaching.start(START);
    const [lesson] = lessonsFromText(host.lessons!).lessons;
    const [completer] = completers;
    Object.assign(completer!.teacher, { adapterBytes: 3_000_000 });
    host.lessons = lessonsText([{ ...lesson!, adapter: "A".repeat(9_000_000) }]);
    const asked = completer!.requests.length;
    await product.teaching.start({ ...START, name: "other" });
    expect(runOf(product)).toMatchObject({ problem: { code: "lessonsFull" } });
    const file = new Uint8Array(3_000_000);
    const importing = product.teaching.importFile(file, { ...START, name: "other" });
    await expect(importing).rejects.toMatchObject({ code: "lessonsFull" });
    expect(completer!.requests).toHaveLength(asked);
    expect(completer!.asked).toHaveLength(1);
    expect([...completer!.held]).toEqual(["hash of 1"]);
    await product.teaching.start(START);
    expect(completer!.asked).toHaveLength(2);
  });

  it("names the row that is too long by its first filled cell before anything is asked", async () => {
    const long = "x".repeat(600);
    const rows = PAIRS.map(([code, shelf], row) => [row === 6 ? "" : `box ${row}`, code!, shelf!]);
    rows[6]![2] = long;
    const { product, completers } = openProduct(new FakeHost(rows));
    await product.teaching.start({ ...START, area: "Sheet1!A1:C20" });
    // One token for each character: the rows that are shown stand before it.
    expect(runOf(product)).toMatchObject({
      problem: { code: "lessonRowTooLong", params: [{ row: "code 6", limit: 512 }] },
    });
    expect(completers[0]!.requests).toEqual([]);
    expect(completers[0]!.asked).toEqual([]);
  });

  it("keeps nothing where it is cancelled", async () => {
    const { product, host } = openProduct();
    const teaching = product.teaching.start(START);
    product.teaching.cancel();
    await teaching;
    expect(product.state.getState().teach).toEqual({ lessons: [], run: { status: "none", problem: null } });
    expect(host.lessons).toBeNull();
  });

  it("pauses, goes one step, and keeps what was learned when it is told to end", async () => {
    const { product, completers, ask } = openProduct();
    await ask("");
    completers[0]!.steps = 9;
    const teaching = product.teaching.start({ ...START, pace: "pause" });
    await until(() => runOf(product).status === "training", "the training");
    expect(lossesOf(product)).toBe(0);
    product.teaching.setPace("step");
    await until(() => lossesOf(product) === 1, "the first step");
    expect(runOf(product)).toMatchObject({ pace: "pause" });
    product.teaching.setPace("finish");
    await teaching;
    expect(product.state.getState().teach.lessons).toHaveLength(1);
  });

  it.each([
    ["cancelled", (product: Product) => product.teaching.cancel()],
    ["in a page that closes", (product: Product) => product.close()],
  ])("keeps nothing where it is %s in the middle", async (_, stop) => {
    const { product, host, completers, ask } = openProduct();
    await ask("");
    completers[0]!.steps = 5;
    completers[0]!.onStep = (step) => step === 3 && stop(product);
    await product.teaching.start(START);
    expect(runOf(product)).toEqual({ status: "none", problem: null });
    expect(host.lessons).toBeNull();
  });

  it("can be started again after it was cancelled or failed", async () => {
    const { product, completers, ask } = openProduct();
    await ask("");
    const [completer] = completers;
    completer!.onStep = () => product.teaching.cancel();
    await product.teaching.start(START);
    completer!.onStep = () => {
      throw new EngineError({ code: "engine-crashed", detail: "out of memory" });
    };
    await product.teaching.start(START);
    expect(runOf(product)).toMatchObject({ problem: { code: "engineCrashed" } });
    completer!.onStep = () => {};
    await product.teaching.start(START);
    expect(product.state.getState().teach.lessons).toHaveLength(1);
  });

  it("tells which training runs, and begins its curves anew with each", async () => {
    const { product, completers, ask } = openProduct();
    await ask("");
    const shown: unknown[] = [];
    vary(completers[0]!.teacher, async (_, { onEvent }) => {
      onEvent?.({ type: "teach-prepared", layers: 6, parameters: 10, words: 5, trainings: 2, steps: 2 });
      for (const training of [1, 2]) {
        onEvent?.({ type: "teach-held-back", training, step: 0, loss: 3 });
        onEvent?.({ ...STEP, training, step: 1, loss: training });
        onEvent?.({ ...STEP, training, step: 2, loss: training / 2 });
        onEvent?.({ type: "teach-held-back", training, step: 2, loss: 2 });
        const run = runOf(product);
        if (run.status === "none") continue;
        shown.push([run.training, run.losses, run.heldBackLosses.map(({ step }) => step), run.last?.loss]);
      }
      onEvent?.({ type: "teach-kept", trainings: 2, loss: 1 });
      return Uint8Array.of(1);
    });
    await product.teaching.start(START);
    expect(shown).toEqual([
      [1, [1, 0.5], [0, 2], 0.5],
      [2, [2, 1], [0, 2], 1],
    ]);
    expect(product.state.getState().teach.lessons).toMatchObject([{ isUsed: true }]);
  });

  it("has three trainings where rows are held back, and one where all are learned", async () => {
    const { product, completers } = openProduct();
    await product.teaching.start(START);
    await product.teaching.start({ ...START, isHeldBack: false });
    expect(completers[0]!.asked.map(({ trainings }) => trainings)).toEqual([3, 1]);
  });

  it("is answered by examples where the mean of the trainings finds held-back answers no likelier", async () => {
    const { product, completers, ask } = openProduct();
    await ask("");
    vary(completers[0]!.teacher, async (_, { onEvent }) => {
      onEvent?.({ type: "teach-held-back", training: 1, step: 0, loss: 3 });
      onEvent?.({ type: "teach-held-back", training: 1, step: 1, loss: 2 });
      onEvent?.({ type: "teach-kept", trainings: 2, loss: 3 });
      return Uint8Array.of(1);
    });
    await product.teaching.start(START);
    expect(product.state.getState().teach.lessons).toMatchObject([{ isUsed: false }]);
  });

  it("does not start a second time while it runs", async () => {
    const { product, completers } = openProduct();
    await Promise.all([product.teaching.start(START), product.teaching.start({ ...START, name: "other" })]);
    expect(completers[0]!.asked).toHaveLength(1);
    expect(product.state.getState().teach.lessons.map(({ name }) => name)).toEqual(["shelf codes"]);
  });

  it("keeps what another page taught in the same workbook meanwhile", async () => {
    const host = new FakeHost([["Code", "Shelf"], ...PAIRS]);
    const [first, second] = [openProduct(host), openProduct(host)];
    await Promise.all([first.ask(""), second.ask("")]);
    await first.product.teaching.start(START);
    await second.product.teaching.start({ ...START, name: "other codes" });
    await second.product.teaching.remove("other codes");
    expect(second.product.state.getState().teach.lessons.map(({ name }) => name)).toEqual(["shelf codes"]);
    await second.product.teaching.start({ ...START, name: "other codes" });
    const later = openProduct(host);
    await later.ask("teach=shelf codes");
    await later.ask("teach=other codes");
    expect(later.product.state.getState().teach.lessons).toHaveLength(2);
  });

  it("exports and imports an adapter, and forgets a lesson that is deleted", async () => {
    const { product } = openProduct();
    await product.teaching.start(START);
    const file = product.teaching.exportFile("shelf codes");
    expect(file).toEqual(Uint8Array.of(1));
    await product.teaching.importFile(file, { ...START, name: "copy" });
    await product.teaching.remove("shelf codes");
    expect(product.state.getState().teach.lessons.map(({ name }) => name)).toEqual(["copy"]);
  });
});
