import { readFile, writeFile } from "node:fs/promises";

/**
 * Puts text between the lines `<!-- NAME:begin -->` and `<!-- NAME:end -->` of a Markdown file. Throws an Error when the
 * file has no such lines.
 */
export async function replaceSection(file: URL, name: string, text: string): Promise<void> {
  const begin = `<!-- ${name}:begin -->`;
  const end = `<!-- ${name}:end -->`;
  const before = await readFile(file, "utf8");
  const from = before.indexOf(begin);
  const to = before.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${file.pathname} has no lines ${begin} and ${end}.`);
  await writeFile(file, `${before.slice(0, from + begin.length)}\n\n${text}\n\n${before.slice(to)}`);
}
