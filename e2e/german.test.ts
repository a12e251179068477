import { openPlayground, type PlaygroundSession } from "./playground-session.ts";

/** The sample workbook as it is opened where the page speaks German: what the model is asked in German it can do. */
describe("the German sample workbook with the real model", () => {
  let session: PlaygroundSession;

  beforeAll(async () => {
    session = await openPlayground([() => localStorage.setItem("fewshot.language", "de")]);
    await session.playground.modelReady();
  });
  afterAll(() => session.close());
  afterEach(() => expect(session.playground.pageErrors).toEqual([]));

  it.each([
    ["Hier beginnen", "B12", ["Sängerin"]],
    ["Hauptstädte", "B7:B9", ["Paris", "Madrid", "Berlin"]],
    [
      "Übersetzung",
      "B7:B14",
      ["milk", "house", "dog", "winter", "school", "green", "Thank you", "Good night"],
    ],
    ["Mehrzahl", "B7:B8", ["Katzen", "Bücher"]],
    ["Bereinigen", "E7", ["2022-05-09"]],
    ["Einordnen", "B8:B9", ["positiv", "negativ"]],
    ["Mehrere Spalten", "D6:D7", ["carla.rossi@mare.example", "tom.weiss@acme.example"]],
    ["Fragen & fortsetzen", "B2", ["Mozart"]],
  ])("has right answers on the sheet %s", async (sheet, area, answers) => {
    const { playground } = session;
    await playground.showSheet(sheet);
    expect(await playground.settled(area)).toEqual(answers);
  });
});
