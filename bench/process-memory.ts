import { readdir, readFile } from "node:fs/promises";

const KIB_PER_MIB = 1024;

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
