import type { Browser, BrowserContext } from "playwright-core";
import { chromium } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Starts Chromium without a window; the environment variable CHROMIUM says where it lies when not in Debian's place. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: CHROMIUM_FLAGS });
}

/**
 * Starts Chromium with a profile on disk, whose storage is the one that readers have; closing the context ends it.
 * @param flags beside the usual ones
 */
export async function launchProfile(folder: string, flags: readonly string[] = []): Promise<BrowserContext> {
  const args = [...CHROMIUM_FLAGS, ...flags];
  return chromium.launchPersistentContext(folder, { executablePath: CHROMIUM, args });
}
