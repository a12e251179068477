import { readFile } from "node:fs/promises";
import { isAllowed } from "./audit.ts";
import { shipped } from "./shipped-packages.ts";

describe("the licences of what is shipped", () => {
  it("are all on the list", async () => {
    const lock = await readFile(new URL("../package-lock.json", import.meta.url), "utf8");
    const packages = shipped(JSON.parse(lock));
    expect(packages.length).toBeGreaterThan(100);
    expect(packages.filter(({ licence }) => !isAllowed(licence))).toEqual([]);
  });

  it("leave out what only the development uses", () => {
    const lock = {
      packages: {
        "": { version: "1" },
        "node_modules/a": { version: "1", license: "MIT" },
        "node_modules/b/node_modules/@c/d": { version: "2", license: "ISC" },
        "node_modules/e": { version: "1", license: "GPL-3.0", dev: true },
      },
    };
    expect(shipped(lock).map(({ name }) => name)).toEqual(["a", "@c/d"]);
  });

  it.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-or-later)", true],
    ["Apache-2.0 AND BSD-3-Clause", true],
    ["MIT AND GPL-3.0", false],
    ["unknown", false],
  ])("%s may be shipped: %s", (licence, isGood) => {
    expect(isAllowed(licence)).toBe(isGood);
  });
});
