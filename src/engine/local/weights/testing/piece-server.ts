import { createHash } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { LockedModel } from "../model-lock.ts";

/** What goes wrong with one reply. `afterBytes` counts the reply's own bytes. */
export type Fault =
  | { readonly kind: "status"; readonly status: number }
  | { readonly kind: "cut"; readonly afterBytes: number }
  | { readonly kind: "stall"; readonly afterBytes: number }
  | { readonly kind: "damage" }
  /** The rest of the bytes comes when `until` resolves. */
  | { readonly kind: "wait"; readonly afterBytes: number; readonly until: Promise<void> };

export interface SeenRequest {
  readonly file: string;
  readonly range: string | undefined;
}

export interface PieceServer {
  readonly url: string;
  readonly model: LockedModel;
  /** The whole file. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly requests: SeenRequest[];
  /** Faults of the next replies for a piece's file, used up one a reply. */
  readonly faults: Map<string, Fault[]>;
  close(): Promise<void>;
}

export interface PieceServerOptions {
  readonly pieceBytes: readonly number[];
  readonly ranges?: boolean;
  /** Answers requests that are not for a piece or the lock. */
  readonly page?: (request: IncomingMessage, response: ServerResponse) => void;
}

/** Serves a small made-up model in pieces over real HTTP, with the faults that a test asks for. */
export async function startPieceServer(options: PieceServerOptions): Promise<PieceServer> {
  const { pieceBytes, ranges = true, page } = options;
  const bytes = makeBytes(pieceBytes.reduce((sum, count) => sum + count, 0));
  const model = makeModel(bytes, pieceBytes);
  const contents = new Map<string, Uint8Array>();
  let offset = 0;
  for (const piece of model.pieces) {
    contents.set(piece.file, bytes.subarray(offset, (offset += piece.bytes)));
  }
  contents.set("models.lock.json", new TextEncoder().encode(JSON.stringify({ models: [model] })));
  const requests: SeenRequest[] = [];
  const faults = new Map<string, Fault[]>();
  const server = createServer((request, response) => {
    const file = (request.url ?? "").replace(/^\/model\//, "");
    const content = contents.get(file);
    if (content === undefined && page !== undefined) return page(request, response);
    requests.push({ file, range: request.headers.range });
    const fault = faults.get(file)?.shift();
    if (content === undefined || fault?.kind === "status") {
      response.writeHead(fault?.kind === "status" ? fault.status : 404).end();
      return;
    }
    const from = ranges ? Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0) : 0;
    if (from >= content.length) response.writeHead(416).end();
    else reply(response, { content, from, fault });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/model`;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url, model, bytes, requests, faults, close };
}

interface Reply {
  readonly content: Uint8Array;
  readonly from: number;
  readonly fault: Fault | undefined;
}

function reply(response: ServerResponse, { content, from, fault }: Reply): void {
  if (from > 0) response.setHeader("Content-Range", `bytes ${from}-${content.length - 1}/${content.length}`);
  const body = Buffer.from(content.subarray(from));
  response.writeHead(from > 0 ? 206 : 200, { "Content-Length": body.length });
  if (fault?.kind === "damage") body[body.length >> 1]! ^= 1;
  if (fault?.kind === "wait") {
    response.write(body.subarray(0, fault.afterBytes));
    void fault.until.then(() => response.end(body.subarray(fault.afterBytes)));
    return;
  }
  if (fault?.kind !== "cut" && fault?.kind !== "stall") {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, fault.afterBytes), () => {
    // Later than the bytes, or the client's kernel may drop them with the connection.
    if (fault.kind === "cut") setTimeout(() => response.destroy(), 50);
  });
}

function makeBytes(count: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(count);
  for (let index = 0, state = 1; index < count; index++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}

const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

function makeModel(bytes: Uint8Array, pieceBytes: readonly number[]): LockedModel {
  let offset = 0;
  return {
    id: "made-up",
    name: "Made up",
    fileName: "made-up.gguf",
    bytes: bytes.length,
    sha256: sha256(bytes),
    licence: { name: "None", url: "https://example.com/licence" },
    source: [{ package: "made-up", version: "1.0.0", file: "made-up.gguf" }],
    pieces: pieceBytes.map((count, index) => {
      const piece = bytes.subarray(offset, (offset += count));
      return { file: `made-up/part-${index}.bin`, bytes: count, sha256: sha256(piece) };
    }),
  };
}
