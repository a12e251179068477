import type { Browser, BrowserContext } from "playwright-core";
import { chromium } from "playwright-core";

const CHROMIUM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
const CHROMIUM_FLAGS = [
  "--no-sandbox",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--disable-dev-shm-usage",
];

/** Tests need no graphics card, and do not depend on there being one. */
export const NO_GRAPHICS = ["--disable-gpu"];

/**
 * Gives pages a WebGPU adapter that the processor imitates (SwiftShader), where there is no graphics card: the first flag
 * because Chromium offers WebGPU under Linux to those who ask, the second names the imitation. It has no shader-f16 and
 * counts as a software adapter, so that its speed says nothing.
 */
export const SOFTWARE_WEBGPU = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];

/** Starts Chromium without a window. graphics: flags about graphics cards; the environment variable CHROMIUM says where it lies when not in Debian's place. */
export async function launchBrowser(graphics: readonly string[] = NO_GRAPHICS): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: [...CHROMIUM_FLAGS, ...graphics] });
}

/** Starts Chromium with a profile on disk, whose storage is the one that readers have; closing the context ends it. */
export async function launchProfile(
  folder: string,
  graphics: readonly string[] = NO_GRAPHICS,
): Promise<BrowserContext> {
  const args = [...CHROMIUM_FLAGS, ...graphics];
  return chromium.launchPersistentContext(folder, { executablePath: CHROMIUM, args });
}
