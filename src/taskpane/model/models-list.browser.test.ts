import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage };

let pane: OpenPane;

const model = () => pane.card("Model");
const listed = (name: string) => model().getByRole("listitem").filter({ hasText: name });

async function openList(colorScheme: "light" | "dark" = "light"): Promise<void> {
  pane = await openPane({ colorScheme });
  await pane.button("Choose a model").click();
  await listed("Small").waitFor();
}

describe("the models to choose from, in the pane", () => {
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it.each(["light", "dark"] as const)(
    "lists them with size, licence, accuracy and place (%s)",
    async (scheme) => {
      await openList(scheme);
      await listed("Small").getByText("253 MB · Some Terms · 53 % right").waitFor();
      await listed("Small").getByText("In use").waitFor();
      const absent = listed("Other");
      await absent.getByText("Not on this server").waitFor();
      await absent.getByText("npm run model -- --model other").waitFor();
      expect(await absent.getByRole("button").filter({ hasText: "Use" }).count()).toBe(0);
      await model().getByText("Fewshot uses 250 MB of this browser’s storage; 1,000 MB are free.").waitFor();
      expect(await pane.problems()).toEqual([]);
      expect(await pane.overflow()).toBe(0);
    },
  );

  it("adds a file with progress, offers it, uses it, and deletes it", async () => {
    await openList();
    const file = { name: "mine.gguf", mimeType: "application/octet-stream", buffer: Buffer.from("GGUF") };
    await model().getByLabel("GGUF file", { exact: true }).setInputFiles(file);
    await pane.page.evaluate(() => window.pane.adding.progress(49e6, 98e6));
    await model().getByRole("progressbar", { name: "Adding mine.gguf" }).waitFor();
    await model().getByText("49 of 98 MB").waitFor();
    expect(await pane.button("Pause adding").count()).toBe(0);
    expect(await pane.problems()).toEqual([]);
    await pane.page.evaluate(() => window.pane.adding.end());
    await model().getByText("Mine is here. Press Use to let it answer.").waitFor();
    await listed("Mine").getByText("98 MB · your own file · accuracy not measured").waitFor();
    await pane.button("Use Mine").click();
    await listed("Mine").getByText("In use").waitFor();
    expect(await pane.problems()).toEqual([]);
    await pane.button("Delete Mine from this browser").click();
    await listed("Mine").getByRole("group", { name: "Delete the 98 MB of Mine?" }).waitFor();
    await pane.button("Delete Mine from this browser").click();
    await listed("Mine").waitFor({ state: "detached" });
    await listed("Small").getByText("In use").waitFor();
  });

  it("asks before it deletes, and keeps the model at Escape, at Keep and at a second Enter", async () => {
    pane = await openPane({ forcedColors: "active" });
    await pane.page.evaluate(() => {
      const [small, ...others] = window.pane.library.models;
      window.pane.library.models = [{ ...small!, storedBytes: 253e6, place: "stored" }, ...others];
    });
    await pane.button("Choose a model").click();
    const ask = pane.button("Delete Small from this browser");
    const question = listed("Small").getByRole("group", { name: "Delete the 253 MB of Small?" });
    await ask.focus();
    await pane.page.keyboard.press("Enter");
    await question.getByText("must be downloaded again", { exact: false }).waitFor();
    await pane.button("Keep Small").and(pane.page.locator(":focus")).waitFor();
    expect(await pane.problems()).toEqual([]);
    expect(await pane.overflow()).toBe(0);
    await pane.page.keyboard.press("Escape");
    await ask.and(pane.page.locator(":focus")).waitFor();
    expect(await question.count()).toBe(0);
    await pane.page.keyboard.press("Enter");
    await pane.button("Keep Small").and(pane.page.locator(":focus")).waitFor();
    await pane.page.keyboard.press("Enter");
    await ask.and(pane.page.locator(":focus")).waitFor();
    expect(await pane.page.evaluate(() => window.pane.library.removed)).toEqual([]);
    await ask.click();
    await ask.click();
    await listed("Small").waitFor({ state: "detached" });
    expect(await pane.page.evaluate(() => window.pane.library.removed)).toEqual(["small"]);
  });

  it("pauses an address, goes on with it, and says what is no address", async () => {
    await openList();
    const address = model().getByRole("textbox", { name: "Or its address" });
    await address.fill("https://");
    await address.press("Enter");
    await model().getByText("That is no address.", { exact: false }).waitFor();
    expect(await pane.problems()).toEqual([]);
    await address.fill("https://example.com/mine.gguf");
    await address.press("Enter");
    await pane.button("Pause adding").click();
    await model().getByText("Paused.").waitFor();
    expect(await pane.problems()).toEqual([]);
    await pane.button("Go on adding").click();
    await pane.button("Pause adding").waitFor();
    expect(await pane.page.evaluate(() => window.pane.library.added.length)).toBe(2);
    await pane.button("Cancel").click();
    await address.waitFor();
  });

  it("says which tensor or architecture stands in the way of a file", async () => {
    await openList();
    const file = { name: "odd.gguf", mimeType: "application/octet-stream", buffer: Buffer.from("GGUF") };
    await model().getByLabel("GGUF file", { exact: true }).setInputFiles(file);
    await pane.page.evaluate(() =>
      window.pane.adding.fail("tensor blk.0.attn_q.weight has block type 23, which cannot be read"),
    );
    await model()
      .getByText("odd.gguf was not added: tensor blk.0.attn_q.weight has block type 23, which cannot be read")
      .waitFor();
    expect(await pane.problems()).toEqual([]);
  });

  it("takes a file that is dropped on it", async () => {
    await openList();
    const dropped = await pane.page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(["GGUF"], "dropped.gguf"));
      return data;
    });
    await model()
      .getByText("Or drop it here.", { exact: false })
      .dispatchEvent("drop", { dataTransfer: dropped });
    await model().getByRole("progressbar", { name: "Adding dropped.gguf" }).waitFor();
  });

  it("pauses the loading of the model and goes on with it", async () => {
    pane = await openPane();
    await pane.button("Load now").click();
    await pane.page.evaluate(() => window.pane.progress(100e6, 253e6));
    await pane.button("Pause loading").click();
    await model().getByText("Paused. Cells that need the model wait.").waitFor();
    await model().getByText("100 of 253 MB").waitFor();
    expect(await pane.problems()).toEqual([]);
    await pane.page.evaluate(() => window.pane.fail());
    await pane.button("Go on loading").click();
    await pane.page.evaluate(() => window.pane.ready());
    await model().getByText("Ready").waitFor();
  });
});
