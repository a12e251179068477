import fc from "fast-check";
import { createProduct } from "../app/create-product.ts";
import type { Argument, Product } from "../app/product.ts";
import { ScriptedCompleter } from "../app/testing/scripted-completer.ts";
import { CellError, describe as wordsOf } from "../core/errors/cell-error.ts";
import type { CellValue } from "../core/examples/cell-value.ts";
import { formattedNumber } from "../core/testing/formatted-numbers.ts";
import { cellText, FUZZ } from "../core/testing/hostile-texts.ts";
import { FakeHost } from "../host/testing/fake-host.ts";
import { CELL_FUNCTIONS } from "./function-table.ts";

const cell: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 4, arbitrary: cellText },
  { weight: 1, arbitrary: formattedNumber },
  { weight: 2, arbitrary: fc.constantFrom<CellValue>(null, "", 0, -1, 1e-320, 45_000.75, true) },
);
const matrix = fc
  .tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 4 }))
  .chain(([columns, rows]) =>
    fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
      minLength: rows,
      maxLength: rows,
    }),
  );
const argument: fc.Arbitrary<Argument | null> = fc.option(
  fc.record({ values: matrix, address: fc.constantFrom(null, "Sheet1!A2", "Sheet1!A1:B3") }),
);

/** Runs for each function: there are many, and each cuts long texts into characters. */
const RUNS = { ...FUZZ, numRuns: 40 };

describe("every function over any arguments", () => {
  let product: Product;

  beforeAll(() => {
    const completer = new ScriptedCompleter((prompt) => ` ${prompt.slice(-40)}`, 100_000);
    product = createProduct({
      host: new FakeHost([["Country", "Capital"]]),
      openCompleter: () => Promise.resolve(completer),
      nowMs: () => Date.now(),
    });
  });

  afterAll(() => product.close());

  it.each(CELL_FUNCTIONS.map((cellFunction) => [cellFunction.name, cellFunction] as const))(
    "%s gives even rows of values, or says in words why not",
    async (_, { parameters, run }) => {
      const given = fc.tuple(...parameters.map(() => argument));
      await fc.assert(
        fc.asyncProperty(given, async (args) => {
          const call = { caller: "Sheet1!D4", signal: new AbortController().signal };
          const answers = await product
            .run(call, (bench) => run(args, bench))
            .catch((error: unknown) => error);
          if (answers instanceof CellError) {
            expect(wordsOf(answers).text.length).toBeLessThan(260);
            expect(answers.code).not.toBe("engineCrashed");
            return;
          }
          const rows = answers as Awaited<ReturnType<typeof product.gpt>>;
          expect(new Set(rows.map((row) => row.length)).size).toBe(1);
          for (const answer of rows.flat()) {
            if (answer instanceof CellError) expect(answer.code).not.toBe("engineCrashed");
            else expect(["string", "number", "boolean"]).toContain(typeof answer);
            if (typeof answer === "number") expect(answer).not.toBeNaN();
          }
        }),
        RUNS,
      );
    },
    60_000,
  );
});
