import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { licenceTexts } from "./licence-texts.ts";
import { shipped } from "./shipped-packages.ts";

const REPOSITORY = fileURLToPath(new URL("..", import.meta.url));

describe("the licences that a site is built with", () => {
  it("name every package that is shipped, with its text", async () => {
    const packages = shipped(JSON.parse(await readFile(`${REPOSITORY}package-lock.json`, "utf8")));
    const text = await licenceTexts(packages, REPOSITORY);
    const missing = packages.filter(
      ({ name, version, licence }) => !text.includes(`${name} ${version}: ${licence}\n`),
    );
    expect(missing).toEqual([]);
    expect(text).toContain("Permission is hereby granted, free of charge");
    expect(text).toContain("onnxruntime-web");
    expect(text).toContain("The package holds no licence text; see https://");
  });
});
