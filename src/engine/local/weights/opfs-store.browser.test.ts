import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { BrowserContext, Page } from "playwright-core";
import { launchProfile } from "../../../../e2e/browser.ts";
import type { PieceServer } from "./testing/piece-server.ts";
import { startPieceServer } from "./testing/piece-server.ts";
import type { FailureReport, OpenedReport } from "./testing/weights-worker.ts";

const PIECES = ["made-up/part-0.bin", "made-up/part-1.bin", "made-up/part-2.bin"];

/** Before the Worker's own script: storage as some private windows have it. */
const REFUSE =
  'navigator.storage.getDirectory = () => Promise.reject(new DOMException("no", "SecurityError"));\n';

let profile: string;
let context: BrowserContext;
let server: PieceServer;

beforeAll(async () => {
  const entry = fileURLToPath(new URL("./testing/weights-worker.ts", import.meta.url));
  const bundle = await build({ entryPoints: [entry], bundle: true, format: "esm", write: false });
  const script = bundle.outputFiles[0]!.contents;
  server = await startPieceServer({
    pieceBytes: [3_000_000, 3_000_000, 1_000_001],
    page: (request, response) => {
      const isScript = request.url?.endsWith("/worker.js") ?? false;
      response.setHeader("Content-Type", isScript ? "text/javascript" : "text/html");
      if (request.url === "/refused/worker.js") response.write(REFUSE);
      response.end(isScript ? script : "<!doctype html><title>Weights</title>");
    },
  });
}, 60_000);
afterAll(() => server.close());
beforeEach(async () => {
  profile = await mkdtemp(join(tmpdir(), "fewshot-profile-"));
  context = await launchProfile(profile);
  server.requests.length = 0;
}, 30_000);
afterEach(async () => {
  await context.close();
  await rm(profile, { recursive: true, force: true });
});

const pageUrl = () => new URL("/", server.url).href;

async function newPage(): Promise<Page> {
  const page = await context.newPage();
  await page.goto(pageUrl());
  return page;
}

/** Opens the model in a Worker of the page, which stays as it would in the product. */
function openIn(page: Page, script = "/worker.js"): Promise<OpenedReport> {
  return askWorker(page, script, "open") as Promise<OpenedReport>;
}

function askWorker(page: Page, script: string, question: string): Promise<unknown> {
  return page.evaluate(
    ([url, message]) =>
      new Promise<unknown>((resolve, reject) => {
        const worker = new Worker(url, { type: "module" });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = (event) => reject(new Error(event.message));
        worker.postMessage(message);
      }),
    [script, question] as const,
  );
}

/** What the browser lets the page keep; null: as much as usual. */
async function setQuota(page: Page, quotaSize: number | null): Promise<void> {
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(server.url);
  await devtools.send("Storage.overrideQuotaForOrigin", {
    origin,
    ...(quotaSize !== null && { quotaSize }),
  });
}

/** Resolves when it is true; rejects when it is not within ten seconds. */
async function expectSoon(isTrue: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error("It did not come to that");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const requestedPieces = () =>
  server.requests.map(({ file }) => file).filter((file) => file !== "models.lock.json");

describe("model files in Chromium's OPFS", () => {
  it("are downloaded once and opened from there after a reload", async () => {
    const page = await newPage();
    const whole = { store: "opfs", sha256: server.model.sha256 };
    expect(await openIn(page)).toEqual({ ...whole, phases: ["download"] });
    expect(requestedPieces()).toEqual(PIECES);
    await page.reload();
    expect(await openIn(page)).toEqual({ ...whole, phases: [] });
    expect(requestedPieces()).toEqual(PIECES);
  }, 60_000);

  it("are downloaded once by two tabs at the same time", async () => {
    const tabs = [await newPage(), await newPage()];
    const reports = await Promise.all(tabs.map((tab) => openIn(tab)));
    expect(reports.map((report) => report.sha256)).toEqual([server.model.sha256, server.model.sha256]);
    expect(requestedPieces()).toEqual(PIECES);
  }, 60_000);

  it("show their progress in the tab that waits, too", async () => {
    let goOn!: () => void;
    const until = new Promise<void>((resolve) => (goOn = resolve));
    server.faults.set(PIECES[1]!, [{ kind: "wait", afterBytes: 500_000, until }]);
    const [first, second] = [await newPage(), await newPage()];
    const downloading = openIn(first);
    await expectSoon(async () => requestedPieces().length === 2);
    const waiting = openIn(second);
    await expectSoon(() =>
      second.evaluate(async () => (await navigator.locks.query()).pending?.length === 1),
    );
    goOn();
    const reports = await Promise.all([downloading, waiting]);
    expect(reports.map(({ phases }) => phases)).toEqual([["download"], ["download"]]);
    expect(requestedPieces()).toEqual(PIECES);
  }, 60_000);

  it("are mended after bytes in them changed", async () => {
    const page = await newPage();
    await openIn(page);
    server.requests.length = 0;
    await page.evaluate(async (fileName) => {
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle("models");
      const handle = await folder.getFileHandle(fileName);
      const writable = await handle.createWritable({ keepExistingData: true });
      await writable.write({ type: "write", position: 4_000_000, data: new Uint8Array(100) });
      await writable.close();
    }, server.model.fileName);
    await page.reload();
    const report = await openIn(page);
    expect(report).toEqual({
      store: "opfs",
      sha256: server.model.sha256,
      phases: ["verify", "download"],
    });
    expect(requestedPieces()).toEqual([PIECES[1]]);
  }, 60_000);

  it("stay in memory where the browser refuses storage, and the model opens all the same", async () => {
    const page = await newPage();
    expect(await openIn(page, "/refused/worker.js")).toMatchObject({
      store: "memory",
      sha256: server.model.sha256,
    });
  }, 60_000);

  it("are not begun where there is no room for them, though the browser says that there were gigabytes", async () => {
    const page = await newPage();
    await setQuota(page, 2_000_000);
    const { failure } = (await askWorker(page, "/worker.js", "open")) as FailureReport;
    expect(failure).toEqual({ code: "storage-too-small", neededBytes: 7_000_001, freeBytes: null });
    expect(requestedPieces()).toEqual([]);
  }, 60_000);

  it("keep the pieces that had come where the browser's storage is full in the middle, and go on from there", async () => {
    const page = await newPage();
    let goOn!: () => void;
    const until = new Promise<void>((resolve) => (goOn = resolve));
    server.faults.set(PIECES[1]!, [{ kind: "wait", afterBytes: 500_000, until }]);
    const opening = askWorker(page, "/worker.js", "open") as Promise<FailureReport>;
    await expectSoon(async () => requestedPieces().length === 2);
    await setQuota(page, 1_000_000);
    goOn();
    expect((await opening).failure).toMatchObject({ code: "storage-too-small", neededBytes: 7_000_001 });
    server.requests.length = 0;
    await setQuota(page, null);
    await page.reload();
    expect((await openIn(page)).sha256).toBe(server.model.sha256);
    expect(requestedPieces()).toEqual(PIECES.slice(1));
  }, 60_000);

  it("have weights beside them that are prepared once, read in place, and deleted", async () => {
    const parts = (await askWorker(await newPage(), "/worker.js", "keep")) as string[];
    const bytes = [999_999, 1_000_000, 1_000_001].map((i) => i % 251);
    expect(parts.map((part) => JSON.parse(part) as unknown)).toEqual([false, true, bytes, bytes, null]);
  }, 60_000);

  it("are read at once by several threads, and cannot be deleted meanwhile", async () => {
    const parts = (await askWorker(await newPage(), "/worker.js", "read")) as string[];
    const bytes = [249, 250, 0];
    const refused = ["RangeError", "NoModificationAllowedError", "gone"];
    expect(parts.map((part) => JSON.parse(part) as unknown)).toEqual([bytes, bytes, ...refused]);
  }, 60_000);

  it("go on with the piece that a closed page left unfinished", async () => {
    const page = await newPage();
    server.faults.set(PIECES[1]!, [{ kind: "stall", afterBytes: 1_000_000 }]);
    const stalled = context.waitForEvent("request", (request) => request.url().endsWith(PIECES[1]!));
    const opened = openIn(page).catch((error: unknown) => error);
    await stalled;
    await page.close();
    expect(await opened).toBeInstanceOf(Error);
    server.requests.length = 0;
    expect((await openIn(await newPage())).sha256).toBe(server.model.sha256);
    expect(requestedPieces()).toEqual(PIECES.slice(1));
  }, 60_000);
});
