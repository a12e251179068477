import type { WorkbookData } from "../host/playground/workbook-data.ts";
import { WorkbookFileError } from "../host/playground/workbook-file-error.ts";
import { createWorkbookSession } from "./workbook-session.ts";

const workbook = (name: string, settings: string | null = null): WorkbookData => ({
  name,
  sheets: [{ name: "S", rows: [], columnWidths: [] }],
  settings,
});

/** A session over a grid and files that only remember. A file opens as a workbook of its name; "bad" does not. */
function setUp() {
  const loaded: string[] = [];
  const given: { name: string; workbook: string }[] = [];
  let edit = () => {};
  let isDiskFull = false;
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
      async read(file) {
        if (file.name === "bad") throw new WorkbookFileError("bad is damaged.");
        const read = workbook(file.name, `{"of":"${file.name}"}`);
        return file.name === "Rich" ? { ...read, leftOut: ["looks", "drawings"] } : read;
      },
      async write(data) {
        if (isDiskFull) throw new Error("No space.");
        return new TextEncoder().encode(JSON.stringify(data));
      },
      give: (bytes, name) => given.push({ name, workbook: new TextDecoder().decode(bytes) }),
    },
    workbook("Sample", '{"seed":1}'),
  );
  return {
    session,
    loaded,
    given,
    edit: () => edit(),
    fillDisk: () => (isDiskFull = true),
    state: () => session.state.getState(),
  };
}

const file = (name: string) => new File([], name);

describe("the open workbook", () => {
  it("is replaced at once by a file when nothing was typed, with the file's settings", async () => {
    const { session, loaded, state } = setUp();
    const applied: [string | null, string | undefined][] = [];
    session.onReplace(async (settings) => {
      applied.push([settings, loaded.at(-1)]);
      session.settings.save('{"written":"by the product"}');
    });
    await session.open(file("Other"));
    expect(loaded).toEqual(["Workbook", "Other"]);
    expect(state()).toMatchObject({ name: "Other", isChanged: false, busy: null, notice: null });
    expect(session.settings.load()).toBe('{"of":"Other"}');
    expect(applied).toEqual([['{"of":"Other"}', "Workbook"]]);
  });

  it("is opened, and the failure said, when its settings cannot be applied", async () => {
    const { session, loaded, state } = setUp();
    session.onReplace(async () => {
      throw new Error("No such seed.");
    });
    await session.open(file("Other"));
    expect(loaded.at(-1)).toBe("Other");
    expect(state().notice).toMatchObject({ intent: "error", text: "No such seed." });
  });

  it("stays as it is when a file cannot be read, which is said", async () => {
    const { session, loaded, state, edit } = setUp();
    edit();
    await session.open(file("bad"));
    expect(loaded).toEqual([]);
    expect(state()).toMatchObject({ name: "Sample", isChanged: true, waiting: null, busy: null });
    expect(state().notice).toMatchObject({ intent: "error", text: "bad is damaged." });
    expect(session.settings.load()).toBe('{"seed":1}');
  });

  it("is not thrown away with changes in it until the person says so", async () => {
    const { session, loaded, given, state, edit } = setUp();
    edit();
    await session.replace(workbook("Empty"));
    expect(loaded).toEqual([]);
    expect(state().waiting?.name).toBe("Empty");
    await session.answer("cancel");
    expect(state()).toMatchObject({ name: "Sample", isChanged: true, waiting: null });
    await session.replace(workbook("Empty"));
    await session.answer("discard");
    expect(loaded.at(-1)).toBe("Empty");
    expect(state()).toMatchObject({ name: "Empty", isChanged: false, waiting: null });
    expect(given).toEqual([]);
  });

  it("is saved first when the person wants that, and kept when saving fails", async () => {
    const { session, loaded, given, state, edit, fillDisk } = setUp();
    edit();
    await session.replace(workbook("Next"));
    await session.answer("save");
    expect(given.map(({ name }) => name)).toEqual(["Sample.xlsx"]);
    expect(loaded.at(-1)).toBe("Next");
    edit();
    fillDisk();
    await session.replace(workbook("After"));
    await session.answer("save");
    expect(loaded.at(-1)).toBe("Next");
    expect(state()).toMatchObject({ name: "Next", isChanged: true, waiting: null });
    expect(state().notice).toMatchObject({ intent: "error", text: "No space." });
  });

  it("is saved with the answers that the product writes just before, which are no change of the person's", async () => {
    const { session, given, state } = setUp();
    session.onSave(async () => session.answers.save("answers of now"));
    await session.save();
    expect(JSON.parse(given[0]!.workbook)).toMatchObject({ answers: "answers of now" });
    session.answers.save("later");
    expect(state().isChanged).toBe(false);
    await session.open(file("Other"));
    expect(session.answers.load()).toBeNull();
  });

  it("is opened and first saved with a word about what of its file is lost", async () => {
    const { session, given, state } = setUp();
    await session.open(file("Rich"));
    const lost = "(fonts, colours, borders, charts, pictures)";
    const told = () => [state().notice?.intent, state().notice?.text.includes(lost)];
    expect(told()).toEqual(["warning", true]);
    // Also for a page that opens it as a draft.
    expect(await session.snapshot()).toMatchObject({ leftOut: ["looks", "drawings"] });
    session.showNotice(null);
    await session.save();
    expect(given).toHaveLength(1);
    expect(told()).toEqual(["warning", true]);
    await session.save();
    expect(state().notice).toMatchObject({
      intent: "success",
      text: "Rich.xlsx is saved in your downloads.",
    });
    await session.open(file("Plain"));
    expect(state().notice).toBeNull();
  });

  it("is saved with what the grid holds and the settings of now", async () => {
    const { session, given, state } = setUp();
    session.settings.save('{"seed":1}');
    expect(state().isChanged).toBe(false);
    session.settings.save('{"seed":2}');
    expect(state().isChanged).toBe(true);
    await session.save();
    expect(state().isChanged).toBe(false);
    expect(JSON.parse(given[0]!.workbook)).toEqual({
      name: "Sample",
      sheets: [{ name: "From the grid", rows: [], columnWidths: [] }],
      settings: '{"seed":2}',
    });
  });
});
