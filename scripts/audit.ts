import { spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runScript } from "./run-script.ts";
import { shipped, type ShippedPackage } from "./shipped-packages.ts";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));

/** Licences under which a package may come with the product. */
const ALLOWED: ReadonlySet<string> = new Set([
  "MIT",
  "Apache-2.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "0BSD",
  "Unlicense",
  "CC0-1.0",
  "BlueOak-1.0.0",
  "Zlib",
]);

const auditSchema = z.object({
  metadata: z.object({ vulnerabilities: z.record(z.string(), z.number()) }).optional(),
});

/** `npm run audit`: known weaknesses of what the product ships, where the registry tells, and the licences of all of it. */
runScript(import.meta.url, async () => {
  const packages = shipped(JSON.parse(await readFile(`${REPOSITORY}package-lock.json`, "utf8")));
  for (const [licence, names] of byLicence(packages)) console.log(`${licence}: ${names.join(", ")}\n`);
  const refused = packages.filter(({ licence }) => !isAllowed(licence));
  for (const { name, licence } of refused)
    console.error(`${name} has the licence ${licence}, which is not on the list.`);
  const weaknesses = knownWeaknesses();
  if (weaknesses === null)
    console.log("The registry does not tell of known weaknesses here; run this where it does.");
  else console.log(`Known weaknesses, high or critical: ${weaknesses}`);
  if (refused.length > 0 || (weaknesses ?? 0) > 0) process.exitCode = 1;
});

/** One of the choices that an SPDX expression gives is enough: "(MIT OR GPL-3.0)". */
export function isAllowed(licence: string): boolean {
  return licence
    .replace(/[()]/g, "")
    .split(" OR ")
    .some((choice) => choice.split(" AND ").every((part) => ALLOWED.has(part.trim())));
}

function byLicence(packages: readonly ShippedPackage[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { name, version, licence } of packages) {
    groups.set(licence, [...(groups.get(licence) ?? []), `${name} ${version}`]);
  }
  return groups;
}

/** How long the registry may take to answer. */
const AUDIT_MS = 60_000;

/** Null where the registry has no such service, or cannot be reached. */
function knownWeaknesses(): number | null {
  const { stdout } = spawnSync("npm", ["audit", "--omit=dev", "--json"], {
    cwd: REPOSITORY,
    encoding: "utf8",
    shell: process.platform === "win32",
    timeout: AUDIT_MS,
  });
  if (!stdout.startsWith("{")) return null;
  const found = auditSchema.parse(JSON.parse(stdout)).metadata?.vulnerabilities;
  return found ? (found["high"] ?? 0) + (found["critical"] ?? 0) : null;
}
