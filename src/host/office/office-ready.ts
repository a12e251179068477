/**
 * True once Excel answers; false when it has not within the time, as where its script is blocked or the page was opened
 * in a plain browser (Office.onReady then never resolves, or names no host).
 */
export async function officeReady(timeoutMs: number): Promise<boolean> {
  if (typeof Office === "undefined") return false;
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), timeoutMs));
  const info = await Promise.race([Office.onReady(), late]);
  return info !== null && info.host === Office.HostType.Excel;
}

/** The language that Excel speaks, such as "de-DE". */
export const officeLanguage = (): string => Office.context.displayLanguage;
