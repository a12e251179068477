import { z } from "zod";

/** Packages whose package.json names no licence, read in their LICENSE file. */
const FROM_LICENCE_FILE: Readonly<Record<string, string>> = { "@univerjs/telemetry": "Apache-2.0" };

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string().optional(), license: z.string().optional(), dev: z.boolean().optional() }),
  ),
});

export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Below the repository, "node_modules/react". */
  readonly folder: string;
}

/** Packages that the product ships, from the parsed package-lock.json. */
export function shipped(lock: unknown): readonly ShippedPackage[] {
  return Object.entries(lockSchema.parse(lock).packages)
    .filter(([path, { dev }]) => path !== "" && dev !== true)
    .map(([path, { version = "?", license }]) => {
      const name = path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);
      return { name, version, licence: license ?? FROM_LICENCE_FILE[name] ?? "unknown", folder: path };
    });
}
