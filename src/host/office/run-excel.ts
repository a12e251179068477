import pRetry from "p-retry";
import { MESSAGES } from "../messages.ts";

/**
 * Excel has not done anything of what was asked, and may a moment later. learn.microsoft.com, "Error handling with the
 * application-specific JavaScript APIs".
 */
const BUSY_CODES = new Set([
  "InvalidOperationInCellEditMode",
  "ServiceNotAvailable",
  "RequestAborted",
  "TooManyRequests",
]);

const RETRIES = 6;
const FIRST_WAIT_MS = 250;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && BUSY_CODES.has((error as Error & { code?: string }).code ?? "");

/**
 * Excel.run for a busy Excel: it waits while a cell is being edited, and asks again a few times, for some 15 s. Then it
 * rejects with words; other errors are passed on as they are.
 */
export async function runExcel<Result>(
  work: (context: Excel.RequestContext) => Promise<Result>,
  firstWaitMs = FIRST_WAIT_MS,
): Promise<Result> {
  try {
    return await pRetry(() => Excel.run({ delayForCellEdit: true }, work), {
      retries: RETRIES,
      minTimeout: firstWaitMs,
      shouldRetry: ({ error }) => isBusy(error),
    });
  } catch (error) {
    if (isBusy(error)) throw new Error(MESSAGES.excelBusy, { cause: error });
    throw error;
  }
}
