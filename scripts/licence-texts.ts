import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ShippedPackage } from "./shipped-packages.ts";

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/**
 * The licences of these packages with their texts, as they ask to be passed on. repository: the folder that the
 * packages' folders are below. A package without a licence file is named with where it comes from.
 */
export async function licenceTexts(packages: readonly ShippedPackage[], repository: string): Promise<string> {
  const parts: string[] = ["Fewshot is made with these packages."];
  for (const { name, version, licence, folder } of packages) {
    const heading = `${name} ${version}: ${licence}`;
    const texts = await filesIn(join(repository, folder), LICENCE_FILE);
    const body = texts.length > 0 ? texts.join("\n\n") : await originOf(join(repository, folder));
    parts.push(`${heading}\n${"=".repeat(heading.length)}\n\n${body}`);
  }
  return `${parts.join("\n\n\n")}\n`;
}

async function filesIn(folder: string, pattern: RegExp): Promise<string[]> {
  const names = (await readdir(folder)).filter((name) => pattern.test(name)).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  return texts.map((text) => text.trim());
}

async function originOf(folder: string): Promise<string> {
  const { author, homepage } = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Readonly<
    Record<string, string | { readonly name?: string } | undefined>
  >;
  const by = typeof author === "object" ? author.name : author;
  const from = typeof homepage === "string" ? homepage : "the package of this name";
  return [...(by ? [`By ${by}.`] : []), `The package holds no licence text; see ${from}.`].join(" ");
}
