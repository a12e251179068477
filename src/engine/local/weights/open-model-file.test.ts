import { EngineError } from "../../completer.ts";
import type { EngineFailure, LoadProgress } from "../../completer.ts";
import { MemoryStore } from "./memory-store.ts";
import { openModelFile } from "./open-model-file.ts";
import type { OpenModelFileOptions } from "./open-model-file.ts";
import type { Fault, PieceServer } from "./testing/piece-server.ts";
import { startPieceServer } from "./testing/piece-server.ts";

const PIECE_BYTES = [300_000, 300_000, 200_000];
const FIRST = "made-up/part-0.bin";
const SECOND = "made-up/part-1.bin";
const THIRD = "made-up/part-2.bin";
const PATIENCE = { retries: 2, pauseMs: 1, stallMs: 300 };

let server: PieceServer;
let store: MemoryStore;

beforeEach(async () => {
  server = await startPieceServer({ pieceBytes: PIECE_BYTES });
  store = new MemoryStore();
});
afterEach(() => server.close());

function open(changes: Partial<OpenModelFileOptions> = {}) {
  return openModelFile({
    model: server.model,
    baseUrl: server.url,
    store,
    signal: new AbortController().signal,
    onProgress: () => undefined,
    patience: PATIENCE,
    ...changes,
  });
}

async function expectWhole(opened: ReturnType<typeof open>) {
  const { source, hash, bytes } = await opened;
  expect(hash).toBe(server.model.sha256);
  expect(bytes).toBe(server.bytes.length);
  expect(Buffer.compare(await source.read(0, source.size), server.bytes)).toBe(0);
}

async function failureOf(opened: Promise<unknown>): Promise<EngineFailure> {
  const error: unknown = await opened.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EngineError)) throw new Error("no EngineError came", { cause: error });
  return error.failure;
}

const fail = (file: string, ...faults: Fault[]) => server.faults.set(file, faults);
const requested = () =>
  server.requests.map(({ file, range }) => (range === undefined ? file : `${file} ${range}`));

describe("opening a model file", () => {
  it("joins the pieces and tells the bytes of the download", async () => {
    const told: LoadProgress[] = [];
    await expectWhole(open({ onProgress: (progress) => told.push(progress) }));
    expect(requested()).toEqual([FIRST, SECOND, THIRD]);
    expect(told.at(-1)).toEqual({ phase: "download", loadedBytes: 800_000, totalBytes: 800_000 });
    expect(told.every((progress) => progress.phase === "download")).toBe(true);
  });

  it("asks the server for nothing when the file is stored", async () => {
    await open();
    server.requests.length = 0;
    const told: LoadProgress[] = [];
    await expectWhole(open({ onProgress: (progress) => told.push(progress) }));
    expect(requested()).toEqual([]);
    expect(told).toEqual([]);
  });

  it("goes on in the middle of a piece after a cut", async () => {
    fail(SECOND, { kind: "cut", afterBytes: 100_000 });
    await expectWhole(open());
    expect(requested()).toEqual([FIRST, SECOND, `${SECOND} bytes=100000-`, THIRD]);
  });

  it("outlasts more cuts than retries when each brings it further", async () => {
    fail(FIRST, ...Array.from({ length: 5 }, (): Fault => ({ kind: "cut", afterBytes: 40_000 })));
    await expectWhole(open());
  });

  it("begins the piece again after a cut when the server knows no ranges", async () => {
    await server.close();
    server = await startPieceServer({ pieceBytes: PIECE_BYTES, ranges: false });
    fail(SECOND, { kind: "cut", afterBytes: 100_000 });
    await expectWhole(open());
  });

  it("goes on after a reply that came to a halt", async () => {
    fail(FIRST, { kind: "stall", afterBytes: 100_000 });
    await expectWhole(open());
    expect(requested()[1]).toBe(`${FIRST} bytes=100000-`);
  });

  it("tries again after status 500", async () => {
    fail(FIRST, { kind: "status", status: 500 }, { kind: "status", status: 503 });
    await expectWhole(open());
  });

  it("fetches a damaged piece once more", async () => {
    fail(SECOND, { kind: "damage" });
    await expectWhole(open());
    expect(requested()).toEqual([FIRST, SECOND, SECOND, THIRD]);
  });

  it("names the piece that comes damaged twice, and keeps the ones before it", async () => {
    fail(SECOND, { kind: "damage" }, { kind: "damage" });
    expect(await failureOf(open())).toMatchObject({ code: "piece-damaged", piece: SECOND });
    server.requests.length = 0;
    await expectWhole(open());
    expect(requested()).toEqual([SECOND, THIRD]);
  });

  it("calls a piece damaged that the server has shorter", async () => {
    const short = structuredClone(server.model);
    short.pieces[2]!.bytes += 10;
    const model = { ...short, bytes: short.bytes + 10 };
    expect(await failureOf(open({ model }))).toMatchObject({ code: "piece-damaged", piece: THIRD });
  });

  it("says which piece the server does not have", async () => {
    fail(THIRD, { kind: "status", status: 404 });
    const failure = await failureOf(open());
    expect(failure).toEqual({ code: "model-missing", detail: `${server.url}/${THIRD} is not on the server` });
  });

  it("says which address failed when the server stays down", async () => {
    await server.close();
    const failure = await failureOf(open());
    expect(failure).toMatchObject({ code: "network-failed", url: `${server.url}/${FIRST}` });
    expect("detail" in failure && failure.detail).toContain("ECONNREFUSED");
  });

  it("does not ask again after status 403", async () => {
    fail(FIRST, { kind: "status", status: 403 });
    expect(await failureOf(open())).toMatchObject({ code: "network-failed", detail: "status 403" });
    expect(requested()).toEqual([FIRST]);
  });

  it("says how much storage is needed and free, before any download", async () => {
    store = new MemoryStore(Date.now, 500_000);
    const failure = await failureOf(open());
    expect(failure).toEqual({ code: "storage-too-small", neededBytes: 800_000, freeBytes: 500_000 });
    expect(requested()).toEqual([]);
  });

  it("says so when the storage is full in the middle, and keeps the pieces that had come", async () => {
    const openWriter = store.openWriter.bind(store);
    store.openWriter = async (name, bytes) => {
      const writer = await openWriter(name, bytes);
      const write = (offset: number, chunk: Uint8Array<ArrayBuffer>) => {
        // The note is short; the second piece is what does not fit.
        if (offset >= PIECE_BYTES[0]!) throw new DOMException("full", "QuotaExceededError");
        writer.write(offset, chunk);
      };
      return { ...writer, write, flush: () => writer.flush(), close: () => writer.close() };
    };
    expect(await failureOf(open())).toMatchObject({ code: "storage-too-small", neededBytes: 800_000 });
    store.openWriter = openWriter;
    server.requests.length = 0;
    await expectWhole(open());
    expect(requested()).toEqual([SECOND, THIRD]);
  });

  it.each([
    ["before the first piece", 1, []],
    ["after the last one", 5, [FIRST, SECOND, THIRD]],
  ])("says so when the storage has no room for a note, %s", async (_when, nth, pieces) => {
    const writeNote = store.writeNote.bind(store);
    let notes = 0;
    store.writeNote = async (name, note) => {
      notes += 1;
      if (notes === nth) throw new DOMException("full", "QuotaExceededError");
      await writeNote(name, note);
    };
    expect(await failureOf(open())).toMatchObject({ code: "storage-too-small" });
    expect(requested()).toEqual(pieces);
    await expectWhole(open());
  });

  it("ends with the signal's reason and keeps the finished pieces", async () => {
    fail(SECOND, { kind: "stall", afterBytes: 1000 });
    const controller = new AbortController();
    const opened = open({ signal: controller.signal, patience: { ...PATIENCE, stallMs: 60_000 } });
    const reason = new Error("stopped by the reader");
    const wait = setInterval(() => server.requests.length === 2 && controller.abort(reason), 10);
    await expect(opened).rejects.toBe(reason);
    clearInterval(wait);
    server.requests.length = 0;
    await expectWhole(open());
    expect(requested()).toEqual([SECOND, THIRD]);
  });

  it("checks a file that changed since, and fetches only the harmed piece", async () => {
    await open();
    const writer = await store.openWriter(server.model.fileName, server.model.bytes);
    await new Promise((resolve) => setTimeout(resolve, 5));
    writer.write(400_000, new Uint8Array([1, 2, 3, 4]));
    writer.close();
    server.requests.length = 0;
    const told: LoadProgress[] = [];
    await expectWhole(open({ onProgress: (progress) => told.push(progress) }));
    expect(requested()).toEqual([SECOND]);
    expect(told).toContainEqual({ phase: "verify", loadedBytes: 800_000, totalBytes: 800_000 });
  });

  it("does not vouch for bytes that change while it opens", async () => {
    await open();
    const harm = async () => {
      const writer = await store.openWriter(server.model.fileName, server.bytes.length);
      writer.write(400_000, new Uint8Array(8));
      writer.close();
    };
    const exclusively = store.exclusively.bind(store);
    store.exclusively = (fileName, calls, run) =>
      exclusively(fileName, calls, async (tell) => {
        const openFile = store.openFile.bind(store);
        store.openFile = async (name) => {
          const file = await openFile(name);
          store.openFile = openFile;
          await new Promise((resolve) => setTimeout(resolve, 2));
          await harm();
          return file;
        };
        return run(tell);
      });
    await open();
    store.exclusively = exclusively;
    server.requests.length = 0;
    await expectWhole(open());
    expect(requested()).toEqual([SECOND]);
  });

  it("checks what had come when a download was cut, since nobody watched it meanwhile", async () => {
    fail(THIRD, { kind: "status", status: 403 });
    await failureOf(open());
    const writer = await store.openWriter(server.model.fileName, server.bytes.length);
    writer.write(400_000, new Uint8Array(8));
    writer.close();
    server.requests.length = 0;
    await expectWhole(open());
    expect(requested()).toEqual([SECOND, THIRD]);
  });

  it("fetches the missing end of a file that became shorter", async () => {
    await open();
    (await store.openWriter(server.model.fileName, 700_000)).close();
    server.requests.length = 0;
    await expectWhole(open());
    expect(requested()).toEqual([THIRD]);
  });

  it("replaces the file of another version", async () => {
    await open();
    await store.writeNote(server.model.fileName, {
      sha256: "0".repeat(64),
      finishedPieces: [0, 1, 2],
      modifiedMs: null,
    });
    server.requests.length = 0;
    await expectWhole(open());
    expect(requested()).toEqual([FIRST, SECOND, THIRD]);
  });
});
