import type { WorkbookData } from "../../host/playground/workbook-data.ts";
import { createWorkbookSession } from "../workbook-session.ts";
import { DraftKeeper } from "./draft-keeper.ts";
import type { Draft, DraftStore } from "./draft-store.ts";

const workbook = (name: string): WorkbookData => ({
  name,
  sheets: [{ name: "S", rows: [], columnWidths: [] }],
  settings: null,
});

/** What pages leave, and what this one keeps, in lists. */
class ListedDrafts implements DraftStore {
  own: WorkbookData | null = null;
  keptAtMs: number | null = null;
  others: Draft[] = [];
  isFull = false;

  async write(data: WorkbookData, keptAtMs: number): Promise<void> {
    if (this.isFull) throw new Error("No space.");
    this.own = data;
    this.keptAtMs = keptAtMs;
  }
  async clear(): Promise<void> {
    this.own = null;
  }
  async left(): Promise<readonly Draft[]> {
    return [...this.others];
  }
  async remove(id: string): Promise<void> {
    this.others = this.others.filter((draft) => draft.id !== id);
  }
}

function setUp(clocks = { nowMs: () => 0, dateMs: () => 0 }) {
  const store = new ListedDrafts();
  const loaded: string[] = [];
  const problems: string[] = [];
  let edit = () => {};
  const session = createWorkbookSession(
    {
      load: ({ name }) => loaded.push(name),
      sheets: () => [{ name: "From the grid", rows: [], columnWidths: [] }],
      sheetsInTurns: async () => [{ name: "From the grid", rows: [], columnWidths: [] }],
      onEdit(listener) {
        edit = listener;
        return () => {};
      },
    },
    {
      read: async (file) => workbook(file.name),
      write: async () => new Uint8Array(),
      give: () => {},
    },
    workbook("Sample"),
  );
  const keeper = new DraftKeeper({
    session,
    store,
    ...clocks,
    onProblem: (message) => problems.push(message),
  });
  return { store, loaded, problems, session, keeper, edit: () => edit() };
}

const left = (name: string): Draft => ({ id: name, keptAtMs: 1, workbook: workbook(name) });

describe("what is not saved", () => {
  it("is kept after a change, and no longer once it is saved", async () => {
    const { store, session, keeper, edit } = setUp();
    await keeper.keepNow();
    expect(store.own).toBeNull();
    edit();
    await keeper.keepNow();
    expect(store.own).toMatchObject({ name: "Sample", sheets: [{ name: "From the grid" }] });
    await session.save();
    await keeper.keepNow();
    expect(store.own).toBeNull();
  });

  it("is kept as soon as ever after the time of day was set back, and with that time", async () => {
    const date = { ms: 5_000_000 };
    const { store, keeper, edit } = setUp({ nowMs: () => 0, dateMs: () => date.ms });
    edit();
    await keeper.keepNow();
    date.ms -= 3_600_000;
    store.own = null;
    edit();
    // The second that changes are waited for, and some more.
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect(store.own).not.toBeNull();
    expect(store.keptAtMs).toBe(date.ms);
  });

  it("is kept with answers that came to a file nobody has typed in, but not for those of the sample", async () => {
    const { store, session, keeper } = setUp();
    session.answers.save("answers to the sample");
    await keeper.keepNow();
    expect(store.own).toBeNull();
    await session.open(new File([], "Other"));
    session.answers.save("new answers");
    await keeper.keepNow();
    expect(store.own).toMatchObject({ name: "Other", answers: "new answers" });
  });

  it("is offered by the next page, opened as unsaved, and deleted only once it is kept anew", async () => {
    const { store, loaded, session, keeper } = setUp();
    store.others = [left("Newer"), left("Older")];
    await keeper.offerLeft();
    expect(keeper.offer.getState().draft?.id).toBe("Newer");
    await keeper.accept();
    expect(loaded.at(-1)).toBe("Newer");
    expect(session.state.getState().isChanged).toBe(true);
    expect(store.others).toHaveLength(2);
    await keeper.keepNow();
    expect(store.own).toMatchObject({ name: "Newer" });
    expect(store.others.map(({ id }) => id)).toEqual(["Older"]);
    expect(keeper.offer.getState().draft?.id).toBe("Older");
  });

  it("is offered no more once it was opened and saved", async () => {
    const { store, session, keeper } = setUp();
    store.others = [left("Newer")];
    await keeper.offerLeft();
    await keeper.accept();
    await session.save();
    await keeper.keepNow();
    expect(store.own).toBeNull();
    expect(store.others).toEqual([]);
    expect(keeper.offer.getState().draft).toBeNull();
  });

  it("takes no place of changes in the open workbook without a question", async () => {
    const { store, loaded, session, keeper, edit } = setUp();
    store.others = [left("Newer")];
    await keeper.offerLeft();
    edit();
    await keeper.accept();
    expect(loaded).toEqual([]);
    await session.answer("cancel");
    await keeper.keepNow();
    expect(store.others).toHaveLength(1);
    await keeper.accept();
    await session.answer("discard");
    expect(loaded.at(-1)).toBe("Newer");
    expect(session.state.getState().isChanged).toBe(true);
  });

  it("stays when the offer is put off, and goes when it is deleted", async () => {
    const { store, keeper } = setUp();
    store.others = [left("Newer")];
    await keeper.offerLeft();
    keeper.dismiss();
    expect(keeper.offer.getState().draft).toBeNull();
    expect(store.others).toHaveLength(1);
    await keeper.offerLeft();
    await keeper.discard();
    expect(store.others).toEqual([]);
  });

  it("is said once to be kept nowhere where the browser refuses", async () => {
    const { store, problems, keeper, edit } = setUp();
    store.isFull = true;
    edit();
    await keeper.keepNow();
    await keeper.keepNow();
    expect(problems).toEqual(["No space."]);
  });
});
