import { readdir, readFile } from "node:fs/promises";
import { setTimeout } from "node:timers/promises";

const KIB_PER_MIB = 1024;
const LOOK_MS = 50;

export interface ProcessMemory {
  readonly steadyMib: number;
  readonly peakMib: number;
}

interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
  readonly memory: ProcessMemory;
}

/**
 * Resident memory, now and at its highest, of the largest page process of the browser that was started with this
 * profile. Null where there is no /proc, so anywhere but on Linux.
 */
export async function pageMemory(profile: string): Promise<ProcessMemory | null> {
  const processes = await readProcesses();
  const browser = processes.find(({ command }) => command.includes(profile) && !command.includes("--type="));
  const byPid = new Map(processes.map((process) => [process.pid, process]));
  const isBelowBrowser = (process: Process | undefined): boolean =>
    process !== undefined && (process.pid === browser?.pid || isBelowBrowser(byPid.get(process.parent)));
  const pages = processes.filter(
    (process) => process.command.includes("--type=renderer") && isBelowBrowser(process),
  );
  return pages.map(({ memory }) => memory).sort((a, b) => b.peakMib - a.peakMib)[0] ?? null;
}

/**
 * Runs the work and gives the highest resident memory of the page's process meanwhile: Chromium sets the system's own peak back
 * now and then. Null as for pageMemory.
 */
export async function peakDuring(profile: string, work: () => Promise<void>): Promise<number | null> {
  const progress = { isDone: false };
  const done = work().finally(() => {
    progress.isDone = true;
  });
  let peak: number | null = null;
  while (!progress.isDone) {
    const memory = await pageMemory(profile);
    if (memory !== null) peak = Math.max(peak ?? 0, memory.peakMib);
    await Promise.race([done, setTimeout(LOOK_MS)]);
  }
  await done;
  return peak;
}

async function readProcesses(): Promise<Process[]> {
  const processes: Process[] = [];
  for (const entry of await readdir("/proc").catch(() => [])) {
    if (!/^\d+$/.test(entry)) continue;
    try {
      const command = await readFile(`/proc/${entry}/cmdline`, "utf8");
      const status = await readFile(`/proc/${entry}/status`, "utf8");
      const field = (name: string) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
      const memory = { steadyMib: field("VmRSS") / KIB_PER_MIB, peakMib: field("VmHWM") / KIB_PER_MIB };
      processes.push({ pid: Number(entry), parent: field("PPid"), command, memory });
    } catch {
      // It ended between the two reads: not one of ours.
    }
  }
  return processes;
}
