import fc from "fast-check";
import { createProduct } from "../app/create-product.ts";
import type { Answers, Product } from "../app/product.ts";
import { ScriptedCompleter } from "../app/testing/scripted-completer.ts";
import { CellError, describe as wordsOf } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { cellText, FUZZ } from "../core/testing/hostile-texts.ts";
import { FakeHost } from "../host/testing/fake-host.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";

const cell: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 4, arbitrary: cellText },
  {
    weight: 2,
    arbitrary: fc.constantFrom<CellValue>("a, b", "integer", "French", 3, -1, 0.5, true, null, "", " "),
  },
);
const matrix = fc
  .integer({ min: 1, max: 3 })
  .chain((columns) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 3 }),
  );

let product: Product;

beforeAll(() => {
  const completer = new ScriptedCompleter((prompt) => ` ${prompt.slice(-30)}`, 100_000);
  product = createProduct({
    host: new FakeHost([["Country", "Capital"]]),
    openCompleter: () => Promise.resolve(completer),
    nowMs: () => Date.now(),
  });
});

afterAll(() => product.close());

/** What the cell shows: a rectangle of values and errors in words, or one error for all. */
function expectSound(answers: Answers | CellError): void {
  if (answers instanceof CellError) {
    expect(wordsOf(answers).text.length).toBeLessThan(260);
    return;
  }
  expect(answers.length).toBeGreaterThan(0);
  expect(new Set(answers.map((row) => row.length)).size).toBe(1);
  for (const answer of answers.flat()) {
    if (answer instanceof CellError) expect(wordsOf(answer).text).not.toBe("");
    else expect(["string", "number", "boolean"]).toContain(typeof answer);
  }
}

it.each(CELL_FUNCTIONS.map((cellFunction) => [cellFunction.name, cellFunction] as const))(
  "%s answers any arguments with a rectangle, or says what is wrong with them",
  async (_name, { parameters, run }) => {
    const args = fc.tuple(...parameters.map(() => fc.option(matrix)));
    await fc.assert(
      fc.asyncProperty(args, async (given) => {
        const call = { caller: "Sheet1!E4", signal: new AbortController().signal };
        const matrices = given.map((values) => values && { values, address: null });
        expectSound(
          await product
            .run(call, (bench) => run(matrices, bench))
            .catch((error: unknown) => {
              if (error instanceof CellError) return error;
              throw error;
            }),
        );
      }),
      { ...FUZZ, numRuns: 60 },
    );
  },
  60_000,
);
