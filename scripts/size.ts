import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { replaceSection } from "./replace-section.ts";
import { runScript } from "./run-script.ts";
import { buildSite } from "./site.ts";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));
const SIZE_LIMIT = fileURLToPath(new URL("../node_modules/size-limit/bin.js", import.meta.url));

/** As size-limit gives them; sizes in bytes, compressed. */
const sizesSchema = z.array(
  z.object({ name: z.string(), passed: z.boolean(), size: z.number(), sizeLimit: z.number() }),
);
type Size = z.infer<typeof sizesSchema>[number];

/** What the parts of the built site weigh, by .size-limit.json. Throws an Error with size-limit's words when it cannot tell. */
function measureSizes(): readonly Size[] {
  const { stdout, stderr } = spawnSync(process.execPath, [SIZE_LIMIT, "--json"], {
    cwd: REPOSITORY,
    encoding: "utf8",
  });
  try {
    return sizesSchema.parse(JSON.parse(stdout));
  } catch (error) {
    throw new Error(`size-limit could not measure the site: ${stdout}${stderr}`, { cause: error });
  }
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;

/** Prints what the site weighs; false where a part is over its budget. */
export function checkSizes(log: (line: string) => void): boolean {
  const sizes = measureSizes();
  for (const { name, passed, size, sizeLimit } of sizes) {
    log(`${passed ? "ok  " : "OVER"} ${kilobytes(size).padStart(9)} of ${kilobytes(sizeLimit)}  ${name}`);
  }
  return sizes.every(({ passed }) => passed);
}

const TABLE_HEAD = "| part of the site | compressed | budget |\n| --- | ---: | ---: |";

/** `npm run size`: builds the site and holds its parts to their budgets; `--write` puts the table into the README. */
runScript(import.meta.url, async () => {
  await buildSite(console.log);
  if (process.argv.includes("--write")) {
    const rows = measureSizes().map(
      ({ name, size, sizeLimit }) => `| ${name} | ${kilobytes(size)} | ${kilobytes(sizeLimit)} |`,
    );
    await replaceSection(new URL("../README.md", import.meta.url), "size", [TABLE_HEAD, ...rows].join("\n"));
  }
  if (!checkSizes(console.log)) throw new Error("A part of the site is over its budget in .size-limit.json.");
});
