import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIXED_PLACES = [
  "/usr/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Path of the Chromium or Chrome that the browser tests drive: the environment variable CHROMIUM, or where it
 * usually lies. On Debian root gets it installed. Throws an Error that says in one line which command to run.
 */
export function ensureChromium(log: (line: string) => void): string {
  const found = findChromium();
  if (found !== null) return found;
  const isDebian = existsSync("/usr/bin/apt-get");
  if (!isDebian)
    throw new Error("Chromium is missing. Install Chrome or Chromium, or name it: CHROMIUM=/path npm test");
  if (process.getuid?.() !== 0) {
    throw new Error("Chromium is missing. Run: sudo apt-get update && sudo apt-get install -y chromium");
  }
  log("Chromium is missing; installing it with apt-get.");
  aptGet(["update"]);
  aptGet(["install", "-y", "--no-install-recommends", "chromium"]);
  const installed = findChromium();
  if (installed === null) throw new Error("apt-get installed Chromium, but it is not in the PATH.");
  return installed;
}

function findChromium(): string | null {
  const named = process.env["CHROMIUM"];
  if (named !== undefined) {
    if (!existsSync(named)) throw new Error(`CHROMIUM names a file that is not there: ${named}`);
    return named;
  }
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const places = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...places, ...FIXED_PLACES].find((path) => existsSync(path)) ?? null;
}

function aptGet(args: readonly string[]): void {
  const { status } = spawnSync("apt-get", args, {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  if (status !== 0)
    throw new Error(`apt-get ${args.join(" ")} failed. Install Chromium by hand, then run the tests again.`);
}
