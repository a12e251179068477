import { readFileSync } from "node:fs";
import { fetchModelLock } from "./fetch-model-lock.ts";
import { findModel, parseModelLock } from "./model-lock.ts";
import { startPieceServer } from "./testing/piece-server.ts";

const shipped: unknown = JSON.parse(
  readFileSync(new URL("../../../../model/models.lock.json", import.meta.url), "utf8"),
);

describe("the list of models", () => {
  it("is fetched from below the base address, with or without its last slash", async () => {
    const server = await startPieceServer({ pieceBytes: [10] });
    expect(await fetchModelLock(server.url)).toEqual({ models: [server.model] });
    expect(await fetchModelLock(`${server.url}/`)).toEqual({ models: [server.model] });
    await server.close();
  });

  it("says so when the server gives a page in its place", async () => {
    const server = await startPieceServer({
      pieceBytes: [10],
      page: (_request, response) => response.end("<!doctype html>"),
    });
    await expect(fetchModelLock(`${server.url}/elsewhere`)).rejects.toMatchObject({
      failure: { code: "model-missing" },
    });
    await server.close();
  });

  it("ships with Gemma first and every piece under 50 MB", () => {
    const lock = parseModelLock(shipped);
    expect(lock.models.map((model) => model.id)).toEqual(["gemma-3-270m", "smollm2-135m"]);
    const pieces = lock.models.flatMap((model) => model.pieces);
    expect(Math.max(...pieces.map((piece) => piece.bytes))).toBeLessThan(50_000_000);
  });

  it("is refused when pieces and file differ in length, or a path leads outside", () => {
    const model = structuredClone(parseModelLock(shipped).models[1]!);
    const piece = model.pieces[0]!;
    const wrongBytes = { ...model, bytes: model.bytes + 1 };
    expect(() => parseModelLock({ models: [wrongBytes] })).toThrow("do not add up");
    for (const file of ["../secret", "/etc/passwd", "https://example.com/part", "a/../../b"]) {
      const pieces = [{ ...piece, file }, ...model.pieces.slice(1)];
      expect(() => parseModelLock({ models: [{ ...model, pieces }] })).toThrow("models.lock.json");
    }
  });

  it("names the ids there are when one is asked for that is not", () => {
    expect(() => findModel(parseModelLock(shipped), "gpt")).toThrow("gemma-3-270m, smollm2-135m");
  });
});
