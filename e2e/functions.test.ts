import { formatAddress, parseAddress } from "../src/core/ranges/a1.ts";
import type { FunctionExample } from "../src/functions/cell-function.ts";
import { CELL_FUNCTIONS } from "../src/functions/function-table.ts";
import { asGiven } from "../src/functions/testing/as-given.ts";
import type { PlaygroundPage } from "./playground-page.ts";
import { onReadyPlayground } from "./playground-session.ts";

const CASES = CELL_FUNCTIONS.flatMap(({ name, examples }) =>
  examples.map((example) => [name, example.title, example] as const),
);

/** The cells that the example's answers fill. */
function answerArea({ at, gives }: FunctionExample): string {
  const place = parseAddress(at)!;
  return formatAddress({ ...place, rows: gives.length, columns: gives[0]!.length });
}

describe("every cell function in the playground with the real model", () => {
  let playground: PlaygroundPage;
  onReadyPlayground((opened) => (playground = opened));

  it.each(CASES)("%s gives what its page says: %s", async (_name, _title, example) => {
    const { sheet = [], at, formula, gives } = example;
    await playground.newSheet();
    for (const [row, cells] of sheet.entries()) {
      const columns = cells.length;
      await playground.write(formatAddress({ sheet: null, row, column: 0, rows: 1, columns }), [cells]);
    }
    await playground.formula(at, formula);
    const area = answerArea(example);
    await playground.settled(area, undefined, 150_000);
    expect(asGiven(await playground.values(area), gives)).toEqual(gives);
  });
});
