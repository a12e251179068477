import { SAMPLE_APPS } from "../../core/apps/sample-apps.ts";
import { MESSAGES } from "../messages/messages.ts";
import { TEACH_MESSAGES } from "../teach/teach-messages.ts";
import type { OpenPane } from "./open-pane.ts";
import type { PanePage } from "./pane-page.ts";

declare const window: { pane: PanePage };

/** A state by its name, and how to reach it from the one before. */
type TourStop = readonly [string, () => Promise<unknown>];

/** The pane's states, as a person would see them. */
export function paneTour(pane: OpenPane): readonly TourStop[] {
  const press = (name: string): Promise<void> => pane.button(name).click();
  const shown = (text: string | RegExp): Promise<void> => pane.page.getByText(text).first().waitFor();
  const select = (address: string): Promise<void> =>
    pane.page.evaluate((where) => window.pane.host.select(where), address);

  const write = async (address: string, values: readonly (readonly string[])[]): Promise<void> => {
    await pane.page.evaluate(
      async ([where, rows]) => {
        const entries = rows.map((row) => row.map((value) => ({ value })));
        await window.pane.host.writeEntries([{ address: where, entries }]);
        window.pane.host.select("Sheet1!A1");
        window.pane.host.select(where);
      },
      [address, values] as const,
    );
  };

  const chooseFile = (name: string): Promise<void> =>
    pane.page
      .locator("input[accept='.gguf']")
      .setInputFiles({ name, mimeType: "application/octet-stream", buffer: Buffer.from("GGUF") });

  const CODE_LABEL = () => pane.page.getByLabel(MESSAGES.app.code);

  const runApp = async (code: string): Promise<void> => {
    await CODE_LABEL().fill(code);
    await press(MESSAGES.app.run);
  };

  return [
    ["nothing loaded", async () => undefined],
    [
      "the download is offered",
      async () => {
        await pane.page.evaluate(() => {
          window.pane.forgetAgreement();
          void window.pane.fill(["France"]).catch(() => undefined);
        });
        await shown(MESSAGES.model.download(253e6));
      },
    ],
    [
      "models are listed, while one loads",
      async () => {
        await press(MESSAGES.models.open);
        await pane.page.evaluate(() => window.pane.product.loadModel());
        await pane.page.evaluate(() => window.pane.progress(50e6, 253e6));
        await shown(MESSAGES.model.bytes(50e6, 253e6));
      },
    ],
    ["loading is paused", () => press(MESSAGES.model.pause)],
    [
      "loading has failed",
      async () => {
        // The opening that was paused ends, and another begins.
        await pane.page.evaluate(() => window.pane.fail());
        await press(MESSAGES.model.resume);
        await pane.page.evaluate(() => window.pane.progress(50e6, 253e6));
        await pane.page.evaluate(() => window.pane.fail());
        await shown(MESSAGES.model.failed);
      },
    ],
    [
      "the model is ready",
      async () => {
        await press(MESSAGES.model.tryAgain);
        await pane.page.evaluate(() => window.pane.ready());
        await shown(MESSAGES.model.ready);
      },
    ],
    [
      "a model is being added",
      async () => {
        await chooseFile("odd.gguf");
        await pane.page.evaluate(() => window.pane.adding.progress(49e6, 98e6));
        await shown(MESSAGES.models.bytes(49e6, 98e6));
      },
    ],
    [
      "a model was refused",
      async () => {
        await pane.page.evaluate(() => window.pane.adding.fail("tensor a.b has block type 23"));
        await shown("tensor a.b has block type 23");
      },
    ],
    [
      "answers of another model are kept",
      async () => {
        await press(MESSAGES.models.close);
        await pane.page.evaluate(() => window.pane.openWithAnswersOfAnother());
        await shown(MESSAGES.kept.title);
      },
    ],
    [
      "values are made",
      async () => {
        await select("Sheet1!B4");
        await pane.page.evaluate(() => (window.pane.completer.isHolding = true));
        await press(MESSAGES.fill.writeValues);
        await shown(MESSAGES.fill.writing);
      },
    ],
    [
      "values were stopped",
      async () => {
        await pane.card(MESSAGES.fill.title).getByRole("button", { name: MESSAGES.work.stop }).click();
        await shown(MESSAGES.fill.preview);
        await pane.page.evaluate(() => (window.pane.completer.isHolding = false));
      },
    ],
    [
      "a fill is tried",
      async () => {
        await select("Sheet1!B4");
        await press(MESSAGES.fill.preview);
        await shown(MESSAGES.fill.backtest(0, 2));
      },
    ],
    [
      "a column is filled",
      async () => {
        await press(MESSAGES.fill.writeFormulas(3));
        await shown(MESSAGES.edits.fill(3));
      },
    ],
    [
      "rows run",
      async () => {
        await pane.page.evaluate(() => {
          window.pane.completer.isHolding = true;
          window.pane.completer.probability = 0.1;
          window.pane.completer.candidates = [
            { id: 1, text: " Paris", logProbability: Math.log(0.5) },
            { id: 3, text: " Lyon", logProbability: Math.log(0.4) },
          ];
          void window.pane.fill(["France", "Nowhere"]).catch(() => undefined);
          void window.pane.fill(["Chad"], "Sheet1!D4").catch(() => undefined);
        });
        await pane.page.getByRole("list", { name: MESSAGES.work.columns }).waitFor();
      },
    ],
    [
      "work is paused",
      async () => {
        await press(MESSAGES.work.pause);
        await shown(MESSAGES.work.paused);
      },
    ],
    [
      "an unsure answer is looked into, with what is cut off",
      async () => {
        await press(MESSAGES.work.resume);
        await pane.page.evaluate(() => window.pane.completer.release());
        await shown(MESSAGES.work.failed(1));
        await select("Sheet1!A1");
        await select("Sheet1!B4");
        await press(MESSAGES.influence.show);
        await pane.page.getByRole("list", { name: MESSAGES.influence.title }).waitFor();
        await press(MESSAGES.inside.showTokens);
        await press(MESSAGES.inside.readPrompt);
        await shown(MESSAGES.inside.promptHint);
        await press(MESSAGES.layers.look);
        await pane.page.getByRole("img", { name: new RegExp(`^${MESSAGES.layers.attention}`) }).waitFor();
      },
    ],
    [
      "an answer is corrected",
      async () => {
        await press(MESSAGES.selected.correct);
        await pane.page.getByRole("textbox", { name: MESSAGES.selected.correction }).waitFor();
      },
    ],
    [
      "rows are taught, paused",
      async () => {
        await write(
          "Sheet1!A17:B26",
          Array.from({ length: 10 }, (_, row) => [`code ${row}`, `shelf ${row}`]),
        );
        await pane.page.getByLabel(TEACH_MESSAGES.name, { exact: true }).fill("shelves");
        await press(TEACH_MESSAGES.stepByStep);
        await pane.page.getByRole("group", { name: TEACH_MESSAGES.inside }).waitFor();
      },
    ],
    [
      "rows are taught, running",
      async () => {
        await press(TEACH_MESSAGES.resume);
        await pane.card(TEACH_MESSAGES.title).getByRole("button", { name: TEACH_MESSAGES.pause }).waitFor();
      },
    ],
    [
      "what was taught is listed",
      async () => {
        await press(TEACH_MESSAGES.stop);
        await pane.page.getByRole("group", { name: "shelves" }).waitFor();
      },
    ],
    [
      "an app runs",
      async () => {
        await write("Sheet1!D2", [[SAMPLE_APPS[0]!.code]]);
        await CODE_LABEL().waitFor();
      },
    ],
    [
      "an app does not compile",
      async () => {
        await runApp("function App( {");
        await pane.page
          .getByRole("group")
          .filter({ has: pane.page.locator(".fui-MessageBarBody") })
          .last()
          .waitFor();
      },
    ],
    [
      "an app hangs",
      async () => {
        await pane.page.route("**/app-preview.html", (route) =>
          route.fulfill({
            contentType: "text/html",
            body: `<!doctype html><html lang="en"><title>App</title>
              <script>parent.postMessage({ type: "frame-ready" }, "*")</script></html>`,
          }),
        );
        await runApp(SAMPLE_APPS[0]!.code);
        await shown(MESSAGES.app.hung);
      },
    ],
    [
      "an unsure answer is on another sheet",
      async () => {
        await write("Elsewhere!F3", [["Paris"]]);
        await pane.page.evaluate(async () => {
          await window.pane.fill(["France"], "Elsewhere!F3");
          await window.pane.product.changeSettings({ unsureBelow: 1 });
        });
        await select("Third!A1");
        await press(MESSAGES.selected.nextUnsure);
        await shown(MESSAGES.selected.otherSheet("Elsewhere"));
      },
    ],
    [
      "a number is refused",
      async () => {
        const { option, value } = MESSAGES.settings;
        const field = pane.page.getByRole("spinbutton", { name: value(option.temperature) });
        await field.fill("hot");
        await field.press("Enter");
        await pane.page.getByRole("alert").first().waitFor();
      },
    ],
    [
      "a server answers",
      async () => {
        await pane.card(MESSAGES.server.title).getByRole("button", { name: MESSAGES.server.use }).click();
        await shown(MESSAGES.model.serverUsed("https://llm.example"));
      },
    ],
  ];
}
