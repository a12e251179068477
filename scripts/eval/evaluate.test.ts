import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { modelPath } from "../../src/engine/local/testing/model-path.ts";
import { evalArguments } from "./arguments.ts";
import { isCorrect, parseRelations } from "./relation.ts";

const CAPITALS = {
  id: "capitals",
  kind: "fact",
  headers: ["Country", "Capital"],
  pairs: [
    ["Peru", "Lima"],
    ["Japan", "Tokyo"],
    ["Kenya", "Nairobi"],
    ["Norway", "Oslo"],
    ["Egypt", "Cairo"],
    ["France", "Paris"],
    ["Germany", "Berlin"],
  ],
  accept: { Germany: ["Berlin (West)"] },
};
const script = fileURLToPath(new URL("../eval.ts", import.meta.url));

function runEval(...args: readonly string[]) {
  const { status, stderr } = spawnSync(process.execPath, ["--no-warnings", "--import=tsx", script, ...args], {
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  return { status, lines: stderr.trim().split("\n") };
}

describe("npm run eval", () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "fewshot-eval-"));
    await writeFile(join(folder, "capitals.json"), JSON.stringify(CAPITALS));
  });

  it("counts an answer that equals an accepted one but for case and space", () => {
    const [relation] = parseRelations(JSON.stringify(CAPITALS), "capitals.json");
    expect(isCorrect(relation!, ["Germany"], "Berlin", " berlin ")).toBe(true);
    expect(isCorrect(relation!, ["Germany"], "Berlin", "Berlin (west)")).toBe(true);
    expect(isCorrect(relation!, ["France"], "Paris", "Berlin (west)")).toBe(false);
  });

  it("says which argument or file is wrong", () => {
    expect(() => evalArguments(["--out", "x.json"])).toThrow("--data is missing");
    expect(() => evalArguments(["--data", "d", "--out", "x", "--rows", "0"])).toThrow('--rows is "0"');
    expect(() => evalArguments(["--data", "d", "--out", "x", "--mode", "best"])).toThrow(
      "fields, chosen, careful",
    );
    expect(() => evalArguments(["--data", "d", "--out", "x", "--seeds", "0,"])).toThrow('--seeds is ""');
    expect(
      evalArguments(["--data", "d", "--out", "x", "--seeds", "0,3", "--relations", "a,b"]),
    ).toMatchObject({
      seeds: [0, 3],
      relations: ["a", "b"],
    });
    expect(() => parseRelations("{}", "empty.json")).toThrow("empty.json");
    expect(() => parseRelations("{", "cut.json")).toThrow("cut.json is no JSON");
  });

  it("ends with exit code 1 and one line for a model file that is cut off, and writes nothing", async () => {
    const bytes = await readFile(modelPath("smollm2-135m"));
    const model = join(folder, "cut.gguf");
    await writeFile(model, bytes.subarray(0, bytes.length >> 1));
    const out = join(folder, "cut-out.json");
    const { status, lines } = runEval("--data", folder, "--model", model, "--out", out);
    expect(status).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/model-file-invalid: tensor .* ends at byte/);
    await expect(readFile(out)).rejects.toThrow("ENOENT");
  }, 60_000);

  it("fills the rows of a relation with a real model, named by its path", async () => {
    const out = join(folder, "out.json");
    const model = modelPath("smollm2-135m");
    const { status } = runEval("--data", folder, "--model", model, "--out", out);
    expect(status).toBe(0);
    const answer = z.object({
      input: z.literal(["France", "Germany"]),
      expected: z.string(),
      answer: z.literal(["Paris", "Berlin"]),
      confidence: z.number().min(0).max(1),
      correct: z.literal(true),
      milliseconds: z.number().positive(),
    });
    z.object({
      modelHash: z.string().regex(/^[0-9a-f]{64}$/),
      relations: z.tuple([
        z.object({
          id: z.literal("capitals"),
          rows: z.literal(2),
          correct: z.literal(2),
          accuracy: z.literal(1),
          answers: z.array(answer).length(2),
        }),
      ]),
    }).parse(JSON.parse(await readFile(out, "utf8")));
  }, 120_000);
});
