import { openAsBlob, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer, type Server } from "node:http";
import type { AddProgress } from "../../model-library.ts";
import { EngineError, type EngineFailure } from "../../completer.ts";
import { tinyModelPath } from "../testing/tiny-golden.ts";
import { hashOf, modelPath } from "../testing/model-path.ts";
import { addModel } from "./add-model.ts";
import { MemoryStore } from "./memory-store.ts";
import { listOwnModels, openOwnModel } from "./own-models.ts";

const PATH = modelPath("smollm2-135m");
const HASH = hashOf("smollm2-135m");
const bytes = readFileSync(PATH);

let store: MemoryStore;
let server: Server;
let url: string;
/** Ranges that were asked for, in order; null for the whole file. */
let ranges: (string | null)[];
/** The next reply breaks off after so many bytes. */
let cutAfter: number | null;
let version: string;
let body: Uint8Array;

beforeEach(async () => {
  store = new MemoryStore();
  [ranges, cutAfter, version, body] = [[], null, '"1"', bytes];
  server = createServer((request, response) => {
    const range = request.headers.range ?? null;
    ranges.push(range);
    const isSame = request.headers["if-range"] === version;
    const start = range !== null && isSame ? Number(/\d+/.exec(range)![0]) : 0;
    const rest = body.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, { ETag: version, "Content-Length": rest.length });
    if (cutAfter === null) response.end(rest);
    else {
      const part = rest.subarray(0, cutAfter);
      cutAfter = null;
      response.write(part, () => response.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/smol.gguf`;
});
afterEach(() => server.close());

const fileOf = async (path: string): Promise<File> => new File([await openAsBlob(path)], "smol.gguf");
const calls = (
  onProgress: (progress: AddProgress) => void = () => {},
  signal = new AbortController().signal,
) => ({
  signal,
  onProgress,
});

async function failureOf(adding: Promise<unknown>): Promise<EngineFailure> {
  const error: unknown = await adding.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngineError)) throw new Error("no EngineError came", { cause: error });
  return error.failure;
}

/** Asks until the server is asked no more; a cut transfer is told as a failure. */
const addAddress = () => addModel(store, { kind: "address", url }, calls());

describe("adding a model file", () => {
  it("keeps a file of this computer under its own name and hash, to be opened without reading it", async () => {
    const told: AddProgress[] = [];
    const file = await fileOf(PATH);
    const added = await addModel(
      store,
      { kind: "file", file },
      calls((progress) => told.push(progress)),
    );
    expect(added).toMatchObject({ hash: HASH, storedBytes: bytes.length, address: null });
    expect(added.name).toMatch(/smol/i);
    expect(told.at(-1)).toEqual({ loadedBytes: bytes.length, totalBytes: bytes.length });
    const opened = await openOwnModel(store, added.id, new AbortController().signal);
    expect(opened).toMatchObject({ hash: HASH, bytes: bytes.length, name: added.name });
  });

  it("gives the model that is there already when the same file is added again", async () => {
    const file = await fileOf(PATH);
    const first = await addModel(store, { kind: "file", file }, calls());
    const second = await addModel(store, { kind: "file", file }, calls());
    expect(second.id).toBe(first.id);
    expect(await listOwnModels(store)).toHaveLength(1);
  });

  it("refuses a file that is no GGUF, is cut off, or is of an unknown kind, and keeps nothing of it", async () => {
    const add = (...parts: BlobPart[]) =>
      failureOf(addModel(store, { kind: "file", file: new File(parts, "x.gguf") }, calls()));
    expect(await add("hello, this is no model")).toMatchObject({ code: "model-file-invalid" });
    expect(await add(bytes.subarray(0, 5_000_000))).toMatchObject({ code: "model-file-invalid" });
    const other = Buffer.from(bytes);
    const at = other.indexOf("general.architecture") + "general.architecture".length + 12;
    other.write("gpt-x", at, "latin1");
    expect(await add(other)).toEqual({
      code: "model-unsupported",
      detail: 'the architecture is "gpt-x"; supported are gemma3, llama',
    });
    expect(await store.list()).toEqual([]);
  });

  it("refuses a file whose sizes no kernel runs before anything of it is copied", async () => {
    const other = readFileSync(tinyModelPath("llama"));
    const key = "llama.feed_forward_length";
    other.writeUInt32LE(33, other.indexOf(key) + key.length + 4);
    const told: AddProgress[] = [];
    const source = { kind: "file", file: new File([other], "x.gguf") } as const;
    const failure = await failureOf(
      addModel(
        store,
        source,
        calls((progress) => told.push(progress)),
      ),
    );
    expect(failure).toMatchObject({ code: "model-unsupported", detail: /and 33 values/ });
    expect(told).toEqual([]);
  });

  it("keeps nothing of a file when it is stopped", async () => {
    const stop = new AbortController();
    const adding = addModel(
      store,
      { kind: "file", file: await fileOf(PATH) },
      calls(() => stop.abort(), stop.signal),
    );
    await expect(adding).rejects.toThrow(/abort/);
    expect(await store.list()).toEqual([]);
  });

  it("refuses a file for which there is no room", async () => {
    store = new MemoryStore(Date.now, 1000);
    const failure = await failureOf(addModel(store, { kind: "file", file: await fileOf(PATH) }, calls()));
    expect(failure).toEqual({ code: "storage-too-small", neededBytes: bytes.length, freeBytes: 1000 });
  });

  it("goes on with an address where it was cut off", async () => {
    cutAfter = 40_000_000;
    expect(await failureOf(addAddress())).toMatchObject({ code: "network-failed" });
    const [part] = await listOwnModels(store);
    expect(part).toMatchObject({ hash: "", address: url, name: "smol.gguf" });
    expect(part!.storedBytes).toBeGreaterThan(0);
    const added = await addAddress();
    expect(added).toMatchObject({ id: part!.id, hash: HASH, storedBytes: bytes.length });
    expect(ranges).toEqual([null, `bytes=${part!.storedBytes}-`]);
  });

  it("names a model by the end of its address, also where a percent sign stands in it for itself", async () => {
    for (const [part, name] of [
      ["my%20smol.gguf", "my smol.gguf"],
      ["100%.gguf", "100%.gguf"],
    ] as const) {
      cutAfter = 1_000;
      url = new URL(part, url).href;
      expect(await failureOf(addAddress())).toMatchObject({ code: "network-failed" });
      expect((await listOwnModels(store)).map((model) => model.name)).toContain(name);
    }
  });

  it("begins an address again when the server has another version of the file", async () => {
    cutAfter = 1_000_000;
    await failureOf(addAddress());
    version = '"2"';
    expect(await addAddress()).toMatchObject({ hash: HASH, storedBytes: bytes.length });
  });

  it("leaves an address that gives something else after its first bytes", async () => {
    body = new TextEncoder().encode("<!doctype html><title>Not found</title>");
    expect(await failureOf(addAddress())).toMatchObject({ code: "model-file-invalid" });
    expect(await store.list()).toEqual([]);
  });

  it("says that a model which was deleted is gone", async () => {
    const opening = openOwnModel(store, "own-12345678", new AbortController().signal);
    expect(await failureOf(opening)).toMatchObject({ code: "model-missing" });
  });
});
