import fc from "fast-check";
import { strToU8, unzipSync, zipSync } from "fflate";
import { cellText, FUZZ } from "../../core/testing/hostile-texts.ts";
import type { WorkbookCell, WorkbookData } from "./workbook-data.ts";
import { WorkbookFileError } from "./workbook-file-error.ts";
import { readXlsx } from "./xlsx-read.ts";
import { writeXlsx } from "./xlsx-write.ts";

const NAMES = ["GPT", "GPT.ASK"];

const cellOf = (value: WorkbookCell["value"], formula: string | null = null): WorkbookCell => ({
  value,
  formula,
  look: null,
  format: null,
  spill: null,
});

const workbookOf = (rows: WorkbookData["sheets"][number]["rows"]): WorkbookData => ({
  name: "Any",
  settings: '{"seed":1}',
  answers: "aGVsbG8=",
  sheets: [{ name: "Sheet1", rows, columnWidths: [100] }],
});

const read = (bytes: Uint8Array<ArrayBuffer>) => readXlsx(new File([bytes], "any.xlsx"), NAMES);

/** A workbook, or a refusal in words, within a few seconds. */
async function expectSound(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const startMs = performance.now();
  try {
    const { sheets } = await read(bytes);
    expect(sheets.length).toBeGreaterThan(0);
  } catch (error) {
    if (!(error instanceof WorkbookFileError)) throw error;
    expect(error.message).toContain("any.xlsx");
  }
  expect(performance.now() - startMs).toBeLessThan(5000);
}

/** Half surrogate pairs cannot stand in a file. */
const asFile = (text: string): string =>
  new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(text));

describe("an xlsx file from anywhere", () => {
  let bytes: Uint8Array<ArrayBuffer>;
  beforeAll(async () => {
    const rows = [
      [cellOf("Country"), cellOf("Capital")],
      [cellOf("Peru"), cellOf("Lima", "=GPT(A1:B1, A2)")],
      [cellOf(1.5), cellOf(true)],
    ];
    bytes = await writeXlsx(workbookOf(rows), NAMES);
  });

  it("brings back any text that a cell may hold", async () => {
    await fc.assert(
      fc.asyncProperty(cellText, async (text) => {
        const { sheets } = await read(await writeXlsx(workbookOf([[cellOf("before"), cellOf(text)]]), NAMES));
        expect(sheets[0]?.rows[0]?.[1]?.value ?? "").toBe(asFile(text));
        expect(sheets[0]?.rows[0]?.[1]?.formula ?? null).toBeNull();
      }),
      { ...FUZZ, numRuns: 200 },
    );
  }, 60_000);

  it("is opened or refused in words with any bytes changed", async () => {
    const change = fc.tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
        const changed = bytes.slice();
        for (const [part, put] of changes) changed.set(put, Math.floor(part * (changed.length - put.length)));
        return expectSound(changed);
      }),
      FUZZ,
    );
  }, 60_000);

  it("is opened or refused in words wherever it is cut", async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 0, max: 0.999, noNaN: true }), (part) =>
        expectSound(bytes.slice(0, Math.floor(part * bytes.length))),
      ),
      { ...FUZZ, numRuns: 200 },
    );
  }, 60_000);

  it("is opened or refused in words with any of its parts missing, empty or other text", async () => {
    const names = Object.keys(unzipSync(bytes));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), fc.option(cellText), (name, text) => {
        const parts = unzipSync(bytes);
        if (text === null) Reflect.deleteProperty(parts, name);
        else parts[name] = strToU8(text);
        return expectSound(zipSync(parts));
      }),
      { ...FUZZ, numRuns: 200 },
    );
  }, 60_000);

  it("is refused before it is unpacked when it is small and its parts are huge", async () => {
    const bomb = bytes.slice();
    // Length of the first part in the archive's list of contents (APPNOTE.TXT 4.3.12).
    const list = Buffer.from(bomb).indexOf("PK\u0001\u0002", "latin1");
    new DataView(bomb.buffer).setUint32(list + 24, 600_000_000, true);
    await expect(read(bomb)).rejects.toThrow(/unpacks to 600 MB/);
  });
});
