import fc from "fast-check";
import { CellError, describe as wordsOf } from "../../core/errors/cell-error.ts";
import type { CellValue } from "../../core/examples/cell-value.ts";
import { ask } from "../../core/prompts/ask.ts";
import { complete } from "../../core/prompts/complete.ts";
import { formattedNumber } from "../../core/testing/formatted-numbers.ts";
import { cellText, FUZZ, HOSTILE_TEXTS } from "../../core/testing/hostile-texts.ts";
import { FakeHost } from "../../host/testing/fake-host.ts";
import { createProduct } from "../create-product.ts";
import type { Answers, Argument, Product } from "../product.ts";
import { ScriptedCompleter } from "../testing/scripted-completer.ts";
import { textAnswers } from "./text-call.ts";

/** As hosts give them: errors and the covered parts of merged cells are blank, dates have their format. */
const cell: fc.Arbitrary<CellValue> = fc.oneof(
  { weight: 4, arbitrary: cellText },
  { weight: 1, arbitrary: fc.double() },
  { weight: 1, arbitrary: fc.constantFrom(45_000, 45_000.75, 0, -1, Number.MAX_VALUE, 1e-320) },
  { weight: 1, arbitrary: formattedNumber },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 2, arbitrary: fc.constantFrom<CellValue>(null, "", " ") },
);

const matrix = (columns: number, maxRows: number): fc.Arbitrary<CellValue[][]> =>
  fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: maxRows });

const anyMatrix = fc.integer({ min: 1, max: 4 }).chain((columns) => matrix(columns, 5));

const argument = (values: readonly (readonly CellValue[])[], address: string | null = null): Argument => ({
  values,
  address,
});

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

/** An answer or an error in words for every cell, in the shape that was asked for; nothing else ever. */
async function expectSound(answering: Promise<Answers>, rows: number): Promise<void> {
  const answers = await answering.catch((error: unknown) => {
    if (error instanceof CellError) return error;
    throw error;
  });
  if (answers instanceof CellError) {
    expect(wordsOf(answers).text.length).toBeLessThan(260);
    return;
  }
  expect(answers).toHaveLength(rows);
  for (const answer of answers.flat()) {
    if (answer instanceof CellError) expect(wordsOf(answer).text).not.toBe("");
    else expect(["string", "number", "boolean"]).toContain(typeof answer);
  }
}

const call = { caller: "Sheet1!D4", signal: new AbortController().signal };

describe("formulas over any cells", () => {
  it("GPT answers each row or says why not", async () => {
    await fc.assert(
      fc.asyncProperty(
        anyMatrix,
        fc.option(anyMatrix),
        fc.option(anyMatrix),
        fc.option(
          fc.oneof(
            anyMatrix,
            cellText.map((text) => [[text]]),
          ),
        ),
        (examples, input, headers, options) =>
          expectSound(
            product.gpt({
              ...call,
              examplesOrInput: argument(examples, "Sheet1!A4"),
              input: input && argument(input),
              headers: headers && argument(headers),
              options: options && argument(options),
            }),
            (input ?? examples).length,
          ),
      ),
      FUZZ,
    );
  }, 60_000);

  it("GPT answers where examples and input fit each other", async () => {
    const fitting = fc
      .integer({ min: 1, max: 3 })
      .chain((columns) => fc.tuple(matrix(columns + 1, 4), matrix(columns, 3)));
    await fc.assert(
      fc.asyncProperty(fitting, ([examples, input]) =>
        expectSound(
          product.gpt({
            ...call,
            examplesOrInput: argument(examples),
            input: argument(input),
            headers: null,
            options: null,
          }),
          input.length,
        ),
      ),
      FUZZ,
    );
  }, 60_000);

  it.each([ask, complete])(
    "$id answers each text or says why not",
    async (format) => {
      await fc.assert(
        fc.asyncProperty(anyMatrix, (texts) => {
          const args = { text: argument(texts), options: null };
          return expectSound(
            product.run(call, (bench) => textAnswers(format, args, bench)),
            texts.length,
          );
        }),
        FUZZ,
      );
    },
    60_000,
  );

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text] as const))(
    "answers after and for %j",
    async (_name, text) => {
      const examples = argument([
        [text, text],
        ["Peru", "Lima"],
      ]);
      const input = argument([["Peru"], [text]]);
      const startMs = performance.now();
      await expectSound(
        product.gpt({ ...call, examplesOrInput: examples, input, headers: null, options: null }),
        2,
      );
      expect(performance.now() - startMs).toBeLessThan(2000);
    },
  );
});
