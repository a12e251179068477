import type { PlaygroundPage } from "./playground-page.ts";
import { onReadyPlayground } from "./playground-session.ts";

/** What follows: pairs of many kinds, which the model finds likelier in another format than the usual one. */
const NEXT_ITEMS = [
  ["Item", "Next"],
  ["may", "june"],
  ["Saturday", "Sunday"],
  ["VII", "VIII"],
  ["m", "n"],
  ["kk", "ll"],
  ["Monday", ""],
];

describe("the format of the prompt in the playground, with the real model", () => {
  let playground: PlaygroundPage;
  onReadyPlayground((opened) => (playground = opened));

  const card = () => playground.page.getByRole("region", { name: "Selected cell" });
  const prompt = () => card().getByLabel("What the model read").innerText();

  it("is chosen by the user's own answers, and the pane says which it is", async () => {
    await playground.newSheet();
    await playground.write("A1:B7", NEXT_ITEMS);
    await playground.formula("B7", "=GPT($A$2:$B$6, A7)");
    expect(await playground.settled("B7")).toEqual(["Tuesday"]);
    await playground.pointer.click(6, 1);
    await card().getByText("Arrow, chosen by your examples").waitFor();
    expect(await prompt()).toContain("may -> june\n\nSaturday -> Sunday");
  });

  it("stays the usual one after three examples", async () => {
    await playground.formula("B7", "=GPT($A$2:$B$4, A7)");
    await playground.settled("B7");
    await card().getByText("Fields", { exact: true }).waitFor();
    expect(await prompt()).toContain("Item: may\nNext: june\n\nItem: Saturday");
  });

  it("can be fixed in the pane for the workbook, and in a formula", async () => {
    const { page } = playground;
    await playground.formula("B7", "=GPT($A$2:$B$6, A7)");
    await card().getByText("Arrow, chosen by your examples").waitFor();
    const format = page.getByRole("combobox", { name: "Format" });
    await format.selectOption("table");
    await page.getByRole("button", { name: "Ask with these" }).click();
    await card().getByText("Table", { exact: true }).waitFor();
    expect(await prompt()).toContain("| Item | Next |\n| --- | --- |\n| may | june |");
    await playground.formula("B7", '=GPT($A$2:$B$6, A7,, "format=sentence")');
    await card().getByText("Sentence", { exact: true }).waitFor();
    expect(await prompt()).not.toContain("|");
    await format.selectOption("auto");
  });
});
