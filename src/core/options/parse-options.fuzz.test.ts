import fc from "fast-check";
import { CellError, describe as wordsOf } from "../errors/cell-error.ts";
import type { CellValue } from "../examples/cell-value.ts";
import { cellText, FUZZ, HOSTILE_TEXTS } from "../testing/hostile-texts.ts";
import { OPTION_KEYS, OPTIONS } from "./option-table.ts";
import { parseOptions } from "./parse-options.ts";
import { DEFAULT_SETTINGS, settingsSchema } from "./settings.ts";

const cell: fc.Arbitrary<CellValue> = fc.oneof(cellText, fc.double(), fc.boolean(), fc.constant(null));

/** What looks like options, often right and often nearly so. */
const optionText = fc
  .array(
    fc.tuple(
      fc.constantFrom(...OPTION_KEYS.map((key) => OPTIONS[key].name), "temprature", "", "__proto__"),
      fc.constantFrom("=", " = ", ":", ""),
      fc.oneof(
        fc.double().map(String),
        fc.constantFrom("yes", '"', '"a"', "\\", ...HOSTILE_TEXTS.slice(0, 20)),
      ),
      fc.constantFrom(";", ",", "\n", ""),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.flat().join(""));

/** Whatever is given: settings within their bounds, or an error in words short enough for a cell. */
function expectSound(values: readonly (readonly CellValue[])[]): void {
  const read = parseOptions(values);
  if (read instanceof CellError) expect(wordsOf(read).text.length).toBeLessThan(260);
  else settingsSchema.parse({ ...DEFAULT_SETTINGS, ...read });
}

describe("option texts from anywhere", () => {
  it("are read or refused in words", () => {
    fc.assert(
      fc.property(fc.oneof(optionText, cellText), (text) => expectSound([[text]])),
      FUZZ,
    );
  });

  it("are read or refused in words also as ranges of any shape and kind of cell", () => {
    const range = fc
      .tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([columns, rows]) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(fc.property(range, expectSound), FUZZ);
  });

  it.each(HOSTILE_TEXTS.map((text) => [text.slice(0, 30), text] as const))(
    "are done with in a tenth of a second: %j",
    (_name, text) => {
      const startMs = performance.now();
      expectSound([[text]]);
      expect(performance.now() - startMs).toBeLessThan(100);
    },
  );
});
