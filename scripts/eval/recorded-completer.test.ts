import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ScriptedCompleter } from "../../src/app/testing/scripted-completer.ts";
import { DEFAULT_SETTINGS } from "../../src/core/options/settings.ts";
import { evaluateRelation } from "./evaluate.ts";
import { RecordedCompleter } from "./recorded-completer.ts";
import type { Relation } from "./relation.ts";

const DOUBLED: Relation = {
  id: "doubled",
  kind: "cleaning",
  pairs: ["a", "b", "c", "d", "e", "f"].map((text) => [text, text + text]),
};
const EXTENT = { examples: 4, rows: 2 };
const CAREFUL = { ...DEFAULT_SETTINGS, careful: true };

const scripted = () => new ScriptedCompleter((prompt) => (prompt.includes("e") ? " ee\n" : " ff\n"));
const told = ({ answers }: Awaited<ReturnType<typeof evaluateRelation>>) =>
  answers.map(({ answer, confidence }) => [answer, confidence.toFixed(3)]);

describe("a recording of a model", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-recording-"));
  });

  it("answers in its place what was asked before, also where other recordings stand before it", async () => {
    const path = join(folder, "one.jsonl.gz");
    const first = new RecordedCompleter(scripted(), path);
    const run = await evaluateRelation(DOUBLED, EXTENT, CAREFUL, first);
    expect(first.missed).toBeGreaterThan(0);
    first.save();

    const both = join(folder, "both.jsonl.gz");
    const other = new RecordedCompleter(scripted(), join(folder, "other.jsonl.gz"));
    await evaluateRelation({ ...DOUBLED, headers: ["Once", "Twice"] }, EXTENT, CAREFUL, other);
    other.save();
    const parts = await Promise.all([readFile(join(folder, "other.jsonl.gz")), readFile(path)]);
    await writeFile(both, Buffer.concat(parts));

    const silent = scripted();
    const again = new RecordedCompleter(silent, both);
    expect(told(await evaluateRelation(DOUBLED, EXTENT, CAREFUL, again))).toEqual(told(run));
    expect(again.missed).toBe(0);
    expect(silent.prompts).toEqual([]);
  });

  it("is refused where it is none", async () => {
    const path = join(folder, "none.jsonl.gz");
    await writeFile(path, "not zipped");
    expect(() => new RecordedCompleter(scripted(), path)).toThrow();
  });
});
