import { createSHA256 } from "hash-wasm";
import type { IHasher } from "hash-wasm";
import pRetry from "p-retry";
import { EngineError } from "../../completer.ts";
import { fetchOk, TransferError } from "./fetch-ok.ts";
import { readChunk } from "./read-chunk.ts";
import type { LockedPiece } from "./model-lock.ts";
import type { ModelWriter } from "./model-store.ts";

/** How patient a download is. */
export interface Patience {
  /** How often a piece is asked for again after a failure that brought no new byte. */
  readonly retries: number;
  /** The pause before the first of them; each later one is twice as long, at most ten seconds. */
  readonly pauseMs: number;
  /** A transfer that brings nothing for so long counts as cut. */
  readonly stallMs: number;
}

export interface PieceDownload {
  readonly url: string;
  readonly piece: LockedPiece;
  /** Where the piece begins in the writer's file. */
  readonly offset: number;
  readonly writer: ModelWriter;
  readonly patience: Patience;
  readonly signal?: AbortSignal;
  /** Told how many bytes of the piece are there; less than before when the piece begins again. */
  readonly onReceived: (receivedBytes: number) => void;
}

/**
 * Downloads one piece into its place and checks its SHA-256 on the way. A cut transfer goes on where it stopped when
 * the server knows ranges (RFC 9110, section 14), and begins again when it does not. A damaged piece is fetched once
 * more. Rejects with an EngineError (`piece-damaged`, `model-missing`, `network-failed`), with the signal's reason
 * when aborted, and with the writer's own error.
 */
export async function downloadPiece(download: PieceDownload): Promise<void> {
  try {
    await transferPiece(download);
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure.code !== "piece-damaged") throw error;
    await transferPiece(download);
  }
}

interface Transfer {
  receivedBytes: number;
  readonly hasher: IHasher;
}

async function transferPiece(download: PieceDownload): Promise<void> {
  const { piece, patience, signal } = download;
  const transfer: Transfer = { receivedBytes: 0, hasher: (await createSHA256()).init() };
  let furthestBytes = 0;
  await pRetry(() => continueTransfer(download, transfer), {
    retries: patience.retries,
    minTimeout: patience.pauseMs,
    maxTimeout: 10_000,
    signal,
    shouldConsumeRetry: () => {
      const isFurther = transfer.receivedBytes > furthestBytes;
      furthestBytes = Math.max(furthestBytes, transfer.receivedBytes);
      return !isFurther;
    },
    shouldRetry: ({ error }) => error instanceof TransferError && error.mayPass,
  });
  const sha256 = transfer.hasher.digest("hex");
  if (sha256 !== piece.sha256) throw damaged(piece, `its SHA-256 is ${sha256}, expected ${piece.sha256}`);
}

/** Asks for what is missing and takes in what comes. A reply that comes to a halt is cut here. */
async function continueTransfer(download: PieceDownload, transfer: Transfer): Promise<void> {
  const { url, piece, patience } = download;
  const cut = new AbortController();
  const signal = AbortSignal.any([...(download.signal ? [download.signal] : []), cut.signal]);
  const stalled = new TransferError(url, `nothing came for ${patience.stallMs / 1000} seconds`, null);
  let timer = setTimeout(() => cut.abort(stalled), patience.stallMs);
  try {
    const response = await requestRest(download, transfer.receivedBytes, signal);
    if (transfer.receivedBytes > 0 && !continuesAt(response, transfer.receivedBytes)) {
      transfer.receivedBytes = 0;
      transfer.hasher.init();
    }
    const reader = response.body?.getReader();
    if (reader === undefined) throw new TransferError(url, "the reply has no body", null);
    for (;;) {
      const chunk = await readChunk(reader, url, signal);
      if (chunk === null) break;
      clearTimeout(timer);
      timer = setTimeout(() => cut.abort(stalled), patience.stallMs);
      takeIn(download, transfer, chunk);
    }
  } finally {
    clearTimeout(timer);
    // Ends a reply that is left before its end; no effect on one that was read.
    cut.abort();
  }
  if (transfer.receivedBytes < piece.bytes) {
    throw new TransferError(url, `ended after ${transfer.receivedBytes} of ${piece.bytes} bytes`, null);
  }
}

async function requestRest(
  download: PieceDownload,
  fromByte: number,
  signal: AbortSignal,
): Promise<Response> {
  const headers = fromByte > 0 ? { Range: `bytes=${fromByte}-` } : undefined;
  try {
    // The store keeps the bytes; the HTTP cache need not keep them too, nor give back what was damaged.
    return await fetchOk(download.url, { cache: "no-store", signal, ...(headers && { headers }) });
  } catch (error) {
    const isShorter = error instanceof TransferError && error.status === 416;
    throw isShorter
      ? damaged(download.piece, `the server's copy is not longer than ${fromByte} bytes`)
      : error;
  }
}

function continuesAt(response: Response, byte: number): boolean {
  return (
    response.status === 206 && response.headers.get("Content-Range")?.startsWith(`bytes ${byte}-`) === true
  );
}

function takeIn(download: PieceDownload, transfer: Transfer, chunk: Uint8Array<ArrayBuffer>): void {
  const { piece, offset, writer, onReceived } = download;
  if (transfer.receivedBytes + chunk.length > piece.bytes) {
    throw damaged(piece, `it is longer than ${piece.bytes} bytes`);
  }
  writer.write(offset + transfer.receivedBytes, chunk);
  transfer.hasher.update(chunk);
  transfer.receivedBytes += chunk.length;
  onReceived(transfer.receivedBytes);
}

function damaged(piece: LockedPiece, detail: string): EngineError {
  return new EngineError({ code: "piece-damaged", piece: piece.file, detail: `${piece.file}: ${detail}` });
}
