import { openPane, type OpenPane } from "../testing/open-pane.ts";
import type { PanePage } from "../testing/pane-page.ts";

declare const window: { pane: PanePage };

describe("examples that came out wrong, in the pane", () => {
  let pane: OpenPane;
  afterEach(async () => {
    expect(pane.pageErrors).toEqual([]);
    await pane.close();
  });

  it("have both numbers as the language writes them", async () => {
    pane = await openPane({ locale: "de-DE" });
    await pane.page.evaluate(async () => {
      const { product } = window.pane;
      await product.fill.propose("Sheet1!B4");
      const { fill } = product.state.getState();
      if (fill.status !== "proposed") throw new Error(fill.status);
      const answer = { status: "done", value: 7.3, confidence: 0.5 } as const;
      const backtest = [{ input: "Peru", expected: 7.25, answer, isRight: false }];
      product.state.setState({ fill: { ...fill, preview: { isRunning: false, rows: [], backtest } } });
    });
    await pane.page.getByText("Peru: 7,3 statt 7,25", { exact: true }).waitFor();
  });
});
