import { evaluateRelation } from "../scripts/eval/evaluate.ts";
import { DEFAULT_SETTINGS } from "../src/core/options/settings.ts";
import { createSampler } from "../src/core/sampling/sampler.ts";
import { NodeFileSource } from "../src/engine/local/gguf/node-file-source.ts";
import { LocalEngine } from "../src/engine/local/local-engine.ts";
import { hashOf, modelPath } from "../src/engine/local/testing/model-path.ts";
import type { PlaygroundPage } from "./playground-page.ts";
import { openPlayground, type PlaygroundSession } from "./playground-session.ts";

const HEADERS = ["Country", "Capital"];
const EXAMPLES = [
  ["Peru", "Lima"],
  ["Japan", "Tokyo"],
  ["Kenya", "Nairobi"],
  ["Norway", "Oslo"],
  ["Egypt", "Cairo"],
];
const COUNTRIES = (
  "France Germany Italy Spain Poland Greece Turkey India China Cuba Chile Ecuador Sweden Finland Denmark Ireland " +
  "Portugal Austria Hungary Romania Bulgaria Serbia Croatia Ukraine Russia Iran Iraq Syria Lebanon Jordan Thailand " +
  "Vietnam Laos Nepal Mongolia Ghana Senegal Mali Angola Zambia"
).split(" ");
const FRENCH = [
  ["bread", "pain"],
  ["water", "eau"],
  ["cat", "chat"],
  ["summer", "été"],
];
const WORDS = ["milk", "house", "dog", "winter", "school"];

const column = (texts: readonly string[]) => texts.map((text) => [text]);

/** What the product answers in Node, from the same prompts, engine and decoding. */
async function answersInNode(
  engine: LocalEngine,
  headers: readonly string[],
  examples: readonly (readonly string[])[],
  inputs: readonly string[],
): Promise<readonly string[]> {
  const pairs = [...examples.map((row) => [...row]), ...inputs.map((input) => [input, "?"])];
  const relation = { id: "journey", kind: "fact", headers: [...headers], pairs };
  const extent = { examples: examples.length, rows: inputs.length };
  const { answers } = await evaluateRelation(relation, extent, DEFAULT_SETTINGS, engine);
  return answers.map(({ answer }) => answer);
}

describe("the playground with the real model", () => {
  let session: PlaygroundSession;
  let playground: PlaygroundPage;
  let capitals: readonly string[];
  let french: readonly string[];

  beforeAll(async () => {
    const source = await NodeFileSource.open(modelPath("gemma-3-270m"));
    const engine = await LocalEngine.open({
      source,
      hash: hashOf("gemma-3-270m"),
      threads: 1,
      createSampler,
    });
    capitals = await answersInNode(engine, HEADERS, EXAMPLES, COUNTRIES);
    french = await answersInNode(engine, ["English", "French"], FRENCH, WORDS);
    engine.close();
    await source.close();
    session = await openPlayground();
    playground = session.playground;
    await playground.modelReady();
  });

  afterAll(() => session.close());

  async function writeCapitals(): Promise<void> {
    await playground.newSheet();
    await playground.write("A1:B6", [HEADERS, ...EXAMPLES]);
    await playground.write(`A7:A${6 + COUNTRIES.length}`, column(COUNTRIES));
  }

  it("fills forty capitals when the formula is dragged down, with the answers that Node gives", async () => {
    await writeCapitals();
    await playground.pointer.type(6, 1, "=GPT($A$2:$B$6, A7)");
    expect(await playground.settled("B7:B7")).toEqual([capitals[0]]);
    await playground.pointer.dragDown(6, 1, 45);
    const filled = (await playground.settled("B7:B46")) as string[];
    // Up to version 20 Node has no relaxed SIMD: sums are rounded otherwise there, and a near tie may fall the other way.
    expect(filled.filter((answer, row) => answer === capitals[row]).length).toBeGreaterThanOrEqual(39);
    capitals = filled;
    expect(capitals.filter((answer) => ["Paris", "Berlin", "Rome", "Madrid"].includes(answer))).toHaveLength(
      4,
    );
  });

  it("shows the selected cell's prompt and answer in the pane", async () => {
    await playground.pointer.click(6, 1);
    const { page } = playground;
    const card = page.getByRole("region", { name: "Selected cell" });
    await card.getByText("Country: Norway").waitFor();
    expect(await card.innerText()).toContain("Paris");
  });

  it("spills the same answers from one formula", async () => {
    await writeCapitals();
    await playground.formula("B7", "=GPT(A2:B6, A7:A46)");
    expect(await playground.settled("B7:B46")).toEqual(capitals);
  });

  it("fills the same answers from the pane without a formula being typed, and takes them back", async () => {
    await writeCapitals();
    await playground.select("B7");
    const { page } = playground;
    const card = page.getByRole("region", { name: "Fill a column" });
    await card.getByText("B7:B46, 40 rows").waitFor();
    await card.getByRole("button", { name: "Try it" }).click();
    await card.getByText(/Your own examples: \d of 5 right/).waitFor();
    await card.getByRole("row", { name: new RegExp(`France ${capitals[0]}`) }).waitFor();
    await card.getByRole("button", { name: "Fill 40 rows" }).click();
    expect(await playground.settled("B7:B46")).toEqual(capitals);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await playground.settled("B7:B46", (value) => value === null)).toEqual(Array(40).fill(null));
  });

  it("used no network since the model was loaded", async () => {
    await playground.page.getByText("Network since loading: 0 bytes, 0 requests").waitFor();
  });

  it("translates", async () => {
    await playground.newSheet();
    await playground.write("A1:B5", [["English", "French"], ...FRENCH]);
    await playground.write("A6:A10", column(WORDS));
    await playground.formula("B6", "=GPT(A2:B5, A6:A10)");
    expect(await playground.settled("B6:B10")).toEqual(french);
  });

  it("reads several input columns", async () => {
    await playground.newSheet();
    await playground.write("A1:D4", [
      ["First name", "Last name", "Site", "E-mail"],
      ["John", "Smith", "acme.example", "john.smith@acme.example"],
      ["Maria", "Garcia", "sol.example", "maria.garcia@sol.example"],
      ["Anna", "Lee", "north.example", "anna.lee@north.example"],
    ]);
    await playground.write("A5:C5", [["Paul", "Jones", "hill.example"]]);
    await playground.formula("D5", "=GPT(A2:D4, A5:C5)");
    expect(await playground.settled("D5:D5")).toEqual(["paul.jones@hill.example"]);
  });

  it("takes the finished rows around =GPT(A7), and their headers", async () => {
    await writeCapitals();
    await playground.formula("B7", "=GPT(A7)");
    expect(await playground.settled("B7:B7")).toEqual([capitals[0]]);
    await playground.pointer.click(6, 1);
    const card = playground.page.getByRole("region", { name: "Selected cell" });
    await card.getByText("Country: Peru").waitFor();
  });

  it("keeps answers while settings are changed, and lets a corrected one teach the rest of its column", async () => {
    await playground.newSheet();
    await playground.write("A1:B6", [HEADERS, ...EXAMPLES]);
    await playground.write("A7:A10", column(COUNTRIES.slice(0, 4)));
    await playground.select("B7");
    const { page, pointer } = playground;
    const filling = page.getByRole("region", { name: "Fill a column" });
    await filling.getByRole("button", { name: "Fill 4 rows" }).click();
    const filled = await playground.settled("B7:B10");
    const sampling = page.getByRole("region", { name: "Sampling" });
    await sampling.getByRole("button", { name: "Inventive" }).click();
    await sampling.getByText(/^\d+ cells have an answer of other settings/).waitFor();
    await page.waitForTimeout(1000);
    expect((await playground.values("B7:B10")).flat()).toEqual(filled);
    await sampling.getByRole("button", { name: "Exact" }).click();
    await sampling.getByText("All answers have these settings.").waitFor();

    await pointer.type(7, 1, "Bonn am Rhein");
    await filling
      .getByText("One answer of this column was typed, but its formulas learn from A2:B6 only.")
      .waitFor();
    await filling.getByRole("button", { name: "Learn from all, in 3 cells" }).click();
    await page.getByText("3 cells now learn from all finished rows.").waitFor();
    await pointer.click(8, 1);
    const selected = page.getByRole("region", { name: "Selected cell" });
    await selected.getByText("Bonn am Rhein").first().waitFor();
    expect(await playground.settled("B8:B8")).toEqual(["Bonn am Rhein"]);
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await playground.settled("B7:B10")).toEqual([filled[0], "Bonn am Rhein", ...filled.slice(2)]);
  }, 120_000);

  it("answers a question and goes on with a text", async () => {
    await playground.newSheet();
    await playground.formula("A1", '=GPT.ASK("What is the capital of France?")');
    await playground.formula("A2", '=GPT.COMPLETE("One, two, three,", "max tokens=6")');
    const [asked, completed] = await playground.settled("A1:A2", (value) => typeof value === "string");
    expect(asked).toMatch(/Paris/);
    expect(completed).toMatch(/four/);
  });

  it("shows an error of each kind, and says on the cell what to do", async () => {
    await writeCapitals();
    await playground.formula("C1", "=GPT(A2:A6, A7)");
    await playground.formula("C2", '=GPT(A2:B6, A7,, "temperature=9")');
    await playground.formula("C3", '=GPT(A2:B6, A7,, "temprature=1")');
    const isError = (value: unknown) => typeof value === "string" && value.startsWith("#");
    expect(await playground.settled("C1:C3", isError)).toEqual(["#VALUE!", "#NUM!", "#VALUE!"]);
    await playground.pointer.hover(2, 2);
    await playground.page.getByText('Did you mean "temperature"?').first().waitFor();
  });

  it("stops in the middle, says so in the cells, and goes on when asked", async () => {
    await playground.newSheet();
    await playground.write("A1:B6", [["Word", "Story"], ...EXAMPLES]);
    await playground.write(`A7:A${6 + COUNTRIES.length}`, column(COUNTRIES));
    await playground.formula("B7", '=GPT(A2:B6, A7:A46,, "temperature=1; max tokens=60; seed=5")');
    const { page } = playground;
    const stop = page.getByRole("button", { name: "Stop", exact: true });
    await stop.and(page.locator(":enabled")).click();
    const stopped = await playground.settled("B7:B46");
    expect(stopped).toContain("#N/A");
    await page.getByRole("button", { name: "Run again" }).first().click();
    const again = await playground.settled("B7:B46", (value) => value !== null && value !== "#N/A");
    expect(again).not.toContain("#N/A");
  });

  it("takes the model from the browser's own storage after a reload", async () => {
    const { page } = playground;
    const pieces: string[] = [];
    page.on("request", (request) => {
      if (request.url().includes("/model/") && !request.url().endsWith(".json")) pieces.push(request.url());
    });
    page.on("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await playground.ready();
    await playground.modelReady();
    expect(pieces).toEqual([]);
  });

  it("threw nothing on the way", () => {
    expect(playground.pageErrors).toEqual([]);
  });
});
