import type { PlaygroundPage } from "./playground-page.ts";
import { openPlayground, type PlaygroundSession } from "./playground-session.ts";

const column = (texts: readonly string[]) => texts.map((text) => [text]);

describe("GPT.FORMAT in the playground with the real model", () => {
  let session: PlaygroundSession;
  let playground: PlaygroundPage;

  beforeAll(async () => {
    session = await openPlayground();
    playground = session.playground;
  });

  afterAll(() => session.close());

  it("cleans a dragged column by an exact rule and shows the rule in words", async () => {
    await playground.newSheet();
    await playground.write("A1:B3", [
      ["Name", "Short"],
      ["Ann Lee", "LEE, A."],
      ["Bo Marsh", "MARSH, B."],
    ]);
    await playground.write("A4:A7", column(["Cy Dunn", "Di Eck", "Eva Frost", "Flo Grant"]));
    await playground.pointer.type(3, 1, "=GPT.FORMAT($A$2:$B$3, A4)");
    expect(await playground.settled("B4:B4")).toEqual(["DUNN, C."]);
    await playground.pointer.dragDown(3, 1, 6);
    expect(await playground.settled("B4:B7")).toEqual(["DUNN, C.", "ECK, D.", "FROST, E.", "GRANT, F."]);
    await playground.pointer.click(4, 1);
    const card = playground.page.getByRole("region", { name: "Selected cell" });
    await card.getByText("Exact rule").waitFor();
    expect(await card.innerText()).toContain("in capitals");
  });

  it("spills dates and joins columns", async () => {
    await playground.newSheet();
    await playground.write("A1:C2", [
      ["Ann", "on 3 Feb 2021", "2021-02-03 Ann"],
      ["Bo", "on 11 October 1999", "1999-10-11 Bo"],
    ]);
    await playground.write("A3:B4", [
      ["Cy", "by Dec 31, 2000"],
      ["Di", "from May 5, 1987"],
    ]);
    await playground.formula("C3", "=GPT.FORMAT(A1:C2, A3:B4)");
    expect(await playground.settled("C3:C4")).toEqual(["2000-12-31 Cy", "1987-05-05 Di"]);
  });

  it("leaves to the model what no rule explains", async () => {
    await playground.newSheet();
    await playground.write("A1:B6", [
      ["Country", "Capital"],
      ["Peru", "Lima"],
      ["Japan", "Tokyo"],
      ["Kenya", "Nairobi"],
      ["Norway", "Oslo"],
      ["Egypt", "Cairo"],
    ]);
    await playground.write("A7:A7", [["France"]]);
    await playground.formula("B7", "=GPT.FORMAT(A2:B6, A7)");
    expect(await playground.settled("B7:B7", undefined, 150_000)).toEqual(["Paris"]);
    await playground.pointer.click(6, 1);
    const card = playground.page.getByRole("region", { name: "Selected cell" });
    await card.getByText("Country: Norway").waitFor();
    expect(playground.pageErrors).toEqual([]);
  });
});
